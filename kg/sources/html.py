"""i-eval pages as HTML: the same nested keys in definition lists, bullets or tables.

The page is laid out into lines as a browser would break them, keys on lines of
their own, and then read like the text forms. No script runs and nothing is
loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.keys import CONTAINERS, KNOWN_KEYS
from kg.sources.lines import html_value_lines
from kg.sources.markup import is_closed
from kg.sources.page import Entry, Page
from kg.sources.tables import Tables, keyed_cells
from kg.sources.text import key_of
from kg.sources.textpages import FOOTER, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from kg.sources.document import Document

MAX_BYTES: Final = 20 << 20
MAX_DEPTH: Final = 400

_SKIPPED: Final = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "iframe", "nav", "footer", "-comment"}
)
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_LABELS: Final = frozenset({"b", "dt", "em", "label", "span", "strong", "td", "th"})
_OPENERS: Final = frozenset({"dd", "dt", "li", "p", "td", "th", "div"})
_TELLING: Final = frozenset({"url", "eval_number", "eval_url"})
_SPACE: Final = re.compile(r"[ \t\n\f\r]+")
_TAG: Final = re.compile(r"<(?:!doctype\s+html|html|body|dl|ul|table|div|p|head)\b", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Tell whether the text begins as markup."""
    start = text.lstrip("\ufeff \t\n")[:2000]
    return start.startswith("<") and bool(_TAG.search(start))


@dataclass(slots=True)
class _Lines:
    """The page as lines; a key is marked, so that text which only looks like one stays text."""

    inline: bool = False
    done: list[tuple[str, bool]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    at_beginning: bool = True
    """Whether nothing stands on the running line yet."""

    def add(self, text: str) -> None:
        self.open.append(text)
        self.at_beginning = self.at_beginning and not text.strip()

    def end(self) -> None:
        line = _SPACE.sub(" ", "".join(self.open)).strip(" ")
        self.open.clear()
        self.at_beginning = True
        if line:
            self.done.append((line, False))

    def key(self, key: str) -> None:
        self.end()
        self.done.append((key, True))


def read_html(document: Document) -> Iterator[Page]:
    """Read a page.

    Raises
    ------
    SourceError
        If no key of a record stands on it, it is cut short, or it is too large or too deeply nested.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- only this format needs the parser

    at = document.at
    text = document.text(MAX_BYTES, "give the page of one record")
    tree = LexborHTMLParser(text)
    lines = _lines_of(tree.root, at)
    if not any(is_key for _, is_key in lines):
        title = tree.css_first("title")
        shown = _SPACE.sub(" ", title.text()).strip() if title is not None else ""
        raise SourceError(
            "no key of a record stands on the page" + (f"; its title is {shown[:60]!r}" if shown else ""),
            at,
            "an index or error page holds no record: give the page of one lesson, practice or recommendation",
        )
    if not is_closed(text):
        end = Location(document.name, text.count("\n") + 1)
        raise SourceError("the page is cut short: its markup is not closed", end, "download the page again")
    first = next(place for place, (_, is_key) in enumerate(lines) if is_key)
    entries, footers = _entries(lines[first:])
    entries = [replace(each, line=line) for each, line in zip(entries, html_value_lines(text, entries), strict=True)]
    margins = tuple((0, line) for line in [*(line for line, _ in lines[:first]), *footers])
    yield Page(at=at, layout="html", entries=tuple(entries), margins=margins)


def _lines_of(root: LexborNode | None, at: Location) -> list[tuple[str, bool]]:
    """Lay the page out; ``key: value`` in running text is believed only where no marked key tells the record."""
    lines = _Lines()
    for inline in (False, True):
        lines = _Lines(inline=inline)
        if root is not None:
            _lay_out(root, lines, at)
        lines.end()
        if any(is_key and text in _TELLING for text, is_key in lines.done):
            break
    return lines.done


def _lay_out(root: LexborNode, lines: _Lines, at: Location) -> None:
    """Walk the tree without recursion: a page may be nested deeper than Python's stack."""
    tables = Tables()
    stack: list[tuple[LexborNode | str, int]] = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, str):  # the end of a block, or the key of the cell that follows
            lines.key(node) if node else lines.end()
            continue
        if depth > MAX_DEPTH:
            raise SourceError("the markup is nested too deeply", at, f"{MAX_DEPTH} levels are read")
        tag = node.tag or ""
        if tag == "-text":
            _text(node, lines)
            continue
        if tag in _SKIPPED:
            continue
        if tag == "br" or tag in _BLOCKS:
            lines.end()
        if tag == "tr" and (columns := tables.columns_of(node)):
            stack.extend((part, depth + 1) for part in reversed(keyed_cells(node, columns)))
            continue
        if tag in _LABELS and lines.at_beginning and (key := _label_key(node, tag)):
            lines.key(key)
            continue
        if tag in _BLOCKS:
            stack.append(("", depth))
        children: list[LexborNode] = list(node.iter(include_text=True))
        stack.extend((child, depth + 1) for child in reversed(children))


def _text(node: LexborNode, lines: _Lines) -> None:
    """Add a text node; at the beginning of a block it may be ``key:``, and where that is believed ``key: value``."""
    text = node.text(deep=False) or ""
    parent = node.parent
    if parent is not None and parent.tag == "pre":
        _preformatted(text, lines)
        return
    if lines.at_beginning and parent is not None and parent.tag in _OPENERS:
        key, colon, rest = text.strip().partition(":")
        if colon and key in KNOWN_KEYS and (not rest or (lines.inline and rest[0].isspace())):
            lines.key(key)
            lines.add(rest)
            return
    lines.add(text)


def _preformatted(text: str, lines: _Lines) -> None:
    """Add the lines of ``<pre>``, which may hold a page in a text form."""
    for number, line in enumerate(text.split("\n")):
        if number:
            lines.end()
        if lines.at_beginning and (key := key_of(line)):
            lines.key(key)
        else:
            lines.add(line)


def _label_key(node: LexborNode, tag: str) -> str:
    """Return the key that an element names: ``<dt>theme</dt>``, ``<th>theme:</th>``, ``<b>theme:</b>``."""
    text = _SPACE.sub(" ", node.text(deep=True) or "").strip()
    key = text.removesuffix(":").strip()
    if key not in KNOWN_KEYS:
        return ""
    if tag in {"dt", "th"} or text.endswith(":"):
        return key
    following = node.next
    while following is not None and following.tag == "-text" and not (following.text() or "").strip():
        following = following.next
    return key if tag == "td" and following is not None and following.tag == "td" else ""


def _entries(lines: list[tuple[str, bool]]) -> tuple[list[Entry], list[str]]:
    """Return the entries, and the footer lines that stand under the last of them."""
    entries, footers = list[Entry](), list[str]()
    key, held = "", list[str]()
    for text, is_key in [*lines, ("", True)]:
        if not is_key:
            held.append(text)
            continue
        footers = []
        while held and (held[-1] == FOOTER or held[-1] in HEADINGS):
            footers.insert(0, held.pop())
        if key:
            entries.append(Entry(key, None) if not held and key in CONTAINERS else Entry(key, "\n".join(held)))
        key, held = text, []
    return entries, footers
