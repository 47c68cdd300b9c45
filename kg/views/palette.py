"""One table: the colour and the shape by which each class is told, here and in every later picture.

Colours are those of Okabe and Ito, told apart by colour-blind readers; the
outline is the same hue, dark enough for three to one against paper. Shape and
line pattern say the same again for print in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Shape = Literal["box", "hexagon", "triangle", "diamond", "square", "circle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a class is drawn: shape, fill, outline."""

    shape: Shape
    fill: str
    outline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How a relation is drawn: colour, width and dash pattern (empty for a solid line)."""

    colour: str
    width: float
    dashes: str


MARKS: Final = {
    "programme": Mark(shape="box", fill="#E69F00", outline="#8A5F00"),
    "country": Mark(shape="hexagon", fill="#0072B2", outline="#004C77"),
    "region": Mark(shape="hexagon", fill="#FFFFFF", outline="#0072B2"),
    "organization": Mark(shape="triangle", fill="#009E73", outline="#00674B"),
    "theme": Mark(shape="diamond", fill="#CC79A7", outline="#8C3F6A"),
    "evaluation": Mark(shape="square", fill="#56B4E9", outline="#1F6F9F"),
    "finding": Mark(shape="circle", fill="#F0E442", outline="#6F6800"),
}

STROKES: Final = {
    "covers": Stroke(colour="#0072B2", width=1.6, dashes=""),
    "carries-out": Stroke(colour="#009E73", width=1.8, dashes=""),
    "involved": Stroke(colour="#009E73", width=1.5, dashes="6 4"),
    "about": Stroke(colour="#B8588C", width=1.6, dashes="1.5 3.5"),
}

INK: Final = "#1B1F24"
SOFT_INK: Final = "#4D5661"
PAPER: Final = "#FFFFFF"
PANEL: Final = "#F3F5F7"
BOX: Final = "#FFFAF0"
