"""What was found in each unit of a graph, kept for the next build and for reports.

A small SQLite file beside the store. A report never depends on it: made without one, it is the same.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Final

from kg.validation.model import Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_VERSION: Final = 1
_SCHEMA: Final = f"""
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (name TEXT PRIMARY KEY, digest TEXT NOT NULL, focus_nodes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fact (thing TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE result (unit TEXT NOT NULL, shape TEXT NOT NULL, said TEXT NOT NULL, words INTEGER NOT NULL);
CREATE INDEX result_unit ON result (unit);
PRAGMA user_version = {_VERSION};
"""
_SAID: Final = ("focus_node", "path", "value", "component", "severity", "key")


class Kept:
    """Results by unit.

    Parameters
    ----------
    path
        The file, or nothing for one in memory.
    key
        What all results depend on beside their unit; those of another key are forgotten.
    contents
        Hashes of what the records of the graph say now, by ``kind/number``; they tell of any change of its triples.
        A record that is not among them is checked every time.
    """

    def __init__(self, path: Path | None = None, key: str = "", contents: Mapping[str, str] | None = None) -> None:
        if path is not None and path.exists() and _version(path) != _VERSION:
            path.unlink()
        self.contents = contents or {}
        self._words: dict[str, int] = {}
        self._database = sqlite3.connect(":memory:" if path is None else path)
        self._database.execute("PRAGMA synchronous = OFF")  # nobody reads it before it is published and synced
        if not self._database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            self._database.executescript(_SCHEMA)
        if self.setting("key") != key:
            for table in ("setting", "unit", "fact", "words", "result"):
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 -- names of our own
            self.put_setting("key", key)

    def close(self) -> None:
        """Write and close."""
        self._database.commit()
        self._database.close()

    def setting(self, name: str) -> str:
        """Return a setting, or an empty text."""
        row = self._database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def put_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def digests(self) -> dict[str, str]:
        """Return what each unit was made of."""
        return dict(self._database.execute("SELECT name, digest FROM unit"))

    def facts(self) -> dict[str, str]:
        """Return what was said of each shared thing, as a digest."""
        return dict(self._database.execute("SELECT thing, digest FROM fact"))

    def put_facts(self, facts: Mapping[str, str]) -> None:
        """Keep what is said of the shared things now."""
        self._database.execute("DELETE FROM fact")
        self._database.executemany("INSERT INTO fact VALUES (?, ?)", facts.items())

    def units_with(self, shape: str) -> set[str]:
        """Return the units in which a shape found something."""
        return {row[0] for row in self._database.execute("SELECT DISTINCT unit FROM result WHERE shape = ?", (shape,))}

    def forget(self, units: Iterable[str]) -> None:
        """Remove units and what was found in them."""
        for unit in units:
            self._database.execute("DELETE FROM result WHERE unit = ?", (unit,))
            self._database.execute("DELETE FROM unit WHERE name = ?", (unit,))

    def put(self, unit: str, digest: str, focus_nodes: int, results: Iterable[Result]) -> None:
        """Keep what was found in a unit, in place of what was known of it."""
        self.forget([unit])
        self._database.execute("INSERT INTO unit VALUES (?, ?, ?)", (unit, digest, focus_nodes))
        self._database.executemany(
            "INSERT INTO result VALUES (?, ?, ?, ?)",
            ((unit, each.shape, _said(each), self._words_id(each)) for each in results),
        )

    def report(self) -> Report:
        """Return all that was found."""
        return _report(self._database)

    def _words_id(self, result: Result) -> int:
        """Return the number of the words of a result, which many results share."""
        text = json.dumps([result.messages, result.names], ensure_ascii=False)
        if text not in self._words:
            self._database.execute("INSERT OR IGNORE INTO words (text) VALUES (?)", (text,))
            (self._words[text],) = self._database.execute("SELECT id FROM words WHERE text = ?", (text,)).fetchone()
        return self._words[text]


def published_report(path: Path, key: str) -> Report | None:
    """Return what the build of a published graph found; `None` unless that is whole and of this key.

    Parameters
    ----------
    path
        The file beside its store.
    key
        As in `Kept`.
    """
    if not path.is_file() or _version(path) != _VERSION:
        return None
    database = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    try:
        settings = dict(database.execute("SELECT name, value FROM setting"))
        return _report(database) if settings.get("key") == key and settings.get("whole") else None
    except sqlite3.Error:
        return None
    finally:
        database.close()


def _report(database: sqlite3.Connection) -> Report:
    words = {id_: json.loads(text) for id_, text in database.execute("SELECT id, text FROM words")}
    (focus_nodes,) = database.execute("SELECT total(focus_nodes) FROM unit").fetchone()
    results = []
    for shape, said, id_ in database.execute("SELECT shape, said, words FROM result"):
        messages, names = words[id_]
        facts = dict(zip(_SAID, json.loads(said), strict=True))
        results.append(Result(shape=shape, messages=messages, names=names, **facts))
    return Report.in_order(results, int(focus_nodes))


def _said(result: Result) -> str:
    return json.dumps([getattr(result, name) for name in _SAID], ensure_ascii=False)


def _version(path: Path) -> int:
    """Return the version of a file; 0 if it is none of ours."""
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return int(database.execute("PRAGMA user_version").fetchone()[0])
        finally:
            database.close()
    except sqlite3.Error:
        return 0
