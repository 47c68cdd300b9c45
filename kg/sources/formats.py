"""Which reader reads what: recognised by content, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError, Location, SourceError
from kg.sources.html import looks_like_html, read_html
from kg.sources.jsonpages import read_json, read_json_lines
from kg.sources.text import looks_like_text_page, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.sources.document import Document
    from kg.sources.page import Page

Reader: TypeAlias = "Callable[[Document], Iterator[Page | SourceError] | Iterator[Page]]"

FORMATS: Final[dict[str, Reader]] = {
    "text": read_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_json_lines,
}
"""Every format by name. A new one is a new file and one line here."""

_BINARY: Final = {
    b"PK\x03\x04": "a ZIP archive or spreadsheet",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def recognise(document: Document) -> str:
    """Return the name of the format that `document` is in.

    Raises
    ------
    SourceError
        If it is in none of them.
    """
    at = Location(document.name)
    if not document.data.strip():
        raise SourceError("the file is empty", at, "download it again")
    for magic, what in _BINARY.items():
        if document.data.startswith(magic):
            raise SourceError(f"this is {what}, no page of a record", at, f"give one of {', '.join(FORMATS)}")
    text = document.text()
    start = text.lstrip("\ufeff \t\n")
    if start.startswith(("{", "[")):
        return "jsonl" if document.is_lines else "json"
    if looks_like_html(text):
        return "html"
    if not looks_like_text_page(text) and "\x00" in text:
        raise SourceError("the file is binary, no page of a record", at, f"give one of {', '.join(FORMATS)}")
    return "text"


def read_pages(document: Document, format_: str | None = None) -> Iterator[Page | SourceError]:
    """Yield the pages of a document, and for each part that is none the error that says why.

    Raises
    ------
    ConfigError
        If `format_` names no format.
    """
    if format_ is not None and format_ not in FORMATS:
        raise ConfigError(f"unknown format {format_!r}", hint=f"the formats are {', '.join(FORMATS)}")
    try:
        yield from FORMATS[format_ or recognise(document)](document)
    except SourceError as error:
        yield error if error.at else SourceError(error.problem, Location(document.name), error.hint)
