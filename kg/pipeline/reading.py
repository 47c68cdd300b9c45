"""Sources -> records, one at a time, with what was refused on the way."""

from __future__ import annotations

import glob
import os
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError, Location
from kg.records import Record, records_of
from kg.sources import Document, PartError, collect, read_pages, unpack
from kg.store.state import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A record, or the error that stands in its place, with where it came from.

    Attributes
    ----------
    source
        The SOURCE of the call, as an absolute path or pattern.
    document
        The document; ``None`` where it could not even be opened.
    outcome
        The record or the error.
    part
        The bytes it was read from, if that is a part of the document; ``None`` for all of it.
    """

    source: str
    document: Document | None
    outcome: Record | KgError
    part: bytes | None = None

    @property
    def path(self) -> str:
        """Absolute path of the document; empty if the error names none."""
        if self.document is not None:
            return path_of(self.source, self.document.name)
        at = self.outcome.at
        return path_of(self.source, at.source) if at else ""

    @property
    def origin(self) -> Origin:
        """Where the record was read; there must be a document."""
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


def read_sources(sources: Iterable[str], format_: str | None = None) -> Iterator[Reading]:
    """Yield every record of the sources in their order, and every part that is none.

    Raises
    ------
    SourceError
        If a source does not exist.
    """
    for source in sources:
        origin = origin_of(source)
        for found in collect([source]):
            if isinstance(found, KgError):
                yield Reading(source=origin, document=None, outcome=_printable_error(found))
                continue
            opened = _printable_document(found)
            for document in unpack(opened, format_):
                if isinstance(document, KgError):
                    yield Reading(source=origin, document=opened, outcome=document)
                else:
                    yield from _read_document(document, origin, format_)


def _read_document(document: Document, origin: str, format_: str | None) -> Iterator[Reading]:
    for page in read_pages(document, format_):
        if isinstance(page, KgError):
            part = page.part if isinstance(page, PartError) else None
            yield Reading(source=origin, document=document, outcome=page, part=part)
            continue
        for outcome in records_of(page):
            yield Reading(source=origin, document=document, outcome=outcome, part=page.part)


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
