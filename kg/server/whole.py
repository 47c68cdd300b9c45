"""All statements of a build in one file: made once by a process of its own, without the bounds that queries have."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from typing import IO, TYPE_CHECKING, Any, Final

from kg.server.options import MEGABYTE
from kg.server.process import WorkerDied, WorkerProcess
from kg.server.protocol import Refused
from kg.server.shelf import Answer, Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from kg.server.wire import Message

_LONGEST: Final = 86_400.0
"""Seconds after which a file that still grows is given up."""
_OK: Final = 200
_FULL: Final = 507
_SHARE_OF_ROOM: Final = 0.8
"""How much of the room for temporary files the file may take."""

_NO_DUMP: Final = "the whole graph cannot be written\n  make room in the temporary folder, or take /data/graph.ttl\n"


class WholeGraph:
    """The N-Quads of one build, written into a temporary file when they are first asked for.

    Queries go on meanwhile: the process is none of theirs, and as it streams from the store its memory does not grow
    with the graph. Whoever asks while the file is being written waits for the same one.

    Parameters
    ----------
    folder
        The build; whoever makes this object holds it open.
    settings
        What `kg.server.worker.run` is told; time and size of an answer are not taken from there.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._folder, self._settings = folder, settings
        self._shelf = Shelf(0)  # its bytes are not counted with those of answers to queries
        self._making: asyncio.Task[Answer] | None = None
        self._waiting = 0
        self._is_dropped = False

    async def answer(self) -> Answer:
        """Return the file; whoever gets it calls its `done` in the end.

        Raises
        ------
        Refused
            507 if there is no room for it, 500 if it cannot be written; the next who asks tries again.
        """
        if self._making is None or _is_failed(self._making):
            self._making = asyncio.create_task(self._make())
        self._waiting += 1
        try:
            return (await asyncio.shield(self._making)).taken()
        finally:
            self._waiting -= 1
            self._let_go()

    def drop(self) -> None:
        """Let go of the file as soon as all who asked for it have it."""
        self._is_dropped = True
        self._let_go()

    def _let_go(self) -> None:
        if not self._is_dropped or self._waiting or self._making is None:
            return
        making, self._making = self._making, None
        if not making.done():
            making.cancel()
        elif not _is_failed(making):
            making.result().done()

    async def _make(self) -> Answer:
        file: IO[bytes] = tempfile.TemporaryFile(prefix="kg-")  # noqa: SIM115 -- the answer carries it on
        room = int(shutil.disk_usage(tempfile.gettempdir()).free * _SHARE_OF_ROOM)
        settings = {**self._settings, "timeout": _LONGEST, "max_result": max(1, room // MEGABYTE)}
        process = WorkerProcess(self._folder, settings)
        try:
            await process.ready()
            reply = await process.ask({"task": "dump"}, file)
        except WorkerDied:
            reply = {"status": 500, "text": _NO_DUMP}
        except BaseException:
            file.close()
            raise
        finally:
            process.kill()
            asyncio.get_running_loop().run_in_executor(None, process.close)
        if reply["status"] == _OK:
            return self._shelf.answer(reply, file, self._folder.name)
        file.close()
        raise _refused(reply)


def _is_failed(making: asyncio.Task[Answer]) -> bool:
    return making.done() and (making.cancelled() or making.exception() is not None)


def _refused(reply: Message) -> Refused:
    """Return what a client is told when the file cannot be written."""
    why = "there is no room for a file of the whole graph" if reply["status"] == _FULL else reply["text"].strip()
    return Refused(reply["status"], f"{why}\n  kg export writes it wherever there is room\n", {"Retry-After": "60"})
