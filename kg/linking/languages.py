"""Which of es, en, fr and pt a text is written in.

A word of a stop-word list speaks for the languages that list it, the louder the fewer they are; accented letters and
the ends of words speak too, so that short texts and texts without accents are told apart. Nothing is random and
nothing is learnt: the same text always gives the same answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "es", "fr", "pt")
FEW_WORDS: Final = 4
"""A text with fewer words is not asked; it takes the language of its record."""

_ENOUGH: Final = 1500
"""Code points of a text that are read; more does not change the answer."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHARP: Final = 2.0
_MOST: Final = 0.99
_UNSURE: Final = 0.25

_LETTERS: Final[dict[str, dict[str, float]]] = {
    "ñ": {"es": 3},
    "¿": {"es": 3},
    "¡": {"es": 3},
    "ã": {"pt": 3},
    "õ": {"pt": 3},
    "ç": {"fr": 1, "pt": 1},
    "è": {"fr": 1.5},
    "ê": {"fr": 0.7, "pt": 0.5},
    "ë": {"fr": 1},
    "î": {"fr": 1.5},
    "û": {"fr": 1.5},
    "ù": {"fr": 1.5},
    "œ": {"fr": 3},
    "à": {"fr": 0.6, "pt": 0.4},
    "â": {"fr": 0.4, "pt": 0.7},
    "ô": {"fr": 0.5, "pt": 0.5},
    "á": {"es": 0.7, "pt": 0.6},
    "í": {"es": 0.7, "pt": 0.5},
    "ó": {"es": 0.9, "pt": 0.3},
    "ú": {"es": 0.6, "pt": 0.5},
    "é": {"fr": 0.5, "es": 0.2, "pt": 0.2},
}
_ENDINGS: Final[tuple[tuple[str, dict[str, float]], ...]] = (
    ("ciones", {"es": 2}),
    ("siones", {"es": 2}),
    ("cion", {"es": 2}),
    ("sion", {"es": 0.6, "fr": 0.4, "en": 0.4}),
    ("acoes", {"pt": 2.5}),
    ("coes", {"pt": 2.5}),
    ("cao", {"pt": 2.5}),
    ("sao", {"pt": 1.5}),
    ("dades", {"es": 1.2, "pt": 0.4}),
    ("idad", {"es": 2}),
    ("idade", {"pt": 2}),
    ("mento", {"pt": 0.8}),
    ("miento", {"es": 2}),
    ("mientos", {"es": 2}),
    ("ismo", {"es": 0.4, "pt": 0.4}),
    ("mente", {"es": 0.6, "pt": 0.6}),
    ("ados", {"es": 0.5, "pt": 0.5}),
    ("tion", {"en": 0.5, "fr": 0.5}),
    ("tions", {"en": 0.5, "fr": 0.5}),
    ("ing", {"en": 1.2}),
    ("ings", {"en": 1}),
    ("ness", {"en": 1.5}),
    ("ship", {"en": 1.5}),
    ("ment", {"fr": 0.6, "en": 0.5}),
    ("ments", {"fr": 0.6, "en": 0.5}),
    ("ity", {"en": 1.2}),
    ("ies", {"en": 0.8}),
    ("ed", {"en": 0.7}),
    ("ly", {"en": 0.8}),
    ("ght", {"en": 1.5}),
    ("ite", {"fr": 0.5}),
    ("ites", {"fr": 0.5}),
    ("eur", {"fr": 1.2}),
    ("eurs", {"fr": 1.2}),
    ("eux", {"fr": 1.2}),
    ("aux", {"fr": 1.2}),
    ("ees", {"fr": 1}),
    ("ique", {"fr": 1.2}),
    ("iques", {"fr": 1.2}),
    ("elle", {"fr": 0.8}),
    ("elles", {"fr": 0.8}),
    ("oit", {"fr": 0.6}),
    ("ais", {"fr": 0.3, "pt": 0.3}),
    ("oes", {"pt": 1}),
    ("inho", {"pt": 1.5}),
    ("agem", {"pt": 1}),
    ("eira", {"pt": 0.8}),
    ("eiro", {"pt": 0.8}),
    ("eno", {"es": 0.3}),
    ("illo", {"es": 1}),
    ("ables", {"es": 0.2, "fr": 0.2}),
)
_ENDING_LENGTHS: Final = (6, 5, 4, 3, 2)


def identify(text: str) -> tuple[str, float]:
    """Return the language of `text` and how sure that is, in [0.25, 0.99].

    A text without a sign of any of the four is English, with probability 0.25.

    Examples
    --------
    >>> identify("La participación conjunta ha contribuido mucho al logro de los resultados")[0]
    'es'
    >>> identify("La mise en oeuvre du projet a ete retardee par la crise")[0]
    'fr'
    """
    words = _WORD.findall(text[:_ENOUGH].lower())
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        for language, weight in _weights(word):
            scores[language] += weight
    sample = text[:_ENOUGH].lower()
    if not sample.isascii():
        for letter in _LETTERS.keys() & set(sample):
            count = sample.count(letter)
            for language, weight in _LETTERS[letter].items():
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


def is_function_word(word: str) -> bool:
    """Tell whether some language has `word` among its stop words: in capitals it may be no acronym."""
    return word in _word_weights()


def _ranked(scores: dict[str, float]) -> tuple[str, float]:
    powers = {language: score**_SHARP for language, score in scores.items()}
    total = sum(powers.values())
    if not total:
        return LANGUAGES[0], _UNSURE
    best = max(LANGUAGES, key=lambda language: powers[language])
    return best, min(_MOST, round(powers[best] / total, 2))


@lru_cache(maxsize=1 << 15)
def _weights(word: str) -> tuple[tuple[str, float], ...]:
    """Return what one word says: as a function word, else by how it ends."""
    found = _word_weights().get(word)
    if found is not None or len(word) < FEW_WORDS:
        return found or ()
    plain, endings = loosen(word), _endings()
    for length in _ENDING_LENGTHS:
        by_ending = endings.get(plain[-length:]) if len(plain) > length else None
        if by_ending is not None:
            return by_ending
    return ()


@cache
def _endings() -> dict[str, tuple[tuple[str, float], ...]]:
    return {ending: tuple(weights.items()) for ending, weights in _ENDINGS}


@cache
def _word_weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return per word its languages, each with a weight that falls with their number; words without accents too."""
    languages: dict[str, set[str]] = defaultdict(set)
    for row in read_table(FOLDER / "words.tsv", ("word", "languages")):
        found = row.several("languages", ",")
        languages[row["word"]].update(found)
    for word, found in list(languages.items()):
        plain = loosen(word)
        if plain != word:
            languages[plain].update(found)
    weight = {1: 2.0, 2: 0.8, 3: 0.35, 4: 0.1}
    return {word: tuple((language, weight[len(found)]) for language in sorted(found)) for word, found in languages.items()}
