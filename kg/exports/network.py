"""The graph as a network for Gephi, yEd or Cytoscape: a projection, and GraphML of it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

import networkx as nx

from kg.errors import ExportError
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from typing import IO

    import pyoxigraph as ox

    from kg.terms import Names

PROJECTIONS: Final = ("programmes",)
"""Names of the projections. ``programmes`` joins programmes to countries, organizations and themes."""


def to_networkx(store: ox.Store, names: Names, projection: str = "programmes") -> nx.Graph[str]:
    """Return a projection of the graph.

    Nodes are IRIs with ``label`` and ``kind``; edges carry ``relation`` (for organizations their role)
    and ``weight``, the number of findings or mentions behind them, at least 1.

    Raises
    ------
    ExportError
        If there is no such projection.
    """
    if projection not in PROJECTIONS:
        raise ExportError(f"unknown projection {projection!r}", hint=f"the projections are {', '.join(PROJECTIONS)}")
    text = (files("kg.exports") / "sparql" / f"{projection}.rq").read_text(encoding="utf-8")
    query = text.replace(f"<{DEFAULT_BASE}", f"<{names.base}")
    graph: nx.Graph[str] = nx.Graph(name=projection)
    solutions = store.query(query)
    rows = [[("" if term is None else term.value) for term in row] for row in solutions]  # type: ignore[union-attr]
    for source, source_label, target, target_label, kind, relation, weight in sorted(rows):
        graph.add_node(source, label=source_label, kind="programme")
        graph.add_node(target, label=target_label, kind=kind)
        if graph.has_edge(source, target):
            relations = sorted({*graph[source][target]["relation"].split("; "), relation})
            graph[source][target]["relation"] = "; ".join(relations)
        else:
            graph.add_edge(source, target, relation=relation, weight=int(weight or 1))
    return graph


def write_graphml(graph: nx.Graph[str], out: IO[bytes]) -> None:
    """Write a network as GraphML."""
    nx.write_graphml(graph, out)
