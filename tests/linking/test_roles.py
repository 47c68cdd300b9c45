"""Roles: cues with the enumeration beside them, and what takes a cue back."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linking_samples import shipped_linker

from kg.linking.roles import ROLES
from kg.linking.tables import Row, read_table


def roles(text: str, field: str = "description") -> list[str]:
    """Return the roles in a text as ``"donor eu"``, each once, in their order."""
    found = shipped_linker().link({field: text}).roles
    return list(dict.fromkeys(f"{one.role} {one.target.removeprefix('organization/')}" for one in found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Gracias a la participación conjunta de la OIT, la OIM y el ACNUR se formó a mil personas.",
            ["implementing ilo", "implementing iom", "implementing unhcr"],
            id="joint-participation",
        ),
        pytest.param(
            "El proyecto fue implementado conjuntamente por la OIT y ONU Mujeres en dos países.",
            ["implementing ilo", "implementing un-women"],
            id="implementado-por",
        ),
        pytest.param(
            "Las agencias implementadoras (OIT, OIM y ACNUR) se reunieron con los equipos.",
            ["implementing ilo", "implementing iom", "implementing unhcr"],
            id="agencias-implementadoras",
        ),
        pytest.param(
            "The programme was jointly implemented by the ILO, IOM and UNHCR with funding from the European Union.",
            ["implementing ilo", "implementing iom", "implementing unhcr", "donor eu"],
            id="implemented-and-funded",
        ),
        pytest.param(
            "Le projet, mis en œuvre par le BIT et le PNUD et financé par l’AFD, a pris fin.",
            ["implementing ilo-office", "implementing undp", "donor afd"],
            id="mis-en-oeuvre",
        ),
        pytest.param(
            "O projeto foi executado pela OIT em parceria com o UNICEF no norte do país.",
            ["implementing ilo", "partner unicef"],
            id="portuguese",
        ),
        pytest.param(
            "The project worked in partnership with the Ministry of Labour, UNDP and the World Bank.",
            ["partner undp", "partner world-bank"],
            id="unlisted-bodies-are-stepped-over",
        ),
        pytest.param(
            "The evaluation was commissioned by UN Women last year.", ["commissioning un-women"], id="commissioned"
        ),
        pytest.param("Two USDOL-funded projects were visited.", ["donor usdol"], id="funded-after-a-hyphen"),
        pytest.param("Donor: Norad and Irish Aid.", ["donor norad", "donor irish-aid"], id="donor-colon"),
        pytest.param("El proyecto debería ser ejecutado por la OIT y el PNUD.", [], id="should"),
        pytest.param("La acción no fue implementada por UNICEF en esa zona.", [], id="not"),
        pytest.param("It is recommended that the next phase be implemented by the ILO.", [], id="recommended"),
        pytest.param("The plan could be carried out by the ILO if funds allow.", [], id="could"),
        pytest.param(
            "Both offices used a form agreed in partnership with the International Trade Union Confederation (ITUC).",
            [],
            id="a-form-is-no-programme",
        ),
        pytest.param(
            "The project was done in collaboration with ILO constituents and UNICEF.",
            ["partner unicef"],
            id="constituents",
        ),
        pytest.param("It was implemented by the ILO. UNICEF watched.", ["implementing ilo"], id="sentence-ends"),
        pytest.param("It was implemented by the ILO and supported UNICEF.", ["implementing ilo"], id="verb-ends"),
        pytest.param("It was implemented by the UN system and the UN Country Team.", [], id="groups-have-no-role"),
        pytest.param("La OIT y el PNUD trabajan en el país.", [], id="no-cue"),
    ],
)
def test_roles_in_a_text(text: str, expected: list[str]) -> None:
    """Each line gives exactly these roles."""
    assert roles(text) == expected


def test_whoever_the_comments_name_is_a_target_user() -> None:
    """The comments are the box of target users; groups such as the UN system are none."""
    found = roles("La OIT, la OIM y otras agencias del SNU, las OCR.", field="comments")

    assert found == ["target-user ilo", "target-user iom"]


def test_a_role_carries_its_mention() -> None:
    """The evidence of a role is the span that names the organization."""
    text = "La participación conjunta de la OIT y la OIM ayudó."

    (first, _) = shipped_linker().link({"challenges": text}).roles

    assert (first.mention.surface, text[first.mention.start : first.mention.end], first.confidence) == (
        "OIT",
        "OIT",
        0.85,
    )


CUES = list(read_table(ROLES, ("role", "side", "language", "hints", "cue", "confidence")))


@pytest.mark.parametrize("row", [pytest.param(row, id=f"line-{row.at.line}") for row in CUES])
@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_cue_holds_one_of_its_hints(row: Row, data: st.DataObject) -> None:
    """Hints only save time: no text matches a cue without one of them."""
    cue = re.sub(r"\(\?[<!=]+[^()]*(\([^()]*\)[^()]*)*\)", "", row["cue"]).replace(r"\w", "[a-z]")
    text = data.draw(st.from_regex(cue, fullmatch=True))
    assert any(hint in text for hint in row.several("hints")), text
