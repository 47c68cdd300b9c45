"""What each stage of a build costs: wall clock, processor time, memory."""

from __future__ import annotations

import resource
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of a stage.

    Attributes
    ----------
    wall
        Seconds of wall clock.
    cpu
        Seconds of all processors, workers and threads included.
    memory
        Most resident memory in MiB that the build itself had up to the end of the stage, the store's included.
    """

    wall: float
    cpu: float
    memory: float


class Stopwatch:
    """Keeps the cost of each stage, in order.

    Attributes
    ----------
    costs
        By name of the stage.
    """

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a block; workers are counted if they end inside it."""
        wall, cpu = time.perf_counter(), _cpu()
        yield
        self.costs[name] = Cost(
            wall=time.perf_counter() - wall,
            cpu=_cpu() - cpu,
            memory=peak_memory(),
        )


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_memory() -> float:
    """Return the most resident memory that this process had, in MiB."""
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        for line in status:  # getrusage would tell the memory of whoever started this process, if that had more
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
