"""From the first socket to the last answer."""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import uvicorn

from kg.errors import ConfigError, ServerError
from kg.server.application import application
from kg.server.desk import Desk
from kg.server.options import LARGEST_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.server.options import ServeOptions

_LOG: Final = logging.getLogger("kg.server")
_BACKLOG: Final = 512
_MOST_CONNECTIONS: Final = 2000
_MOST_FILES: Final = 3 * _MOST_CONNECTIONS
_LAST_ANSWERS: Final = 5
"""Seconds that requests under way have when the server is told to end."""


class _Server(uvicorn.Server):
    """uvicorn, with signals of our own: Ctrl-C and SIGTERM let requests end, and tell which it was."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell
        self.stopped_by = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and then say so: whoever reads it may send a signal at once."""
        await super().startup(sockets)
        if self.started:
            self._tell()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ask to end on the first signal, and insist on the second."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _stop(self, number: int) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True
        self.stopped_by = number


def serve(options: ServeOptions, *, started: Callable[[str], None]) -> bool:
    """Serve a graph directory until told to end.

    Parameters
    ----------
    options
        How.
    started
        Called with the address when the server answers.

    Returns
    -------
    bool
        Whether it was interrupted from the keyboard; ``False`` after SIGTERM.

    Raises
    ------
    StoreError
        If there is no graph, or its store is damaged.
    ServerError
        If the address cannot be had.
    """
    _allow_connections()
    with _listening(options) as listener:
        return asyncio.run(_serve(options, listener, started))


async def _serve(options: ServeOptions, listener: socket.socket, started: Callable[[str], None]) -> bool:
    desk = Desk(options)
    await desk.open()
    watching = asyncio.create_task(desk.watch())
    server = _Server(
        uvicorn.Config(
            application(desk),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level=logging.WARNING,
            access_log=options.access_log,
            server_header=False,
            backlog=_BACKLOG,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_LAST_ANSWERS,
            h11_max_incomplete_event_size=2 * LARGEST_ADDRESS,
        ),
        lambda: started(_address(options.host, listener)),
    )
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()
        desk.close()
    return server.stopped_by == signal.SIGINT


def _allow_connections() -> None:
    """Raise the number of open files as far as the system lets us: each connection is one, and each answer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextmanager
def _listening(options: ServeOptions) -> Iterator[socket.socket]:
    """Open the socket first: a port in use is said before any worker starts."""
    try:
        found = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"there is no host {options.host!r}: {error}", hint="try --host 127.0.0.1") from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(
        family, kind, protocol
    ) as listener:  # asyncio sends small answers at once only if told it is TCP
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise _no_address(options, error) from error
        listener.listen(_BACKLOG)
        yield listener


def _no_address(options: ServeOptions, error: OSError) -> ServerError:
    place = f"{options.host}:{options.port}"
    if error.errno == errno.EADDRINUSE:
        return ServerError(
            f"{place} is in use by another program", hint="choose another with --port; 0 takes any that is free"
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ServerError(f"{place} may not be used: {error.strerror}", hint="ports below 1024 need privileges")
    return ServerError(f"{place} cannot be used: {error.strerror}", hint="try --host 127.0.0.1")


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"
