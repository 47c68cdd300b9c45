"""The process that runs queries: it opens one build for reading, and dies whole when a query must end.

A query of the store cannot be stopped from Python, and one that needs too much memory ends its process. So each worker
runs one at a time, with bounds that the system holds: address space, size of the answer, and an alarm a moment behind
the server's own clock, which ends the query also when the server is gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.server.answering import Opened, answer
from kg.server.options import MEGABYTE
from kg.server.wire import receive_request, send
from kg.terms import Names

_ALARM_BEHIND: Final = 2.0
"""Seconds by which the worker's alarm comes after the server's clock."""
_NICENESS: Final = 5


def run(channel: socket.socket, folder: Path, settings: dict[str, Any]) -> None:
    """Answer requests until the server closes the channel.

    Parameters
    ----------
    channel
        Where requests come from.
    folder
        The build.
    settings
        ``base``, ``timeout`` in seconds, ``memory`` and ``max_result`` in megabytes.
    """
    os.nice(_NICENESS)  # the server answers others while queries run
    opened = Opened(folder, ox.Store.read_only(str(folder / "store")), Names(settings["base"]))
    memory = int(settings["memory"]) * MEGABYTE
    _bound_memory(memory)
    at_rest = _resident()
    send(channel, {"ready": True})
    while (received := receive_request(channel)) is not None:
        request, descriptor = received
        signal.setitimer(signal.ITIMER_REAL, float(settings["timeout"]) + _ALARM_BEHIND)
        with open(descriptor, "wb", buffering=MEGABYTE) as file:  # noqa: PTH123 -- a descriptor has no path
            reply = answer(opened, request, file, int(settings["max_result"]) * MEGABYTE)
        signal.setitimer(signal.ITIMER_REAL, 0)
        reply["tired"] = _resident() > at_rest + memory // 2
        send(channel, reply)


def _bound_memory(memory: int) -> None:
    """Let the process take `memory` bytes more than it has; where the system does not say what it has, no bound."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return
    limit = pages * resource.getpagesize() + memory
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _resident() -> int:
    """Return the bytes of memory that the process holds, 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def main() -> None:
    """Run with the arguments that `kg.server.process` gives: descriptor, folder, settings."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    descriptor, folder, settings = sys.argv[1:]
    with socket.socket(fileno=int(descriptor)) as channel:
        try:
            run(channel, Path(folder), json.loads(settings))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


if __name__ == "__main__":
    main()
