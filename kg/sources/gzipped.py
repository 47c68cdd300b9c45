"""A gzip file: one document, which keeps the file's name."""

from __future__ import annotations

import gzip
import io
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from kg.sources.bounds import BoundedStream
from kg.sources.document import Document, document_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.sources.bounds import Budget

MAGIC: Final = b"\x1f\x8b"


def read_gzip(document: Document, budget: Budget) -> Iterator[Document]:
    """Yield the document inside.

    Raises
    ------
    SourceError
        If the data are damaged or cut short, or swell too much.
    """
    inner = document_of(document.name, partial(_open, document))
    budget.take(inner.size, document.at)
    yield inner


def _open(document: Document) -> BinaryIO:
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=document.open()))
    return io.BufferedReader(BoundedStream(unpacked, document.size, document.at), 1 << 18)
