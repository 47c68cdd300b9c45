"""Triples out of a store and into it, in the N-Triples form that the pipeline speaks; builds use `kg.store.loader`."""

from __future__ import annotations

import tempfile
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
    """Yield the triples of the named graphs of `parts`, for all but provenance each once.

    Of other parts, a triple that stands in several graphs comes several times.
    """
    if set(parts) == set(SHARED_PARTS):
        provenance = set(_dumped(store, ox.NamedNode(names.graph("provenance")[1:-1])))
        yield from (triple for triple in _dumped(store, ox.DefaultGraph()) if triple not in provenance)
        return
    for graph in graphs_of(store, names, parts):
        yield from triples_of_graph(store, str(graph))


def _dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[Triple]:
    """Yield the triples of a graph from its N-Triples, several times quicker than as terms."""
    with tempfile.TemporaryFile(prefix="kg-") as file:
        store.dump(file, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        file.seek(0)
        for line in file:
            subject, predicate, object_ = line[:-3].decode("utf-8").split(" ", 2)
            yield subject, predicate, object_


def load_lines(store: ox.Store, lines: Iterable[str]) -> None:
    """Load N-Quads lines, each into its named graph and into the default graph.

    The default graph is the union of the named ones, kept as triples of its own: the store's union of
    graphs at query time gives a triple once for every graph that holds it, so that joins over what
    several records of one evaluation state would multiply. A little is loaded in one transaction,
    much as new tables.
    """
    both = [text for line in lines for text in (line, f"{line[: line.rindex(' <')]} .\n")]
    data = "".join(both).encode("utf-8")
    if len(data) < _SMALL:
        store.load(data, ox.RdfFormat.N_QUADS)
    else:
        store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
