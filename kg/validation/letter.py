"""A report as a letter tells it: by the record that a person opens, the gravest first, each problem once.

Most results are about a field of a page, and whoever keeps the page can mend it. Some are about the graph: no page is
at fault there, so they stand apart, for those who run it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.validation.grouping import by_kind_and_number, groups
from kg.validation.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.terms import Names
    from kg.validation.context import Context
    from kg.validation.grouping import Entry, Group
    from kg.validation.model import Report, Severity

_GRAVITY: Final = {severity: number for number, severity in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What one shape or check found in one field of a record.

    Parameters
    ----------
    group
        What is wrong and what to do.
    entries
        Where, at least one: the values at fault with their places.
    """

    group: Group
    entries: tuple[Entry, ...]

    @property
    def rank(self) -> tuple[int, str, str]:
        """Where the problem stands in its record: by severity, then by name and field."""
        return _GRAVITY[self.group.severity], self.group.name, self.entries[0].key


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record, or another thing that has pages, with its problems, the gravest first."""

    context: Context
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many values of each severity are at fault, the gravest first."""
        return _counts((problem.group.severity, problem.entries) for problem in self.problems)

    @property
    def rank(self) -> tuple[int, tuple[str, int, str]]:
        """Where the record stands in the letter: by its gravest problem, then by kind and number."""
        return _GRAVITY[self.problems[0].group.severity], by_kind_and_number(self.context.thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that a letter tells.

    Parameters
    ----------
    cards
        Records with something for their keeper to do or to know, the gravest first.
    system
        What is wrong with the graph and not with a page, the gravest first.
    """

    cards: tuple[Card, ...]
    system: tuple[Group, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many values of pages are at fault, by severity."""
        return _counts((problem.group.severity, problem.entries) for card in self.cards for problem in card.problems)

    @property
    def records(self) -> int:
        """How many records are concerned: those of an evaluation, where it is the evaluation that has the problem."""
        return len({iri for card in self.cards for problem in card.problems for iri in _concerned(problem, card)})

    @property
    def kinds(self) -> list[tuple[Group, int, int]]:
        """Each kind of problem with the number of its values and records, the gravest and most frequent first."""
        values: dict[tuple[Severity, str], tuple[Group, int, set[str]]] = {}
        for card in self.cards:
            for problem in card.problems:
                key = problem.group.severity, problem.group.shape
                group, number, things = values.get(key, (problem.group, 0, set[str]()))
                values[key] = group, number + len(problem.entries), things | _concerned(problem, card)
        found = [(group, number, len(things)) for group, number, things in values.values()]
        return sorted(found, key=lambda kind: (_GRAVITY[kind[0].severity], -kind[1], kind[0].name))


def letter(report: Report, contexts: Mapping[str, Context], language: str, names: Names) -> Letter:
    """Arrange a report for a letter in `language`."""
    held: dict[str, dict[tuple[str, str, str], Problem]] = {}
    system = []
    for group in groups(report, contexts, language, names):
        rest = tuple(entry for entry in group.entries if not entry.key)
        if rest:
            system.append(replace(group, entries=rest))
        for entry in (entry for entry in group.entries if entry.key):
            problems = held.setdefault(_record(entry.context).thing.iri, {})
            key = group.shape, group.message, entry.key
            before = problems[key].entries if key in problems else ()
            problems[key] = Problem(group=group, entries=(*before, entry))
    cards = (_card(problems.values()) for problems in held.values())
    return Letter(cards=tuple(sorted(cards, key=lambda card: card.rank)), system=tuple(system))


def _card(problems: Iterable[Problem]) -> Card:
    ordered = tuple(sorted(problems, key=lambda problem: problem.rank))
    return Card(context=_record(ordered[0].entries[0].context), problems=ordered)


def _record(context: Context) -> Context:
    """Return the one record that a thing concerns, else the thing itself: people open a page, and mend all on it."""
    return replace(context, thing=context.records[0]) if len(context.records) == 1 else context


def _concerned(problem: Problem, card: Card) -> set[str]:
    """Return the records that a problem concerns; the thing itself, if no record is behind it."""
    records = {record.iri for entry in problem.entries for record in entry.context.records}
    return records or {card.context.thing.iri}


def _counts(found: Iterable[tuple[Severity, tuple[Entry, ...]]]) -> dict[Severity, int]:
    counts = dict.fromkeys(SEVERITIES, 0)
    for severity, entries in found:
        counts[severity] += len(entries)
    return counts
