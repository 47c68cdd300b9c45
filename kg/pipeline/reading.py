"""Sources -> records, one at a time, with what was refused on the way."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.records import Record, records_of
from kg.sources import Document, collect, read_pages

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
    """

    source: str
    document: Document | None
    outcome: Record | KgError


def origin_of(source: str) -> str:
    """Return how a SOURCE of a call is remembered: absolute, or ``-``."""
    return source if source == "-" else os.path.abspath(source)  # noqa: PTH100 -- a glob is no path


def read_sources(sources: Iterable[str], format_: str | None = None) -> Iterator[Reading]:
    """Yield every record of the sources in their order, and every part that is none.

    Raises
    ------
    SourceError
        If a source does not exist.
    """
    for source in sources:
        origin = origin_of(source)
        for document in collect([source]):
            if isinstance(document, KgError):
                yield Reading(source=origin, document=None, outcome=document)
                continue
            for page in read_pages(document, format_):
                if isinstance(page, KgError):
                    yield Reading(source=origin, document=document, outcome=page)
                    continue
                for outcome in records_of(page):
                    yield Reading(source=origin, document=document, outcome=outcome)
