"""Tables with the keys as columns: a first row of keys, and one row of values for each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.sources.keys import KNOWN_KEYS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CELLS: Final = frozenset({"td", "th"})
_SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
_MIN_COLUMNS: Final = 2


class Tables:
    """The columns of the tables of one page, each looked at once."""

    def __init__(self) -> None:
        self._columns: dict[int, tuple[str, ...]] = {}

    def columns_of(self, row: LexborNode) -> tuple[str, ...]:
        """Return the keys that head the columns of this row's table; empty where its first row is none of keys."""
        table = row.parent
        if table is not None and table.tag in _SECTIONS:
            table = table.parent
        if table is None:
            return ()
        if table.mem_id not in self._columns:
            self._columns[table.mem_id] = _columns(table)
        return self._columns[table.mem_id]


def keyed_cells(row: LexborNode, columns: tuple[str, ...]) -> list[LexborNode | str]:
    """Return the cells of a row, each behind its key; none for the row of keys itself."""
    cells = _cells(row)
    if tuple(map(_key, cells)) == columns:
        return []
    keys = [*columns, *([""] * len(cells))]
    return [part for key, cell in zip(keys, cells, strict=False) for part in (key, cell)]


def _columns(table: LexborNode) -> tuple[str, ...]:
    rows = [node for node in table.iter() if node.tag == "tr"]
    sections = [node for node in table.iter() if node.tag in _SECTIONS]
    first = next(iter(rows or [row for section in sections for row in section.iter() if row.tag == "tr"]), None)
    keys = tuple(map(_key, _cells(first))) if first is not None else ()
    return keys if len(keys) >= _MIN_COLUMNS and all(keys) else ()


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in _CELLS]


def _key(cell: LexborNode) -> str:
    text = (cell.text(deep=True) or "").strip().removesuffix(":").strip()
    return text if text in KNOWN_KEYS else ""
