"""Acronyms in the prose that nothing in the graph accounts for, so that a keeper can add them to ``kg.toml``.

`unlinked-mentions` of the catalogue lists the words that the lexicon knows and could not decide. This module looks for
those it does not know at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.linking.folding import fold, loosen
from kg.linking.initials import defining_words
from kg.linking.languages import is_function_word
from kg.linking.naming import SMALL_WORDS
from kg.linking.sentences import sentence_around, sentence_starts
from kg.mapping.properties import PROSE
from kg.vocabulary import Ev

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.linking.folding import Folded
    from kg.terms import Names

_ACRONYM: Final = re.compile(r"(?<![\w/@.-])[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ&]|[a-z](?=[A-Z]))*[A-ZÀ-ÖØ-Þ](?![\w/@]|[-.]\w)")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_IN_CAPITALS: Final = 0.6
_FEWEST: Final = 2
_MOST: Final = 10
_REACH: Final = 160
_TOKEN: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownAcronym:
    """An acronym that no vocabulary lists and no rule knows.

    Attributes
    ----------
    surface
        The letters.
    uses, records
        How often it stands in the prose, and in how many records.
    meaning
        The words that a record gives for it, empty where none does.
    example
        A sentence that holds it.
    example_iri
        The record of the example.
    """

    surface: str
    uses: int
    records: int
    meaning: str
    example: str
    example_iri: str


@dataclass(slots=True)
class _Count:
    uses: int = 0
    records: set[str] = field(default_factory=set)
    meanings: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    examples: list[tuple[str, int, str]] = field(default_factory=list)


def unknown_acronyms(
    store: ox.Store, names: Names, *, least: int = 2, known: Collection[str] = ()
) -> list[UnknownAcronym]:
    """Return the acronyms of the prose that are no part of a mention, the most frequent first.

    Parameters
    ----------
    store, names
        The graph.
    least
        How often one must stand there.
    known
        Acronyms to leave out, such as those of the policies in ``kg.toml``.
    """
    counts: dict[str, _Count] = defaultdict(_Count)
    for record, key, text in _prose(store, names):
        taken = _mentioned(store, names, record, key)
        folded = fold(text)
        for start, end in _found(folded):
            begins, ends = folded.to_value(start, end)
            if not any(first < ends and begins < last for first, last in taken):
                _count(counts[folded.text[start:end]], record, folded, (start, end))
    found = [
        _described(surface, count) for surface, count in counts.items() if count.uses >= least and surface not in known
    ]
    return sorted(found, key=lambda one: (-one.uses, one.surface))


def _prose(store: ox.Store, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield record, key and text of all prose, in no order."""
    keys = {property_: key for key, property_ in reversed(PROSE.items())}
    for property_, key in keys.items():
        for quad in store.quads_for_pattern(None, ox.NamedNode(names.ev(property_)[1:-1]), None, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, key, quad.object.value


def _mentioned(store: ox.Store, names: Names, record: str, key: str) -> list[tuple[int, int]]:
    """Return start and end of the mentions in a field of a record; a recommendation's text may be its title."""

    def value(mention: ox.NamedNode, property_: Ev) -> str:
        quads = store.quads_for_pattern(mention, ox.NamedNode(names.ev(property_)[1:-1]), None, ox.DefaultGraph())
        return next((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), "")

    held = store.quads_for_pattern(
        ox.NamedNode(record), ox.NamedNode(names.ev(Ev.hasMention)[1:-1]), None, ox.DefaultGraph()
    )
    mentions = [quad.object for quad in held if isinstance(quad.object, ox.NamedNode)]
    fields = {key, "title"} if key == "description" else {key}
    return [
        (int(value(one, Ev.start)), int(value(one, Ev.end)))
        for one in mentions
        if value(one, Ev.inField) in fields and not value(one, Ev.modelLabel)  # what only a model found is not known
    ]


def _found(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield where acronyms stand; a text in capitals has none to see."""
    letters = sum(map(str.isalpha, folded.text))
    if not letters or sum(map(str.isupper, folded.text)) > _IN_CAPITALS * letters:
        return
    for match in _ACRONYM.finditer(folded.text):
        surface = match[0]
        is_word = _ROMAN.fullmatch(surface) is not None or is_function_word(surface.lower())
        if _FEWEST <= len(surface) <= _MOST and not is_word:
            yield match.span()


def _count(count: _Count, record: str, folded: Folded, span: tuple[int, int]) -> None:
    text = folded.text
    first, last = sentence_around(text, sentence_starts(text), span[0])
    count.uses += 1
    count.records.add(record)
    count.examples.append((record, span[0], text[first:last]))
    before = text[max(first, span[0] - _REACH) : span[0]]
    meaning = _meaning(before[:-1].rstrip(), text[slice(*span)]) if before.endswith("(") else ""
    if meaning:
        count.meanings[meaning] += 1


def _meaning(before: str, surface: str) -> str:
    """Return the words at the end of a text that an acronym in brackets behind it stands for, empty if there are none.

    Where its letters do not begin the words, those from the nearest capital that is its first letter will do.
    """
    tokens = list(_TOKEN.finditer(before))
    run = len(defining_words(before, surface, whole=False))
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index][0]
        if not (word[0].isupper() or loosen(word) in SMALL_WORDS):
            break
        if not run and word[0] == surface[0]:
            run = len(tokens) - index
    return before[tokens[-run].start() :] if run and tokens else ""


def _described(surface: str, count: _Count) -> UnknownAcronym:
    meanings = sorted(count.meanings, key=lambda text: (-count.meanings[text], text))
    record, _, sentence = min(count.examples)
    return UnknownAcronym(
        surface=surface,
        uses=count.uses,
        records=len(count.records),
        meaning=meanings[0] if meanings else "",
        example=sentence,
        example_iri=record,
    )
