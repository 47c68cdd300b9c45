"""Bodies that no list holds: exact spans and countries against the labels of ``local-tune`` and ``local-report``.

``python -m benchmarks.linking.local [--part tune|report] [--write]``
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.linking.labelled import LOCAL, load_labelled
from benchmarks.linking.scoring import wilson
from kg.linking.linker import Linker
from kg.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.linking.labelled import LabelledRecord, Part
    from kg.reference import Reference

RESULTS: Final = Path(__file__).resolve().parent / "results"
_Span = tuple[str, int, int]


def measure_local(records: Sequence[LabelledRecord], reference: Reference) -> dict[str, Any]:
    """Return how many spans are exactly those of the labels, how many have the right country, and what went wrong."""
    linker = Linker(reference, local=True)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for record in records:
        found = _found(linker, record)
        meant = {(label.field, label.start, label.end): label for label in record.labels}
        wanted = {span: label.target.rpartition("/")[2] for span, label in meant.items() if label.target}
        right = found.keys() & wanted.keys()
        counts += Counter(right=len(right), found=len(found), wanted=len(wanted))
        counts["country"] += sum(found[span] == wanted[span] for span in right)
        counts["traps"] += sum(label.target is None for label in meant.values())
        counts["fallen"] += sum(
            label.target is None and any(_touches(span, other) for other in found) for span, label in meant.items()
        )
        wrong += [f"{record.name} missed {_quoted(record, span)}" for span in sorted(wanted.keys() - right)]
        wrong += [f"{record.name} took {_quoted(record, span)}" for span in sorted(found.keys() - right)]
        wrong += [
            f"{record.name} put {_quoted(record, span)} in {found[span]}; meant is {wanted[span]}"
            for span in sorted(right)
            if found[span] != wanted[span]
        ]
    right_ = counts["right"]
    return {
        **{name: counts[name] for name in ("right", "found", "wanted", "traps", "fallen")},
        "precision": _rate(right_, counts["found"]),
        "recall": _rate(right_, counts["wanted"]),
        "country": _rate(counts["country"], right_),
        "wrong": wrong,
    }


def main() -> None:
    """Print the figures of one part and, with ``--write``, keep them beside this module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking.local", description=__doc__)
    parser.add_argument("--part", choices=("tune", "report"), default="report")
    parser.add_argument("--write", action="store_true", help="write results/local-<part>.json")
    options = parser.parse_args()
    reference = load_reference()
    part: Part = "local-tune" if options.part == "tune" else "local-report"
    figures = measure_local(load_labelled(part, reference), reference)
    figures = {"command": f"python -m benchmarks.linking.local --part {options.part} --write", **figures}
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    if options.write:
        (RESULTS / f"{part}.json").write_text(text + "\n", encoding="utf-8")


def _found(linker: Linker, record: LabelledRecord) -> dict[_Span, str]:
    """Return the spans of local bodies with the country in their target."""
    links = linker.link(record.fields, countries=record.countries)
    return {
        (one.field, one.start, one.end): str(one.target).removeprefix(f"{LOCAL}/").partition("-")[0]
        for one in links.local
    }


def _touches(one: _Span, other: _Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _quoted(record: LabelledRecord, span: _Span) -> str:
    return repr(record.fields[span[0]][span[1] : span[2]])


def _rate(successes: int, trials: int) -> list[float]:
    return [round(successes / trials, 4) if trials else 0.0, *wilson(successes, trials)]


if __name__ == "__main__":
    main()
