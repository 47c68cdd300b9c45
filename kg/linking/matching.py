"""Finding the spans of a field that the lexicon knows: boundaries, case, longest match.

Addresses, e-mails and project symbols such as ``RAS/19/09/IOM`` are stepped over whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.linking.folding import BREAK, loosen
from kg.linking.lexicon import Entry, Pattern
from kg.linking.scene import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.lexicon import Lexicon
    from kg.linking.scene import FieldScene

_STEPPED_OVER: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[\w-]+\.)+(?:org|int|net|com|edu|gov|info)\b(?:/[^\s<>\"]*)?"
    r"|\b[A-Z]{2,4}/\d\d/[A-Z]?\d{1,3}[A-Z]?(?:/[A-Z]{2,4}(?:[-/][A-Z]{2,4})?)?\b"
)
_SIGNS: Final = ("/", "@", "www.", ".org", ".int", ".net", ".com", ".edu", ".gov", ".info")
"""A text without any of these has nothing to step over; looking for them is quick."""

_GUARD: Final = Entry("", "guard")
_ORGANIZATIONS: Final = re.compile(r"\b(?:organi[sz]a|organiza|associa|asocia|federa|confedera)")
_CONJUNCTION: Final = re.compile(
    r"'?s?'?(?: ?[,/] ?| )(?:(?:and|or|y|e|o|u|et|ou|&) )?(?:the |de |des |d'|de los |de las )?"
)
_FOOTNOTE: Final = re.compile(r"\d{1,3}(?![\w%]|[.,]\d)")
"""A reference to a note that lost its raised position (``ILO68``); a year has four digits."""

_NOTED_FROM: Final = 3
_GOES_ON: Final = re.compile(r" [A-ZÀ-Ý]")
"""Behind ``Tanzania, United Republic of`` no name follows; else two names stand in a list."""

_HYPHEN: Final = re.compile(rf"-[ {BREAK}]?(?=[^\W\d_]{{2}})")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{2,}\Z")
_WORD_AFTER: Final = re.compile(r"[^\W\d_]+")
_LONGEST_WORD: Final = 30

_VOWELS: Final = "aeiouhAEIOUHéèêÉÈÊîÎôÔ"
_ELIDABLE: Final = frozenset({"acronym", "name", "any-case", "country", "city", "group"})


def find_spots(scene: FieldScene, lexicon: Lexicon) -> list[Spot]:
    """Return the spans of a field that the lexicon knows, longest from the left, none overlapping another.

    Guards are found like names and left out: they are there to hide what stands inside them.
    """
    text = scene.folded.text
    if not text:
        return []
    found = [*_exact(scene, lexicon), *_loose(scene, lexicon)]
    if "-" in text:
        found += _hyphenated(scene, lexicon)
    if not found:
        return []
    if any(sign in text for sign in _SIGNS):
        found += [Spot(scene, *match.span(), _GUARD) for match in _STEPPED_OVER.finditer(text)]
    return _without_strays([spot for spot in _longest(found) if spot.entry.kind != "guard"])


def _exact(scene: FieldScene, lexicon: Lexicon) -> Iterator[Spot]:
    for index, start, end in lexicon.exact.find_matches_as_indexes(scene.folded.text, overlapping=True):
        spot = _bounded(scene, start, end, lexicon.exact_patterns[index].entry)
        if spot is not None:
            yield spot


def _loose(scene: FieldScene, lexicon: Lexicon) -> Iterator[Spot]:
    text = scene.folded.text
    for index, start, end in lexicon.loose.find_matches_as_indexes(scene.folded.loose, overlapping=True):
        pattern = lexicon.loose_patterns[index]
        if not _has_capitals(text, start, end, pattern):
            continue
        spot = _bounded(scene, start, end, pattern.entry)
        if spot is not None:
            yield spot


def _joined(text: str, hyphen: re.Match[str]) -> str:
    """Return the two parts of a word as an old line end leaves them (``Organi-zation``, ``Develop-`` ``ment``)."""
    before = _WORD_BEFORE.search(text, max(0, hyphen.start() - _LONGEST_WORD), hyphen.start())
    after = _WORD_AFTER.match(text, hyphen.end())
    return loosen(before[0] + after[0]) if before is not None and after is not None else ""


def _hyphenated(scene: FieldScene, lexicon: Lexicon) -> Iterator[Spot]:
    """Yield names with a word that a line end once parted; only words of the lexicon are put together."""
    text = scene.folded.text
    parted = [hyphen.end() for hyphen in _HYPHEN.finditer(text) if _joined(text, hyphen) in lexicon.words]
    if not parted:
        return
    pieces, places, done = [], [], 0  # places: where the parts meet, and how much is missing from there on
    length = missing = 0
    for end in parted:
        hyphen = text.rindex("-", done, end)
        pieces.append(text[done:hyphen])
        length += hyphen - done
        missing += end - hyphen
        places.append((length, missing))
        done = end
    whole = "".join((*pieces, text[done:]))

    def back(position: int) -> int:
        return position + max((gone for place, gone in places if place <= position), default=0)

    for automaton, patterns, sought in (
        (lexicon.exact, lexicon.exact_patterns, whole),
        (lexicon.loose, lexicon.loose_patterns, loosen(whole)),
    ):
        for index, start, end in automaton.find_matches_as_indexes(sought, overlapping=True):
            pattern = patterns[index]
            if any(start < place < end for place, _ in places) and _has_capitals(whole, start, end, pattern):
                spot = _bounded(scene, back(start), back(end - 1) + 1, pattern.entry)
                if spot is not None:
                    yield Spot(scene, spot.start, spot.end, spot.entry, is_damaged=True)


def _has_capitals(text: str, start: int, end: int, pattern: Pattern) -> bool:
    return all(text[start + position].isupper() for position in pattern.upper) or text[start:end].isupper()


def _bounded(scene: FieldScene, start: int, end: int, entry: Entry) -> Spot | None:
    """Return the spot unless a letter or digit stands at one of its ends.

    A note's number may be glued to its end, and French may have lost an apostrophe.
    """
    text = scene.folded.text
    has_note = False
    if end < len(text) and text[end].isalnum() and not _is_damage(text, end):
        has_note = end - start >= _NOTED_FROM and text[end - 1].isalpha() and bool(_FOOTNOTE.match(text, end))
        if not has_note and not _has_plural(scene, start, end, entry):
            return None
        has_note = True
    elif entry.is_inverted and _GOES_ON.match(text, end):
        return None
    if start and text[start - 1].isalnum():
        if not _has_lost_apostrophe(scene, start, end, entry):
            return None
        return Spot(scene, start, end, entry, is_damaged=True)
    return Spot(scene, start, end, entry, is_damaged=has_note)


def _has_plural(scene: FieldScene, start: int, end: int, entry: Entry) -> bool:
    """Tell whether an English acronym ends in a plural or in a possessive that lost its apostrophe (``ILOs``)."""
    text = scene.folded.text
    if text[end] != "s" or entry.kind != "acronym" or scene.language != "en" or text[end + 1 : end + 2].isalnum():
        return False
    return text[start:end].isupper() and text[start:end].isalpha()


def _is_damage(text: str, position: int) -> bool:
    """Tell whether the letter at `position` is the first half of a damaged apostrophe (``ILOÂ’s``)."""
    return text[position] in "Ââ" and position + 1 < len(text) and text[position + 1] in "'¿ €"


def _has_lost_apostrophe(scene: FieldScene, start: int, end: int, entry: Entry) -> bool:
    """Tell whether ``l`` or ``d`` before a capital vowel is an article that lost its apostrophe (``de lOIT``).

    A capital ``L`` only where small letters follow, for ``LOIT`` may be a word in capitals.
    """
    text = scene.folded.text
    article = text[start - 1]
    if scene.language != "fr" or entry.kind not in _ELIDABLE or (start > 1 and text[start - 2].isalnum()):
        return False
    if text[start] not in _VOWELS or not (text[start].isupper() or entry.kind == "group"):
        return False
    return article in "ld" or (article == "L" and text[end : end + 2].strip(" ")[:1].islower())


def _longest(found: Iterable[Spot]) -> Iterator[Spot]:
    end = 0
    for spot in sorted(found, key=lambda spot: (spot.start, -spot.end)):
        if spot.start >= end:
            yield spot
            end = spot.end


def _without_strays(spots: list[Spot]) -> list[Spot]:
    """Return the spots without the words that share a group's noun but stand beside no such group."""
    return [
        spot
        for index, spot in enumerate(spots)
        if spot.entry.kind != "shared-group"
        or any(_shares(spot, other) for other in (*spots[max(0, index - 1) : index], *spots[index + 1 : index + 2]))
    ]


def _shares(spot: Spot, group: Spot) -> bool:
    """Tell whether only a conjunction parts a word from a group of organizations that is named whole."""
    if group.entry.kind != "group" or not _ORGANIZATIONS.search(loosen(group.surface)):
        return False
    between = spot.scene.folded.loose[min(spot.end, group.end) : max(spot.start, group.start)]
    return _CONJUNCTION.fullmatch(between) is not None
