"""Measure `kg` beside its peers in one run: ``python -m benchmarks [--quick] [--records 1000,10000] [--only STAGE]``.

Prints a table and, unless told otherwise, keeps the figures as JSON in ``benchmarks/results`` with the machine,
the versions and the load under which they were taken. Compare CPU seconds and ratios within a run, not clocks.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.budgets import verdicts
from benchmarks.environments import PeerMissing, default_folder
from benchmarks.machine import described
from benchmarks.measuring import CommandFailed, run_once, summary
from benchmarks.plan import STAGES, Row, Sizes
from benchmarks.sameness import compare
from benchmarks.tables import TITLES, budget_table, stage_tables
from benchmarks.workshop import ROOT, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RESULTS: Final = Path(__file__).resolve().parent / "results"
_QUICK: Final = Sizes(records=(200, 1_000), validated=(200, 500), asked=1_000, peers_asked=200)
_FULL: Final = Sizes(records=(1_000, 10_000), validated=(1_000, 5_000), asked=50_000, peers_asked=1_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line asks; end with 0, also where a budget is missed."""
    given = _parser().parse_args(arguments)
    sizes = _sizes(given)
    with tempfile.TemporaryDirectory(prefix="kg-benchmarks-") as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        shop = Workshop(folder=folder, environments=given.environments, install=not given.no_install)
        stages = given.only or list(STAGES)
        rows = measure(shop, sizes, stages, given.runs, say=_say, wanted=given.row)
        same = compare(folder, sizes.records) if "structured" in stages else {}
    command = " ".join(["python -m benchmarks", *_public(arguments or sys.argv[1:])])
    document: dict[str, Any] = {**described(shop.versions), "stages": {}, "rows": rows, "same_triples": same}
    for stage in dict.fromkeys(row["stage"] for row in rows):
        load = max(row.get("load", 0.0) for row in rows if row["stage"] == stage)
        document["stages"][stage] = {"command": command, "commit": document["commit"], "load": load}
    kept = RESULTS / f"{given.name}.json"
    if given.name and given.only and kept.exists():
        document = joined(json.loads(kept.read_text(encoding="utf-8")), document)
    document["budgets"] = verdicts(document)
    sys.stdout.write(f"{stage_tables(document)}\n\n{budget_table(document)}\n")
    if given.name:
        RESULTS.mkdir(exist_ok=True)
        kept.write_text(f"{json.dumps(document, indent=1, ensure_ascii=False)}\n", encoding="utf-8")
    return 0


def joined(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Return what was kept before with the rows of now in place of its own; each stage says where it comes from."""
    stages = now["stages"]
    again = {_key(row) for row in now["rows"]}
    rows = [row for row in before["rows"] if _key(row) not in again] + now["rows"]
    order = list(TITLES)
    return {
        **now,
        "peers": dict(sorted((before["peers"] | now["peers"]).items())),
        "stages": before["stages"] | stages,
        "rows": sorted(rows, key=lambda row: (order.index(row["stage"]), row["records"])),
        "same_triples": before["same_triples"] | now["same_triples"],
    }


def _key(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["stage"], row["name"], row["records"]


def _public(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without those that name places of this machine."""
    kept, skip = list[str](), False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in {"--folder", "--environments"}:
            skip = True
        else:
            kept.append(argument)
    return kept


def measure(  # noqa: PLR0913 -- what to measure, how often, and whom to tell
    shop: Workshop,
    sizes: Sizes,
    stages: Sequence[str],
    runs: int,
    *,
    say: Callable[[str], None],
    wanted: str = "",
) -> list[dict[str, Any]]:
    """Measure the rows of some stages and return what each came to; what is missing is said in its row.

    With `wanted`, only the rows of that name.
    """
    measured = []
    for stage in stages:
        for row in STAGES[stage](shop, sizes):
            if wanted and row.name != wanted:
                continue
            outcome = _measured(row, 1 if row.once else runs)
            say(f"{row.stage:12} {row.records or '':>7} {row.name:40} {_short(outcome)}\n")
            measured.append({"stage": row.stage, "name": row.name, "records": row.records, **outcome})
    return measured


def _measured(row: Row, runs: int) -> dict[str, Any]:
    try:
        return summary([run_once(row.command(), cwd=ROOT) for _ in range(runs)])
    except (PeerMissing, CommandFailed) as reason:
        return {"missing": str(reason)}


def _short(outcome: dict[str, Any]) -> str:
    if "missing" in outcome:
        return f"missing: {outcome['missing'][:150]}"
    return f"{outcome['cpu']:9.2f} CPU s {outcome['wall']:9.2f} s {outcome['peak_mb']:8.0f} MB"


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _sizes(given: argparse.Namespace) -> Sizes:
    sizes = _QUICK if given.quick else _FULL
    return Sizes(
        records=tuple(map(int, given.records.split(","))) if given.records else sizes.records,
        validated=tuple(map(int, given.validated.split(","))) if given.validated else sizes.validated,
        asked=given.asked or sizes.asked,
        peers_asked=given.peers_asked or sizes.peers_asked,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: ten minutes at most")
    parser.add_argument("--records", metavar="N,N", help="records of mapping, building and Turtle")
    parser.add_argument("--validated", metavar="N,N", help="records of validation; peers take the first")
    parser.add_argument("--asked", type=int, metavar="N", help="records of the graph that queries are asked of")
    parser.add_argument("--peers-asked", type=int, metavar="N", help="the same, where peers are asked too")
    parser.add_argument("--only", action="append", choices=tuple(STAGES), help="a stage; may be given several times")
    parser.add_argument("--row", default="", metavar="NAME", help="measure only the rows of this name")
    parser.add_argument("--runs", type=int, default=3, help="runs of each row, but of slow peers (default 3)")
    parser.add_argument("--name", default="", help="keep the figures as benchmarks/results/NAME.json")
    parser.add_argument("--folder", type=Path, help="where inputs stay between calls; by default they are removed")
    parser.add_argument("--environments", type=Path, default=default_folder(), help="where the peers stand")
    parser.add_argument("--no-install", action="store_true", help="use the peers that are there, install none")
    return parser


if __name__ == "__main__":
    sys.exit(main())
