"""Whether a clause takes back what it says: denies it, wishes it, or puts it in the future."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.errors import LinkingError
from kg.linking.tables import FOLDER, read_table

HEDGES: Final = FOLDER / "hedges.tsv"
_COLUMNS: Final = ("language", "kind", "words")
_BARRIER: Final = re.compile(
    r"[;:]|\b(?:but|however|although|whereas|pero|sino|mas|sin embargo|aunque|mientras|mais|cependant|tandis|porem)\b"
)
_REACH: Final = 90


def is_hedged(loose: str, language: str, first: int, position: int) -> bool:
    """Tell whether the clause that leads up to `position` of a loosened text is hedged.

    Parameters
    ----------
    loose
        The text without case and accents.
    language
        Its language; hedges of others do not count.
    first
        Where the sentence begins.
    position
        Where the words begin that may be taken back.
    """
    words = _words().get(language)
    if words is None:
        return False
    before = loose[max(first, position - _REACH) : position]
    barriers = [barrier.end() for barrier in _BARRIER.finditer(before)]
    return words.search(before, barriers[-1] if barriers else 0) is not None


@cache
def _words() -> dict[str, re.Pattern[str]]:
    by_language: dict[str, list[str]] = {}
    for row in read_table(HEDGES, _COLUMNS):
        by_language.setdefault(row["language"], []).append(row["words"])
    try:
        return {language: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for language, words in by_language.items()}
    except re.error as error:
        raise LinkingError(f"{HEDGES.name} holds what is no regular expression: {error}") from error
