"""Measured rows as Markdown tables."""

from __future__ import annotations

from typing import Any, Final

TITLES: Final = {
    "start-up": "Start-up",
    "structured": "Read and map, structured part",
    "linked": "Read, link and map",
    "build": "The whole build",
    "incremental": "Building again",
    "turtle": "Turtle",
    "validate": "Validation",
    "queries": "Queries",
    "install": "Installation",
}


def stage_tables(document: dict[str, Any]) -> str:
    """Return one table a stage: medians of the runs, and the least CPU time."""
    return "\n\n".join(
        f"### {TITLES[stage]}\n\n{stage_table(document, stage)}"
        for stage in TITLES
        if any(row["stage"] == stage for row in document["rows"])
    )


def stage_table(document: dict[str, Any], stage: str) -> str:
    """Return the table of one stage."""
    head = "| records | | CPU s | least | wall s | peak MB | says |\n|--:|---|--:|--:|--:|--:|---|"
    return "\n".join([head, *(_line(row) for row in document["rows"] if row["stage"] == stage)])


def budget_table(document: dict[str, Any]) -> str:
    """Return the table of budgets: target, measured, verdict."""
    lines = ["| budget | target | measured | |", "|---|---|---|---|"]
    lines += [
        f"| {each['what']} | {each['target']} | {each['measured']} | {each['verdict']} |"
        for each in document["budgets"]
    ]
    return "\n".join(lines)


def query_table(document: dict[str, Any]) -> str:
    """Return the table of questions: seconds of each engine, at the size where all were asked and at ours."""
    columns = {
        f"{row['name']}, {row['records']:,}": row["said"]["queries"]
        for row in document["rows"]
        if row["stage"] == "queries" and row.get("said", {}).get("queries")
    }
    names = list(dict.fromkeys(name for said in columns.values() for name in said))
    lines = [f"| question | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"]
    lines += [
        f"| `{name}` | {' | '.join(_answer(said.get(name, {})) for said in columns.values())} |" for name in names
    ]
    return "\n".join(lines)


def _answer(said: dict[str, Any]) -> str:
    if "cpu" not in said:
        return "no answer" if said else "-"
    return f"{said['cpu']:.3f}"


def _line(row: dict[str, Any]) -> str:
    records = f"{row['records']:,}" if row["records"] else ""
    if "missing" in row:
        return f"| {records} | {row['name']} | | | | | missing: {row['missing'].splitlines()[-1][:120]} |"
    figures = f"{row['cpu']:.2f} | {row['cpu_least']:.2f} | {row['wall']:.2f} | {row['peak_mb']:,.0f}"
    return f"| {records} | {row['name']} | {figures} | {_says(row['said'])} |"


def _says(said: dict[str, Any]) -> str:
    parts = []
    if "triples" in said:
        parts.append(f"{said['triples']:,} triples")
    if "first" in said:
        parts.append(f"first after {said['first']:.3f} s")
    if "results" in said:
        parts.append(f"{said['results']:,} results")
    if "sum" in said:
        parts.append(f"all questions {said['sum']:.2f} s")
    return "; ".join(parts)
