"""CSV and TSV: one row a finding, read a row at a time; a wrong row is set aside alone.

The delimiter is told by the header: comma, semicolon, tab or bar, whichever
gives more known columns. Cells may hold line breaks in quotes.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.keys import KNOWN_KEYS
from kg.sources.page import part_error
from kg.sources.rows import MAX_COLUMNS, Header, is_header, page_of_row, read_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.document import Document
    from kg.sources.page import Page

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_ROW: Final = 16 << 20
"""Characters of the longest row."""
_MAX_LINES: Final = 5_000
_TRIES: Final = 100
_LAYOUTS: Final = {"\t": "tsv"}


def read_csv(document: Document) -> Iterator[Page | SourceError]:
    """Read a table with any of the delimiters.

    Raises
    ------
    SourceError
        If no header with known columns stands at its beginning, or nothing below it.
    """
    lines = _Lines(document.lines())
    delimiter, header = _read_header(lines, document)
    csv.field_size_limit(MAX_ROW)
    is_empty = True
    while row := lines.take_row(delimiter, len(header.columns)):
        if row.cells:
            is_empty = False
            at = Location(document.name, row.line)
            part = document.bytes_of(row.text)
            problem = row.problem or _damage(row.text)
            if problem:
                yield part_error(problem, at, "mend the row, or save the table again", part)
            else:
                yield page_of_row(header, row.cells, at, _LAYOUTS.get(delimiter, "csv"), part)
    if is_empty:
        raise SourceError("the table has no row below its header", document.at, "write one row a finding")


def delimiter_of(line: str) -> str:
    """Return the delimiter of a header line, or an empty text if it is no header.

    Examples
    --------
    >>> delimiter_of("url;eval_number;budget"), delimiter_of("theme, and a category")
    (';', '')
    """
    found = {delimiter: cells for delimiter in DELIMITERS if is_header(cells := _cells(line, delimiter))}
    return max(
        found, key=lambda delimiter: sum(cell.strip().casefold() in KNOWN_KEYS for cell in found[delimiter]), default=""
    )


def looks_like_table(text: str) -> bool:
    """Tell whether the first lines hold a header."""
    return any(delimiter_of(line) for line in islice((line for line in text.split("\n") if line.strip()), 2))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its lines; `problem` says why it is none."""

    line: int
    text: str
    cells: list[str]
    problem: str = ""


@dataclass(slots=True)
class _Lines:
    """Lines with a memory: those that a broken row swallowed are given back."""

    source: Iterator[str]
    number: int = 0
    """Line number of the line given out last."""
    _back: deque[str] = field(default_factory=deque)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self.source)
        self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        """Put lines before those to come."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def take_row(self, delimiter: str, width: int) -> _Row | None:
        """Return the next row, or ``None`` at the end.

        A quote that is never closed would swallow the rest of the table. So a row of several lines
        that does not fit the header ends where the next fitting row begins.
        """
        start = self.number + 1
        taken, cells, problem = self._parse(delimiter, width)
        if not taken:
            return None
        if problem and len(taken) > 1:
            kept = next(
                (count for count in range(1, min(len(taken), _TRIES)) if _fits(taken[count:], delimiter, width)), 0
            )
            kept = kept or (1 if len(taken) >= _TRIES else len(taken))
            self.give_back(taken[kept:])
            taken = taken[:kept]
        return _Row(start, "".join(taken), cells or [""] * bool(problem), problem)

    def _parse(self, delimiter: str, width: int) -> tuple[list[str], list[str], str]:
        taken: list[str] = []
        try:
            cells = next(csv.reader(_remember(self, taken), delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            return taken, [], f"the row cannot be read: {error}"
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if cells and len(cells) != width and any(cell.strip() for cell in cells):
            return taken, cells, f"the row has {len(cells)} cells, and the header {width}"
        return taken, cells if any(cell.strip() for cell in cells) else [], ""


def _remember(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    size = 0
    for line in islice(lines, _MAX_LINES):
        taken.append(line)
        size += len(line)
        if size > MAX_ROW:
            return
        yield line


def _fits(lines: list[str], delimiter: str, width: int) -> bool:
    if delimiter not in lines[0]:
        return False
    try:
        return len(next(csv.reader(iter(lines), delimiter=delimiter, strict=True))) == width
    except csv.Error:
        return False


def _read_header(lines: _Lines, document: Document) -> tuple[str, Header]:
    """Find the header in the first two lines: spreadsheets may write ``sep=;`` before it."""
    for line in islice((line for line in lines if line.strip()), 2):
        if delimiter := delimiter_of(line):
            header = read_header(_cells(line, delimiter))
            if len(header.columns) > MAX_COLUMNS:
                raise SourceError(f"the table has more than {MAX_COLUMNS} columns", document.at, "keep the known ones")
            return delimiter, header
    raise SourceError(
        "the table has no header with known columns",
        document.at,
        "name the columns in the first row, such as url, eval_number, description",
    )


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _damage(text: str) -> str:
    """Say what is wrong with text that holds bytes of no text, if anything."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"character {error.start + 1} of the row is no text in the table's encoding"
    return ""
