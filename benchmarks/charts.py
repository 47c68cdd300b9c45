"""Measured rows as pictures: cost against number of records, both on logarithmic axes, ours drawn strongest."""

from __future__ import annotations

import math
from collections import defaultdict
from html import escape
from typing import Any, Final

TITLES: Final = {
    "cpu_least": ("Reading and mapping what pages state", "CPU seconds"),
    "peak_mb": ("Reading and mapping what pages state", "megabytes at most"),
}
_WIDTH, _HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 190, 56, 52
_NEAR: Final = 15.0
"""Pixels that two labels must be apart."""
_STYLE: Final = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.grid { stroke: #8c959f; stroke-opacity: .35 }
.line { fill: none; stroke-width: 1.6; stroke: #6e7781 }
.floor { stroke-dasharray: 5 4 }
.own { stroke: #0a58ca; stroke-width: 3.2 }
.own-text { fill: #0a58ca; font-weight: 600 }
.dot { fill: #6e7781 }
.own-dot { fill: #0a58ca }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .line { stroke: #9ea7b3 } .dot { fill: #9ea7b3 }
  .own { stroke: #79b8ff } .own-text, .own-dot { fill: #79b8ff }
}
"""

Point = tuple[int, float]


def chart(document: dict[str, Any], figure: str) -> str:
    """Return the SVG of one figure of the structured part.

    Parameters
    ----------
    document
        A run.
    figure
        ``cpu_least`` or ``peak_mb``.
    """
    lines = _lines(document, figure)
    title, unit = TITLES[figure]
    scale = _Scale([point for points in lines.values() for point in points])
    said = "; ".join(
        f"{name}: {', '.join(f'{value:g} at {records:,}' for records, value in points)}"
        for name, points in lines.items()
    )
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">{title}, kg and its peers</title>',
        f'<desc id="d">{unit} against number of records. {escape(said)}.</desc>',
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="{_LEFT}" y="24">{title}</text>',
        f'<text x="{_LEFT}" y="44">{unit}</text>',
        *scale.grid(),
        *_drawn(lines, scale),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _lines(document: dict[str, Any], figure: str) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = defaultdict(list)
    for row in document["rows"]:
        if row["stage"] == "structured" and figure in row and "2 processes" not in row["name"]:
            found[row["name"]].append((row["records"], max(float(row[figure]), 0.01)))
    return {name: sorted(points) for name, points in found.items()}


class _Scale:
    """From numbers to pixels."""

    def __init__(self, points: list[Point]) -> None:
        records = [math.log10(each) for each, _ in points]
        values = [math.log10(each) for _, each in points]
        self.left, self.right = math.floor(min(records)), max(math.ceil(max(records)), math.floor(min(records)) + 1)
        self.low, self.high = math.floor(min(values)), max(math.ceil(max(values)), math.floor(min(values)) + 1)

    def x(self, records: float) -> float:
        """Return where a number of records stands."""
        share = (math.log10(records) - self.left) / (self.right - self.left)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        """Return where a figure stands."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)

    def grid(self) -> list[str]:
        """Return lines and figures at the powers of ten."""
        drawn = []
        for power in range(self.left, self.right + 1):
            x = self.x(10**power)
            drawn.append(f'<path class="grid" d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
            drawn.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
        for power in range(self.low, self.high + 1):
            y = self.y(10**power)
            drawn.append(f'<path class="grid" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>')
            drawn.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power:,g}</text>')
        middle = (_LEFT + _WIDTH - _RIGHT) / 2
        drawn.append(f'<text x="{middle}" y="{_HEIGHT - 10}" text-anchor="middle">records</text>')
        return drawn


def _drawn(lines: dict[str, list[Point]], scale: _Scale) -> list[str]:
    drawn = []
    last = -math.inf
    for name, points in sorted(lines.items(), key=lambda each: scale.y(each[1][-1][1])):
        is_own = name == "kg"
        kind = " own" if is_own else " floor" if name.startswith("floor") else ""
        path = "L".join(f"{scale.x(records)} {scale.y(value)}" for records, value in points)
        drawn.append(f'<path class="line{kind}" d="M{path}"/>')
        drawn += [
            f'<circle class="{"own-dot" if is_own else "dot"}" cx="{scale.x(records)}" cy="{scale.y(value)}" r="3"/>'
            for records, value in points
        ]
        last = max(scale.y(points[-1][1]) + 4, last + _NEAR)
        style = ' class="own-text"' if is_own else ""
        drawn.append(f'<text{style} x="{_WIDTH - _RIGHT + 10}" y="{last:.1f}">{escape(name)}</text>')
    return drawn
