"""Whether the letters of an acronym begin the words of a name (after Schwartz and Hearst, 2003).

Examples
--------
>>> defining_words("atendió la Oficina Municipal de Intermediación", "OIM", whole=False)
['oficina', 'municipal', 'de', 'intermediacion']
>>> leading_words("Oficina de Intermediación Municipal de Ilave".split(), "OIM")
4
>>> nearly_begin(["chambre", "de", "commerce"], "CCI")
True
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.naming import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD: Final = re.compile(r"\w+")
_COMPOUND: Final = re.compile(r"(?<=\w)-(?=[^\W\d_])")
_MOST_WORDS: Final = 12
_AT_STARTS: Final = 2 / 3
_FEWEST_WORDS: Final = 2
_ORDERED_UP_TO: Final = 2
_NEAR_FROM: Final = 3


def letters_of(acronym: str) -> list[str]:
    """Return the letters and digits of an acronym, loosened."""
    return [letter for letter in loosen(acronym) if letter.isalnum()]


def last_words(phrase: str) -> list[str]:
    """Return the last words of a phrase, loosened; a name is no longer than these."""
    return [loosen(token) for token in WORD.findall(phrase)[-_MOST_WORDS:]]


def heavy(words: list[str]) -> list[str]:
    """Return the words that are not small."""
    return [word for word in words if word not in SMALL_WORDS]


def defining_words(phrase: str, acronym: str, *, whole: bool) -> list[str]:
    """Return the words at the end of `phrase` (or all of it) that the letters of `acronym` begin; empty if none do.

    Words in the order of the letters go before words in another order, which are tried from three letters on, for
    translations keep the foreign acronym; last, the letters may run through the words, most of them first letters.
    Small words may give a letter or none.
    """
    found = _defining_words(last_words(phrase), acronym, whole=whole)
    if not found and "-" in phrase:  # "Inter-agency Office" is two words of which one gives a letter
        found = _defining_words(last_words(_COMPOUND.sub("", phrase)), acronym, whole=whole)
    return found


def _defining_words(words: list[str], acronym: str, *, whole: bool) -> list[str]:
    letters = letters_of(acronym)
    runs = [words[first:] for first in (range(len(words)) if not whole else range(1)) if _may_begin(words, first)]
    runs = [run for run in runs if len(run) >= _FEWEST_WORDS and run[0][0] == letters[0]]
    for run in runs:
        if is_spelt(run, letters):
            return run
    if len(letters) <= _ORDERED_UP_TO:
        return []
    for run in runs:
        initials = [word[0] for word in heavy(run)]
        if len(initials) >= _FEWEST_WORDS and sorted(initials) == sorted(letters):
            return run
    for run in runs:
        if len(heavy(run)) <= len(letters) and _runs_through(letters, run):
            return run
    return []


def is_spelt(words: list[str], letters: list[str]) -> bool:
    """Tell whether the first letters of all but the small words are the letters, in order."""
    initials = [word[0] for word in heavy(words)]
    return len(initials) >= _FEWEST_WORDS and initials == letters


def leading_words(words: Sequence[str], acronym: str) -> int:
    """Return how many of the first words the letters spell in order, small words with a letter or none; 0 if not."""
    letters = letters_of(acronym)
    reached = {0}
    for index, word in enumerate(words[:_MOST_WORDS]):
        loose = loosen(word)
        after = {used + 1 for used in reached if used < len(letters) and loose[0] == letters[used]}
        if loose in SMALL_WORDS:
            after |= reached
        elif len(letters) in after:
            return index + 1 if len(letters) >= _FEWEST_WORDS else 0
        reached = after - {len(letters)}
        if not reached:
            return 0
    return 0


def nearly_begin(words: list[str], acronym: str) -> bool:
    """Tell whether the words give all letters but one, in order (*Chambre de commerce* and CCI); the first must fit."""
    letters, initials = letters_of(acronym), [word[0] for word in heavy(words)]
    if len(letters) < _NEAR_FROM or len(initials) < _FEWEST_WORDS or initials[0] != letters[0]:
        return False
    if abs(len(letters) - len(initials)) > 1:
        return False
    if len(letters) == len(initials):
        return sum(one != other for one, other in zip(letters, initials, strict=True)) <= 1
    longer, shorter = sorted((letters, initials), key=len, reverse=True)
    return any(longer[:gap] + longer[gap + 1 :] == shorter for gap in range(len(longer)))


def holds_letters(words: list[str], acronym: str) -> bool:
    """Tell whether the letters are among the first letters of the words, in order, the first and the last included."""
    letters, initials = letters_of(acronym), [word[0] for word in heavy(words)]
    if len(letters) < _FEWEST_WORDS or len(initials) > len(letters) + _FEWEST_WORDS or len(initials) < len(letters):
        return False
    rest = iter(initials)
    return initials[0] == letters[0] and initials[-1] == letters[-1] and all(letter in rest for letter in letters)


def without_tail(phrase: str) -> str:
    """Return the phrase without a place at its end (*... de l'industrie de Thiès*): small words, then capitals."""
    tokens = list(WORD.finditer(phrase))
    cut = len(tokens)
    while cut and tokens[cut - 1][0][0].isupper():
        cut -= 1
    if not 0 < cut < len(tokens) or loosen(tokens[cut - 1][0]) not in SMALL_WORDS:
        return phrase
    while cut and loosen(tokens[cut - 1][0]) in SMALL_WORDS:
        cut -= 1
    return phrase[: tokens[cut - 1].end()] if cut else phrase


def _may_begin(words: list[str], first: int) -> bool:
    return words[first] not in SMALL_WORDS


def _runs_through(letters: list[str], words: list[str]) -> bool:
    """Tell whether the letters run through the words in order, each word giving its first letter and perhaps more."""
    reached = {(0, 0)}  # letters used, of them first letters
    for word in words:
        after = set(reached) if word in SMALL_WORDS else set()
        for used, firsts in reached:
            if used < len(letters) and letters[used] == word[0]:
                after.add((used + 1, firsts + 1))
                inner = used + 1
                for letter in word[1:]:
                    if inner < len(letters) and letter == letters[inner]:
                        inner += 1
                        after.add((inner, firsts + 1))
        reached = after
    return any(used == len(letters) and firsts / used >= _AT_STARTS for used, firsts in reached)
