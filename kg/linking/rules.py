"""The rules of ``rules.tsv``: what an ambiguous surface means, told by the words and the record around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.errors import LinkingError
from kg.linking.folding import fold, loosen
from kg.linking.scene import HERE
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.linking.lexicon import Lexicon
    from kg.linking.scene import RecordScene, Spot
    from kg.linking.tables import Row

Outcome: TypeAlias = Literal["link", "none", "unlinked", "home", "candidate"]
Condition: TypeAlias = "Callable[[RecordScene, Spot], bool]"
Look: TypeAlias = "Callable[[RecordScene, Spot], tuple[str, str]]"

RULES: Final = FOLDER / "rules.tsv"
_COLUMNS: Final = ("surface", "target", "languages", "scope", "needs", "unless", "outcome")
_OUTCOMES: Final = {"link", "none", "unlinked", "home", "candidate"}
_LANGUAGES: Final = {"es", "en", "fr", "pt"}
_CAPITAL: Final = re.compile(r"(?<!\\)[A-ZÀ-ÖØ-Þ]")
_NESTED: Final = re.compile(r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)|\[[^\]]*\]|\\.")
_QUIET: Final = (
    *(", ", "; ", " in ", " In ", " en ", " En ", " and ", " y ", " et ", " e ", " to ", " from ", " with "),
    *(" for ", " au ", " em ", " between ", " entre ", " con ", " com ", " by ", " or ", " o ", " ou "),
)
"""Behind these words a place stands by itself; no rule for every place or group looks for what they end."""

EVERY: Final[dict[str, frozenset[str]]] = {
    "*country": frozenset({"country"}),
    "*city": frozenset({"city"}),
    "*place": frozenset({"country", "city"}),
    "*group": frozenset({"group"}),
}
"""Surfaces of rules that hold for every entry of a kind, tried before the entry's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes
    ----------
    target
        What the surface names when the rule links; empty otherwise.
    languages
        Languages of the field it holds for; empty means all.
    needs
        Conditions that must all hold.
    unless
        Conditions of which none may hold.
    outcome
        ``link``, ``none`` (another thing, no mention), ``unlinked`` (open which), ``home`` (a city, linked if its
        country is the record's or stands beside it), ``candidate`` (names a reading, decides nothing).
    line
        Its line in the table.
    looks_back
        It asks what else the record names, so it is tried after the rules that do not.
    is_own
        The user says so: it outranks even a definition.
    plain
        The expression, of a rule that shuts out what stands near and asks for nothing else.
    """

    target: str
    languages: frozenset[str]
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    outcome: Outcome
    line: int
    looks_back: bool
    is_own: bool = False
    plain: str = ""

    def holds(self, record: RecordScene, spot: Spot) -> bool:
        """Tell whether the rule decides over `spot`."""
        if self.languages and spot.scene.language not in self.languages:
            return False
        for condition in self.needs:  # plain loops: this is asked for every span of every record
            if not condition(record, spot):
                return False
        for condition in self.unless:  # noqa: SIM110 -- see above
            if condition(record, spot):
                return False
        return True


def load_rules(lexicon: Lexicon, targets: frozenset[str], file: Path = RULES) -> dict[str, tuple[Rule, ...]]:
    """Give the entries of `lexicon` their rules and return the rules for every entry of a kind.

    Parameters
    ----------
    lexicon
        Its entries get their rules.
    targets
        Paths of entities that exist; a rule for another target is left out.
    file
        The table.

    Returns
    -------
    dict of str to tuple of Rule
        By kind of entry: ``country``, ``city``, ``group``.

    Raises
    ------
    LinkingError
        If a row cannot be used.
    """
    by_surface: dict[str, list[Rule]] = defaultdict(list)
    for row in read_table(file, _COLUMNS):
        rule = _rule(row)
        if rule.target and rule.target not in targets:
            continue
        for surface in row.several("surface"):
            by_surface[surface if surface in EVERY else fold(surface).text].append(rule)
    loosely: dict[str, list[Rule]] = defaultdict(list)
    for surface, rules in by_surface.items():
        loosely[loosen(surface)].extend(rules)
    for (table, _), entry in lexicon.entries.items():
        own = by_surface.get(entry.surface, ()) if table == "exact" else loosely.get(loosen(entry.surface), ())
        entry.rules = tuple(own)
    return {
        kind: tuple(
            _together([rule for name, kinds in EVERY.items() if kind in kinds for rule in by_surface.get(name, ())])
        )
        for kind in ("country", "city", "group")
    }


def apply_policies(lexicon: Lexicon, policies: Mapping[str, str]) -> None:
    """Put what the user says of a surface before its rules: the path of one thing, ``never`` or ``open``."""
    outcomes: dict[str, Outcome] = {"never": "none", "open": "unlinked"}
    for surface, policy in policies.items():
        text = fold(surface).text
        rule = Rule(
            target="" if policy in outcomes else policy,
            languages=frozenset(),
            needs=(),
            unless=(),
            outcome=outcomes.get(policy, "link"),
            line=0,
            looks_back=False,
            is_own=True,
        )
        for entry in lexicon.written_as(text):
            entry.rules = (rule, *entry.rules)


def _rule(row: Row) -> Rule:
    outcome = row["outcome"]
    languages = frozenset(row.several("languages", ","))
    if outcome not in _OUTCOMES:
        raise LinkingError(
            f"the outcome {outcome!r} is unknown", row.at, f"write one of {', '.join(sorted(_OUTCOMES))}"
        )
    if outcome == "link" and not row["target"]:
        raise LinkingError("a rule that links needs a target", row.at)
    if languages != {"*"} and not languages <= _LANGUAGES:
        raise LinkingError(f"the languages {row['languages']!r} are unknown", row.at, "write es, en, fr, pt or *")
    needs = row.several("needs", "&&")
    unless = row.several("unless", "||")
    return Rule(
        target=row["target"],
        languages=frozenset() if languages == {"*"} else languages,
        needs=tuple(_condition(text, row) for text in needs),
        unless=tuple(_condition(text, row) for text in unless),
        outcome=outcome,  # type: ignore[arg-type]
        line=row.at.line,
        looks_back=any(text.strip() in ("@same", "@un") for text in (*needs, *unless)),
        plain=needs[0] if _is_plain(row, needs, unless) else "",
    )


def _is_plain(row: Row, needs: list[str], unless: list[str]) -> bool:
    """Tell whether a rule only looks at words that stand directly before the mention, or directly behind it."""
    if row["outcome"] != "none" or row["scope"] != "near" or row["languages"] != "*" or unless or len(needs) != 1:
        return False
    return _touches(needs[0]) and needs[0].startswith(HERE) != needs[0].endswith(HERE)


def _touches(text: str) -> bool:
    return "|" not in _NESTED.sub("", text) and text.count(HERE) == 1


def _together(rules: list[Rule]) -> Iterator[Rule]:
    """Yield the rules, plain ones of a sort as one: to search once for many expressions is faster than one by one."""
    sorts: dict[tuple[bool, bool], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.plain:
            sorts[rule.plain.startswith(HERE), _CAPITAL.search(rule.plain) is not None].append(rule)
        else:
            yield rule
    for (begins, _), some in sorts.items():
        inner = "|".join(rule.plain.replace(HERE, "") for rule in some)
        text = f"{HERE}(?:{inner})" if begins else f"(?:{inner}){HERE}"
        condition = _pattern_condition(re.compile(text), text, _LOOKS["near"])
        yield replace(some[0], needs=(condition if begins else _unless_quiet(condition),), plain="")


def _unless_quiet(condition: Condition) -> Condition:
    """Return a condition that is asked only where the word before the mention may be part of a name."""
    return lambda record, spot: not spot.near[0].partition(HERE)[0].endswith(_QUIET) and condition(record, spot)


def _condition(text: str, row: Row) -> Condition:
    text = text.strip()
    target = row["target"]
    atoms: dict[str, Condition] = {
        "@same": lambda record, _: target in record.named,
        "@un": lambda record, spot: bool(record.un_bodies - spot.entry.targets.keys()),
        "@caps": lambda _, spot: spot.is_in_capitals,
        "@start": lambda _, spot: spot.is_first_in_sentence,
        "@title": lambda _, spot: spot.is_title,
    }
    if text.startswith("@"):
        if text not in atoms:
            raise LinkingError(f"the condition {text!r} is unknown", row.at, f"known are {', '.join(atoms)}")
        return atoms[text]
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise LinkingError(f"{text!r} is no regular expression: {error}", row.at) from error
    if HERE in text and row["scope"] not in ("near", "sentence"):
        raise LinkingError(f"{HERE} cannot be seen in the scope {row['scope']!r}", row.at, "use near or sentence")
    look = _LOOKS.get(row["scope"])
    if look is None:
        raise LinkingError(f"the scope {row['scope']!r} is unknown", row.at, f"known are {', '.join(_LOOKS)}")
    return _pattern_condition(pattern, text, look)


def _pattern_condition(pattern: re.Pattern[str], text: str, look: Look) -> Condition:
    side = 0 if _CAPITAL.search(text) else 1
    flat = _NESTED.sub("", text)
    if "|" not in flat and text.startswith(HERE):
        return lambda record, spot: _begins_here(pattern, look(record, spot)[side])
    if "|" not in flat and text.endswith(HERE):
        return lambda record, spot: _ends_here(pattern, look(record, spot)[side])
    return lambda record, spot: pattern.search(look(record, spot)[side]) is not None


def _begins_here(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a pattern that starts with the mention holds; there is one place to look at."""
    return pattern.match(text, text.index(HERE)) is not None


def _ends_here(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a pattern that ends with the mention holds; what follows need not be read."""
    return pattern.search(text, 0, text.index(HERE) + 1) is not None


_LOOKS: Final[dict[str, Look]] = {
    "near": lambda _, spot: spot.near,
    "sentence": lambda _, spot: spot.whole_sentence,
    "field": lambda _, spot: (spot.scene.folded.text, spot.scene.folded.loose),
    "record": lambda record, _: record.text,
    "location": lambda record, _: record.location,
}
