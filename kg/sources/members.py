"""Members of archives: their names, checked, and their bytes as documents. Nothing is ever written to disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.document import Document

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_MEMBER: Final = 256 << 20
"""Bytes of the largest member that is read; more goes into a ``.gz`` of its own, which is read as a stream."""
_DRIVE: Final = re.compile(r"[A-Za-z]:")


def member_name(archive: str, name: str) -> str:
    """Return what a member is called: ``archive!member``."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return f"{archive}!{shown[:400]}"


def is_hidden(name: str) -> bool:
    """Tell whether a member is passed over as in a folder: dot files, and what macOS adds."""
    return any(
        (part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in name.replace("\\", "/").split("/")
    )


def refuse_outside(archive: str, name: str) -> None:
    """Refuse a member whose path leads out of the archive.

    Raises
    ------
    SourceError
        If the path is absolute, climbs with ``..`` or names a drive.
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name) or "\x00" in name:
        raise SourceError(
            f"the member's path {name[:80]!r} leads out of the archive",
            Location(archive),
            "pack it with relative paths",
        )


def read_member(name: str, stream: BinaryIO) -> Document:
    """Return a member as a document.

    Raises
    ------
    SourceError
        If it is too large.
    """
    data = stream.read(MAX_MEMBER + 1)
    if len(data) > MAX_MEMBER:
        raise SourceError(
            f"the member has more than {MAX_MEMBER:,} bytes", Location(name), "give it as a file or a .gz of its own"
        )
    return Document(name, data)
