"""Which encoding bytes are in: byte order mark, UTF-8, UTF-16 without a mark, Windows-1252, and no other guess."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 2000


class EncodingWatch:
    """Tells the encoding of a stream from its pieces, in one pass and in little memory.

    Examples
    --------
    >>> watch = EncodingWatch()
    >>> watch.feed("Señal".encode("cp1252"))
    >>> watch.encoding()
    'cp1252'
    """

    def __init__(self) -> None:
        self._head = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._good = self._bad = 0

    def feed(self, piece: bytes) -> None:
        """Look at the next bytes."""
        if len(self._head) < _SAMPLE:
            self._head += piece[:_SAMPLE]
        if self._is_utf8:
            try:
                self._decoder.decode(piece)
            except UnicodeDecodeError:
                self._is_utf8 = False
                self._weigh(piece)

    def encoding(self) -> str:
        """Return a name that Python's codecs know.

        Text that is UTF-8 but for a few bytes is called UTF-8, so that the damage is found
        and not read as other letters.
        """
        for mark, encoding in _MARKS:
            if self._head.startswith(mark):
                return encoding
        if guess := _utf16_without_mark(self._head[:_SAMPLE]):
            return guess
        return "utf-8" if self._is_utf8 or self._good > self._bad else "cp1252"

    def _weigh(self, piece: bytes) -> None:
        text = piece.decode("utf-8", "replace")
        self._bad = text.count("\ufffd")
        self._good = sum(not character.isascii() for character in text) - self._bad


def bytes_in(text: str, encoding: str) -> bytes:
    """Return the bytes that text in an encoding came from, those that are no text included."""
    return text.encode(encoding.removesuffix("-sig"), "surrogateescape")


def encoding_of(data: bytes) -> str:
    """Return the encoding of `data`.

    Examples
    --------
    >>> encoding_of("Señal".encode()), encoding_of("Señal".encode("utf-16-le"))
    ('utf-8', 'utf-16-le')
    """
    watch = EncodingWatch()
    watch.feed(data)
    return watch.encoding()


def _utf16_without_mark(sample: bytes) -> str:
    """Tell UTF-16 by the zero bytes that Latin letters leave on every second place, and only there."""
    half = len(sample) // 2
    if half < 2:  # noqa: PLR2004 -- one letter tells nothing
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half // 2 and not even:
        return "utf-16-le"
    if even > half // 2 and not odd:
        return "utf-16-be"
    return ""
