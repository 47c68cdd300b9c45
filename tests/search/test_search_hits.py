"""Findings by words: what is found, why, and that an index brought up to date answers like a new one."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from record_samples import lesson

from kg import BuildOptions, KgError, KnowledgeGraph, build
from kg.search import SearchIndex, search
from kg.search.index import update_index, write_index
from kg.store.directory import SEARCH_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.search import Hits


def numbers(found: Hits) -> list[str]:
    """Return which findings were found, the best first."""
    return [hit.number for hit in found.hits]


def test_one_body_has_one_answer_in_any_language(example_graph: KnowledgeGraph) -> None:
    """'refugee agency', ACNUR and HCR find the same findings."""
    wanted = set(numbers(example_graph.search("ACNUR", limit=100)))

    assert len(wanted) > 5
    assert set(numbers(example_graph.search("refugee agency", limit=100))) == wanted
    assert set(numbers(example_graph.search("HCR", limit=100))) == wanted


def test_findings_in_other_languages_are_found_by_their_theme(example_graph: KnowledgeGraph) -> None:
    """A theme's label in one language finds findings written in another."""
    found = example_graph.search("travail des enfants", language="en", limit=100)

    assert {reason.label for hit in found.hits for reason in hit.reasons if reason.relation == "theme"} == {
        "Child labour"
    }


def test_every_finding_answers_every_word(example_graph: KnowledgeGraph) -> None:
    """Words narrow the answer, and each has its reason."""
    one, two = example_graph.search("OIM", limit=100), example_graph.search("OIM Colombia", limit=100)

    assert 0 < two.total < one.total
    assert set(numbers(two)) < set(numbers(one))
    assert all([reason.asked for reason in hit.reasons] == ["OIM", "Colombia"] for hit in two.hits)


def test_a_quote_holds_the_words_where_it_says(example_graph: KnowledgeGraph) -> None:
    """The reader sees what matched, marked in its context."""
    found = example_graph.search("ACNUR", limit=100)
    quoted = [reason for hit in found.hits for reason in hit.reasons if reason.quote]

    assert quoted
    assert {reason.quote[slice(*reason.marked)] for reason in quoted} <= {"ACNUR", "HCR", "UNHCR"}


def test_a_phrase_is_found_as_it_stands(example_graph: KnowledgeGraph) -> None:
    """Quotes ask for these words side by side."""
    found = example_graph.search('"social dialogue"', limit=100)

    assert found.total > 0
    assert all(
        reason.quote[slice(*reason.marked)].casefold() == "social dialogue"
        for hit in found.hits
        for reason in hit.reasons
    )


def test_nothing_found_tells_what_each_word_finds_alone(example_graph: KnowledgeGraph) -> None:
    """The reader learns which word was one too many."""
    found = example_graph.search("ACNUR xyzzy")

    assert found.total == 0
    assert [(each.asked, bool(each.findings)) for each in found.sought] == [("ACNUR", True), ("xyzzy", False)]


def test_only_findings_of_a_kind_are_found(example_graph: KnowledgeGraph) -> None:
    """Officers ask for lessons alone."""
    assert {hit.kind for hit in example_graph.search("ILO", kind="lesson", limit=100).hits} == {"lesson"}


@pytest.mark.parametrize("arguments", [{"kind": "poem"}, {"kind": "evaluation"}, {"limit": 0}, {"limit": 10**6}])
def test_an_argument_out_of_range_is_refused(example_graph: KnowledgeGraph, arguments: dict[str, object]) -> None:
    """Whoever asks wrongly is told so."""
    with pytest.raises(KgError):
        example_graph.search("ILO", **arguments)  # type: ignore[arg-type]


def test_pages_of_an_answer_join_without_gap(example_graph: KnowledgeGraph) -> None:
    """Offset and limit cut one order."""
    whole = numbers(example_graph.search("ILO", limit=10))

    assert (
        numbers(example_graph.search("ILO", limit=4)) + numbers(example_graph.search("ILO", limit=6, offset=4)) == whole
    )


def test_an_index_brought_up_to_date_answers_like_a_new_one(
    tmp_path: Path, build_records: Callable[[list[dict[str, object]]], KnowledgeGraph]
) -> None:
    """A finding changed, one added, one withdrawn."""
    before = build_records([lesson(990001, description="Looms"), lesson(990002, 9902, description="Boats")])
    old = tmp_path / "old.sqlite"
    write_index(old, before.store, before.names)
    after = build_records([lesson(990001, description="Ovens"), lesson(990003, 9903, description="Nets")])
    shutil.copy(old, tmp_path / "new.sqlite")
    changed = [before.names.thing_iri("lesson", str(number)) for number in (990001, 990002, 990003)]
    update_index(tmp_path / "new.sqlite", after.store, after.names, changed, ())

    index = SearchIndex.open(tmp_path / "new.sqlite")
    found = {
        words: numbers(search(index, after.store, after.names, words)) for words in ("looms", "boats", "ovens", "nets")
    }
    assert found == {"looms": [], "boats": [], "ovens": ["990001"], "nets": ["990003"]}


def test_a_build_keeps_an_index_and_brings_it_up_to_date(tmp_path: Path) -> None:
    """The second build changes one record, and search finds what that says now."""
    source, directory = tmp_path / "records.jsonl", tmp_path / "graph"
    found = []
    for description in ("Looms", "Ovens"):
        pages = [lesson(990001, description=description), lesson(990002, 9902, description="Boats")]
        source.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
        build([source], directory, BuildOptions(validate=False))
        graph = KnowledgeGraph.open(directory)
        assert (graph.folder / SEARCH_INDEX).is_file()
        found.append([numbers(graph.search(words)) for words in ("looms", "ovens", "boats")])

    assert found == [[["990001"], [], ["990002"]], [[], ["990001"], ["990002"]]]


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    """The message says which file, and what to do."""
    (tmp_path / "search.sqlite").write_bytes(b"no data base" * 100)

    with pytest.raises(KgError, match="search"):
        SearchIndex.open(tmp_path / "search.sqlite")


@pytest.fixture
def build_records(tmp_path: Path) -> Callable[[list[dict[str, object]]], KnowledgeGraph]:
    """Return a function that builds records, given as pages, from nothing."""

    def build_them(pages: list[dict[str, object]]) -> KnowledgeGraph:
        source = tmp_path / "records.jsonl"
        source.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
        directory = tmp_path / f"graph-{len(list(tmp_path.iterdir()))}"
        build([source], directory, BuildOptions(validate=False))
        return KnowledgeGraph.open(directory)

    return build_them


def test_the_words_of_a_name_stand_near_each_other(
    build_records: Callable[[list[dict[str, object]]], KnowledgeGraph],
) -> None:
    """'child labour' is no child here and labour there."""
    graph = build_records(
        [
            lesson(990001, description="The labour of children ends where schools begin."),
            lesson(990002, 9902, description="The labour office met. Later, near town, a child sang."),
            lesson(990003, 9903, theme="Child labour", description="Looms and other works."),
        ]
    )

    assert set(numbers(graph.search("child labour"))) == {"990001", "990003"}


def test_a_word_of_either_gender_finds_the_other(example_graph: KnowledgeGraph) -> None:
    """Officers write 'refugiados', evaluators of late 'personas refugiadas'."""
    found = example_graph.search("refugiados Colombia")

    assert found.total > 0
    assert {reason.quote[slice(*reason.marked)] for hit in found.hits for reason in hit.reasons if reason.quote} <= {
        "refugiada",
        "refugiadas",
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("recomendaciones para gobiernos", "recommendation"),
        ("Leçons apprises: OIM", "lesson"),
        ("lessons learned Colombia", "lesson"),
        ("good practices from the IOM", "practice"),
        ("IOM lessons", ""),
    ],
)
def test_words_that_begin_with_a_kind_ask_for_it(example_graph: KnowledgeGraph, words: str, kind: str) -> None:
    """So officers type; nobody writes 'recommendation' in a recommendation."""
    found = example_graph.search(words, limit=100)

    assert found.kind == kind
    assert not kind or {hit.kind for hit in found.hits} == {kind}


def test_a_kind_that_was_chosen_is_kept(example_graph: KnowledgeGraph) -> None:
    """The words then say what to find in it."""
    assert example_graph.search("recommendations Colombia", kind="lesson").kind == "lesson"
