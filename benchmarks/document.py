"""Write ``docs/benchmarks.md`` and its pictures from the kept results: ``python -m benchmarks.document [--check]``."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from benchmarks.charts import chart
from benchmarks.tables import budget_table, query_table, stage_tables
from benchmarks.workshop import ROOT

RESULTS: Final = "benchmarks/results/full.json"
_HERE: Final = Path(__file__).resolve().parent


def written() -> dict[Path, str]:
    """Return every generated file with its text."""
    document: dict[str, Any] = json.loads((ROOT / RESULTS).read_text(encoding="utf-8"))
    page = (_HERE / "page.md").read_text(encoding="utf-8")
    parts = {
        "results": RESULTS,
        "about": _about(document),
        "budgets": budget_table(document),
        "explained": _explained(document),
        "tables": stage_tables(document),
        "questions": query_table(document),
        "same": "\n".join(f"- {name}: {said}" for name, said in document["same_triples"].items()),
    }
    for name, text in parts.items():
        page = page.replace(f"{{{name}}}", text)
    return {
        ROOT / "docs" / "benchmarks.md": page,
        ROOT / "docs" / "pictures" / "benchmark-time.svg": chart(document, "cpu_least"),
        ROOT / "docs" / "pictures" / "benchmark-memory.svg": chart(document, "peak_mb"),
    }


def _about(document: dict[str, Any]) -> str:
    machine = document["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in (document["versions"] | document["peers"]).items())
    stages = "\n".join(
        f"- {stage}: commit `{said['commit']}`, load of the machine {said['load']}, `{said['command']}`"
        for stage, said in document["stages"].items()
    )
    return (
        f"Measured on {document['date']} on {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB, {machine['system']}. Versions: {versions}.\n\n{stages}"
    )


def _explained(document: dict[str, Any]) -> str:
    """Return what is to be said of budgets that were missed or not measured."""
    reasons = tomllib.loads((_HERE / "explanations.toml").read_text(encoding="utf-8"))
    open_ones = [each["what"] for each in document["budgets"] if each["verdict"] != "met"]
    lines = [f"- **{what}**: {reasons[what]}" for what in open_ones if what in reasons]
    return "\n".join(["What is missed or not measured, and why:", "", *lines]) if lines else ""


def main() -> int:
    """Write the files, or with ``--check`` tell whether they are those of the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.document", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if a file is another one")
    stale = []
    is_check = parser.parse_args().check
    for file, text in written().items():
        if is_check and (not file.exists() or file.read_text(encoding="utf-8") != text):
            stale.append(str(file.relative_to(ROOT)))
        elif not is_check:
            file.write_text(text, encoding="utf-8")
    sys.stdout.write("".join(f"{name} is out of date: run python -m benchmarks.document\n" for name in stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
