"""Where the values of a record begin, in few bytes: what stays of its lines when the sources are gone.

Pages of one form name the same keys in the same order, so the names are kept apart from the lines: a graph of
many records holds few different ones.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.records.record import Record


class Lines(NamedTuple):
    """The lines of one record as text.

    Attributes
    ----------
    names
        A JSON list of the keys in the order of the page; with its position where that is not 1.
    steps
        The line where the record begins, then for each name how far its value begins below the one before,
        parted by blanks; steps of 0 at the end are left out. Empty where no line is known.
    """

    names: str
    steps: str


NO_LINES = Lines("[]", "")


def lines_of(record: Record) -> Lines:
    """Return the lines of a record.

    Examples
    --------
    >>> from kg.errors import Location
    >>> from kg.records import Record, Value
    >>> values = (Value("url", "...", 1, 4), Value("country", "Chile", 1, 9), Value("country", "Peru", 2, 12))
    >>> lines_of(Record(kind="lesson", number="1", evaluation_number="2", values=values, at=Location("a.txt", 3)))
    Lines(names='["url","country",["country",2]]', steps='3 1 5 3')
    """
    numbers = [record.at.line, *(value.line for value in record.values)]
    if not any(numbers):
        return NO_LINES
    names = [value.key if value.position == 1 else [value.key, value.position] for value in record.values]
    steps = [numbers[0], *(line - before for before, line in pairwise(numbers))]
    while len(steps) > 1 and not steps[-1]:
        steps.pop()
    return Lines(json.dumps(names, ensure_ascii=False, separators=(",", ":")), " ".join(map(str, steps)))


def line_numbers(lines: Lines) -> tuple[int, dict[tuple[str, int], int]]:
    """Return the line where a record begins, and those of its values by key and position; 0 where unknown.

    Examples
    --------
    >>> line_numbers(Lines('["url","country",["country",2]]', "3 1 5 3"))
    (3, {('url', 1): 4, ('country', 1): 9, ('country', 2): 12})
    """
    names = _names(lines.names)
    steps = [int(step) for step in lines.steps.split()]
    begin, *found = accumulate((steps + [0] * (1 + len(names) - len(steps)))[: 1 + len(names)])
    return begin, dict(zip(names, found, strict=True))


@lru_cache(maxsize=256)
def _names(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, 1) if isinstance(name, str) else (name[0], name[1]) for name in json.loads(text))
