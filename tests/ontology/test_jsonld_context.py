"""The JSON-LD context: the same terms as the ontology, and JSON that means what it seems to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, Namespace
from rdflib.compare import isomorphic

EV = Namespace("https://kg.example/def#")
ID = Namespace("https://kg.example/id/")
GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def terms(folder: Path) -> dict[str, Any]:
    """Return the term definitions of the context."""
    context: dict[str, Any] = json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return context


def test_the_context_has_every_term_of_the_ontology(folder: Path, ontology: Graph) -> None:
    """A term is never left out of JSON by silence."""
    declared = {str(term) for term in ontology.subjects(RDF.type, None) if str(term).startswith(EV)}
    iris = {value if isinstance(value, str) else value.get("@id") for value in terms(folder).values() if value != 1.1}

    assert {f"ev:{iri.removeprefix(EV)}" for iri in declared} == {iri for iri in iris if iri and iri.startswith("ev:")}


def test_object_properties_hold_iris(folder: Path, ontology: Graph) -> None:
    """A value of an object property is never read as text."""
    context = terms(folder)

    for property_ in ontology.subjects(RDF.type, OWL.ObjectProperty):
        if str(property_).startswith(EV):
            assert context[str(property_).removeprefix(EV)]["@type"] == "@id"


def test_json_of_a_lesson_becomes_its_triples(folder: Path) -> None:
    """Language maps, links and numbers come out as the ontology wants them."""
    lesson = {
        "@context": terms(folder),
        "id": ID["lesson/242853"],
        "type": "LessonLearned",
        "comments": {"es": "La OIT, la OIM, el ACNUR"},
        "hasTheme": ID["theme/migration"],
        "hasMention": {
            "id": ID["mention/lesson/242853/comments/3-6"],
            "type": "Mention",
            "start": 3,
            "confidence": "0.99",
        },
    }

    triples = ox.serialize(ox.parse(json.dumps(lesson), ox.RdfFormat.JSON_LD), format=ox.RdfFormat.N_TRIPLES)

    mention = ID["mention/lesson/242853/comments/3-6"]
    assert triples is not None
    assert set(Graph().parse(data=triples, format="nt")) == {
        (ID["lesson/242853"], RDF.type, EV.LessonLearned),
        (ID["lesson/242853"], EV.comments, Literal("La OIT, la OIM, el ACNUR", lang="es")),
        (ID["lesson/242853"], EV.hasTheme, ID["theme/migration"]),
        (ID["lesson/242853"], EV.hasMention, mention),
        (mention, RDF.type, EV.Mention),
        (mention, EV.start, Literal(3)),
        (mention, EV.confidence, Literal("0.99", datatype=XSD.decimal)),
    }


@pytest.mark.parametrize("case", sorted(GOLDEN.glob("*/expected.ttl")), ids=lambda file: file.parent.name)
def test_an_export_comes_back_from_json_as_it_was(folder: Path, case: Path) -> None:
    """A graph written as JSON-LD with the context, by one library, is the same graph for another."""
    graph = Graph().parse(case)

    written = graph.serialize(format="json-ld", context=terms(folder), auto_compact=True)
    triples = ox.serialize(ox.parse(written, ox.RdfFormat.JSON_LD), format=ox.RdfFormat.N_TRIPLES)

    assert triples is not None
    assert isomorphic(Graph().parse(data=triples, format="nt"), graph)
