"""A page that runs several evaluations together (pages pasted one after the other) -> one run of entries each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.keys import BLOCKS, EVALUATION_KEYS, FINDING_KEYS

if TYPE_CHECKING:
    from kg.sources.page import Entry


def part_evaluations(entries: tuple[Entry, ...]) -> list[tuple[Entry, ...]]:
    """Part entries where the key that began the page comes back after a finding.

    Pages begin with their evaluation's number or address. Where that stands again behind a finding,
    what follows belongs to another page, with a place and a title of its own.

    Examples
    --------
    >>> from kg.sources.page import Entry
    >>> keys = ["eval_number", "url", "eval_title", "eval_number", "url"]
    >>> [len(part) for part in part_evaluations(tuple(Entry(key, "1") for key in keys))]
    [3, 2]
    """
    parts: list[list[Entry]] = [[]]
    has_finding = False
    for entry in entries:
        running = parts[-1]
        if running and has_finding and entry.key == running[0].key and entry.key in EVALUATION_KEYS:
            parts.append(running := [])
            has_finding = False
        running.append(entry)
        has_finding = has_finding or entry.key in FINDING_KEYS or entry.key in BLOCKS
    return [tuple(part) for part in parts]
