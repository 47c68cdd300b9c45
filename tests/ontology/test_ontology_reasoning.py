"""What a reasoner makes of the ontology: what was meant, and nothing else."""

from __future__ import annotations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import RDF, SKOS, Graph, Namespace, URIRef

EV = Namespace("https://kg.example/def#")
ID = Namespace("https://kg.example/id/")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

STATED = """
    PREFIX ev: <https://kg.example/def#>
    INSERT DATA {
        <https://kg.example/id/evaluation/3642> a ev:Evaluation ; ev:evaluationNumber "3642" ;
            ev:evaluates <https://kg.example/id/programme/eval-3642> ;
            ev:coversCountry <https://kg.example/id/country/CL>, <https://kg.example/id/country/MX> ;
            ev:hasFinding <https://kg.example/id/lesson/242853> .
        <https://kg.example/id/lesson/242853> ev:comments "La OIT"@es .
        <https://kg.example/id/programme/eval-3642> ev:coversCountry <https://kg.example/id/country/CL> ;
            ev:carriedOutBy <https://kg.example/id/organization/ilo> .
    }
"""


@pytest.fixture(scope="module")
def closed(ontology: Graph) -> Graph:
    """Return a part of the seed with all that OWL 2 RL concludes."""
    graph = Graph()
    for triple in ontology:
        graph.add(triple)
    graph.update(STATED)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def test_the_seed_does_not_contradict_the_ontology(closed: Graph) -> None:
    """No disjoint classes meet, no value leaves its range."""
    assert not list(closed.objects(None, ERROR))


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("lesson/242853", EV.findingOf, ID["evaluation/3642"]),
        ("evaluation/3642", DCTERMS.spatial, ID["country/MX"]),
        ("programme/eval-3642", EV.involvesOrganization, ID["organization/ilo"]),
        ("programme/eval-3642", RDF.type, PROV.Activity),
        ("country/MX", RDF.type, DCTERMS.Location),
    ],
)
def test_a_reasoner_concludes_what_was_meant(closed: Graph, subject: str, predicate: URIRef, object_: URIRef) -> None:
    """Inverses, sub-properties and superclasses reach the vocabularies of others."""
    assert (ID[subject], predicate, object_) in closed


@pytest.mark.parametrize(
    ("subject", "class_"),
    [
        ("lesson/242853", EV.LessonLearned),
        ("programme/eval-3642", EV.Evaluation),
        ("programme/eval-3642", EV.CrossCountryProgramme),
        ("country/MX", SKOS.Concept),
    ],
)
def test_a_reasoner_types_nothing_by_accident(closed: Graph, subject: str, class_: URIRef) -> None:
    """A comment makes no lesson, a covered country no evaluation, and two countries are a matter of counting."""
    assert (ID[subject], RDF.type, class_) not in closed
