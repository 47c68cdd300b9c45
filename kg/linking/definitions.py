"""Acronyms that a record defines itself: ``Oficina Municipal de Intermediación (OIM)``.

A definition wins over the lexicon in the whole record. One by a listed organization says which of several it is; one
by a body that no list knows leaves the acronym open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.naming import GENERIC_STEMS, SMALL_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.linking.scene import Spot
    from kg.reference import Reference

_OPENING: Final = re.compile(
    r"[\s,]*[(\[][\s\"']*(?:(?:en adelante|hereafter|hereinafter|ci-apres|o|or|ou),? )?"
    r"(?:the |la |el |le |l'|los |las )?[\"']?$"
)
_CLOSING: Final = re.compile(
    r"[\"']?(?:[)\];]|, ?(?:por sus|for its|en ingles|en anglais|selon|sigles?|siglas|by its)|"
    r" (?:por sus|en ingles|en anglais|selon|siglas|by its))"
)
_OPENS_AFTER: Final = re.compile(r" ?[(\[]\s?[\"']?(?:the |la |el |le |l')?$")
_APPOSED_BEFORE: Final = re.compile(r"(?:, | - )(?:o |or |ou |en adelante |hereafter )?$")
_APPOSED_AFTER: Final = re.compile(r",| - ")
_APPOSITION: Final = 14
_TOKEN: Final = re.compile(r"\w+")
_REACH: Final = 160
_MOST_WORDS: Final = 12
_AT_STARTS: Final = 2 / 3
_FEWEST_WORDS: Final = 2
_ORDERED_UP_TO: Final = 2
_SHARED: Final = 0.5


def read_definitions(spots: Sequence[Spot], reference: Reference) -> dict[str, str | None]:
    """Return what the acronyms among the `spots` of one field are defined to mean there.

    Returns
    -------
    dict of str to str or None
        By surface: the path of a listed organization, or ``None`` for a body that is not listed.
    """
    meanings: dict[str, str | None] = {}
    for index, spot in enumerate(spots):
        if spot.entry.kind != "acronym" or spot.surface in meanings:
            continue
        before = spots[index - 1] if index else None
        after = spots[index + 1] if index + 1 < len(spots) else None
        meaning = _meaning(spot, before, after, reference)
        if meaning is not _SILENT:
            meanings[spot.surface] = meaning or None
    return meanings


_SILENT: Final = "\0"


def _meaning(spot: Spot, before: Spot | None, after: Spot | None, reference: Reference) -> str | None:
    """Return the path, ``""`` for an unlisted body, or `_SILENT` when nothing is defined here."""
    text, loose = spot.scene.folded.text, spot.scene.folded.loose
    opening = _OPENING.search(loose, max(0, spot.start - 40), spot.start)
    if opening is not None and _CLOSING.match(loose, spot.end):
        if before is not None and before.end == opening.start():
            named = _named_by(before, spot)
            if named:
                return named
        return _by_phrase(text[max(spot.sentence[0], opening.start() - _REACH) : opening.start()], spot, reference)
    if _APPOSED_BEFORE.search(loose, max(0, spot.start - _APPOSITION), spot.start) and _APPOSED_AFTER.match(
        loose, spot.end
    ):
        phrase = text[max(spot.sentence[0], spot.start - _REACH) : spot.start]
        if defining_words(phrase, spot.surface, whole=False):
            return _by_phrase(phrase, spot, reference)
    if after is not None and _OPENS_AFTER.fullmatch(loose, spot.end, after.start):
        return _named_by(after, spot) or _SILENT
    inside = re.compile(r" ?\(([^()]{5,120})\)").match(text, spot.end)
    return _by_phrase(inside[1], spot, reference, whole=True) if inside is not None else _SILENT


def _named_by(name: Spot, acronym: Spot) -> str:
    """Return the organization that a spot names without doubt and the acronym can stand for; empty otherwise."""
    if name.entry.kind not in ("name", "any-case", "acronym") or len(name.entry.targets) != 1 or name.entry.rules:
        return ""
    target = next(iter(name.entry.targets))
    can_mean = set(acronym.entry.targets) | {rule.target for rule in acronym.entry.rules if rule.outcome != "none"}
    return target if target in can_mean else ""


def _by_phrase(phrase: str, spot: Spot, reference: Reference, *, whole: bool = False) -> str:
    """Return the listed organization that `phrase` names, ``""`` for another body, `_SILENT` if it defines nothing."""
    run = defining_words(phrase, spot.surface, whole=whole)
    variant = _listed_variant(run or _words(phrase), is_defined=bool(run), spot=spot, reference=reference)
    if variant:
        return variant
    return "" if run else _SILENT


def _listed_variant(words: list[str], *, is_defined: bool, spot: Spot, reference: Reference) -> str:
    """Return the organization of the acronym whose name the words spell a little otherwise.

    Words that define the acronym by themselves must not say more than the name does: a confederation that is
    "independiente" is not the one that is "internacional".
    """
    own = {stem(word) for word in words if word not in SMALL_WORDS}
    for target in spot.entry.targets:
        names = [
            {stem(word) for word in _TOKEN.findall(name.text) if word.lower() not in SMALL_WORDS}
            for name in reference.entities[target].names
            if " " in name.text
        ]
        if is_defined and own - GENERIC_STEMS - set().union(*names):
            continue
        for name in names:
            telling = name - GENERIC_STEMS
            if telling and len(telling & own) / len(telling) > _SHARED:
                return target
    return ""


def _words(phrase: str) -> list[str]:
    return [loosen(token) for token in _TOKEN.findall(phrase)[-_MOST_WORDS:]]


def defining_words(phrase: str, acronym: str, *, whole: bool) -> list[str]:
    """Return the words at the end of `phrase` (or all of it) that the letters of `acronym` begin; empty if none do.

    Any order of initials will do from three letters on, for translations keep the foreign acronym; otherwise the
    letters run through the words in order, most of them first letters (after Schwartz and Hearst, 2003). Small words
    may give a letter or none.
    """
    letters = [letter for letter in loosen(acronym) if letter.isalnum()]
    words = _words(phrase)
    for first in range(len(words)) if not whole else (0,):
        run = words[first:]
        heavy = [word for word in run if word not in SMALL_WORDS]
        if not heavy or run[0] in SMALL_WORDS or run[0][0] != letters[0] or len(run) < _FEWEST_WORDS:
            continue
        initials = [word[0] for word in heavy]
        is_long = len(letters) > _ORDERED_UP_TO
        if len(heavy) >= _FEWEST_WORDS and (initials == letters or (is_long and sorted(initials) == sorted(letters))):
            return run
        if is_long and len(heavy) <= len(letters) and _runs_through(letters, run):
            return run
    return []


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
