"""Characters that were lost or broken on the way to the page, and addresses of people.

Where a text holds none of the signs of a damage, its pattern is not run; most checks look at the different words of a
text, which are only gathered where a quick look finds that one of them may be damaged.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from itertools import filterfalse, islice
from typing import TYPE_CHECKING, Final

from kg.validation.quality.model import MOST, PUNCTUATION, Flaw, Prose, flaw_in, spot_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIGH: Final = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d"
    "\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
"""What the later bytes of a letter in UTF-8 look like when they are read as Windows-1252 or Latin-1."""

_BROKEN: Final = re.compile(rf"Ã[{_HIGH}]|Â[{_HIGH}]|â[€\u0080][{_HIGH}]?|\ufffd\ufffd*|¿(?<=[^\W\d_]¿)(?=[^\W\d_])")
"""Each branch begins with one character, which `re` looks for before it tries any."""
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
_ODD_APOSTROPHE: Final = re.compile(r"[^\W\d_]++[´`][^\W\d_]++")
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PHONE: Final = re.compile(r"(?<![\w+])\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?<!000)(?!\d)")
_PATTERNS: Final = (
    ("Q-BROKEN-CHARACTER", _BROKEN, "ÃÂâ\ufffd¿"),
    ("Q-PERSONAL-DATA", _MAIL, "@"),
    ("Q-PERSONAL-DATA", _PHONE, "+"),
)
"""Codes with their patterns, and the characters without one of which nothing is found."""

_CONTRACTIONS: Final = (
    "doesnt didnt isnt wasnt werent arent couldnt shouldnt wouldnt hasnt havent hadnt uvre uvres manuvre manuvres"
)
_ELIDED_ACRONYM: Final = re.compile(r"[ld][AEÉIOUH][A-Z]{2,}")
"""Nothing but an elided article or "de" puts a small l or d before capitals: 'lONUDI', 'dAFD'."""

_SUFFIXES: Final = frozenset(
    {"tion", "tions", "sion", "sions", "tional", "ción", "ciones", "sión", "siones", "ção", "ções"}
)
_GLUED: Final = re.compile(r"[a-zà-ÿ]{3,}[.][A-ZÀ-Ý](?:[a-zà-ÿ]*+|[A-Z]++)(?:[’'][^\W\d_]++)?")
_WORD_SIGNS: Final = (
    re.compile(f"-(?:{'|'.join(sorted(_SUFFIXES))})"),
    re.compile(r"\.(?<=[a-zà-ÿ]\.)[A-ZÀ-Ý]"),
    re.compile("l[AEÉIOUH][A-Z]{2}"),
    re.compile("d[AEÉIOUH][A-Z]{2}"),
)
"""Without one of these no word is split, glued or an elided acronym; each begins with a character `re` looks for."""

_DOMAINS: Final = frozenset({"Com", "Org", "Net", "Int", "Gov", "Edu"})
_NOTE: Final = re.compile(
    r"[a-zà-ÿ]{2,}(?:tions?|ments?|ing|ed|it(?:y|ies)|ers|[ae]nces?|ships?|ness|cion|ciones|ción|mientos?|dad(?:es)?|mente|"
    r"tés?|eurs|ores|[ai]d[oa]s|ção|ções)\d{1,3}"
)
_NUMBERED: Final = re.compile(
    r"(?:argument|document|component|element|segment|attachment|statement|recommendation|section|question|option|version|"
    r"region|station|resolution|convention|entity|city|facility|activit|actividad|unidad|entidad|recomendación|sección)"
)
"""Words that carry a number of their own: 'component2'."""


@cache
def _maimed() -> frozenset[str]:
    """Return the words that lost an apostrophe or a ligature."""
    lines = files("kg.validation.quality").joinpath("elided.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    elided = {
        f"{letter}{word}"
        for row in rows
        for word in row["words"].split()
        for letter in ("l", "d", "s", "n", "qu", *(("L", "D", "S", "N", "Qu") if word[0].islower() else ()))
    }
    contracted = _CONTRACTIONS.split()
    return frozenset({*elided, *contracted, *(word.capitalize() for word in contracted)})


@cache
def _maimed_folded() -> frozenset[str]:
    return frozenset(word.casefold() for word in _maimed())


def damaged_text(prose: Prose) -> Iterator[Flaw]:
    """Yield what is broken or lost in a text; the same damage once, where it stands first."""
    text = prose.value.text
    for code, pattern, signs in _PATTERNS:
        if any(map(text.__contains__, signs)):
            first: dict[str, int] = {}
            for found in pattern.finditer(text):
                first.setdefault(found[0], found.start())
            for sign, start in islice(first.items(), MOST):
                yield flaw_in(code, prose.value, start, start + len(sign))
    if not text.isprintable():
        yield from _hidden(prose)
    if _may_be_maimed(prose):
        for code, word in sorted(_maimed_words(prose.forms())):
            start = text.find(word)
            yield flaw_in(code, prose.value, start, start + len(word))


def _hidden(prose: Prose) -> Iterator[Flaw]:
    """Yield the characters that nobody sees, by their number in Unicode."""
    first: dict[str, int] = {}
    for found in _HIDDEN.finditer(prose.value.text):
        first.setdefault(found[0], found.start())
    for sign, start in first.items():
        yield Flaw("Q-HIDDEN-CHARACTER", f"U+{ord(sign):04X}", (spot_in(prose.value, start),))


def _may_be_maimed(prose: Prose) -> bool:
    """Tell quickly whether a single word may show a damage: what `_maimed_words` finds, this never misses."""
    text = prose.value.text
    if "´" in text or "`" in text or any(sign.search(text) for sign in _WORD_SIGNS):
        return True
    odd = {word.strip(PUNCTUATION) for word in filterfalse(str.isalpha, prose.plain)}
    if any(_NOTE.fullmatch(word) for word in odd if word[-1:].isdecimal()):
        return True
    return not (_maimed_folded().isdisjoint(prose.plain) and _maimed_folded().isdisjoint(odd))


def _maimed_words(forms: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield code and word of the damages that a single word shows."""
    yield from (("Q-LOST-APOSTROPHE", word) for word in forms & _maimed())
    elided = {word for word in forms if word.startswith(("l", "d")) and _ELIDED_ACRONYM.fullmatch(word)}
    yield from (("Q-LOST-APOSTROPHE", word) for word in elided - _maimed())
    for word in [form for form in forms if not form.isalpha()]:
        if "-" in word and word.rpartition("-")[2] in _SUFFIXES and word.rpartition("-")[0].isalpha():
            yield "Q-SPLIT-WORD", word
        elif "." in word and _GLUED.fullmatch(word) and word.rpartition(".")[2] not in _DOMAINS:
            yield "Q-GLUED-SENTENCE", word
        elif ("´" in word or "`" in word) and _ODD_APOSTROPHE.fullmatch(word):
            yield "Q-ODD-APOSTROPHE", word
        elif word[-1:].isdecimal() and _NOTE.fullmatch(word) and not _NUMBERED.match(word):
            yield "Q-GLUED-NOTE", word
