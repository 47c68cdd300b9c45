"""Bodies that no list holds, found only when asked for and kept apart."""

from __future__ import annotations

import random
import time
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from linking_samples import shipped_linker

from benchmarks.linking.labelled import load_labelled
from benchmarks.linking.local import measure_local
from kg.errors import LinkingError
from kg.linking.linker import Linker
from kg.linking.local_words import load_local_words
from kg.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@cache
def local_linker() -> Linker:
    """Return a linker that looks for them."""
    return Linker(load_reference(), local=True)


def locals_of(text: str, *countries: str) -> list[str]:
    """Return them as ``surface=country-name``."""
    links = local_linker().link({"description": text}, countries=frozenset(countries))
    return [f"{one.surface}={(one.target or '').removeprefix('organization/local/')}" for one in links.local]


def spans_of(text: str, *countries: str) -> list[str]:
    """Return their surfaces."""
    links = local_linker().link({"description": text}, countries=frozenset(countries))
    return [one.surface for one in links.local]


@pytest.mark.parametrize(
    ("text", "countries", "expected"),
    [
        pytest.param(
            "El Ministerio de Trabajo y Promoción del Empleo llegó tarde.",
            ["PE"],
            ["Ministerio de Trabajo y Promoción del Empleo=pe-ministerio-de-trabajo-y-promocion-del-empleo"],
            id="ministry",
        ),
        pytest.param(
            "The Ministry of Labour of Kenya and the ILO agreed.",
            ["KE", "UG"],
            ["Ministry of Labour=ke-ministry-of-labour"],
            id="its-country-stands-behind-it",
        ),
        pytest.param(
            "Ghana's Ministry of Trade agreed.", ["KE"], ["Ministry of Trade=gh-ministry-of-trade"], id="or-before-it"
        ),
        pytest.param(
            "In Spain, the Ministry of Labour runs a scheme.",
            ["NP"],
            ["Ministry of Labour=es-ministry-of-labour"],
            id="or-opens-the-sentence",
        ),
        pytest.param(
            "La Municipalidad de Quilicura abrió una oficina.",
            ["CL", "MX"],
            ["Municipalidad de Quilicura=x-municipalidad-de-quilicura"],
            id="country-not-known",
        ),
        pytest.param(
            "La Municipalidad de Santiago de Chile abrió una oficina.",
            ["CL", "MX"],
            ["Municipalidad de Santiago de Chile=cl-municipalidad-de-santiago-de-chile"],
            id="of-a-city",
        ),
        pytest.param(
            "The Norwegian Ministry of Trade paid.", ["KE"], ["Ministry of Trade=x-ministry-of-trade"], id="of-a-people"
        ),
        pytest.param(
            "El Ministerio de Trabajo chileno pagó.",
            ["PE"],
            ["Ministerio de Trabajo=x-ministerio-de-trabajo"],
            id="of-a-people-behind",
        ),
        pytest.param(
            "El Ministerio de Trabajo de Honduras y Guatemala firmó.",
            ["HN", "GT"],
            ["Ministerio de Trabajo=x-ministerio-de-trabajo"],
            id="two-countries",
        ),
        pytest.param(
            "Confederación General de Artesanos (CGA) asistió. La CGA firmó.",
            ["CL"],
            [
                "Confederación General de Artesanos=cl-confederacion-general-de-artesanos",
                "CGA=cl-confederacion-general-de-artesanos",
                "CGA=cl-confederacion-general-de-artesanos",
            ],
            id="acronym-of-the-record",
        ),
        pytest.param(
            "The Zonal Women Traders Network (ZWTN) met. ZWTN grew.",
            [],
            [
                "Zonal Women Traders Network=x-zonal-women-traders-network",
                "ZWTN=x-zonal-women-traders-network",
                "ZWTN=x-zonal-women-traders-network",
            ],
            id="by-its-initials",
        ),
        pytest.param(
            "La Universidad de Chile enseña.", ["CL"], ["Universidad de Chile=cl-universidad-de-chile"], id="university"
        ),
        pytest.param("La Organización Internacional para las Migraciones (OIM) llegó.", ["CL"], [], id="listed"),
        pytest.param("El ministerio de turno y la municipalidad no llegaron.", ["CL"], [], id="no-name"),
    ],
)
def test_local_bodies_in_a_text(text: str, countries: list[str], expected: list[str]) -> None:
    """A name by its form, its country where the text tells it, and the acronym that the record gives it."""
    assert locals_of(text, *countries) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "el Ministerio de la Mujer y Poblaciones Vulnerables del Perú participó",
            ["Ministerio de la Mujer y Poblaciones Vulnerables"],
            id="country-and-verb-behind",
        ),
        pytest.param("Ministries of Labour and Education met.", [], id="several-ministries"),
        pytest.param("los Ministerios de Trabajo de ambos países", [], id="several-ministries-es"),
        pytest.param("El Ministerio de Trabajo y el SENA firmaron.", ["Ministerio de Trabajo"], id="acronym-behind"),
        pytest.param("The Ministry decided. Every Ministry of Labour did.", [], id="no-single-one"),
        pytest.param("A Ministry of Labour needs data.", [], id="indefinite"),
        pytest.param("A Universidade Eduardo Mondlane assina.", ["Universidade Eduardo Mondlane"], id="pt-article-a"),
        pytest.param("The Municipality of Cebu and Davao agreed.", ["Municipality of Cebu"], id="second-place"),
        pytest.param(
            "Ministry of Labour, Youth and Social Security, and Ann Lee spoke.",
            ["Ministry of Labour, Youth and Social Security"],
            id="enumeration-of-subjects",
        ),
        pytest.param(
            "Ministry of Labour, Ann Lee and Bob Ray spoke.", ["Ministry of Labour"], id="enumeration-of-persons"
        ),
        pytest.param(
            "Ministerio de Trabajo, Universidad de Lima y Municipalidad de Cusco.",
            ["Ministerio de Trabajo", "Universidad de Lima", "Municipalidad de Cusco"],
            id="head-after-head",
        ),
        pytest.param(
            "Ministerio de\nTrabajo\nUniversidad de Lima", ["Ministerio de\nTrabajo", "Universidad de Lima"], id="lines"
        ),
        pytest.param("EL MINISTERIO DE TRABAJO PARTICIPÓ CON LA OIT.", [], id="all-capitals"),
        pytest.param("Ministry of Labour's staff came.", ["Ministry of Labour"], id="possessive"),
        pytest.param(
            "Strengthening the Ministry of Labour Inspection Services.", ["Ministry of Labour"], id="noun-behind"
        ),
        pytest.param("Ministry of Labour and Social Partners met.", ["Ministry of Labour"], id="half-a-subject"),
        pytest.param(
            "le ministère de l'Emploi et de la Formation professionnelle participe",
            ["ministère de l'Emploi et de la Formation professionnelle"],
            id="french-small-letters",
        ),
        pytest.param("Le ministère en charge du travail participe.", [], id="french-no-name"),
        pytest.param("La Secretaría de la OIT y la Secretaría Técnica.", [], id="secretariat-of-a-listed-body"),
        pytest.param("El Ministerio de Trabajo (Lima) pagó. Lima crece.", ["Ministerio de Trabajo"], id="city-bracket"),
        pytest.param(
            "Gender Based Violence (GBV), a Vocational Training Centre (VTC), Terms of Reference (ToR), "
            "National Steering Committee (NSC), Small Enterprises (SEs), Community Based Organization (CBO)",
            [],
            id="defined-but-no-body",
        ),
        pytest.param(
            "Kenya Ports Authority, National Youth Council and Makerere University met in May.",
            ["Kenya Ports Authority", "National Youth Council", "Makerere University"],
            id="last-words",
        ),
        pytest.param("Every University and National Policy on Youth.", [], id="last-words-alone"),
        pytest.param(
            "El Servicio Nacional de Aprendizaje (SENA) y SENATI.",
            ["Servicio Nacional de Aprendizaje", "SENA"],
            id="acronym-inside-a-word",
        ),
    ],
)
def test_where_a_name_ends(text: str, expected: list[str]) -> None:
    """Verbs, persons, places and second bodies stay outside; what names no single body is none."""
    assert spans_of(text, "KE") == expected


def test_kind_and_country_come_with_a_body() -> None:
    """A body has its name, acronym, country and what the head of its name says it is."""
    links = local_linker().link(
        {"description": "El Ministerio de Trabajo (MINTRA) y la Universidad de Lima firmaron."},
        countries=frozenset({"PE"}),
    )

    assert [(one.name, one.acronym, one.country, one.kind) for one in links.bodies] == [
        ("Ministerio de Trabajo", "MINTRA", "PE", "government-national"),
        ("Universidad de Lima", "", "PE", "academic"),
    ]


def test_offsets_lead_to_the_value_as_read() -> None:
    """Decomposed letters and doubled blanks are no obstacle."""
    value = "El  Ministerio de Educacio\u0301n\u00a0y  Trabajo llego\u0301."

    (mention,) = local_linker().link({"description": value}).local

    assert value[mention.start : mention.end] == mention.surface == "Ministerio de Educacio\u0301n\u00a0y  Trabajo"


def test_they_are_off_unless_asked_for() -> None:
    """The usual linker looks for none."""
    assert shipped_linker().link({"description": "El Ministerio de Trabajo llegó."}).local == ()


def test_the_mentions_stay_as_they_are() -> None:
    """Asking for them changes nothing else."""
    fields = {"description": "El Ministerio de Trabajo de Chile, la OIT y la Universidad de Chile (UDC) firmaron."}

    assert local_linker().link(fields).mentions == shipped_linker().link(fields).mentions


def test_they_have_no_role() -> None:
    """A guess carries nothing out, even where a cue of a role stands beside it."""
    links = local_linker().link({"description": "The programme was implemented by the Ministry of Labour of Kenya."})

    assert links.local
    assert not links.roles


def shuffled_texts(number: int) -> Iterator[str]:
    """Yield texts of heads, subjects, joints and traps in any order; the same ones every time."""
    draw = random.Random(11)  # noqa: S311 -- test data, no secret
    words = load_local_words()
    heads = sorted(words.heads)
    others = sorted(word.title() for word in words.subjects | words.last | words.strong | words.defined)
    traps = ["KE", "Lima", "OIT", "de", "x", "", "IV", "É", "a\u0301", "Kenya", "Perú"]
    joints = [
        " de ",
        " of ",
        " y ",
        ", ",
        " (",
        ") ",
        " del ",
        " d'",
        "'s ",
        "\n",
        "\n\n",
        ". ",
        " (MTPE) ",
        "\u00a0",
        " a ",
    ]
    for _ in range(number):
        kinds = (heads, others, traps)
        yield "".join(draw.choice(draw.choice(kinds)) + draw.choice(joints) for _ in range(draw.randint(1, 14)))


def test_any_text_gives_sound_mentions() -> None:
    """Whatever comes: words as they stand, no overlap, no listed body inside, every body described."""
    linker = local_linker()
    for text in shuffled_texts(600):
        links = linker.link({"description": text}, countries=frozenset({"PE"}))
        spans = [(one.start, one.end) for one in links.local]

        assert all(text[one.start : one.end] == one.surface == one.surface.strip() for one in links.local)
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), text
        assert {one.target for one in links.local} == {one.target for one in links.bodies}
        decided = [one for one in links.mentions if one.target]
        assert not {(one.start, one.end) for one in decided} & set(spans), text
        bodies = [one for one in decided if str(one.target).startswith("organization/")]
        assert not any(one.start < end and start < one.end for one in bodies for start, end in spans), text


def test_time_grows_with_the_text_and_not_faster() -> None:
    """Thousands of names in one sentence take no more than their share of CPU time."""

    def seconds(number: int) -> float:
        text = "Ministerio de Trabajo, Empleo, Universidad de Lima (UL), " * number
        start = time.process_time()
        local_linker().link({"description": text})
        return time.process_time() - start

    seconds(50)
    few, many = seconds(300), seconds(2_400)

    assert many < 8 * few * 4 + 0.5


def test_labelled_names_are_found_exactly() -> None:
    """On the part that is only reported, precision and recall stay where the docs say they are."""
    reference = load_reference()

    figures = measure_local(load_labelled("local-report", reference), reference)

    assert figures["precision"][0] >= 0.97
    assert figures["recall"][0] >= 0.9
    assert figures["fallen"] == 0


def test_an_unknown_role_of_a_word_is_told(tmp_path: Path) -> None:
    """Whoever changes the table learns which line is wrong and what may stand there."""
    table = tmp_path / "local.tsv"
    table.write_text("words\trole\tkind\tnote\nMinisterio\thead\t-\t-\n", encoding="utf-8")

    with pytest.raises(LinkingError, match=r"local.tsv:2: the role 'head' is unknown\n  write one of adjective"):
        load_local_words(table)


def test_an_acronym_behind_another_title_is_not_the_body_that_has_it() -> None:
    """An acronym in brackets abbreviates the words before it, also where another body has the same one."""
    text = "A Confederação das Associações Económicas (CTA) e o Assessor Técnico Principal (CTA) falaram; a CTA saiu."
    assert spans_of(text) == ["Confederação das Associações Económicas", "CTA", "CTA"]


def test_the_acronym_is_the_body_s_in_each_bracket_behind_its_name() -> None:
    """Its own name before the bracket does no harm, nor do words in small letters."""
    text = "The Ministry of Labour (MoL) wrote. The Ministry of Labour (MoL) and partners (MoL) met."
    assert spans_of(text, "KE").count("MoL") == len(["first", "second", "third"])


def test_the_branch_of_a_listed_organization_is_no_body_of_its_own() -> None:
    """What follows a listed name without a sign belongs to it."""
    assert spans_of("The IndustriALL Bangladesh Council met.", "BD") == []
    assert spans_of("The Bangladesh Council met.", "BD") == ["Bangladesh Council"]
