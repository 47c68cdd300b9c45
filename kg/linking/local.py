"""Bodies that no list holds: ministries, municipalities, and acronyms that a record defines for itself.

They are guesses by the form of the name and are kept apart from what the vocabularies know: a target is
``organization/local/`` and the country, ``x`` where it is not known, and the name. Whether two records mean the same
body is not decided here, see `kg.mapping.local`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.initials import defining_words
from kg.linking.local_names import LocalName, NameReader, is_one
from kg.linking.local_words import LOCAL, load_local_words
from kg.linking.model import LocalBody, Mention
from kg.linking.taken import Spans, Taken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.linking.scene import FieldScene
    from kg.linking.taken import Known

UNKNOWN: Final = "x"
"""Stands in a target for a country that is not known."""

_BY_NAME: Final = 0.6
_BY_DEFINITION: Final = 0.55
_BRACKETS: Final = re.compile(r" ?\(([A-ZÀ-Þ][A-Za-zÀ-ÿ&/-]{1,11})\)")
_CAPITALS: Final = re.compile(r"(?<![\w/-])[A-ZÀ-Þ][A-Za-zÀ-ÿ&]*(?:[/-][A-Za-zÀ-ÿ&]+)*(?![\w/])")
_TOKEN: Final = re.compile(r"\w+")
_CAPITALISED: Final = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+ (?:[a-zà-ÿ]{1,3} )?[A-ZÀ-Þ][a-zà-ÿ]+$")
_REACH: Final = 160
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_OF_THE_PHRASE: Final = ("of", "for", "on")
_IN_COUNTRY: Final = re.compile(r"(?:in|en|au|aux|no|na|em)(?: the| la| el)? ?$", re.IGNORECASE)
_OF_A_PEOPLE: Final = re.compile(
    r" (?:\w+(?:an[oa]|en[oa]|ens[ei]|es|esa|ol|ola|in[oa]|ais|aise|ois|oise|ien|ienne|ain|aine|iota|eco|eca))\b"
)
_OPENING: Final = 8
_FEWEST_CAPITALS: Final = 2
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Body:
    scene: FieldScene
    start: int
    end: int
    country: str
    kind: str
    method: str

    @property
    def target(self) -> str:
        name = _NOT_SLUG.sub("-", loosen(self.scene.folded.text[self.start : self.end])).strip("-")
        return f"organization/local/{(self.country or UNKNOWN).lower()}-{name}"


class LocalReader:
    """Finds such bodies in the fields of a record.

    Parameters
    ----------
    words
        Table of the words that make such names.

    Raises
    ------
    LinkingError
        If the table cannot be used.
    """

    def __init__(self, words: Path = LOCAL) -> None:
        self._words = load_local_words(words)

    def read(
        self, scenes: Sequence[FieldScene], known: Mapping[str, list[Known]], countries: frozenset[str]
    ) -> tuple[tuple[Mention, ...], tuple[LocalBody, ...]]:
        """Return the mentions of unlisted bodies, by field and start, and the bodies, by target.

        No mention overlaps that of a listed organization, and none has the span of another mention that is decided.

        Parameters
        ----------
        scenes
            The fields.
        known
            What the fields name already, by key.
        countries
            ISO alpha-2 codes of the record; one alone is taken for the country of its bodies where nothing near
            them speaks of another.
        """
        home = next(iter(countries)) if len(countries) == 1 else ""
        readings = [_Reading(scene, Taken(known.get(scene.key, ())), home) for scene in scenes]
        bodies: list[_Body] = []
        acronyms: dict[str, _Body] = {}
        for reading in readings:
            found = reading.without_overlaps([*self._named(reading), *self._defined(reading)])
            bodies += found
            for body in found:
                bracket = _BRACKETS.match(reading.text, body.end)
                if bracket is not None and reading.taken.is_free(*bracket.span(1)) and _fits(bracket[1], body):
                    acronyms.setdefault(bracket[1], body)
        uses = [
            (acronyms[acronym].target, use) for reading in readings for acronym, use in reading.uses(acronyms.keys())
        ]
        order = {scene.key: index for index, scene in enumerate(scenes)}
        mentions = [*(_mention(body, body.target) for body in bodies), *(_mention(use, target) for target, use in uses)]
        acronym_of = {body.target: acronym for acronym, body in reversed(acronyms.items())}
        described = {body.target: _described(body, acronym_of.get(body.target, "")) for body in reversed(bodies)}
        return (
            tuple(sorted(mentions, key=lambda one: (order[one.field], one.start))),
            tuple(described[target] for target in sorted(described)),
        )

    def _named(self, reading: _Reading) -> Iterator[_Body]:
        for name in NameReader(self._words, reading.scene, reading.taken).names():
            if reading.taken.is_free(name.start, name.end):
                country = name.country or reading.country_of(name)
                yield _Body(reading.scene, name.start, name.end, country, name.kind, "local:name")

    def _defined(self, reading: _Reading) -> Iterator[_Body]:
        """Yield the phrases that the acronym behind them in brackets abbreviates, if they name a body by their form."""
        scene, text, is_free = reading.scene, reading.text, reading.taken.is_free
        for match in _BRACKETS.finditer(text):
            if not _is_acronym(match[1]) or not is_free(*match.span(1)):
                continue
            first = max(scene.sentence(match.start())[0], match.start() - _REACH)
            run = defining_words(text[first : match.start()], match[1], whole=False)
            tokens = list(_TOKEN.finditer(text, first, match.start()))[-len(run) :] if run else []
            if not tokens or not tokens[0][0][0].isupper() or not self._is_body([token[0] for token in tokens]):
                continue
            start, end = tokens[0].start(), match.start()
            if is_one(text, start, scene.language) and is_free(start, end):
                country = reading.country_of(LocalName(start, end, ""))
                yield _Body(scene, start, end, country, "", "local:definition")

    def _is_body(self, words: Sequence[str]) -> bool:
        """Tell whether a phrase begins or ends with a noun for a body, or has one before its "of"."""
        loose = [loosen(word) for word in words]
        nouns = {loose[0], loose[-1]} | {one for one, other in pairwise(loose) if other in _OF_THE_PHRASE}
        return not nouns.isdisjoint(self._words.defined) and self._words.generic.isdisjoint(loose)


class _Reading:
    """One field while it is read, with what has been found in it."""

    def __init__(self, scene: FieldScene, taken: Taken, home: str) -> None:
        self.scene, self.text, self.taken, self._home = scene, scene.folded.text, taken, home
        self._sentences: dict[int, tuple[str, bool]] = {}
        self._spans = Spans()

    def country_of(self, name: LocalName) -> str:
        """Return the record's one country, unless the sentence speaks of another or a people's adjective stands beside.

        A country that the sentence opens with (``In Spain, the Ministry ...``) is the body's.
        """
        first, last = self.scene.sentence(name.start)
        if first not in self._sentences:
            self._sentences[first] = self._spoken_of(first, last)
        opening, is_abroad = self._sentences[first]
        if opening:
            return opening
        return "" if is_abroad or name.is_foreign or _OF_A_PEOPLE.match(self.text, name.end) else self._home

    def _spoken_of(self, first: int, last: int) -> tuple[str, bool]:
        """Return the country that a sentence opens with, and whether it speaks of others than the record's one."""
        inside = self.taken.within(first, last)
        opening = next((one for one in inside if one.country), None)
        before = self.text[first : opening.start].strip() if opening is not None else ""
        is_opening = opening is not None and len(before) <= _OPENING and _IN_COUNTRY.fullmatch(before) is not None
        abroad = any((one.country or one.place_country or self._home) != self._home for one in inside)
        return (opening.country if opening is not None and is_opening else "", abroad)

    def without_overlaps(self, bodies: Sequence[_Body]) -> list[_Body]:
        """Return the longer of two that overlap; its kind is that of the shorter if it has none itself."""
        kept: dict[int, _Body] = {}
        for body in sorted(bodies, key=lambda one: (one.start - one.end, one.start, one.method != "local:name")):
            start = self._spans.overlapping(body.start, body.end)
            if start is None:
                self._spans.add(body.start, body.end)
                kept[body.start] = body
            elif start == body.start and body.kind and not kept[start].kind:
                kept[start] = replace(kept[start], kind=body.kind, country=kept[start].country or body.country)
        return [kept[start] for start in sorted(kept)]

    def uses(self, acronyms: Collection[str]) -> Iterator[tuple[str, _Body]]:
        """Yield where acronyms of the record stand outside the names.

        In brackets behind another name with capitals they abbreviate that: ``the Technical Adviser (CTA)``.
        """
        if not acronyms:
            return
        for match in _CAPITALS.finditer(self.text):
            if (
                match[0] in acronyms
                and self.taken.is_free(*match.span())
                and self._spans.overlapping(*match.span()) is None
                and not self._abbreviates_another(match)
            ):
                yield match[0], _Body(self.scene, *match.span(), "", "", "local:definition")

    def _abbreviates_another(self, acronym: re.Match[str]) -> bool:
        """Tell whether an acronym stands in brackets behind capitalised words that are no name of its body."""
        first, last = acronym.span()
        if self.text[first - 1 : first] != "(" or self.text[last : last + 1] != ")":
            return False
        end = first - 2 if self.text[first - 2 : first - 1] == " " else first - 1
        is_own = self._spans.overlapping(end - 1, end) is not None
        return not is_own and _CAPITALISED.search(self.text, max(0, end - _REACH), end) is not None


def _is_acronym(text: str) -> bool:
    """Tell whether a word is an acronym of one body: capitals, and no plural ``s``."""
    return sum(map(str.isupper, text)) >= _FEWEST_CAPITALS and not text.endswith("s")


def _fits(acronym: str, body: _Body) -> bool:
    """Tell whether an acronym in brackets can stand for the name before it: its letters, half of them in order."""
    name = loosen(body.scene.folded.text[body.start : body.end])
    letters = [letter for letter in loosen(acronym) if letter.isalnum()]
    if not _is_acronym(acronym) or letters[0] != name[0]:
        return False
    position = in_order = 0
    for letter in letters:
        found = name.find(letter, position)
        if found >= 0:
            position, in_order = found + 1, in_order + 1
    return in_order > _HALF * len(letters)


def _described(body: _Body, acronym: str) -> LocalBody:
    return LocalBody(
        target=body.target,
        name=" ".join(body.scene.folded.text[body.start : body.end].split()),
        language=body.scene.language,
        acronym=acronym,
        country=body.country,
        kind=body.kind,
    )


def _mention(body: _Body, target: str) -> Mention:
    to_value = body.scene.folded.to_value
    start, end = to_value(body.start, body.end)
    sentence_start, sentence_end = to_value(*body.scene.sentence(body.start))
    return Mention(
        field=body.scene.key,
        start=start,
        end=end,
        surface=body.scene.value[start:end],
        target=target,
        confidence=_BY_NAME if body.method == "local:name" else _BY_DEFINITION,
        method=body.method,
        sentence_start=min(sentence_start, start),
        sentence_end=max(sentence_end, end),
    )
