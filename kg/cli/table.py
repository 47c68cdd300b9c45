"""Solutions as a table: drawn on a terminal, plain aligned columns in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from kg.cli.printable import printable

if TYPE_CHECKING:
    from kg.queries import Solutions

_HIDDEN = ("_iri", "_iris", "_code", "_codes")
_CELL = 240
"""Characters of a cell that a terminal shows; a file or a pipe gets all."""


def table(solutions: Solutions, *, terminal: bool | None = None) -> str:
    """Lay solutions out for people; columns of IRIs and codes are left to the other formats."""
    shown = [name for name in solutions.variables if not name.endswith(_HIDDEN)] or list(solutions.variables)
    rows = [[_text(row[name]) for name in shown] for row in solutions]
    if sys.stdout.isatty() if terminal is None else terminal:
        return _drawn(shown, rows)
    return _plain(shown, rows)


def _text(value: Any) -> str:  # noqa: ANN401 -- whatever a solution holds
    if value is None:
        return ""
    return printable(str(value))


def _plain(columns: list[str], rows: list[list[str]]) -> str:
    from wcwidth import wcswidth

    def wide(text: str) -> int:
        return max(wcswidth(text), 0)

    widths = [max(wide(row[index]) for row in [columns, *rows]) for index in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *rows]
    text = "\n".join(
        "  ".join(cell + " " * (width - wide(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return f"{text}\n({len(rows)} row{'s' * (len(rows) != 1)})\n"


def _drawn(columns: list[str], rows: list[list[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name in columns:
        is_number = all(row[columns.index(name)].replace(".", "", 1).isdigit() for row in rows) and bool(rows)
        drawn.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell if len(cell) <= _CELL else f"{cell[:_CELL]}…") for cell in row))
    console = Console()
    with console.capture() as capture:
        console.print(drawn)
        console.print(f"({len(rows)} row{'s' * (len(rows) != 1)})")
    return capture.get()
