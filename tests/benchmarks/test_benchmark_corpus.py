"""The corpus: the same records for the same call, of the real shape, in three forms that say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.corpus import CorpusOptions, generate, main, write_corpus
from benchmarks.generator.faults import BAD, VIOLATIONS
from benchmarks.generator.wording import Language, load_places, load_wording
from kg import BuildOptions, build
from kg.reference import load_reference

if TYPE_CHECKING:
    from pathlib import Path

NASTY = CorpusOptions(hostile=0.3, bad=0.1, violations=0.1)


def _words(value: Any) -> int:  # noqa: ANN401 -- a page's value of any depth
    if isinstance(value, str):
        return len(value.split())
    return sum(_words(inner) for inner in (value.values() if isinstance(value, dict) else value))


def _turtle(source: Path, graph: Path) -> str:
    build([source], graph, BuildOptions(link=False, validate=False))
    return (graph / "graph.ttl").read_text(encoding="utf-8")


def test_a_record_is_the_same_in_any_corpus_that_holds_it() -> None:
    """Neither the number of records nor those before it change it."""
    whole = list(generate(100, NASTY))

    assert list(generate(7, NASTY, start=61)) == whole[61:68]


def test_equal_calls_write_equal_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    """The seed alone decides."""
    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        main(["--records", "50", "--to", str(tmp_path / name), "--seed", seed])

    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()


def test_records_come_one_at_a_time() -> None:
    """A corpus of a billion starts at once."""
    assert next(generate(10**9)).number == next(generate(1)).number


def test_records_have_the_length_and_the_mixture_of_real_ones() -> None:
    """About 700 words, several findings an evaluation, some evaluations in several countries, all kinds."""
    made = list(generate(2_400))
    words = [_words(one.page) for one in made]
    evaluations = {one.page["eval_number"] for one in made}
    several = sum(len(one.page["location"]) > 1 for one in made)

    assert 600 <= sum(words) / len(words) <= 800
    assert 2 <= len(made) / len(evaluations) <= 5
    assert 0.09 <= several / len(made) <= 0.2
    assert {one.kind for one in made} == {"lesson", "practice", "recommendation"}


def test_no_two_records_of_a_large_part_share_a_number() -> None:
    """Numbers identify."""
    made = [*generate(500), *generate(500, start=999_500)]

    assert len({(one.kind, one.number) for one in made}) == len(made)


def test_three_forms_give_the_same_graph(tmp_path: Path) -> None:
    """Lines, text files and a table of the same records cannot be told apart in the graph."""
    options = CorpusOptions(hostile=0.3, violations=0.1)
    graphs = set()
    for form in ("jsonl", "text", "csv"):
        write_corpus(tmp_path / f"corpus.{form}", 60, form=form, options=options)
        graphs.add(_turtle(tmp_path / f"corpus.{form}", tmp_path / form))

    assert len(graphs) == 1


def test_pages_that_are_no_records_are_set_aside_and_the_others_are_not(tmp_path: Path) -> None:
    """Hostile pages are records; bad ones are told by the name of their fault."""
    bad = sum(one.fault in BAD for one in generate(90, NASTY))
    write_corpus(tmp_path / "corpus.jsonl", 90, options=NASTY)

    result = build([tmp_path / "corpus.jsonl"], tmp_path / "graph", BuildOptions(link=False, validate=False))

    assert bad > 0
    assert (result.new, len(result.set_aside)) == (90 - bad, bad)


def test_findings_spoilt_on_purpose_are_the_ones_that_the_shapes_report(tmp_path: Path) -> None:
    """Who seeds a violation knows where it must be found."""
    options = CorpusOptions(violations=0.2)
    spoilt = {one.number for one in generate(70, options) if one.fault in VIOLATIONS}
    write_corpus(tmp_path / "corpus.jsonl", 70, options=options)
    build([tmp_path / "corpus.jsonl"], tmp_path / "graph", BuildOptions(link=False))

    report = json.loads((tmp_path / "graph" / "report.json").read_text(encoding="utf-8"))

    lacks = ("Shape-description", "EvaluationFindingShape-theme")
    groups = [number for number, group in enumerate(report["groups"]) if group["shape"].endswith(lacks)]
    told = {each["focus_node"].rpartition("/")[2] for each in report["results"] if each["group"] in groups}
    assert spoilt
    assert told == spoilt


def test_every_k_th_record_of_a_revised_corpus_is_another_one() -> None:
    """An incremental build is measured on two corpora that differ in a known number of records."""
    plain, revised = (list(generate(40, CorpusOptions(revise_every=every))) for every in (0, 10))

    assert [place for place in range(40) if plain[place] != revised[place]] == [0, 10, 20, 30]


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_every_frame_has_words_for_its_slots(language: Language) -> None:
    """No gap stays in a sentence."""
    wording = load_wording(language)

    said = [
        wording.voice(load_places()[:1]).say(frame, lambda: 0.5)
        for frames in wording.frames.values()
        for frame in frames
    ]

    assert not [text for text in said if "{" in text or "%s" in text]


def test_the_vocabulary_knows_every_country_of_the_corpus() -> None:
    """Places that no vocabulary has are seeded on purpose or not at all."""
    reference = load_reference()

    assert [place.country for place in load_places() if reference.find("country", place.country) is None] == []
