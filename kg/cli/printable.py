"""Text of records on a terminal: one line, and nothing that a terminal would obey."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return `text` in one line, with U+FFFD for what is no printable character: escapes, bidirectional controls.

    Examples
    --------
    >>> printable("two\\nlines"), printable("a\\x1b[31mb")
    ('two lines', 'a\ufffd[31mb')
    """
    return "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))
