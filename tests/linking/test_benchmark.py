"""The labelled set is sound, and the linker keeps to its aim on it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kg.reference import load_reference

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[Any]:
    """Return what our linker gives on one part of the labelled set, whose offsets the loader checks."""
    monkeypatch.syspath_prepend(str(ROOT))
    reference = load_reference()
    records = import_module("benchmarks.linking.labelled").load_labelled(request.param, reference)
    systems, _ = import_module("benchmarks.linking.peers").load_systems(reference)
    measured: list[Any] = import_module("benchmarks.linking.scoring").measure(records, systems["kg"])
    return measured


@pytest.mark.parametrize("outcomes", ["tune"], indirect=True)
def test_nothing_is_confused_on_the_part_for_tuning(outcomes: list[Any]) -> None:
    """A change of rules that breaks a solved case is seen by its words."""
    assert [line for outcome in outcomes for line in outcome.confusions] == []


@pytest.mark.parametrize("outcomes", ["report"], indirect=True)
def test_the_aim_is_kept_on_the_part_for_reporting(outcomes: list[Any]) -> None:
    """Precision 0.99 and recall 0.97 for organizations and countries."""
    counts = [outcome.counts.get(("all", "organizations and countries")) for outcome in outcomes]
    right = sum(one.right for one in counts if one)
    surplus = sum(one.surplus for one in counts if one)
    missed = sum(one.missed for one in counts if one)

    assert right / (right + surplus) >= 0.99
    assert right / (right + missed) >= 0.97
