"""Deciding what a span names: definitions of the record first, then the rules, then the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.definitions import DefinitionReader, meaning_at
from kg.linking.languages import is_function_word
from kg.linking.model import Candidate
from kg.linking.phrases import speaks_of_a_programme
from kg.linking.scene import HERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.linking.definitions import Definition
    from kg.linking.rules import Rule
    from kg.linking.scene import RecordScene, Spot
    from kg.reference import Reference

_UN_KINDS: Final = "code/organization-kind/igo-un"
_SHORT: Final = 2
_ORGANIZATION_KINDS: Final = frozenset({"acronym", "name", "any-case"})
_SURE: Final[dict[str, tuple[float, str]]] = {
    "acronym": (0.99, "lexicon:acronym"),
    "name": (0.99, "lexicon:name"),
    "any-case": (0.99, "lexicon:name"),
    "country": (0.98, "lexicon:country"),
    "city": (0.97, "lexicon:city"),
    "group": (0.95, "lexicon:group"),
    "shared-group": (0.9, "lexicon:group"),
    "phrase": (0.9, "phrase:joint-programme"),
}
"""Confidence and method of a surface that needs no rule, by the kind of its entry."""

_BY_CUE: Final = 0.95
_BY_DEFINITION: Final = 0.97
_BY_HOME: Final = 0.92
_DAMAGED: Final = 0.85
_OPEN_ONE: Final = 0.4
_OPEN_SHARED: Final = 0.6
_SAME_LANGUAGE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a span is.

    Attributes
    ----------
    target
        Path of the entity, ``None`` if it stays open.
    confidence, method, candidates
        As in `kg.linking.model.Mention`.
    """

    target: str | None
    confidence: float
    method: str
    candidates: tuple[Candidate, ...] = ()


class Judge:
    """Decides over the spots of a record.

    Parameters
    ----------
    reference
        The vocabularies.
    rules_of_kinds
        Rules for every entry of a kind.
    """

    def __init__(self, reference: Reference, rules_of_kinds: Mapping[str, tuple[Rule, ...]]) -> None:
        self._definitions = DefinitionReader(reference)
        self._rules_of_kinds = rules_of_kinds
        self._un_bodies = {
            entity.path
            for entity in reference.of_kind("organization")
            if any(kind.startswith(_UN_KINDS) for kind in entity.within)
        }
        self._country_of = {
            city.path: next((path.rpartition("/")[2] for path in city.within if path.startswith("country/")), "")
            for city in reference.of_kind("city")
        }
        self._beside = {
            country.key: re.compile(
                rf"^{HERE}(?: ?[(,]| de| -| en| in)? ?(?:"
                + "|".join(sorted({re.escape(n.text) for n in country.names}, key=len, reverse=True))
                + r")\b"
            )
            for country in reference.of_kind("country")
            if country.key in self._country_of.values()
        }

    def decide(self, record: RecordScene, spots_of_fields: Iterable[list[Spot]]) -> list[tuple[Spot, Decision]]:
        """Return the spots that are mentions, each with what it names, in the order given."""
        lists = list(spots_of_fields)
        definitions = self._definitions.read(lists)
        spots = [spot for of_field in lists for spot in of_field]
        defined: dict[Spot, Definition] = {}
        if definitions:
            for number, of_field in enumerate(lists):
                for spot in of_field:
                    definition = meaning_at(definitions, spot.surface, (number, spot.start))
                    if definition is not None:
                        defined[spot] = definition
        decisions: dict[Spot, Decision | None] = {}
        for looks_back in (False, True):  # what a rule may ask of the rest of the record must be known by then
            for spot in spots:
                if any(rule.looks_back for rule in spot.entry.rules) == looks_back:
                    decisions[spot] = self._decide(record, spot, defined)
                    self._remember(record, spot, decisions[spot])
        return [(spot, decision) for spot in spots if (decision := decisions[spot]) is not None]

    def _remember(self, record: RecordScene, spot: Spot, decision: Decision | None) -> None:
        if decision is not None and decision.target and spot.entry.kind in _ORGANIZATION_KINDS:
            record.named.add(decision.target)
            if decision.target in self._un_bodies:
                record.un_bodies.add(decision.target)

    def _decide(self, record: RecordScene, spot: Spot, defined: Mapping[Spot, Definition]) -> Decision | None:
        """Return what a spot is, ``None`` if it is no mention."""
        kind, rules = spot.entry.kind, spot.entry.rules
        if rules and rules[0].is_own:
            return self._by_rule(record, spot, rules[0])
        if spot in defined:
            return self._as_defined(spot, defined[spot].meaning)
        for rule in self._rules_of_kinds.get(kind, ()):
            if rule.holds(record, spot):
                return None
        for rule in spot.entry.rules:
            if rule.outcome != "candidate" and rule.holds(record, spot):
                return self._by_rule(record, spot, rule)
        if any(rule.outcome in ("link", "candidate") for rule in spot.entry.rules):
            return self._open(spot)
        return self._by_lexicon(record, spot)

    def _as_defined(self, spot: Spot, meaning: str | None) -> Decision:
        if meaning is None:
            return Decision(None, 0.1, "definition")
        plain = [rule for rule in spot.entry.rules if rule.outcome == "link" and not rule.needs and not rule.languages]
        if (not spot.entry.rules and set(spot.entry.targets) == {meaning}) or any(
            rule.target == meaning for rule in plain
        ):
            return self._sure(spot, meaning)
        return Decision(meaning, _BY_DEFINITION, "definition")

    def _by_rule(self, record: RecordScene, spot: Spot, rule: Rule) -> Decision | None:
        if rule.outcome == "none":
            return None
        if rule.outcome == "unlinked":
            return self._open(spot)
        if rule.outcome == "home":
            return self._at_home(record, spot)
        sure = self._sure(spot, rule.target)
        if not rule.needs and not rule.languages:
            return sure  # nothing had to be asked, only other readings shut out
        method = sure.method
        if spot.entry.kind == "acronym" and not spot.is_damaged:
            method = "lexicon:acronym+cue"
        elif rule.target.startswith("place/"):
            method = "lexicon:city"
        return Decision(rule.target, min(sure.confidence, _BY_CUE), method)

    def _by_lexicon(self, record: RecordScene, spot: Spot) -> Decision | None:
        kind, targets = spot.entry.kind, spot.entry.targets
        if kind == "phrase":
            return self._sure(spot, next(iter(targets))) if speaks_of_a_programme(spot) else None
        if kind == "acronym":
            surface = spot.surface
            named = [target for target in targets if target in record.named]
            if len(targets) == 1 and len(surface) > _SHORT:
                is_word_in_capitals = spot.is_in_capitals and is_function_word(surface.lower())
                return None if is_word_in_capitals else self._sure(spot, next(iter(targets)))
            return Decision(named[0], _BY_CUE, "lexicon:acronym+cue") if len(named) == 1 else self._open(spot)
        if kind == "city" and (spot.entry.needs_home or len(targets) > 1):
            return self._at_home(record, spot)
        if len(targets) == 1:
            return self._sure(spot, next(iter(targets)))
        own = [target for target, languages in targets.items() if spot.scene.language in languages]
        return self._sure(spot, own[0]) if len(own) == 1 else self._open(spot)

    def _at_home(self, record: RecordScene, spot: Spot) -> Decision | None:
        """Link a city whose country stands behind it, or else is one of the record's; ``None`` if neither."""
        beside = spot.near[0]
        beside = beside[beside.index(HERE) :]
        named = [city for city in spot.entry.targets if self._is_beside(city, beside)]
        if len(named) == 1:
            return self._sure(spot, named[0])
        covered = [city for city in spot.entry.targets if self._country_of.get(city) in record.countries]
        return Decision(covered[0], _BY_HOME, "lexicon:city") if len(covered) == 1 else None

    def _is_beside(self, city: str, beside: str) -> bool:
        pattern = self._beside.get(self._country_of.get(city, ""))
        return pattern is not None and pattern.match(beside) is not None

    def _sure(self, spot: Spot, target: str) -> Decision:
        confidence, method = _SURE[spot.entry.kind]
        return (
            Decision(target, _DAMAGED, f"{method}+damaged") if spot.is_damaged else Decision(target, confidence, method)
        )

    def _open(self, spot: Spot) -> Decision:
        """Leave a spot unlinked, with what it may mean; a reading of the field's own language counts double."""
        language = spot.scene.language
        weights = {
            rule.target: 1.0 for rule in spot.entry.rules if rule.target and rule.outcome in ("link", "candidate")
        }
        for target, languages in spot.entry.targets.items():
            if weights and target not in weights and spot.entry.rules:
                continue
            weights[target] = _SAME_LANGUAGE if language in languages else 1.0
        if not weights:
            return Decision(None, 0.0, "cue:none")
        share = _OPEN_ONE if len(weights) == 1 else _OPEN_SHARED
        total = sum(weights.values())
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        best = round(share * ranked[0][1] / total, 2)
        candidates = tuple(
            Candidate(target=target, score=round(share * weight / total, 2))
            for target, weight in ranked
            if target.startswith("organization/")  # what a place may be is not stated as a candidate
        )
        return Decision(None, best, "cue:none", candidates)
