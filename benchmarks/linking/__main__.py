"""Measure the linker and its peers: ``python -m benchmarks.linking [--part tune|report] [--write]``."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks.linking.labelled import load_labelled
from benchmarks.linking.languages import measure_languages
from benchmarks.linking.peers import load_systems
from benchmarks.linking.scoring import measure, summarize
from kg.reference import load_reference

RESULTS: Final = Path(__file__).resolve().parent / "results"


def main() -> None:
    """Print the figures of one part and, with ``--write``, keep them beside this module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("--part", choices=("tune", "report"), default="report")
    parser.add_argument("--write", action="store_true", help="write results/<part>.json and results/<part>.txt")
    options = parser.parse_args()
    reference = load_reference()
    records = load_labelled(options.part, reference)
    systems, missing = load_systems(reference)
    results: dict[str, Any] = {}
    confusions: dict[str, list[str]] = {}
    for name, system in systems.items():
        chosen = [one for one in records if set(one.languages.values()) == {"fr"}] if "fr_" in name else records
        outcomes = measure(chosen, system)
        confusions[name] = [line for outcome in outcomes for line in outcome.confusions]
        results[name] = {
            "records": len(chosen),
            "traps": sum(outcome.traps for outcome in outcomes),
            "fallen": sum(outcome.fallen for outcome in outcomes),
            "exact_spans": sum(outcome.exact for outcome in outcomes),
            "figures": summarize(outcomes),
        }
    document = {
        "command": f"python -m benchmarks.linking --part {options.part} --write",
        "part": options.part,
        "labels": sum(len(record.labels) for record in records),
        "versions": {name: version(name) for name in ("spacy", "ahocorasick-rs")}
        | {"python": platform.python_version()},
        "missing": missing,
        "systems": results,
        "languages": measure_languages(records, reference),
    }
    sys.stdout.write("\n".join([_table(document), "", "Confusions of kg", *confusions["kg"], ""]))
    if options.write:
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True)
        (RESULTS / f"{options.part}.json").write_text(text + "\n", encoding="utf-8")
        lines = [line for name, some in confusions.items() for line in (f"# {name}", *some, "")]
        (RESULTS / f"{options.part}-confusions.txt").write_text("\n".join(lines), encoding="utf-8")


def _table(document: dict[str, Any]) -> str:
    lines = [f"{document['part']}: {document['labels']} labels", ""]
    for name, result in document["systems"].items():
        lines += [
            f"## {name} ({result['records']} records; {result['fallen']} of {result['traps']} traps fallen for)",
            "",
            "| | right | surplus | missed | precision | recall | F1 |",
            "|---|--:|--:|--:|---|---|---|",
        ]
        for kind, groups in result["figures"].items():
            lines += [_line(kind, group, figures) for group, figures in groups.items()]
        lines.append("")
    for name, result in document["languages"].items():
        lines.append(
            f"language by {name}: {result['right']} of {result['fields']} fields; {'; '.join(result['wrong'])}"
        )
    lines += [f"{name}: {reason}" for name, reason in document["missing"].items()]
    return "\n".join(lines)


def _line(kind: str, group: str, figures: dict[str, Any]) -> str:
    label = group if kind == "all" else f"{kind}: {group}"
    rates = " | ".join(_with_interval(figures[name]) for name in ("precision", "recall", "f1"))
    return f"| {label} | {figures['right']} | {figures['surplus']} | {figures['missed']} | {rates} |"


def _with_interval(values: list[float | None]) -> str:
    rate, low, high = values
    return "-" if rate is None else f"{rate:.3f} ({low:.3f}-{high:.3f})"


if __name__ == "__main__":
    main()
