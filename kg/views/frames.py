"""The measures of a drawing: one frame for a few programmes, one for many, one for a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The measures of one form of the drawing, in units of its own (pixels at full size).

    Attributes
    ----------
    side, box, tail
        Widths of the left column, of a programme's box and of the right column.
    gutter
        Width of the two strips between them that the lines run through.
    pad
        Room between a panel's edge and what it holds.
    mark
        Radius of a mark.
    label, title, note
        Font sizes of the side columns, of programme titles, and of what stands in smaller print.
    title_lines
        How many lines a title may take.
    has_note_below
        Whether a programme's counts stand beneath its title, in words, or beside it, as marks and numbers.
    has_words
        Whether those counts stand in words.
    has_full_names
        Whether an organization's full name may stand beneath its acronym.
    gap
        Least room between two boxes.
    looseness
        How much further apart than needed the rows of the sides may stand, to be nearer to their programmes.
    """

    name: str
    side: int
    gutter: int
    box: int
    tail: int
    pad: float
    mark: float
    label: float
    title: float
    note: float
    title_lines: int
    has_note_below: bool
    has_words: bool
    has_full_names: bool
    gap: float
    looseness: float

    @property
    def width(self) -> int:
        """The width of the whole drawing."""
        return self.side + self.box + self.tail + 2 * self.gutter


FEW, MANY = 12, 60
"""How many programmes a picture shows at ease, and how many at most with titles of two lines."""

_WIDE: Final = Frame(
    name="wide",
    side=184,
    gutter=124,
    box=352,
    tail=264,
    pad=10,
    mark=7.5,
    label=13,
    title=13,
    note=11,
    title_lines=3,
    has_note_below=True,
    has_words=True,
    has_full_names=True,
    gap=12,
    looseness=1,
)
_DENSE: Final = replace(
    _WIDE,
    gutter=116,
    box=448,
    tail=184,
    title=12.5,
    title_lines=2,
    has_note_below=False,
    has_full_names=False,
    gap=7,
    looseness=1.9,
)
_POSTER: Final = replace(_DENSE, title=12, title_lines=1, gap=4, looseness=2.6)
_NARROW: Final = Frame(
    name="narrow",
    side=98,
    gutter=26,
    box=130,
    tail=98,
    pad=6,
    mark=5.5,
    label=11,
    title=11,
    note=10,
    title_lines=4,
    has_note_below=True,
    has_words=False,
    has_full_names=False,
    gap=8,
    looseness=1,
)


def wide_frame(count: int) -> Frame:
    """Return the frame for `count` programmes in a report or on a screen.

    Examples
    --------
    >>> [wide_frame(count).title_lines for count in (1, 15, 150)]
    [3, 2, 1]
    """
    return _WIDE if count <= FEW else _DENSE if count <= MANY else _POSTER


def narrow_frame(count: int) -> Frame:
    """Return the frame for `count` programmes on a phone."""
    return _NARROW if count <= FEW else replace(_NARROW, title_lines=3 if count <= MANY else 2, looseness=1.9)
