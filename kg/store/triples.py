"""Triples out of a store and into it, in the N-Triples form that the pipeline speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.terms import Names, Term, Triple

GraphPart = Literal["record", "linked", "inferred", "reference", "provenance"]

PARTS: Final[tuple[GraphPart, ...]] = ("record", "linked", "inferred", "reference", "provenance")
"""What named graphs there are, by who says what they hold."""

SHARED_PARTS: Final[tuple[GraphPart, ...]] = ("record", "linked", "inferred", "reference")
"""All but provenance: what the same input always gives, whatever clock, file or machine."""

_SMALL: Final = 1 << 20


def graphs_of(store: ox.Store, names: Names, parts: Collection[str] = PARTS) -> Iterator[ox.NamedNode]:
    """Yield the named graphs of `parts`; the store's own order."""
    prefixes = tuple(f"{names.base}graph/{part}" for part in parts)
    for graph in store.named_graphs():
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(prefixes):
            yield graph


def triples_of_graph(store: ox.Store, graph: Term) -> list[Triple]:
    """Return the triples of one named graph."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph[1:-1]))
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def shared_triples(store: ox.Store, names: Names, parts: Collection[str] = SHARED_PARTS) -> Iterator[Triple]:
    """Yield the triples of the named graphs of `parts`; one that stands in several graphs comes several times."""
    for graph in graphs_of(store, names, parts):
        yield from triples_of_graph(store, str(graph))


def load_lines(store: ox.Store, lines: Iterable[str]) -> None:
    """Load N-Quads: a little in one transaction, much as new tables."""
    data = "".join(lines).encode("utf-8")
    if len(data) < _SMALL:
        store.load(data, ox.RdfFormat.N_QUADS)
    else:
        store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)


def remove_graph(store: ox.Store, graph: Term) -> None:
    """Remove a named graph, if it is there."""
    node = ox.NamedNode(graph[1:-1])
    if store.contains_named_graph(node):
        store.remove_graph(node)
