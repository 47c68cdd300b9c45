"""Labels against what was found: counts, precision, recall, F1 with their intervals, and the confusions."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.linking.labelled import Label, LabelledRecord
    from benchmarks.linking.peers import Found, System

_Z: Final = 1.959964
_RESAMPLES: Final = 1000
_TYPES: Final = {"organization": "organization", "country": "country", "place": "city", "group": "group"}
Group: TypeAlias = tuple[str, str]
"""What a figure is about: ``("type", "city")``, ``("language", "fr")``, ``("all", "all")``."""


@dataclass(slots=True)
class Counts:
    """How often a system was right, found too much, missed."""

    right: int = 0
    surplus: int = 0
    missed: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another."""
        self.right += other.right
        self.surplus += other.surplus
        self.missed += other.missed

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when there was nothing to find and nothing found."""
        total = 2 * self.right + self.surplus + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Outcome:
    """What one record gave: counts by group, and the confusions as sentences."""

    counts: dict[Group, Counts] = field(default_factory=dict)
    confusions: list[str] = field(default_factory=list)
    traps: int = 0
    fallen: int = 0
    exact: int = 0


def measure(records: Sequence[LabelledRecord], system: System) -> list[Outcome]:
    """Return what a system gives on each record."""
    return [_compare(record, system(record)) for record in records]


def summarize(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, object]]]:
    """Return the figures by group: counts, precision and recall with Wilson's interval, F1 with a bootstrap's."""
    groups = sorted({group for outcome in outcomes for group in outcome.counts})
    table: dict[str, dict[str, dict[str, object]]] = {}
    for group in groups:
        each = [outcome.counts.get(group, Counts()) for outcome in outcomes]
        total = _sum(each)
        table.setdefault(group[0], {})[group[1]] = {
            "right": total.right,
            "surplus": total.surplus,
            "missed": total.missed,
            "precision": _rate(total.right, total.right + total.surplus),
            "recall": _rate(total.right, total.right + total.missed),
            "f1": [round(total.f1, 4), *_bootstrap(each)],
        }
    return table


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate (Wilson 1927).

    Examples
    --------
    >>> wilson(99, 100)
    (0.9455, 0.9982)
    """
    if not trials:
        return 0.0, 1.0
    rate = successes / trials
    middle = rate + _Z**2 / (2 * trials)
    spread = _Z * sqrt(rate * (1 - rate) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    return round((middle - spread) / scale, 4), round(min(1.0, (middle + spread) / scale), 4)


def _rate(successes: int, trials: int) -> list[float | None]:
    return [round(successes / trials, 4) if trials else None, *wilson(successes, trials)]


def _bootstrap(each: Sequence[Counts]) -> tuple[float, float]:
    """Return the 95 % interval of F1 when records are drawn again; the draws are the same every time."""
    draw = random.Random(5)  # noqa: S311 -- no secret hangs on it
    values = sorted(_sum(draw.choices(each, k=len(each))).f1 for _ in range(_RESAMPLES))
    return round(values[int(0.025 * _RESAMPLES)], 4), round(values[int(0.975 * _RESAMPLES) - 1], 4)


def _sum(each: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in each:
        total.add(one)
    return total


def _compare(record: LabelledRecord, found: list[Found]) -> Outcome:
    outcome = Outcome()
    used: set[int] = set()
    for label in record.labels:
        near = [index for index, one in enumerate(found) if _touches(label, one)]
        if label.target is None:
            outcome.traps += label.difficulty == "trap"
            outcome.fallen += label.difficulty == "trap" and bool(near)
            continue
        hit = next((index for index in near if index not in used and _is_target(label, found[index])), None)
        key = label.target.partition("/")[0]
        if hit is None:
            _count(outcome, (key, record.languages[label.field], label.difficulty), Counts(missed=1))
            others = ", ".join(sorted({found[index].target for index in near})) or "nothing"
            outcome.confusions.append(f"{record.name} missed {label.surface!r} = {label.target}; gave {others}")
            continue
        used.add(hit)
        outcome.exact += (found[hit].start, found[hit].end) == (label.start, label.end)
        _count(outcome, (key, record.languages[label.field], label.difficulty), Counts(right=1))
    for index, one in enumerate(found):
        if index in used:
            continue
        touched = [label for label in record.labels if _touches(label, one)]
        difficulty = touched[0].difficulty if touched else "plain"
        _count(outcome, (one.target.partition("/")[0], record.languages[one.field], difficulty), Counts(surplus=1))
        surface = record.fields[one.field][one.start : one.end]
        meant = touched[0].target or "nothing" if touched else "nothing"
        outcome.confusions.append(f"{record.name} linked {surface!r} to {one.target}; meant is {meant}")
    return outcome


def _touches(label: Label, found: Found) -> bool:
    return label.field == found.field and label.start < found.end and found.start < label.end


def _is_target(label: Label, found: Found) -> bool:
    """Tell whether the target is the label's; a model that knows kinds only is held to the kind."""
    if "/" in found.target:
        return found.target == label.target
    kind = (label.target or "").partition("/")[0]
    return found.target == ("country" if kind == "place" else kind)


def _count(outcome: Outcome, place: tuple[str, str, str], counts: Counts) -> None:
    """Add the counts to the groups of a `place`: first part of the path, language, difficulty."""
    path, language, difficulty = place
    kind = _TYPES[path]
    groups = [("all", "all"), ("type", kind), ("language", language), ("difficulty", difficulty)]
    if kind in ("organization", "country"):
        groups.append(("all", "organizations and countries"))
    for group in groups:
        outcome.counts.setdefault(group, Counts()).add(counts)
