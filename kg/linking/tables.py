"""The tables that ship beside this module: surfaces, rules, cues of roles, words of languages.

Tab-separated, one head line, ``#`` starts a comment line, ``-`` stands for nothing. A table that cannot be used is
a fault of the installation or of the user's own copy, and is named with its line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import LinkingError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).resolve().parent
EMPTY: Final = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes
    ----------
    cells
        The cells by column name; an empty one is ``""``.
    at
        Where it stands.
    """

    cells: dict[str, str]
    at: Location

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def several(self, column: str, separator: str = ";") -> list[str]:
        """Return the values of a cell that holds a list."""
        return [part.strip() for part in self.cells[column].split(separator) if part.strip()]


def read_table(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a table.

    Raises
    ------
    LinkingError
        If the file cannot be read, lacks a column, or a row has too few or too many cells.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LinkingError(f"the table {file.name} cannot be read: {error}", Location(file.name)) from error
    head = tuple(lines[0].split("\t")) if lines else ()
    if head != columns:
        raise LinkingError(
            f"the head line is {' '.join(head)!r}",
            Location(file.name, 1),
            f"the columns are {', '.join(columns)}, separated by tabs",
        )
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        at = Location(file.name, number)
        if len(cells) != len(columns):
            raise LinkingError(f"{len(cells)} cells instead of {len(columns)}", at, "cells are separated by one tab")
        yield Row({name: "" if cell == EMPTY else cell for name, cell in zip(columns, cells, strict=True)}, at)
