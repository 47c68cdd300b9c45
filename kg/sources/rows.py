"""A header and rows of cells -> pages: one row a finding, columns named as the keys.

Values that repeat stand in one cell, parted by ``;``, in numbered columns
(``country_1``, ``region_1``, ``country_2`` ...) or in several columns of one name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.sources.keys import CONTAINERS, KNOWN_KEYS, PAIRS, nearest_key
from kg.sources.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.errors import Location

REPEATED: Final = frozenset((*(key for pair in PAIRS.values() for key in pair), "project_symbols", "admin_units"))
"""Keys whose cells hold several values parted by ``;``. Prose is never split."""

MAX_COLUMNS: Final = 512
_MIN_KNOWN: Final = 2
_NUMBERED: Final = re.compile(r"(.+?)[ _]?([0-9]{1,3})")
_CONTAINER_OF: Final = {key: container for container, pair in PAIRS.items() for key in pair}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (``?name`` where the schema has none such) and, if it is numbered, which one."""

    key: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, and what a person should know of them."""

    columns: tuple[Column, ...]
    oddities: tuple[str, ...]


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether at least two cells name keys of the schema, and different ones."""
    return len({column.key for column in map(_column, cells) if column.key in KNOWN_KEYS}) >= _MIN_KNOWN


def read_header(cells: Sequence[str]) -> Header:
    """Return the columns that a header row names.

    Examples
    --------
    >>> read_header([" URL ", "country_2", "budget"]).columns
    (Column(key='url', number=0), Column(key='country', number=2), Column(key='?budget', number=0))
    """
    columns = tuple(_column(cell, place) for place, cell in enumerate(cells, start=1))
    oddities = [_unknown(column.key[1:]) for column in columns if column.key.startswith("?")]
    return Header(columns, tuple(oddities))


def page_of_row(header: Header, cells: Sequence[str], at: Location, layout: str, part: bytes | None = None) -> Page:
    """Return one row as a page; an empty cell says that the key is left out."""
    entries: list[Entry] = []
    pairs: dict[str, dict[int, list[Entry]]] = {container: {} for container in PAIRS}
    taken: Counter[str] = Counter()
    for column, cell in zip(header.columns, cells, strict=False):
        for value in _values(column.key, cell):
            taken[column.key] += 1
            if not value:
                continue
            entry = Entry(column.key, value, at.line)
            if column.key in _CONTAINER_OF:
                slots = pairs[_CONTAINER_OF[column.key]]
                slots.setdefault(column.number or taken[column.key], []).append(entry)
            else:
                entries.append(entry)
    for container, slots in pairs.items():
        for _, pair in sorted(slots.items()):
            entries.extend((Entry(container, None, at.line), *pair))
    oddities = (*header.oddities, *_uneven(pairs))
    return Page(at=at, layout=layout, entries=tuple(entries), oddities=oddities, part=part)


def _column(name: str, place: int = 0) -> Column:
    folded = name.strip().strip("\ufeff").casefold()
    if folded in KNOWN_KEYS and folded not in CONTAINERS:
        return Column(folded)
    numbered = _NUMBERED.fullmatch(folded)
    if numbered and numbered[1] in KNOWN_KEYS and numbered[1] not in CONTAINERS:
        return Column(numbered[1], int(numbered[2]))
    return Column(f"?{name.strip() or f'column {place}'}")


def _values(key: str, cell: str) -> list[str]:
    if key in REPEATED and ";" in cell:
        return [part.strip() for part in cell.split(";")]
    return [cell if cell.strip() else ""]


def _unknown(name: str) -> str:
    if name.casefold() in CONTAINERS:
        wanted = " and ".join(PAIRS.get(name.casefold(), ("the keys inside it",)))
        return f"column {name!r} is kept as source text; in a table write {wanted} as columns"
    near = nearest_key(name.casefold())
    return f"unknown column {name!r} is kept as source text" + (f"; did you mean {near!r}?" if near else "")


def _uneven(pairs: dict[str, dict[int, list[Entry]]]) -> Iterator[str]:
    """Say where a row has more of one half of its pairs than of the other."""
    for container, slots in pairs.items():
        left, right = (sum(entry.key == key for pair in slots.values() for entry in pair) for key in PAIRS[container])
        if left and right and left != right:
            one, other = PAIRS[container]
            yield f"{left} values of {one!r} stand beside {right} of {other!r}, so which belong together is not sure"
