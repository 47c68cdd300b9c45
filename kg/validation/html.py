"""The report as a letter to the record's keeper: one page that needs nothing from elsewhere and runs no script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from kg.terms import Names, is_web_address
from kg.validation.grouping import Entry, Group, groups, one_line
from kg.validation.text import entry_facts, entry_title, summary
from kg.validation.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.validation.context import Context
    from kg.validation.model import Report

_SHOWN = 10
"""How many records and pages an entry names before it only counts them."""


def to_html(report: Report, contexts: Mapping[str, Context], *, lang: str = "en", names: Names | None = None) -> str:
    """Write the report as one HTML page.

    All that comes from records is escaped, only http(s) addresses become links, and the page's own policy allows
    its style and nothing else.

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

    Raises
    ------
    ConfigError
        If there is no report in that language.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> "No hay nada que corregir." in to_html(Report(results=(), focus_nodes=2), {}, lang="es")
    True
    """
    tongue = words(lang)
    found = list(groups(report, contexts, lang, names or Names()))
    style = _template("report.css")
    opening = tongue["unchecked"] if not report.focus_nodes else tongue["opening" if found else "opening_clean"]
    return Template(_template("report.html")).substitute(
        language=lang,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=escape(tongue["title"]),
        salutation=escape(tongue["salutation"]),
        opening=escape(opening),
        summary=escape(tongue["summary"]),
        counts=escape(summary(report, tongue)),
        contents=_contents(found, tongue),
        groups="\n".join(_group(group, number, tongue) for number, group in enumerate(found, 1)),
        closing=escape(tongue["closing"]) if found else "",
    )


@cache
def _template(name: str) -> str:
    return files("kg.validation").joinpath("templates", name).read_text(encoding="utf-8")


def _contents(found: list[Group], tongue: Words) -> str:
    if len(found) < 2:  # noqa: PLR2004 -- a list of one says nothing new
        return ""
    titles = [
        escape(f"{tongue[group.severity]}{tongue['colon']}{group.name} ({len(group.entries)})") for group in found
    ]
    lines = (f'<li><a href="#group-{number}">{title}</a></li>' for number, title in enumerate(titles, 1))
    items = "\n".join(lines)
    return f'<nav class="contents" aria-label="{escape(tongue["contents"])}">\n<ul>\n{items}\n</ul>\n</nav>'


def _group(group: Group, number: int, tongue: Words) -> str:
    return Template(_template("group.html")).substitute(
        severity_class=group.severity.lower(),
        anchor=f"group-{number}",
        severity=escape(tongue[group.severity]),
        name=escape(group.name),
        number=len(group.entries),
        advice=escape(f"{tongue['advice']}{tongue['colon']}".rstrip()),
        message=escape(group.message),
        entries="\n".join(_entry(entry, tongue) for entry in group.entries),
    )


def _entry(entry: Entry, tongue: Words) -> str:
    thing = entry_title(entry, tongue, _SHOWN)
    facts = "\n".join(f"<dt>{escape(label)}</dt><dd>{markup}</dd>" for label, markup in _facts(entry, tongue))
    return Template(_template("entry.html")).substitute(thing=escape(thing), facts=facts)


def _facts(entry: Entry, tongue: Words) -> Iterator[tuple[str, str]]:
    for key, text in entry_facts(entry, tongue):
        yield tongue[key], escape(text)
    pages = entry.context.pages
    for page in pages[:_SHOWN]:
        yield tongue["page"], _link(page)
    if len(pages) > _SHOWN:
        yield tongue["page"], escape(tongue.count("more_pages", len(pages) - _SHOWN))


def _link(page: str) -> str:
    text = escape(one_line(page))
    return f'<a href="{text}" rel="noreferrer">{text}</a>' if is_web_address(page) else text
