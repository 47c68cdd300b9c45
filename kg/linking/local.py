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
from kg.linking.local_names import Known, LocalName, NameReader, is_one
from kg.linking.local_words import LOCAL, load_local_words
from kg.linking.model import LocalBody, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.linking.scene import FieldScene

UNKNOWN: Final = "x"
"""Stands in a target for a country that is not known."""

_BY_NAME: Final = 0.6
_BY_DEFINITION: Final = 0.55
_BRACKETS: Final = re.compile(r" ?\(([A-ZÀ-Þ][A-Za-zÀ-ÿ&/-]{1,11})\)")
_TOKEN: Final = re.compile(r"\w+")
_REACH: Final = 160
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_OF_THE_PHRASE: Final = ("of", "for", "on")
_IN_COUNTRY: Final = re.compile(r"(?:in|en|au|aux|no|na|em)(?: the| la| el)? ?$", re.IGNORECASE)
_OF_A_PEOPLE: Final = re.compile(
    r" (?:\w+(?:an[oa]|en[oa]|ens[ei]|es|esa|ol|ola|in[oa]|ais|aise|ois|oise|ien|ienne|ain|aine|iota|eco|eca))\b"
)
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
        bodies: list[_Body] = []
        acronyms: dict[str, _Body] = {}
        for scene in scenes:
            taken = known.get(scene.key, [])
            found = _without_overlaps([*self._named(scene, taken, home), *self._defined(scene, taken, home)])
            bodies += found
            for body in found:
                bracket = _BRACKETS.match(scene.folded.text, body.end)
                if bracket is not None and _is_free(*bracket.span(1), taken) and _fits(bracket[1], body):
                    acronyms.setdefault(bracket[1], body)
        uses = [
            (body.target, use)
            for acronym, body in acronyms.items()
            for scene in scenes
            for use in _uses(scene, acronym, known.get(scene.key, []))
            if not any(use.scene is one.scene and _overlap(use, one) for one in bodies)
        ]
        order = {scene.key: index for index, scene in enumerate(scenes)}
        mentions = [*(_mention(body, body.target) for body in bodies), *(_mention(use, target) for target, use in uses)]
        acronym_of = {body.target: acronym for acronym, body in reversed(acronyms.items())}
        described = {body.target: _described(body, acronym_of.get(body.target, "")) for body in reversed(bodies)}
        return (
            tuple(sorted(mentions, key=lambda one: (order[one.field], one.start))),
            tuple(described[target] for target in sorted(described)),
        )

    def _named(self, scene: FieldScene, taken: Sequence[Known], home: str) -> Iterator[_Body]:
        for name in NameReader(self._words, scene, taken).names():
            if _is_free(name.start, name.end, taken):
                country = name.country or _country_of(name, scene, taken, home)
                yield _Body(scene, name.start, name.end, country, name.kind, "local:name")

    def _defined(self, scene: FieldScene, taken: Sequence[Known], home: str) -> Iterator[_Body]:
        """Yield the phrases that the acronym behind them in brackets abbreviates, if they name a body by their form."""
        text = scene.folded.text
        for match in _BRACKETS.finditer(text):
            if not _is_acronym(match[1]):
                continue
            first = max(scene.sentence(match.start())[0], match.start() - _REACH)
            run = defining_words(text[first : match.start()], match[1], whole=False)
            tokens = list(_TOKEN.finditer(text, first, match.start()))[-len(run) :] if run else []
            if not tokens or not tokens[0][0][0].isupper() or not self._is_body([token[0] for token in tokens]):
                continue
            start, end = tokens[0].start(), match.start()
            if is_one(text, start, scene.language) and _is_free(start, end, taken) and _is_free(*match.span(1), taken):
                name = LocalName(start, end, "")
                yield _Body(scene, start, end, _country_of(name, scene, taken, home), "", "local:definition")

    def _is_body(self, words: Sequence[str]) -> bool:
        """Tell whether a phrase begins or ends with a noun for a body, or has one before its "of"."""
        loose = [loosen(word) for word in words]
        nouns = {loose[0], loose[-1]} | {one for one, other in pairwise(loose) if other in _OF_THE_PHRASE}
        return not nouns.isdisjoint(self._words.defined) and self._words.generic.isdisjoint(loose)


def _country_of(name: LocalName, scene: FieldScene, taken: Sequence[Known], home: str) -> str:
    """Return the record's one country, unless the sentence speaks of another or a people's adjective stands beside.

    A country that the sentence opens with (``In Spain, the Ministry ...``) is the body's.
    """
    text = scene.folded.text
    first, last = scene.sentence(name.start)
    others = [one for one in taken if first <= one.start < last and one.country]
    opening = others[0] if others and others[0].start < name.start else None
    if opening is not None and _IN_COUNTRY.fullmatch(text[first : opening.start].strip() or "-"):
        return opening.country
    is_abroad = any(one.country != home for one in others) or any(
        (one.target or "").startswith("place/") and not (one.target or "").startswith(f"place/{home}-")
        for one in taken
        if first <= one.start < last
    )
    return "" if is_abroad or name.is_foreign or _OF_A_PEOPLE.match(text, name.end) else home


def _without_overlaps(bodies: Sequence[_Body]) -> list[_Body]:
    """Return the longer of two that overlap; its kind is that of the shorter if it has none itself."""
    kept: list[_Body] = []
    for body in sorted(bodies, key=lambda one: (one.start - one.end, one.start, one.method != "local:name")):
        other = next((one for one in kept if _overlap(body, one)), None)
        if other is None:
            kept.append(body)
        elif other.start == body.start and body.kind and not other.kind:
            kept[kept.index(other)] = replace(other, kind=body.kind, country=other.country or body.country)
    return sorted(kept, key=lambda one: one.start)


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


def _uses(scene: FieldScene, acronym: str, taken: Sequence[Known]) -> Iterator[_Body]:
    for match in re.finditer(rf"(?<![\w/-]){re.escape(acronym)}(?![\w/]|-\w)", scene.folded.text):
        if _is_free(*match.span(), taken):
            yield _Body(scene, *match.span(), "", "", "local:definition")


def _is_free(start: int, end: int, taken: Sequence[Known]) -> bool:
    """Tell whether no listed organization stands there, nor anything decided with the very same span.

    A place inside a name does no harm.
    """
    return not any(
        one.start < end
        and start < one.end
        and one.target is not None
        and (one.target.startswith("organization/") or (one.start, one.end) == (start, end))
        for one in taken
    )


def _overlap(one: _Body, other: _Body) -> bool:
    return one.start < other.end and other.start < one.end


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
