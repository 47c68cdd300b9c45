"""What every reader gives: a page as a sequence of keys and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.errors import Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a page with its value, in the order of the page.

    Attributes
    ----------
    key
        The page's own key; a key that the schema does not know stands behind ``?`` with the
        path to it (``?lessons_learned.budget``).
    value
        The text as read; ``None`` where the key opens a nested object.
    line
        Line number of the key in the source, counted from 1; 0 where lines mean nothing.
    begins
        Line where the value begins, if that is another one; else 0.
    """

    key: str
    value: str | None
    line: int = 0
    begins: int = 0

    @property
    def value_line(self) -> int:
        """The line where the value begins; 0 where lines mean nothing."""
        return self.begins or self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, row or object of a source, before anybody asks what it means.

    Attributes
    ----------
    at
        Where it begins.
    layout
        Which form it was read from: ``key-value``, ``bullets``, ``html``, ``json`` ...
    entries
        Its keys in order.
    oddities
        What a person should know of the reading, such as a line that nearly is a key.
    margins
        Lines that belong to the page but to no key: heading, title, footer; with their line numbers.
    part
        The bytes of this page alone, where the document holds many; ``None`` where it is the document.
    """

    at: Location
    layout: str
    entries: tuple[Entry, ...]
    oddities: tuple[str, ...] = ()
    margins: tuple[tuple[int, str], ...] = ()
    part: bytes | None = None


class PartError(SourceError):
    """One part of a document cannot be read; the others can.

    Attributes
    ----------
    part
        The bytes of that part, to be kept in place of the whole document.
    """

    part: bytes = b""


def part_error(problem: str, at: Location, hint: str, part: bytes) -> PartError:
    """Return the error of one line or row, with its bytes."""
    error = PartError(problem, at, hint)
    error.part = part
    return error
