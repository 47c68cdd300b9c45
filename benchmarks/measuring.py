"""Run a command and say what it cost: CPU seconds, wall clock, peak memory of all its processes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PERIOD: Final = 0.02
_SHOWN: Final = 600
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command.

    Attributes
    ----------
    wall, cpu
        Seconds by the clock, and of user and system time of all processes.
    peak
        Megabytes: the most that its processes held at one moment, memory shared between them counted for each.
    said
        The JSON object that it wrote as its last line, or nothing.
    load
        Processes that wanted a core, by the machine's mean over the last minute, when it began.
    """

    wall: float
    cpu: float
    peak: float
    said: dict[str, Any]
    load: float


class CommandFailed(Exception):  # noqa: N818 -- what happened, no fault of ours
    """A command ended with an error; the text says which and why."""


def run_once(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None, limit: float = 3600.0
) -> Run:
    """Run a command to its end.

    Parameters
    ----------
    command
        The program and its arguments.
    env
        Variables set beside those of this process.
    cwd
        Where to run it.
    limit
        Seconds after which it is ended.

    Raises
    ------
    CommandFailed
        If it ends with another code than 0 (or 1 if it is `kg`, where data have violations), or is ended.
    """
    load = os.getloadavg()[0]
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- commands of this package
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        start_new_session=True,
    )
    watcher = _Watcher(process.pid, start + limit)
    texts = _read_both(process)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = watcher.stop()
    texts.finish(process)
    if process.returncode not in ({0, 1} if "kg" in command[1:3] else {0}):
        why = f"ended after {limit:g} s" if watcher.is_late else "\n".join(texts.errors)[-_SHOWN:].strip()
        called = " ".join(Path(part).name for part in command[:3])  # no folder of this machine in what is published
        raise CommandFailed(f"{called} ended with {process.returncode}: {why}")
    return Run(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=peak or used.ru_maxrss / 1024,  # which counts what the child shared with us before it began
        said=_last_object(texts.lines),
        load=load,
    )


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    """Return medians and the least of several runs, as plain numbers for JSON."""
    least = min(runs, key=lambda run: run.cpu)
    return {
        "runs": len(runs),
        "cpu": round(statistics.median(run.cpu for run in runs), 3),
        "cpu_least": round(least.cpu, 3),
        "wall": round(statistics.median(run.wall for run in runs), 3),
        "wall_least": round(min(run.wall for run in runs), 3),
        "peak_mb": round(statistics.median(run.peak for run in runs), 1),
        "load": round(max(run.load for run in runs), 2),
        "said": least.said,
    }


@dataclass(slots=True)
class _Texts:
    lines: list[str]
    errors: list[str]
    readers: list[threading.Thread]

    def finish(self, process: subprocess.Popen[str]) -> None:
        """Wait for the last words, and close the pipes."""
        for reader in self.readers:
            reader.join()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _read_both(process: subprocess.Popen[str]) -> _Texts:
    """Read both pipes at once, so that neither fills up and stops the process."""
    texts = _Texts([], [], [])
    for pipe, kept in ((process.stdout, texts.lines), (process.stderr, texts.errors)):
        assert pipe is not None
        reader = threading.Thread(
            target=lambda pipe=pipe, kept=kept: kept.extend(pipe.read().splitlines()), daemon=True
        )
        reader.start()
        texts.readers.append(reader)
    return texts


class _Watcher:
    """Looks at a process and those that it started, every fiftieth of a second."""

    def __init__(self, root: int, until: float) -> None:
        self.root, self.until = root, until
        self.peak, self.is_late = 0.0, False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Return the most megabytes seen."""
        self._stop.set()
        self._thread.join()
        return self.peak

    def _watch(self) -> None:
        while not self._stop.wait(_PERIOD):
            held = sum(_resident(pid) for pid in _tree(self.root))
            self.peak = max(self.peak, held / _MEGABYTE)
            if time.perf_counter() > self.until:
                self.is_late = True
                os.killpg(self.root, 9)
                return


def _tree(root: int) -> list[int]:
    """Return a process and all that stem from it."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _last_object(lines: Sequence[str]) -> dict[str, Any]:
    """Return the object on the last line; of a report over many lines, how many results it holds."""
    for text in (lines[-1] if lines else "", "\n".join(lines)):
        if text.startswith("{"):
            try:
                said: dict[str, Any] = json.loads(text)
            except ValueError:
                continue
            return {"results": len(said["results"])} if isinstance(said.get("results"), list) else said
    return {}


def python() -> str:
    """Return the interpreter that runs this."""
    return sys.executable
