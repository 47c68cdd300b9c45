"""Fields that say nothing, that the schema does not know, or whose value stands in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.mapping.properties import CODES
from kg.mapping.statements import calendar_day
from kg.mapping.symbols import symbols_of
from kg.mapping.themes import theme_pairs
from kg.records import is_empty
from kg.validation.quality.model import MOST, Flaw, cut, flaw_of, in_reading_order, spot_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Record, Value
    from kg.reference import Reference


_ASKED_FOR: Final = frozenset({"eval_number", "eval_url", "eval_title", "url", "theme", "management_response"})
"""Keys whose value a shape asks for: it says already that they are empty."""


def empty_fields(record: Record) -> Iterator[Flaw]:
    """Yield one flaw for each way in which the record writes that a field is empty, with all fields that hold it.

    A field that is empty indeed says so best.
    """
    asked_for = {*_ASKED_FOR, "title" if record.kind == "recommendation" else "description"}
    empty = [value for value in record.values if value.key not in asked_for and _is_spelled_empty(value.text.strip())]
    held: dict[str, list[Value]] = {}
    for value in in_reading_order(empty):
        held.setdefault(value.text.strip(), []).append(value)
    for spelling, values in held.items():
        keys = dict.fromkeys(value.key.removeprefix("?") for value in values)
        text = cut(f"{spelling} ({', '.join(keys)})")
        yield Flaw("Q-EMPTY-FIELD", text, tuple(spot_in(value) for value in values[:MOST]))


def _is_spelled_empty(text: str) -> bool:
    return 0 < len(text) <= MOST and is_empty(text)


def unknown_keys(record: Record) -> Iterator[Flaw]:
    """Yield one flaw for all keys that the pages of i-eval do not have."""
    values = in_reading_order(value for value in record.values if value.key.startswith("?"))
    if values:
        keys = dict.fromkeys(value.key.removeprefix("?") for value in values)
        yield Flaw("Q-UNKNOWN-KEY", cut(", ".join(keys)), tuple(spot_in(value) for value in values[:MOST]))


def swapped_themes(record: Record, reference: Reference) -> Iterator[Flaw]:
    """Yield the pairs that hold the wide group under ``theme`` and the theme under ``category``."""
    pairs = [pair for pair in record.pairs("themes") if any(half and not is_empty(half.text) for half in pair)]
    for (left, right), read in zip(pairs, theme_pairs(record, reference), strict=True):
        if read.swapped and left is not None and right is not None:
            text = f"theme: {left.text.strip()}; category: {right.text.strip()}"
            yield flaw_of("Q-SWAPPED-THEME", left, right, text=cut(text))


def unknown_statuses(record: Record, reference: Reference) -> Iterator[Flaw]:
    """Yield the values of closed lists that stand in none."""
    for key, (_, scheme) in CODES.items():
        for value in record.all(key):
            if not is_empty(value.text) and reference.find_code(scheme, value.text) is None:
                yield flaw_of("Q-UNKNOWN-STATUS", value)


def bad_dates(record: Record) -> Iterator[Flaw]:
    """Yield the dates that are no day of the calendar."""
    for value in record.all("date"):
        if not is_empty(value.text) and not calendar_day(value.text):
            yield flaw_of("Q-BAD-DATE", value)


def bad_symbols(record: Record) -> Iterator[Flaw]:
    """Yield one flaw for the project symbols that have not the form of one."""
    unread = symbols_of(record).unread
    if unread:
        yield flaw_of("Q-BAD-SYMBOL", record.all("project_symbols")[0], text=cut(", ".join(unread)))
