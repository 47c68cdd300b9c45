"""What a layout gives: everything drawn, with its place and size, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.views.frames import Frame

NodeKind = Literal["programme", "country", "region", "organization", "theme"]
LineKind = Literal["covers", "carries-out", "involved", "about"]

Lines = tuple[str, ...]
"""A text as it is broken into lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something drawn: its kind, the centre and size of its row or box, and its label by language.

    `small` holds, by language, the lines in smaller print beneath the label (an organization's full name).
    """

    iri: str
    kind: NodeKind
    x: float
    y: float
    width: float
    height: float
    lines: Mapping[str, Lines]
    small: Mapping[str, Lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A relation drawn from a programme's box to a mark; ``(x1, y1)`` is at the box."""

    programme: str
    other: str
    kind: LineKind
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A shaded group with its heading by language; `key` is a region's IRI, ``organizations`` or ``themes``."""

    key: str
    x: float
    y: float
    width: float
    height: float
    heading: Mapping[str, Lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A whole picture: everything placed, in reading order."""

    frame: Frame
    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    panels: tuple[Panel, ...]
