"""The harness with twenty records: it runs, says what is missing, and judges by what it measured."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.__main__ import joined, measure
from benchmarks.budgets import BUDGETS, verdicts
from benchmarks.charts import chart
from benchmarks.measuring import CommandFailed, run_once, summary
from benchmarks.plan import STAGES, Sizes
from benchmarks.sameness import compare
from benchmarks.tables import budget_table, stage_tables
from benchmarks.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path

TWENTY = Sizes(records=(20,), validated=(20,), asked=20, peers_asked=20)


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """Return a workshop without peers."""
    return Workshop(folder=tmp_path, environments=tmp_path / "none", install=False)


def _document(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"rows": rows}


def test_twenty_records_are_mapped_and_every_peer_that_is_missing_is_said(shop: Workshop) -> None:
    """Our own rows have figures and the same triples, those of absent peers a reason."""
    rows = measure(shop, TWENTY, ["structured"], 1, say=lambda _text: None)

    ours = [row for row in rows if row["name"].startswith("kg")]
    assert all(row["said"]["triples"] > 0 and row["cpu"] > 0 and row["peak_mb"] > 0 for row in ours)
    assert all("not installed" in row["missing"] for row in rows if row not in ours)
    assert compare(shop.folder, TWENTY.records)["kg2, 20 records"].startswith("the same ")


def test_queries_are_all_answered(shop: Workshop) -> None:
    """Every question of the benchmark can be asked of a graph of the corpus."""
    [ours, *_] = measure(shop, TWENTY, ["queries"], 1, say=lambda _text: None)

    assert ours["said"]["queries"]["findings-by-theme"]["rows"] == 20


def test_every_stage_has_rows_and_ours_are_among_them(shop: Workshop) -> None:
    """A stage without us would measure nothing."""
    for stage in STAGES.values():
        assert any(row.name.startswith("kg") for row in stage(shop, TWENTY))


def test_a_command_that_fails_is_told_with_its_last_words() -> None:
    """A peer that breaks is a reason in a row, no end of the run."""
    with pytest.raises(CommandFailed, match=r"ended with 5: .*out of luck"):
        run_once([sys.executable, "-c", "import sys; print('out of luck', file=sys.stderr); sys.exit(5)"])


def test_a_command_that_takes_too_long_is_ended() -> None:
    """No peer holds up the others for ever."""
    with pytest.raises(CommandFailed, match=r"ended after 0.3 s"):
        run_once([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.3)


def test_processor_time_counts_the_processes_that_a_command_starts() -> None:
    """Two workers cannot hide behind one parent."""
    work = "sum(range(6_000_000))"
    alone = run_once([sys.executable, "-c", work])
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"

    assert run_once([sys.executable, "-c", child]).cpu > 0.5 * alone.cpu


def test_memory_is_that_of_all_processes_together() -> None:
    """A worker's memory counts beside its parent's."""
    held = "import time; data = bytearray(60_000_000); time.sleep(0.5)"
    both = f"import subprocess, sys; data = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {held!r}])"

    assert run_once([sys.executable, "-c", both]).peak > 110


def test_budgets_are_met_missed_or_not_measured() -> None:
    """A budget nobody measured is never called met."""
    fast: dict[str, Any] = {"cpu_least": 0.1, "wall_least": 0.1, "said": {}}
    rows: list[dict[str, Any]] = [
        {"stage": "start-up", "name": "kg --help", "records": 0, **fast},
        {"stage": "start-up", "name": "kg query", "records": 10, **fast, "cpu_least": 0.9},
    ]

    told = {each["what"]: each["verdict"] for each in verdicts(_document(rows))}

    assert told["`kg --help`, `--version`"] == "met"
    assert told["`kg query NAME` on the example graph"] == "missed"
    assert len(told) == len(BUDGETS)
    assert set(told.values()) == {"met", "missed", "not measured"}


def test_tables_say_what_is_missing_and_why() -> None:
    """No empty cell is left to be guessed at."""
    rows: list[dict[str, Any]] = [{"stage": "turtle", "name": "rdflib", "records": 20, "missing": "not installed"}]
    document = _document(rows)
    document["budgets"] = verdicts(document)

    assert "| 20 | rdflib | | | | | missing: not installed |" in stage_tables(document)
    assert budget_table(document).count("not measured") == len(BUDGETS)


def test_a_chart_has_a_title_a_description_and_its_figures_as_text() -> None:
    """The picture can be read by a person, a screen reader and a search."""
    rows: list[dict[str, Any]] = [
        {"stage": "structured", "name": name, "records": records, "cpu_least": seconds, "peak_mb": 50.0, "said": {}}
        for name, seconds in (("kg", 0.5), ("rdflib", 9.0))
        for records in (100, 1_000)
    ]

    picture = chart(_document(rows), "cpu_least")

    assert "<title" in picture
    assert "<desc" in picture
    assert ">rdflib</text>" in picture
    assert "prefers-color-scheme: dark" in picture


def _row(stage: str, name: str, cpu: float = 1.0) -> dict[str, Any]:
    return {"stage": stage, "name": name, "records": 20, "cpu": cpu}


def test_a_row_measured_again_takes_the_place_of_that_row_alone() -> None:
    """What was measured before stays, with the commit it was measured at."""
    before: dict[str, Any] = {
        "rows": [_row("start-up", "kg"), _row("turtle", "kg"), _row("turtle", "old")],
        "stages": {"start-up": {"commit": "a"}, "turtle": {"commit": "a"}},
        "peers": {"rdflib": "7"},
        "same_triples": {"floor": "the same"},
    }
    now: dict[str, Any] = {
        "rows": [_row("turtle", "kg", 0.5)],
        "stages": {"turtle": {"commit": "b"}},
        "peers": {},
    }

    both = joined(before, {**now, "same_triples": {}})

    assert [(row["name"], row["cpu"]) for row in both["rows"]] == [("kg", 1.0), ("old", 1.0), ("kg", 0.5)]
    assert both["stages"] == {"start-up": {"commit": "a"}, "turtle": {"commit": "b"}}
    assert both["same_triples"] == {"floor": "the same"}


def test_summaries_are_medians_of_all_runs() -> None:
    """One slow run does not make the figure."""
    runs = [run_once([sys.executable, "-c", "print('{\"triples\": 3}')"]) for _ in range(3)]

    told = summary(runs)

    assert told["runs"] == 3
    assert told["cpu"] == round(sorted(run.cpu for run in runs)[1], 3)
    assert json.dumps(told["said"]) == '{"triples": 3}'
