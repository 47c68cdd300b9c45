"""What is known of one thing."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import KgError, KnowledgeGraph
from kg.queries.thing import describe
from kg.terms import Names
from kg.vocabulary import PREFIXES


def test_a_record_is_found_by_its_number(example_graph: KnowledgeGraph) -> None:
    """People know records by number, and read what kind it is."""
    assert example_graph.describe("900003").label == "Emerging good practice 900003"
    assert example_graph.describe("9001").iri.endswith("/id/evaluation/9001")


def test_each_fact_tells_who_says_so(example_graph: KnowledgeGraph) -> None:
    """What the record states is told apart from what was linked to it by machine."""
    parts = {
        statements.label: {
            graph.split("/graph/")[1].split("/")[0] for value in statements.values for graph in value.graphs
        }
        for statements in example_graph.describe("900003").facts
    }

    assert parts["has theme"] == {"record"}
    assert parts["mentions organization"] == {"linked"}


def test_labels_are_in_the_readers_language(example_graph: KnowledgeGraph) -> None:
    """Properties and things alike."""
    thing = example_graph.describe("d:programme/RLA-19-50-EUR", language="es")
    facts = {statements.label: [value.label for value in statements.values] for statements in thing.facts}

    assert facts["abarca el país"] == ["Colombia", "Ecuador", "Perú"]


def test_links_to_a_thing_are_counted_beyond_those_shown(example_graph: KnowledgeGraph) -> None:
    """A body that many records name does not fill the screen."""
    links = {each.label: each for each in example_graph.describe("d:organization/ilo", most=3).links}

    assert len(links["mentions organization"].values) == 3
    assert links["mentions organization"].count > 3
    assert links["mentions organization"].is_counted


def test_the_most_special_class_comes_first(example_graph: KnowledgeGraph) -> None:
    """A programme across countries is more than a programme."""
    classes = [each.rpartition("#")[2] for each in example_graph.describe("d:programme/RLA-19-50-EUR").classes]

    assert classes[-1] == "Programme"
    assert [each.rpartition("#")[2] for each in example_graph.describe("d:organization/iom").classes] == [
        "Organization",
        "Concept",
    ]


@pytest.mark.parametrize(
    ("thing", "message"),
    [("12345", "no record has the number"), ("nothing at all", "no IRI, no CURIE"), ("d:country/ZZ", "says nothing")],
)
def test_what_the_graph_does_not_know_is_told_with_a_remedy(
    example_graph: KnowledgeGraph, thing: str, message: str
) -> None:
    """The reader learns how to find it."""
    with pytest.raises(KgError, match=message) as caught:
        example_graph.describe(thing)
    assert caught.value.hint


def test_the_few_links_to_a_hub_are_found_among_the_many() -> None:
    """By each property up to 10,000 are counted, however many there are by another."""
    store, names = ox.Store(), Names("https://kg.example/")
    hub, many, few = (ox.NamedNode(f"{names.base}{path}") for path in ("id/organization/x", "def#refersTo", "def#few"))
    named = ox.NamedNode(f"{PREFIXES['void']}property")
    store.bulk_extend(ox.Quad(ox.NamedNode(f"{names.base}id/mention/{n}"), many, hub) for n in range(20_000))
    store.add(ox.Quad(ox.NamedNode(f"{names.base}id/programme/p"), few, hub))
    store.extend(ox.Quad(ox.NamedNode(f"urn:{each.value[-3:]}"), named, each) for each in (many, few))

    found = {each.property_iri: (each.count, each.is_counted) for each in describe(store, names, hub.value).links}

    assert found == {few.value: (1, True), many.value: (10_000, False)}
