"""The page of figures says what the kept results say."""

from __future__ import annotations

import json
import tomllib
import xml.etree.ElementTree as ET

import pytest

from benchmarks.budgets import BUDGETS, verdicts
from benchmarks.document import RESULTS, written
from benchmarks.workshop import ROOT


@pytest.mark.parametrize("place", range(len(written())), ids=[file.name for file in written()])
def test_the_page_and_its_pictures_are_those_of_the_results(place: int) -> None:
    """``python -m benchmarks.document`` has been run since the figures were taken."""
    file, text = list(written().items())[place]

    assert file.read_text(encoding="utf-8") == text


def test_the_verdicts_kept_are_those_of_the_rows() -> None:
    """Nobody can change a verdict by hand."""
    document = json.loads((ROOT / RESULTS).read_text(encoding="utf-8"))

    assert document["budgets"] == verdicts(document)


def test_every_budget_can_be_explained_and_nothing_else_is() -> None:
    """A budget that is missed has its sentence ready, under its own name."""
    reasons = tomllib.loads((ROOT / "benchmarks" / "explanations.toml").read_text(encoding="utf-8"))

    named = {budget.what for budget in BUDGETS}
    assert set(reasons) <= named
    assert named - set(reasons) == {"`kg --help`, `--version`", "`kg query NAME` on the example graph"}


def test_the_kept_results_name_no_place_of_a_machine() -> None:
    """Figures are published as they are."""
    text = (ROOT / RESULTS).read_text(encoding="utf-8")

    assert "/tmp" not in text  # noqa: S108 -- looked for, not used
    assert "/home" not in text


def test_pictures_are_sound_xml_with_a_title() -> None:
    """A browser, an editor and a screen reader can read them."""
    for file, text in written().items():
        if file.suffix == ".svg":
            picture = ET.fromstring(text)  # noqa: S314 -- written by ourselves a moment ago
            assert picture[0].tag.endswith("title")
