"""The index of a graph's findings: one row a finding, one column a field, and one of the concepts it is linked to.

SQLite's FTS5 keeps the postings only: the texts stand in the graph, and are read from there to quote them. A
finding that changes gets a new row; its old one is passed over, and when too many are, the index is written anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.mapping.properties import CLASS_OF_KIND, PROSE
from kg.search.concepts import Label, Labels
from kg.search.question import concept_token
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.search.question import Unit
    from kg.terms import Names

FIELDS: Final = tuple(key for key, property_ in PROSE.items() if key == "description" or property_ != Ev.description)
"""The keys of the fields that are searched, beside the title of the evaluation."""

_KINDS: Final = tuple(kind for kind in CLASS_OF_KIND if kind != "evaluation")
_DEAD_SHARE: Final = 0.2
_WEIGHTS: Final = ", ".join(["4.0", "2.0", *(["1.0"] * (len(FIELDS) - 1)), "3.0"])
"""How much a word counts by column: title, description, the other fields, concepts."""

_SCHEMA: Final = f"""
CREATE TABLE finding (
    number_of_row INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
    evaluation TEXT NOT NULL, is_live INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX finding_by_iri ON finding (iri);
CREATE INDEX finding_by_evaluation ON finding (evaluation);
CREATE TABLE label (concept TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL);
CREATE VIRTUAL TABLE posting USING fts5 (
    title, {", ".join(FIELDS)}, concepts, content='', tokenize="unicode61 remove_diacritics 2"
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding that the index found.

    Attributes
    ----------
    iri, kind, number
        Which finding.
    evaluation
        IRI of its evaluation.
    score
        How well it answers, greater is better.
    """

    iri: str
    kind: str
    number: str
    evaluation: str
    score: float


class SearchIndex:
    """An index, open for questions.

    Parameters
    ----------
    connection
        The SQLite data base.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index in a file, which is not changed.

        Raises
        ------
        StoreError
            If it is none.
        """
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.execute("SELECT 1 FROM finding LIMIT 1").close()
        except sqlite3.Error as error:
            raise StoreError(
                f"the search index {str(path)!r} cannot be read: {error}", hint="build the graph again"
            ) from error
        return cls(connection)

    @classmethod
    def in_memory(cls, store: ox.Store, names: Names) -> Self:
        """Index a graph for this process alone."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _write(connection, store, names)
        return cls(connection)

    @cached_property
    def labels(self) -> Labels:
        """The labels of the concepts that stand in the graph."""
        rows = self._connection.execute("SELECT concept, text, language FROM label ORDER BY 1, 3, 2")
        return Labels(Label(*row) for row in rows)

    def find(self, units: Sequence[Unit], *, kind: str = "", limit: int = 20, offset: int = 0) -> tuple[int, list[Row]]:
        """Return how many findings answer every unit, and the best of them.

        Parameters
        ----------
        units
            What is sought; at least one.
        kind
            Only findings of this kind: ``lesson``, ``practice`` or ``recommendation``.
        limit, offset
            How many, and after how many.
        """
        expression = " AND ".join(unit.expression for unit in units)
        within = "posting MATCH ? AND is_live AND (? = '' OR kind = ?)"
        joined = f"posting JOIN finding ON finding.number_of_row = posting.rowid WHERE {within}"
        ranked = (
            f"SELECT iri, kind, number, evaluation, -bm25(posting, {_WEIGHTS}) FROM {joined} "  # noqa: S608 -- ours
            "ORDER BY 5 DESC, kind, CAST(number AS INTEGER), iri LIMIT ? OFFSET ?"
        )
        bound = (expression, kind, kind)
        (total,) = self._connection.execute(f"SELECT COUNT(*) FROM {joined}", bound).fetchone()  # noqa: S608 -- ours
        rows = self._connection.execute(ranked, (*bound, limit, offset))
        return total, [Row(iri=row[0], kind=row[1], number=row[2], evaluation=row[3], score=row[4]) for row in rows]


def write_index(path: Path, store: ox.Store, names: Names) -> None:
    """Write the index of a graph into a new file."""
    with closing(sqlite3.connect(path)) as connection:
        _write(connection, store, names)


def update_index(path: Path, store: ox.Store, names: Names, changed: Iterable[str], evaluations: Iterable[str]) -> None:
    """Bring a copy of an earlier index up to date.

    Parameters
    ----------
    path
        The copy.
    store, names
        The graph as it is now.
    changed
        IRIs of the findings that were added, changed or withdrawn.
    evaluations
        IRIs of the evaluations of which something else is told now; all their findings are indexed again.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # the build brings it to the disk before it is published
        told = [(iri,) for iri in sorted(set(changed))]
        again = {iri for (iri,) in told}
        for evaluation in sorted(set(evaluations)):
            rows = connection.execute("SELECT iri FROM finding WHERE is_live AND evaluation = ?", (evaluation,))
            again.update(iri for (iri,) in rows)
        connection.executemany("UPDATE finding SET is_live = 0 WHERE iri = ?", [(iri,) for iri in sorted(again)])
        dead, rows = connection.execute("SELECT COUNT(*) FILTER (WHERE NOT is_live), COUNT(*) FROM finding").fetchone()
        if dead > rows * _DEAD_SHARE:
            connection.executescript("DROP TABLE finding; DROP TABLE label; DROP TABLE posting;")
            _write(connection, store, names)
        else:
            _insert(connection, _Reader(store, names), sorted(again))
            _write_labels(connection, store, names)
            connection.commit()


def _write(connection: sqlite3.Connection, store: ox.Store, names: Names) -> None:
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
    reader = _Reader(store, names)
    _insert(connection, reader, reader.findings())
    _write_labels(connection, store, names)
    connection.execute("INSERT INTO posting (posting) VALUES ('optimize')")
    connection.commit()


def _insert(connection: sqlite3.Connection, reader: _Reader, findings: Iterable[str]) -> None:
    columns = ("title", *FIELDS, "concepts")
    holes = ", ".join("?" * (len(columns) + 1))
    insert = f"INSERT INTO posting (rowid, {', '.join(columns)}) VALUES ({holes})"  # noqa: S608 -- ours
    for iri in findings:
        finding = reader.finding(iri)
        if finding is not None:
            row = connection.execute(
                "INSERT INTO finding (iri, kind, number, evaluation) VALUES (?, ?, ?, ?)",
                (iri, finding.kind, finding.number, finding.evaluation),
            ).lastrowid
            connection.execute(insert, (row, finding.title, *map(finding.text, FIELDS), finding.concept_tokens))


def _write_labels(connection: sqlite3.Connection, store: ox.Store, names: Names) -> None:
    connection.execute("DELETE FROM label")
    connection.executemany("INSERT INTO label VALUES (?, ?, ?)", sorted(set(_labels(store, names))))


def _labels(store: ox.Store, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the labels of what findings may be linked to: concepts that the graph holds, also local ones."""
    skos = PREFIXES["skos"]
    is_linked = tuple(
        f"{names.base}id/{kind}/" for kind in ("organization", "country", "place", "region", "theme", "group")
    )
    predicates = [f"{skos}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")]
    for predicate in (*predicates, names.ev(Ev.acronym)[1:-1], f"{skos}notation"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
            if (
                isinstance(quad.subject, ox.NamedNode)
                and isinstance(quad.object, ox.Literal)
                and quad.subject.value.startswith(is_linked)
            ):
                yield quad.subject.value, quad.object.value, quad.object.language or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    kind: str
    number: str
    evaluation: str
    title: str
    texts: Mapping[str, Sequence[str]]
    concepts: frozenset[str]

    def text(self, field: str) -> str:
        return "\n".join(self.texts.get(field, ()))

    @property
    def concept_tokens(self) -> str:
        return " ".join(sorted(map(concept_token, self.concepts)))


class _Reader:
    """Reads findings out of a graph."""

    def __init__(self, store: ox.Store, names: Names) -> None:
        self._store, self._names = store, names
        self._class_kinds = {names.ev(CLASS_OF_KIND[kind])[1:-1]: kind for kind in _KINDS}
        self._fields = {names.ev(PROSE[field])[1:-1]: field for field in FIELDS}
        self._links = {
            self._ev(name) for name in (Ev.hasTheme, Ev.mentionsOrganization, Ev.mentionsPlace, Ev.mentionsConstituent)
        }
        self._coverage = {self._ev(name) for name in (Ev.coversCountry, Ev.coversRegion)}
        self._evaluations: dict[str, tuple[str, frozenset[str]]] = {}

    def findings(self) -> list[str]:
        """Return the IRIs of all findings, sorted."""
        rdf_type = ox.NamedNode(f"{PREFIXES['rdf']}type")
        return sorted(
            quad.subject.value
            for class_ in self._class_kinds
            for quad in self._store.quads_for_pattern(None, rdf_type, ox.NamedNode(class_), ox.DefaultGraph())
            if isinstance(quad.subject, ox.NamedNode)
        )

    def finding(self, iri: str) -> _Finding | None:
        """Return a finding, ``None`` where the graph has it no more."""
        texts: dict[str, list[str]] = {}
        concepts: set[str] = set()
        kind = number = evaluation = ""
        for predicate, object_ in self._of(iri):
            value = object_.value
            if field := self._fields.get(predicate):
                texts.setdefault(field, []).append(value)
            elif predicate in self._links:
                concepts.add(value)
            elif value in self._class_kinds:
                kind = self._class_kinds[value]
            elif predicate == f"{PREFIXES['dcterms']}identifier":
                number = value
            elif predicate == self._ev(Ev.findingOf):
                evaluation = value
        if not kind:
            return None
        title, covered = self._evaluation(evaluation)
        return _Finding(
            kind=kind,
            number=number,
            evaluation=evaluation,
            title=title,
            texts={field: sorted(values) for field, values in texts.items()},
            concepts=frozenset(concepts) | covered,
        )

    def _evaluation(self, iri: str) -> tuple[str, frozenset[str]]:
        if iri not in self._evaluations:
            of_it = self._of(iri) if iri else []
            titles = sorted(object_.value for predicate, object_ in of_it if predicate == f"{PREFIXES['dcterms']}title")
            covered = frozenset(object_.value for predicate, object_ in of_it if predicate in self._coverage)
            self._evaluations[iri] = "\n".join(dict.fromkeys(titles)), covered
        return self._evaluations[iri]

    def _of(self, iri: str) -> list[tuple[str, ox.NamedNode | ox.Literal]]:
        quads = self._store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph())
        return [
            (quad.predicate.value, quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)
        ]

    def _ev(self, name: Ev) -> str:
        return self._names.ev(name)[1:-1]
