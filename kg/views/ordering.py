"""Rows of three columns in an order that keeps the lines between them from crossing.

The barycentre method of Sugiyama, Tagawa and Toda (1981), without chance: it
starts from a sorted order and breaks every tie by key, so the same graph has
the same picture on every machine.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SWEEPS: Final = 12

Pair = tuple[str, str]
"""A line: the key of a middle row, the key of a side row."""


class Order(NamedTuple):
    """The rows from top to bottom: in the middle, on the left by group, and on the right by group."""

    middle: tuple[str, ...]
    left: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]


def crossings(one: Sequence[str], other: Sequence[str], pairs: Iterable[Pair]) -> int:
    """Count how often straight lines between two columns cross.

    Examples
    --------
    >>> crossings(["p", "q"], ["a", "b"], [("p", "b"), ("q", "a")])
    1
    """
    row, place = {key: i for i, key in enumerate(one)}, {key: i for i, key in enumerate(other)}
    ends: list[int] = []
    count = 0
    for _, end in sorted((row[first], place[second]) for first, second in pairs):
        count += len(ends) - bisect_right(ends, end)
        insort(ends, end)
    return count


def _neighbours(pairs: Iterable[Pair]) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    of_middle: dict[str, list[str]] = defaultdict(list)
    of_side: dict[str, list[str]] = defaultdict(list)
    for middle, side in pairs:
        of_middle[middle].append(side)
        of_side[side].append(middle)
    return of_middle, of_side


def _by_mean(keys: Iterable[str], neighbours: Mapping[str, list[str]], places: Mapping[str, float]) -> list[str]:
    """Sort `keys` by the mean place of their neighbours; one without any stays last."""
    means = {key: fmean(places[other] for other in neighbours[key]) for key in keys if neighbours.get(key)}
    return sorted(keys, key=lambda key: (means.get(key, float("inf")), key))


def _places(groups: Iterable[Sequence[str]]) -> dict[str, float]:
    return {key: float(place) for place, key in enumerate(key for group in groups for key in group)}


def arrange(
    middle: Sequence[str],
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    left_pairs: Sequence[Pair],
    right_pairs: Sequence[Pair],
) -> Order:
    """Order the rows of three columns; groups keep their order, rows move inside their group.

    Parameters
    ----------
    middle, left, right
        Keys in any order; the result does not depend on it.
    left_pairs, right_pairs
        Lines from a middle row to a row on that side.

    Returns
    -------
    Order
        Of the orders that the sweeps pass through, the first with the fewest crossings.

    Examples
    --------
    >>> arrange(["p", "q"], [["b", "a"]], [["x"]], [("p", "b"), ("q", "a")], [("p", "x")]).middle
    ('q', 'p')
    """
    left_of, middles_of_left = _neighbours(left_pairs)
    _, middles_of_right = _neighbours(right_pairs)
    left_groups = [sorted(group) for group in left]
    rows = _by_mean(sorted(middle), left_of, _places(left_groups))
    best: tuple[int, Order] | None = None
    for _ in range(SWEEPS):
        places = _places([rows])
        left_groups = [_by_mean(group, middles_of_left, places) for group in left_groups]
        right_groups = [_by_mean(sorted(group), middles_of_right, places) for group in right]
        order = Order(tuple(rows), tuple(map(tuple, left_groups)), tuple(map(tuple, right_groups)))
        cost = crossings(rows, [key for group in left_groups for key in group], left_pairs)
        cost += sum(
            crossings(rows, group, [pair for pair in right_pairs if pair[1] in set(group)]) for group in right_groups
        )
        if best is None or cost < best[0]:
            best = (cost, order)
        rows = _by_mean(rows, left_of, _places(left_groups))
    assert best is not None  # SWEEPS is at least one
    return best[1]


def settle(wanted: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> list[float]:
    """Place rows one below the other, each centre as near as may be to where it is wanted.

    The least sum of squares under the rule that rows do not overlap (pool adjacent violators), kept between
    `top` and `bottom`; rows that need more room than that go on below `bottom`.

    Returns
    -------
    list of float
        The centre of each row.

    Examples
    --------
    >>> settle([10, 10, 90], [20, 20, 20], top=0, bottom=200)
    [10.0, 30.0, 90.0]
    """
    offsets: list[float] = []  # how far a row's centre is from the first row's top when all are packed
    filled = 0.0
    for height in heights:
        offsets.append(filled + height / 2)
        filled += height
    pools: list[tuple[float, int]] = []
    for goal, offset in zip(wanted, offsets, strict=True):
        mean, size = goal - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, size = (mean * size + other * others) / (size + others), size + others
        pools.append((mean, size))
    least, most = top, max(top, bottom - filled)
    starts = [min(max(mean, least), most) for mean, size in pools for _ in range(size)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
