"""Positions that carry meaning, and the same ones every time: no forces, no chance.

Programmes stand in the middle, between the countries they join on the left
(grouped by region, the regions from west to east) and, on the right, the
organizations that take part and the themes of the findings: a list of each
for a few programmes, one list for many, so that each stands near its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, Final

from kg.views.drawing import Drawing, Line, Panel
from kg.views.ordering import arrange, settle
from kg.views.rows import RowMaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.views.drawing import LineKind, Node
    from kg.views.frames import Frame
    from kg.views.model import Programme, ProgrammeMap
    from kg.views.rows import Block

REGION_ORDER: Final = ("americas", "europe-central-asia", "africa", "arab-states", "asia-pacific", "inter-regional")
NO_REGION: Final = ""


PANEL_GAP: Final = 14


def joined_regions(programme: Programme, region_of: Mapping[str, str]) -> tuple[str, ...]:
    """Return the regions that a programme is drawn to as a whole: those that its record declares.

    Where a regional programme's graph does not tell which these are, a region without any of its countries is
    certainly one; if there is none such, all of its regions are taken.
    """
    if not programme.regional or programme.declared_regions:
        return programme.declared_regions
    of_countries = {region_of.get(country, NO_REGION) for country in programme.countries}
    return tuple(region for region in programme.regions if region not in of_countries) or programme.regions


def lay_out(
    programmes: ProgrammeMap,
    headings: Mapping[str, Mapping[str, str]],
    *,
    frame: Frame,
    languages: Sequence[str] = (),
) -> Drawing:
    """Place everything of `programmes`.

    Parameters
    ----------
    headings
        Text by language for ``organizations``, ``themes``, ``organizations_and_themes``, ``other_countries`` and
        ``whole_region``.
    frame
        Its measures: see `kg.views.frames`.
    languages
        Languages of the labels; rows are high enough for each. By default that of the map alone.

    Returns
    -------
    Drawing
        Its origin is the top left corner.
    """
    spoken = tuple(languages) or (programmes.language,)
    region_of = {country.iri: country.region for country in programmes.countries}
    pairs = list(_pairs(programmes, region_of))
    order = _order(programmes, pairs, region_of, is_mixed=frame.is_mixed)
    maker = RowMaker(programmes, headings, frame, spoken)
    left = [maker.region_block(*group) for group in order.left]
    keys = ("organizations_and_themes",) if frame.is_mixed else ("organizations", "themes")
    right = [maker.block(key, rows, headings[key]) for key, rows in zip(keys, order.right, strict=True) if rows]
    middle = [maker.node(iri) for iri in order.middle]
    return _place(frame, left, middle, right, pairs)


def _pairs(programmes: ProgrammeMap, region_of: Mapping[str, str]) -> Iterable[tuple[str, str, LineKind]]:
    for programme in programmes.programmes:
        for place in (*joined_regions(programme, region_of), *programme.countries):
            yield programme.iri, place, "covers"
        for involvement in programme.involvements:
            yield programme.iri, involvement.organization, "carries-out" if involvement.carries_out else "involved"
        for theme in programme.themes:
            yield programme.iri, theme, "about"


def _order(
    programmes: ProgrammeMap,
    pairs: Sequence[tuple[str, str, LineKind]],
    region_of: Mapping[str, str],
    *,
    is_mixed: bool,
) -> _Ordered:
    """Order the rows; a region that is drawn as a whole stays above its countries."""
    keys = {region.iri: region.key for region in programmes.regions}
    rank = {key: place for place, key in enumerate(REGION_ORDER)}
    whole = {place for _, place, kind in pairs if kind == "covers" and place in keys}
    groups = {*region_of.values(), *whole}
    ordered_groups = sorted(groups, key=lambda iri: (rank.get(keys.get(iri, ""), len(rank)), not iri, iri))
    left_groups: list[list[str]] = []
    for region in ordered_groups:
        if region in whole:
            left_groups.append([region])
        left_groups.append([country.iri for country in programmes.countries if country.region == region])
    organizations = [one.iri for one in programmes.organizations]
    themes = [one.iri for one in programmes.themes]
    order = arrange(
        [programme.iri for programme in programmes.programmes],
        left_groups,
        [organizations + themes] if is_mixed else [organizations, themes],
        [(programme, other) for programme, other, kind in pairs if kind == "covers"],
        [(programme, other) for programme, other, kind in pairs if kind != "covers"],
    )
    merged: dict[str, list[str]] = {}
    for group in order.left:
        for iri in group:
            merged.setdefault(region_of.get(iri, iri), []).append(iri)
    return _Ordered(order.middle, [(region, tuple(rows)) for region, rows in merged.items()], order.right)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """The order of the rows, those on the left with the region that heads them."""

    middle: tuple[str, ...]
    left: list[tuple[str, tuple[str, ...]]]
    right: tuple[tuple[str, ...], ...]


def _stack(heights: Sequence[float], gap: float, top: float) -> list[float]:
    centres = []
    for height in heights:
        centres.append(top + height / 2)
        top += height + gap
    return centres


def _place(
    frame: Frame,
    left: Sequence[Block],
    middle: Sequence[Node],
    right: Sequence[Block],
    pairs: Sequence[tuple[str, str, LineKind]],
) -> Drawing:
    """Give every row its place: programmes first, then both sides as near to their programmes as may be."""
    boxes = sum(node.height for node in middle)
    sides = [sum(block.height for block in blocks) + PANEL_GAP * max(0, len(blocks) - 1) for blocks in (left, right)]
    height = max(boxes + frame.gap * max(0, len(middle) - 1), *sides)
    gap = min((height - boxes) / (len(middle) + 1), 40) if middle else 0
    gap = max(gap, frame.gap)
    used = boxes + gap * max(0, len(middle) - 1)
    centres = _stack([node.height for node in middle], gap, (height - used) / 2)
    x = frame.side + frame.gutter + frame.box / 2
    placed = {node.iri: replace(node, x=x, y=y) for node, y in zip(middle, centres, strict=True)}
    wanted = _wanted(pairs, placed)
    panels: list[Panel] = []
    for blocks, is_left in ((left, True), (right, False)):
        for panel, rows in _column(frame, blocks, wanted, height, is_left=is_left):
            panels.append(panel)
            placed.update((row.iri, row) for row in rows)
    return Drawing(
        frame=frame,
        width=frame.width,
        height=height,
        nodes=tuple(placed.values()),
        lines=tuple(_lines(frame, placed, pairs)),
        panels=tuple(panels),
    )


def _wanted(pairs: Iterable[tuple[str, str, LineKind]], placed: Mapping[str, Node]) -> dict[str, float]:
    """Return for each row of the sides the mean height of its programmes."""
    heights: dict[str, list[float]] = {}
    for programme, other, _ in pairs:
        heights.setdefault(other, []).append(placed[programme].y)
    return {iri: fmean(values) for iri, values in heights.items()}


def _column(
    frame: Frame, blocks: Sequence[Block], wanted: Mapping[str, float], height: float, *, is_left: bool
) -> Iterable[tuple[Panel, list[Node]]]:
    """Place the panels of one side; rows stand evenly, so that a panel reads as a list."""
    room = height - sum(block.height - block.rows_height + PANEL_GAP for block in blocks)
    loose = min(frame.looseness, max(1, room / max(1, sum(block.rows_height for block in blocks))))
    goals = [fmean(wanted.get(row.iri, height / 2) for row in block.rows) for block in blocks]
    sizes = [block.height + block.rows_height * (loose - 1) + PANEL_GAP for block in blocks]
    centres = settle(goals, sizes, top=-PANEL_GAP / 2, bottom=height + PANEL_GAP / 2)
    for block, size, centre in zip(blocks, sizes, centres, strict=True):
        top = centre - (size - PANEL_GAP) / 2
        width = frame.side if is_left else frame.tail
        x = 0 if is_left else frame.width - width
        inset = frame.pad + frame.mark
        rows: list[Node] = []
        y = top + block.head
        for row in block.rows:
            rows.append(replace(row, x=x + (width - inset if is_left else inset), y=y + row.height * loose / 2))
            y += row.height * loose
        yield Panel(key=block.key, x=x, y=top, width=width, height=size - PANEL_GAP, heading=block.heading), rows


def _lines(frame: Frame, placed: Mapping[str, Node], pairs: Iterable[tuple[str, str, LineKind]]) -> Iterable[Line]:
    """Draw each relation from its own point on the box, the points in the order of their other ends."""
    by_side: dict[tuple[str, bool], list[tuple[float, str, LineKind]]] = {}
    for programme, other, kind in pairs:
        by_side.setdefault((programme, kind == "covers"), []).append((placed[other].y, other, kind))
    for (programme, is_left), ends in by_side.items():
        box = placed[programme]
        step = min(7.0, (box.height - 14) / max(1, len(ends) - 1))
        for place, (y, other, kind) in enumerate(sorted(ends)):
            x = box.x - box.width / 2 if is_left else box.x + box.width / 2
            mark = placed[other]
            yield Line(
                programme=programme,
                other=other,
                kind=kind,
                x1=x,
                y1=box.y + (place - (len(ends) - 1) / 2) * step,
                x2=mark.x + (frame.mark + 2) * (1 if is_left else -1),
                y2=y,
            )
