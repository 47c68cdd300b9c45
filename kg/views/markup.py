"""Markup of small things: escaped text, numbers, attributes, and the outline of each shape."""

from __future__ import annotations

import re
from html import escape
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.views.palette import Shape

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text(value: str) -> str:
    r"""Return `value` as character data or an attribute value of HTML and of XML 1.0.

    Examples
    --------
    >>> text('<b title="x">\x00')
    '&lt;b title=&quot;x&quot;&gt;�'
    """
    return escape(_NOT_XML.sub("\ufffd", value))


def number(value: float) -> str:
    """Return `value` with at most one decimal, without trailing zeros.

    Examples
    --------
    >>> number(12.04), number(-0.04), number(7.25)
    ('12', '0', '7.2')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, content: str | None = None, /, **attributes: str | float | None) -> str:
    """Return an element; values are escaped, `content` is markup already, `None` leaves an attribute out.

    A trailing underscore in a name is dropped (``class_``), other underscores become hyphens.

    Examples
    --------
    >>> element("text", "A &amp; B", class_="label", x=1.5, data_key=None)
    '<text class="label" x="1.5">A &amp; B</text>'
    >>> element("path", d="M0 0")
    '<path d="M0 0"/>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def _polygon(x: float, y: float, radius: float, corners: int, turn: float) -> str:
    points = (
        (x + radius * cos(turn + 2 * pi * corner / corners), y + radius * sin(turn + 2 * pi * corner / corners))
        for corner in range(corners)
    )
    return "M" + "L".join(f"{number(px)} {number(py)}" for px, py in points) + "Z"


def outline(shape: Shape, x: float, y: float, radius: float) -> str:
    """Return path data of a shape around a point; shapes of one radius look equally large."""
    match shape:
        case "hexagon":
            return _polygon(x, y, radius * 1.05, 6, 0)
        case "triangle":
            return _polygon(x, y + radius * 0.2, radius * 1.2, 3, -pi / 2)
        case "diamond":
            return _polygon(x, y, radius * 1.15, 4, 0)
        case "square":
            return _polygon(x, y, radius * 1.25, 4, pi / 4)
        case "circle":
            return _polygon(x, y, radius, 24, 0)
        case "box":
            return _box(x - radius * 1.5, y - radius, radius * 3, radius * 2, radius * 0.5)


def _box(x: float, y: float, width: float, height: float, corner: float) -> str:
    """Return a rectangle with round corners, clockwise from the end of its top left corner."""
    left, top, right, bottom = number(x), number(y), number(x + width), number(y + height)
    near_left, near_right = number(x + corner), number(x + width - corner)
    near_top, near_bottom = number(y + corner), number(y + height - corner)
    return (
        f"M{near_left} {top}H{near_right}Q{right} {top} {right} {near_top}"
        f"V{near_bottom}Q{right} {bottom} {near_right} {bottom}"
        f"H{near_left}Q{left} {bottom} {left} {near_bottom}"
        f"V{near_top}Q{left} {top} {near_left} {top}Z"
    )
