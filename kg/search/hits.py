"""What the index found -> hits that say why they are there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.mapping.properties import CLASS_OF_KIND, PROSE
from kg.search.index import FIELDS
from kg.search.question import kind_asked, read_question
from kg.search.words import words_of
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.search.concepts import Label
    from kg.search.index import Row, SearchIndex
    from kg.search.question import Unit
    from kg.terms import Names

Relation = Literal["words", "theme", "mention", "coverage"]

_AROUND: Final = 90
"""Code points of the text that a quote shows on each side of the words."""

_MOST: Final = 500
"""More hits than this at once are a download, no search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a finding was found, for one thing that was sought.

    Attributes
    ----------
    asked
        The reader's words.
    relation
        ``words``: it says so itself; ``theme``: the record states this theme; ``mention``: its text names the
        organization, place or group; ``coverage``: its evaluation covers the country or region.
    field
        The page's key of the field that is quoted, ``eval_title`` for the evaluation's title; may be empty.
    quote, marked
        Words of that field, and where in them the answer begins and ends (code points); may be empty.
    concept, label
        IRI of the concept that the reader's words name, and its label in the reader's language; may be empty.
    """

    asked: str
    relation: Relation
    field: str = ""
    quote: str = ""
    marked: tuple[int, int] = (0, 0)
    concept: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A finding that answers.

    Attributes
    ----------
    iri, kind, number
        The finding.
    evaluation, title
        Number and title of its evaluation.
    page
        Address of its page, empty where it has none.
    score
        How well it answers; comparable within one answer only.
    reasons
        One for each thing that was sought.
    """

    iri: str
    kind: str
    number: str
    evaluation: str
    title: str
    page: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One thing that was sought.

    Attributes
    ----------
    asked
        The reader's words.
    concepts
        IRIs of the concepts that they were taken for, if any.
    labels
        Their labels in the reader's language.
    findings
        How many findings answer this thing alone: counted only where none answers all things.
    """

    asked: str
    concepts: tuple[str, ...]
    labels: tuple[str, ...]
    findings: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The answer to a search.

    Attributes
    ----------
    total
        How many findings answer.
    hits
        The best of them.
    sought
        The things that were sought; each hit answers every one.
    kind
        The only kind of finding that was sought, as asked for or as the reader's words begin; empty for all.
    """

    total: int
    hits: tuple[Hit, ...]
    sought: tuple[Sought, ...]
    kind: str = ""


def search(  # noqa: PLR0913 -- a question has these parts
    index: SearchIndex,
    store: ox.Store,
    names: Names,
    words: str,
    *,
    language: str = "en",
    kind: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """Return the findings that answer a reader's words, in whatever language these and the findings are.

    Parameters
    ----------
    index, store, names
        The graph.
    words
        What is sought; words in double quotes are sought as they stand.
    language
        Of the labels in the answer.
    kind
        Only findings of this kind: ``lesson``, ``practice`` or ``recommendation``. Where it is empty, words that
        begin with the name of a kind ask for it: ``lessons learned in Chile``.
    limit, offset
        How many hits, and after how many.

    Raises
    ------
    ConfigError
        If there is no word in `words`, or another argument is out of range.
    """
    if kind and (kind not in CLASS_OF_KIND or kind == "evaluation"):
        raise ConfigError(f"unknown kind {kind!r}", hint="the kinds are lesson, practice, recommendation")
    if not 1 <= limit <= _MOST or offset < 0:
        raise ConfigError(f"a search gives from 1 to {_MOST} hits at once, not {limit} after {offset}")
    named, rest = kind_asked(words)
    if named and kind in {"", named}:
        kind, words = named, rest
    units = read_question(words, index.labels)
    total, rows = index.find(units, kind=kind, limit=limit, offset=offset)
    reader = _Reader(store, names, language)
    return Hits(
        total=total,
        kind=kind,
        hits=tuple(reader.hit(row, units) for row in rows),
        sought=tuple(
            Sought(
                asked=unit.asked,
                concepts=tuple(label.concept for label in unit.labels),
                labels=tuple(reader.label(label.concept) for label in unit.labels),
                findings=None if total else index.find([unit], kind=kind, limit=1)[0],
            )
            for unit in units
        ),
    )


class _Reader:
    """Reads the reasons out of the graph."""

    def __init__(self, store: ox.Store, names: Names, language: str) -> None:
        self._store, self._names, self._language = store, names, language

    def hit(self, row: Row, units: Sequence[Unit]) -> Hit:
        """Return a row with its reasons."""
        titles = self._texts(row.evaluation, f"{PREFIXES['dcterms']}title")
        return Hit(
            iri=row.iri,
            kind=row.kind,
            number=row.number,
            evaluation=min(self._texts(row.evaluation, self._ev(Ev.evaluationNumber)), default=""),
            title=titles[0] if titles else "",
            page=min(self._texts(row.iri, f"{PREFIXES['foaf']}isPrimaryTopicOf"), default=""),
            score=row.score,
            reasons=tuple(self._reason(row, unit) for unit in units),
        )

    def label(self, concept: str) -> str:
        """Return the label of a concept in the reader's language, else in English, else in any."""
        of_it = {
            quad.object.language or "": quad.object.value
            for quad in self._quads(concept, f"{PREFIXES['skos']}prefLabel")
            if isinstance(quad.object, ox.Literal)
        }
        return of_it.get(self._language) or of_it.get("en") or min(of_it.values(), default=concept)

    def _reason(self, row: Row, unit: Unit) -> Reason:
        """Return the best reason: what the records state comes before what is read off the text."""
        reasons = [
            *(reason for label in unit.labels for reason in self._linked(row, unit, label)),
            *self._worded(row, unit),
        ]
        order = ("theme", "coverage", "mention", "words")
        return min(
            reasons, key=lambda reason: order.index(reason.relation), default=Reason(asked=unit.asked, relation="words")
        )

    def _linked(self, row: Row, unit: Unit, label: Label) -> Iterator[Reason]:
        concept = label.concept
        name = self.label(concept)
        if self._holds(row.iri, Ev.hasTheme, concept):
            yield Reason(asked=unit.asked, relation="theme", concept=concept, label=name)
        if self._holds(row.evaluation, Ev.coversCountry, concept) or self._holds(
            row.evaluation, Ev.coversRegion, concept
        ):
            yield Reason(asked=unit.asked, relation="coverage", concept=concept, label=name)
        for property_ in (Ev.mentionsOrganization, Ev.mentionsPlace, Ev.mentionsConstituent):
            if self._holds(row.iri, property_, concept):
                field, quote, marked = self._mention(row.iri, concept)
                yield Reason(
                    asked=unit.asked,
                    relation="mention",
                    field=field,
                    quote=quote,
                    marked=marked,
                    concept=concept,
                    label=name,
                )

    def _mention(self, record: str, concept: str) -> tuple[str, str, tuple[int, int]]:
        """Quote the first mention of a concept in a record."""
        spans = []
        for quad in self._quads(record, self._ev(Ev.hasMention)):
            mention = quad.object
            if isinstance(mention, ox.NamedNode) and self._holds(mention.value, Ev.refersTo, concept):
                start, end, field = (
                    self._texts(mention.value, self._ev(name))[0] for name in (Ev.start, Ev.end, Ev.inField)
                )
                spans.append((_rank(field), int(start), int(end), field))
        for _, first, last, key in sorted(spans):
            surface_fits = [text for text in self._field(record, key) if len(text) >= last]
            if surface_fits:
                return (key, *_quote(surface_fits[0], first, last))
        return "", "", (0, 0)

    def _worded(self, row: Row, unit: Unit) -> Iterator[Reason]:
        """Yield a reason for the first field whose text holds the words."""
        fields = [("eval_title", self._texts(row.evaluation, f"{PREFIXES['dcterms']}title"))]
        fields += [(field, self._field(row.iri, field)) for field in FIELDS]
        for field, texts in sorted(fields, key=lambda each: _rank(each[0])):
            for text in texts:
                words = list(words_of(text))
                answer = unit.answer_in([word.folded for word in words])
                if answer is not None:
                    first, last = answer
                    quote, marked = _quote(text, words[first].start, words[last - 1].end)
                    yield Reason(asked=unit.asked, relation="words", field=field, quote=quote, marked=marked)
                    return

    def _field(self, record: str, field: str) -> list[str]:
        return self._texts(record, self._ev(PROSE[field])) if field in PROSE else []

    def _texts(self, subject: str, predicate: str) -> list[str]:
        if not subject:
            return []
        objects = [quad.object for quad in self._quads(subject, predicate)]
        return sorted(each.value for each in objects if isinstance(each, ox.Literal | ox.NamedNode))

    def _holds(self, subject: str, property_: Ev, object_: str) -> bool:
        if not subject:
            return False
        quad = ox.Quad(
            ox.NamedNode(subject), ox.NamedNode(self._ev(property_)), ox.NamedNode(object_), ox.DefaultGraph()
        )
        return quad in self._store

    def _quads(self, subject: str, predicate: str | None) -> Iterator[ox.Quad]:
        wanted = ox.NamedNode(predicate) if predicate is not None else None
        return self._store.quads_for_pattern(ox.NamedNode(subject), wanted, None, ox.DefaultGraph())

    def _ev(self, name: Ev) -> str:
        return self._names.ev(name)[1:-1]


def _rank(field: str) -> int:
    return FIELDS.index(field) if field in FIELDS else len(FIELDS)


def _quote(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """Cut the words around a span, whole words only, in one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    pieces = [" ".join(text[a:b].split()) for a, b in pairwise((first, start, end, last))]
    before, surface, after = pieces
    before += " " if before and text[start - 1 : start].isspace() else ""
    after = (" " if after and text[end : end + 1].isspace() else "") + after
    opening, closing = ("… " if first else ""), (" …" if last < len(text) else "")
    offset = len(opening) + len(before)
    return f"{opening}{before}{surface}{after}{closing}", (offset, offset + len(surface))
