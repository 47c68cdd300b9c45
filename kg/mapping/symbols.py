"""Project symbols: ``GLO/17/15/EUR`` is area, year, number and donor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.records import is_empty

if TYPE_CHECKING:
    from kg.records import Record

_SYMBOL: Final = re.compile(r"[A-Z]{2,4}/\d{2}/[A-Z0-9]{1,4}/[A-Z]{2,4}")
_BREAK: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A project symbol and where it stands in the value of ``project_symbols``.

    Attributes
    ----------
    text
        The symbol.
    start
        Code points before it.
    position
        Which value of ``project_symbols`` it stands in.
    """

    text: str
    start: int
    position: int = 1

    @property
    def donor_code(self) -> str:
        """The last part, which stands for who gives the money."""
        return self.text.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """The symbols of a record, and what stands among them that is none."""

    read: tuple[Symbol, ...]
    unread: tuple[str, ...]


def symbols_of(record: Record) -> Symbols:
    """Read the symbols of a record in order; several are parted by blanks, commas or semicolons."""
    read: list[Symbol] = []
    unread: list[str] = []
    for value in record.all("project_symbols"):
        if is_empty(value.text):
            continue
        start = 0
        for part in _BREAK.split(value.text):
            start = value.text.index(part, start)
            if _SYMBOL.fullmatch(part):
                read.append(Symbol(text=part, start=start, position=value.position))
            elif part:
                unread.append(part)
            start += len(part)
    return Symbols(read=tuple(read), unread=tuple(unread))
