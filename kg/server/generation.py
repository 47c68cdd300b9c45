"""The workers of one build: as many as may run at once, each replaced when it ends."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any, Final

from kg.errors import StoreError
from kg.server.process import WorkerDied, WorkerProcess
from kg.server.whole import WholeGraph
from kg.store import GraphDirectory

if TYPE_CHECKING:
    from kg.server.options import ServeOptions

_LOG: Final = logging.getLogger("kg.server")
_PATIENCE: Final = 60.0
"""Seconds in which a worker has to open the store."""


class Generation:
    """One build, held open so that no later build sweeps it away, and its workers.

    Parameters
    ----------
    options
        How to serve.

    Raises
    ------
    StoreError
        If there is no graph, or its description cannot be read.
    """

    def __init__(self, options: ServeOptions) -> None:
        self.directory = GraphDirectory(options.graph)  # holds the build open as long as it lives
        self.folder = self.directory.lease()
        try:
            self.build: dict[str, Any] = json.loads((self.folder / "build.json").read_text(encoding="utf-8"))
            self.base = str(self.build["base"])
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(
                f"the build in {str(options.graph)!r} cannot be read: {error}", hint="build it again with --fresh"
            ) from error
        self._settings = {
            "base": self.base,
            "timeout": options.timeout,
            "memory": options.memory,
            "max_result": options.max_result,
        }
        self._number = options.workers
        self.whole = WholeGraph(self.folder, self._settings)
        self._idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self._all: set[WorkerProcess] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self.is_retired = False

    @property
    def token(self) -> str:
        """What tells this build from any other."""
        return self.folder.name

    async def start(self) -> None:
        """Start all workers.

        Raises
        ------
        StoreError
            If the store cannot be opened.
        """
        try:
            await asyncio.gather(*(self._start_one() for _ in range(self._number)))
        except StoreError:
            self.retire()
            raise

    async def _start_one(self) -> None:
        process = WorkerProcess(self.folder, self._settings)
        self._all.add(process)
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.ready()
        except (WorkerDied, TimeoutError) as error:
            said = process.complaint().strip().rpartition("\n")[2]
            self._forget(process)
            raise StoreError(
                f"the store in {str(self.folder)!r} cannot be opened: {said or error}",
                hint="build it again with --fresh",
            ) from error
        except asyncio.CancelledError:
            self._forget(process)
            raise
        if self.is_retired:
            self._forget(process)
        else:
            self._idle.put_nowait(process)

    async def take(self, patience: float) -> WorkerProcess:
        """Return a worker that has nothing to do; wait for one up to `patience` seconds.

        Raises
        ------
        TimeoutError
            If none comes.
        """
        async with asyncio.timeout(patience):
            return await self._idle.get()

    def give_back(self, process: WorkerProcess, *, is_fit: bool) -> None:
        """Take a worker back, or another in its place when it ended or grew too large."""
        if is_fit and not self.is_retired and process.is_alive:
            self._idle.put_nowait(process)
            return
        self._forget(process)
        if not self.is_retired:
            task = asyncio.create_task(self._replace())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        pause = 0.1
        while not self.is_retired:
            try:
                await self._start_one()
            except StoreError as error:
                _LOG.warning("a worker cannot be started: %s", error.problem)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10.0)
            else:
                return

    def retire(self) -> None:
        """Let idle workers go now, and busy ones when they have answered."""
        self.is_retired = True
        self.whole.drop()
        while not self._idle.empty():
            self._forget(self._idle.get_nowait())

    def stop(self) -> None:
        """End all workers, busy or not."""
        self.retire()
        for task in self._starting:
            task.cancel()
        for process in list(self._all):
            self._forget(process)

    def _forget(self, process: WorkerProcess) -> None:
        """End a process; the system may take a moment over it, and nobody waits."""
        self._all.discard(process)
        process.kill()
        asyncio.get_running_loop().run_in_executor(None, process.close)

    @property
    def pids(self) -> list[int]:
        """The numbers of its processes."""
        return sorted(process.pid for process in self._all)
