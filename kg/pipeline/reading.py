"""Sources -> pieces of work, with what was refused on the way."""

from __future__ import annotations

import glob
import os
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import KgError, Location, SourceError
from kg.pipeline.taken import Refused, Unchanged
from kg.pipeline.work import DocumentWork, LineWork, PageWork, Work
from kg.records import Record, records_of
from kg.sources import Document, PartError, collect, read_pages, recognise, unpack
from kg.store.state import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.sources.page import Page

_WHOLE: Final = 64 << 10
"""Bytes of a document that is one piece of work; larger ones are cut."""
_PIECE: Final = 256 << 10
"""Characters of a piece of work: a few dozen records."""
_PAGES: Final = 32
_MOST_ITEMS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a source holds, with where it came from.

    Attributes
    ----------
    source
        The SOURCE of the call, as an absolute path or pattern.
    document
        The document; ``None`` where it could not even be opened.
    work
        What is to be done, or why there is nothing to do.
    """

    source: str
    document: Document | None
    work: Work | Refused | Unchanged

    @property
    def path(self) -> str:
        """Absolute path of the document; empty where nothing names one."""
        if self.document is not None:
            return path_of(self.source, self.document.name)
        at = self.work.error.at if isinstance(self.work, Refused) else None
        return path_of(self.source, at.source) if at else ""

    @property
    def origin(self) -> Origin:
        """Where a record was read; there must be a document."""
        assert self.document is not None
        return Origin(source=self.source, path=self.path, document=self.document.name, digest=self.document.digest)


def origin_of(source: str) -> str:
    """Return how a SOURCE of a call is remembered: absolute, or ``-``."""
    return source if source == "-" else printable(os.path.abspath(source))  # noqa: PTH100 -- a glob is no path


def path_of(source: str, name: str) -> str:
    """Return the absolute path of a document that `source` brought."""
    return source if source == "-" else os.path.abspath(name)  # noqa: PTH100 -- a member of an archive is no path


def printable(name: str) -> str:
    """Return a file name as text that can be written: bytes that are no UTF-8 become question marks in a rhomb.

    Examples
    --------
    >>> print(printable("caf\\udce9.txt"))
    caf�.txt
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_sources(
    sources: Iterable[str], format_: str | None = None, *, known: Callable[[str, Document], int] | None = None
) -> Iterator[Item]:
    """Yield what the sources hold, in their order, cut into pieces of work.

    Parameters
    ----------
    sources
        As `build` takes them.
    format_
        The format of every source, instead of recognising it.
    known
        Tells of a source and a document of how many records nothing need be done for it; 0 if it is to be read.

    Raises
    ------
    SourceError
        If a source does not exist.
    ConfigError
        If the format is none.
    """
    for source in sources:
        origin = origin_of(source)
        for found in collect([source]):
            if isinstance(found, KgError):
                yield Item(source=origin, document=None, work=Refused(error=_printable_error(found)))
                continue
            opened = _printable_document(found)
            for document in unpack(opened, format_):
                if isinstance(document, KgError):
                    yield Item(source=origin, document=opened, work=Refused(error=document))
                elif known is not None and (records := known(origin, document)):
                    yield Item(source=origin, document=document, work=Unchanged(records=records))
                else:
                    yield from read_document(document, origin, format_)


def read_document(document: Document, source: str, format_: str | None = None) -> Iterator[Item]:
    """Yield what a document holds, cut into pieces of work."""
    for work in _works(document, format_):
        yield Item(source=source, document=document, work=work)


def read_records(sources: Iterable[str], format_: str | None = None) -> Iterator[Record | KgError]:
    """Yield every record of the sources in their order, and for each part that is none the error that says why.

    Raises
    ------
    SourceError
        If a source does not exist.
    ConfigError
        If the format is none.
    """
    for item in read_sources(sources, format_):
        if isinstance(item.work, Refused):
            yield item.work.error
        elif not isinstance(item.work, Unchanged):
            for page in item.work.pages():
                yield from [page] if isinstance(page, KgError) else records_of(page)


def _works(document: Document, format_: str | None) -> Iterator[Work | Refused]:
    if document.size <= _WHOLE:
        yield DocumentWork(name=document.name, data=document.data, format_=format_)
        return
    try:
        name = format_ or recognise(document)
        yield from _line_works(document) if name == "jsonl" else _page_works(document, name)
    except SourceError as error:
        yield Refused(error=error if error.at else SourceError(error.problem, document.at, error.hint))


def _line_works(document: Document) -> Iterator[Work | Refused]:
    lines: list[str] = []
    size, first = 0, 1
    problem: SourceError | None = None
    try:
        for number, line in enumerate(document.lines(), start=1):
            lines.append(line)
            size += len(line)
            if size > _PIECE:
                yield LineWork(name=document.name, encoding=document.encoding, first=first, lines=tuple(lines))
                lines, size, first = [], 0, number + 1
    except SourceError as error:
        problem = error
    if lines:
        yield LineWork(name=document.name, encoding=document.encoding, first=first, lines=tuple(lines))
    if problem is not None:
        yield Refused(error=problem)


def _page_works(document: Document, format_: str) -> Iterator[Work | Refused]:
    pages: list[Page] = []
    for page in read_pages(document, format_):
        if isinstance(page, KgError):
            if pages:
                yield PageWork(read=tuple(pages))
                pages = []
            yield Refused(error=page, part=page.part if isinstance(page, PartError) else None)
            continue
        pages.append(page)
        if len(pages) == _PAGES:
            yield PageWork(read=tuple(pages))
            pages = []
    if pages:
        yield PageWork(read=tuple(pages))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield items in batches that are worth the way to another process."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += 0 if isinstance(item.work, Refused | Unchanged) else item.work.size
        if size > _PIECE or len(batch) == _MOST_ITEMS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def count_files(sources: Iterable[str]) -> int | None:
    """Return how many files `sources` hold, archives counted as one, or ``None`` where nobody can know."""
    total = 0
    for source in sources:
        if source == "-":
            return None
        if os.path.isdir(source):  # noqa: PTH112 -- a glob is no path
            for _, folders, files in os.walk(source):
                folders[:] = [name for name in folders if not name.startswith(".")]
                total += sum(not name.startswith(".") for name in files)
        else:
            total += 1 if os.path.exists(source) else len(glob.glob(source, recursive=True))  # noqa: PTH110, PTH207
    return total


def _printable_document(document: Document) -> Document:
    if not document.name.isascii() and document.name != printable(document.name):
        document = copy(document)
        document.name = printable(document.name)
    return document


def _printable_error(error: KgError) -> KgError:
    at = error.at
    where = Location(printable(at.source), at.line, at.record) if at else None
    return type(error)(error.problem, where, error.hint)
