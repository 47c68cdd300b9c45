"""Bodies that no list holds, found only when asked for and kept apart."""

from __future__ import annotations

from functools import cache

import pytest
from linking_samples import shipped_linker

from kg.linking.linker import Linker
from kg.reference import load_reference


@cache
def local_linker() -> Linker:
    """Return a linker that looks for them."""
    return Linker(load_reference(), local=True)


def locals_of(text: str, *countries: str) -> list[str]:
    """Return them as ``surface=country-name``."""
    links = local_linker().link({"description": text}, countries=frozenset(countries))
    return [f"{one.surface}={(one.target or '').removeprefix('organization/local/')}" for one in links.local]


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
            "La Municipalidad de Quilicura abrió una oficina.",
            ["CL", "MX"],
            ["Municipalidad de Quilicura=x-municipalidad-de-quilicura"],
            id="country-not-known",
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
    """A name by its form, and the acronym that the record gives it."""
    assert locals_of(text, *countries) == expected


def test_they_are_off_unless_asked_for() -> None:
    """The usual linker looks for none."""
    assert shipped_linker().link({"description": "El Ministerio de Trabajo llegó."}).local == ()


def test_the_mentions_stay_as_they_are() -> None:
    """Asking for them changes nothing else."""
    fields = {"description": "El Ministerio de Trabajo de Chile, la OIT y la Universidad de Chile (UDC) firmaron."}

    assert local_linker().link(fields).mentions == shipped_linker().link(fields).mentions
