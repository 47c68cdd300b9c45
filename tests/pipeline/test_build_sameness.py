"""Same input, same triples: ``graph.ttl`` is the same bytes, however the records came."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from record_samples import Page, built, lesson, recommendation, turtle, write_lines, write_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES: list[Page] = [
    lesson(990001, 9901),
    lesson(990002, 9902, country="Mexico", theme="Gender equality"),
    lesson(990003, 9902, description="La OIT y el ACNUR apoyaron a los gobiernos locales de Lima.", country="Peru"),
    recommendation(),
]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the Turtle of the pages, built at once."""
    folder = tmp_path_factory.mktemp("expected")
    built(folder / "graph", write_lines(folder / "all.jsonl", PAGES))
    return turtle(folder / "graph")


def test_building_twice_gives_the_same_bytes(tmp_path: Path, expected: str) -> None:
    """A second build of the same directory leaves the graph as it is."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)

    built(tmp_path / "graph", source)
    built(tmp_path / "graph", source)

    assert turtle(tmp_path / "graph") == expected


def test_building_in_two_steps_gives_the_same_bytes(tmp_path: Path, expected: str) -> None:
    """Half of the records now and all of them later is as good as all at once."""
    built(tmp_path / "graph", write_lines(tmp_path / "half.jsonl", PAGES[:2]))

    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES))

    assert turtle(tmp_path / "graph") == expected


def test_the_order_of_records_does_not_matter(tmp_path: Path, expected: str) -> None:
    """Records may come in any order."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES[::-1]))

    assert turtle(tmp_path / "graph") == expected


def test_the_order_and_names_of_files_do_not_matter(tmp_path: Path, expected: str) -> None:
    """Renamed files in other folders, given in another order, hold the same records."""
    sources = [write_texts(tmp_path / name, [page]) for name, page in zip("zbya", PAGES, strict=True)]

    built(tmp_path / "graph", *sources)

    assert turtle(tmp_path / "graph") == expected


def test_the_working_directory_does_not_matter(tmp_path: Path, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path from elsewhere names the same records."""
    write_texts(tmp_path / "pages", PAGES)
    monkeypatch.chdir(tmp_path / "pages")

    built(Path("../graph"), ".")

    assert turtle(tmp_path / "graph") == expected


def test_a_build_after_other_rules_gives_the_same_bytes(tmp_path: Path, expected: str) -> None:
    """A graph that was built without links is done again out of itself, and equals a fresh one."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source, link=False)

    built(tmp_path / "graph", write_lines(tmp_path / "one.jsonl", PAGES[:1]))

    assert turtle(tmp_path / "graph") == expected


def test_hash_seed_and_time_zone_do_not_matter(tmp_path: Path, expected: str) -> None:
    """Another process, with other hashes of text and another clock, writes the same bytes."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)

    subprocess.run(
        [sys.executable, "-m", "kg", "build", source, "--graph", tmp_path / "graph", "--no-validate", "-q"],
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        check=True,
    )

    assert turtle(tmp_path / "graph") == expected


def test_nothing_of_file_clock_or_machine_is_in_the_turtle(tmp_path: Path) -> None:
    """What depends on them stays in the provenance graph."""
    built(tmp_path / "graph", write_texts(tmp_path / "some-folder", PAGES))

    text = turtle(tmp_path / "graph")

    assert "some-folder" not in text
    assert "page-0000" not in text
    assert json.loads((tmp_path / "graph/build.json").read_text("utf-8"))["started"][:16] not in text


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_records_that_share_a_programme_may_come_in_any_build(tmp_path: Path, order: Sequence[int]) -> None:
    """Programmes are derived anew from all records, whichever build brought them."""
    pages = [
        lesson(990001, 9901, country="Chile", project_symbols="CHL/16/01/EUR"),
        lesson(990002, 9902, country="Mexico", project_symbols="CHL/16/01/EUR"),
    ]
    built(tmp_path / "once", write_lines(tmp_path / "all.jsonl", pages))

    for number in order:
        built(tmp_path / "steps", write_lines(tmp_path / f"{number}.jsonl", [pages[number]]))

    assert turtle(tmp_path / "steps") == turtle(tmp_path / "once")
