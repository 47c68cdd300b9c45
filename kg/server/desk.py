"""Who waits, who is served, what is stopped; and the next build, which takes over without anybody noticing."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections import Counter
from typing import IO, TYPE_CHECKING, Final

from kg.errors import KgError
from kg.server.generation import Generation
from kg.server.options import MEGABYTE, MOST_WAITING, MOST_WAITING_OF_ONE
from kg.server.process import WorkerDied
from kg.server.protocol import Refused
from kg.server.shelf import Answer, Shelf

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from kg.server.options import ServeOptions
    from kg.server.process import WorkerProcess
    from kg.server.wire import Message

_LOG: Final = logging.getLogger("kg.server")
_LOOK_AGAIN: Final = 0.5
"""Seconds between two looks at what the graph directory publishes."""
_GRACE: Final = 0.2
"""Seconds that a query may still run when its client is gone: ending a worker costs more than a quick answer."""
_HELD: Final = 8
"""How many answers of the largest size may lie on the disk, for slow clients or to be sent again."""

_DEATHS: Final = {
    "memory": (507, "the query needs more than the {memory} MB of memory that a query may have\n"),
    "depth": (400, "the query is nested too deeply\n"),
    "unknown": (500, "the query ended its worker; nothing else is known of it\n"),
}


class ClientGone(Exception):  # noqa: N818 -- it says what happened
    """The client left before it was answered."""


class Desk:
    """Serves requests in the order in which they come, as many at once as there are workers.

    Parameters
    ----------
    options
        How to serve.
    """

    def __init__(self, options: ServeOptions) -> None:
        self.options = options
        self._slots = asyncio.Semaphore(options.workers)
        self._waiting: Counter[str] = Counter()
        self.shelf = Shelf(options.max_result * MEGABYTE)
        self.generation: Generation

    async def open(self) -> None:
        """Start the workers of the published build.

        Raises
        ------
        StoreError
            If there is no graph, or its store is damaged.
        """
        generation = Generation(self.options)
        await generation.start()
        self.generation = generation

    def close(self) -> None:
        """End all workers, and let go of all answers."""
        self.generation.stop()
        self.shelf.clear()

    async def watch(self) -> None:
        """Serve the next build as soon as it is published; one that cannot be opened is left alone."""
        refused, said = "", ""
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            try:
                published = self.generation.directory.current()
                if published == self.generation.folder or published.name == refused:
                    continue
                refused = published.name
                before = self.generation
                await self.open()
            except (KgError, OSError) as error:
                problem = error.problem if isinstance(error, KgError) else str(error)
                if problem != said:
                    said = problem
                    _LOG.warning("the new build is not served: %s", problem)
            else:
                before.retire()
                said = ""
                _LOG.info("serving build %s", self.generation.token)

    async def answer(self, request: Message, gone: Awaitable[None], *, client: str = "") -> Answer:
        """Let a worker answer.

        Parameters
        ----------
        request
            What the worker is asked.
        gone
            Ends when the client leaves; then the query is stopped.
        client
            Who asks, by address: one alone cannot take all places of those who wait.

        Raises
        ------
        Refused
            503 when too many wait, or time is up; 507 when the query needs too much memory.
        ClientGone
            If the client left.

        Returns
        -------
        Answer
            Whoever gets it calls its `done` in the end.
        """
        serving = asyncio.ensure_future(self._serve(request, client))
        leaving = asyncio.ensure_future(gone)
        try:
            await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                return serving.result()
            raise ClientGone
        finally:
            leaving.cancel()
            if not serving.done():
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)

    async def _serve(self, request: Message, client: str) -> Answer:
        await self._wait_for_a_slot(client)
        try:
            process, generation = await self._worker()
            return await self._ask(process, generation, request)
        finally:
            self._slots.release()

    async def _wait_for_a_slot(self, client: str) -> None:
        is_full = self._waiting.total() >= MOST_WAITING or self._waiting[client] >= MOST_WAITING_OF_ONE
        if is_full or self.shelf.held > _HELD * self.options.max_result * MEGABYTE:
            raise self._busy()
        self._waiting[client] += 1
        try:
            async with asyncio.timeout(self.options.timeout):
                await self._slots.acquire()
        except TimeoutError as error:
            raise self._busy() from error
        finally:
            self._waiting[client] -= 1
            self._waiting += Counter()  # forgets clients of whom none waits

    async def _worker(self) -> tuple[WorkerProcess, Generation]:
        """Return a worker of the build that is served now; one is there, or is just being started."""
        end = asyncio.get_running_loop().time() + self.options.timeout
        while asyncio.get_running_loop().time() < end:
            generation = self.generation
            try:
                process = await generation.take(_LOOK_AGAIN)
            except TimeoutError:
                continue
            if process.is_alive:
                return process, generation
            generation.give_back(process, is_fit=False)  # somebody else ended it while it had nothing to do
        raise self._busy()

    async def _ask(self, process: WorkerProcess, generation: Generation, request: Message) -> Answer:
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer carries it on
        asking = asyncio.create_task(process.ask(request, file))
        reply: Message | None = None
        try:
            reply = await asyncio.wait_for(asyncio.shield(asking), self.options.timeout)
        except TimeoutError as error:
            raise self._too_slow() from error
        except WorkerDied as error:
            status, text = _DEATHS[error.reason]
            _LOG.warning("a query ended its worker: %s", error.said or error.reason)
            raise Refused(status, text.format(memory=self.options.memory)) from error
        except asyncio.CancelledError:
            await asyncio.wait({asking}, timeout=_GRACE)
            raise
        finally:
            if not asking.done():
                process.kill()
                await asyncio.gather(asking, return_exceptions=True)
            is_fit = not asking.cancelled() and asking.exception() is None and not asking.result().get("tired")
            generation.give_back(process, is_fit=is_fit)
            if reply is None:
                file.close()
        return self.shelf.answer(reply, file, generation.token)

    def _busy(self) -> Refused:
        return Refused(503, "the server is busy with other queries; ask again in a moment\n", {"Retry-After": "5"})

    def _too_slow(self) -> Refused:
        seconds = self.options.timeout
        return Refused(
            503,
            f"the query took longer than {seconds:g} s and was stopped; no part of its answer is sent\n"
            "  ask for less: fewer joins, a LIMIT, or one country or theme at a time\n",
            {"Retry-After": str(max(1, round(seconds)))},
        )
