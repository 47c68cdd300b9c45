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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("IOM: Index of Migrants. The IOM rose.", ["IOM=?", "IOM=?"], id="colon"),
        pytest.param("OIM – Oficina de Inserción Municipal. La OIM cerró.", ["OIM=?", "OIM=?"], id="dash"),
        pytest.param("O Observatório de Impacto Mineiro, OIM, fechou. O OIM abriu.", ["OIM=?", "OIM=?"], id="commas"),
        pytest.param(
            "L'Office des infrastructures minières (ci-après « l’OIM ») vend. L'OIM achète.",
            ["OIM=?", "OIM=?"],
            id="from-here-on",
        ),
        pytest.param("The Inner Offset Mechanism, known as IOM, grew. IOM fell.", ["IOM=?", "IOM=?"], id="known-as"),
        pytest.param("La Oficina de Inserción Municipal, conocida como la OIM, creció.", ["OIM=?"], id="conocida-como"),
        pytest.param(
            "La UE del proyecto, o unidad ejecutora, contrató. La UE cerró.", ["UE=?", "UE=?"], id="explained-later"
        ),
        pytest.param("La Chambre de commerce (CCI) forme. La CCI vend.", ["CCI=?", "CCI=?"], id="a-letter-short"),
        pytest.param("La Chambre de Commerce et d'Industrie de Thiès (CCI) forme.", ["CCI=?"], id="a-place-behind"),
        pytest.param(
            "La Comunidad de Estados Independientes (CSI, por sus siglas) y los sindicatos; la CSI.",
            ["Comunidad de Estados Independientes=cis", "CSI=cis", "CSI=cis"],
            id="unusual-acronym-of-a-listed-body",
        ),
        pytest.param(
            "A Organização Interna de Trabalhadores (OIT) e a OIT.", ["OIT=?", "OIT=?"], id="words-of-one-stem"
        ),
        pytest.param("The International Trade Council (ITC) met exporters.", ["ITC=?"], id="council-not-centre"),
        pytest.param(
            "The International Labour Office (ILO) and the ILO.",
            ["International Labour Office=ilo-office", "ILO=ilo", "ILO=ilo"],
            id="office-and-organization",
        ),
        pytest.param(
            "La Banque islamique de développement, BID, prête. La BID signe.",
            ["Banque islamique de développement=isdb", "BID=isdb", "BID=isdb"],
            id="listed-between-commas",
        ),
        pytest.param(
            "ITC: International Trade Centre. ITC exports.",
            ["ITC=itc", "International Trade Centre=itc", "ITC=itc"],
            id="listed-behind-a-colon",
        ),
        pytest.param(
            "The Danish Refugee Council (DRC) left. DRC staff stayed.",
            [
                "Danish Refugee Council=danish-refugee-council",
                "DRC=danish-refugee-council",
                "DRC=danish-refugee-council",
            ],
            id="letters-of-a-country",
        ),
        pytest.param(
            "The Women Entrepreneurs' Bank (WB) lends; the WB saves. So do banks.", ["WB=?", "WB=?"], id="a-word-more"
        ),
        pytest.param("The Inter-agency Office for Mediation, or IOM, met. IOM left.", ["IOM=?", "IOM=?"], id="hyphen"),
        pytest.param("The Department of Labor (DOL) of Liberia.", ["DOL=?", "Liberia=LR"], id="department-of-another"),
        pytest.param(
            "The US Department of Labor (DOL) paid; the DOL said so.",
            ["US Department of Labor=usdol", "DOL=usdol", "DOL=usdol"],
            id="department-with-its-country",
        ),
        pytest.param("The ILO: Improve labour offices.", ["ILO=ilo"], id="sentence-behind-a-colon"),
    ],
)
def test_definitions_in_other_forms(text: str, expected: list[str]) -> None:
    """Dashes, commas, colons and words of explanation define as brackets do, in either order."""
    assert bodies_and_places(text) == expected


def test_each_use_takes_the_definition_before_it() -> None:
    """A record that defines an acronym twice means both things."""
    links = shipped_linker().link(
        {
            "comments": "Organización de Mujeres Solidarias (OMS): la OMS cose.",
            "context": "La Organización Mundial de la Salud (OMS) y la OMS.",
        }
    )

    assert [one.target for one in links.mentions if one.surface == "OMS"] == [None, None, *["organization/who"] * 2]
