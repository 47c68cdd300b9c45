"""The description of a graph: what it counts is what is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Graph, Literal, Namespace, URIRef

from kg.exports.tally import Tallier
from kg.exports.turtle import TurtleWriter
from kg.exports.void import describe_contents, described_before
from kg.store.triples import shared_triples
from kg.terms import RDF_TYPE, Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg import KnowledgeGraph

EV = Namespace("https://kg.example/def#")
ID = Namespace("https://kg.example/id/")
BUILD = "<https://kg.example/id/build/1>"


def tally_of(triples: Iterable[tuple[str, str, str]], names: Names) -> Counter[str]:
    """Return the tally of triples, each counted once."""
    tally: Counter[str] = Counter()
    count(triples, names, tally, 1)
    return tally


def count(triples: Iterable[tuple[str, str, str]], names: Names, tally: Counter[str], sign: int) -> None:
    """Add triples to a tally, or take them back."""
    tallier = Tallier(TurtleWriter(names))
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, predicate, object_ in triples:
        pairs[subject].add((predicate, object_))
    for subject, found in pairs.items():
        tallier.count(tally, subject, found, sign)


@pytest.fixture(scope="module")
def described(example_graph: KnowledgeGraph) -> Graph:
    """Return the description of the example graph."""
    names = example_graph.names
    tally = tally_of(shared_triples(example_graph.store, names), names)
    triples = describe_contents(tally, [names.thing("lesson", "900001")], names, BUILD)
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


def test_an_earlier_description_is_found_to_be_forgotten(
    example_graph: KnowledgeGraph, shared: set[tuple[str, str, str]]
) -> None:
    """All that a description says stands below subjects that the next build finds, but for the data set itself."""
    names = example_graph.names
    first = list(describe_contents(tally_of(shared, names), [], names, BUILD))
    store = ox.Store()
    lines = [f"{' '.join(triple)} {names.graph('provenance')} .\n" for triple in first]
    store.load("".join(lines).encode(), ox.RdfFormat.N_QUADS)

    assert {subject for subject, _, _ in first} - set(described_before(store, names)) == {
        names.thing("dataset", "graph")
    }


def test_a_tally_that_takes_back_what_it_counted_is_empty(shared: set[tuple[str, str, str]]) -> None:
    """What comes and goes leaves nothing behind."""
    names = Names()
    tally = tally_of(shared, names)

    count(shared, names, tally, -1)

    assert not any(tally.values())
