"""The graph as networks: what joins what, how strongly, and the files other tools read."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg import KgError
from kg.exports.network import MEASURES, PROJECTIONS, measured, write_gexf, write_graphml, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from kg import KnowledgeGraph

BASE = "https://kg.example/id/"


@pytest.mark.parametrize("projection", sorted(PROJECTIONS))
def test_every_node_and_edge_says_what_it_is(example_graph: KnowledgeGraph, projection: str) -> None:
    """People and programs read labels, kinds, relations and counts."""
    network = example_graph.to_networkx(projection)

    assert network.number_of_edges() > 0
    assert network.graph["meaning"] == PROJECTIONS[projection]
    assert all(data["label"] and data["kind"] for _, data in network.nodes(data=True))
    assert all(
        data["relation"] and data["weight"] >= 0 and data["weight"] + data["evidence"] >= 1
        for _, _, data in network.edges(data=True)
    )


def test_countries_are_joined_by_the_programmes_that_cover_both(example_graph: KnowledgeGraph) -> None:
    """The weight is what the query of the catalogue counts."""
    network = example_graph.to_networkx("countries")

    for row in example_graph.select("co-covered-countries"):
        edge = network[f"{BASE}country/{row['country_a_code']}"][f"{BASE}country/{row['country_b_code']}"]
        assert edge["weight"] == row["programmes"]


def test_working_together_is_told_from_being_named_together(example_graph: KnowledgeGraph) -> None:
    """A donor is named beside the implementers."""
    network = example_graph.to_networkx("organizations")

    assert network[f"{BASE}organization/ilo"][f"{BASE}organization/iom"]["relation"] == "worked together"
    assert network[f"{BASE}organization/ilo"][f"{BASE}organization/eu"]["relation"] == "named together"
    assert network[f"{BASE}organization/ilo"][f"{BASE}organization/eu"]["weight"] == 0


def test_several_roles_of_one_body_are_one_edge(example_graph: KnowledgeGraph) -> None:
    """Its weight counts the signs of all of them."""
    edge = example_graph.to_networkx()[f"{BASE}programme/RLA-19-50-EUR"][f"{BASE}organization/ilo"]

    assert edge["relation"] == "implementing; target-user"
    assert edge["weight"] > 1


def test_measures_are_those_of_networkx(example_graph: KnowledgeGraph) -> None:
    """Degree and strength add up, communities are numbered from the greatest."""
    network = example_graph.to_networkx("countries", measures=True)

    sizes: dict[int, int] = {}
    for node, data in network.nodes(data=True):
        assert set(MEASURES) <= set(data)
        assert data["degree"] == network.degree(node)
        sizes[data["community"]] = sizes.get(data["community"], 0) + 1
    counted = [sizes[number] for number in sorted(sizes)]
    assert all(more >= fewer for more, fewer in pairwise(counted))


def test_the_same_graph_gives_the_same_communities(example_graph: KnowledgeGraph) -> None:
    """A figure in a report can be had again."""
    first, second = (example_graph.to_networkx("organizations", measures=True) for _ in "12")

    assert list(first.nodes(data=True)) == list(second.nodes(data=True))


def test_an_empty_network_has_no_measures_to_fail_on() -> None:
    """A graph of one country has no pairs of countries."""
    assert len(measured(nx.Graph(name="countries"))) == 0


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_a_file_is_read_again_by_networkx_and_is_the_same_each_time(
    example_graph: KnowledgeGraph, tmp_path: Path, format_: str
) -> None:
    """Gephi and yEd read these."""
    write = write_graphml if format_ == "graphml" else write_gexf
    read = nx.read_graphml if format_ == "graphml" else nx.read_gexf
    contents = []
    for name in ("a", "b"):
        with (tmp_path / name).open("wb") as out:
            write(example_graph.to_networkx("organizations", measures=True), out)
        contents.append((tmp_path / name).read_bytes())

    assert contents[0] == contents[1]
    assert len(read(tmp_path / "a")) == len(example_graph.to_networkx("organizations"))


def test_hostile_labels_leave_the_file_sound() -> None:
    """Markup is escaped, and what XML cannot hold is replaced."""
    network: nx.Graph[str] = nx.Graph(name="programmes")
    network.add_node("a", label="</node><x>&\x00\x0b\ufffe", kind="programme")
    network.add_node("b", label="b", kind="country")
    network.add_edge("a", "b", relation="covers", weight=1, evidence=1)
    for write, read in ((write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)):
        out = io.BytesIO()
        write(network, out)
        assert len(read(io.BytesIO(out.getvalue()))) == 2


def test_tables_name_their_columns_as_gephi_reads_them(example_graph: KnowledgeGraph) -> None:
    """Nodes and edges in two files, joined by Id."""
    nodes, edges = io.BytesIO(), io.BytesIO()
    network = example_graph.to_networkx("countries", measures=True)
    write_tables(network, nodes, edges)
    node_rows, edge_rows = (list(csv.DictReader(io.StringIO(out.getvalue().decode()))) for out in (nodes, edges))

    ids = {row["Id"] for row in node_rows}
    assert len(node_rows) == len(network)
    assert all(row["Source"] in ids and row["Target"] in ids and int(row["Weight"]) >= 1 for row in edge_rows)


def test_an_unknown_projection_is_answered_with_the_known(example_graph: KnowledgeGraph) -> None:
    """Whoever slips learns the names."""
    with pytest.raises(KgError, match="organizations"):
        example_graph.to_networkx("friends")


def test_a_network_without_weights_is_measured() -> None:
    """Organizations that are only named together: no groups, and no failure."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", relation="named together", weight=0, evidence=1)

    assert {data["community"] for _, data in measured(graph).nodes(data=True)} == {1, 2}
