"""Where sentences begin and end, by the punctuation that spaCy's sentencizer knows and a list of abbreviations.

spaCy's tokenizer would cost more than all the rest of linking; the rules of its sentencizer need no tokens.
Unlike it, these rules also see a paragraph break, a full stop without a blank after it, and abbreviations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from kg.linking.folding import BREAK

_STOP: Final = re.compile(rf"[.!?…。？！]+[\"')\]]*(?= |{BREAK}|$|(?<=[a-zà-ÿ)]\.)[A-ZÀ-Ý][A-Za-zà-ÿ])|{BREAK}")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Z]|[A-Z](?:\.[A-Z])+|EE|UU|e\.g|i\.e|p\. ?ej|a\.k\.a|vs|cf|c\.-à-d|p\. ?ex|"
    r"Mr|Mrs|Ms|Dr|Prof|Sr|Sra|Srta|Dra|Mme|Mlle|Lic|Ing|St|Ste|Sto|Sta|No|Nos|Nº|núm|num|art|arts|fig|pág|pag|"
    r"pp|p|vol|ed|eds|Inc|Ltd|Co|Corp|approx|aprox|Rep|Gob|Av|Avda|dept|Dept|Univ|al)\.[\"')\]]*$"
)
_ABBREVIATION_REACH: Final = 14
_NEXT: Final = re.compile(r" *([\"'(\[¿¡]*)(.)")


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a folded `text` begin, ascending, 0 first.

    Examples
    --------
    >>> sentence_starts("La OIT ayuda. El Sr. Pérez (EE. UU.) no.Pero sí.")
    [0, 14, 40]
    """
    starts = [0]
    for stop in _STOP.finditer(text):
        end = stop.end()
        if stop.group() != BREAK and _goes_on(text, stop.start(), end):
            continue
        while end < len(text) and text[end] in (" ", BREAK):
            end += 1
        if end < len(text) and end > starts[-1]:
            starts.append(end)
    return starts


def sentence_around(text: str, starts: list[int], position: int) -> tuple[int, int]:
    """Return start and end of the sentence that holds `position`, without blanks around it."""
    index = bisect_right(starts, position)
    start = starts[index - 1]
    end = starts[index] if index < len(starts) else len(text)
    while end > position + 1 and text[end - 1] in (" ", BREAK):
        end -= 1
    while start < position and text[start] in (" ", BREAK):
        start += 1
    return start, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether the stop at `start` ends an abbreviation, or a small letter follows."""
    if text[start] != "." or end - start > 1:
        following = _NEXT.match(text, end)
        return following is not None and following[2].islower() and "?" not in text[start:end]
    if _ABBREVIATION.search(text, max(0, end - _ABBREVIATION_REACH), end):
        return True
    following = _NEXT.match(text, end)
    return following is not None and following[2].islower()
