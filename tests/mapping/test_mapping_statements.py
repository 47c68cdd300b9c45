"""What one record states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import lesson, recommendation

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg import KnowledgeGraph

    Build = Callable[..., KnowledgeGraph]


def asks(graph: KnowledgeGraph, pattern: str) -> bool:
    """Tell whether a pattern holds somewhere."""
    return bool(graph.query(f"ASK {{ {pattern} }}"))


def test_swapped_theme_and_category_are_put_right_by_the_vocabulary(build_text: Build) -> None:
    """A recommendation is on the narrow term, though its page names the wide one first."""
    graph = build_text(recommendation())

    assert asks(graph, "?r ev:hasTheme d:theme\\/planning-and-programme-design")
    assert asks(graph, "d:theme\\/planning-and-programme-design ev:inCategory d:category\\/organizational-issues")


def test_an_unknown_theme_becomes_a_local_one(build_text: Build) -> None:
    """A theme that no vocabulary has is kept, apart from the known ones."""
    graph = build_text(lesson(theme="Platform work"))

    assert asks(
        graph,
        "?l ev:hasTheme d:theme\\/local\\/platform-work . "
        'd:theme\\/local\\/platform-work skos:prefLabel "Platform work"@en',
    )


@pytest.mark.parametrize(
    "empty", ["-", ".", "N/A", "n/a", "NA", "none", "not applicable", "Not applicable.", "Aucune", ""]
)
def test_an_empty_field_states_nothing_and_is_kept_as_written(build_text: Build, empty: str) -> None:
    """However emptiness is spelt, there is no prose, and the spelling is not lost."""
    graph = build_text(lesson(success=empty))

    assert not asks(graph, "?l ev:successFactors ?text")
    assert asks(graph, f'?l ev:sourceField [ ev:key "success" ; ev:lexicalValue "{empty}" ]')


@pytest.mark.parametrize("text", ["Completed.", "There are no negative aspects", "No specific context."])
def test_a_short_answer_is_not_emptiness(build_text: Build, text: str) -> None:
    """What only looks empty says something."""
    assert asks(build_text(lesson(success=text)), f'?l ev:successFactors "{text}"@en')


def test_prose_carries_the_language_it_is_written_in(build_text: Build) -> None:
    """The tag comes from the prose, not from the title."""
    graph = build_text(
        lesson(description="Las oficinas aprendieron a compartir un registro de vacantes y de personas.")
    )

    assert asks(graph, '?l ev:description ?text FILTER(LANG(?text) = "es")')


def test_a_stated_region_that_is_not_the_countrys_stays_the_records_statement(build_text: Build) -> None:
    """Fiji does not move to the Americas because a page says so."""
    graph = build_text(lesson(countries=(("Fiji", "Americas"),)))

    assert asks(graph, "d:evaluation\\/9901 ev:coversRegion d:region\\/americas")
    assert asks(graph, "d:country\\/FJ ev:inRegion d:region\\/asia-pacific")
    assert not asks(graph, "d:country\\/FJ ev:inRegion d:region\\/americas")


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Viet Nam", "VN"),
        ("Türkiye", "TR"),
        ("East Timor", "TL"),
        ("United Republic of Tanzania", "TZ"),
        ("Occupied Palestinian Territory", "PS"),
        ("Côte d'Ivoire", "CI"),
        ("North Macedonia", "MK"),
    ],
)
def test_the_pages_own_spelling_of_a_country_is_known(build_text: Build, spelling: str, code: str) -> None:
    """Every spelling that real pages use finds its country."""
    assert asks(build_text(lesson(countries=((spelling, "Africa"),))), f"?e ev:coversCountry d:country\\/{code}")


def test_a_country_that_nobody_knows_is_kept_as_written(build_text: Build) -> None:
    """An unknown place becomes no country, and stands in the graph as the page has it."""
    graph = build_text(lesson(countries=(("Freedonia", "Americas"),)))

    assert not asks(graph, "?e ev:coversCountry ?c")
    assert asks(graph, '?f ev:key "country" ; ev:lexicalValue "Freedonia"')


def test_status_and_date_of_a_recommendation_become_codes_and_a_day(build_text: Build) -> None:
    """The page's words lead to codes; the time of day stays in the source field."""
    graph = build_text(
        recommendation(date="2022-07-27 00:00:00.0", management_response="Partially Completed", progress="Achieved")
    )

    assert asks(
        graph,
        "?r ev:managementResponse d:code\\/response\\/partially-completed ; ev:progress d:code\\/progress\\/achieved ; "
        'ev:responseDate "2022-07-27"^^xsd:date',
    )
    assert asks(graph, '?f ev:key "date" ; ev:lexicalValue "2022-07-27 00:00:00.0"')


def test_an_office_code_is_one_unit_of_the_ilo(build_text: Build) -> None:
    """A slash inside the code parts nothing."""
    graph = build_text(recommendation(admin_units="RO-Arab States/DWT-Beirut"))

    assert asks(
        graph, '?r ev:adminUnit ?u . ?u skos:notation "RO-Arab States/DWT-Beirut" ; org:unitOf d:organization\\/ilo'
    )
    assert not asks(graph, "?r ev:mentionsPlace ?place")


def test_an_address_that_is_none_becomes_no_iri(build_text: Build) -> None:
    """What could be harmful as an IRI stays a text."""
    page = lesson().replace("https://webapps.ilo.org/ievaldiscovery/eval/9901", "javascript:alert(1)")

    graph = build_text(page)

    assert not asks(graph, "d:evaluation\\/9901 foaf:isPrimaryTopicOf ?page")
    assert asks(graph, '?f ev:key "eval_url" ; ev:lexicalValue "javascript:alert(1)"')


def test_a_title_tells_timing_and_nature(build_text: Build) -> None:
    """What the title does not say is not said."""
    graph = build_text(lesson(title="Jobs for all - Midterm joint evaluation"))

    assert asks(graph, "?e ev:timing d:code\\/timing\\/midterm ; ev:natureOfEvaluation d:code\\/nature\\/joint")
    assert not asks(graph, "?e ev:natureOfEvaluation d:code\\/nature\\/independent")


def test_an_undecided_acronym_is_listed_with_its_readings(build_text: Build) -> None:
    """What no cue decides stays open, and the keepers of the lexicon see it."""
    graph = build_text(
        lesson(context="La OIE participó en el taller.", description="El taller duró dos días y reunió a personas.")
    )

    rows = graph.select("unlinked-mentions")

    assert [(row["surface"], row["mentions"], row["candidates"]) for row in rows] == [("OIE", 1, "ioe; woah")]


def test_a_cut_title_and_the_whole_one_do_not_disturb_each_other(build_text: Build) -> None:
    """Two records tell the title of their evaluation differently, and the graph conforms all the same."""
    whole = "Apoyo de la OIT a los gobiernos locales de Chile para la integración de las personas migrantes"
    cut = "Apoyo de la OIT a los gobiernos locales de Chile para la integración..."
    graph = build_text(
        lesson(990001, title=f"{cut} - Final evaluation"), lesson(990002, title=f"{whole} - Final evaluation")
    )

    assert graph.validate().counts["Violation"] == 0


def test_each_donor_code_is_quoted_from_its_own_value(build_text: Build) -> None:
    """A second project symbol is read as well as the first."""
    graph = build_text(recommendation(project_symbols="ZAM/13/01/FIN GLO/18/20/EUR"))

    rows = graph.select(
        "SELECT ?surface ?start { ?m ev:method 'symbol:donor' ; ev:surface ?surface ; ev:start ?start }"
    )

    assert rows.to_dicts() == [{"surface": "EUR", "start": 24}]
