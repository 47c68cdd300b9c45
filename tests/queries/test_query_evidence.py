"""Why a link is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import KgError

if TYPE_CHECKING:
    from kg import KnowledgeGraph


def test_every_mention_of_the_examples_quotes_its_field_exactly(example_graph: KnowledgeGraph) -> None:
    """The words marked in the sentence are the surface that was linked, for every mention there is."""
    rows = example_graph.select("SELECT ?m ?s { ?m a ev:Mention ; ev:surface ?s }")

    for row in rows:
        for evidence in example_graph.why(row["m"]):
            assert evidence.surface == row["s"]
            assert len(evidence.sentence) > len(row["s"]) or evidence.field in {"project_symbols", "eval_title"}


def test_a_role_leads_to_the_sentence_that_shows_it(example_graph: KnowledgeGraph) -> None:
    """Who carried a programme out can be read where a record says so."""
    found = example_graph.why("d:participation/RLA-19-50-EUR/unhcr/implementing")

    assert any("implementado conjuntamente por la OIT, la OIM y el ACNUR" in each.sentence for each in found)


def test_two_ends_name_one_link(example_graph: KnowledgeGraph) -> None:
    """A record and an organization: the mentions that join them, and no others."""
    found = example_graph.why("d:lesson/900001", "d:organization/iom")

    assert {each.surface for each in found} == {"OIM"}
    assert {each.record for each in found} == {"https://kg.example/id/lesson/900001"}


@pytest.mark.parametrize("thing", ["not an iri", "d:organization/no-such-body", "javascript:alert(1)"])
def test_an_unknown_thing_is_told(example_graph: KnowledgeGraph, thing: str) -> None:
    """Whoever asks of nothing learns how to ask."""
    with pytest.raises(KgError):
        example_graph.why(thing)
