"""XLSX: every sheet with a header row, one row a finding.

openpyxl reads the sheets one row at a time. Before it may, every XML part is
parsed once with entities and document types refused, and its size is bounded.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from kg.errors import Location, SourceError
from kg.sources.bounds import DAMAGE
from kg.sources.rows import MAX_COLUMNS, Header, is_header, page_of_row, read_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from kg.sources.document import Document
    from kg.sources.page import Page

MAX_BYTES: Final = 64 << 20
MAX_UNPACKED: Final = 256 << 20
MAX_ROWS: Final = 1_048_576
_HEADER_WITHIN: Final = 20
_BATCH: Final = 200
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HINT: Final = "save it again as .xlsx, or as CSV"


def read_xlsx(document: Document) -> Iterator[Page | SourceError]:
    """Read the rows of every sheet that has a header of known columns; other sheets are reported.

    Raises
    ------
    SourceError
        If it is no workbook, swells too much, or holds entities or a document type.
    """
    document.whole(MAX_BYTES, "save its sheets as CSV")
    _inspect(document)
    found = rows_read = 0
    for title, rows in _sheets(document):
        name = f"{document.name}!{title}"
        header: Header | None = None
        seen = False
        for line, cells in rows:
            seen = seen or any(cells)
            if header is None:
                if line <= _HEADER_WITHIN and is_header(cells):
                    header = read_header(cells)
                continue
            if any(cell.strip() for cell in cells):
                rows_read += 1
                yield page_of_row(header, cells, Location(name, line), "xlsx")
        found += header is not None
        if header is None and seen:
            yield SourceError("the sheet has no row of known columns", Location(name), "name its columns as the keys")
    if not found:
        raise SourceError("no sheet has a row of known columns", document.at, "name columns such as url, eval_number")
    if not rows_read:
        raise SourceError("no sheet has a row below its header", document.at, "write one row a finding")


def rows_of(document: Document) -> Iterator[list[str]]:
    """Yield the cells of every row of every sheet.

    Raises
    ------
    SourceError
        If it is no workbook, or a damaged one.
    """
    _inspect(document)
    for _, rows in _sheets(document):
        yield from (cells for _, cells in rows)


def _sheets(document: Document) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    import openpyxl  # noqa: PLC0415 -- only this format needs it

    with document.open() as stream:
        book = _guarded(lambda: openpyxl.load_workbook(stream, read_only=True, data_only=True), document)
        for sheet in book.worksheets:
            yield sheet.title, _rows(sheet, document)


def _rows(sheet: Any, document: Document) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 -- a class inside openpyxl
    sheet.reset_dimensions()  # what the file claims of its size is not believed
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    line, previous, cells = 0, None, list[str]()
    while batch := _guarded(lambda: list(islice(rows, _BATCH)), document):
        for values in batch:
            line += 1
            if values is not previous:  # openpyxl fills gaps, of a million rows maybe, with one and the same row
                previous, cells = values, _texts(values)
            if cells:
                yield line, cells


def _texts(values: tuple[object, ...]) -> list[str]:
    cells = [_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _guarded(call: Callable[[], Any], document: Document) -> Any:  # noqa: ANN401 -- whatever the call gives
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and features that hold no text
            return call()
    except Exception as error:  # openpyxl answers damage with whatever its parsers raise
        problem = f"the workbook is damaged: {type(error).__name__} {str(error)[:200]}"
        raise SourceError(problem, document.at, _HINT) from error


def _text(value: object) -> str:
    """Return a cell as a page would write it: days with a time, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}.0"
        case dt.date():
            return f"{value:%Y-%m-%d} 00:00:00.0"
        case float() if value.is_integer():
            return str(int(value))
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _inspect(document: Document) -> None:
    """Parse every XML part once, with what openpyxl would follow refused.

    Raises
    ------
    SourceError
        If a part is too large, or declares a document type.
    """
    left = MAX_UNPACKED
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                if info.filename.endswith((".xml", ".rels")):
                    with archive.open(info) as part:
                        left = _inspect_part(part, left, document)
    except (zipfile.BadZipFile, expat.ExpatError, *DAMAGE) as error:
        raise SourceError(f"the workbook is damaged: {error}", document.at, _HINT) from error


def _inspect_part(part: BinaryIO | Any, left: int, document: Document) -> int:  # noqa: ANN401 -- zipfile's stream
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise SourceError("the workbook declares a document type, which may hide entities", document.at, _HINT)

    parser.StartDoctypeDeclHandler = refuse
    while piece := part.read(1 << 18):
        left -= len(piece)
        if left < 0:
            problem = f"more than {MAX_UNPACKED:,} bytes come out of the workbook"
            raise SourceError(problem, document.at, "save its sheets as CSV")
        parser.Parse(piece, False)  # noqa: FBT003 -- expat takes no keywords
    parser.Parse(b"", True)  # noqa: FBT003
    return left
