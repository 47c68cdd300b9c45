"""Acronyms that a record defines itself: ``Oficina Municipal de Intermediación (OIM)``, ``IOM: Index of Migrants``.

A definition wins over the lexicon in the whole record, whichever field it stands in; where a record defines an acronym
twice, each use takes the definition before it. One by a listed organization says which of several it is; one by a body
that no list knows leaves the acronym open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.linking.folding import BREAK, loosen
from kg.linking.initials import (
    WORD,
    defining_words,
    heavy,
    holds_letters,
    is_spelt,
    last_words,
    leading_words,
    letters_of,
    nearly_begin,
    without_tail,
)
from kg.linking.naming import SMALL_WORDS, are_alike, is_generic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.linking.scene import Spot
    from kg.reference import Reference

_ARTICLE: Final = r"(?:the |la |el |le |l'|los |las |les |o |a )?"
_OPENING: Final = re.compile(
    r"[\s,]*[(\[][\s\"']*(?:(?:en adelante|hereafter|hereinafter|ci-apres|henceforth|doravante|o|or|ou|dite?|sigla)"
    rf",? )?[\s\"']*{_ARTICLE}[\"']?$"
)
_CLOSING: Final = re.compile(
    r"[\s\"']*(?:[)\];]|/[a-z]|,? ?(?:por sus?|for its|by its|en ingles|en anglais|selon|sigles?|siglas?|par son|"
    r"d'apres|en adelante|hereafter|pela sigla|na sigla)\b)"
)
_BRACKET_REACH: Final = 40
_INTRODUCED: Final = re.compile(
    rf"(?:, | - | ?/ ?| ?: | = )(?:(?:o|or|ou|en adelante|hereafter|ci-apres) )?{_ARTICLE}$"
    rf"|\b(?:conocid[oa]s?(?: tambien)? (?:como|por)|also known as|known as|connue? sous le nom de|llamad[oa]|"
    rf"denominad[oa]|called|dite?|appelee?|abreviad[oa]|chamad[oa]|abbreviated(?: as)?) {_ARTICLE}$"
)
_APPOSITION: Final = 30
_SIGNS_BEHIND: Final = ("", *"),;:.]/ -=([\"'")
_SIGNS_BEFORE: Final = ("", *",-/:=aelorsuy")
"""The last but one character before an acronym that its own name may precede: a sign, or the end of a small word."""

_ENDS: Final = re.compile(rf"[,;:.)\]/{BREAK}]| - |$")
_EXPLAINED: Final = re.compile(
    rf" ?[(\[]\s?[\"']?{_ARTICLE}|(?:: | - | = |, | ?/ ?){_ARTICLE}"
    rf"|(?: (?:stands for|means|signifie|significa|quiere decir|veut dire) )(?:the |la |el |le |l')?"
)
_EXPLAINED_LATER: Final = re.compile(
    r"(?: [\w'-]+){0,4}, (?:o|u|or|ou|es decir,?|a saber,?|c'est-a-dire,?|that is,?|namely,?|i\.e\.,?) "
    r"(?:sea,? )?(?:la |el |the |le |l')?"
)
_NEXT_WORDS: Final = 60
_PHRASE: Final = re.compile(rf"[^,;:.()\[\]/\"{BREAK}]+")
_BRACKETED: Final = re.compile(r"[^()\[\]]{5,120}(?=[)\]])")
_REACH: Final = 160
_SHARED: Final = 0.5
_SHORT: Final = 2
"""So few letters begin some words beside them by chance; only brackets and words of explanation define them."""

_LONG: Final = 5
"""An acronym of so many letters means its body unless it is spelt out letter by letter."""

_NATIONAL: Final = "code/organization-kind/donor-bilateral"
_LONGEST: Final = {"acronym": 14, "country": 5}
"""How many letters an acronym has at most that a record may define, by the kind of the entry."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What one place of a record says an acronym means.

    Attributes
    ----------
    place
        Index of the field in the record, offset of the acronym in the folded field.
    meaning
        Path of a listed organization; ``None`` for a body that is not listed.
    """

    place: tuple[int, int]
    meaning: str | None


class DefinitionReader:
    """Reads what records say of acronyms.

    Parameters
    ----------
    reference
        The vocabularies.
    """

    def __init__(self, reference: Reference) -> None:
        self._names: dict[str, list[list[str]]] = {}
        self._acronyms: dict[str, frozenset[str]] = {}
        self._homes: dict[str, frozenset[str]] = {}
        countries = {
            word for country in reference.of_kind("country") for name in country.names for word in last_words(name.text)
        } - SMALL_WORDS
        for entity in reference.of_kind("organization"):
            self._names[entity.path] = [heavy(last_words(name.text)) for name in entity.names if " " in name.text]
            homes = [countries.intersection(last_words(name.text)) for name in entity.names if name.role == "preferred"]
            is_national = _NATIONAL in entity.within and all(homes)
            self._homes[entity.path] = frozenset().union(*homes) if is_national else frozenset()
            self._acronyms[entity.path] = frozenset(name.text for name in entity.names if name.role == "acronym")

    def read(self, fields: Sequence[Sequence[Spot]]) -> dict[str, list[Definition]]:
        """Return the definitions among the spots of each field, by surface, in reading order."""
        found: dict[str, list[Definition]] = {}
        for number, spots in enumerate(fields):
            for index, spot in enumerate(spots):
                if spot.end - spot.start > _LONGEST.get(spot.entry.kind, 0) or not _is_acronym(spot.surface):
                    continue
                before = spots[index - 1] if index else None
                after = spots[index + 1] if index + 1 < len(spots) else None
                meaning = self._meaning(spot, before, after)
                if meaning is not _SILENT:
                    definition = Definition((number, spot.start), meaning or None)
                    found.setdefault(spot.surface, []).append(definition)
        return found

    def _meaning(self, spot: Spot, before: Spot | None, after: Spot | None) -> str:
        """Return the path, ``""`` for an unlisted body, or `_SILENT` when nothing is defined here.

        What stands beside the acronym is looked at first, for most acronyms are not defined where they stand.
        """
        text, loose = spot.scene.folded.text, spot.scene.folded.loose
        behind = text[spot.end : spot.end + 1]
        if behind not in _SIGNS_BEHIND:
            return _SILENT
        meaning = _SILENT
        if _CLOSING.match(loose, spot.end) and (opening := _opening(spot)) is not None:
            meaning = self._in_brackets(spot, before, opening.start())
        elif text[spot.start - 2 : spot.start - 1] in _SIGNS_BEFORE and _ENDS.match(text, spot.end):
            introduced = _INTRODUCED.search(loose, max(0, spot.start - _APPOSITION), spot.start)
            if introduced is not None:
                meaning = self._introduced(spot, before, introduced.start())
        return meaning if meaning is not _SILENT else self._explained(spot, after)

    def _in_brackets(self, spot: Spot, before: Spot | None, end: int) -> str:
        """Read ``International Organization for Migration (IOM)``."""
        name = before if before is not None and before.end == end else None
        if name is not None and (named := self._named_by(name, spot)):
            return named
        text = spot.scene.folded.text
        phrase = text[max(spot.sentence[0], end - _REACH) : end]
        run = self._run(phrase, spot)
        if run and name is not None:
            return self._variant(run, spot, is_defined=False) or _only_target(name) or _SILENT
        if run:
            return self._by_run(run, spot)
        return self._variant(last_words(phrase), spot, is_defined=False) or self._nearly(phrase, name, spot)

    def _run(self, phrase: str, spot: Spot) -> list[str]:
        """Return the words at the end of the phrase that the acronym stands for; a place may follow them."""
        run = defining_words(phrase, spot.surface, whole=False)
        if not run and (bare := without_tail(phrase)) is not phrase:
            run = defining_words(bare, spot.surface, whole=False)
            return run if is_spelt(run, letters_of(spot.surface)) else []
        return run

    def _nearly(self, phrase: str, name: Spot | None, spot: Spot) -> str:
        """Read a definition that lacks a letter, of an acronym whose meaning is doubtful anyway."""
        if not _is_doubtful(spot):
            return _SILENT
        if name is not None:
            target = _only_target(name)
            return target if target and nearly_begin(last_words(name.surface), spot.surface) else _SILENT
        return "" if any(_may_stand_for(words, spot.surface) for words in {phrase, without_tail(phrase)}) else _SILENT

    def _introduced(self, spot: Spot, before: Spot | None, end: int) -> str:
        """Read ``Oficina Municipal de Intermediación, OIM,``: the letters must be those of the words, one each."""
        if before is not None and before.end == end and (named := self._named_by(before, spot)):
            return named
        text = spot.scene.folded.text
        if not _ENDS.match(text, spot.end):
            return _SILENT
        phrase = text[max(spot.sentence[0], end - _REACH) : end].rstrip(" ,").rpartition(",")[2]
        run = defining_words(phrase, spot.surface, whole=False)
        if len(spot.surface) <= _SHORT or sorted(word[0] for word in heavy(run)) != sorted(letters_of(spot.surface)):
            return _SILENT
        return self._by_run(run, spot)

    def _explained(self, spot: Spot, after: Spot | None) -> str:
        """Read ``OIE (Organización Internacional de Empleadores)``, ``OIM: Oficina de Intermediación Municipal``."""
        text, loose = spot.scene.folded.text, spot.scene.folded.loose
        connection = _EXPLAINED.match(loose, spot.end)
        later = None
        if connection is None and text.find(", ", spot.end, spot.end + _NEXT_WORDS) > 0:
            later = _EXPLAINED_LATER.match(loose, spot.end, spot.end + _NEXT_WORDS)
        match = connection or later
        if match is None:
            return _SILENT
        if after is not None and after.start == match.end() and later is None:
            return self._named_by(after, spot) or _SILENT
        is_bracketed = "(" in match[0] or "[" in match[0]
        found = (_BRACKETED if is_bracketed else _PHRASE).match(text, match.end(), match.end() + _REACH)
        if found is None or not found[0].strip() or match.end() > spot.sentence[1]:
            return _SILENT
        phrase = found[0]
        if is_bracketed:
            run = defining_words(phrase, spot.surface, whole=True)
            return (
                self._by_run(run, spot) if run else self._variant(last_words(phrase), spot, is_defined=False) or _SILENT
            )
        words = WORD.findall(phrase)
        count = leading_words(words, spot.surface)
        is_name = _is_capitalized(words) and len(spot.surface) > _SHORT
        return self._by_run([loosen(word) for word in words[:count]], spot) if count and (later or is_name) else _SILENT

    def _named_by(self, name: Spot, acronym: Spot) -> str:
        """Return the organization that a spot names without doubt and the acronym can stand for; empty otherwise."""
        target = _only_target(name)
        can_mean = set(acronym.entry.targets) | {rule.target for rule in acronym.entry.rules if rule.outcome != "none"}
        return target if target and (target in can_mean or acronym.surface in self._acronyms[target]) else ""

    def _by_run(self, run: list[str], spot: Spot) -> str:
        """Return the listed organization that the words of an acronym name, ``""`` for another body."""
        variant = self._variant(run, spot, is_defined=True)
        if variant:
            return variant if self._says_where(variant, run) or not _is_doubtful(spot) else _SILENT
        is_sure = len(spot.surface) < _LONG or _is_doubtful(spot) or is_spelt(run, letters_of(spot.surface))
        return "" if is_sure else _SILENT

    def _says_where(self, target: str, words: list[str]) -> bool:
        """Tell whether the words name the country, if the body's own name does: many have a Department of Labor."""
        return not self._homes[target] or not self._homes[target].isdisjoint(words)

    def _variant(self, words: list[str], spot: Spot, *, is_defined: bool) -> str:
        """Return the organization of the acronym whose name the words spell a little otherwise.

        Words that define the acronym by themselves must not say anything that the name does not: a confederation that
        is "independiente" is not the one that is "internacional", a council not a centre.
        """
        own = heavy(words)
        for target in spot.entry.targets:
            names = self._names.get(target, ())
            if is_defined and not all(any(are_alike(word, other) for name in names for other in name) for word in own):
                continue
            if any(_is_shared(name, own) for name in names):
                return target
        return ""


_SILENT: Final = "\0"


def meaning_at(definitions: Mapping[str, list[Definition]], surface: str, place: tuple[int, int]) -> Definition | None:
    """Return the definition that holds at a place: the last one up to it, else the first one after it."""
    known = definitions.get(surface)
    if not known:
        return None
    return next((one for one in reversed(known) if one.place <= place), known[0])


@lru_cache(maxsize=1 << 12)
def _is_acronym(surface: str) -> bool:
    return sum(map(str.isupper, surface)) > 1 and " " not in surface


def _may_stand_for(phrase: str, acronym: str) -> bool:
    """Tell whether words in capitals at the end of a phrase fit the acronym but for a letter or a word."""
    tokens = WORD.findall(phrase)
    for index in range(len(tokens) - 1):
        if not tokens[index][0].isupper():
            continue
        words = [loosen(token) for token in tokens[index:]]
        if nearly_begin(words, acronym) or (_is_capitalized(tokens[index:]) and holds_letters(words, acronym)):
            return True
    return False


def _opening(spot: Spot) -> re.Match[str] | None:
    """Return the bracket that opens before an acronym, with the words of introduction in it."""
    text, first = spot.scene.folded.text, max(0, spot.start - _BRACKET_REACH)
    if text.rfind("(", first, spot.start) < 0 and text.rfind("[", first, spot.start) < 0:
        return None
    return _OPENING.search(spot.scene.folded.loose, first, spot.start)


def _is_doubtful(spot: Spot) -> bool:
    """Tell whether the rules know an acronym for one that may mean other things."""
    rules = spot.entry.rules
    return bool(rules) and not any(rule.outcome == "link" and not rule.needs and not rule.languages for rule in rules)


def _is_shared(name: list[str], own: list[str]) -> bool:
    """Tell whether the words hold most of what tells the name from others, and half of all its words."""
    shared = [word for word in name if any(are_alike(word, other) for other in own)]
    telling = [word for word in name if not is_generic(word)]
    told = [word for word in shared if not is_generic(word)]
    return bool(telling) and len(told) / len(telling) > _SHARED and len(shared) / len(name) >= _SHARED


def _is_capitalized(words: list[str]) -> bool:
    """Tell whether all but small words begin with a capital, as in a name and the place behind it."""
    return all(word[0].isupper() or loosen(word) in SMALL_WORDS for word in words)


def _only_target(name: Spot) -> str:
    if name.entry.kind not in ("name", "any-case", "acronym") or len(name.entry.targets) != 1 or name.entry.rules:
        return ""
    return next(iter(name.entry.targets))
