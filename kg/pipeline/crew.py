"""Who does the work of a build: this process where there is little, workers where there is much."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.pipeline.taken import Refused, Unchanged
from kg.pipeline.work import Hands
from kg.pipeline.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.pipeline.reading import Item
    from kg.pipeline.work import Outcome, Setup, Work
    from kg.pipeline.written import RecordWriter
    from kg.reference import Reference

AT_ONCE: Final = 2 << 20
"""Characters that a build reads by itself before it starts workers: they need a second to begin."""


class Crew:
    """Does pieces of work in the order in which they come.

    Parameters
    ----------
    setup
        What whoever does the work must know.
    reference
        The vocabularies.
    workers
        How many processes to start where there is much to do; 0 for one a processor core.
    """

    def __init__(self, setup: Setup, reference: Reference, workers: int) -> None:
        self._hands = Hands(setup, reference)
        self._workers = Workers(workers or _cores(), setup)

    @property
    def writer(self) -> RecordWriter:
        """Who writes records in this process."""
        return self._hands.writer

    @property
    def memory(self) -> float:
        """Most resident memory that a worker had, in MiB; 0 if none was started."""
        return self._workers.memory

    def do(self, batches: Iterator[list[Item]]) -> Iterator[tuple[Item, list[Outcome]]]:
        """Yield each item with what came of it.

        Raises
        ------
        WorkerError
            If a process ends before its work is done.
        """
        for batch, found in self._done(batches):
            answers = iter(found)
            for item in batch:
                if isinstance(item.work, Unchanged):
                    yield item, []
                else:
                    yield item, [item.work] if isinstance(item.work, Refused) else next(answers)

    def do_here(self, items: Iterator[Item]) -> Iterator[tuple[Item, list[Outcome]]]:
        """Yield each item with what came of it, done in this process."""
        for item in items:
            if isinstance(item.work, Refused):
                yield item, [item.work]
            elif not isinstance(item.work, Unchanged):
                yield item, self._hands.do(item.work)

    def dismiss(self) -> None:
        """End the workers."""
        self._workers.close()

    def close(self) -> None:
        """End the workers, and let go of all that is open."""
        self._workers.close()
        self._hands.close()

    def _done(self, batches: Iterator[list[Item]]) -> Iterator[tuple[list[Item], Iterable[list[Outcome]]]]:
        done = 0
        for batch in batches:
            works = _works(batch)
            if self._workers.count > 1 and done > AT_ONCE:
                yield from self._workers.each(chain([batch], batches), _works)
                return
            yield batch, map(self._hands.do, works)
            done += sum(work.size for work in works)


def _works(batch: Iterable[Item]) -> list[Work]:
    return [item.work for item in batch if not isinstance(item.work, Refused | Unchanged)]


def _cores() -> int:
    with suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
