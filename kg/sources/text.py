"""The two text forms of i-eval pages: key/value and bullets.

Key/value form: a key alone on a line (``theme:``), its value on the next.
Bullet form: the key as ``- theme:``, the value with ``- `` before its first
line. A line is a key only if it is exactly a known key with a colon, so
headings inside values stay text. A file may hold several pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.keys import CONTAINERS, KNOWN_KEYS, nearest_key
from kg.sources.page import Entry, Page, part_error
from kg.sources.textpages import FOOTER, Line, is_footer, is_heading, part_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.document import Document

MAX_BYTES: Final = 64 << 20
_KEY_LINE: Final = re.compile(r"(-\s+)?([a-z_]+):")
_NEARLY_KEY: Final = re.compile(r"(?:- )?([a-z][a-z0-9]*(?:_[a-z0-9]+)*):")
_DASH: Final = re.compile(r"[ \t]*-[ \u00a0]")


def key_of(line: str) -> str:
    """Return the key that a line is, or an empty text.

    Examples
    --------
    >>> key_of("- theme:"), key_of("theme: "), key_of("Lesson #1:"), key_of("the theme:")
    ('theme', 'theme', '', '')
    """
    return _key_line(line)[0]


def looks_like_text_page(text: str) -> bool:
    """Tell whether any line is a key."""
    return any(key_of(line) for line in text.split("\n"))


def read_text(document: Document) -> Iterator[Page | SourceError]:
    """Read the pages of a file in either text form; mostly there is one.

    A page without a key (an index or error page) or one that was cut short is given back as its error.
    """
    text = document.text(MAX_BYTES, "give one page a file")
    pages = part_pages(text.split("\n"), key_of)
    for lines in pages:
        part = document.bytes_of("\n".join(line.text for line in lines)) if len(pages) > 1 else None
        try:
            yield _read_page(lines, document.name, part)
        except SourceError as error:
            at = error.at or document.at
            yield error if part is None else part_error(error.problem, at, error.hint, part)


def _key_line(line: str) -> tuple[str, bool]:
    """Return the key that a line is, and whether it has the dash of the bullet form."""
    match = _KEY_LINE.fullmatch(line.strip("\ufeff\u200b \t\u00a0\r\f\v"))
    return (match[2], bool(match[1])) if match and match[2] in KNOWN_KEYS else ("", False)


def _read_page(lines: list[Line], name: str, part: bytes | None) -> Page:
    keys = _keys(lines)
    first = next(iter(keys), None)
    if first is None:
        at = Location(name, lines[0].number if part is not None and lines else 0)
        raise SourceError(_why_no_record(lines), at, "give the page of one lesson, practice or recommendation")
    body, footers = _body(lines)
    _refuse_cut_page(lines, body, keys, name)
    bullets = _key_line(lines[first].text)[1]
    entries = tuple(_entries(lines, body, keys, bullets=bullets))
    oddities = (*_other_form(lines, keys), *_nearly_keys(lines[first:body]))
    margins = tuple((line.number, line.text) for line in [*lines[:first], *footers] if line.text.strip())
    layout = "bullets" if bullets else "key-value"
    at = Location(name, lines[first].number)
    return Page(at=at, layout=layout, entries=entries, oddities=oddities, margins=margins, part=part)


def _keys(lines: list[Line]) -> dict[int, str]:
    """Return which lines are keys, by index.

    A page has its keys in one form, with or without the dash. A line in the other form is a key only
    if the page does not have that key in its own: in bullets, ``context:`` inside a value is text.
    """
    found = {place: shown for place, line in enumerate(lines) if (shown := _key_line(line.text))[0]}
    form = next((dashed for _, dashed in found.values()), False)
    own = {key for key, dashed in found.values() if dashed == form}
    return {place: key for place, (key, dashed) in found.items() if dashed == form or key not in own}


def _other_form(lines: list[Line], keys: dict[int, str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place not in keys and key_of(line.text):
            yield f"line {line.number} {line.text.strip()!r} was kept as text: the page writes that key the other way"


def _body(lines: list[Line]) -> tuple[int, list[Line]]:
    """Return the index behind the last line that may belong to a value, and the footer lines after it."""
    end = len(lines)
    while end and not lines[end - 1].text.strip():
        end -= 1
    if end and is_footer(lines[end - 1].text):
        return end - 1, lines[end - 1 : end]
    return end, []


def _why_no_record(lines: list[Line]) -> str:
    said = [line.text.strip() for line in lines if line.text.strip() and not is_heading(line.text)]
    if not said:
        return "the file holds no text"
    if "Lessons learned" in said:
        return "this is the index page, no record"
    return f"no key of a record stands on a line of its own; the text begins {said[0][:60]!r}"


def _refuse_cut_page(lines: list[Line], body: int, keys: dict[int, str], name: str) -> None:
    """Refuse a page whose end is missing: no footer under a heading, or a last key without a line of value."""
    end = Location(name, lines[max(body - 1, 0)].number)
    has_footer = body < len(lines) and is_footer(lines[body].text)
    has_heading = any(is_heading(line.text) for line in lines[: next(iter(keys))])
    if has_heading and not has_footer:
        raise SourceError(f"the page is cut short: its last line is not {FOOTER!r}", end, "download the page again")
    if not has_footer and body - 1 in keys:
        raise SourceError(f"the page is cut short: nothing follows {keys[body - 1]!r}", end, "download the page again")


def _entries(lines: list[Line], body: int, keys: dict[int, str], *, bullets: bool) -> Iterator[Entry]:
    places = [place for place in keys if place < body]
    for place, following in zip(places, [*places[1:], body], strict=True):
        yield _entry(keys[place], lines[place].number, lines[place + 1 : following], bullets=bullets)


def _entry(key: str, line_number: int, below: list[Line], *, bullets: bool) -> Entry:
    first, last = 0, len(below)
    while first < last and not below[first].text.strip():
        first += 1
    while last > first and not below[last - 1].text.strip():
        last -= 1
    held = [line.text for line in below[first:last]]
    if not held and key in CONTAINERS:
        return Entry(key, None, line_number)
    if bullets and held:
        held[0] = _DASH.sub("", held[0], count=1) if _DASH.match(held[0]) else held[0]
    return Entry(key, "\n".join(held), line_number, below[first].number if held else 0)


def _nearly_keys(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        match = _NEARLY_KEY.fullmatch(line.text.strip())
        if match and match[1] not in KNOWN_KEYS:
            near = nearest_key(match[1])
            advice = f"; did you mean {near!r}?" if near else ""
            yield f"line {line.number} {line.text.strip()[:80]!r} is no known key and was kept as text{advice}"
