"""What a build remembers of each record, so that the next one does only what changed.

A small SQLite file beside the store. The graph itself never depends on it: a
build with ``--fresh`` makes the same triples without one.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from kg.errors import StoreError
from kg.mapping.local import LocalSign
from kg.mapping.programmes import RoleSign, Summary
from kg.records.lines import NO_LINES, Lines
from kg.store.flaws import SCHEMA as _SCHEMA_OF_FLAWS
from kg.store.flaws import KeptFlaws
from kg.store.parts import SCHEMA as _SCHEMA_OF_PARTS
from kg.store.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from kg.records.record import Kind

_VERSION: Final = 5
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS record (
    kind TEXT NOT NULL, number TEXT NOT NULL, evaluation TEXT NOT NULL, symbols TEXT NOT NULL,
    content TEXT NOT NULL, folded TEXT NOT NULL, rank TEXT NOT NULL, document TEXT NOT NULL,
    facts TEXT NOT NULL, uses TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS record_by_evaluation ON record (evaluation);
CREATE TABLE IF NOT EXISTS origin (
    kind TEXT NOT NULL, number TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
    digest TEXT NOT NULL, build INTEGER NOT NULL,
    named INTEGER NOT NULL, line_names INTEGER NOT NULL, line_steps TEXT NOT NULL,
    PRIMARY KEY (kind, number, source, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS origin_by_path ON origin (path);
CREATE TABLE IF NOT EXISTS line_names (id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS document (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_LINE_NAMES_KEPT: Final = 10_000
"""How many lists of keys are kept in memory; the others are looked up."""

_SUMMARY: Final = tuple(each.name for each in fields(Summary) if each.name not in {"roles", "local"})

Key = tuple[str, str]
"""Kind and number of a record."""


class StoredRecord(NamedTuple):
    """One record as the last build saw it, lists as the JSON in which they are kept.

    Attributes
    ----------
    kind, number
        Its identity.
    evaluation
        Number of its evaluation.
    symbols
        Its project symbols, parted by blanks.
    content, folded
        Hashes of its values, see `Record.content_hash` and `Record.folded_hash`.
    rank
        Which of two equal readings of one record is kept: the greater text.
    document
        Name of the document whose reading is kept.
    facts_json
        What people are told of changes: language, themes, progress.
    uses_json
        Paths of the reference concepts it names.
    summary_json
        What its programme needs of it, see `encode_summary`.
    """

    kind: Kind
    number: str
    evaluation: str
    symbols: str
    content: str
    folded: str
    rank: str
    document: str
    facts_json: str
    uses_json: str
    summary_json: str

    @property
    def facts(self) -> dict[str, list[str]]:
        """Language, themes and progress, by those names."""
        return cast("dict[str, list[str]]", json.loads(self.facts_json))

    @property
    def uses(self) -> list[str]:
        """Paths of the reference concepts it names, sorted."""
        return cast("list[str]", json.loads(self.uses_json))

    @property
    def summary(self) -> Summary:
        """What its programme needs of it."""
        return decode_summary(self.summary_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read.

    Attributes
    ----------
    source
        The SOURCE of the call, as an absolute path or pattern, or ``-``.
    path
        The document, as an absolute path.
    document
        The document as people named it.
    digest
        SHA-256 of the document.
    """

    source: str
    path: str
    document: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlace:
    """One place where a record was read, with the lines of its values.

    Attributes
    ----------
    document
        The document as people named it.
    path
        The document, as an absolute path.
    digest
        SHA-256 of the document.
    lines
        Where the values begin, see `kg.records.lines`.
    """

    document: str
    path: str
    digest: str
    lines: Lines


class BuildState:
    """The records of a graph, by kind and number.

    Parameters
    ----------
    path
        The SQLite file; made when it does not exist.
    read_only
        Whether it is that of a published graph, which nobody writes any more.

    Attributes
    ----------
    parts
        What is remembered of the parts of the graph.
    flaws
        What is odd in each record.

    Raises
    ------
    StoreError
        If the file is damaged or of another version.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._line_names: dict[str, int] = {}
        self.path = path
        try:
            self._database = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1" if read_only else path, uri=True)
        except sqlite3.Error as error:
            raise StoreError(f"{str(path)!r} cannot be opened: {error}", hint="build it again with --fresh") from error
        try:
            self._check_version() if read_only else self._prepare()
            self.parts, self.flaws = Parts(self._database), KeptFlaws(self._database)
        except sqlite3.Error as error:
            self._database.close()
            raise StoreError(f"{str(path)!r} is damaged: {error}", hint="build it again with --fresh") from error
        except StoreError:
            self._database.close()
            raise

    def _check_version(self, *known: int) -> None:
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found not in {*known, _VERSION}:
            raise StoreError("the graph was built by another version of kg", hint="build it again with --fresh")

    def _prepare(self) -> None:
        self._database.execute("PRAGMA synchronous = OFF")  # nobody reads it before it is published and synced
        self._check_version(0)
        self._database.executescript(_SCHEMA + _SCHEMA_OF_PARTS + _SCHEMA_OF_FLAWS)
        self._database.execute(f"PRAGMA user_version = {_VERSION}")

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
        row = self._database.execute("SELECT * FROM record WHERE kind = ? AND number = ?", (kind, number)).fetchone()
        return StoredRecord._make(row) if row else None

    def put(self, record: StoredRecord) -> None:
        """Keep a record, in place of what was known of it."""
        self._database.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", record)

    def remove(self, keys: Iterable[Key]) -> None:
        """Forget records, and where they came from."""
        for kind, number in keys:
            self._database.execute("DELETE FROM record WHERE kind = ? AND number = ?", (kind, number))
            self.flaws.remove(kind, number)
            self.forget_origins((kind, number))

    def records(self) -> Iterator[StoredRecord]:
        """Yield all records, sorted by kind and number."""
        for row in self._database.execute("SELECT * FROM record ORDER BY kind, number"):
            yield StoredRecord._make(row)

    def bonds(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the number of each evaluation and the project symbols that a record of it states; some repeatedly."""
        for evaluation, symbols in self._database.execute("SELECT DISTINCT evaluation, symbols FROM record"):
            yield evaluation, symbols.split()

    def summaries(self, evaluation: str) -> Iterator[Summary]:
        """Yield the summaries of the records of one evaluation, sorted by kind and number."""
        query = "SELECT summary FROM record WHERE evaluation = ? ORDER BY kind, number"
        for (text,) in self._database.execute(query, (evaluation,)):
            yield decode_summary(text)

    def first_evaluation(self) -> str:
        """Return the number of the evaluation whose IRI comes first, empty if there is none."""
        query = "SELECT evaluation FROM record ORDER BY evaluation || '>' LIMIT 1"
        return str(next(self._database.execute(query), ("",))[0])

    def first_record(self, kind: Kind) -> str:
        """Return the number of the record of a kind whose IRI comes first, empty if there is none."""
        query = "SELECT number FROM record WHERE kind = ? ORDER BY number || '>' LIMIT 1"
        return str(next(self._database.execute(query, (kind,)), ("",))[0])

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the content hash of all records."""
        for kind, number, content in self._database.execute("SELECT kind, number, content FROM record"):
            yield (kind, number), content

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind."""
        return dict(self._database.execute("SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"))

    def note_origin(self, key: Key, origin: Origin, build: int, lines: Lines = NO_LINES) -> tuple[bool, str]:
        """Remember that a build read a record there, and at which lines.

        Returns
        -------
        tuple of bool and str
            Whether no origin of the record had this digest before, and the digest that now no origin
            of the record has any more, because the document there changed; else an empty text.
        """
        held = {
            (source, path): digest
            for source, path, digest in self._database.execute(
                "SELECT source, path, digest FROM origin WHERE kind = ? AND number = ?", key
            )
        }
        is_new = origin.digest not in held.values()
        earlier = held.get((origin.source, origin.path), "")
        held[origin.source, origin.path] = origin.digest
        self._database.execute(
            "INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *key,
                origin.source,
                origin.path,
                origin.digest,
                build,
                len(origin.document) if origin.path.endswith(origin.document) else 0,
                self._line_names_id(lines.names),
                lines.steps,
            ),
        )
        return is_new, "" if earlier in held.values() else earlier

    def read_places(self, kind: str, number: str) -> tuple[ReadPlace, ...]:
        """Return where a record was read, sorted by document."""
        rows = self._database.execute(
            "SELECT DISTINCT substr(path, -named), path, digest, names, line_steps FROM origin "
            "JOIN line_names ON line_names = id WHERE kind = ? AND number = ? ORDER BY 1, 2",
            (kind, number),
        )
        return tuple(
            ReadPlace(document=document, path=path, digest=digest, lines=Lines(names, steps))
            for document, path, digest, names, steps in rows
        )

    def _line_names_id(self, names: str) -> int:
        known = self._line_names.get(names)
        if known is None:
            self._database.execute("INSERT OR IGNORE INTO line_names (names) VALUES (?)", (names,))
            (known,) = self._database.execute("SELECT id FROM line_names WHERE names = ?", (names,)).fetchone()
            if len(self._line_names) < _LINE_NAMES_KEPT:
                self._line_names[names] = known
        return int(known)

    def copy_origins(self, other: BuildState) -> None:
        """Take over where the records of another state came from, and which documents are described."""
        for table, places in (("line_names", "?, ?"), ("origin", "?, ?, ?, ?, ?, ?, ?, ?, ?"), ("document", "?")):
            rows = other._database.execute(f"SELECT * FROM {table}")  # noqa: S608 -- the names stand above
            self._database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608 -- same

    def describe(self, digest: str) -> bool:
        """Note that a document is described in the provenance graph; tell whether it was not yet."""
        return self._database.execute("INSERT OR IGNORE INTO document VALUES (?)", (digest,)).rowcount > 0

    def keep_origins(self, origin: Origin, build: int) -> list[Key]:
        """Note that a build found a document as it was, and return the keys of the records that it holds."""
        query = "UPDATE origin SET build = ? WHERE path = ? AND source = ? AND digest = ? RETURNING kind, number"
        rows = self._database.execute(query, (build, origin.path, origin.source, origin.digest)).fetchall()
        return [(kind, number) for kind, number in rows]

    def records_at(self, source: str, path: str, digest: str) -> int:
        """Return how many records a document holds, if it is as it was."""
        query = "SELECT count(*) FROM origin WHERE path = ? AND source = ? AND digest = ?"
        return int(self._database.execute(query, (path, source, digest)).fetchone()[0])

    def forget_origins(self, key: Key) -> None:
        """Forget where a record came from, because it says something else now."""
        self._database.execute("DELETE FROM origin WHERE kind = ? AND number = ?", key)

    def lost_origins(self, sources: Collection[str], build: int) -> Iterator[tuple[Key, str, str]]:
        """Yield key, source and path of the origins within `sources` that this build did not find again.

        An origin is within a source if it was read by that name, or its document stands below that folder.
        """
        folders = tuple(f"{source.rstrip('/')}/" for source in sources)
        rows = self._database.execute("SELECT kind, number, source, path FROM origin WHERE build != ?", (build,))
        for kind, number, source, path in rows:
            if is_within(source, path, sources, folders):
                yield (kind, number), source, path

    def remove_origin(self, key: Key, source: str, path: str) -> bool:
        """Forget one origin of a record; tell whether it was the last one."""
        self._database.execute(
            "DELETE FROM origin WHERE kind = ? AND number = ? AND source = ? AND path = ?", (*key, source, path)
        )
        found = self._database.execute("SELECT 1 FROM origin WHERE kind = ? AND number = ? LIMIT 1", key).fetchone()
        return found is None


def is_within(source: str, path: str, sources: Collection[str], folders: tuple[str, ...]) -> bool:
    """Tell whether a document that came by `source` from `path` belongs to one of `sources`."""
    return source in sources or path in sources or path.startswith(folders)


def encode_summary(summary: Summary) -> str:
    """Write a summary as JSON."""
    roles = [(sign.organization, sign.role, sign.confidence, sign.mention) for sign in summary.roles]
    values = [getattr(summary, name) for name in _SUMMARY]
    return json.dumps([*values, roles, [encode_sign(sign) for sign in summary.local]], ensure_ascii=False)


def decode_summary(text: str) -> Summary:
    """Read a summary that `encode_summary` wrote."""
    *values, roles, local = json.loads(text)
    held: dict[str, Any] = dict(zip(_SUMMARY, values, strict=True))
    held.update((name, tuple(value)) for name, value in held.items() if isinstance(value, list))
    signs = (RoleSign(organization=one, role=role, confidence=sure, mention=term) for one, role, sure, term in roles)
    return Summary(**held, roles=tuple(signs), local=tuple(map(decode_sign, local)))


def encode_sign(sign: LocalSign) -> str:
    """Write what a record says of an unlisted body as JSON."""
    return json.dumps([getattr(sign, each.name) for each in fields(sign)], ensure_ascii=False)


def decode_sign(text: str) -> LocalSign:
    """Read what `encode_sign` wrote."""
    return LocalSign(**dict(zip((each.name for each in fields(LocalSign)), json.loads(text), strict=True)))
