"""Long values made short enough to be read."""

from __future__ import annotations

WIDTH = 160
"""How much of a value is shown, in characters."""


def cut(text: str, width: int = WIDTH) -> str:
    """Return the beginning of a text, with a sign where more follows.

    Examples
    --------
    >>> cut("abcdef", 4), cut("abc", 4)
    ('abc…', 'abc')
    """
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
