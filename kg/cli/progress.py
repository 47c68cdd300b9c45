"""Progress on a terminal: how many, how fast, how long still; nothing where standard error is a pipe."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = 0.1
_SOON = 1.0
"""Seconds before the time left is told: earlier it is a guess."""


class ProgressLine:
    """One line on standard error that counts, and names the stage that runs.

    Parameters
    ----------
    what
        What is counted.
    enabled
        Whether to draw at all; by default only on a terminal.
    clock
        Seconds of a clock that never goes back.
    """

    def __init__(self, what: str, *, enabled: bool | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._enabled = sys.stderr.isatty() if enabled is None else enabled
        self._clock = clock
        self._start = self._last = clock()

    def __call__(self, done: int, share: float | None = None) -> None:
        """Draw, at most ten times a second.

        Parameters
        ----------
        done
            How many are done.
        share
            The share of the work that is done, if known; with it the time left is told.
        """
        now = self._clock()
        if not self._enabled or now - self._last < _EVERY:
            return
        self._last = now
        spent = now - self._start
        line = f"{done:,} {self._what}, {done / spent:,.0f}/s"
        if share and spent >= _SOON:
            line += f", {share:.0%}, {duration(spent * (1 - share) / share)} left"
        self._draw(line)

    def stage(self, name: str) -> None:
        """Name the stage that begins; counting starts anew."""
        self._start = self._last = self._clock()
        if self._enabled:
            self._draw(f"{name} ...")

    def close(self) -> None:
        """Wipe the line."""
        if self._enabled:
            self._draw("")

    def _draw(self, line: str) -> None:
        click.echo(f"\r\x1b[2K{line}", nl=False, err=True, color=True)


def duration(seconds: float) -> str:
    """Return a time in the two units that matter.

    Examples
    --------
    >>> duration(0.4), duration(75), duration(3900)
    ('1 s', '1 min 15 s', '1 h 5 min')
    """
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, rest_minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {rest_minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
