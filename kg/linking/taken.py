"""What a field names already, ready to be asked where it stands: in a long field there are thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that is decided already, in the folded text of its field."""

    start: int
    end: int
    target: str | None

    @property
    def country(self) -> str:
        """ISO alpha-2 code if it names a country."""
        kind, _, key = (self.target or "").partition("/")
        return key if kind == "country" else ""

    @property
    def place_country(self) -> str:
        """The same of the country of a city."""
        kind, _, key = (self.target or "").partition("/")
        return key.partition("-")[0] if kind == "place" else ""


class Taken:
    """Mentions of one field that do not overlap each other.

    Parameters
    ----------
    known
        In any order.
    """

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self.known: Sequence[Known] = sorted(known, key=lambda one: one.start)
        self._starts = [one.start for one in self.known]
        self.by_start = {one.start: one for one in self.known}
        self.by_end = {one.end: one for one in self.known}

    def within(self, start: int, end: int) -> Sequence[Known]:
        """Return the mentions that begin from `start` to before `end`."""
        return self.known[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def touching(self, start: int, end: int) -> Sequence[Known]:
        """Return the mentions that share a character with a span."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.known[first].end <= start:
            first += 1
        return self.known[first : bisect_left(self._starts, end)]

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether no listed organization stands there, nor anything decided with the very same span.

        A place inside a name does no harm.
        """
        return not any(
            one.target is not None and (one.target.startswith("organization/") or (one.start, one.end) == (start, end))
            for one in self.touching(start, end)
        )


class Spans:
    """Spans that do not overlap, and whether another one would."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlapping(self, start: int, end: int) -> int | None:
        """Return where a span that shares a character with this one starts; ``None`` if none does."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self._ends[index] > start:
            return self._starts[index]
        following = index + 1
        return self._starts[following] if following < len(self._starts) and self._starts[following] < end else None

    def add(self, start: int, end: int) -> None:
        """Add a span that overlaps none."""
        index = bisect_right(self._starts, start)
        self._starts.insert(index, start)
        self._ends.insert(index, end)
