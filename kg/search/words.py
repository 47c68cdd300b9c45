"""Text -> words, folded as the index folds them: no case, no accents, no plural of the common kind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W_]+(?:[^\W_]|[\u0300-\u036f])*")
_GENDERED: Final = re.compile(r"([^\W\d]{6,})[oa]s|([^\W\d]{3,}[ai]d)[oa]")
_SINGULAR_FROM: Final = 4
"""Words of fewer letters end in -s by nature (``gas``, ``mes``)."""

_FUNCTION_WORDS: Final = """
a an and are as at be by can did do does for from has have how in is it of on or that the their this to was were what
when where which who why with
al como con cual cuales de del e el en entre es esta este la las lo los o para por que se sin sobre su sus un una unas
unos y
au aux avec ce ces cette d dans des du elle en est et il l la le les leur leurs ne ou par pas pour qu que quel quelle
quelles quels qui s sont sur
un une
ao aos as com da das do dos em na nas no nos os ou pela pelo um uma
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
"""Words that say nothing of what is sought, in English, Spanish, French and Portuguese; folded."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes
    ----------
    text
        As it is written.
    start, end
        Code points in the text.
    """

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word without case and accents."""
        return fold(self.text)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text: runs of letters and digits, as SQLite's ``unicode61`` tokenizer cuts them."""
    return (Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text))


def fold(text: str) -> str:
    """Fold case and accents, as ``unicode61`` with ``remove_diacritics 2`` does for Latin letters.

    Examples
    --------
    >>> fold("Migración"), fold("Évaluée"), fold("NIÑEZ")
    ('migracion', 'evaluee', 'ninez')
    """
    if text.isascii():
        return text.lower()
    return "".join(mark for mark in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(mark))


def singulars(folded: str) -> tuple[str, ...]:
    """Return a folded word and what it may be the plural of.

    Examples
    --------
    >>> singulars("refugees"), singulars("paises"), singulars("mes")
    (('refugees', 'refugee', 'refuge'), ('paises', 'paise', 'pais'), ('mes',))
    """
    if len(folded) <= _SINGULAR_FROM or not folded.endswith("s"):
        return (folded,)
    return (folded, folded[:-1], folded[:-2]) if folded.endswith("es") else (folded, folded[:-1])


def stem(folded: str) -> str:
    """Return what the words of either gender begin with, for Spanish and Portuguese words that have one; else nothing.

    Examples
    --------
    >>> stem("refugiados"), stem("venezolanas"), stem("capacitada"), stem("areas")
    ('refugiad', 'venezolan', 'capacitad', '')
    """
    match = _GENDERED.fullmatch(folded)
    return (match[1] or match[2]) if match else ""


def matches(sought: str, folded: str) -> bool:
    """Tell whether a folded word of a text answers a folded word that was sought.

    A longer word that begins with the sought one does (``migrant``: ``migrantes``), and so do its singular and its
    other gender.

    Examples
    --------
    >>> matches("migrant", "migrantes"), matches("paises", "pais"), matches("pai", "paises")
    (True, True, False)
    """
    beginning = stem(sought) or (sought if len(sought) >= _SINGULAR_FROM else "")
    if beginning and folded.startswith(beginning):
        return True
    return folded in singulars(sought)
