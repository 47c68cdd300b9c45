"""Turtle that reads as if written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exports import sorting
from kg.exports.turtle import to_turtle
from kg.store.triples import shared_triples
from kg.terms import RDF_TYPE, Names, Triple, decimal, integer, iri, literal, typed
from kg.vocabulary import Ev

if TYPE_CHECKING:
    from kg import KnowledgeGraph

NAMES = Names()
SUBJECT = NAMES.thing("lesson", "9")
TEXT = NAMES.ev(Ev.description)


def turtle(*triples: Triple) -> str:
    """Return a document."""
    return "".join(to_turtle(triples, NAMES))


def parsed(text: str) -> set[Triple]:
    """Return the triples of a document."""
    return {(str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(text, ox.RdfFormat.TURTLE)}


texts = st.text(st.characters(codec="utf-8"), max_size=40)
terms = st.one_of(
    st.builds(literal, texts),
    st.builds(literal, texts, st.sampled_from(["en", "es", "fr", "pt"])),
    st.builds(integer, st.integers(0, 10**9)),
    st.builds(lambda n: decimal(n / 100), st.integers(1, 99)),
    st.builds(lambda path: NAMES.thing("theme", path), st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)),
    st.just(typed("2022-07-27", "date")),
    st.just(typed("not a number", "integer")),
)
triples = st.tuples(
    st.sampled_from([SUBJECT, NAMES.thing("country", "CL"), NAMES.thing("mention", "lesson", "9", "context", "3-6")]),
    st.sampled_from([TEXT, NAMES.ev(Ev.surface), RDF_TYPE, iri("http://purl.org/dc/terms/title")]),
    terms,
)


@given(st.lists(triples, max_size=12))
def test_every_graph_survives(graph: list[Triple]) -> None:
    """Whatever the literals hold, a parser gives the same triples back."""
    assert parsed(turtle(*graph)) == set(graph)


@given(st.lists(triples, max_size=8), st.randoms())
def test_the_order_of_the_triples_does_not_matter(graph: list[Triple], random: object) -> None:
    """The same graph is the same text."""
    shuffled = list(graph)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert turtle(*graph) == turtle(*shuffled)


def test_things_are_written_relative_to_the_base() -> None:
    """A country reads as its code."""
    assert "\n<country/CL>\n    a <country/X> .\n" in turtle(
        (NAMES.thing("country", "CL"), RDF_TYPE, NAMES.thing("country", "X"))
    )


def test_only_prefixes_in_use_are_declared() -> None:
    """The head holds what the body needs."""
    head = turtle((SUBJECT, TEXT, literal("x"))).split("\n<")[0]

    assert head.count("@prefix") == 1
    assert "@prefix ev: <https://kg.example/def#> ." in head


def test_numbers_are_written_short() -> None:
    """Integers, decimals and truth values need no datatype."""
    text = turtle((SUBJECT, NAMES.ev(Ev.start), integer(3)), (SUBJECT, NAMES.ev(Ev.confidence), decimal(0.99)))

    assert "ev:start 3 ;" in text
    assert "ev:confidence 0.99 ." in text


def test_text_of_several_lines_shows_its_lines() -> None:
    """A long string is broken where the record breaks it."""
    assert '"""one\ntwo"""@en' in turtle((SUBJECT, TEXT, literal("one\ntwo", "en")))


def test_nine_comes_before_ten() -> None:
    """Numbers are sorted as people count."""
    text = turtle(*((NAMES.thing("lesson", number), TEXT, literal("x")) for number in ("10", "9")))

    assert text.index("<lesson/9>") < text.index("<lesson/10>")


def test_mentions_follow_their_record_in_the_order_of_the_text() -> None:
    """What belongs to a record stands behind it."""
    mentions = [NAMES.thing("mention", "lesson", "9", "context", span) for span in ("100-103", "9-12")]
    text = turtle(
        (NAMES.thing("lesson", "10"), TEXT, literal("x")),
        (SUBJECT, TEXT, literal("x")),
        *((mention, NAMES.ev(Ev.surface), literal("OIT")) for mention in mentions),
    )

    places = [
        text.index(f"\n<{what}")
        for what in ("lesson/9>", "mention/lesson/9/context/9-12", "mention/lesson/9/context/100-103", "lesson/10>")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("base", ["https://data.example.org/ieval/", "http://localhost:8000/kg/"])
def test_another_base_gives_the_same_text_below_it(base: str) -> None:
    """Only the head tells where the things stand."""
    names = Names(base)
    text = "".join(to_turtle([(names.thing("lesson", "9"), names.ev("x"), literal("y"))], names))

    assert text.replace(base, "https://kg.example/") == turtle((SUBJECT, NAMES.ev("x"), literal("y")))


def test_a_graph_larger_than_memory_gives_the_same_bytes(
    example_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put aside in many parts, in another order and with triples that come twice, the Turtle is the same."""
    triples = list(shared_triples(example_graph.store, example_graph.names))
    whole = "".join(to_turtle(triples, example_graph.names))
    monkeypatch.setattr(sorting, "AT_ONCE", 700)

    parted = "".join(to_turtle([*triples[::-1], *triples[:900]], example_graph.names))

    assert parted == whole
