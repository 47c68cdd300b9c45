"""The programmes of a built graph, each with all that is said of it, to be checked one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms import text_of
from kg.vocabulary import Ev

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.terms import Names, Term

_DEFAULT: Final = ox.DefaultGraph()


class NotInUnits(Exception):  # noqa: N818 -- no fault: it says that the graph has to be checked as a whole
    """The graph cannot be taken apart; the text says why, as the end of a sentence."""


class Units:
    """The programmes of a store that a build filled, each with all that is said of it.

    Parameters
    ----------
    store
        The store, with its named graphs.
    names
        The IRIs of the graph.

    Raises
    ------
    NotInUnits
        If a finding has several evaluations, or an evaluation several programmes.
    """

    def __init__(self, store: ox.Store, names: Names) -> None:
        self._store, self._names = store, names
        self._things, self._graphs = f"{names.base}id/", f"{names.base}graph/"
        self._inferred = ox.NamedNode(names.graph("inferred")[1:-1])
        self._evaluation_of = self._single(Ev.findingOf)
        self._programme_of = self._single(Ev.evaluates)
        self.records: Mapping[str, list[str]] = self._records()
        """The records of each unit, as ``kind/number``, by the IRI of its programme, both sorted."""

    def rows(self, unit: str) -> Iterator[str]:
        """Yield all that is said of a unit, as lines ``subject predicate object .``; some come twice."""
        for record in self.records[unit]:
            for part in ("record", "linked"):
                graph = ox.NamedNode(f"{self._graphs}{part}/{record}")
                data = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
                yield from filter(None, data.decode("utf-8").split("\n"))
        for subject in self._derived(unit):
            for quad in self._store.quads_for_pattern(subject, None, None, self._inferred):
                yield f"{quad.subject} {quad.predicate} {quad.object} ."

    def unit_of(self, record: str) -> str:
        """Return the unit of a record, given as ``kind/number``."""
        thing = self._things + record
        evaluation = self._evaluation_of.get(thing, thing)
        return self._programme_of.get(evaluation, evaluation)

    def speaking_of(self, thing: Term) -> set[str]:
        """Return the units that name a thing."""
        found = set()
        for quad in self._store.quads_for_pattern(None, None, ox.NamedNode(text_of(thing)), None):
            graph, subject = quad.graph_name, quad.subject
            if graph == self._inferred and isinstance(subject, ox.NamedNode):
                found.add(self._unit_of_derived(subject))
            elif isinstance(graph, ox.NamedNode):
                part, _, record = graph.value.removeprefix(self._graphs).partition("/")
                found |= {self.unit_of(record)} if part in {"record", "linked"} else set()
        return found & self.records.keys()

    def _single(self, term: Ev) -> dict[str, str]:
        """Return the object of each subject of a property that has one object."""
        found: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(None, self._ev(term), None, _DEFAULT):
            subject, object_ = text_of(str(quad.subject)), text_of(str(quad.object))
            if found.setdefault(subject, object_) != object_:
                raise NotInUnits(f"{subject} has several ev:{term}")
        return found

    def _records(self) -> dict[str, list[str]]:
        start = f"{self._graphs}record/"
        records = (graph.value.removeprefix(start) for graph in self._store.named_graphs()
                   if isinstance(graph, ox.NamedNode) and graph.value.startswith(start))  # fmt: skip
        found: dict[str, list[str]] = defaultdict(list)
        for record in sorted(records):
            found[self.unit_of(record)].append(record)
        return dict(sorted(found.items()))

    def _derived(self, unit: str) -> Iterator[ox.NamedNode]:
        """Yield the programme, its evaluations and its participations."""
        programme = ox.NamedNode(unit)
        yield programme
        evaluations = self._store.quads_for_pattern(None, self._ev(Ev.evaluates), programme, self._inferred)
        yield from (quad.subject for quad in evaluations if isinstance(quad.subject, ox.NamedNode))
        participations = self._store.quads_for_pattern(programme, self._ev(Ev.participation), None, self._inferred)
        yield from (quad.object for quad in participations if isinstance(quad.object, ox.NamedNode))

    def _unit_of_derived(self, subject: ox.NamedNode) -> str:
        programme = self._programme_of.get(subject.value, subject.value)
        for quad in self._store.quads_for_pattern(None, self._ev(Ev.participation), subject, self._inferred):
            programme = text_of(str(quad.subject))
        return programme

    def _ev(self, term: Ev) -> ox.NamedNode:
        return ox.NamedNode(self._names.expand(f"ev:{term}"))
