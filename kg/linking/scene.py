"""What a rule may look at: the fields of one record, folded, with their sentences and the spans found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.linking.languages import is_function_word
from kg.linking.sentences import sentence_around, sentence_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.folding import Folded
    from kg.linking.lexicon import Entry

HERE: Final = "¤"
"""Stands for the mention itself in the text that a condition sees."""

_NEAR: Final = 60
_CAPITALS: Final = 0.8
_FEW_LETTERS: Final = 4
_FEW_WORDS: Final = 3
_SMALL_WORD: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONG_WORD: Final = 4
_LONG_WORDS: Final = 3
_WORDS_AND_BODIES: Final = frozenset({"can", "eu", "it", "un", "uno", "uns", "us", "who"})
"""In capitals these may be bodies themselves, so they are no sign that words are written in capitals."""


@dataclass(eq=False)
class FieldScene:
    """One field of a record.

    Attributes
    ----------
    key
        The source's key.
    value
        As read.
    language
        ISO 639-1 code.
    folded
        The value, folded.
    """

    key: str
    value: str
    language: str
    folded: Folded
    _capitals: dict[int, bool] = field(default_factory=dict, init=False)

    @cached_property
    def starts(self) -> list[int]:
        """Where its sentences begin in the folded text."""
        return sentence_starts(self.folded.text)

    def is_in_capitals(self, sentence: tuple[int, int]) -> bool:
        """Tell whether a sentence is written in capitals."""
        known = self._capitals.get(sentence[0])
        if known is None:
            text = self.folded.text[slice(*sentence)]
            known = _is_in_capitals(text if text.count(" ") >= _FEW_WORDS else self.folded.text)
            self._capitals[sentence[0]] = known
        return known

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the sentence that holds `position` of the folded text."""
        return sentence_around(self.folded.text, self.starts, position)


@dataclass(eq=False)
class Spot:
    """A span of a field that the lexicon knows, before it is decided what it names.

    Attributes
    ----------
    scene
        The field.
    start, end
        Offsets in the folded text.
    entry
        What the lexicon says.
    is_damaged
        An apostrophe is missing before it.
    """

    scene: FieldScene
    start: int
    end: int
    entry: Entry
    is_damaged: bool = False

    @property
    def surface(self) -> str:
        """The words, folded."""
        return self.scene.folded.text[self.start : self.end]

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The sentence around it, in the folded text."""
        return self.scene.sentence(self.start)

    @cached_property
    def near(self) -> tuple[str, str]:
        """The words beside it in its sentence, as they stand and loosened, with `HERE` in its place."""
        return self._around(_NEAR)

    @cached_property
    def whole_sentence(self) -> tuple[str, str]:
        """Its sentence, as it stands and loosened, with `HERE` in its place."""
        return self._around(len(self.scene.folded.text))

    def _around(self, reach: int) -> tuple[str, str]:
        first, last = self.sentence
        left = slice(max(first, self.start - reach), self.start)
        right = slice(self.end, min(max(last, self.end), self.end + reach))
        text, loose = self.scene.folded.text, self.scene.folded.loose
        return text[left] + HERE + text[right], loose[left] + HERE + loose[right]

    @property
    def is_in_capitals(self) -> bool:
        """Whether its sentence is written in capitals, or its line, or the words beside it.

        Of a sentence of a few words the whole field is looked at.
        """
        return self.scene.is_in_capitals(self.sentence) or self._stands_among_capitals

    @cached_property
    def _stands_among_capitals(self) -> bool:
        """Whether words in capitals stand beside it that are no acronyms (``WHO IS RESPONSIBLE``)."""
        text, (first, last) = self.scene.folded.text, self.sentence
        before = _WORD.findall(text, max(first, self.start - _NEAR), self.start)
        after = _WORD.findall(text, self.end, min(max(last, self.end), self.end + _NEAR))
        beside = [*_capital_words(reversed(before)), *_capital_words(after)]
        if any(len(word) > 1 and word not in _WORDS_AND_BODIES and is_function_word(word) for word in beside):
            return True
        longer = [word for word in beside if len(word) >= _LONG_WORD]
        return len(longer) >= _LONG_WORDS or (bool(longer) and self._fills_a_line(first, last))

    def _fills_a_line(self, first: int, last: int) -> bool:
        """Whether its sentence or its line holds nothing but capitals."""
        if self.scene.folded.text[first:last].isupper():
            return True
        start, end = self.scene.folded.to_value(self.start, self.end)
        value = self.scene.value
        stop = value.find("\n", end)
        return value[value.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(value)].isupper()

    @property
    def is_title(self) -> bool:
        """Whether all its longer words begin with a capital."""
        return all(word[0].isupper() for word in self.surface.split() if len(word) > _SMALL_WORD)

    @property
    def is_first_in_sentence(self) -> bool:
        """Whether no letter stands before it in its sentence."""
        return not any(letter.isalnum() for letter in self.scene.folded.text[self.sentence[0] : self.start])


@dataclass(eq=False)
class RecordScene:
    """All fields of one record and what is known of it so far.

    Attributes
    ----------
    fields
        Its fields.
    countries
        ISO alpha-2 codes of its location.
    regions
        Ids of the regions of those countries.
    named
        Organizations that an unambiguous surface names.
    un_bodies
        Those of them that belong to the UN system.
    """

    fields: list[FieldScene]
    countries: frozenset[str]
    regions: frozenset[str]
    named: set[str] = field(default_factory=set)
    un_bodies: set[str] = field(default_factory=set)

    @cached_property
    def text(self) -> tuple[str, str]:
        """All fields, as they stand and loosened."""
        return (
            "\n".join(scene.folded.text for scene in self.fields),
            "\n".join(scene.folded.loose for scene in self.fields),
        )

    @cached_property
    def location(self) -> tuple[str, str]:
        """Codes of the countries, ids of the regions."""
        return " ".join(sorted(self.countries)), " ".join(sorted(self.regions))


def _capital_words(words: Iterable[str]) -> Iterator[str]:
    """Yield the words up to the first that is not in capitals, in small letters."""
    for word in words:
        if not word.isupper():
            return
        yield word.lower()


def _is_in_capitals(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    return capitals >= _FEW_LETTERS and capitals / sum(map(str.isalpha, text)) >= _CAPITALS
