"""How wide a text will be, and how it is wrapped or cut so that it fits.

A drawing is made without a browser, so widths are reckoned from the advance
widths of Arial (and of the fonts made to its measure: Helvetica, Liberation
Sans), with room to spare for wider fonts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"

_SPARE: Final = 1.06
_BOLD: Final = 1.08
# Advance widths of the printable ASCII characters, from the space on, in hundredths of the font size.
_ASCII: Final = (
    *(28, 28, 35, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28),
    *(56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58, 58, 58, 56),
    *(102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78),
    *(67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56),
    *(33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56),
    *(56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58),
)
_WIDE: Final = frozenset("WF")
_UNKNOWN: Final = 67
_FIRST, _LAST = 0x20, 0x7E
_BREAKS: Final = re.compile(r"(?<=[-/\u2013\u2014])(?=\w)")
# Controls that XML 1.0 forbids, and those that turn the writing direction of what follows.
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]+"
)


def plain(text: str) -> str:
    r"""Return `text` on one line, without controls and without marks that turn the writing direction.

    For labels of a drawing, where nothing isolates one text from the next. Quotes keep every character.

    Examples
    --------
    >>> plain("Chile\n and \u202eMexico\x07")
    'Chile and Mexico'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    if _FIRST <= ord(character) <= _LAST:
        return _ASCII[ord(character) - _FIRST]
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in _WIDE:
        return 100
    base = unicodedata.normalize("NFKD", character)[0]
    return _advance(base) if base != character else _UNKNOWN


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide `text` is at most, in the unit of `size` (the font size).

    Examples
    --------
    >>> round(width("OIM", 10), 1)
    20.0
    """
    return sum(map(_advance, text)) * size / 100 * _SPARE * (_BOLD if bold else 1)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return `text`, ended by an ellipsis as soon as it is wider than `room`.

    Examples
    --------
    >>> cut("Migration", 10, 100), cut("Migration and development", 10, 60)
    ('Migration', 'Migration…')
    """
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold=bold) > room:
        over = width(kept + ELLIPSIS, size, bold=bold) - room
        kept = kept[: -max(1, int(over / (size * 1.2)))]  # long texts shrink in leaps, the end step by step
    stem = kept.rpartition(" ")[0]
    whole_words = stem if len(stem) > len(kept) / 2 else kept
    return whole_words.rstrip(" ,;:.-\u2013\u2014(") + ELLIPSIS


def _pieces(text: str) -> list[tuple[str, str]]:
    """Split into parts between which a line may break, each with what joins it to the part before."""
    parts: list[tuple[str, str]] = []
    for word in text.split():
        parts.extend((" " if index == 0 else "", piece) for index, piece in enumerate(_BREAKS.split(word)))
    return parts


def wrap(text: str, size: float, room: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break `text` into at most `lines` lines of at most `room`; the last one may end in an ellipsis.

    A word that is wider than a line is broken, with a hyphen, so nothing ever stands out.

    Examples
    --------
    >>> wrap("Skills for decent work in Kenya and Uganda", 10, 110, lines=2)
    ('Skills for decent work', 'in Kenya and Uganda')
    >>> wrap("Skills for decent work in Kenya and Uganda", 10, 110, lines=1)
    ('Skills for decent work…',)
    """
    parts = _pieces(text[: int(lines * room / size * 6) + 80])  # no need to measure what cannot be shown
    done: list[str] = []
    line = ""
    for position, (joint, part) in enumerate(parts):
        longer = f"{line}{joint}{part}" if line else part
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if len(done) == lines - 1:
            rest = "".join(glue + piece for glue, piece in parts[position + 1 :])
            return (*done, cut(longer + rest, size, room, bold=bold))
        if line:
            done.append(line)
        line = part
        while width(line, size, bold=bold) > room:
            if len(done) == lines - 1:
                return (*done, cut(line + ELLIPSIS, size, room, bold=bold))
            head = _head(line, size, room - width("-", size, bold=bold), bold=bold)
            done.append(head + ("-" if head[-1].isalpha() and line[len(head)].isalpha() else ""))
            line = line[len(head) :]
    return (*done, line) if line else tuple(done)


def balance(text: str, size: float, room: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Wrap `text`, and if it takes several lines make them nearly equally long, so that no word is left alone.

    Examples
    --------
    >>> wrap("Jobs in Iraq, Jordan and Lebanon", 10, 130, lines=3)
    ('Jobs in Iraq, Jordan and', 'Lebanon')
    >>> balance("Jobs in Iraq, Jordan and Lebanon", 10, 130, lines=3)
    ('Jobs in Iraq, Jordan', 'and Lebanon')
    """
    wrapped = wrap(text, size, room, lines=lines, bold=bold)
    if len(wrapped) < 2 or wrapped[-1].endswith(ELLIPSIS):  # noqa: PLR2004 -- one line has nothing to share
        return wrapped
    low, high = width(max(text.split(), key=len), size, bold=bold), room
    while high - low > size / 2:
        middle = (low + high) / 2
        narrower = wrap(text, size, middle, lines=lines, bold=bold)
        if len(narrower) == len(wrapped) and not narrower[-1].endswith(ELLIPSIS):
            wrapped, high = narrower, middle
        else:
            low = middle
    return wrapped


def _head(word: str, size: float, room: float, *, bold: bool) -> str:
    """Return the longest beginning of `word` that fits, one character at least."""
    end = 1
    while end < len(word) and width(word[: end + 1], size, bold=bold) <= room:
        end += 1
    return word[:end]


def excerpt(text: str, most: int) -> tuple[str, bool]:
    """Return the beginning of `text`, at most `most` characters, and whether more follows.

    It ends where a sentence ends, as long as that leaves half of `most`; else where a word ends, with an ellipsis.

    Examples
    --------
    >>> excerpt("One reason is distance. Another is time.", 30)
    ('One reason is distance.', True)
    >>> excerpt("One reason is distance and another time", 20)
    ('One reason is…', True)
    >>> excerpt("Short.", 30)
    ('Short.', False)
    """
    text = text.strip()
    if len(text) <= most:
        return text, False
    ends = [match.end() for match in re.finditer(r"[.!?…;](?=\s)", text[: most + 1])]
    if ends and ends[-1] >= most / 2:
        return text[: ends[-1]], True
    stem = text[:most].rpartition(" ")[0] or text[: most - 1]
    return stem.rstrip(" ,;:(-\u2013") + ELLIPSIS, True
