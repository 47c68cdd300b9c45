"""Which of es, en, fr and pt a text is written in.

A word of a stop-word list speaks for the languages that list it, the louder the fewer they are; accented letters and
the ends of words speak too, so that short texts and texts without accents are told apart. A text in other letters, or
whose small words are clearly those of another language, is of none of the four: `UNDETERMINED`. Nothing is random and
nothing is learnt: the same text always gives the same answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from math import fsum
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.linking.folding import loosen
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Weights: TypeAlias = "tuple[tuple[str, float], ...]"

LANGUAGES: Final = ("en", "es", "fr", "pt")
UNDETERMINED: Final = "und"
"""The language of a text in none of them (BCP 47)."""

FEW_WORDS: Final = 4
"""A text with fewer words is not asked; it takes the language of its record."""

OTHERS: Final = FOLDER / "others.tsv"
_ENOUGH: Final = 800
"""Code points of a text that are read; more does not change the answer."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_QUOTE: Final = re.compile('["“«„]')
_QUOTED: Final = re.compile('["“«„][^"”»“]{3,300}["”»“]')
_SHARP: Final = 2.0
_HALF: Final = 0.5
_MOST: Final = 0.99
_FEW_SIGNS: Final = 0.6
_OTHER_FROM: Final = 6
_CLEARLY: Final = 0.15
"""A text of some words is in another language if that one lists so much more of them, where few are ours."""

_LATIN: Final = ((0, 0x250), (0x1E00, 0x1F00))
_LISTED: Final = {1: 2.0, 2: 0.8, 3: 0.35, 4: 0.1}
"""What a stop word says for each of its languages, by their number."""

_ENDING_LENGTHS: Final = (6, 5, 4, 3, 2)


def identify(text: str) -> tuple[str, float]:
    """Return the language of `text` and how sure that is, in [0, 0.99].

    `UNDETERMINED` with probability 0 says that nothing tells the language, with another that it is none of the four.

    Examples
    --------
    >>> identify("La participación conjunta ha contribuido mucho al logro de los resultados")[0]
    'es'
    >>> identify("La mise en oeuvre du projet a ete retardee par la crise")[0]
    'fr'
    """
    sample = _without_quotes(text[:_ENOUGH].lower())
    if not sample.isascii() and (foreign := _share_of_other_letters(sample)) > _HALF:
        return UNDETERMINED, min(_MOST, round(foreign, 2))
    words = _WORD.findall(sample)
    rows = [weights for word in words if (weights := _weights(word))]
    if len(words) >= _OTHER_FROM and len(rows) < _FEW_SIGNS * len(words) and (sure := _is_other(words)):
        return UNDETERMINED, sure
    scores = (
        dict(zip(LANGUAGES, map(fsum, zip(*rows, strict=True)), strict=True)) if rows else dict.fromkeys(LANGUAGES, 0.0)
    )
    if not sample.isascii():
        letters = _marks("letter")
        for letter in letters.keys() & set(sample):
            count = sample.count(letter)
            for language, weight in letters[letter]:
                scores[language] += weight * count
    return _ranked(scores)


def of_record(lengths: Mapping[str, float]) -> tuple[str, float]:
    """Return the language that most of a record's prose is in, and its share.

    Parameters
    ----------
    lengths
        Per language the code points of the fields in it, each times its probability.
    """
    total = sum(lengths.values())
    if not total:
        return LANGUAGES[0], 0.0
    language = max(sorted(lengths), key=lambda key: lengths[key])
    return language, min(_MOST, round(lengths[language] / total, 2))


def count_words(text: str) -> int:
    """Return how many words `text` begins with, at least as far as `FEW_WORDS` asks."""
    return len(_WORD.findall(text[:200]))


def has_other_letters(text: str) -> bool:
    """Tell whether most letters of a text are not Latin."""
    return not text.isascii() and _share_of_other_letters(text[:_ENOUGH].lower()) > _HALF


def is_function_word(word: str) -> bool:
    """Tell whether some language has `word` among its stop words: in capitals it may be no acronym."""
    return word in _word_weights()


def _without_quotes(sample: str) -> str:
    """Return a text without what it quotes, if that leaves words enough: a quotation may be in any language."""
    if _QUOTE.search(sample) is None:
        return sample
    rest = _QUOTED.sub(" ", sample)
    return rest if len(_WORD.findall(rest)) >= FEW_WORDS else sample


def _share_of_other_letters(sample: str) -> float:
    """Return the share of the letters that are not Latin."""
    numbers = {letter: sample.count(letter) for letter in set(sample) if letter.isalpha()}
    latin = sum(
        number for letter, number in numbers.items() if any(first <= ord(letter) < last for first, last in _LATIN)
    )
    return 1 - latin / sum(numbers.values()) if numbers else 0.0


def _is_other(words: Sequence[str]) -> float:
    """Return how sure it is that words are in another language in Latin letters, 0 if it does not look so."""
    ours, others = _word_weights(), _other_words()
    own: Counter[str] = Counter(language for word in words for language, _ in ours.get(word, ()))
    other: Counter[str] = Counter(language for word in words for language in others.get(word, ()))
    most_own, most_other = max(own.values(), default=0), max(other.values(), default=0)
    if most_other - most_own < _CLEARLY * len(words):
        return 0.0
    return min(_MOST, round(most_other / (most_own + most_other), 2))


def _ranked(scores: dict[str, float]) -> tuple[str, float]:
    powers = {language: score**_SHARP for language, score in scores.items()}
    total = sum(powers.values())
    if not total:
        return UNDETERMINED, 0.0
    best = max(LANGUAGES, key=lambda language: powers[language])
    return best, min(_MOST, round(powers[best] / total, 2))


@lru_cache(maxsize=1 << 15)
def _weights(word: str) -> tuple[float, ...]:
    """Return what one word says for each language, as a function word, else by how it ends; empty if nothing."""
    found = _word_weights().get(word)
    if found is None and len(word) >= FEW_WORDS:
        plain, endings = loosen(word), _marks("ending")
        ends = (plain[-length:] for length in _ENDING_LENGTHS if len(plain) > length)
        found = next((endings[end] for end in ends if end in endings), None)
    if not found:
        return ()
    by_language = dict(found)
    return tuple(by_language.get(language, 0.0) for language in LANGUAGES)


@cache
def _marks(kind: str) -> dict[str, Weights]:
    """Return what ``marks.tsv`` says of one kind of sign: ``letter``, ``ending`` or ``word``."""
    marks: dict[str, Weights] = {}
    for row in read_table(FOLDER / "marks.tsv", ("kind", "text", "weights")):
        if row["kind"] == kind:
            pairs = (pair.split(":") for pair in row.several("weights", ","))
            marks[row["text"]] = tuple((language, float(weight)) for language, weight in pairs)
    return marks


@cache
def _other_words() -> dict[str, tuple[str, ...]]:
    """Return the words of ``others.tsv`` with their languages."""
    return {row["word"]: tuple(row.several("languages", ",")) for row in read_table(OTHERS, ("word", "languages"))}


@cache
def _word_weights() -> dict[str, Weights]:
    """Return per word its languages, each with a weight that falls with their number; words without accents too."""
    languages: dict[str, set[str]] = defaultdict(set)
    for row in read_table(FOLDER / "words.tsv", ("word", "languages")):
        languages[row["word"]].update(row.several("languages", ","))
    for word, found in list(languages.items()):
        plain = loosen(word)
        if plain != word:
            languages[plain].update(found)
    weights: dict[str, Weights] = {
        word: tuple((language, _LISTED[len(found)]) for language in sorted(found)) for word, found in languages.items()
    }
    for word, marks in _marks("word").items():
        weights.setdefault(loosen(word), marks)
        weights[word] = marks
    return weights
