"""The graph as networks for networkx, Gephi, yEd or Cytoscape: projections, and the files of them."""

from __future__ import annotations

import csv
from importlib.resources import files
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

import networkx as nx

from kg.errors import ExportError
from kg.queries.results import spreadsheet_cell
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import IO, Any

    import pyoxigraph as ox

    from kg.terms import Names

PROJECTIONS: Final[dict[str, str]] = {
    "programmes": "Programmes joined to the countries they cover, the organizations that took part by role, and the "
    "themes of their findings; a strong edge has more findings or signs behind it, which also means more text.",
    "programmes-countries": "Programmes joined to the countries they cover; the weight counts findings, so a country "
    "that evaluators wrote much about stands out, not one where much was done.",
    "organizations": "Organizations joined where both carried out a programme (weight) or findings name both "
    "(evidence); to be named together is no proof of having worked together.",
    "countries": "Countries joined where programmes cover both; the weight counts programmes, and a global programme "
    "joins every pair of its countries.",
    "themes": "Themes joined where one evaluation taught something about both; common themes meet often by chance.",
}
"""Projection -> what its edges mean, and do not."""

MEASURES: Final[dict[str, str]] = {
    "degree": "How many others it is joined to.",
    "strength": "The sum of the weights of its edges.",
    "betweenness": "The share of shortest paths between others that lead through it: who bridges groups; by number "
    "of steps, from 200 starting points where there are more than 1,000 nodes.",
    "community": "Which of the groups it belongs to that are denser inside than between (Louvain method, weighted, "
    "seed 0); a tendency of the data, no organization of the world.",
}
"""Node attribute that `measured` adds -> what it means."""

_FEW: Final = 1_000
_SAMPLE: Final = 200


def to_networkx(store: ox.Store, names: Names, projection: str = "programmes") -> nx.Graph[str]:
    """Return a projection of the graph.

    Nodes are IRIs with ``label`` and ``kind``. Edges carry ``relation`` (several are joined by ``; ``),
    ``weight`` and ``evidence``: what these count stands in `PROJECTIONS`, and as ``graph.graph["meaning"]``.
    The same graph gives the same nodes and edges in the same order.

    Raises
    ------
    ExportError
        If there is no such projection.
    """
    if projection not in PROJECTIONS:
        raise ExportError(f"unknown projection {projection!r}", hint=f"the projections are {', '.join(PROJECTIONS)}")
    text = (files("kg.exports") / "sparql" / f"{projection}.rq").read_text(encoding="utf-8")
    query = text.replace(f"<{DEFAULT_BASE}", f"<{names.base}")
    graph: nx.Graph[str] = nx.Graph(name=projection, meaning=PROJECTIONS[projection])
    solutions = store.query(query)
    rows = [[("" if term is None else term.value) for term in row] for row in solutions]  # type: ignore[union-attr]
    ends = {(row[0], row[1], row[2]) for row in rows} | {(row[3], row[4], row[5]) for row in rows}
    for iri, label, kind in sorted(ends, key=lambda end: (end[2], end[0], end[1])):
        graph.add_node(iri, label=label, kind=kind)
    for row in sorted(rows):
        _join(graph, (row[0], row[3]), relation=row[6], weight=int(row[7]), evidence=int(row[8]))
    return graph


def measured(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy of a network with the node attributes of `MEASURES`, rounded so that they read well."""
    found = graph.copy()
    sample = None if len(found) <= _FEW else _SAMPLE
    betweenness = nx.betweenness_centrality(found, k=sample, seed=0)
    is_weighted = found.size(weight="weight") > 0  # organizations that are only named together have edges of weight 0
    communities = nx.community.louvain_communities(found, seed=0) if is_weighted else [{node} for node in found]
    of_node = {
        node: number
        for number, members in enumerate(sorted(communities, key=lambda each: (-len(each), min(each))), start=1)
        for node in members
    }
    for node, attributes in found.nodes(data=True):
        attributes["degree"] = found.degree(node)
        attributes["strength"] = found.degree(node, weight="weight")
        attributes["betweenness"] = round(betweenness[node], 6)
        attributes["community"] = of_node[node]
    found.graph.update({f"meaning of {name}": meaning for name, meaning in MEASURES.items()})
    return found


def write_graphml(graph: nx.Graph[str], out: IO[bytes]) -> None:
    """Write a network as GraphML."""
    nx.write_graphml(_fit_for_xml(graph), out)


def write_gexf(graph: nx.Graph[str], out: IO[bytes]) -> None:
    """Write a network as GEXF 1.2, without the date that would make each file another."""
    text = "\n".join(nx.generate_gexf(_fit_for_xml(graph)))
    lines = [line for line in text.split("\n") if "<meta " not in line and "</meta>" not in line]
    out.write(("\n".join(lines) + "\n").encode("utf-8"))


def write_tables(graph: nx.Graph[str], nodes: IO[bytes], edges: IO[bytes]) -> None:
    """Write the nodes and the edges of a network as two CSV files, with the column names that Gephi reads."""
    names = sorted({name for _, data in graph.nodes(data=True) for name in data} - {"label", "kind"})
    _write_rows(
        nodes,
        ["Id", "Label", "kind", *names],
        ([node, data["label"], data["kind"], *(data[name] for name in names)] for node, data in graph.nodes(data=True)),
    )
    _write_rows(
        edges,
        ["Source", "Target", "Type", "relation", "Weight", "evidence"],
        (
            [source, target, "Undirected", data["relation"], data["weight"], data["evidence"]]
            for source, target, data in graph.edges(data=True)
        ),
    )


def _join(graph: nx.Graph[str], ends: tuple[str, str], *, relation: str, weight: int, evidence: int) -> None:
    """Join two nodes; where they are joined already, by another role, the edge carries both."""
    source, target = ends
    if not graph.has_edge(source, target):
        graph.add_edge(source, target, relation=relation, weight=weight, evidence=evidence)
        return
    edge = graph[source][target]
    edge["relation"] = "; ".join(sorted({*edge["relation"].split("; "), relation}))
    edge["weight"] += weight
    edge["evidence"] += evidence


def _write_rows(out: IO[bytes], head: list[str], rows: Iterable[list[Any]]) -> None:
    text = TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _fit_for_xml(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a network without the characters that XML 1.0 has no way to write (section 2.2)."""

    def fit(attributes: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _xml_text(value) if isinstance(value, str) else value for name, value in attributes.items()}

    fitted: nx.Graph[str] = nx.Graph(**fit(graph.graph))
    fitted.add_nodes_from((node, fit(data)) for node, data in graph.nodes(data=True))
    fitted.add_edges_from((source, target, fit(data)) for source, target, data in graph.edges(data=True))
    return fitted


def _xml_text(text: str) -> str:
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in text).translate(
        {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
    )
