"""Constituent groups and joint programmes: kinds, not bodies; actual programmes, not wishes."""

from __future__ import annotations

import pytest
from linking_samples import named

GOVERNMENTS = "group/governments"
LOCAL = "group/local-governments"
PUBLIC = "group/public-institutions"
EMPLOYERS = "group/employers-organizations"
WORKERS = "group/workers-organizations"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Las organizaciones sindicales y los sindicatos se reunieron.",
            [f"organizaciones sindicales={WORKERS}", f"sindicatos={WORKERS}"],
            id="unions-in-spanish",
        ),
        pytest.param(
            "Gobiernos locales e instituciones públicas participaron.",
            [f"Gobiernos locales={LOCAL}", f"instituciones públicas={PUBLIC}"],
            id="governments-in-spanish",
        ),
        pytest.param(
            "Trade unions and employers’ organisations were consulted.",
            [f"Trade unions={WORKERS}", f"employers’ organisations={EMPLOYERS}"],
            id="english",
        ),
        pytest.param(
            "Employers' and workers' organizations met.",
            [f"Employers'={EMPLOYERS}", f"workers' organizations={WORKERS}"],
            id="shared-noun-in-english",
        ),
        pytest.param(
            "Las organizaciones de empleadores y de trabajadores opinaron.",
            [f"organizaciones de empleadores={EMPLOYERS}", f"trabajadores={WORKERS}"],
            id="shared-noun-in-spanish",
        ),
        pytest.param("Los sindicatos y trabajadores opinaron.", [f"sindicatos={WORKERS}"], id="workers-are-no-group"),
        pytest.param(
            "Les syndicats et les organisations d’employeurs ont signé.",
            [f"syndicats={WORKERS}", f"organisations d’employeurs={EMPLOYERS}"],
            id="french",
        ),
        pytest.param("Las formas de gobierno y los sistemas también difieren.", [], id="forms-of-government"),
        pytest.param("Santiago de Chile es un municipio.", ["Santiago de Chile=CL-santiago"], id="a-municipality"),
        pytest.param("El Gobierno de Chile firmó.", ["Chile=CL"], id="a-government-is-a-body"),
        pytest.param("Les règles communes ont été suivies par tous.", [], id="common-rules"),
        pytest.param("The Confederation of Trade Unions met.", [], id="a-confederation-is-a-body"),
    ],
)
def test_groups_in_a_text(text: str, expected: list[str]) -> None:
    """Each line of the table links exactly what it says."""
    assert named(text) == expected


JOINT = "code/programme-form/joint"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("El Programa Conjunto reunió a tres agencias.", [f"Programa Conjunto={JOINT}"], id="named"),
        pytest.param("The joint programme reached its targets.", [f"joint programme={JOINT}"], id="definite"),
        pytest.param("Le programme conjoint a pris fin.", [f"programme conjoint={JOINT}"], id="french"),
        pytest.param("O programa conjunto terminou no prazo.", [f"programa conjunto={JOINT}"], id="portuguese"),
        pytest.param("A joint programme should be considered.", [], id="wished"),
        pytest.param("Se recomienda diseñar un Programa Conjunto.", [], id="recommended"),
        pytest.param("It was not a joint programme but two projects.", [], id="denied"),
        pytest.param("Future joint programmes may follow.", [], id="plural"),
        pytest.param("Joint programming takes time and care.", [], id="programming"),
        pytest.param("Un programme conjoint serait utile dans ce cas.", [], id="conditional"),
    ],
)
def test_joint_programmes_in_a_text(text: str, expected: list[str]) -> None:
    """Only words that speak of a programme that exists are a mention of its form."""
    assert named(text) == expected
