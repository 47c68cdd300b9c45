"""What a build did: for people in words, for programs in ``build.json``."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.pipeline.provenance import kg_version, rules_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from kg.pipeline.setaside import SetAside
    from kg.pipeline.stopwatch import Cost
    from kg.records import Notice
    from kg.terms import Names

KINDS: Final[dict[str, tuple[str, str]]] = {
    "lesson": ("lesson", "lessons"),
    "practice": ("good practice", "good practices"),
    "recommendation": ("recommendation", "recommendations"),
    "evaluation": ("evaluation alone", "evaluations alone"),
}


_CODES_SHOWN: Final = 6

_IN_REPORT: Final = frozenset(
    {"bad-date", "bad-symbol", "contradicting-eval-number", "missing-eval-number", "other-region", "unknown-place"}
    | {"unknown-category", "unknown-information-source", "unknown-progress", "unknown-response", "unknown-theme"}
)
"""Notices that the report of the validation tells too, with field, line and what to do."""


class InputFile(NamedTuple):
    """One document that was read: its name, its SHA-256 and its size in bytes."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The outcome of one build.

    Attributes
    ----------
    graph
        The graph directory.
    read, new, changed, unchanged, withdrawn
        Numbers of records; every record read is new, changed or unchanged.
    duplicates
        How often a record came again in the same call.
    records
        How many the graph holds now, by kind.
    triples
        How many triples it holds, without provenance.
    set_aside
        What was refused.
    set_aside_before
        How much earlier builds refused of documents that this one did not read.
    notices
        What was read but wants a look.
    violations, warnings, notes
        Counts of the report; ``None`` when it was not made.
    quality
        How many of them are data-quality findings, by code, the most first.
    changes
        The difference to the graph before, in sentences.
    costs
        What each stage cost.
    worker_memory
        Most resident memory that a worker process had, in MiB; 0 if there was none.
    """

    graph: Path
    read: int
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    duplicates: int
    records: Mapping[str, int]
    triples: int
    set_aside: tuple[SetAside, ...]
    set_aside_before: int
    notices: tuple[Notice, ...]
    violations: int | None
    warnings: int | None
    notes: int | None = None
    quality: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    costs: Mapping[str, Cost] = field(default_factory=dict)
    worker_memory: float = 0.0

    @property
    def timings(self) -> dict[str, float]:
        """Seconds of wall clock by stage."""
        return {stage: cost.wall for stage, cost in self.costs.items()}

    def to_json(self) -> dict[str, Any]:
        """Return the counts for programs."""
        return {
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "duplicates": self.duplicates,
            "set_aside": len(self.set_aside),
            "set_aside_before": self.set_aside_before,
            "records": dict(self.records),
            "triples": self.triples,
            "violations": self.violations,
            "warnings": self.warnings,
            "notes": self.notes,
            "quality": dict(self.quality),
            "changes": list(self.changes),
            "notices": [
                {"code": notice.code, "at": str(notice.at), "problem": notice.problem, "hint": notice.hint}
                for notice in self.notices
            ],
            "timings": {stage: round(seconds, 3) for stage, seconds in self.timings.items()},
            "costs": {
                stage: {name: round(value, 3) for name, value in asdict(cost).items()}
                for stage, cost in self.costs.items()
            },
            "worker_memory": round(self.worker_memory, 1),
        }

    def costs_table(self) -> str:
        """Return what each stage cost, as a table for people."""
        lines = ["  wall s    CPU s    MiB  stage"]
        for stage, cost in self.costs.items():
            lines.append(f"{cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:6.0f}  {stage}")
        total = [sum(getattr(cost, name) for cost in self.costs.values()) for name in ("wall", "cpu")]
        most = max((cost.memory for cost in self.costs.values()), default=0)
        lines.append(f"{total[0]:8.2f} {total[1]:8.2f} {most:6.0f}  all, with the memory of the store")
        if self.worker_memory:
            lines.append(f"{'':17} {self.worker_memory:6.0f}  the largest worker")
        return "\n".join(lines) + "\n"

    def to_text(self, *, shown: int = 10) -> str:
        """Return the summary for people.

        Parameters
        ----------
        shown
            How many refusals and notices are written out; the rest is counted.
        """
        lines = [f"{self.read} record{'s' * (self.read != 1)} read: {_counts(self)}"]
        if self.changes:
            lines.extend(f"  {sentence}" for sentence in self.changes)
        held = ", ".join(f"{count} {KINDS[kind][count != 1]}" for kind, count in self.records.items())
        lines.append(f"the graph holds {held or 'no record'}; {self.triples:,} triples")
        told = _IN_REPORT if self.violations is not None else ()
        notices = [f"{each.at}: {each.problem}" for each in self.notices if each.code not in told]
        lines.extend(_listed("notice", notices, shown))
        refused = [f"{each}" + (f"\n    {each.hint}" if each.hint else "") for each in self.set_aside]
        lines.extend(_listed("set aside", refused, shown))
        if self.set_aside_before:
            lines.append(f"{self.set_aside_before} set aside by earlier builds, still in set-aside/")
        if self.violations is not None:
            lines.append(_validation_line(self.violations, self.warnings or 0, self.notes or 0))
            lines.extend(_quality_line(self.quality))
        return "\n".join(lines) + "\n"


def write_build_json(
    result: BuildResult, inputs: Iterable[InputFile], started: datetime, names: Names, folder: Path
) -> None:
    """Write ``build.json``, last of all: a folder with it is a whole build."""
    document = {
        "kg": kg_version(),
        "base": names.base,
        "rules": rules_hash(),
        "started": started.isoformat(timespec="seconds"),
        **result.to_json(),
        "inputs": [each._asdict() for each in sorted(inputs)],
        "versions": {"python": platform.python_version(), "pyoxigraph": version("pyoxigraph")},
        "set_aside_records": [asdict(entry) for entry in result.set_aside],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (folder / "build.json").write_text(text, encoding="utf-8")


def _counts(result: BuildResult) -> str:
    parts = [f"{result.new} new", f"{result.changed} changed", f"{result.unchanged} unchanged"]
    if result.withdrawn:
        parts.append(f"{result.withdrawn} withdrawn")
    if result.duplicates:
        parts.append(f"{result.duplicates} came again")
    parts.append(f"{len(result.set_aside)} set aside")
    return ", ".join(parts)


def _listed(title: str, entries: list[str], shown: int) -> list[str]:
    if not entries:
        return []
    plural = "" if len(entries) == 1 or title == "set aside" else "s"
    lines = [f"{len(entries)} {title}{plural}:", *(f"  {entry}" for entry in entries[:shown])]
    if len(entries) > shown:
        lines.append(f"  ... and {len(entries) - shown} more, all in build.json and set-aside/")
    return lines


def _validation_line(violations: int, warnings: int, notes: int) -> str:
    counts = (("violation", violations), ("warning", warnings), ("note", notes))
    found = ", ".join(f"{count:,} {word}{'s' * (count != 1)}" for word, count in counts)
    return f"validation: {found}" + ("; read them with kg validate" if violations or warnings or notes else "")


def _quality_line(quality: Mapping[str, int]) -> Iterator[str]:
    if quality:
        shown = [f"{count:,} {code}" for code, count in islice(quality.items(), _CODES_SHOWN)]
        rest = sum(quality.values()) - sum(islice(quality.values(), _CODES_SHOWN))
        yield f"data quality: {', '.join([*shown, *([f'{rest:,} others'] if rest else [])])}"
