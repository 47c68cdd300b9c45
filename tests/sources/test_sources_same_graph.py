"""The same records in every format and packing give the same graph, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, to_bullets, to_json_lines, to_text

from kg import BuildOptions, build
from kg.resources import examples_folder

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = examples_folder() / "formats"
PLAIN = BuildOptions(link=False, validate=False)


def turtle(source: Path, directory: Path) -> str:
    """Build a graph from one source and return its Turtle."""
    result = build([source], directory, PLAIN)
    assert not result.set_aside
    return (directory / "graph.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the graph of the examples in CSV."""
    return turtle(FORMATS / "findings.csv", tmp_path_factory.mktemp("formats") / "csv")


@pytest.mark.parametrize("file", sorted(path.name for path in FORMATS.iterdir() if path.name != "findings.csv"))
def test_examples_in_every_format_give_the_same_graph(file: str, expected: str, tmp_path: Path) -> None:
    """How a record came cannot be seen in the graph."""
    assert turtle(FORMATS / file, tmp_path / "graph") == expected


def test_examples_in_other_formats_add_no_content(tmp_path: Path) -> None:
    """Each of them is a record that stands among the examples as a page already."""
    pages = [examples_folder() / name for name in ("text", "bullets", "html", "json", "records.jsonl")]

    build(pages, tmp_path / "graph", PLAIN)
    result = build([FORMATS], tmp_path / "graph", PLAIN)

    assert (result.new, result.changed) == (0, 0)


@pytest.mark.slow
def test_ten_thousand_records_in_json_lines_and_in_text_files_give_the_same_graph(tmp_path: Path) -> None:
    """One large file and many small ones are the same data."""
    pages = [lesson(1_000_000 + number, context=f"Port {number}.\nA second line.") for number in range(10_000)]
    (tmp_path / "records.jsonl").write_text(to_json_lines(pages), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for number, page in enumerate(pages):
        text = (to_text if number % 2 else to_bullets)(page)
        (tmp_path / "pages" / f"{number}.txt").write_text(text, encoding="utf-8")

    assert turtle(tmp_path / "records.jsonl", tmp_path / "one") == turtle(tmp_path / "pages", tmp_path / "many")
