"""What a build remembers of each record, so that the next one does only what changed.

A small SQLite file beside the store. The graph itself never depends on it: a
build with ``--fresh`` makes the same triples without one.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from kg.mapping.programmes import RoleSign, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS record (
    kind TEXT NOT NULL, number TEXT NOT NULL,
    content TEXT NOT NULL, folded TEXT NOT NULL, rank TEXT NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL,
    triples INTEGER NOT NULL, facts TEXT NOT NULL, uses TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record as the last build saw it.

    Attributes
    ----------
    kind, number
        Its identity.
    content, folded
        Hashes of its values, see `Record.content_hash` and `Record.folded_hash`.
    rank
        Which of two equal readings of one record is kept: the greater text.
    source
        The SOURCE of the call that brought it, as an absolute path.
    document, digest
        Name and SHA-256 of the document it was read from.
    triples
        How many triples its two graphs hold.
    facts
        What people are told of changes: language, themes, progress.
    uses
        Paths of the reference concepts it names.
    summary
        What its programme needs of it.
    """

    kind: str
    number: str
    content: str
    folded: str
    rank: str
    source: str
    document: str
    digest: str
    triples: int
    facts: dict[str, list[str]]
    uses: tuple[str, ...]
    summary: Summary


class BuildState:
    """The records of a graph, by kind and number.

    Parameters
    ----------
    path
        The SQLite file; made when it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Write and close."""
        self._database.commit()
        self._database.close()

    def setting(self, name: str) -> str:
        """Return a setting of the graph, or an empty text."""
        row = self._database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def get(self, kind: str, number: str) -> StoredRecord | None:
        """Return what is known of a record."""
        row = self._database.execute(
            "SELECT * FROM record WHERE kind = ? AND number = ?", (kind, number)
        ).fetchone()
        return _stored(row) if row else None

    def put(self, record: StoredRecord) -> None:
        """Keep a record, in place of what was known of it."""
        self._database.execute(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.kind,
                record.number,
                record.content,
                record.folded,
                record.rank,
                record.source,
                record.document,
                record.digest,
                record.triples,
                json.dumps(record.facts, ensure_ascii=False),
                json.dumps(record.uses),
                json.dumps(asdict(record.summary), ensure_ascii=False),
            ),
        )

    def remove(self, keys: Iterable[tuple[str, str]]) -> None:
        """Forget records."""
        self._database.executemany("DELETE FROM record WHERE kind = ? AND number = ?", list(keys))

    def records(self) -> Iterator[StoredRecord]:
        """Yield all records, sorted by kind and number."""
        for row in self._database.execute("SELECT * FROM record ORDER BY kind, number"):
            yield _stored(row)

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind."""
        return dict(self._database.execute("SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"))


def _stored(row: tuple[str, str, str, str, str, str, str, str, int, str, str, str]) -> StoredRecord:
    summary = json.loads(row[11])
    summary["roles"] = tuple(RoleSign(**sign) for sign in summary["roles"])
    for name in ("countries", "regions", "declared", "symbols", "joint"):
        summary[name] = tuple(summary[name])
    return StoredRecord(
        kind=row[0],
        number=row[1],
        content=row[2],
        folded=row[3],
        rank=row[4],
        source=row[5],
        document=row[6],
        digest=row[7],
        triples=row[8],
        facts=json.loads(row[9]),
        uses=tuple(json.loads(row[10])),
        summary=Summary(**summary),
    )
