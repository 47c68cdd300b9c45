"""Where one text page ends and the next begins, in a file that holds several (``cat pages/*.txt``)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADINGS: Final = frozenset({"Go to ILO main website", "Back to index"})
FOOTER: Final = "Skip to top"
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file with its number, counted from 1."""

    number: int
    text: str


def is_footer(line: str) -> bool:
    """Tell whether a line is the last of a page; any kind of blank will do."""
    return " ".join(line.split()).removeprefix("- ") == FOOTER


def is_heading(line: str) -> bool:
    """Tell whether a line is one of those that stand above a page; any kind of blank will do."""
    return " ".join(line.strip("\ufeff").split()) in HEADINGS


def part_pages(lines: list[str], key_of: Callable[[str], str]) -> list[list[Line]]:
    """Part the lines of a file into its pages.

    A page begins at a heading after a page that has begun, or after a footer when the first key of the page
    comes back soon. Pages have no line end after the footer, so the next heading may be glued to it.

    Examples
    --------
    >>> pages = part_pages(["url:", "1", "Skip to topBack to index", "url:", "2"], lambda line: line.rstrip(":"))
    >>> [[line.text for line in page] for page in pages]
    [['url:', '1', 'Skip to top'], ['Back to index', 'url:', '2']]
    """
    pages, page, first_key, after_footer = list[list[Line]](), list[Line](), "", False
    numbered = list(_unglued(lines))
    for place, line in enumerate(numbered):
        begins = bool(first_key) and (
            is_heading(line.text) or (after_footer and first_key == _next_key(numbered, place, key_of))
        )
        if begins:
            pages.append(page)
            page, first_key, after_footer = [], "", False
        page.append(line)
        first_key = first_key or key_of(line.text)
        after_footer = is_footer(line.text) or (after_footer and not line.text.strip())
    return [*pages, page]


def _unglued(lines: list[str]) -> Iterator[Line]:
    for number, text in enumerate(lines, start=1):
        rest = text.strip().removeprefix("- ").removeprefix(FOOTER).strip("\ufeff ")
        if rest in HEADINGS and FOOTER in text:
            yield Line(number, FOOTER)
            yield Line(number, rest)
        else:
            yield Line(number, text)


def _next_key(lines: list[Line], place: int, key_of: Callable[[str], str]) -> str:
    coming = islice((line.text for line in islice(lines, place, None) if line.text.strip()), _NEAR)
    return next((key for line in coming if (key := key_of(line))), "")
