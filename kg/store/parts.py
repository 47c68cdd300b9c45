"""What a build remembers of the graph's parts: triples that several things state, blocks of Turtle, programmes.

Most triples of a graph are one record's alone, told by their subject. The others (of evaluations, of themes that no
vocabulary has, of the vocabularies) are counted here by who states them, so that nobody has to ask the store whether
a triple is still stated, or how the block of an evaluation reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS shared (
    place TEXT NOT NULL, triple TEXT NOT NULL, holders INTEGER NOT NULL, PRIMARY KEY (place, triple)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS concept (path TEXT PRIMARY KEY, holders INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block (
    place TEXT NOT NULL, is_new INTEGER NOT NULL, is_gone INTEGER NOT NULL, length INTEGER NOT NULL,
    start INTEGER NOT NULL, PRIMARY KEY (place, is_new)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entity (place TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS body (
    path TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, sign TEXT NOT NULL, PRIMARY KEY (path, kind, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS body_by_record ON body (kind, number);
CREATE TABLE IF NOT EXISTS programme (
    key TEXT PRIMARY KEY, members TEXT NOT NULL, triples TEXT NOT NULL
) WITHOUT ROWID;
"""


class Block(NamedTuple):
    """A run of bytes of the Turtle.

    Attributes
    ----------
    place
        What blocks are sorted by.
    is_new
        Whether this build wrote it; else it stands in the Turtle of the build before.
    is_gone
        Whether it is in the Turtle before, but not in this one.
    length
        Its bytes.
    start
        Of a new one, where it begins among the new blocks; else 0.
    """

    place: str
    is_new: int
    is_gone: int
    length: int
    start: int


class Parts:
    """The tables of the parts.

    Parameters
    ----------
    database
        The state's connection.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def hold(self, triples: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Note one more holder for each triple, given by its place and text; return those that had none."""
        query = "INSERT INTO shared VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET holders = holders + 1 RETURNING holders"
        execute = self._database.execute
        return [each for each in triples if execute(query, each).fetchall()[0][0] == 1]

    def release(self, triples: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Note one holder less for each triple; return those that have none any more."""
        query = "UPDATE shared SET holders = holders - 1 WHERE place = ? AND triple = ? RETURNING holders"
        gone = [each for each in triples if self._database.execute(query, each).fetchall() == [(0,)]]
        self._database.executemany("DELETE FROM shared WHERE place = ? AND triple = ?", gone)
        return gone

    def shared_at(self, place: str) -> list[str]:
        """Return the triples of a place, sorted."""
        rows = self._database.execute("SELECT triple FROM shared WHERE place = ? ORDER BY triple", (place,))
        return [triple for (triple,) in rows]

    def use(self, paths: Iterable[str], sign: int = 1) -> None:
        """Count the use of concepts by one record, or with ``sign=-1`` take it back."""
        query = "INSERT INTO concept VALUES (?, ?) ON CONFLICT DO UPDATE SET holders = holders + excluded.holders"
        self._database.executemany(query, [(path, sign) for path in paths])

    def used(self) -> Iterator[str]:
        """Yield the paths of the concepts that records use."""
        for (path,) in self._database.execute("SELECT path FROM concept WHERE holders > 0 ORDER BY path"):
            yield path

    def put_block(self, place: str, length: int, start: int) -> None:
        """Note a new block, in place of what stands there."""
        self.drop_block(place)
        self._database.execute("INSERT INTO block VALUES (?, 1, 0, ?, ?)", (place, length, start))

    def drop_block(self, place: str) -> None:
        """Note that the block at a place is gone."""
        self._database.execute("DELETE FROM block WHERE place = ? AND is_new", (place,))
        self._database.execute("UPDATE block SET is_gone = 1 WHERE place = ?", (place,))

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks in order, also those that are gone."""
        for row in self._database.execute("SELECT * FROM block ORDER BY place, is_new"):
            yield Block._make(row)

    def settle_blocks(self) -> None:
        """Forget the blocks that are gone; the new ones are old from now on."""
        self._database.execute("DELETE FROM block WHERE is_gone")
        self._database.execute("UPDATE block SET is_new = 0, start = 0 WHERE is_new")

    def programmes(self) -> dict[str, str]:
        """Return which evaluations and symbols each programme was derived from, by its key."""
        return dict(self._database.execute("SELECT key, members FROM programme WHERE members != ''"))

    def programme(self, key: str) -> list[str]:
        """Return the triples that were derived of a programme or a body; none if there is no such thing."""
        row = self._database.execute("SELECT triples FROM programme WHERE key = ?", (key,)).fetchone()
        return row[0].split("\n") if row and row[0] else []

    def put_programme(self, key: str, members: str, triples: Iterable[str]) -> None:
        """Keep what was derived of a programme, or with empty `members` of a body by its path."""
        self._database.execute("INSERT OR REPLACE INTO programme VALUES (?, ?, ?)", (key, members, "\n".join(triples)))

    def drop_programme(self, key: str) -> None:
        """Forget what was derived of a programme or a body."""
        self._database.execute("DELETE FROM programme WHERE key = ?", (key,))

    def first_programme(self) -> str:
        """Return the key of the programme whose IRI comes first, empty if there is none."""
        row = self._database.execute(
            "SELECT key FROM programme WHERE members != '' ORDER BY replace(key, '/', '-') || '>' LIMIT 1"
        )
        return str(next(row, ("",))[0])

    def put_bodies(self, kind: str, number: str, signs: Iterable[tuple[str, str]]) -> None:
        """Note the bodies that a record names and no vocabulary lists, as path and what it says of them."""
        rows = [(path, kind, number, sign) for path, sign in signs]
        self._database.executemany("INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?)", rows)

    def drop_bodies(self, kind: str, number: str) -> list[str]:
        """Forget the bodies of a record, and return their paths."""
        query = "DELETE FROM body WHERE kind = ? AND number = ? RETURNING path"
        return [path for (path,) in self._database.execute(query, (kind, number)).fetchall()]

    def body(self, path: str) -> list[str]:
        """Return what records say of a body, sorted by record."""
        query = "SELECT sign FROM body WHERE path = ? ORDER BY kind, number"
        return [sign for (sign,) in self._database.execute(query, (path,))]

    def note_entity(self, place: str, *, is_one: bool) -> int:
        """Note whether the subject at a place has a class now; return 1 if it got one, -1 if it lost it, else 0."""
        if is_one:
            return self._database.execute("INSERT OR IGNORE INTO entity VALUES (?)", (place,)).rowcount
        return -self._database.execute("DELETE FROM entity WHERE place = ?", (place,)).rowcount
