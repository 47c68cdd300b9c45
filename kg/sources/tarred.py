"""A tar archive, mostly inside a gzip file: its members as documents, in the archive's order."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, Final, cast

from kg.errors import Location, SourceError
from kg.sources.bounds import DAMAGE
from kg.sources.members import is_hidden, member_name, read_member, refuse_outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.sources.bounds import Budget
    from kg.sources.document import Document

_MAGIC: Final = slice(257, 262)
_PIECE: Final = 1 << 20


def looks_like_tar(head: bytes) -> bool:
    """Tell a tar archive by the mark in its first header."""
    return head[_MAGIC] == b"ustar"


def read_tar(document: Document, budget: Budget) -> Iterator[Document | SourceError]:
    """Yield the members, and for each that is no file inside the archive the reason.

    The archive is read once from front to back, so a large one needs the memory of its largest member.

    Raises
    ------
    SourceError
        If the archive is damaged or cut short.
    """
    try:
        with document.open() as stream:
            yield from _read_members(document, _WithTail(stream), budget)
    except (tarfile.TarError, *DAMAGE) as error:
        raise SourceError(f"the tar archive is damaged or cut short: {error}", document.at, "pack it again") from error


class _WithTail:
    """A stream that remembers its last block: the module takes an archive without an end mark for whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.tail = b""

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.tail = (self.tail + data)[-tarfile.BLOCKSIZE :]
        return data

    def is_ended(self) -> bool:
        """Read to the end and tell whether the end mark stands there."""
        while self.read(_PIECE):
            pass
        return not self.tail.strip(b"\x00")


def _read_members(document: Document, stream: _WithTail, budget: Budget) -> Iterator[Document | SourceError]:
    with tarfile.open(fileobj=cast("BinaryIO", stream), mode="r|", errorlevel=2) as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # the module would remember every header
            if info.isdir() or is_hidden(info.name.removeprefix("./")):
                continue
            budget.take_member(document.at)
            try:
                member = _read(archive, info, document)
            except SourceError as error:
                yield error
            else:
                budget.take(member.size, document.at)
                yield member
    if not stream.is_ended():
        raise SourceError("the tar archive is cut short: its end mark is missing", document.at, "pack it again")


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo, document: Document) -> Document:
    refuse_outside(document.name, info.name)
    name = member_name(document.name, info.name.removeprefix("./"))
    stream = archive.extractfile(info) if info.isfile() else None
    if stream is None:
        raise SourceError("the member is a link or a device, no file", Location(name), "pack the file itself")
    member = read_member(name, cast("BinaryIO", stream))
    if member.size < info.size:
        raise SourceError("the archive is cut short inside this member", Location(name), "pack it again")
    return member
