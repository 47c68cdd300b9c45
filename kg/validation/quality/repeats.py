"""Words, sentences and whole texts that stand twice."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from operator import eq
from typing import TYPE_CHECKING, Final

from kg.validation.quality.model import ENDS, MOST, Flaw, Prose, cut, flaw_in, spot_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Value

_WORD: Final = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*+")
_BLANK: Final = re.compile(r"[ \u00a0]{1,2}")
_BLANK_OR_BREAK: Final = re.compile(r"[ \u00a0]?\n[ \u00a0]?|[ \u00a0]{1,2}")
_SENTENCE: Final = re.compile(r"[^.!?…\n]++[.!?…]*+[\"”»')\]]*+")
_SOUND_AFTER: Final = {"en": "tout"}
_SOUND_BEFORE: Final = {"a": ("priori", "posteriori", "fortiori", "minima", "maxima")}
"""Words before and behind a doubled word that make it sound: 'tout en en parlant', 'il y a a priori'."""

_SIGNS_APART: Final = re.compile(rf"[{re.escape(ENDS)}]\s+[{re.escape(ENDS)}]")
_SUNG: Final = frozenset({"la", "na", "da", "do"})
_REACH: Final = 12
_HYPHENS: Final = frozenset("-‐‑–'’_/@&")
_QUOTES: Final = frozenset("\"'“”‘’«»")
_LONG: Final = 5
"""Letters from which on a word that no table names is a slip when it stands twice."""

_SENTENCE_WORDS: Final = 8
_PIECE_LENGTH: Final = 25
_SENTENCE_LENGTH: Final = 50
"""Shorter sentences come again on purpose: 'See above.', 'The project was relevant.'"""

_TEXT_LENGTH: Final = 80
"""Shorter texts may well be the same in two fields."""
_FIRST_WORDS: Final = 8
"""Words by which texts are told apart before they are compared whole."""


@cache
def _verdicts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that are slips when doubled, and those that are not."""
    lines = files("kg.validation.quality").joinpath("repeats.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    found = {verdict: {word for row in rows if row["verdict"] == verdict for word in row["words"].split()}
             for verdict in ("slip", "sound")}  # fmt: skip
    return frozenset(found["slip"] - found["sound"]), frozenset(found["sound"])


def doubled_words(prose: Prose) -> Iterator[Flaw]:
    """Yield the words that stand twice side by side, by a slip of the pen."""
    if _may_double(prose) and any(
        one == other or (other[-1] in ENDS and one == other[:-1]) for one, other in pairwise(prose.words())
    ):
        for start, end in islice(_doubled(prose.value.text), MOST):
            yield flaw_in("Q-DOUBLED-WORD", prose.value, start, end)


def _may_double(prose: Prose) -> bool:
    """Tell quickly whether two words side by side may be the same; `Prose.plain` lacks those that are mere signs."""
    plain = prose.plain
    return any(map(eq, plain, islice(plain, 1, None))) or _SIGNS_APART.search(prose.value.text) is not None


def _doubled(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of words that stand side by side but for a slip once."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and _is_same(run[-1], word) and _is_slip(text, run[-1], word):
            run.append(word)
            continue
        if len(run) > 1 and not _is_sung(run):
            yield run[0].start(), run[-1].end()
        run = [word]
    if len(run) > 1 and not _is_sung(run):
        yield run[0].start(), run[-1].end()


def _is_sung(run: list[re.Match[str]]) -> bool:
    return len(run) > 2 and run[0][0].casefold() in _SUNG  # noqa: PLR2004 -- 'la la' is a slip, 'la la la' a song


def _is_same(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.end() < other.start() and one[0].casefold() == other[0].casefold()


def _is_slip(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether two words that are the same, but for capitals, are one too many."""
    slips, sound = _verdicts()
    word = one[0].casefold()
    is_small = word in slips
    if word in sound or not (is_small or len(word) >= _LONG):
        return False
    if not (_BLANK_OR_BREAK if is_small else _BLANK).fullmatch(text, one.end(), other.start()):
        return False
    before, after, beyond = text[one.start() - 1 : one.start()], *text[other.end() : other.end() + 2].ljust(2)
    if _is_joined(before, "") or _is_joined(after, beyond) or (before in _QUOTES and after in _QUOTES):
        return False
    if not _is_sound_in_capitals(text, one[0], other[0], other.end(), is_small=is_small):
        return False
    return not _has_reason(text, word, one.start(), other.end())


def _is_joined(sign: str, beyond: str) -> bool:
    """Tell whether a sign beside a word ties it to what stands beyond: 'policy policy-makers', 'art. 3 3bis'."""
    return sign.isdigit() or sign in _HYPHENS or (sign == "." and not beyond.isspace())


def _is_sound_in_capitals(text: str, one: str, other: str, end: int, *, is_small: bool) -> bool:
    """Tell whether the capitals of two equal words let them be a slip and no name: not 'Walla Walla'."""
    if len(one) == 1:  # 'Group A a total', 'Hepatitis A A'
        return one.islower() and other.islower()
    if not other[0].isupper():  # 'BYTES bytes'
        return not one.isupper()
    goes_on = text[end : end + 2].strip()[:1].isupper()  # 'La La Land', 'THE THE END'
    return is_small and one[0].isupper() and not goes_on


def _has_reason(text: str, word: str, start: int, end: int) -> bool:
    before, after = (
        text[max(0, start - _REACH) : start].rstrip().casefold(),
        text[end : end + _REACH].lstrip().casefold(),
    )
    return before.endswith(_SOUND_AFTER.get(word, "\n")) or after.startswith(_SOUND_BEFORE.get(word, ("\n",)))


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    folded: str


def doubled_passages(prose: Prose) -> Iterator[Flaw]:
    """Yield the sentences, or runs of them, that a text says a second time."""
    text = prose.value.text
    if len(text) > 2 * _SENTENCE_LENGTH and _says_twice(text):
        for start, end in islice(_repeated(text), MOST):
            yield flaw_in("Q-DOUBLED-PASSAGE", prose.value, start, end)


def _says_twice(text: str) -> bool:
    """Tell quickly whether anything of some length may stand twice."""
    pieces = [piece for piece in map(str.strip, text.replace("\n", ".").split(".")) if len(piece) >= _PIECE_LENGTH]
    return len(set(pieces)) < len(pieces)


def _repeated(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands a second time; sentences that follow one another as before are one piece."""
    last: dict[str, int] = {}
    piece: tuple[int, int] | None = None
    expected = -1
    for index, sentence in enumerate(_long_sentences(text)):
        earlier = last.get(sentence.folded)
        last[sentence.folded] = index
        if earlier is None:
            if piece is not None:
                yield piece
            piece = None
        else:
            if piece is not None and earlier != expected:
                yield piece
                piece = None
            piece = (piece[0] if piece is not None else sentence.start, sentence.end)
            expected = earlier + 1
    if piece is not None:
        yield piece


def _long_sentences(text: str) -> Iterator[_Sentence]:
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if len(sentence) >= _SENTENCE_LENGTH and len(words := sentence.casefold().split()) >= _SENTENCE_WORDS:
            start = found.start() + found[0].index(sentence[0])
            yield _Sentence(start, found.end(), " ".join(words))


def same_texts(prose: Iterable[Prose]) -> Iterator[Flaw]:
    """Yield the long texts that stand word for word in two fields."""
    long = [each for each in prose if len(each.value.text) >= _TEXT_LENGTH]
    beginnings = [tuple(each.plain[:_FIRST_WORDS]) for each in long]
    shared = Counter(beginnings)
    held: dict[str, list[Value]] = {}
    for each, beginning in zip(long, beginnings, strict=True):
        if shared[beginning] > 1:
            held.setdefault(" ".join(each.words()), []).append(each.value)
    for values in held.values():
        if len(values) > 1:
            keys = " = ".join(dict.fromkeys(value.key for value in values))
            yield Flaw(
                "Q-SAME-TEXT", f"{keys}: {cut(values[0].text.strip())}", tuple(spot_in(value) for value in values)
            )
