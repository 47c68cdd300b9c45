"""Why a link is there: the quote in its sentence, the field, the offsets, the rule, the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.mapping.properties import PROSE
from kg.terms import Names, is_web_address
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROV: Final = PREFIXES["prov"]
_ENDS: Final = 2
"""How many ends a link has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One mention that a link rests on.

    Attributes
    ----------
    mention, record, target
        IRIs; `target` is empty for a mention that no rule could decide.
    field
        The page's key of the field.
    start, end
        Code points in the value of the field.
    sentence
        The sentence around the words; the words alone where the field's text is not in the graph.
    marked
        Where the words begin and end within `sentence`.
    method, confidence
        The rule, and how sure it is, in [0, 1).
    page
        Address of the record's page, empty where it has none.
    """

    mention: str
    record: str
    target: str
    field: str
    start: int
    end: int
    sentence: str
    marked: tuple[int, int]
    method: str
    confidence: float
    page: str

    @property
    def surface(self) -> str:
        """The words that were linked."""
        return self.sentence[slice(*self.marked)]


def why(store: ox.Store, names: Names, things: Sequence[str]) -> list[Evidence]:
    """Return the evidence of a link.

    Parameters
    ----------
    store
        The graph.
    names
        Its IRIs.
    things
        One IRI or CURIE: a mention, a participation, an organization, a place, a record or a programme.
        Or two, the ends of a link: a record or programme, and what it is linked to.

    Returns
    -------
    list of Evidence
        Sorted by record, field and offset.

    Raises
    ------
    ConfigError
        If a thing is no IRI, or the graph knows nothing of it.
    """
    iris = things_named(store, names, things)
    graph = _Reader(store, names)
    mentions = graph.mentions_of(iris[0])
    if len(iris) == _ENDS:
        mentions &= graph.mentions_of(iris[1])
    found = [evidence for mention in mentions for evidence in graph.evidence(mention)]
    return sorted(found, key=lambda each: (each.record, each.field, each.start))


def things_named(store: ox.Store, names: Names, things: Sequence[str]) -> list[str]:
    """Return the IRIs of one thing, or of the two ends of a link.

    Raises
    ------
    ConfigError
        If there are none or too many, one is no IRI, or the graph knows nothing of it.
    """
    if not 1 <= len(things) <= _ENDS:
        raise ConfigError(
            "give one thing, or the two ends of a link", hint="such as d:lesson/242853 d:organization/iom"
        )
    iris = [_iri(names, thing) for thing in things]
    graph = _Reader(store, names)
    for iri in iris:
        if not graph.knows(iri):
            raise ConfigError(
                f"the graph says nothing of {iri}", hint="kg query mentions-of lists mentions and records"
            )
    return iris


def _iri(names: Names, thing: str) -> str:
    expanded = names.expand(thing.strip().strip("<>"))
    if not is_web_address(expanded):
        raise ConfigError(f"{thing!r} is no IRI and no CURIE", hint="write it like d:organization/iom")
    return expanded


class _Reader:
    """Walks one store."""

    def __init__(self, store: ox.Store, names: Names) -> None:
        self._store, self._names = store, names

    def knows(self, iri: str) -> bool:
        node = ox.NamedNode(iri)
        as_subject = self._store.quads_for_pattern(node, None, None, None)
        as_object = self._store.quads_for_pattern(None, None, node, None)
        return next(as_subject, None) is not None or next(as_object, None) is not None

    def mentions_of(self, iri: str) -> set[str]:
        """Return the mentions behind whatever `iri` names: itself, its own, or those that refer to it."""
        if self._objects(iri, self._ev(Ev.surface)):
            return {iri}
        if self._objects(iri, f"{_PROV}agent"):
            return self._objects(iri, f"{_PROV}wasDerivedFrom")
        found = self._objects(iri, self._ev(Ev.hasMention)) | self._subjects(self._ev(Ev.refersTo), iri)
        found |= {mention for mention in self._objects(iri, f"{_PROV}wasDerivedFrom") if "/id/mention/" in mention}
        for participation in self._objects(iri, self._ev(Ev.participation)):
            found |= self._objects(participation, f"{_PROV}wasDerivedFrom")
        return found

    def evidence(self, mention: str) -> Iterator[Evidence]:
        """Yield what is known of a mention, once for each record that holds it."""
        field = self._one(mention, Ev.inField)
        start, end = int(self._one(mention, Ev.start)), int(self._one(mention, Ev.end))
        surface = self._one(mention, Ev.surface)
        sentence_start, sentence_end = (
            int(self._one(mention, Ev.sentenceStart)),
            int(self._one(mention, Ev.sentenceEnd)),
        )
        for record in sorted(self._subjects(self._ev(Ev.hasMention), mention)):
            value = next((text for text in self._values(record, field) if text[start:end] == surface), None)
            sentence = surface if value is None else value[sentence_start:sentence_end]
            offset = 0 if value is None else start - sentence_start
            yield Evidence(
                mention=mention,
                record=record,
                target=min(self._objects(mention, self._ev(Ev.refersTo)), default=""),
                field=field,
                start=start,
                end=end,
                sentence=sentence,
                marked=(offset, offset + end - start),
                method=self._one(mention, Ev.method),
                confidence=float(self._one(mention, Ev.confidence)),
                page=min(self._objects(record, f"{PREFIXES['foaf']}isPrimaryTopicOf"), default=""),
            )

    def _values(self, record: str, field: str) -> set[str]:
        if field == "eval_title":
            return self._objects(record, f"{PREFIXES['dcterms']}title")
        if field in PROSE:
            return self._objects(record, self._ev(PROSE[field]))
        return {
            text
            for node in self._objects(record, self._ev(Ev.sourceField))
            if field in self._objects(node, self._ev(Ev.key))
            for text in self._objects(node, self._ev(Ev.lexicalValue))
        }

    def _ev(self, local_name: str) -> str:
        return self._names.ev(local_name)[1:-1]

    def _one(self, subject: str, local_name: str) -> str:
        return min(self._objects(subject, self._ev(local_name)), default="0")

    def _objects(self, subject: str, predicate: str) -> set[str]:
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)}

    def _subjects(self, predicate: str, object_: str) -> set[str]:
        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(object_), ox.DefaultGraph())
        return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
