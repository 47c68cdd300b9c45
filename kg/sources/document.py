"""A document: bytes with a name and a digest, and the text they encode.

A small one is held in memory; a large one is opened each time it is read, so
that formats with a record a line never hold all of it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.encoding import EncodingWatch, bytes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

SMALL: Final = 4 << 20
"""Bytes up to which a document is held in memory."""
MAX_WHOLE: Final = 256 << 20
"""Bytes of the largest document that is read as a whole; formats may allow less."""
MAX_LINE: Final = 64 << 20
"""Characters of the longest line."""
_PIECE: Final = 1 << 20
_HEAD: Final = 64 << 10


@dataclass(frozen=True, slots=True)
class _Survey:
    """What one pass over the bytes tells."""

    digest: str
    size: int
    encoding: str


class Document:
    """One file, archive member or stream, as it came.

    Parameters
    ----------
    name
        The name a reader would type, relative where the source was given so.
    data
        The bytes, where they are at hand.
    opener
        Opens the bytes anew, where they are too many to hold.

    Examples
    --------
    >>> document = Document("page.txt", b"theme:\\r\\nMigration")
    >>> document.size, document.text()
    (17, 'theme:\\nMigration')
    """

    def __init__(self, name: str, data: bytes | None = None, *, opener: Callable[[], BinaryIO] | None = None) -> None:
        self.name = name
        self.open: Callable[[], BinaryIO] = opener or partial(io.BytesIO, data or b"")
        self._held = data if opener is None else None

    def __repr__(self) -> str:
        return f"Document({self.name!r})"

    @property
    def at(self) -> Location:
        """The document as a place."""
        return Location(self.name)

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, 64 hexadecimal characters."""
        return self._survey.digest

    @property
    def size(self) -> int:
        """Number of bytes."""
        return self._survey.size

    @property
    def encoding(self) -> str:
        """Name of the encoding: by byte order mark, else UTF-8, UTF-16 without a mark, or Windows-1252."""
        return self._survey.encoding

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.open() as stream:
            return stream.read(_HEAD)

    @property
    def data(self) -> bytes:
        """All bytes.

        Raises
        ------
        SourceError
            If they are too many to hold.
        """
        return self.whole(MAX_WHOLE, "give it in parts, or as JSONL or CSV, which are read line by line")

    def whole(self, limit: int, hint: str) -> bytes:
        """Return all bytes of a document of at most `limit` bytes.

        Raises
        ------
        SourceError
            If it is larger.
        """
        if self.size > limit:
            raise SourceError(f"the document has {self.size:,} bytes, and at most {limit:,} are read", self.at, hint)
        if self._held is not None:
            return self._held
        with self.open() as stream:
            return stream.read()

    def text(self, limit: int = MAX_WHOLE, hint: str = "give it in parts") -> str:
        """Return the text of a document of at most `limit` bytes, with every line end as ``\\n``.

        Nothing else is changed.

        Raises
        ------
        SourceError
            If it is larger, or the bytes are no text in the encoding they seem to be in.
        """
        data = self.whole(limit, hint)
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            name = self.encoding.removesuffix("-sig")
            raise SourceError(
                f"byte {error.start + 1:,} is no {name} text", Location(self.name, line), "save the file as UTF-8"
            ) from error
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ``\\n``, one at a time; a byte that is no text comes as a lone surrogate.

        Raises
        ------
        SourceError
            If a line is longer than `MAX_LINE`, or the bytes are no UTF-16 after all.
        """
        errors = "surrogateescape" if self.encoding.startswith(("utf-8", "cp")) else "strict"
        number = 0
        with self.open() as stream, io.TextIOWrapper(stream, encoding=self.encoding, errors=errors) as text:
            try:
                while line := text.readline(MAX_LINE + 1):
                    number += 1
                    if len(line) > MAX_LINE:
                        problem = f"the line is longer than {MAX_LINE:,} characters"
                        raise SourceError(problem, Location(self.name, number), "write one record a line")
                    yield line
            except UnicodeDecodeError as error:
                at = Location(self.name, number + 1)
                raise SourceError(f"the line is no {self.encoding} text", at, "save the file as UTF-8") from error

    def bytes_of(self, text: str) -> bytes:
        """Return the bytes that lines of this document came from (line ends as ``\\n``)."""
        return bytes_in(text, self.encoding)

    @cached_property
    def _survey(self) -> _Survey:
        digest, watch, size = hashlib.sha256(), EncodingWatch(), 0
        with self.open() as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                watch.feed(piece)
                size += len(piece)
        return _Survey(digest.hexdigest(), size, watch.encoding())


def document_of(name: str, opener: Callable[[], BinaryIO]) -> Document:
    """Return a document that is held in memory if it is small, and opened anew if it is not."""
    with opener() as stream:
        data = stream.read(SMALL + 1)
    return Document(name, data) if len(data) <= SMALL else Document(name, opener=opener)
