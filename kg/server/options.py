"""What the server is told, and the bounds that nobody is asked about."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE: Final = 1 << 20

LARGEST_BODY: Final = MEGABYTE
"""Bytes of a request's body: a query of a megabyte is no question."""

LARGEST_ADDRESS: Final = 64 << 10
"""Bytes of a request's query string; what is longer goes by POST."""

LONGEST_BODY_WAIT: Final = 20.0
"""Seconds in which the body of a request has to arrive."""

MOST_WAITING: Final = 512
"""Requests that wait for a worker; the next one is told to come back."""

MOST_WAITING_OF_ONE: Final = 256
"""Requests of one client address that wait."""


def workers_by_default() -> int:
    """Return how many queries run at once: one a processor, at least two and at most eight."""
    return max(2, min(8, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How to serve.

    Attributes
    ----------
    graph
        The graph directory.
    host, port
        Where to listen; port 0 takes any free one.
    timeout
        Seconds of wall clock that a query may run, and that a request waits for a worker at most.
    workers
        How many queries run at once, each in a process of its own.
    memory
        Megabytes that one query may take on top of the open store.
    max_result
        Megabytes of the largest answer.
    origin
        Which web pages may read answers: ``*``, an origin such as ``https://yasgui.org``, or ``none``.
    hosts
        Names under which the server is asked, beside those it knows; behind a proxy its public name.
    access_log
        Whether every request is logged.
    """

    graph: Path
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 30.0
    workers: int = field(default_factory=workers_by_default)
    memory: int = 1024
    max_result: int = 100
    origin: str = "*"
    hosts: tuple[str, ...] = ()
    access_log: bool = False
