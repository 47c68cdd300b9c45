"""Bodies that no list holds: ministries, municipalities, and acronyms that a record defines for itself.

They are guesses by the form of the name and are kept apart from what the vocabularies know: a target is
``organization/local/`` and the country, ``x`` where it is not known, and the name. Nothing is said of what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.initials import defining_words
from kg.linking.model import Mention
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.linking.scene import FieldScene

HEADS: Final = FOLDER / "local.tsv"
_COLUMNS: Final = ("head", "kind", "note")
_BY_HEAD: Final = 0.6
_BY_DEFINITION: Final = 0.55
_OF: Final = r"(?:of the|of|de la|de los|de las|de l'|del|de|do|da|dos|das|du|des|d')"
_AND: Final = r"(?:and|y|e|et|&)"
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][\w'-]*"
_BRACKETS: Final = re.compile(r" ?\(([A-ZÀ-Þ][A-Za-zÀ-ÿ&-]{1,10})\)")
_TOKEN: Final = re.compile(r"\w+")
_REACH: Final = 160
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_TAIL: Final = re.compile(rf"[ ,]+(?:{_OF}|{_AND}|in|en|em|au|no|na)?[ (]*$")


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that is decided already, in the folded text of its field."""

    start: int
    end: int
    target: str | None


@dataclass(frozen=True, slots=True)
class _Body:
    scene: FieldScene
    start: int
    end: int
    country: str
    method: str
    confidence: float

    @property
    def target(self) -> str:
        name = _NOT_SLUG.sub("-", loosen(self.scene.folded.text[self.start : self.end])).strip("-")
        return f"organization/local/{(self.country or 'x').lower()}-{name}"


class LocalReader:
    """Finds such bodies in the fields of a record.

    Parameters
    ----------
    heads
        Table of the words that begin a name.

    Raises
    ------
    LinkingError
        If the table cannot be used.
    """

    def __init__(self, heads: Path = HEADS) -> None:
        words = sorted({head for row in read_table(heads, _COLUMNS) for head in row.several("head")}, key=len)
        self._named = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, reversed(words)))})(?: {_NAME})? {_OF} ?{_NAME}"
            rf"(?:(?:,? {_AND} | {_OF} ?|, | )(?:la |el |l'|the )?{_NAME})*"
        )

    def read(
        self, scenes: Sequence[FieldScene], known: dict[str, list[Known]], countries: frozenset[str]
    ) -> tuple[Mention, ...]:
        """Return the mentions of unlisted bodies, by field and start; none overlaps a listed organization's.

        Parameters
        ----------
        scenes
            The fields.
        known
            What the fields name already, by key.
        countries
            ISO alpha-2 codes of the record; one alone is taken for the country of its bodies.
        """
        home = next(iter(countries)) if len(countries) == 1 else ""
        bodies: list[_Body] = []
        acronyms: dict[str, str] = {}
        for scene in scenes:
            taken = known.get(scene.key, [])
            for body in (*self._by_head(scene, taken, home), *_by_definition(scene, taken, home)):
                if not any(body.scene is one.scene and _overlap(body, one) for one in bodies):
                    bodies.append(body)
                    acronym = _BRACKETS.match(scene.folded.text, body.end)
                    if acronym is not None and _is_free(*acronym.span(1), taken):
                        acronyms.setdefault(acronym[1], body.target)
        found = [_mention(body, body.target) for body in bodies]
        for acronym_, target in acronyms.items():
            found += [
                _mention(body, target)
                for scene in scenes
                for body in _uses(scene, acronym_, known.get(scene.key, []))
                if not any(body.scene is one.scene and _overlap(body, one) for one in bodies)
            ]
        order = {scene.key: index for index, scene in enumerate(scenes)}
        return tuple(sorted(found, key=lambda one: (order[one.field], one.start)))

    def _by_head(self, scene: FieldScene, taken: Sequence[Known], home: str) -> Iterator[_Body]:
        for match in self._named.finditer(scene.folded.text):
            start, end, country = *match.span(), home
            for one in taken:  # a country behind the name is its country; a listed body is another
                kind, _, key = (one.target or "").partition("/")
                if not start < one.start < end or kind not in ("country", "organization"):
                    continue
                tail = _TAIL.search(scene.folded.text, start, one.start)
                shorter = tail.start() if tail is not None else one.start
                if len(scene.folded.text[start:shorter].split()) > 1:
                    end, country = shorter, key if kind == "country" else country
                    break
            if _is_free(start, end, taken):
                yield _Body(scene, start, end, country, "local:head", _BY_HEAD)


def _by_definition(scene: FieldScene, taken: Sequence[Known], home: str) -> Iterator[_Body]:
    text = scene.folded.text
    for match in _BRACKETS.finditer(text):
        first = max(scene.sentence(match.start())[0], match.start() - _REACH)
        phrase = text[first : match.start()]
        run = defining_words(phrase, match[1], whole=False)
        tokens = list(_TOKEN.finditer(phrase))[-len(run) :] if run else []
        if tokens and tokens[0].group()[0].isupper() and match[1][1:] != match[1][1:].lower():
            start = first + tokens[0].start()
            if _is_free(start, match.start(), taken) and _is_free(*match.span(1), taken):
                yield _Body(scene, start, match.start(), home, "local:definition", _BY_DEFINITION)


def _uses(scene: FieldScene, acronym: str, taken: Sequence[Known]) -> Iterator[_Body]:
    for match in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", scene.folded.text):
        if _is_free(*match.span(), taken):
            yield _Body(scene, *match.span(), "", "local:definition", _BY_DEFINITION)


def _is_free(start: int, end: int, taken: Sequence[Known]) -> bool:
    """Tell whether no listed organization stands there; a place inside a name does no harm."""
    return not any(
        one.start < end and start < one.end and (one.target or "").startswith("organization/") for one in taken
    )


def _overlap(one: _Body, other: _Body) -> bool:
    return one.start < other.end and other.start < one.end


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
        confidence=body.confidence,
        method=body.method,
        sentence_start=min(sentence_start, start),
        sentence_end=max(sentence_end, end),
    )
