"""A build checks what changed, and its report is that of a build from nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from record_samples import Page, built, lesson, recommendation, write_lines

from benchmarks.corpus import CorpusOptions, generate
from kg import KnowledgeGraph
from kg.validation.fast import FastEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.validation.graph import TripleGraph

REPORTS = ("report.ttl", "report.json")
SAID_OF_SOURCES = ('def#evaluationNumber> "', 'def#contentHash> "')
"""What stands in the graph for each record, and for each document."""

PAGES = [
    {**lesson(990001, 9901), "location": []},
    lesson(990002, 9902, country="Mexico", theme="Gender equality"),
    lesson(990003, 9902, country="Peru", description=" "),
    recommendation(),
]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which every text that the engine gets to check is added."""
    texts: list[str] = []
    run = FastEngine.run

    def noted(engine: FastEngine, data: TripleGraph) -> Any:  # noqa: ANN401 -- as the engine answers
        texts.append(data.ntriples)
        return run(engine, data)

    monkeypatch.setattr(FastEngine, "run", noted)
    return texts


def reports(graph: Path) -> list[bytes]:
    """Return the report files of a graph directory."""
    return [(graph / name).read_bytes() for name in REPORTS]


def test_an_unchanged_build_checks_its_own_account_only(tmp_path: Path, checked: list[str]) -> None:
    """The day of the build is new; no record is looked at, and the report is the one before."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source, validate=True)
    before = reports(tmp_path / "graph")
    checked.clear()

    built(tmp_path / "graph", source, validate=True)

    assert [text for text in checked if any(said in text for said in SAID_OF_SOURCES)] == []
    assert reports(tmp_path / "graph") == before


def test_a_build_checks_the_programme_of_a_changed_record_only(tmp_path: Path, checked: list[str]) -> None:
    """What belongs to other programmes is not so much as read."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES), validate=True)
    checked.clear()
    changed = [*PAGES[:2], lesson(990003, 9902, country="Peru", description="The offices learned."), PAGES[3]]

    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", changed), validate=True)

    records = "".join(text for text in checked if SAID_OF_SOURCES[0] in text)
    assert "/id/lesson/990003>" in records
    assert "/id/lesson/990002>" in records
    assert "/id/lesson/990001>" not in records


def test_what_the_build_found_is_told_without_a_look(tmp_path: Path, checked: list[str]) -> None:
    """`kg validate` reads the kept results of a graph directory; `--fresh` looks again and finds the same."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES), validate=True)
    checked.clear()
    graph = KnowledgeGraph.open(tmp_path / "graph")

    kept = graph.validate()
    assert checked == []

    assert graph.validate(fresh=True) == kept
    assert checked
    assert kept.results


def test_a_graph_that_was_not_checked_is_checked_when_asked(tmp_path: Path) -> None:
    """After `--no-validate` there is nothing to tell but what is found now, and the next build starts from that."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)

    assert KnowledgeGraph.open(tmp_path / "graph").validate().results
    built(tmp_path / "graph", source, validate=True)
    built(tmp_path / "fresh", source, validate=True)

    assert reports(tmp_path / "graph") == reports(tmp_path / "fresh")


def test_a_damaged_file_of_results_is_made_again(tmp_path: Path) -> None:
    """It is a help, no more: the report does not depend on it."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source, validate=True)
    before = reports(tmp_path / "graph")
    (tmp_path / "graph" / "current" / "checked.sqlite").write_bytes(b"no database")

    assert KnowledgeGraph.open(tmp_path / "graph").validate().results
    built(tmp_path / "graph", source, validate=True)

    assert reports(tmp_path / "graph") == before


def rounds(chance: random.Random, pool: list[Page], times: int) -> Iterator[list[Page]]:
    """Yield what a source holds, each time with some records more, fewer and other ones."""
    held: dict[str, Page] = {}
    for _ in range(times):
        for page in chance.sample(pool, len(pool) // 4):
            held[_url(page)] = page
        for url in chance.sample(sorted(held), len(held) // 6):
            del held[url]
        for url in chance.sample(sorted(held), min(2, len(held))):
            held[url] = {**held[url], "location": chance.choice([[], [{"country": "Peru"}], [{"country": "Atlantis"}]])}
        yield list(held.values())


def _url(page: Page) -> str:
    """Return the address of the finding on a page."""
    return next(str(value["url"]) for value in page.values() if isinstance(value, dict) and "url" in value)


def assert_reports_are_fresh(folder: Path, seed: int, *, records: int, times: int) -> None:
    """Build a directory again and again, and compare its reports with those of a build from nothing."""
    chance = random.Random(seed)  # noqa: S311 -- test data, no secret
    options = CorpusOptions(seed=seed, violations=0.3, cross_country=0.6)
    pool = [each.page for each in generate(records, options)]
    pool += [each.page for each in generate(records, CorpusOptions(seed=seed + 1, violations=0.3))]
    for step, pages in enumerate(rounds(chance, pool, times)):
        source = write_lines(folder / "all.jsonl", pages)
        built(folder / "graph", source, validate=True, prune=True, force=True, local_organizations=True)
        built(folder / f"fresh-{step}", source, validate=True, local_organizations=True)
        assert without_count(folder / "graph") == without_count(folder / f"fresh-{step}")
        graph = KnowledgeGraph.open(folder / "graph")
        assert graph.validate() == graph.validate(fresh=True)


def without_count(graph: Path) -> list[bytes]:
    """Return the report files without the number of things checked: documents of earlier builds are among these."""
    counting = (b"focus_nodes", b"rdfs:comment")
    lines = (line for report in reports(graph) for line in report.split(b"\n"))
    return [line for line in lines if not any(word in line for word in counting)]


def test_reports_of_builds_in_steps_are_those_of_builds_from_nothing(tmp_path: Path) -> None:
    """Records come, go and change their places, symbols and faults; the bytes are the same."""
    assert_reports_are_fresh(tmp_path, 1, records=24, times=4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_reports_of_many_builds_in_steps_are_those_of_builds_from_nothing(tmp_path: Path, seed: int) -> None:
    """The same ten times, with more records and more builds."""
    assert_reports_are_fresh(tmp_path, seed, records=60, times=8)
