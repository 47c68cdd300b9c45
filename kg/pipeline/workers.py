"""Worker processes: batches of work out, what came of them back, in the order in which they went.

Workers are fresh interpreters that speak over pipes. So a program that calls `kg` needs no guard around its main
module, nothing is shared by accident, and a worker ends by itself when the build is gone.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from kg.pipeline.work import Outcome, Setup, Work

    Batch = TypeVar("Batch")

_START: Final = "import sys; sys.path[:] = sys.argv[1:]; from kg.pipeline.worker import main; main()"
_AHEAD: Final = 2
"""Batches a worker that wait or are done, beside the one in work."""
_PATIENCE: Final = 5.0
"""Seconds that a worker has to end when nothing more comes."""


class WorkerError(KgError):
    """A worker process ended before its work was done."""


class _Slot:
    """One batch on its way."""

    def __init__(self, works: list[Work]) -> None:
        self.works = works
        self.done = threading.Event()
        self.answer: list[list[Outcome]] | BaseException | None = None


class Workers:
    """So many worker processes, started when the first batch is given to them.

    Parameters
    ----------
    count
        How many.
    setup
        What they must know.

    Attributes
    ----------
    count
        How many.
    memory
        Most resident memory that one of them had, in MiB.
    """

    def __init__(self, count: int, setup: Setup) -> None:
        self.count, self._setup = count, setup
        self.memory = 0.0
        self._processes: list[subprocess.Popen[bytes]] = []
        self._threads: list[threading.Thread] = []
        self._slots: queue.Queue[_Slot | None] = queue.Queue()

    def each(
        self, batches: Iterable[Batch], works: Callable[[Batch], list[Work]]
    ) -> Iterator[tuple[Batch, list[list[Outcome]]]]:
        """Yield each batch with what came of its works, in the order of the batches.

        Raises
        ------
        WorkerError
            If a process ends before its work is done.
        """
        self.start()
        running: deque[tuple[Batch, _Slot]] = deque()
        for batch in batches:
            slot = _Slot(works(batch))
            self._slots.put(slot)
            running.append((batch, slot))
            if len(running) > self.count * (1 + _AHEAD):
                yield self._next(running)
        while running:
            yield self._next(running)

    def close(self) -> None:
        """End all processes at once."""
        for process in self._processes:
            process.kill()
        for _ in self._threads:
            self._slots.put(None)
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was on its way to a process that is gone
                        pipe.close()
        self._processes.clear()
        self._threads.clear()

    def _next(self, running: deque[tuple[Batch, _Slot]]) -> tuple[Batch, list[list[Outcome]]]:
        batch, slot = running.popleft()
        slot.done.wait()
        if isinstance(slot.answer, BaseException):
            raise slot.answer
        assert slot.answer is not None
        return batch, slot.answer

    def start(self) -> None:
        """Start those that do not run yet."""
        for number in range(len(self._processes), self.count):
            process = subprocess.Popen(  # noqa: S603 -- this very interpreter
                [sys.executable, "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C on a terminal reaches the build alone
            )
            self._processes.append(process)
            thread = threading.Thread(target=self._serve, args=(process,), name=f"kg-worker-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, process: subprocess.Popen[bytes]) -> None:
        """Give one process a batch after the other."""
        assert process.stdin is not None
        assert process.stdout is not None
        problem: BaseException | None = None
        try:
            _send(process.stdin, self._setup)
        except OSError:
            problem = _died(process)
        while (slot := self._slots.get()) is not None:
            if problem is None:
                try:
                    _send(process.stdin, slot.works)
                    slot.answer, memory = pickle.load(process.stdout)  # noqa: S301 -- from our own process
                    self.memory = max(self.memory, memory)
                except (OSError, EOFError, pickle.UnpicklingError):
                    problem = _died(process)
            if problem is not None:
                slot.answer = problem
            slot.works = []
            slot.done.set()


def _send(pipe: Any, value: object) -> None:  # noqa: ANN401 -- the type of a pipe differs between stubs
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _died(process: subprocess.Popen[bytes]) -> WorkerError:
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    hint = "there may be too little memory: build with fewer --workers" if code < 0 else "build with --workers 1"
    return WorkerError(f"a worker process {how} before its work was done; the graph is as it was", hint=hint)
