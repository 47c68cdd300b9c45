"""The text that a person sees in a document, taken by another way than the readers': to check them by."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.delimited import delimiter_of
from kg.sources.jsonpages import Members, parse
from kg.sources.rows import is_header
from kg.sources.spreadsheet import rows_of
from kg.sources.textpages import FOOTER, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.document import Document
    from kg.sources.jsonpages import Json

_NOWHERE: Final = Location("")
_GLUED: Final = re.compile(rf"{FOOTER}(?={'|'.join(sorted(HEADINGS))})")
_UNSEEN: Final = ["script", "style", "template", "noscript", "head"]
_FURNITURE: Final = "nav, footer, svg, iframe"


def visible_text(document: Document, format_: str) -> tuple[str, str]:
    """Return what there is to read, and what of it belongs to the page's or table's frame and to no key.

    Parameters
    ----------
    document
        Any document that can be read at all.
    format_
        Name of its format.

    Returns
    -------
    tuple of str
        All text, frame included; then the frame: navigation of a page, header of a table.
    """
    match format_:
        case "html":
            return _html(document)
        case "json":
            return "\n".join(_leaves(parse(document.text(), document.at))), ""
        case "jsonl":
            return "\n".join(chain.from_iterable(map(_leaves_of_line, document.lines()))), ""
        case "csv" | "tsv":
            header = next((line for line in document.text().split("\n") if delimiter_of(line)), "")
            return document.text(), header
        case "xlsx":
            rows = list(rows_of(document))
            headers = ["\n".join(row) for row in rows if is_header(row)]
            return "\n".join("\n".join(row) for row in rows), "\n".join(headers)
    return _GLUED.sub(f"{FOOTER}\n", document.text()), ""


def _html(document: Document) -> tuple[str, str]:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- only this format needs the parser

    tree = LexborHTMLParser(document.text())
    tree.strip_tags(_UNSEEN)
    text = tree.root.text(separator="\n") if tree.root is not None else ""
    frame = "\n".join(node.text(separator="\n") for node in tree.css(_FURNITURE))
    return text, frame


def _leaves(value: Json) -> Iterator[str]:
    """Yield the texts in a value, without recursion."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Members):
            waiting.extend(item for _, item in each.items)
        elif isinstance(each, list):
            waiting.extend(each)
        elif each is not None:
            yield str(each).lower() if isinstance(each, bool) else each


def _leaves_of_line(line: str) -> list[str]:
    try:
        return list(_leaves(parse(line.strip("\ufeff \t\n") or "null", _NOWHERE)))
    except SourceError:
        return [line]
