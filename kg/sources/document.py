"""A document: bytes with a name and a digest, and the text they encode."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from functools import cached_property

from kg.errors import Location, SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Document:
    """One file, archive member or stream, as it came.

    Attributes
    ----------
    name
        The name a reader would type, relative where the source was given so.
    data
        The bytes as they came.
    """

    name: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, 64 hexadecimal characters."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def is_lines(self) -> bool:
        """Whether it looks like one JSON object a line, so that a part of it is a line."""
        first, _, rest = self.data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
        return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")

    def text(self) -> str:
        """Return the text: by byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252.

        Line ends are made ``\\n``; nothing else is changed.

        Raises
        ------
        SourceError
            If the bytes are no text in any of them.

        Examples
        --------
        >>> Document("a", "Señal\\r\\n".encode("cp1252")).text()
        'Señal\\n'
        """
        return _decode(self).replace("\r\n", "\n").replace("\r", "\n")


def _decode(document: Document) -> str:
    for mark, encoding in _BOMS:
        if document.data.startswith(mark):
            return _decode_as(document, encoding)
    try:
        return document.data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if guess := _utf16_without_mark(document.data):
        return _decode_as(document, guess)
    return _decode_as(document, "cp1252")


def _decode_as(document: Document, encoding: str) -> str:
    try:
        return document.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is no {encoding} text",
            Location(document.name),
            "save the file as UTF-8",
        ) from error


def _utf16_without_mark(data: bytes) -> str:
    """Tell UTF-16 by the zero bytes that Latin letters leave on every second place."""
    sample = data[:2000]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if len(sample) >= 4 and sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return ""
