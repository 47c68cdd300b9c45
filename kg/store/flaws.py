"""The data-quality flaws of each record, kept beside it until the record changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS flaws (
    kind TEXT NOT NULL, number TEXT NOT NULL, flaws TEXT NOT NULL, PRIMARY KEY (kind, number)
) WITHOUT ROWID;
"""


class KeptFlaws:
    """A table of flaws as text, see `kg.validation.quality.model.flaws_to_text`; a record without flaws has no row."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def put(self, kind: str, number: str, flaws: str) -> None:
        """Keep the flaws of a record in place of those it had; an empty text for none."""
        if flaws:
            self._database.execute("INSERT OR REPLACE INTO flaws VALUES (?, ?, ?)", (kind, number, flaws))
        else:
            self.remove(kind, number)

    def remove(self, kind: str, number: str) -> None:
        """Forget the flaws of a record."""
        self._database.execute("DELETE FROM flaws WHERE kind = ? AND number = ?", (kind, number))

    def all(self) -> Iterator[tuple[str, str, str]]:
        """Yield kind, number and flaws of the records that have some, sorted by kind and number."""
        yield from self._database.execute("SELECT kind, number, flaws FROM flaws ORDER BY kind, number")
