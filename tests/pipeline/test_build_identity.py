"""One record, however often and in whatever form it comes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from record_samples import MIRROR, Page, built, lesson, rows, turtle, write_lines, write_texts

from kg import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = lesson(description="The ILO waited for the town.")
LATER = lesson(description="The ILO and the IOM asked the town.")


def prior_versions(graph: Path) -> list[tuple[str, str]]:
    """Return the description and the document of every prior version."""
    return [
        (json.loads(row["content"])["lessons_learned"]["description"], row["source"])
        for row in rows(graph, "prior-versions")
    ]


def sources_of(graph: Path, subject: str = "lesson/990001") -> list[str]:
    """Return the names of the documents that a thing comes from."""
    pattern = f"<https://kg.example/id/{subject}> prov:hadPrimarySource/dcterms:title ?name"
    found = rows(graph, f"SELECT ?name WHERE {{ {pattern} }} ORDER BY ?name")
    return [row["name"].rpartition("/")[2] for row in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(lesson(), lesson(site=MIRROR), id="two-hosts"),
        pytest.param(lesson(context="One\ntwo."), lesson(context="One two."), id="line-breaks-lost"),
    ],
)
def test_two_readings_of_a_record_give_the_same_graph_in_both_orders(tmp_path: Path, one: Page, other: Page) -> None:
    """Which of the two came first cannot be told from the graph."""
    first, second = write_lines(tmp_path / "a.jsonl", [one]), write_lines(tmp_path / "b.jsonl", [other])

    ahead = built(tmp_path / "ahead", first, second)
    built(tmp_path / "back", second, first)

    assert turtle(tmp_path / "ahead") == turtle(tmp_path / "back")
    assert (ahead.read, ahead.new, ahead.changed, ahead.duplicates) == (2, 1, 0, 1)


def test_two_readings_of_a_record_give_the_same_graph_in_two_builds(tmp_path: Path) -> None:
    """The second host of a record, read in a later build, changes no more than it does in the same build."""
    first = write_lines(tmp_path / "a.jsonl", [lesson(site=MIRROR)])
    second = write_lines(tmp_path / "b.jsonl", [lesson()])
    built(tmp_path / "once", first, second)

    built(tmp_path / "twice", first)
    result = built(tmp_path / "twice", second)

    assert turtle(tmp_path / "twice") == turtle(tmp_path / "once")
    assert (result.changed, result.unchanged) == (0, 1)


def test_text_and_json_of_a_record_are_one_record(tmp_path: Path) -> None:
    """A text page and a JSON object that say the same are read into the same triples."""
    lines = write_lines(tmp_path / "a.jsonl", [lesson()])
    texts = write_texts(tmp_path / "texts", [lesson()])
    built(tmp_path / "json", lines)
    built(tmp_path / "text", texts)

    result = built(tmp_path / "both", lines, texts)

    assert turtle(tmp_path / "both") == turtle(tmp_path / "json") == turtle(tmp_path / "text")
    assert (result.new, result.duplicates) == (1, 1)
    assert prior_versions(tmp_path / "both") == []


def test_both_documents_of_a_record_stay_in_provenance(tmp_path: Path) -> None:
    """Whoever asks where a record comes from is told of the public page and of the mirror."""
    first = write_lines(tmp_path / "a.jsonl", [lesson(site=MIRROR)])
    second = write_lines(tmp_path / "b.jsonl", [lesson()])

    built(tmp_path / "graph", first, second)

    assert sources_of(tmp_path / "graph") == ["a.jsonl", "b.jsonl"]


def test_later_content_wins_in_one_build(tmp_path: Path) -> None:
    """Of two contents the later source is stated, and the earlier one is kept as a prior version with its document."""
    first, second = write_lines(tmp_path / "a.jsonl", [EARLIER]), write_lines(tmp_path / "b.jsonl", [LATER])

    built(tmp_path / "graph", first, second)

    assert "asked the town" in turtle(tmp_path / "graph")
    assert "waited" not in turtle(tmp_path / "graph")
    assert [(text, name.rpartition("/")[2]) for text, name in prior_versions(tmp_path / "graph")] == [
        ("The ILO waited for the town.", "a.jsonl")
    ]
    assert sources_of(tmp_path / "graph") == ["b.jsonl"]


def test_later_content_wins_across_builds(tmp_path: Path) -> None:
    """Two builds give the graph that one build of both sources gives, prior version and all."""
    first, second = write_lines(tmp_path / "a.jsonl", [EARLIER]), write_lines(tmp_path / "b.jsonl", [LATER])
    built(tmp_path / "once", first, second)

    built(tmp_path / "twice", first)
    result = built(tmp_path / "twice", second)

    assert (result.new, result.changed, result.unchanged) == (0, 1, 0)
    assert turtle(tmp_path / "twice") == turtle(tmp_path / "once")
    assert prior_versions(tmp_path / "twice") == prior_versions(tmp_path / "once")


def test_all_documents_of_a_prior_version_are_told(tmp_path: Path) -> None:
    """A version that two documents held is still told with both when a third one replaces it."""
    mirrored = lesson(site=MIRROR, description="The ILO waited for the town.")
    pages = {"a": EARLIER, "b": mirrored, "c": LATER}
    files = [write_lines(tmp_path / f"{name}.jsonl", [page]) for name, page in pages.items()]

    built(tmp_path / "graph", *files)

    found = prior_versions(tmp_path / "graph")
    assert sorted(name.rpartition("/")[2] for _, name in found) == ["a.jsonl", "b.jsonl"]


def test_building_a_contradiction_again_changes_nothing(tmp_path: Path) -> None:
    """Two contents in one folder are not a change each time the folder is built, nor do they pile up versions."""
    write_lines(tmp_path / "pages/a.jsonl", [EARLIER])
    write_lines(tmp_path / "pages/b.jsonl", [LATER])
    built(tmp_path / "graph", tmp_path / "pages")
    before = turtle(tmp_path / "graph")

    result = built(tmp_path / "graph", tmp_path / "pages")

    assert turtle(tmp_path / "graph") == before
    assert (result.new, result.changed, result.unchanged) == (0, 0, 1)
    assert result.changes == ()
    assert [text for text, _ in prior_versions(tmp_path / "graph")] == ["The ILO waited for the town."]


def test_content_that_comes_back_is_no_prior_version(tmp_path: Path) -> None:
    """A record that says again what it said before has the text in between as its only prior version."""
    first, second = write_lines(tmp_path / "a.jsonl", [EARLIER]), write_lines(tmp_path / "b.jsonl", [LATER])
    for source in (first, second, first):
        built(tmp_path / "graph", source)

    assert "waited for the town" in turtle(tmp_path / "graph")
    assert [text for text, _ in prior_versions(tmp_path / "graph")] == ["The ILO and the IOM asked the town."]


def test_a_document_read_again_is_described_once(tmp_path: Path) -> None:
    """Provenance does not grow when nothing changed."""
    source = write_lines(tmp_path / "a.jsonl", [lesson()])
    built(tmp_path / "graph", source)
    before = len(list(KnowledgeGraph.open(tmp_path / "graph").store))

    built(tmp_path / "graph", source)

    assert len(list(KnowledgeGraph.open(tmp_path / "graph").store)) == before
