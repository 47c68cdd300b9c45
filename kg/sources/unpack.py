"""Archives -> the documents inside, however many layers deep, recognised by content and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import SourceError
from kg.sources import gzipped, zipped
from kg.sources.bounds import MAX_DEPTH, Budget
from kg.sources.tarred import looks_like_tar, read_tar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.sources.document import Document

    Unpacker: TypeAlias = Callable[[Document, Budget], Iterator[Document | SourceError] | Iterator[Document]]

WORKBOOK: Final = "xlsx"


def unpack(
    document: Document, format_: str | None = None, budget: Budget | None = None
) -> Iterator[Document | SourceError]:
    """Yield the document itself, or if it is an archive the documents inside it.

    Parameters
    ----------
    document
        Any document.
    format_
        The format that its content is said to have; a spreadsheet is a ZIP archive that is not opened here.
    budget
        What may come out; by default generous, yet bounded.
    """
    yield from _unpack(document, format_, budget or Budget(), MAX_DEPTH)


def _unpack(document: Document, format_: str | None, budget: Budget, depth: int) -> Iterator[Document | SourceError]:
    unpacker = _unpacker(document, format_)
    if unpacker is None:
        yield document
        return
    if not depth:
        yield SourceError(
            f"archives are packed into each other more than {MAX_DEPTH} deep", document.at, "unpack it first"
        )
        return
    try:
        for inner in unpacker(document, budget):
            if isinstance(inner, SourceError):
                yield inner
            else:
                yield from _unpack(inner, format_, budget, depth - 1)
    except SourceError as error:
        yield error


def _unpacker(document: Document, format_: str | None) -> Unpacker | None:
    head = document.head
    if head.startswith(gzipped.MAGIC):
        return gzipped.read_gzip
    if head.startswith(zipped.MAGIC) and format_ != WORKBOOK and not zipped.is_workbook(document):
        return zipped.read_zip
    return read_tar if looks_like_tar(head) else None
