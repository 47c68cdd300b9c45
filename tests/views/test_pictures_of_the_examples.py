"""The bundled examples, built by the real pipeline and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg
from kg.resources import examples_folder
from kg.views.programmes import draw_programmes

if TYPE_CHECKING:
    from pathlib import Path

    from kg.views.model import ProgrammeMap


@pytest.fixture(scope="module", name="folder")
def drawn_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the examples once, and return the folder for their pictures."""
    folder = tmp_path_factory.mktemp("examples")
    kg.build([examples_folder()], folder / "graph", kg.BuildOptions(validate=False))
    return folder


@pytest.fixture(scope="module", name="drawn")
def drawn_map(folder: Path) -> ProgrammeMap:
    """Draw the examples as a picture, and return what was drawn."""
    graph = kg.KnowledgeGraph.open(folder / "graph")
    return draw_programmes(graph.store, graph.names, to=folder / "programmes.svg")


def test_the_picture_holds_programmes_of_every_form(drawn: ProgrammeMap) -> None:
    """Joint ones, regional ones and those with a midterm and a final evaluation are among the examples."""
    counts = drawn.counts()

    assert counts["programmes"] >= 15
    assert counts["joint"] >= 3
    assert counts["regional"] >= 1
    assert counts["evaluations"] > counts["programmes"]


def test_each_programme_joins_countries_or_a_region(drawn: ProgrammeMap) -> None:
    """What is drawn is what the title says."""
    for programme in drawn.programmes:
        assert len(programme.countries) >= 2 or programme.declared_regions


def test_each_programme_has_a_quote_and_its_page(drawn: ProgrammeMap) -> None:
    """No programme is drawn without a record behind it that can be opened."""
    for programme in drawn.programmes:
        assert any(finding.text and finding.page for finding in programme.findings)


def test_each_role_in_prose_is_shown_where_it_is_written(drawn: ProgrammeMap) -> None:
    """The name stands in the quoted sentence, at the place that the graph gives."""
    roles = [role for one in drawn.programmes for part in one.involvements for role in part.roles]
    quotes = [quote for role in roles for quote in role.evidence]

    assert len(quotes) >= len(roles) * 0.9
    assert all(quote.text[quote.mark :].startswith(quote.surface) for quote in quotes)
