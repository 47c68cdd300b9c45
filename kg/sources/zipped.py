"""A ZIP archive: its members as documents, in the order of their names."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING, Final, cast

from kg.errors import Location, SourceError
from kg.sources.bounds import DAMAGE, BoundedStream
from kg.sources.members import is_hidden, member_name, read_member, refuse_outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.sources.bounds import Budget
    from kg.sources.document import Document

MAGIC: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1


def is_workbook(document: Document) -> bool:
    """Tell whether a ZIP archive is a spreadsheet."""
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, *DAMAGE):
        return False


def read_zip(document: Document, budget: Budget) -> Iterator[Document | SourceError]:
    """Yield the members, and for each that cannot be read the reason.

    Raises
    ------
    SourceError
        If the archive itself cannot be read.
    """
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if info.is_dir() or is_hidden(info.filename):
                    continue
                budget.take_member(document.at)
                try:
                    member = _read(archive, info, document)
                except SourceError as error:
                    yield error
                else:
                    budget.take(member.size, document.at)
                    yield member
    except (zipfile.BadZipFile, *DAMAGE) as error:
        raise SourceError(f"the ZIP archive is damaged or cut short: {error}", document.at, "pack it again") from error


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, document: Document) -> Document:
    refuse_outside(document.name, info.filename)
    name = member_name(document.name, info.filename)
    if info.flag_bits & _ENCRYPTED:
        raise SourceError("the member is encrypted", Location(name), "pack it without a password")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SourceError("the member is a link, no file", Location(name), "pack the file itself")
    try:
        unpacked = cast("BinaryIO", archive.open(info))
        with BoundedStream(unpacked, info.compress_size, Location(name)) as bounded:
            return read_member(name, io.BufferedReader(bounded))
    except (zipfile.BadZipFile, *DAMAGE) as error:
        raise SourceError(f"the member cannot be unpacked: {error}", Location(name), "pack it again") from error
