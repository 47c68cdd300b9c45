"""At which line of a source in JSON or HTML a value begins, which their parsers do not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.sources.keys import KNOWN_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.sources.page import Entry

_JSON_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"(\s*+:\s*+)?|\\?\Z)', re.DOTALL)
_HTML_KEY: Final = re.compile(
    rf"(?:>\s*+|^[ \t]*+)({'|'.join(sorted(KNOWN_KEYS, key=len, reverse=True))})[ \t]*+(?::|(?=<)|$)", re.MULTILINE
)
_HTML_GAP: Final = re.compile(r"(?:\s++|<[^<>]*+>)*+")
_REACH: Final = 100
"""How many keys that no entry has may stand between two that entries have: links and headings of the page."""


def json_value_lines(text: str) -> Iterator[int]:
    """Yield the line at which the value of each member of JSON text begins, in the order of the text, from 1.

    Examples
    --------
    >>> list(json_value_lines('{"a": 1,\\n "b": {"c":\\n "x"}}'))
    [1, 2, 3]
    """
    line, seen = 1, 0
    for found in _JSON_STRING.finditer(text):
        if found[1] is not None:
            line += text.count("\n", seen, found.end())
            seen = found.end()
            yield line


def html_value_lines(text: str, entries: Iterable[Entry]) -> Iterator[int]:
    r"""Yield, for each entry of a page, the line at which its value begins, from 1; 0 where none is found.

    The keys are looked for in their order, as text of an element or at the begin of a line. A key that opens a
    container has its own line.

    Examples
    --------
    >>> from kg.sources.page import Entry
    >>> page = "<dl>\n<dt>themes:</dt>\n<dd><dl><dt>theme</dt>\n<dd>Migration</dd></dl></dd></dl>"
    >>> list(html_value_lines(page, [Entry("themes", None), Entry("theme", "Migration")]))
    [2, 4]
    """
    found = [(match[1], match.end()) for match in _HTML_KEY.finditer(text)]
    line, seen, place = 1, 0, 0
    for entry in entries:
        ahead = (index for index, (name, _) in enumerate(found[place : place + _REACH], place) if name == entry.key)
        index = next(ahead, None)
        if index is None:
            yield 0
            continue
        end = found[index][1]
        gap = _HTML_GAP.match(text, end) if entry.value is not None else None
        begin = max(gap.end() if gap is not None else end, seen)
        line += text.count("\n", seen, begin)
        place, seen = index + 1, begin
        yield line
