"""Which reader reads what: recognised by content, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError, SourceError
from kg.sources import zipped
from kg.sources.delimited import looks_like_table, read_csv
from kg.sources.html import looks_like_html, read_html
from kg.sources.jsonpages import looks_like_json_lines, read_json, read_json_lines
from kg.sources.spreadsheet import read_xlsx
from kg.sources.text import looks_like_text_page, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.sources.document import Document
    from kg.sources.page import Page

    Reader: TypeAlias = Callable[[Document], Iterator[Page | SourceError]]

FORMATS: Final[dict[str, Reader]] = {
    "text": read_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_csv,
    "tsv": read_csv,
    "xlsx": read_xlsx,
}
"""Every format by name. A new one is a new file and one line here."""

_BINARY: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}


def recognise(document: Document) -> str:
    """Return the name of the format that `document` is in.

    Raises
    ------
    SourceError
        If it is in none of them.
    """
    head = document.head
    accepted = f"give one of {', '.join(FORMATS)}; .gz, .zip and .tar.gz are opened"
    if not head.strip() and document.size == len(head):
        raise SourceError("the file is empty", document.at, "download it again")
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise SourceError(f"this is {what}, no page of a record", document.at, accepted)
    if head.startswith(zipped.MAGIC):
        return "xlsx"
    text = head.decode(document.encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    start = text.lstrip("\ufeff \t\n")
    if looks_like_html(text):
        return "html"
    if looks_like_table(start):
        return "csv"
    if looks_like_json_lines(text):
        return "jsonl"
    if start.startswith(("{", "[")):
        return "json"
    if "\x00" in text and not looks_like_text_page(text):
        raise SourceError("the file is binary, no page of a record", document.at, accepted)
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
        yield error if error.at else SourceError(error.problem, document.at, error.hint)
