"""Turtle that reads as if written by hand: sorted, prefixed, grouped by subject, the same bytes every time.

Things are written relative to ``@base <.../id/>``, so a country reads
``<country/CL>``. Subjects come in the order in which a person would tell them:
programmes, evaluations with their findings, then the vocabularies, then the
ontology; all that belongs to one finding (its source fields, its mentions)
stands behind it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.exports.sorting import Sorting
from kg.terms import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
    writer = TurtleWriter(names)
    with Sorting(writer) as sorting:
        for triple in triples:
            sorting.add(*triple)
        subjects = sorting.subjects()
        yield writer.header(sorting.prefixes)
        section = ""
        for place, subject, pairs in subjects:
            if place[:2] != section:
                section = place[:2]
                yield writer.heading(section)
            yield writer.block(subject, pairs)


class TurtleWriter:
    """Writes terms and blocks of one document.

    Parameters
    ----------
    names
        Gives the base and the prefixes.
    """

    def __init__(self, names: Names) -> None:
        self.base = f"{names.base}id/"
        self.prefixes = {name: namespace for name, namespace in names.prefixes.items() if name != "d"}
        self._by_length = sorted(self.prefixes.items(), key=lambda item: -len(item[1]))
        self.below_base = f"<{self.base}"
        self._short: dict[Term, str] = {}
        self._predicate_rank = {f"<{names.expand(curie)}>": rank for rank, curie in enumerate(_predicate_order())}
        self._other_predicate = self._predicate_rank["<*>"]

    def header(self, used: Collection[str]) -> str:
        """Return base and prefixes, of these only the `used` ones."""
        needed = [(name, namespace) for name, namespace in self.prefixes.items() if name in used]
        width = max((len(name) for name, _ in needed), default=0) + 1
        lines = [f"@prefix {name + ':':<{width}} <{namespace}> .\n" for name, namespace in needed]
        return "".join((f"@base <{self.base}> .\n", "\n" * bool(lines), *lines))

    def prefixes_of(self, subject: Term, pairs: Iterable[tuple[Term, Term]]) -> set[str]:
        """Return the names of the prefixes that a block needs."""
        found = set() if subject.startswith(self.below_base) else {self.prefix_of(subject)}
        for predicate, object_ in pairs:
            if predicate != RDF_TYPE:
                found.add(self.prefix_of(predicate))
            if object_.endswith(">") and not object_.startswith(self.below_base):
                found.add(self.prefix_of(object_ if object_.startswith("<") else self.written_datatype(object_)))
        found.discard("")
        return found

    def prefix_of(self, iri: Term) -> str:
        """Return the name of the prefix that an IRI is written with, empty where it needs none."""
        if not iri:
            return ""
        short = self.term(iri)
        return "" if short.startswith("<") else short.partition(":")[0]

    def heading(self, section: str) -> str:
        """Return the heading of a section, by the first two letters of `order`; parts that go on have none."""
        title = "Ontology" if int(section) == _ONTOLOGY else _TITLES.get(int(section), "Other")
        return f"\n# {title}\n" if title else ""

    def order(self, subject: Term) -> str:
        """Return what subjects are sorted by, as text: section, owner in natural order, place behind the owner.

        All that belongs to one record or one programme has the `order` of that owner as its beginning, up to the
        last digit, and nothing else has: so it stands together.
        """
        if not subject.startswith(self.below_base):
            return f"{_ONTOLOGY if '/def' in subject else _OTHER:02} {subject}"
        path = subject[len(self.base) + 1 : -1].split("/")
        attached = _ATTACHED.get(path[0], 0)
        if attached and path[2:]:
            rank, owner, behind = path[1], path[2], _padded(subject)
        elif path[0] == "participation":
            rank, owner, attached, behind = "programme", path[1], 1, subject
        else:
            rank, owner, behind = path[0], "/".join(path[1:]), ""
        return f"{_RANK.get(rank, _OTHER):02}{_natural_text(owner)} {owner} {attached}{behind}"

    def block(self, subject: Term, pairs: set[tuple[Term, Term]]) -> str:
        """Return all statements of a subject."""
        objects: dict[Term, list[Term]] = {}
        for predicate, object_ in pairs:
            objects.setdefault(predicate, []).append(object_)
        lines = []
        for predicate in sorted(objects, key=self._predicate_key) if len(objects) > 1 else objects:
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
        if not term.endswith(">"):
            return _readable(term)
        short = self._short.get(term)
        if short is None:
            short = self.iri(term) if term.startswith("<") else self._typed(term)
            if len(self._short) < _REMEMBERED:
                self._short[term] = short
        return short

    def iri(self, term: Term) -> str:
        """Return an IRI as Turtle writes it, without remembering it: for one that does not come again."""
        iri = term[1:-1]
        if iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        for name, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
                return f"{name}:{iri[len(namespace) :]}"
        return term

    def written_datatype(self, literal: Term) -> Term:
        """Return the datatype that a typed literal is written with, empty where its short form needs none."""
        return literal[literal.rindex("<") :] if "^^" in self.term(literal) else ""

    def _typed(self, term: Term) -> str:
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


@lru_cache(maxsize=1 << 12)
def _natural_text(text: str) -> str:
    """Return a text that sorts as `_natural` does; nothing in it sorts before a blank."""
    pieces = _natural(text)
    return "".join(f"1{piece} " if is_text else f"0{len(str(number)):02}{number}" for is_text, number, piece in pieces)


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
