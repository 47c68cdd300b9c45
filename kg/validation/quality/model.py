"""A flaw of one record, as a plain value."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from kg.records.record import PROSE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Value

MOST: Final = 20
"""How many flaws of one code are told of one value: a text that is all damage needs no list of a million."""

_READING_ORDER: Final = {key: place for place, key in enumerate(PROSE_KEYS)}
_SHOWN: Final = 120
PUNCTUATION: Final = ".,;:!?…()[]{}\"'“”‘’«»‹›-–—•*/"
ENDS: Final = ".,;:!?)"
"""The signs of punctuation that most often end a word."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a flaw stands in its record.

    Attributes
    ----------
    key, position
        The value, as in `kg.records.Value`.
    start
        Where in the text of the value it begins, counted from 0 in characters.
    breaks
        How many line breaks stand before it there.
    """

    key: str
    position: int = 1
    start: int = 0
    breaks: int = 0


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault of a record.

    Attributes
    ----------
    code
        Its stable name, such as ``Q-DOUBLED-WORD``.
    text
        The words at fault, with a little of what stands around them.
    spots
        Where they stand, in the order of the record; the first is the one to look at.
    about
        Path of the concept at fault (``country/FJ``), where a shape would name it too; else empty.
    """

    code: str
    text: str
    spots: tuple[Spot, ...]
    about: str = ""


def flaw_in(code: str, value: Value, start: int, end: int) -> Flaw:
    """Return the flaw of a piece of a value, shown with the words around it.

    Examples
    --------
    >>> from kg.records import Value
    >>> flaw = flaw_in("Q-DOUBLED-WORD", Value("context", "One.\\nThe the end of all things"), 5, 12)
    >>> flaw.text, flaw.spots
    ('One.\\nThe the end of all', (Spot(key='context', position=1, start=5, breaks=1),))
    """
    return Flaw(code, around(value.text, start, end), (spot_in(value, start),))


def flaw_of(code: str, *values: Value, text: str = "") -> Flaw:
    """Return the flaw of whole values; the first is shown unless there is another `text` to show."""
    return Flaw(code, text or cut(values[0].text.strip()), tuple(spot_in(value) for value in values))


def spot_in(value: Value, start: int = 0) -> Spot:
    """Return the spot of a place in a value."""
    return Spot(value.key, value.position, start, value.text.count("\n", 0, start))


def in_reading_order(values: Iterable[Value]) -> list[Value]:
    """Sort values by their keys, the fields of prose first, so that no order of the page shows."""
    return sorted(
        values, key=lambda value: (_READING_ORDER.get(value.key, len(_READING_ORDER)), value.key, value.position)
    )


def around(text: str, start: int, end: int, reach: int = 12) -> str:
    """Return a piece of a text with the whole words that begin or end within `reach` characters of it."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = before.partition(" ")[2]
    if end + reach < len(text):
        after = after.rpartition(" ")[0]
    return f"{before}{cut(text[start:end])}{after}".strip()


def cut(text: str) -> str:
    """Return a text of at most 120 characters, with an ellipsis where it was longer."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def flaws_to_text(flaws: Iterable[Flaw]) -> str:
    """Write flaws as compact JSON, to be kept with their record; an empty text for none.

    Examples
    --------
    >>> text = flaws_to_text([Flaw("Q-PSEUDO-COUNTRY", "Africa - regional", (Spot("country", 2),))])
    >>> text
    '[["Q-PSEUDO-COUNTRY","Africa - regional",[["country",2,0,0]],""]]'
    >>> flaws_of_text(text)[0].spots
    (Spot(key='country', position=2, start=0, breaks=0),)
    """
    rows = [astuple(flaw) for flaw in flaws]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def flaws_of_text(text: str) -> tuple[Flaw, ...]:
    """Return the flaws that `flaws_to_text` wrote."""
    rows = json.loads(text) if text else ()
    return tuple(Flaw(code, shown, tuple(Spot(*spot) for spot in spots), about) for code, shown, spots, about in rows)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that people wrote, with its words, so that several checks split it once.

    Attributes
    ----------
    value
        The value.
    plain
        Its words in order, without capitals and without the signs of `ENDS`: enough to see that a text, as most, has
        not what a check looks for. A word of nothing but such signs is left out.
    """

    value: Value
    plain: list[str]

    @classmethod
    def of(cls, value: Value) -> Prose:
        """Split a value."""
        text = value.text.casefold()
        for sign in ENDS:
            text = text.replace(sign, "")
        return cls(value, text.split())

    def words(self) -> list[str]:
        """Return its words in order, with their punctuation, without capitals."""
        return self.value.text.casefold().split()

    def forms(self) -> frozenset[str]:
        """Return its different words as they are written, without punctuation around them."""
        return frozenset(word.strip(PUNCTUATION) for word in set(self.value.text.split()))
