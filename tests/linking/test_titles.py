"""Titles: project, timing, nature, scope; what a title does not say stays open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.titles import read_title


@pytest.mark.parametrize(
    ("title", "project", "timing", "natures", "scope"),
    [
        pytest.param("Jobs for youth - Final evaluation", "Jobs for youth", "final", (), None, id="final"),
        pytest.param(
            "Jobs - Final Independent Evaluation", "Jobs", "final", ("independent",), None, id="final-independent"
        ),
        pytest.param(
            "Jobs -Phase II - Final evaluation", "Jobs -Phase II", "final", (), None, id="dash-in-the-project"
        ),
        pytest.param(
            "Emplois - Évaluation finale indépendante (OIT-PNUE)",
            "Emplois",
            "final",
            ("independent",),
            None,
            id="bracket-behind",
        ),
        pytest.param("A - B - C - Midterm Evaluation", "A - B - C", "midterm", (), None, id="several-dashes"),
        pytest.param("Jobs - Mid Term Evaluation", "Jobs", "midterm", (), None, id="mid-term-in-two-words"),
        pytest.param("Jobs - Midterm joint evaluation", "Jobs", "midterm", ("joint",), None, id="joint"),
        pytest.param("Jobs - Final cluster evaluation", "Jobs", "final", (), "cluster", id="cluster"),
        pytest.param(
            "Jobs - Thematic independent evaluation", "Jobs", None, ("independent",), "thematic", id="thematic"
        ),
        pytest.param(
            "Empleo - Evaluación final independiente", "Empleo", "final", ("independent",), None, id="spanish"
        ),
        pytest.param("Emploi - Evaluation final", "Emploi", "final", (), None, id="so-spelt"),
        pytest.param("Emploi - Évaluation à mi-parcours", "Emploi", "midterm", (), None, id="mi-parcours"),
        pytest.param("Emprego - Avaliação final", "Emprego", "final", (), None, id="portuguese"),
        pytest.param("Empleo - Autoevaluación final", "Empleo", "final", ("self",), None, id="self"),
        pytest.param("Jobs - Ex-post evaluation", "Jobs", "ex-post", (), None, id="ex-post"),
        pytest.param(
            "Evaluación agrupada final independiente de proyectos de migración",
            "proyectos de migración",
            "final",
            ("independent",),
            "cluster",
            id="prefix-form-in-spanish",
        ),
        pytest.param(
            "Independent evaluation of the ILO’s Decent Work Country Programme in Ruritania: 2010-2013",
            "ILO’s Decent Work Country Programme in Ruritania: 2010-2013",
            None,
            ("independent",),
            "country-programme",
            id="country-programme",
        ),
        pytest.param(
            "Cluster Independent Mid-term Evaluation of two projects - Midterm evaluation",
            "two projects",
            "midterm",
            ("independent",),
            "cluster",
            id="prefix-and-suffix",
        ),
        pytest.param("Final steps for jobs", "Final steps for jobs", None, (), None, id="final-in-the-project"),
        pytest.param(
            "Joint action for jobs - Final evaluation", "Joint action for jobs", "final", (), None, id="joint-action"
        ),
        pytest.param("", "", None, (), None, id="empty"),
    ],
)
def test_title_is_read(
    title: str, project: str, timing: str | None, natures: tuple[str, ...], scope: str | None
) -> None:
    """Each line gives exactly this reading."""
    reading = read_title(title)

    assert (reading.project, reading.timing, reading.natures, reading.scope) == (project, timing, natures, scope)


@pytest.mark.parametrize(
    ("title", "truncated"),
    [
        ("Integración de las personas migrantes... - Evaluación final independiente", True),
        ("Jobs and skills (...) for the region - Final evaluation", True),
        ("Jobs and skills… - Final evaluation", True),
        ("Jobs and skills - Final evaluation", False),
    ],
)
def test_cut_titles_are_seen(title: str, truncated: bool) -> None:
    """Three dots anywhere mean that the source cut the title."""
    assert read_title(title).truncated is truncated


@pytest.mark.parametrize(
    ("title", "is_joint"),
    [
        ("UN Joint Programme on jobs - Final evaluation", True),
        ("Programa conjunto de migración - Evaluación final", True),
        ("Programme conjoint pour l’emploi - Évaluation finale", True),
        ("Jobs - Final joint evaluation", False),
    ],
)
def test_joint_programmes_are_told_from_joint_evaluations(title: str, is_joint: bool) -> None:
    """The project is joint only if its own name says so."""
    assert read_title(title).is_joint is is_joint


@given(st.text(max_size=120))
def test_project_is_a_part_of_any_title(title: str) -> None:
    """No title breaks the reader, and the project keeps the source's own letters."""
    assert read_title(title).project in title
