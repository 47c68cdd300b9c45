"""Exports: the same graph, the same bytes, in every format."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import KgError, KnowledgeGraph
from kg.exports.rdf import RDF_FORMATS, write_rdf
from kg.store.triples import PARTS, shared_triples

if TYPE_CHECKING:
    from pathlib import Path

OX = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def written(graph: KnowledgeGraph, format_: str) -> bytes:
    """Return an export."""
    out = io.BytesIO()
    write_rdf(graph.store, graph.names, out, format_)
    return out.getvalue()


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_an_export_is_the_same_bytes_every_time(example_graph: KnowledgeGraph, format_: str) -> None:
    """Exports can be compared with a diff."""
    assert written(example_graph, format_) == written(example_graph, format_)


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_an_export_holds_every_triple(example_graph: KnowledgeGraph, format_: str) -> None:
    """Nothing is lost on the way out."""
    parsed = {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in ox.parse(written(example_graph, format_), OX[format_])
    }

    assert parsed == set(shared_triples(example_graph.store, example_graph.names))


def test_rdflib_reads_the_same_graph_from_turtle(example_graph: KnowledgeGraph) -> None:
    """A second parser, independent of the store, agrees."""
    turtle = Graph().parse(data=written(example_graph, "turtle"), format="turtle")
    triples = Graph().parse(data=written(example_graph, "ntriples"), format="nt")

    assert isomorphic(turtle, triples)


def test_quads_keep_the_named_graphs(example_graph: KnowledgeGraph) -> None:
    """Who states what is not lost."""
    quads = ox.parse(written(example_graph, "nquads"), ox.RdfFormat.N_QUADS)

    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    assert {"https://kg.example/graph/record/lesson/900001", "https://kg.example/graph/inferred"} <= graphs


def test_there_is_no_blank_node(example_graph: KnowledgeGraph) -> None:
    """Everything can be named."""
    assert b"_:" not in b"".join(line.split(b'"')[0] for line in written(example_graph, "ntriples").splitlines())


def test_graph_ttl_is_the_turtle_export(example_graph: KnowledgeGraph, example_directory: Path) -> None:
    """The file beside the store is what kg export writes."""
    assert (example_directory / "graph.ttl").read_bytes() == written(example_graph, "turtle")


def test_provenance_stays_out_unless_asked_for(example_graph: KnowledgeGraph) -> None:
    """What depends on clock and file does not disturb a diff."""
    out = io.BytesIO()
    write_rdf(example_graph.store, example_graph.names, out, "ntriples", parts=PARTS)

    assert b'contentHash> "' not in written(example_graph, "ntriples")
    assert b'contentHash> "' in out.getvalue()


def test_an_unknown_format_is_answered_with_the_known_ones(example_graph: KnowledgeGraph) -> None:
    """Whoever asks for a strange format learns the others."""
    with pytest.raises(KgError, match="turtle, ntriples, nquads, trig, jsonld, rdfxml"):
        write_rdf(example_graph.store, example_graph.names, io.BytesIO(), "yaml")


def test_the_network_joins_programmes_to_what_they_cover(example_graph: KnowledgeGraph) -> None:
    """Programmes, countries, organizations and themes, with roles on the edges."""
    network = example_graph.to_networkx()
    base = "https://kg.example/id/"

    edge = network[f"{base}programme/RLA-19-50-EUR"][f"{base}organization/unhcr"]

    assert "implementing" in edge["relation"]
    assert {data["kind"] for _, data in network.nodes(data=True)} == {"programme", "country", "organization", "theme"}


def test_graphml_can_be_read_again(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Other tools open the network."""
    from kg.exports.network import write_graphml  # noqa: PLC0415 -- what is tested

    file = tmp_path / "programmes.graphml"
    with file.open("wb") as out:
        write_graphml(example_graph.to_networkx(), out)

    assert nx.read_graphml(file).number_of_edges() == example_graph.to_networkx().number_of_edges()
