"""Definitions: the record's own meaning of an acronym wins."""

from __future__ import annotations

import pytest
from linking_samples import bodies_and_places, shipped_linker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "La Oficina Municipal de Intermediación (OIM) registró a 300 personas. La OIM cerró.",
            ["OIM=?", "OIM=?"],
            id="unlisted-body",
        ),
        pytest.param(
            "La Organización Internacional para las Migraciones (OIM) ayudó. La OIM cerró.",
            ["Organización Internacional para las Migraciones=iom", "OIM=iom", "OIM=iom"],
            id="listed-body",
        ),
        pytest.param(
            "La OIE (Organización Internacional de Empleadores) opinó. La OIE volvió a opinar.",
            ["OIE=ioe", "Organización Internacional de Empleadores=ioe", "OIE=ioe"],
            id="name-in-brackets",
        ),
        pytest.param(
            "El Banco Interamericano de Desarrollo (el “BID”) prestó dinero.",
            ["Banco Interamericano de Desarrollo=iadb", "BID=iadb"],
            id="article-and-quotes",
        ),
        pytest.param(
            "Le Plan d’amélioration (PAM) a été adopté. Le PAM est suivi par le comité.",
            ["PAM=?", "PAM=?"],
            id="plan-not-food-programme",
        ),
        pytest.param("El Oficial Técnico del proyecto (OIT) viajó con el equipo.", ["OIT=ilo"], id="office-holder"),
        pytest.param("La directora del programa (OIM) viajó con el equipo.", ["OIM=iom"], id="affiliation"),
        pytest.param(
            "The Organization for International Migration (IOM) and others.",
            ["IOM=iom"],
            id="variant-of-the-listed-name",
        ),
        pytest.param(
            "The Institute of Medicine (IOM) wrote a report; the IOM met.", ["IOM=?", "IOM=?"], id="small-word"
        ),
        pytest.param("La Oficina Municipal de Intermediación, OIM, atendió a 300.", ["OIM=?"], id="between-commas"),
        pytest.param(
            "El Observatorio de Igualdad y Migraciones (OIM) opinó.", ["OIM=?"], id="shares-a-word-with-the-list"
        ),
        pytest.param(
            "La OIT, la OIM, el ACNUR y otros opinaron.", ["OIT=ilo", "OIM=iom", "ACNUR=unhcr"], id="list-of-acronyms"
        ),
        pytest.param("La unidad ejecutora (UE) y la UE no coinciden.", ["UE=?", "UE=?"], id="unidad-ejecutora"),
        pytest.param("The Western Balkans (WB) and the bank: the WB grew.", ["WB=?", "WB=?"], id="region-not-bank"),
        pytest.param(
            "La Organización Internacional de Maestros (OIM) y los docentes.", ["OIM=?"], id="like-name-of-another-body"
        ),
        pytest.param(
            "La Confederación Sindical Independiente (CSI) y los sindicatos.", ["CSI=?"], id="national-confederation"
        ),
    ],
)
def test_definitions_in_a_text(text: str, expected: list[str]) -> None:
    """Each line of the table links exactly what it says."""
    assert bodies_and_places(text) == expected


def test_definition_holds_in_the_whole_record() -> None:
    """A definition in one field leaves the acronym open in the fields before and after it."""
    links = shipped_linker().link(
        {
            "comments": "La OIM y la OIT son usuarias del modelo.",
            "context": "La Oficina Municipal de Intermediación (OIM) atiende al público.",
            "success": "La OIM duplicó su personal en un año.",
        }
    )

    assert [mention.target for mention in links.mentions if mention.surface == "OIM"] == [None, None, None]


def test_definition_of_an_ambiguous_acronym_is_the_method() -> None:
    """The evidence says that the record itself told the meaning."""
    links = shipped_linker().link({"description": "La Organización Internacional de Empleadores (OIE) opinó."})

    assert (links.mentions[1].method, links.mentions[1].confidence) == ("definition", 0.97)
