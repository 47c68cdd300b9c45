"""The Turtle of a graph in a file, put together from blocks: those of the file before, and what is new.

A graph of many records never stands in memory, and a graph of which little changed is not written anew.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from kg.exports.turtle import TurtleWriter
    from kg.store.parts import Parts

_PIECE: Final = 1 << 20
_BUFFER: Final = 1 << 20


class TurtleFile:
    """The blocks of one Turtle file.

    Parameters
    ----------
    parts
        Remembers the blocks.
    writer
        Writes headings.
    spill
        Where new blocks wait until the file is put together.
    """

    def __init__(self, parts: Parts, writer: TurtleWriter, spill: Path) -> None:
        self._parts, self._writer = parts, writer
        self._spill = spill.open("w+b", buffering=_BUFFER)
        self._size = 0
        self.is_changed = False

    def put(self, place: str, block: bytes) -> None:
        """Put a block at a place, instead of what stands there; an empty block is none."""
        self.is_changed = True
        if not block:
            self._parts.drop_block(place)
            return
        self._spill.write(block)
        self._parts.put_block(place, len(block), self._size)
        self._size += len(block)

    def drop(self, place: str) -> None:
        """Take away the block at a place, if there is one."""
        self.is_changed = True
        self._parts.drop_block(place)

    def write(self, target: Path, header: str, before: Path | None, header_before: int) -> None:
        """Write the file.

        Parameters
        ----------
        target
            The new file.
        header
            What stands at its beginning.
        before
            The file of which the old blocks are taken; ``None`` if there are none.
        header_before
            Bytes of its header.

        Raises
        ------
        StoreError
            If the file before is not as `kg` wrote it.
        """
        self._spill.flush()
        with target.open("wb", buffering=_BUFFER) as out:
            out.write(header.encode())
            if before is None:
                self._put_together(_Runs(out, self._spill, None), header_before)
            else:
                with before.open("rb") as old:
                    end = self._put_together(_Runs(out, self._spill, old), header_before)
                    if os.fstat(old.fileno()).st_size != end:
                        raise StoreError(
                            f"{str(before)!r} is not as kg wrote it, so it cannot be updated",
                            hint="build it again with --fresh",
                        )
        self._parts.settle_blocks()

    def close(self) -> None:
        """Let go of what waits."""
        self._spill.close()

    def _put_together(self, runs: _Runs, position: int) -> int:
        """Copy all blocks in order with their headings; return where the old file must end."""
        old_section = section = ""
        for place, is_new, is_gone, length, start in self._parts.blocks():
            begin, follows = start, False
            if not is_new:
                if place[:2] != old_section:
                    old_section = place[:2]
                    position += len(self._writer.heading(old_section).encode())
                begin, position = position, position + length
                follows = True
                if is_gone:
                    continue
            if place[:2] != section:
                section = place[:2]
                runs.write(self._writer.heading(section).encode())
            runs.copy(is_old=follows, start=begin, length=length)
        runs.flush()
        return position


class _Runs:
    """Copies ranges of two files into a third; neighbours are copied at once."""

    def __init__(self, out: BinaryIO, new: BinaryIO, old: BinaryIO | None) -> None:
        self._out = out
        self._files = {False: new.fileno(), True: old.fileno() if old is not None else -1}
        self._is_old, self._start, self._end = False, 0, 0

    def write(self, data: bytes) -> None:
        """Write bytes of no file."""
        self.flush()
        self._out.write(data)

    def copy(self, *, is_old: bool, start: int, length: int) -> None:
        """Copy a range."""
        if is_old != self._is_old or start != self._end:
            self.flush()
            self._is_old, self._start = is_old, start
        self._end = start + length

    def flush(self) -> None:
        """Copy what is noted."""
        file = self._files[self._is_old]
        while self._start < self._end:
            piece = os.pread(file, min(_PIECE, self._end - self._start), self._start)
            if not piece:
                raise StoreError("the Turtle of the build before is cut short", hint="build it again with --fresh")
            self._out.write(piece)
            self._start += len(piece)
