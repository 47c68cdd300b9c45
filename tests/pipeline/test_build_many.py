"""Ten thousand records: the same graph from one file of lines and from as many text files."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from record_samples import Page, built, lesson, turtle, write_lines, write_texts

if TYPE_CHECKING:
    from pathlib import Path

THEMES = ("Migration", "Gender equality", "Skills", "Child labour")
COUNTRIES = ("Chile", "Mexico", "Peru", "Senegal", "Kenya", "Nepal")
SENTENCES = (
    "La OIT y la OIM apoyaron a los gobiernos locales de la región.",
    "The programme of the ILO and UNDP trained inspectors, employers and workers in three towns.",
    "Le BIT et l'UNICEF ont formé des inspecteurs du travail dans trois villes.",
)


def many(count: int) -> list[Page]:
    """Return so many lessons of different texts, places and themes, four to an evaluation."""
    mixed = zip(itertools.cycle(SENTENCES), itertools.cycle(THEMES), itertools.cycle(COUNTRIES), strict=False)
    return [
        lesson(900000 + number, 5000 + number // 4, theme=theme, country=country, description=f"{number}: {sentence}")
        for number, (sentence, theme, country) in zip(range(count), mixed, strict=False)
    ]


@pytest.mark.slow
def test_ten_thousand_records_give_the_same_graph_from_lines_and_from_texts(tmp_path: Path) -> None:
    """The container of the records cannot be told from the graph."""
    pages = many(10_000)

    lines = built(tmp_path / "lines", write_lines(tmp_path / "all.jsonl", pages))
    texts = built(tmp_path / "texts", write_texts(tmp_path / "pages", pages))

    assert lines.new == texts.new == 10_000
    assert turtle(tmp_path / "lines") == turtle(tmp_path / "texts")


def test_a_hundred_records_give_the_same_graph_from_lines_and_from_texts(tmp_path: Path) -> None:
    """The same on a scale for every day."""
    pages = many(100)

    built(tmp_path / "lines", write_lines(tmp_path / "all.jsonl", pages))
    built(tmp_path / "texts", write_texts(tmp_path / "pages", pages))

    assert turtle(tmp_path / "lines") == turtle(tmp_path / "texts")
