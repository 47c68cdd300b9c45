"""How often things stand in a graph: what its description and the head of its Turtle need to know.

A tally is a `Counter` that is kept while a graph is built, so that nobody has to read the graph to describe it. Its
keys: a predicate's term for its triples, ``a <class>`` for the members of a class, ``@name`` for the terms that are
written with a prefix (predicates and classes apart), ``~name <predicate>`` for links to another data set, ``""`` for
all triples, and ``%`` for the things that have a class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.terms import RDF_TYPE, iri
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping

    from kg.exports.turtle import TurtleWriter
    from kg.terms import Term

TRIPLES: Final = ""
ENTITIES: Final = "%"
_SKOS: Final = PREFIXES["skos"]

LINKSETS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "i-eval-discovery": ("https://webapps.ilo.org/ievaldiscovery/", (PREFIXES["foaf"] + "isPrimaryTopicOf",)),
    "ror": ("https://ror.org/", (_SKOS + "exactMatch",)),
    "sdg": (PREFIXES["sdg"], (_SKOS + "relatedMatch", _SKOS + "exactMatch")),
    "wikidata": (PREFIXES["wd"], (_SKOS + "exactMatch",)),
}
"""Data sets that the graph links to: where their IRIs begin, and by which predicates."""


def linkset_key(name: str, predicate: str) -> str:
    """Return the key under which links to a data set by a predicate are counted."""
    return f"~{name} {iri(predicate)}"


def has_class(pairs: Iterable[tuple[Term, Term]]) -> bool:
    """Tell whether the predicates and objects of a subject say what it is."""
    return any(predicate == RDF_TYPE for predicate, _ in pairs)


class Tallier:
    """Counts blocks.

    Parameters
    ----------
    writer
        Knows which prefixes a block is written with.
    """

    def __init__(self, writer: TurtleWriter) -> None:
        self._writer = writer
        self._linksets: dict[Term, list[tuple[str, str]]] = {}
        for name, (target, predicates) in LINKSETS.items():
            for predicate in predicates:
                self._linksets.setdefault(iri(predicate), []).append((f"<{target}", linkset_key(name, predicate)))

    def count(
        self,
        tally: Counter[str],
        subject: Term,
        pairs: Collection[tuple[Term, Term]],
        sign: int = 1,
        *,
        is_whole: bool = True,
    ) -> Counter[str]:
        """Add the triples of one subject to a tally, or with ``sign=-1`` take them back; return the tally.

        A subject that is not whole may come in several parts; whether it has a class is not counted then.
        """
        tally[TRIPLES] += sign * len(pairs)
        if is_whole and has_class(pairs):
            tally[ENTITIES] += sign
        writer, below_base = self._writer, self._writer.below_base
        is_below_base = subject.startswith(below_base)
        for predicate, object_ in pairs:
            tally[predicate] += sign
            if predicate == RDF_TYPE:
                tally[f"a {object_}"] += sign
            elif object_.endswith(">") and not object_.startswith(below_base):
                name = writer.prefix_of(object_ if object_.startswith("<") else writer.written_datatype(object_))
                if name:
                    tally[f"@{name}"] += sign
                for target, key in self._linksets.get(predicate, ()):
                    if object_.startswith(target):
                        tally[key] += sign
            if not is_below_base and (name := writer.prefix_of(subject)):
                tally[f"@{name}"] += sign
        return tally

    def prefixes(self, tally: Mapping[str, int]) -> set[str]:
        """Return the names of the prefixes that a graph with this tally is written with."""
        found = {key[1:] for key, number in tally.items() if number and key.startswith("@")}
        for key, number in tally.items():
            if number and key.startswith("a "):
                found.add(self._writer.prefix_of(key[2:]))
            elif number and key.startswith("<") and key != RDF_TYPE:
                found.add(self._writer.prefix_of(key))
        return found - {""}
