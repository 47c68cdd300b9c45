"""Progress on a terminal: how many, how fast; nothing where standard error is a pipe."""

from __future__ import annotations

import sys
import time

import click

_EVERY = 0.1


class ProgressLine:
    """One line on standard error that counts.

    Parameters
    ----------
    what
        What is counted.
    enabled
        Whether to draw at all; by default only on a terminal.
    """

    def __init__(self, what: str, *, enabled: bool | None = None) -> None:
        self._what = what
        self._enabled = sys.stderr.isatty() if enabled is None else enabled
        self._start = self._last = time.monotonic()

    def __call__(self, done: int) -> None:
        """Draw, at most ten times a second."""
        now = time.monotonic()
        if self._enabled and now - self._last >= _EVERY:
            self._last = now
            rate = done / (now - self._start)
            click.echo(f"\r{done:,} {self._what}, {rate:,.0f}/s ", nl=False, err=True)

    def close(self) -> None:
        """Wipe the line."""
        if self._enabled:
            click.echo("\r\x1b[2K", nl=False, err=True)
