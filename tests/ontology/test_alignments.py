"""The views on the graph in the words of others: right on the examples, and apart from what a build loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import RDF, Graph, Namespace

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kg import KnowledgeGraph

EV = Namespace("https://kg.example/def#")
ID = Namespace("https://kg.example/id/")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("http://schema.org/")


def view(graph: KnowledgeGraph, name: str) -> Graph:
    """Return what a rule concludes on a graph."""
    rule = (ontology_folder() / "rules" / f"{name}.rq").read_text(encoding="utf-8")
    found = graph.store.query(rule)
    assert isinstance(found, ox.QueryTriples)
    text = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return Graph().parse(data=text, format="nt")


def test_the_schema_org_view_tells_programmes_findings_and_donors(example_graph: KnowledgeGraph) -> None:
    """A search engine finds projects with their countries and funders, and findings with their reports."""
    found = view(example_graph, "schema-org")

    programmes = {str(row["p"]) for row in example_graph.query("SELECT ?p WHERE { ?p a ev:Programme }").to_dicts()}  # type: ignore[union-attr]
    assert {str(project) for project in found.subjects(RDF.type, SCHEMA.Project)} == programmes
    assert set(found.objects(None, SCHEMA.funder)) & {ID["organization/eu"]}
    for finding in found.subjects(RDF.type, SCHEMA.CreativeWork):
        assert found.value(finding, SCHEMA.text)
        assert (found.value(finding, SCHEMA.isPartOf), RDF.type, SCHEMA.Report) in found


def test_every_linked_mention_is_an_annotation_with_its_words(example_graph: KnowledgeGraph) -> None:
    """Body, page, offsets and quote are all there."""
    found = view(example_graph, "web-annotation")
    annotations = set(found.subjects(RDF.type, OA.Annotation))

    assert annotations
    for annotation in annotations:
        (target,) = found.objects(annotation, OA.hasTarget)
        assert found.value(target, OA.hasSource)
        quote = next(each for each in found.objects(target, OA.hasSelector) if found.value(each, OA.exact))
        place = next(each for each in found.objects(target, OA.hasSelector) if found.value(each, OA.start) is not None)
        length = int(str(found.value(place, OA.end))) - int(str(found.value(place, OA.start)))
        assert len(str(found.value(quote, OA.exact))) == length


def test_the_alignment_widens_and_contradicts_nothing(folder: Path) -> None:
    """Beside the ontology, a programme is a project of schema.org, and every term of ours in it exists."""
    ontology = Graph().parse(folder / "kg.ttl")
    alignment = Graph().parse(folder / "alignments" / "schema-org.ttl")
    ours = {term for triple in alignment for term in triple if str(term).startswith(EV)}
    assert ours <= set(ontology.subjects(RDF.type, None))

    together = ontology + alignment
    together.add((ID["programme/x"], RDF.type, EV.Programme))
    DeductiveClosure(OWLRL_Semantics).expand(together)

    assert (ID["programme/x"], RDF.type, SCHEMA.Project) in together
    assert not list(together.objects(None, Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error))
