"""How much an archive may hold: bytes, members and how far they may swell, for all its layers together."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError

if TYPE_CHECKING:
    from typing import BinaryIO

    from typing_extensions import Buffer

MAX_DEPTH: Final = 4
"""Archives inside archives: ``.zip`` in ``.tar.gz`` is three deep."""
MAX_RATIO: Final = 200
_FREE: Final = 16 << 20
"""Bytes that may come out of anything, before its ratio counts."""

DAMAGE: Final = (
    OSError,
    EOFError,
    zlib.error,
    ValueError,
    RuntimeError,
    NotImplementedError,
    LookupError,
    OverflowError,
)
"""What the standard library's archive readers raise on bytes that are no archive after all."""


@dataclass(slots=True)
class Budget:
    """What is left to take out of one source.

    Attributes
    ----------
    bytes_, members
        How many bytes and members may still come.
    """

    bytes_: int = 64 << 30
    members: int = 2_000_000

    def take_member(self, at: Location) -> None:
        """Count one member.

        Raises
        ------
        SourceError
            If there are too many.
        """
        self.members -= 1
        if self.members < 0:
            raise SourceError("the archive has more members than are read", at, "give it in parts")

    def take(self, size: int, at: Location) -> None:
        """Count bytes that came out.

        Raises
        ------
        SourceError
            If there are too many.
        """
        self.bytes_ -= size
        if self.bytes_ < 0:
            raise SourceError("more comes out of the archive than is read from one source", at, "give it in parts")


class BoundedStream(io.RawIOBase):
    """Bytes as they come out of a packed stream; too many of them, or damage, is a `SourceError`.

    Parameters
    ----------
    stream
        The unpacking stream.
    packed
        Number of packed bytes, for the ratio.
    at
        What is being unpacked.
    """

    def __init__(self, stream: BinaryIO, packed: int, at: Location) -> None:
        super().__init__()
        self._stream, self._limit, self._at = stream, max(_FREE, packed * MAX_RATIO), at
        self._taken = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill `buffer` and return how many bytes came."""
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except DAMAGE as error:
            raise SourceError(
                f"the packed data are damaged or cut short: {error}", self._at, "pack it again"
            ) from error
        self._taken += len(data)
        if self._taken > self._limit:
            problem = f"it swells to more than {MAX_RATIO} times its size, which no text does"
            raise SourceError(problem, self._at, "unpack it yourself if you trust it")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below."""
        if not self.closed:
            self._stream.close()
        super().close()
