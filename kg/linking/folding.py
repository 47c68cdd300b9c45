"""A folded copy of a text for matching, with the way back to the text as it was read.

Folding puts letters together (NFC), unifies apostrophes, dashes and blanks and closes up white space, so that a name
is found however it was typed. The value itself is never changed: every offset leads back to it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_SAME_LENGTH: Final = {
    **dict.fromkeys("’‘‛´`ʼ＇′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
    **dict.fromkeys("\u2007\u2008\u2009\u200a\u2028\u202f\u205f\u3000", " "),
    "İ": "I",  # the one letter whose lower case has another length
}
BREAK: Final = "\u2029"
"""Stands for a line break that ends a paragraph or an item of a list; the same length as the line feed it replaces."""

_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_COMBINING: Final = "".join(map(chr, range(0x300, 0x370)))
_HARD_BREAK: Final = re.compile(r"\n(?=[ \t\r]*(?:\n|[-–•‣▪●*] ?|\(?\w{1,3}[.)][ \t]))|(?<=[.:;!?])[ \t\r]*\n")
_UNEVEN: Final = re.compile(f"[ {BREAK}]{{2,}}|[{_INVISIBLE}]+|[^{_COMBINING}{_INVISIBLE}][{_COMBINING}]+")
_SHRINKING: Final = frozenset(_INVISIBLE + _COMBINING)


def _without_marks(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


_PLAIN: Final = {letter: _without_marks(letter) for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the places where it is shorter than its value.

    Attributes
    ----------
    text
        The folded text, case kept.
    loose
        The same without case and accents, of the same length.
    edits
        For each stretch that shrank: where it ends in `text` and in the value, and how it began.
    """

    text: str
    loose: str
    _ends: tuple[int, ...] = ()
    _edits: tuple[tuple[int, int, int], ...] = ()

    def to_value(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the value of the span ``text[start:end]``, which is not empty.

        Examples
        --------
        >>> fold("la  OIT").to_value(3, 6)
        (4, 7)
        """
        if not self._ends:
            return start, end
        return self._begin(start), self._end(end)

    def from_value(self, offset: int) -> int:
        """Return where the character at `offset` of the value stands in the folded text; the way back is `to_value`.

        Examples
        --------
        >>> fold("la  OIT").from_value(4)
        3
        """
        index = bisect_right(self._edits, (0, offset), key=lambda edit: (0, edit[1]))
        if not index:
            return offset
        begin, _, ended = self._edits[index - 1]
        return begin if offset < ended else offset - self._shift(index)

    def _begin(self, position: int) -> int:
        """Where the character at `position` begins in the value."""
        index = bisect_right(self._ends, position)
        if index < len(self._edits) and position >= self._edits[index][0]:
            return self._edits[index][1]  # inside a stretch that shrank: its begin
        return position + (self._shift(index))

    def _end(self, position: int) -> int:
        """Where the character before `position` ends in the value."""
        last = position - 1
        index = bisect_right(self._ends, last)
        if index < len(self._edits) and last >= self._edits[index][0]:
            return self._edits[index][2]
        return position + self._shift(index)

    def _shift(self, edits_before: int) -> int:
        return self._edits[edits_before - 1][2] - self._ends[edits_before - 1] if edits_before else 0


def loosen(text: str) -> str:
    """Return `text` without case and accents; same length.

    Examples
    --------
    >>> loosen("ORGANIZACIÓN Internacional")
    'organizacion internacional'
    """
    lowered = text.lower()
    return lowered if lowered.isascii() else _exchange(lowered, _PLAIN)


def fold(value: str) -> Folded:
    """Fold `value` for matching.

    Examples
    --------
    >>> fold("l’OIT").text
    "l'OIT"
    >>> folded = fold("Me\u0301xico\u00a0y  el Per\u00fa")
    >>> folded.text, folded.to_value(0, 6)
    ('México y el Perú', (0, 7))
    """
    even = _exchange(_with_breaks(value) if "\n" in value else value, _SAME_LENGTH)
    if "  " not in even and BREAK not in even and (even.isascii() or _SHRINKING.isdisjoint(even)):
        return Folded(even, loosen(even))
    pieces: list[str] = []
    ends: list[int] = []
    edits: list[tuple[int, int, int]] = []
    done = length = 0
    for uneven in _UNEVEN.finditer(even):
        before = even[done : uneven.start()]
        stretch = _closed_up(uneven.group())
        if len(stretch) == len(uneven.group()):
            continue
        begin = length + len(before)
        pieces += (before, stretch)
        length = begin + len(stretch)
        done = uneven.end()
        ends.append(length)
        edits.append((begin, uneven.start(), done))
    if not edits:
        return Folded(even, loosen(even))
    text = "".join((*pieces, even[done:]))
    return Folded(text, loosen(text), tuple(ends), tuple(edits))


def _closed_up(stretch: str) -> str:
    if stretch[0] in (" ", BREAK):
        return BREAK if BREAK in stretch else " "
    return "" if stretch[0] in _INVISIBLE else unicodedata.normalize("NFC", stretch)


def _with_breaks(value: str) -> str:
    return _HARD_BREAK.sub(lambda found: found.group().replace("\n", BREAK), value)


def _exchange(text: str, characters: dict[str, str]) -> str:
    """Replace single characters; on text with few different ones this is ten times faster than ``str.translate``."""
    for character in characters.keys() & set(text):
        text = text.replace(character, characters[character])
    return text
