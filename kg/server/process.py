"""One worker as the server sees it: start, ask, kill."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from typing import IO, TYPE_CHECKING, Any, Final

from kg.server.wire import LENGTH, packed

if TYPE_CHECKING:
    from pathlib import Path

    from kg.server.wire import Message

_STARTER: Final = "from kg.server.worker import main; main()"


class WorkerDied(Exception):  # noqa: N818 -- it says what happened
    """The worker ended before it answered.

    Parameters
    ----------
    reason
        ``memory``, ``depth`` (of nesting), or ``unknown``.
    said
        The last line that it wrote before it ended, for the log.
    """

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason, said)
        self.reason, self.said = reason, said


class WorkerProcess:
    """A worker process and the channel to it.

    Parameters
    ----------
    folder
        The build it opens.
    settings
        What `kg.server.worker.run` is told.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        ours, theirs = socket.socketpair()
        self._channel = ours
        self._channel.settimeout(0)
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the process
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-P", "-c", _STARTER, str(theirs.fileno()), str(folder), json.dumps(settings)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=_environment(),
                start_new_session=True,  # Ctrl-C at a terminal is for the server
            )

    async def ready(self) -> None:
        """Wait until the store is open.

        Raises
        ------
        WorkerDied
            If it could not be opened.
        """
        await self._receive()

    async def ask(self, request: Message, file: IO[bytes]) -> Message:
        """Send a request with the file that takes its answer, and wait for the reply.

        Raises
        ------
        WorkerDied
            If the worker ends before it replies, by itself or because it was killed.
        """
        loop = asyncio.get_running_loop()
        try:
            socket.send_fds(self._channel, [b"."], [file.fileno()])
            await loop.sock_sendall(self._channel, packed(request))
        except OSError as error:
            raise await self._death() from error
        return await self._receive()

    async def _receive(self) -> Message:
        (length,) = LENGTH.unpack(await self._exactly(LENGTH.size))
        message: Message = json.loads(await self._exactly(length))
        return message

    async def _exactly(self, number: int) -> bytes:
        loop = asyncio.get_running_loop()
        pieces = bytearray()
        while len(pieces) < number:
            try:
                piece = await loop.sock_recv(self._channel, number - len(pieces))
            except OSError:
                piece = b""
            if not piece:
                raise await self._death()
            pieces += piece
        return bytes(pieces)

    async def _death(self) -> WorkerDied:
        self.kill()
        await asyncio.to_thread(self._process.wait)
        said = self.complaint()
        if "memory allocation" in said or "bad_alloc" in said or "MemoryError" in said:
            return WorkerDied("memory")
        is_overflow = self._process.returncode == -signal.SIGSEGV or "overflowed its stack" in said
        return WorkerDied("depth" if is_overflow else "unknown", said.strip().rpartition("\n")[2])

    def complaint(self) -> str:
        """Return what the process said before it ended."""
        if self._complaints.closed:
            return ""
        self._complaints.seek(0)
        return self._complaints.read(1 << 14).decode("utf-8", "replace")

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> None:
        """End it and forget it; waits the moment that the system needs."""
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._complaints.close()


def _environment() -> dict[str, str]:
    """Return our environment, where modules are found as they are here, and without the names of proxies."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}  # noqa: PTH109
