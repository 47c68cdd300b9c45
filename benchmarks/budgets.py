"""The budgets of the project, and what a run says of each: met, missed, or not measured in this run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SECOND: Final = 1.0
_START: Final = 0.3
_QUERY_START: Final = 0.5
_OF_THE_FLOOR: Final = 0.8
_BY_TWO: Final = 1.4
_FIRST: Final = 0.1
_LINKED: Final = 150_000
_MEMORY: Final = 300
_OF_THE_LOAD: Final = 1.4
_OF_A_BUILD: Final = 0.03
_OF_RDFLIB: Final = 15
_OF_SORTING: Final = 1.5
_OF_PYSHACL: Final = 100
_INSTALL: Final = 90
_MANY: Final = 10_000

Outcome = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Budget:
    """A target and how it is read off the rows; `read` yields nothing where they were not measured."""

    what: str
    target: str
    read: Callable[[Rows], Iterator[Outcome]]


class Rows:
    """The measured rows of a run, by stage, name and number of records."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._rows = [row for row in document["rows"] if "missing" not in row]

    def find(self, stage: str, name: str, records: int | None = None) -> dict[str, Any] | None:
        """Return a row; without a number of records the one of the largest."""
        found = [row for row in self._rows if (row["stage"], row["name"]) == (stage, name)]
        if records is not None:
            found = [row for row in found if row["records"] == records]
        return max(found, key=lambda row: row["records"], default=None)

    def sizes(self, stage: str, name: str) -> list[int]:
        """Return the numbers of records that a row was measured with."""
        return sorted({row["records"] for row in self._rows if (row["stage"], row["name"]) == (stage, name)})


def verdicts(document: dict[str, Any]) -> list[dict[str, str]]:
    """Return every budget with what was measured, the least CPU seconds of the runs throughout."""
    rows = Rows(document)
    told = []
    for budget in BUDGETS:
        outcomes = list(budget.read(rows))
        verdict = "not measured" if not outcomes else "met" if all(met for _, met in outcomes) else "missed"
        measured = "; ".join(text for text, _ in outcomes)
        told.append({"what": budget.what, "target": budget.target, "measured": measured, "verdict": verdict})
    return told


def _starts(rows: Rows) -> Iterator[Outcome]:
    for name in ("kg --help", "kg --version"):
        if row := rows.find("start-up", name):
            yield f"{name} {row['cpu_least']:.2f} s", row["cpu_least"] <= _START


def _asked_small(rows: Rows) -> Iterator[Outcome]:
    if row := rows.find("start-up", "kg query"):
        yield f"{row['cpu_least']:.2f} s", row["cpu_least"] <= _QUERY_START


def _rate(row: dict[str, Any]) -> float:
    rate: float = row["said"]["triples"] / row["cpu_least"]
    return rate


def _mapped(rows: Rows) -> Iterator[Outcome]:
    ours, floor = rows.find("structured", "kg"), rows.find("structured", "floor: f-strings")
    if ours and floor:
        share = _rate(ours) / _rate(floor)
        yield f"{share:.2f} of the floor's triples a CPU second", share >= _OF_THE_FLOOR
    two = rows.find("structured", "kg, 2 processes", ours["records"] if ours else None)
    if ours and two:
        gain = ours["wall_least"] / two["wall_least"]
        yield f"two processes {gain:.2f} times one", gain >= _BY_TWO
    if ours:
        yield f"first line after {ours['said']['first']:.3f} s", ours["said"]["first"] <= _FIRST


def _linked(rows: Rows) -> Iterator[Outcome]:
    if row := rows.find("linked", "kg"):
        yield f"{_rate(row):,.0f} triples a CPU second", _rate(row) >= _LINKED


def _memory(rows: Rows) -> Iterator[Outcome]:
    for records in rows.sizes("linked", "kg"):
        row = rows.find("linked", "kg", records)
        if row:
            yield f"{row['peak_mb']:.0f} MB at {records:,}", row["peak_mb"] <= _MEMORY


def _built(rows: Rows) -> Iterator[Outcome]:
    for records in rows.sizes("build", "pyoxigraph bulk load of the same quads"):
        ours = rows.find("build", "kg build", records)
        floor = rows.find("build", "pyoxigraph bulk load of the same quads", records)
        if ours and floor:
            share = ours["wall_least"] / floor["wall_least"]
            yield f"{share:.1f} times the load at {records:,}", share <= _OF_THE_LOAD


def _changed(rows: Rows) -> Iterator[Outcome]:
    name = "kg build, 100 changed"
    for records in (size for size in rows.sizes("incremental", name) if size >= _MANY):
        whole, part = rows.find("build", "kg build", records), rows.find("incremental", name, records)
        if whole and part:
            share = part["cpu_least"] / whole["cpu_least"]
            yield f"{share:.1%} of a build of {records:,}", share <= _OF_A_BUILD


def _written(rows: Rows) -> Iterator[Outcome]:
    ours = rows.find("turtle", "kg export")
    if ours:
        if rdflib := rows.find("turtle", "rdflib", ours["records"]):
            times = rdflib["cpu_least"] / ours["cpu_least"]
            yield f"{times:.1f} times less than rdflib at {ours['records']:,}", times >= _OF_RDFLIB
        if floor := rows.find("turtle", "floor: sorted lines", ours["records"]):
            share = ours["cpu_least"] / floor["cpu_least"]
            yield f"{share:.2f} times the floor", share <= _OF_SORTING


def _validated(rows: Rows) -> Iterator[Outcome]:
    for records in rows.sizes("validate", "pyshacl"):
        ours, peer = rows.find("validate", "kg, shapes alone", records), rows.find("validate", "pyshacl", records)
        if ours and peer:
            times = peer["cpu_least"] / ours["cpu_least"]
            yield f"{times:.0f} times less at {records:,}", times >= _OF_PYSHACL
            same = ours["said"].get("results") == peer["said"].get("results")
            yield f"{ours['said'].get('results')} and {peer['said'].get('results')} results", same


def _asked(rows: Rows) -> Iterator[Outcome]:
    if row := rows.find("queries", "kg"):
        said = row["said"]["queries"]
        slow = {name: each["cpu"] for name, each in said.items() if each["cpu"] > _SECOND}
        met = f"{len(said) - len(slow)} of {len(said)} questions at {row['records']:,} records"
        yield met, not slow
        for name, seconds in sorted(slow.items(), key=lambda each: -each[1]):
            yield f"{name} {seconds:.1f} s for {said[name]['rows']:,} rows", False


def _installed(rows: Rows) -> Iterator[Outcome]:
    if row := rows.find("install", "kg"):
        yield f"{row['wall_least']:.0f} s", row["wall_least"] <= _INSTALL


def _elsewhere(_rows: Rows) -> Iterator[Outcome]:
    yield from ()


BUDGETS: Final = (
    Budget("`kg --help`, `--version`", "at most 0.3 CPU s", _starts),
    Budget("`kg query NAME` on the example graph", "at most 0.5 CPU s", _asked_small),
    Budget(
        "read and map, structured part",
        "at least 0.8 of the f-string floor; two processes 1.4 times one; first line within 0.1 s",
        _mapped,
    ),
    Budget("read, link and map", "at least 150,000 triples a CPU second", _linked),
    Budget("memory of reading, linking, mapping", "at most 300 MB at any size", _memory),
    Budget("`kg build`, whole", "at most 1.4 times the clock of a bulk load of the same quads", _built),
    Budget("100 changed records of 100,000", "at most 3 % of a full build", _changed),
    Budget("sorted Turtle of 10,000 records", "15 times less CPU than rdflib; 1.5 times the sorted floor", _written),
    Budget("validation of 5,000 records", "100 times less CPU than pyshacl, the same results", _validated),
    Budget("queries of the catalogue, 50,000 records, warm", "each at most 1.0 CPU s", _asked),
    Budget("a record's page, search, first frame", "see the tests of `kg serve` and of the pictures", _elsewhere),
    Budget("install of the core", "at most 90 s", _installed),
)
