"""Acronyms that a record defines itself: ``Oficina Municipal de Intermediación (OIM)``.

A definition wins over the lexicon in the whole record. One by a listed organization says which of several it is; one
by a body that no list knows leaves the acronym open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.linking.scene import Spot
    from kg.reference import Reference

_OPENING: Final = re.compile(
    r"[\s,]*[(\[][\s\"']*(?:(?:en adelante|hereafter|hereinafter|ci-apres|o|or|ou),? )?(?:the |la |el |le |l'|los |las )?[\"']?$"
)
_CLOSING: Final = re.compile(
    r"[\"']?(?:[)\];]|, ?(?:por sus|for its|en ingles|en anglais|selon|sigles?|siglas|by its)|"
    r" (?:por sus|en ingles|en anglais|selon|siglas|by its))"
)
_OPENS_AFTER: Final = re.compile(r" ?[(\[]\s?[\"']?(?:the |la |el |le |l')?$")
_TOKEN: Final = re.compile(r"\w+")
_SMALL_WORDS: Final = frozenset(
    "a al and aux con da das de del des di do dos du e el en et for in l d la las le les los na no of on para por pour sur the to y".split()
)
_GENERIC: Final = frozenset(
    loosen(word)[:6]
    for word in (
        "organización organización organisation organização organizations internacional international internationale "
        "naciones unidas nations united unies nações mundial mondiale world office oficina bureau escritório programa "
        "programme program fondo fonds fund fundo agencia agence agency agência comisión commission comité committee "
        "consejo conseil council banco banque bank centro centre center instituto institut institute secretaría "
        "secretariat secretaría sistema système system general asociación association comunidad community communauté "
        "unión union união europea european européenne desarrollo development développement cooperación cooperation "
        "estados states états alto high haut comisionado commissioner commissariat"
    ).split()
)
_STEM: Final = 6
_REACH: Final = 160
_MOST_WORDS: Final = 12
_AT_STARTS: Final = 2 / 3
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
    if after is not None and _OPENS_AFTER.fullmatch(loose, spot.end, after.start):
        return _named_by(after, spot) or _SILENT
    inside = re.compile(r" ?\(([^()]{5,120})\)").match(text, spot.end)
    if inside is not None and _is_defined_by(inside[1], spot.surface, whole=True):
        return _listed_variant(inside[1], spot, reference) or ""
    return _SILENT


def _named_by(name: Spot, acronym: Spot) -> str:
    """Return the organization that a spot names without doubt and the acronym can stand for; empty otherwise."""
    if name.entry.kind not in ("name", "any-case", "acronym") or len(name.entry.targets) != 1 or name.entry.rules:
        return ""
    target = next(iter(name.entry.targets))
    can_mean = set(acronym.entry.targets) | {rule.target for rule in acronym.entry.rules if rule.outcome != "none"}
    return target if target in can_mean else ""


def _by_phrase(phrase: str, spot: Spot, reference: Reference) -> str:
    variant = _listed_variant(phrase, spot, reference)
    if variant:
        return variant
    return "" if _is_defined_by(phrase, spot.surface, whole=False) else _SILENT


def _listed_variant(phrase: str, spot: Spot, reference: Reference) -> str:
    """Return the organization of the acronym whose name the end of `phrase` spells a little otherwise."""
    words = {_stem(word) for word in _TOKEN.findall(phrase)[-_MOST_WORDS:]} - _GENERIC
    for target in spot.entry.targets:
        for name in reference.entities[target].names:
            own = {_stem(word) for word in _TOKEN.findall(name.text) if word.lower() not in _SMALL_WORDS} - _GENERIC
            if own and " " in name.text and len(own & words) / len(own) > _SHARED:
                return target
    return ""


def _stem(word: str) -> str:
    return loosen(word)[:_STEM]


def _is_defined_by(phrase: str, acronym: str, *, whole: bool) -> bool:
    """Tell whether the letters of `acronym` begin the words at the end of `phrase` (or of all of it).

    Any order of initials will do from three letters on, for translations keep the foreign acronym; otherwise the
    letters run through the words in order, most of them first letters (after Schwartz and Hearst, 2003).
    """
    letters = [letter for letter in loosen(acronym) if letter.isalnum()]
    words = [loosen(word) for word in _TOKEN.findall(phrase)][-_MOST_WORDS:]
    for first in range(len(words)) if not whole else (0,):
        run = words[first:]
        if not run or run[0][0] != letters[0] or run[0] in _SMALL_WORDS:
            continue
        heavy = [word for word in run if word not in _SMALL_WORDS]
        initials = [word[0] for word in heavy]
        if initials == letters or (len(letters) > _ORDERED_UP_TO and sorted(initials) == sorted(letters)):
            return len(heavy) > 1
        if len(letters) > _ORDERED_UP_TO and 1 < len(heavy) <= len(letters) and _runs_through(letters, heavy):
            return True
    return False


def _runs_through(letters: list[str], words: list[str]) -> bool:
    """Tell whether the letters run through the words in order, each word giving its first letter."""
    at_starts = position = 0
    for word in words:
        if position >= len(letters) or word[0] != letters[position]:
            return False
        at_starts += 1
        position += 1
        for letter in word[1:]:
            if position < len(letters) and letter == letters[position] and len(letters) - position > len(words) - at_starts:
                position += 1
    return position == len(letters) and at_starts / len(letters) >= _AT_STARTS
