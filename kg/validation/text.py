"""The report for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from kg.terms import Names
from kg.validation.cut import cut
from kg.validation.grouping import Entry, Group, groups, one_line
from kg.validation.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.validation.context import Context, Thing
    from kg.validation.model import Report

_SHOWN = 3
"""How many records and pages an entry names before it only counts them."""

_WIDTH = 80
"""Columns of a sentence; values and addresses are never broken."""


def to_text(
    report: Report,
    contexts: Mapping[str, Context],
    *,
    lang: str = "en",
    names: Names | None = None,
    limit: int | None = 20,
) -> str:
    """Write the report as plain text, grouped by shape and then by record.

    Parameters
    ----------
    report
        What was found.
    contexts
        The records behind it, from `kg.validation.context.contexts`.
    lang
        ``en``, ``es`` or ``fr``.
    names
        Shortens IRIs; by default those of the default base.
    limit
        How many entries of a group are written out; the rest is counted. `None` writes all.

    Raises
    ------
    ConfigError
        If there is no report in that language.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> print(to_text(Report(results=(), focus_nodes=2), {}), end="")
    0 violations, 0 warnings, 0 notes (2 things checked)
    Nothing was found wrong.
    """
    tongue, short = words(lang), names or Names()
    lines = [summary(report, tongue)]
    if not report.focus_nodes:
        lines.extend(textwrap.wrap(tongue["unchecked"], _WIDTH))
    elif not report.results:
        lines.append(tongue["clean"])
    for group in groups(report, contexts, lang, short):
        lines.extend(["", *_group_lines(group, tongue, limit)])
    return "\n".join(lines) + "\n"


def summary(report: Report, tongue: Words) -> str:
    """Return the counts in one line."""
    counts = report.counts
    found = (
        tongue.count("violations", counts["Violation"]),
        tongue.count("warnings", counts["Warning"]),
        tongue.count("infos", counts["Info"]),
    )
    return f"{', '.join(found)} ({tongue.count('things', report.focus_nodes)})"


def thing_text(thing: Thing, tongue: Words) -> str:
    """Return what a thing is and its number or name: ``lesson 242853``."""
    return one_line(f"{tongue[thing.kind]} {thing.name}")


def entry_title(entry: Entry, tongue: Words, shown: int = _SHOWN) -> str:
    """Return the thing of an entry and the records it concerns; those past `shown` are counted."""
    thing, *others = (
        thing_text(thing, tongue)
        for thing in (
            entry.context.thing,
            *(record for record in entry.context.records if record != entry.context.thing),
        )
    )
    named = others[:shown]
    if len(others) > shown:
        named.append(tongue.count("more", len(others) - shown))
    return f"{thing}, {tongue['concerns']} {', '.join(named)}" if named else thing


def _group_lines(group: Group, tongue: Words, limit: int | None) -> Iterator[str]:
    code = f" [{group.code}]" if group.code else ""
    where = f", {tongue.count('in_records', group.records)}" if group.records else ""
    yield f"{tongue[group.severity].upper()}  {group.name}{code} ({len(group.entries)}{where})"
    yield from textwrap.wrap(group.message, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    for entry in group.entries[:limit]:
        yield ""
        yield from (f"  {line}" for line in _entry_lines(entry, tongue))
    rest = len(group.entries) - len(group.entries[:limit])
    if rest:
        yield from ("", f"  {tongue.count('more', rest)}")


def _entry_lines(entry: Entry, tongue: Words) -> Iterator[str]:
    yield entry_title(entry, tongue)
    for label, text in entry_facts(entry, tongue):
        yield f"  {tongue[label]}{tongue['colon']}{text}"
    pages = entry.context.pages
    for page in pages[:_SHOWN]:
        yield f"  {tongue['page']}{tongue['colon']}{one_line(page)}"
    if len(pages) > _SHOWN:
        yield f"  {tongue.count('more_pages', len(pages) - _SHOWN)}"


def entry_facts(entry: Entry, tongue: Words) -> Iterator[tuple[str, str]]:
    """Yield what is known of an entry as word keys and texts: field or property, value, file."""
    if entry.key:
        yield "field", entry.key
    elif entry.path:
        yield "path", entry.path
    if entry.value is not None:
        yield "value", cut(entry.value)
    elif entry.lack:
        yield "value", tongue[entry.lack]
    if entry.sources:
        yield "source", ", ".join(entry.sources[:_SHOWN])
