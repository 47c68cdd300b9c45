"""What follows from several records together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import lesson, recommendation

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg import KnowledgeGraph

    Build = Callable[..., KnowledgeGraph]

CHILE, MEXICO = ("Chile", "Americas"), ("Mexico", "Americas")


def asks(graph: KnowledgeGraph, pattern: str) -> bool:
    """Tell whether a pattern holds somewhere."""
    return bool(graph.query(f"ASK {{ {pattern} }}"))


def test_two_countries_of_one_evaluation_make_a_cross_country_programme(build_text: Build) -> None:
    """A programme that covers two countries crosses countries."""
    graph = build_text(lesson(countries=(CHILE, MEXICO)))

    assert asks(graph, "<https://kg.example/id/programme/eval-9901> a ev:CrossCountryProgramme")


def test_one_country_makes_no_cross_country_programme(build_text: Build) -> None:
    """A programme in one country does not cross countries, whatever its prose names."""
    graph = build_text(lesson(context="Many workers come from Peru and go on to Mexico."))

    assert not asks(graph, "?programme a ev:CrossCountryProgramme")


def test_countries_are_gathered_over_the_evaluations_of_a_programme(build_text: Build) -> None:
    """Midterm and final evaluation share a symbol, so their countries count together."""
    graph = build_text(
        recommendation(99001, 9901, countries=(CHILE,), project_symbols="RLA/19/50/EUR"),
        recommendation(99002, 9902, countries=(MEXICO,), project_symbols="RLA/19/50/EUR"),
    )

    rows = graph.select("cross-country-programmes")

    assert [(row["programme"], row["evaluations"], row["country_codes"]) for row in rows] == [
        ("RLA/19/50/EUR", "9901; 9902", "CL; MX")
    ]


def test_a_symbol_joins_records_of_an_evaluation_that_do_not_state_it(build_text: Build) -> None:
    """A lesson belongs to the programme that a recommendation of the same evaluation names."""
    graph = build_text(lesson(), recommendation(project_symbols="RLA/19/50/EUR"))

    assert asks(
        graph, "<https://kg.example/id/evaluation/9901> ev:evaluates <https://kg.example/id/programme/RLA-19-50-EUR>"
    )


def test_the_first_symbol_in_sorted_order_names_the_programme(build_text: Build) -> None:
    """Several symbols join into one programme, named by the first."""
    graph = build_text(recommendation(project_symbols="RLA/19/50/EUR; CHL/18/01/EUR"))

    assert asks(graph, "?e ev:evaluates <https://kg.example/id/programme/CHL-18-01-EUR>")
    assert asks(graph, "d:programme\\/RLA-19-50-EUR dcterms:isReplacedBy d:programme\\/CHL-18-01-EUR")


def test_a_former_name_leads_to_the_programme(build_text: Build) -> None:
    """The name that the programme had without its symbol stays and leads on."""
    graph = build_text(recommendation(project_symbols="RLA/19/50/EUR"))

    assert asks(graph, "d:programme\\/eval-9901 dcterms:isReplacedBy d:programme\\/RLA-19-50-EUR")


@pytest.mark.parametrize(
    ("pseudo", "scope"),
    [("Africa - regional", "regional"), ("Inter-Regional", "inter-regional"), ("Arab States - regional", "regional")],
)
def test_a_pseudo_country_declares_a_regional_programme(build_text: Build, pseudo: str, scope: str) -> None:
    """A region in place of a country is a scope, never a country."""
    graph = build_text(lesson(countries=((pseudo, "Africa"),)))

    assert asks(
        graph,
        f"?p a ev:RegionalProgramme, ev:CrossCountryProgramme ; ev:geographicScope d:code\\/geographic-scope\\/{scope}",
    )
    assert not asks(graph, "?p ev:coversCountry ?country")


def test_a_pseudo_country_among_real_ones_keeps_both_facts(build_text: Build) -> None:
    """The countries are covered, and the programme is declared regional."""
    graph = build_text(lesson(countries=(("Kenya", "Africa"), ("Africa - regional", "Africa"))))

    assert asks(graph, "?p a ev:RegionalProgramme ; ev:coversCountry d:country\\/KE")
    assert len(graph.select("SELECT ?c { d:programme\\/eval-9901 ev:coversCountry ?c }")) == 1


def test_two_united_nations_implementers_make_a_joint_programme(build_text: Build) -> None:
    """Carried out by two bodies of the UN, a programme is a joint one though nobody calls it so."""
    graph = build_text(lesson(context="The project was jointly implemented by ILO and UNIDO."))

    assert asks(graph, "?p a ev:JointProgramme ; ev:carriedOutBy d:organization\\/ilo, d:organization\\/unido")


def test_one_implementer_and_target_users_make_no_joint_programme(build_text: Build) -> None:
    """Bodies in the box of target users do not carry a programme out."""
    graph = build_text(lesson(context="The project was implemented by ILO.", comments="UNIDO, UNICEF and IOM."))

    assert not asks(graph, "?p a ev:JointProgramme")
    assert not asks(graph, "?p ev:carriedOutBy d:organization\\/unido")


def test_a_remark_on_a_recommendation_names_no_target_users(build_text: Build) -> None:
    """Only on lessons are ``comments`` the box of target users."""
    graph = build_text(recommendation(comments="UNIDO and UNICEF did not agree with the wording."))

    assert not asks(graph, "?p ev:involvesOrganization ?body")


def test_a_participation_rests_on_the_mention_that_shows_it(build_text: Build) -> None:
    """Every role leads to a field, offsets and words."""
    graph = build_text(lesson(context="The project was jointly implemented by ILO and UNIDO."))

    rows = graph.select(
        "SELECT ?surface ?start { ?p prov:agent d:organization\\/unido ; prov:wasDerivedFrom ?m . "
        "?m ev:surface ?surface ; ev:start ?start }"
    )

    assert list(rows) == [{"surface": "UNIDO", "start": 47}]


def test_the_donor_is_read_from_a_symbol_whose_code_is_certain(build_text: Build) -> None:
    """EUR is the European Union; a code that only looks like a country names nobody."""
    graph = build_text(
        recommendation(99001, 9901, project_symbols="RLA/19/50/EUR"),
        recommendation(99002, 9902, project_symbols="ZAM/13/01/FIN"),
    )

    rows = graph.select("SELECT ?agent { ?p prov:agent ?agent ; prov:hadRole d:code\\/role\\/donor }")

    assert [row["agent"] for row in rows] == ["https://kg.example/id/organization/eu"]


def test_a_title_without_its_type_names_the_programme(build_text: Build) -> None:
    """The programme is called as the project, not as its evaluation."""
    graph = build_text(lesson(title="Jobs - Phase II - Midterm evaluation"))

    assert asks(graph, '?p a ev:Programme ; dcterms:title "Jobs - Phase II"@en')


def test_a_name_cut_out_of_a_title_begins_with_a_capital(build_text: Build) -> None:
    """Without the words for its evaluation, a title is still a title."""
    title = "Evaluación agrupada independiente de proyectos sobre trabajo doméstico en Chile, 2019-2022"
    graph = build_text(lesson(title=title))

    rows = graph.select("SELECT ?title { ?p a ev:Programme ; dcterms:title ?title }")

    assert [row["title"][0] for row in rows] == ["P"]
