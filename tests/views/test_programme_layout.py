"""Where things stand: no overlap, nothing outside, and the same places every time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programme_samples import sample_map

from kg.views.frames import narrow_frame, wide_frame
from kg.views.layout import joined_regions, lay_out
from kg.views.lettering import width
from kg.views.ordering import arrange, crossings, settle
from kg.views.strings import LANGUAGES
from kg.views.svg import headings

if TYPE_CHECKING:
    from kg.views.drawing import Drawing

SIZES = (1, 2, 15, 40, 150)


def drawing(count: int, *, is_narrow: bool = False) -> Drawing:
    """Return the drawing of a sample of `count` programmes, labelled in all languages."""
    frame = (narrow_frame if is_narrow else wide_frame)(count)
    return lay_out(sample_map(count), headings(), frame=frame, languages=LANGUAGES)


@pytest.mark.parametrize("is_narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("count", SIZES)
def test_rows_of_a_column_do_not_overlap(count: int, *, is_narrow: bool) -> None:
    """Each row and box ends before the next one begins."""
    placed = drawing(count, is_narrow=is_narrow)

    for column in {node.x for node in placed.nodes}:
        rows = sorted((node for node in placed.nodes if node.x == column), key=lambda node: node.y)
        for above, below in pairwise(rows):
            assert above.y + above.height / 2 <= below.y - below.height / 2 + 0.01


@pytest.mark.parametrize("is_narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("count", SIZES)
def test_everything_stands_inside_the_drawing(count: int, *, is_narrow: bool) -> None:
    """No panel and no box leaves the page."""
    placed = drawing(count, is_narrow=is_narrow)

    for panel in placed.panels:
        assert panel.x >= 0
        assert panel.x + panel.width <= placed.width
        assert panel.y >= -0.01
        assert panel.y + panel.height <= placed.height + 0.01
    for node in placed.nodes:
        assert node.y - node.height / 2 >= -0.01
        assert node.y + node.height / 2 <= placed.height + 0.01


@pytest.mark.parametrize("count", SIZES)
def test_each_label_fits_beside_its_mark(count: int) -> None:
    """No line of a label is wider than its column, in any language."""
    placed = drawing(count)
    frame = placed.frame

    for node in placed.nodes:
        room = {"programme": frame.box, "country": frame.side, "region": frame.side}.get(node.kind, frame.tail)
        size = frame.title if node.kind == "programme" else frame.label
        for lines in node.lines.values():
            assert all(width(line, size) <= room for line in lines)


def test_countries_stand_in_the_panel_of_their_region() -> None:
    """Grouping by region is what the left side means."""
    programmes = sample_map(15)
    placed = lay_out(programmes, headings(), frame=wide_frame(15))
    panels = {panel.key: panel for panel in placed.panels}
    regions = {country.iri: country.region for country in programmes.countries}

    for node in placed.nodes:
        if node.kind == "country":
            panel = panels[regions[node.iri]]
            assert panel.y < node.y < panel.y + panel.height


def test_regions_stand_from_west_to_east() -> None:
    """The order of the regions is the same in every picture."""
    placed = drawing(40)

    keys = [panel.key.rpartition("/")[2] for panel in placed.panels if panel.x == 0]
    assert keys == ["americas", "europe-central-asia", "africa", "arab-states", "asia-pacific"]


def test_a_line_leads_to_everything_a_programme_joins() -> None:
    """The drawing says no less than the map."""
    programmes = sample_map(15)
    regions = {country.iri: country.region for country in programmes.countries}
    lines = {(line.programme, line.other) for line in lay_out(programmes, headings(), frame=wide_frame(15)).lines}

    for one in programmes.programmes:
        joined = {*one.countries, *one.themes, *(part.organization for part in one.involvements)}
        joined |= set(joined_regions(one, regions))
        assert {other for programme, other in lines if programme == one.iri} == joined


def test_the_sweeps_never_end_worse_than_they_began() -> None:
    """Ordering is worth its time: fewer lines cross than in order of key."""
    programmes = sample_map(30)
    rows = [one.iri for one in programmes.programmes]
    sides = [one.iri for one in programmes.countries]
    pairs = [(one.iri, country) for one in programmes.programmes for country in one.countries]

    order = arrange(rows, [sides], [[]], pairs, [])

    assert crossings(order.middle, order.left[0], pairs) < crossings(rows, sides, pairs) / 2


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 100)), max_size=30))
def test_settled_rows_keep_their_order_and_distance(rows: list[tuple[float, float]]) -> None:
    """Whatever is wanted, rows stand one below the other."""
    heights = [height for _, height in rows]

    centres = settle([wanted for wanted, _ in rows], heights, top=0, bottom=1000)

    for (above, below), (first, second) in zip(pairwise(centres), pairwise(heights), strict=True):
        assert below - above >= (first + second) / 2 - 1e-6


@given(st.permutations(range(12)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    """The same programmes make the same picture, however they come."""
    rows = [f"p{number:02}" for number in order]
    pairs = [(f"p{number:02}", f"c{number * step % 7}") for number in order for step in (1, 3)]
    sides = sorted({side for _, side in pairs}, key=lambda side: (order[int(side[1:])], side))

    assert arrange(rows, [sides], [[]], pairs, []) == arrange(sorted(rows), [sorted(sides)], [[]], sorted(pairs), [])
