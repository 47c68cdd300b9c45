"""One record as it goes from those who read, link and map to those who store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import KgError, Location
    from kg.pipeline.written import Written
    from kg.records.lines import Lines
    from kg.store import StoredRecord
    from kg.store.state import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A record that was read.

    Attributes
    ----------
    key
        Kind and number.
    content, folded, rank
        Its hashes and its rank, see `Record`.
    at
        Where it was read.
    layout
        Which form it was read from.
    lines
        Where its values begin.
    written
        The record, linked, mapped and written; ``None`` where the build before has it as it is.
    """

    key: Key
    content: str
    folded: str
    rank: str
    at: Location
    layout: str
    lines: Lines
    written: Written | None

    def replaces(self, stored: StoredRecord | None) -> bool:
        """Tell whether it takes the place of what is stored: other content does, or a better reading of the same."""
        return is_replaced(stored, self.content, self.folded, self.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A part of a document that is no record.

    Attributes
    ----------
    error
        Why.
    part
        The bytes of that part; ``None`` for all of the document.
    """

    error: KgError
    part: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A document that the build before read in this very form; so many records are still those that it held."""

    records: int


def is_replaced(stored: StoredRecord | None, content: str, folded: str, rank: str) -> bool:
    """Tell whether a reading with these hashes takes the place of a stored record."""
    if stored is None:
        return True
    return stored.content != content and (stored.folded != folded or rank > stored.rank)
