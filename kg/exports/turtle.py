"""Turtle that reads as if written by hand: sorted, prefixed, grouped by subject, the same bytes every time.

Things are written relative to ``@base <.../id/>``, so a country reads
``<country/CL>``. Subjects come in the order in which a person would tell them:
programmes, evaluations with their findings, then the vocabularies, then the
ontology; all that belongs to one finding (its source fields, its mentions)
stands behind it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.terms import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.terms import Names, Term, Triple

_SECTIONS: Final = (
    ("programme", "Programmes"),
    ("participation", ""),
    ("evaluation", "Evaluations"),
    ("lesson", "Lessons learned"),
    ("practice", "Good practices"),
    ("recommendation", "Recommendations"),
    ("unit", "Administrative units"),
    ("theme", "Themes"),
    ("category", "Theme categories"),
    ("country", "Countries"),
    ("place", "Cities"),
    ("region", "Regions"),
    ("organization", "Organizations"),
    ("group", "Constituent groups"),
    ("code", "Codes"),
    ("scheme", "Concept schemes"),
    ("build", "Provenance"),
    ("dataset", ""),
    ("source", ""),
)
_RANK: Final = {name: number for number, (name, _) in enumerate(_SECTIONS)}
_TITLES: Final = {number: title for number, (_, title) in enumerate(_SECTIONS)}
_OTHER: Final = len(_SECTIONS)
_ONTOLOGY: Final = _OTHER + 1
_ATTACHED: Final = {"field": 1, "mention": 2}
"""First path part of nodes that stand behind the record they belong to, and their order there."""

_ORDER: Final = "predicates.txt"
_ONE_LINE: Final = 88
"""Characters of objects that stay on the predicate's line."""

_REMEMBERED: Final = 100_000
"""How many short forms of IRIs are kept."""

_MOST_DIGITS: Final = 18
"""Longer runs of digits are sorted as text."""

_LOCAL_NAME: Final = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*)|[0-9]+")
_RELATIVE: Final = re.compile(r"(?!\.{1,2}(?:/|$))[^:/?#]+(?:/(?!\.{1,2}(?:/|$))[^/?#]+)*")
"""What may follow the base in a relative IRI and resolves to itself (RFC 3986, section 5.2)."""

_DIGITS: Final = re.compile(r"(\d+)")
_NUMERIC: Final = re.compile(r'"(-?\d+(?:\.\d+)?|true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>')


def to_turtle(triples: Iterable[Triple], names: Names) -> Iterator[str]:
    """Yield the Turtle of a graph, piece by piece; joined they are the document.

    Parameters
    ----------
    triples
        In any order; repeated ones are written once.
    names
        Gives the base and the prefixes.

    Examples
    --------
    >>> from kg.terms import Names, iri, literal
    >>> from kg.vocabulary import PREFIXES
    >>> names = Names()
    >>> country = names.thing("country", "CL")
    >>> print("".join(to_turtle([
    ...     (country, iri(PREFIXES["skos"] + "prefLabel"), literal("Chili", "fr")),
    ...     (country, iri(PREFIXES["skos"] + "prefLabel"), literal("Chile", "es")),
    ...     (country, RDF_TYPE, names.ev("Country")),
    ... ], names)), end="")
    @base <https://kg.example/id/> .
    <BLANKLINE>
    @prefix ev:   <https://kg.example/def#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <BLANKLINE>
    # Countries
    <BLANKLINE>
    <country/CL>
        a ev:Country ;
        skos:prefLabel "Chile"@es, "Chili"@fr .
    """
    writer = _Writer(names)
    by_subject: dict[Term, set[tuple[Term, Term]]] = defaultdict(set)
    used: set[str] = set()
    below_base = f"<{writer.base}"
    for subject, predicate, object_ in triples:
        by_subject[subject].add((predicate, object_))
        used.add(predicate)
        if object_.endswith(">") and not object_.startswith(below_base):
            used.add(object_ if object_.startswith("<") else writer.written_datatype(object_))
    used.update(subject for subject in by_subject if not subject.startswith(below_base))
    used.discard(RDF_TYPE)
    yield from writer.header(used)
    section = -1
    for subject in sorted(by_subject, key=writer.subject_key):
        rank = writer.section(subject)
        if rank != section:
            section = rank
            if title := writer.title(rank):
                yield f"\n# {title}\n"
        yield writer.block(subject, by_subject[subject])


class _Writer:
    """Writes terms and blocks of one document."""

    def __init__(self, names: Names) -> None:
        self.base = f"{names.base}id/"
        self.prefixes = {name: namespace for name, namespace in names.prefixes.items() if name != "d"}
        self._by_length = sorted(self.prefixes.items(), key=lambda item: -len(item[1]))
        self._short: dict[Term, str] = {}
        self._predicate_rank = {f"<{names.expand(curie)}>": rank for rank, curie in enumerate(_predicate_order())}
        self._other_predicate = self._predicate_rank["<*>"]

    def header(self, used: set[str]) -> Iterator[str]:
        """Yield base and prefixes, only those that the document needs."""
        curies = {
            text.partition(":")[0] for term in used if term and not (text := self.term(term)).startswith(("<", '"'))
        }
        needed = [(name, namespace) for name, namespace in self.prefixes.items() if name in curies]
        width = max((len(name) for name, _ in needed), default=0) + 1
        yield f"@base <{self.base}> .\n"
        if needed:
            yield "\n"
        for name, namespace in needed:
            yield f"@prefix {name + ':':<{width}} <{namespace}> .\n"

    def section(self, subject: Term) -> int:
        """Return the number of the section in which a subject stands."""
        return int(self.subject_key(subject)[0])

    def title(self, rank: int) -> str:
        """Return the heading of a section; parts that go on from the one before have none."""
        if rank == _ONTOLOGY:
            return "Ontology"
        return _TITLES.get(rank, "Other")

    def subject_key(self, subject: Term) -> tuple[int, tuple[tuple[int, int, str], ...], int, str]:
        """Return what subjects are sorted by: section, owner in natural order, rank behind the owner, IRI."""
        if not subject.startswith(f"<{self.base}"):
            return (_ONTOLOGY if "/def" in subject else _OTHER), (), 0, subject
        path = subject[len(self.base) + 1 : -1].split("/")
        attached = _ATTACHED.get(path[0], 0)
        if attached and path[2:]:
            return _RANK.get(path[1], _OTHER), _natural(path[2]), attached, _padded(subject)
        if path[0] == "participation":
            return _RANK["programme"], _natural(path[1]), 1, subject
        return _RANK.get(path[0], _OTHER), _natural("/".join(path[1:])), 0, subject

    def block(self, subject: Term, pairs: set[tuple[Term, Term]]) -> str:
        """Return all statements of a subject."""
        objects: dict[Term, list[Term]] = {}
        for predicate, object_ in pairs:
            objects.setdefault(predicate, []).append(object_)
        lines = []
        for predicate in sorted(objects, key=self._predicate_key):
            verb = "a" if predicate == RDF_TYPE else self.term(predicate)
            found = objects[predicate]
            if len(found) > 1:
                found.sort(key=_object_key)
            lines.append(f"    {verb}{_laid_out([self.term(object_) for object_ in found])}")
        return f"\n{self.term(subject)}\n" + " ;\n".join(lines) + " .\n"

    def _predicate_key(self, predicate: Term) -> tuple[int, Term]:
        return self._predicate_rank.get(predicate, self._other_predicate), predicate

    def term(self, term: Term) -> str:
        """Return a term as Turtle writes it."""
        if not term.startswith("<"):
            return self._literal(term)
        short = self._short.get(term)
        if short is None:
            short = self._short_iri(term)
            if len(self._short) < _REMEMBERED:
                self._short[term] = short
        return short

    def _short_iri(self, term: Term) -> str:
        iri = term[1:-1]
        if iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        for name, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
                return f"{name}:{iri[len(namespace) :]}"
        return term

    def written_datatype(self, literal: Term) -> Term:
        """Return the datatype that a typed literal is written with, empty where its short form needs none."""
        return literal[literal.rindex("<") :] if "^^" in self._literal(literal) else ""

    def _literal(self, term: Term) -> str:
        if not term.endswith(">"):
            return _readable(term)
        if match := _NUMERIC.fullmatch(term):
            value, datatype = match[1], match[2]
            if datatype == "integer" and value.lstrip("-").isdigit():
                return value
            if (datatype == "decimal" and "." in value) or (datatype == "boolean" and value in {"true", "false"}):
                return value
        quoted, _, datatype_iri = term.rpartition("^^")
        return f"{_readable(quoted)}^^{self.term(datatype_iri)}"


@cache
def _predicate_order() -> list[str]:
    """Return the CURIEs of ``predicates.txt``."""
    lines = (files("kg.exports") / _ORDER).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _laid_out(objects: list[str]) -> str:
    """Put short objects on one line, many or long ones below each other."""
    line = ", ".join(objects)
    if len(objects) == 1 or len(line) <= _ONE_LINE:
        return f" {line}"
    return "\n        " + ",\n        ".join(objects)


def _readable(quoted: Term) -> str:
    """Write text of several lines as a long string, which shows its line breaks (Turtle, section 2.5.1)."""
    if "\\n" not in quoted:
        return quoted
    text, quote, language = quoted.rpartition('"')
    body = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[0], text[1:])
    return f'"""{body}"""{language}' if quote else quoted


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Split text so that 9 comes before 10."""
    return tuple(
        (0, int(part), "") if part.isdigit() and part.isascii() and len(part) <= _MOST_DIGITS else (1, 0, part)
        for part in _DIGITS.split(text)
        if part
    )


def _padded(subject: Term) -> str:
    """Return a mention's IRI with its offsets padded, so that mentions follow each other as in the text."""
    return _DIGITS.sub(lambda match: match[1].zfill(9), subject)


def _object_key(object_: Term) -> tuple[tuple[tuple[int, int, str], ...], Term]:
    """Return what objects are sorted by: tagged literals by language, numbers as people count, then the term."""
    text = object_
    if object_.startswith('"') and not object_.endswith(('"', ">")):
        quoted, _, language = object_.rpartition('"')
        text = f"{language}\x00{quoted}"
    return _natural(text), object_
