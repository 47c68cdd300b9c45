"""The description of a graph: what it counts is what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Graph, Literal, Namespace, URIRef

from kg.exports.void import describe_contents, described_before
from kg.store.triples import load_lines, shared_triples
from kg.terms import RDF_TYPE

if TYPE_CHECKING:
    from kg import KnowledgeGraph

EV = Namespace("https://kg.example/def#")
ID = Namespace("https://kg.example/id/")
BUILD = "<https://kg.example/id/build/1>"


@pytest.fixture(scope="module")
def described(example_graph: KnowledgeGraph) -> Graph:
    """Return the description of the example graph."""
    triples = describe_contents(example_graph.store, example_graph.names, BUILD)
    return Graph().parse(data="".join(f"{' '.join(triple)} .\n" for triple in triples), format="nt")


@pytest.fixture(scope="module")
def shared(example_graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """Return all triples but provenance."""
    return set(shared_triples(example_graph.store, example_graph.names))


def test_property_partitions_count_the_triples_of_each_property(
    described: Graph, shared: set[tuple[str, str, str]]
) -> None:
    """Each property is there with its triples, and together they are the graph."""
    counted = {
        str(described.value(part, VOID.property)): int(str(described.value(part, VOID.triples)))
        for part in described.objects(None, VOID.propertyPartition)
    }

    predicates = {predicate for _, predicate, _ in shared}
    assert set(counted) == {predicate[1:-1] for predicate in predicates}
    assert sum(counted.values()) == len(shared)
    assert counted[str(EV.coversCountry)] == sum(f"<{EV.coversCountry}>" == predicate for _, predicate, _ in shared)


def test_class_partitions_count_the_members_of_each_class(described: Graph, shared: set[tuple[str, str, str]]) -> None:
    """Lessons, programmes and countries are counted."""
    for class_ in (EV.LessonLearned, EV.CrossCountryProgramme, EV.Country):
        (part,) = described.subjects(VOID["class"], class_)
        members = {
            subject for subject, predicate, object_ in shared if (predicate, object_) == (RDF_TYPE, f"<{class_}>")
        }
        assert described.value(part, VOID.entities) == Literal(len(members))


def test_link_sets_say_where_they_lead_and_by_which_predicate(described: Graph) -> None:
    """Links to Wikidata, the SDGs and the pages are counted apart."""
    targets = set(described.objects(None, VOID.objectsTarget))

    assert URIRef("http://www.wikidata.org/entity/") in targets
    assert URIRef("http://metadata.un.org/sdg/") in targets
    for linkset in described.subjects(RDF.type, VOID.Linkset):
        assert int(str(described.value(linkset, VOID.triples))) > 0
        assert described.value(linkset, VOID.linkPredicate)


def test_derived_parts_name_the_build_that_made_them(described: Graph) -> None:
    """A derived fact leads from its graph to its part and on to the build."""
    made = set(described.subjects(PROV.wasGeneratedBy, URIRef(BUILD[1:-1])))

    assert made == {ID["dataset/part/linked"], ID["dataset/part/inferred"]}


def test_rights_and_licence_are_told_apart(described: Graph) -> None:
    """The records are the ILO's; the vocabularies are free."""
    assert {text.language for text in described.objects(ID["dataset/graph"], DCTERMS.rights)} == {"en", "es", "fr"}  # type: ignore[attr-defined]
    assert list(described.subjects(DCTERMS.license, None)) == [ID["dataset/part/reference"]]


def test_entities_are_the_things_that_have_a_class(described: Graph, shared: set[tuple[str, str, str]]) -> None:
    """A programme of three classes is one entity."""
    typed = {subject for subject, predicate, _ in shared if predicate == RDF_TYPE}

    assert described.value(ID["dataset/graph"], VOID.entities) == Literal(len(typed))


def test_the_data_set_has_what_a_catalogue_asks(described: Graph) -> None:
    """Keywords in three languages, a theme, conformance, and a file at an address in a format (DCAT-AP)."""
    data_set = ID["dataset/graph"]
    (file,) = described.objects(data_set, DCAT.distribution)

    assert {word.language for word in described.objects(data_set, DCAT.keyword)} == {"en", "es", "fr"}  # type: ignore[attr-defined]
    assert {str(each) for each in described.objects(data_set, DCTERMS.conformsTo)} == {
        "https://kg.example/def",
        "https://kg.example/shapes",
    }
    assert described.value(data_set, DCAT.theme)
    assert described.value(file, DCAT.accessURL) == URIRef("https://kg.example/data")
    assert described.value(file, DCTERMS.format)


def test_partitions_have_readable_names(described: Graph) -> None:
    """No IRI of the description holds an escaped one."""
    assert not [part for part in described.subjects() if "%2F" in str(part)]


def test_examples_stand_in_the_graph(described: Graph, shared: set[tuple[str, str, str]]) -> None:
    """A reader can begin with one of each sort."""
    subjects = {subject for subject, _, _ in shared}

    assert {f"<{example}>" for example in described.objects(None, VOID.exampleResource)} <= subjects


def test_describing_twice_says_the_same(example_graph: KnowledgeGraph) -> None:
    """The description does not count itself, and an earlier one is found to be forgotten."""
    store, names = ox.Store(), example_graph.names
    load_lines(
        store,
        [
            f"{' '.join(triple)} <{names.base}graph/inferred> .\n"
            for triple in shared_triples(example_graph.store, names)
        ],
    )
    first = list(describe_contents(store, names, BUILD))
    load_lines(store, [f"{' '.join(triple)} {names.graph('provenance')} .\n" for triple in first])

    assert list(describe_contents(store, names, BUILD)) == first
    assert {subject for subject, _, _ in first} - set(described_before(store, names)) == {
        names.thing("dataset", "graph")
    }
