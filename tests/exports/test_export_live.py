"""The graph for rdflib: all of it, nothing copied, nothing to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.compare import to_canonical_graph
from rdflib.graph import ModificationException
from rdflib.namespace import DCTERMS, RDF

from kg import KgError

if TYPE_CHECKING:
    from pathlib import Path

    from kg import KnowledgeGraph

EV = "https://kg.example/def#"
PARTS = ("record", "linked", "inferred", "reference", "provenance")


def test_rdflib_sees_the_graph_that_is_exported(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Every triple, each as rdflib itself would read it."""
    example_graph.export(tmp_path / "all.nt", "ntriples", parts=PARTS)
    read = Graph().parse(tmp_path / "all.nt")

    assert set(to_canonical_graph(read)) == set(to_canonical_graph(example_graph.to_rdflib()))


def test_rdflib_asks_in_its_own_terms(example_graph: KnowledgeGraph) -> None:
    """A plain literal is found and given as one."""
    graph = example_graph.to_rdflib()
    (lesson,) = graph.subjects(DCTERMS.identifier, Literal("900001"))

    assert graph.value(lesson, DCTERMS.identifier) == Literal("900001")
    assert (lesson, RDF.type, URIRef(f"{EV}LessonLearned")) in graph


def test_sparql_knows_the_prefixes_and_gives_rdflib_terms(example_graph: KnowledgeGraph) -> None:
    """The store runs it, rdflib's rows come back."""
    answer = example_graph.to_rdflib().query("SELECT ?n { ?l a ev:LessonLearned ; dcterms:identifier ?n }")
    numbers = [row[Variable("n")] for row in answer.bindings]

    assert Literal("900001") in numbers
    assert len(numbers) == example_graph.build["records"]["lesson"]


def test_the_data_set_has_the_named_graphs(example_graph: KnowledgeGraph) -> None:
    """Who says what stays told apart."""
    names = {str(graph.identifier) for graph in example_graph.to_rdflib_dataset().graphs()}

    assert "https://kg.example/graph/record/lesson/900001" in names
    assert "https://kg.example/graph/inferred" in names


def test_the_graph_cannot_be_changed(example_graph: KnowledgeGraph) -> None:
    """A published build stays as it was published."""
    graph = example_graph.to_rdflib()
    triple = (URIRef("https://kg.example/id/x"), RDF.type, URIRef(f"{EV}Country"))
    with pytest.raises(ModificationException):
        graph.add(triple)
    with pytest.raises(ModificationException):
        graph.remove((None, None, None))
    with pytest.raises(ModificationException):
        graph.update("DELETE WHERE { ?s ?p ?o }")
    assert len(graph) > 0


def test_no_query_leaves_the_graph(example_graph: KnowledgeGraph) -> None:
    """SERVICE would go out to the network."""
    with pytest.raises(KgError):
        example_graph.to_rdflib().query("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
