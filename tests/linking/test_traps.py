"""Words that are no bodies and no places: capitals, idioms, rivers, people; each line tells one apart."""

from __future__ import annotations

import pytest
from linking_samples import bodies_and_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("WHO IS RESPONSIBLE?", [], id="question"),
        pytest.param("WHO SHOULD PAY FOR TRAINING\nEmployers, said the ILO.", ["ILO=ilo"], id="heading-without-stop"),
        pytest.param("Ask WHO DOES WHAT, and the WHO agrees.", ["WHO=who"], id="capitals-in-a-sentence"),
        pytest.param("WHO chooses the trainees? The WHO agrees.", ["WHO=who"], id="question-in-small-letters"),
        pytest.param("One asked: ‘WHO owns it?’", [], id="quoted-question"),
        pytest.param("Did the WHO guidelines help? WHO pays for drugs.", ["WHO=who", "WHO=who"], id="no-question-word"),
        pytest.param("PARTNERS: WHO, UNICEF, ILO", ["WHO=who", "UNICEF=unicef", "ILO=ilo"], id="list-in-capitals"),
        pytest.param("THE WHO AND THE ILO SIGNED.", ["WHO=who", "ILO=ilo"], id="article-in-capitals"),
        pytest.param("A WHO report and a WHO-led team.", ["WHO=who", "WHO=who"], id="noun-behind"),
        pytest.param("Volunteers take CARE of the old; day CARE is free.", [], id="care-idioms"),
        pytest.param("CARE worked with UNICEF.", ["CARE=care", "UNICEF=unicef"], id="care-acts"),
        pytest.param("Staff of the CARE approach.", ["CARE=?"], id="care-without-a-cue"),
        pytest.param("La lucha contra el SIDA en los puertos sigue.", [], id="aids-es"),
        pytest.param("La prise en charge du SIDA et des infections reste gratuite.", [], id="aids-fr"),
        pytest.param("A prevenção da sida nos portos e no VIH continua.", [], id="aids-pt"),
        pytest.param("The contractor lost the BID.", ["BID=?"], id="bid"),
        pytest.param("Le projet a eu des effets, il y a eu deux ateliers.", [], id="eu-fr"),
        pytest.param("EU QUERO TRABALHAR, dizia o cartaz na feira do trabalho.", [], id="eu-pt"),
        pytest.param("CAN THIS BE REPEATED? Yes.", [], id="can"),
        pytest.param("IRENA AND THE OTHERS WERE PAID. She was ACTED upon.", ["ACTED=acted"], id="names-in-capitals"),
        pytest.param("ACT/EMP and ACTRAV wrote; COP26 was cold; UNITE is a hall.", [], id="units-and-words"),
        pytest.param("The ILOs support and the UNs role.", ["ILO=ilo", "UN=un"], id="lost-apostrophe-en"),
    ],
)
def test_words_in_capitals(text: str, expected: list[str]) -> None:
    """A word of the language is no body, unless the words beside it say so."""
    assert bodies_and_places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Jordan river dried up; Jordan pays.", ["Jordan=JO"], id="river-en"),
        pytest.param("O rio Níger e o Golfo da Guiné ficam longe da capital.", [], id="river-pt"),
        pytest.param("El río Níger cruza Nigeria y Níger por el sur.", ["Nigeria=NG", "Níger=NE"], id="river-es"),
        pytest.param("Le fleuve Niger, la boucle du Niger et l'Office du Niger sont loin.", [], id="river-fr"),
        pytest.param("Guinea worm fell in Guinea.", ["Guinea=GN"], id="worm"),
        pytest.param("The University in Kenya met the University of Kenya.", ["Kenya=KE"], id="university-in-or-of"),
        pytest.param("Los Papeles de Panamá y los papeles de Chile.", ["Chile=CL"], id="papers-es"),
        pytest.param("La Habana Vieja queda en La Habana.", ["La Habana=CU-la-habana"], id="quarter"),
        pytest.param("Kenya Airways flew to Kenya.", ["Kenya=KE"], id="company"),
        pytest.param("The Sudan Tribune and Sudan agree.", ["Sudan=SD"], id="newspaper"),
        pytest.param("La Côte d'ivoire et le Togo votent.", ["Côte d'ivoire=CI", "Togo=TG"], id="small-letter"),
        pytest.param("Chad, the field coordinator, left; Chad pays.", ["Chad=TD"], id="person-and-post"),
        pytest.param("In Chad, the field coordinator, a lawyer, left.", ["Chad=TD"], id="post-in-a-country"),
        pytest.param("Staff from Mali, Chad, the manager, and others.", ["Mali=ML", "Chad=TD"], id="country-in-a-list"),
        pytest.param("The US-Mexico border; US-based firms.", ["US=US", "Mexico=MX"], id="two-countries-joined"),
        pytest.param("Le bureau de l'avenue du Portugal est fermé depuis un an.", [], id="street-fr"),
        pytest.param("La sede está en la calle San Marino, esquina Avenida Brasil.", [], id="street-es"),
        pytest.param("La Ronda Uruguay terminó y Uruguay firmó.", ["Uruguay=UY"], id="talks"),
        pytest.param("The Mexico City Policy and the Panama Papers.", [], id="policy-and-papers"),
        pytest.param(
            "Taiwan, China and Hong Kong, China host workers; China sends some.",
            ["Hong Kong, China=HK", "China=CN"],
            id="areas-of-china",
        ),
        pytest.param(
            "Tanzania, United Republic of Tanzania; Moldova, Republic of.",
            ["Tanzania=TZ", "United Republic of Tanzania=TZ", "Moldova, Republic of=MD"],
            id="inverted-or-listed",
        ),
    ],
)
def test_names_inside_other_names(text: str, expected: list[str]) -> None:
    """A river, a street or a company is not the country whose name it carries."""
    assert bodies_and_places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("COMESA, IGAD and SAARC met.", ["COMESA=comesa", "IGAD=igad", "SAARC=saarc"], id="communities"),
        pytest.param("La CEEAC, la CEMAC et l'UEMOA.", ["CEEAC=eccas", "CEMAC=cemac", "UEMOA=uemoa"], id="fr"),
        pytest.param("The World Bank's IDA lends.", ["World Bank=world-bank", "IDA=ida"], id="bank"),
        pytest.param("Mrs IDA signed.", ["IDA=?"], id="no-bank"),
        pytest.param("MOEL of Korea pays.", ["MOEL=moel", "Korea=KR"], id="korea"),
        pytest.param("UNIDO AL SINDICATO, EL OBRERO DEL PUERTO GANA.", [], id="unido-es"),
        pytest.param("GTZ, now GIZ, paid.", ["GTZ=giz", "GIZ=giz"], id="former-name"),
        pytest.param("La agencia sueca (Sida) paga pruebas de VIH.", ["Sida=sida"], id="swedish-agency"),
        pytest.param("O ABC da segurança da OIT no Brasil foi útil.", ["OIT=ilo", "Brasil=BR"], id="abc"),
        pytest.param("The cooperatives joined the ICA.", ["ICA=ica"], id="cooperatives"),
        pytest.param(
            "Luxembourg Development (LuxDev) paid.", ["Luxembourg Development=luxdev", "LuxDev=luxdev"], id="luxdev"
        ),
    ],
)
def test_bodies_that_evaluations_name(text: str, expected: list[str]) -> None:
    """Names that were missing are found, and their doubtful letters need a cue."""
    assert bodies_and_places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Congo is not the DRC, nor the République du Congo.", id="fr-in-en"),
        pytest.param("El Congo no es la República del Congo ni la RDC.", id="es"),
    ],
)
def test_congo_beside_both_full_names_stays_open(text: str) -> None:
    """Where a record names both countries in full, in whatever language, the short name decides nothing."""
    assert bodies_and_places(text)[0] == "Congo=?"


def test_an_acronym_of_another_language_is_a_bank_in_africa() -> None:
    """BAD means the African bank in Portuguese as in French, where the record lies in Africa."""
    assert bodies_and_places("O BAD financiou a estrada e a escola da vila.", "MZ") == ["BAD=afdb"]


def test_the_city_of_brazil_is_no_country() -> None:
    """Also where the record lies in El Salvador, for which "Salvador" alone may stand."""
    assert bodies_and_places("Salvador de Bahía y Salvador.", "SV") == ["Salvador=SV"]
