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
    is_mixed
        Whether organizations and themes stand in one list, each near its programmes, rather than in two.
    row_pad
        Room between two rows of the sides, as a multiple of the label's size.
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
    is_mixed: bool
    row_pad: float
    gap: float
    looseness: float

    @property
    def width(self) -> int:
        """The width of the whole drawing."""
        return self.side + self.box + self.tail + 2 * self.gutter


HANDFUL, FEW, MANY = 3, 12, 60
"""How many programmes may share two lists on the right; may have words beneath titles; titles of three lines."""

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
    is_mixed=False,
    row_pad=0.75,
    gap=12,
    looseness=1,
)
_DENSE: Final = replace(
    _WIDE,
    side=198,
    gutter=100,
    box=466,
    tail=184,
    title=12.5,
    title_lines=3,
    has_note_below=False,
    has_full_names=False,
    is_mixed=True,
    row_pad=0.5,
    gap=7,
    looseness=1.9,
)
_POSTER: Final = replace(_DENSE, title=12, title_lines=1, gap=4, looseness=8)
_NARROW: Final = Frame(
    name="narrow",
    side=94,
    gutter=24,
    box=126,
    tail=112,
    pad=6,
    mark=5.5,
    label=10.5,
    title=11,
    note=10,
    title_lines=4,
    has_note_below=True,
    has_words=False,
    has_full_names=False,
    is_mixed=False,
    row_pad=0.75,
    gap=8,
    looseness=1,
)


def wide_frame(count: int) -> Frame:
    """Return the frame for `count` programmes in a report or on a screen.

    Examples
    --------
    >>> [wide_frame(count).title_lines for count in (1, 15, 150)]
    [3, 3, 1]
    """
    if count <= FEW:
        return replace(_WIDE, is_mixed=count > HANDFUL)
    return _DENSE if count <= MANY else _POSTER


def narrow_frame(count: int) -> Frame:
    """Return the frame for `count` programmes on a phone."""
    if count <= FEW:
        return replace(_NARROW, is_mixed=count > HANDFUL)
    return replace(_NARROW, title_lines=3 if count <= MANY else 2, is_mixed=True, looseness=1.9)
