"""The two text forms of i-eval pages: key/value and bullets.

Key/value form: a key alone on a line (``theme:``), its value on the next.
Bullet form: the key as ``- theme:``, the value with ``- `` before its first
line. A line is a key only if it is exactly a known key with a colon, with or
without the dash, so headings inside values stay text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.keys import CONTAINERS, KNOWN_KEYS, nearest_key
from kg.sources.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.sources.document import Document

HEADINGS: Final = frozenset({"Go to ILO main website", "Back to index"})
FOOTER: Final = "Skip to top"
_KEY_LINES: Final = {form: key for key in KNOWN_KEYS for form in (f"{key}:", f"- {key}:")}
_NEARLY_KEY: Final = re.compile(r"(?:- )?([a-z][a-z0-9]*(?:_[a-z0-9]+)*):")


def key_of(line: str) -> str:
    """Return the key that a line is, or an empty text.

    Examples
    --------
    >>> key_of("- theme:"), key_of("theme: "), key_of("Lesson #1:"), key_of("the theme:")
    ('theme', 'theme', '', '')
    """
    return _KEY_LINES.get(line.strip(), "")


def looks_like_text_page(text: str) -> bool:
    """Tell whether any line is a key."""
    return any(key_of(line) for line in text.split("\n"))


def read_text(document: Document) -> Iterator[Page]:
    """Read a page in either text form.

    Raises
    ------
    SourceError
        If there is no key (an index or error page), or the page was cut short.
    """
    lines = document.text().split("\n")
    at = Location(document.name)
    first = next((number for number, line in enumerate(lines) if key_of(line)), None)
    if first is None:
        raise SourceError(_why_no_record(lines), at, "give the page of one lesson, practice or recommendation")
    _refuse_cut_page(lines, first, at)
    bullets = lines[first].strip().startswith("- ")
    entries = tuple(_entries(lines, first, bullets=bullets))
    yield Page(
        at=Location(document.name, first + 1),
        layout="bullets" if bullets else "key-value",
        entries=entries,
        oddities=tuple(_nearly_keys(lines[first:], first + 1)),
    )


def _why_no_record(lines: list[str]) -> str:
    shown = next((line.strip() for line in lines if line.strip() and line.strip() not in HEADINGS), "")
    if not shown:
        return "the file holds no text"
    if any(line.strip() == "Lessons learned" for line in lines):
        return "this is the index page, no record"
    return f"no key of a record stands on a line of its own; the text begins {shown[:60]!r}"


def _refuse_cut_page(lines: list[str], first: int, at: Location) -> None:
    has_heading = any(line.strip() in HEADINGS for line in lines[:first])
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if has_heading and last.removeprefix("- ") != FOOTER:
        end = Location(at.source, len(lines))
        raise SourceError(f"the page is cut short: its last line is not {FOOTER!r}", end, "download the page again")


def _entries(lines: list[str], first: int, *, bullets: bool) -> Iterator[Entry]:
    key, line_number, held = key_of(lines[first]), first + 1, list[str]()
    for number, line in enumerate(lines[first + 1 :], start=first + 2):
        if found := key_of(line):
            yield _entry(key, line_number, held, bullets=bullets)
            key, line_number, held = found, number, []
        else:
            held.append(line)
    while held and not held[-1].strip():
        held.pop()
    if held and held[-1].strip().removeprefix("- ") == FOOTER:
        held.pop()
    yield _entry(key, line_number, held, bullets=bullets)


def _entry(key: str, line_number: int, held: list[str], *, bullets: bool) -> Entry:
    while held and not held[0].strip():
        held = held[1:]
    while held and not held[-1].strip():
        held = held[:-1]
    if not held and key in CONTAINERS:
        return Entry(key, None, line_number)
    if bullets and held:
        held = [held[0].lstrip(" \t").removeprefix("- "), *held[1:]]
    return Entry(key, "\n".join(held), line_number)


def _nearly_keys(lines: Iterable[str], start: int) -> Iterator[str]:
    for number, line in enumerate(lines, start=start):
        match = _NEARLY_KEY.fullmatch(line.strip())
        if match and match[1] not in KNOWN_KEYS and (near := nearest_key(match[1])):
            yield f"line {number} {line.strip()!r} is no known key and was kept as text; did you mean {near!r}?"
