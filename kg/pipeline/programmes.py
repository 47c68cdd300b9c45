"""What several records have in common, after a build: only what may be another than before is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.mapping.local import describe_local
from kg.mapping.programmes import derive_programme, join
from kg.store.state import decode_sign
from kg.store.triples import triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.mapping.programmes import Programme
    from kg.pipeline.parts import GraphParts
    from kg.reference import Reference
    from kg.terms import Term, Triple


_OWN: Final = (("programme",), ("participation",), ("organization", "local"))
"""Beginnings of the paths of things of which only the inferred graph speaks."""


def update_programmes(
    parts: GraphParts, reference: Reference, touched: Collection[str], bodies: Collection[str]
) -> None:
    """Derive what follows from several records, where it may be another than before.

    Parameters
    ----------
    parts
        The graph.
    reference
        The vocabularies.
    touched
        Numbers of the evaluations of which a record came, changed or went.
    bodies
        Paths of the unlisted bodies that such a record names or named.
    """
    known = parts.state.parts.programmes()
    changed: list[Programme] = []
    for programme in join(parts.state.bonds()):
        members = known.pop(programme.key, None)
        if members != _members(programme) or any(number in touched for number in programme.evaluations):
            changed.append(programme)
    changed.sort(key=lambda each: each.key)
    inferred = _Inferred(parts, reference)
    for path in sorted(bodies):
        inferred.forget(path)
    for key in (*known, *(programme.key for programme in changed)):  # all of this first: what goes may come elsewhere
        inferred.forget(key)
    for programme in changed:
        inferred.derive(programme)
    for path in sorted(bodies):
        inferred.describe(path)


def update_reference(parts: GraphParts, reference: Reference) -> None:
    """Say of the vocabularies what records and programmes use, and nothing else."""
    names = reference.names
    used = (names.concept(path) for path in parts.state.parts.used())
    wanted = {" ".join(triple) for triple in (*reference.ontology, *reference.closure(used))}
    graph = names.graph("reference")
    held = {" ".join(triple) for triple in triples_of_graph(parts.loader.store, graph)}
    parts.take_back(sorted(held - wanted), graph, _owns_nothing)
    parts.say(sorted(wanted - held), graph, _owns_nothing)


def _owns_nothing(_: Term) -> bool:
    return False


def _members(programme: Programme) -> str:
    return f"{' '.join(programme.evaluations)};{' '.join(programme.symbols)}"


class _Inferred:
    """The inferred graph."""

    def __init__(self, parts: GraphParts, reference: Reference) -> None:
        self._parts, self._reference = parts, reference
        names = reference.names
        self._graph = names.graph("inferred")
        self._own = tuple(f"{names.thing(*path, '')[:-1]}" for path in _OWN)
        self._start = len(names.base) + len("<id/")

    def forget(self, key: str) -> None:
        """Take back what was derived of a programme, if anything was."""
        triples = self._parts.state.parts.programme(key)
        if triples:
            self._parts.take_back(triples, self._graph, self._owns)
            self._parts.state.parts.use(self._uses(triples), -1)
            self._parts.state.parts.drop_programme(key)

    def derive(self, programme: Programme) -> None:
        """Say what follows of a programme."""
        state = self._parts.state
        summaries = (summary for number in programme.evaluations for summary in state.summaries(number))
        self._say(programme.key, _members(programme), derive_programme(programme, summaries, self._reference))

    def describe(self, path: str) -> None:
        """Say what records tell of a body that no vocabulary lists."""
        signs = map(decode_sign, self._parts.state.parts.body(path))
        self._say(path, "", describe_local(signs, self._reference))

    def _say(self, key: str, members: str, derived: Iterable[Triple]) -> None:
        triples = [" ".join(triple) for triple in dict.fromkeys(derived)]
        if triples:
            self._parts.say(triples, self._graph, self._owns)
            self._parts.state.parts.use(self._uses(triples))
            self._parts.state.parts.put_programme(key, members, triples)

    def _owns(self, subject: Term) -> bool:
        return subject.startswith(self._own)

    def _uses(self, triples: list[str]) -> list[str]:
        """Return the paths of the vocabulary concepts that triples name, sorted."""
        objects = {triple.split(" ", 2)[2] for triple in triples}
        return sorted(term[self._start : -1] for term in objects if self._reference.describes(term))
