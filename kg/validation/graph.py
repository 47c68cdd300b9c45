"""One graph to check, as text for an engine and as look-ups for a report.

A graph of rdflib costs a second of import and ten times the triples' own time to fill. Here the text goes to the
engine as it is, and what a report asks for is looked up in a store that is there already, or made when first asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeAlias

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Subject: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple


class TripleGraph:
    """A graph, read only.

    Its text keeps every lexical form (``"01"`` as a number); look-ups show the canonical one (``"1"``).

    Parameters
    ----------
    ntriples
        Its triples as N-Triples; a triple may come twice. Left out, they are those of the store's default graph.
    store
        A store whose default graph holds them. Left out, it is filled from the text when first asked.
    is_plain
        Whether every line of the text is known to be a triple with one blank between its parts, as ours are.

    Examples
    --------
    >>> graph = TripleGraph('<x:a> <x:b> "Chile"@es .\\n')
    >>> [node.value for node in graph.objects(ox.NamedNode("x:a"), "x:b")], len(graph)
    (['Chile'], 1)
    """

    def __init__(self, ntriples: str | None = None, *, store: ox.Store | None = None, is_plain: bool = False) -> None:
        self._ntriples, self._store = ntriples, store
        self._is_plain = is_plain or ntriples is None

    @classmethod
    def of(cls, graph: Self | Graph) -> TripleGraph:
        """Return `graph` itself, or the triples of a graph of rdflib."""
        if isinstance(graph, TripleGraph):
            return graph
        return cls(graph.serialize(format="nt"))

    @cached_property
    def ntriples(self) -> str:
        """The triples as N-Triples text."""
        if self._ntriples is not None or self._store is None:
            return self._ntriples or ""
        text = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return (text or b"").decode("utf-8")

    def rows(self) -> Iterator[str]:
        """Yield the triples of the text as lines ``subject predicate object .``, one blank between the parts."""
        if self._is_plain:
            yield from filter(None, self.ntriples.split("\n"))
        else:
            yield from (f"{' '.join(map(str, triple))} ." for triple in self.as_written())

    def to_rdflib(self) -> Graph:
        """Return a copy for rdflib; a plain string has no datatype there."""
        from rdflib import Graph  # noqa: PLC0415 -- only who asks for rdflib pays for it

        graph = Graph(bind_namespaces="none")
        graph.parse(data=self.ntriples, format="nt")
        return graph

    def objects(self, subject: Node, predicate: str) -> Iterator[Node]:
        """Yield the objects of a subject and the IRI of a predicate; nothing for a literal."""
        if not isinstance(subject, ox.Literal):
            for quad in self._lookup.quads_for_pattern(subject, ox.NamedNode(predicate), None, ox.DefaultGraph()):
                yield quad.object

    def subjects(self, predicate: str, object_: Node | None = None) -> Iterator[Subject]:
        """Yield the subjects that have a predicate, or that have it with one object."""
        for quad in self._lookup.quads_for_pattern(None, ox.NamedNode(predicate), object_, ox.DefaultGraph()):
            yield quad.subject

    def triples(
        self, subject: Subject | None = None, predicate: str | None = None, object_: Node | None = None
    ) -> Iterator[tuple[Subject, ox.NamedNode, Node]]:
        """Yield the triples that fit a pattern."""
        wanted = ox.NamedNode(predicate) if predicate is not None else None
        for quad in self._lookup.quads_for_pattern(subject, wanted, object_, ox.DefaultGraph()):
            yield quad.subject, quad.predicate, quad.object

    def as_written(self) -> Iterator[tuple[Subject, ox.NamedNode, Node]]:
        """Yield the triples of the text, with the lexical forms that stand there."""
        for quad in ox.parse(self.ntriples, ox.RdfFormat.N_TRIPLES):
            yield quad.subject, quad.predicate, quad.object

    def solutions(self, query: str) -> Iterator[ox.QuerySolution]:
        """Yield the solutions of a SPARQL query."""
        found = self._lookup.query(query)
        if isinstance(found, ox.QuerySolutions):
            yield from found

    def __len__(self) -> int:
        """Return how many triples there are."""
        return sum(1 for _ in self.triples())

    @cached_property
    def _lookup(self) -> ox.Store:
        if self._store is not None:
            return self._store
        store = ox.Store()
        if "_:" in self.ntriples:  # `bulk_load` gives blank nodes other names than the text does
            store.bulk_extend(ox.parse(self.ntriples, ox.RdfFormat.N_TRIPLES))
        else:
            store.bulk_load(self.ntriples, ox.RdfFormat.N_TRIPLES, lenient=True)
        return store


def node_of(text: str) -> Node:
    """Return the node that `kg.validation.model.Result` writes as text; what is no IRI is a literal.

    Examples
    --------
    >>> node_of("https://kg.example/id/country/CL"), node_of("_:b0")
    (<NamedNode value=https://kg.example/id/country/CL>, <BlankNode value=b0>)
    """
    try:
        return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)
    except ValueError:
        return ox.Literal(text)
