"""Countries and cities: longest names, persons, forums, bare cities, one trap a line."""

from __future__ import annotations

import pytest
from linking_samples import bodies_and_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Por México se pasa hacia Estados Unidos; a Chile se llega para quedarse.",
            ["México=MX", "Estados Unidos=US", "Chile=CL"],
            id="three-countries",
        ),
        pytest.param(
            "Santiago de Chile y Ciudad de México compartieron experiencias.",
            ["Santiago de Chile=CL-santiago", "Ciudad de México=MX-ciudad-de-mexico"],
            id="cities-are-not-their-countries",
        ),
        pytest.param(
            "Santiago (Chile) fue la sede del taller.",
            ["Santiago=CL-santiago", "Chile=CL"],
            id="city-with-country-in-brackets",
        ),
        pytest.param(
            "Ciudad de Guatemala, Panama City and Ciudad de Panamá",
            [
                "Ciudad de Guatemala=GT-ciudad-de-guatemala",
                "Panama City=PA-ciudad-de-panama",
                "Ciudad de Panamá=PA-ciudad-de-panama",
            ],
            id="capitals-named-after-countries",
        ),
        pytest.param("Migrants left New Mexico for Nuevo México and Mexico.", ["Mexico=MX"], id="new-mexico"),
        pytest.param(
            "Guinea-Bissau, Papua New Guinea, Equatorial Guinea and Guinea took part.",
            ["Guinea-Bissau=GW", "Papua New Guinea=PG", "Equatorial Guinea=GQ", "Guinea=GN"],
            id="guineas",
        ),
        pytest.param(
            "Guinea Ecuatorial, Papúa Nueva Guinea y Guinea participaron.",
            ["Guinea Ecuatorial=GQ", "Papúa Nueva Guinea=PG", "Guinea=GN"],
            id="guineas-in-spanish",
        ),
        pytest.param(
            "Farmers of the Niger Delta in Nigeria and herders of Niger met.", ["Nigeria=NG", "Niger=NE"], id="niger"
        ),
        pytest.param(
            "South Sudan and Sudan agreed; le Soudan du Sud aussi.",
            ["South Sudan=SS", "Sudan=SD", "Soudan du Sud=SS"],
            id="sudans",
        ),
        pytest.param(
            "La République démocratique du Congo et la République du Congo ont signé.",
            ["République démocratique du Congo=CD", "République du Congo=CG"],
            id="two-congos",
        ),
        pytest.param(
            "DR Congo and Congo-Brazzaville signed.", ["DR Congo=CD", "Congo-Brazzaville=CG"], id="two-congos-short"
        ),
        pytest.param("Workers in the Congo were interviewed for the study.", ["Congo=?"], id="bare-congo-is-open"),
        pytest.param(
            "República Dominicana y Dominica enviaron delegados.",
            ["República Dominicana=DO", "Dominica=DM"],
            id="dominica",
        ),
        pytest.param("American Samoa and Samoa sent delegates.", ["American Samoa=AS", "Samoa=WS"], id="samoa"),
        pytest.param("Georgia adopted a labour inspection law last year.", ["Georgia=GE"], id="georgia-the-country"),
        pytest.param("The firm moved from Georgia to Alabama, near Atlanta.", [], id="georgia-the-state"),
        pytest.param("A training in Atlanta, Georgia was held for the team.", [], id="atlanta-georgia"),
        pytest.param("Georgia (USA) hosted the visit of the delegation.", ["USA=US"], id="georgia-usa"),
        pytest.param("The evaluator, Jordan Smith, met Chad Miller and Georgia Brown.", [], id="first-names"),
        pytest.param("Ms. Jordan and Dr Chad signed the report.", [], id="surnames-after-titles"),
        pytest.param("Michael Jordan visited the project sites in the north.", [], id="michael-jordan"),
        pytest.param("Refugees in Jordan and Chad need jobs.", ["Jordan=JO", "Chad=TD"], id="jordan-and-chad"),
        pytest.param(
            "Better Work Jordan and the Jordan Chamber of Industry took part.",
            ["Jordan=JO", "Jordan=JO"],
            id="jordan-in-names-of-bodies",
        ),
        pytest.param("El chile, la jersey, a turkey and some china from guinea.", [], id="small-letters-never"),
        pytest.param(
            "Turkey and Türkiye are one country; Turkey meat is another thing.",
            ["Turkey=TR", "Türkiye=TR"],
            id="turkey",
        ),
        pytest.param("Syrian refugees, Chilean workers, Somali women and normaliser.", [], id="adjectives"),
        pytest.param("The Argentine government and the argentine team agreed.", [], id="argentine-in-english"),
        pytest.param(
            "L'Argentine et le Chili ont ratifié la convention cette année.",
            ["Argentine=AR", "Chili=CL"],
            id="argentine-in-french",
        ),
        pytest.param("The Colombo Process, the Bali Process and the Nairobi Declaration were cited.", [], id="forums"),
        pytest.param(
            "El Proceso de Quito, la Declaración de Nairobi y el Acuerdo de París son marcos.",
            [],
            id="forums-in-spanish",
        ),
        pytest.param(
            "Le Processus de Rabat et la Déclaration de Dakar sont des cadres régionaux.", [], id="forums-in-french"
        ),
        pytest.param("La oficina está en la Avenida Brasil y en la calle Lima de la ciudad.", [], id="streets"),
        pytest.param(
            "The workshop in Nairobi gathered teams from Dakar and Lima.",
            ["Nairobi=KE-nairobi", "Dakar=SN-dakar", "Lima=PE-lima"],
            id="clear-cities",
        ),
        pytest.param("The workshop in Santiago and Victoria gathered many teams.", [], id="unclear-cities"),
        pytest.param(
            "San José, Costa Rica, and San José de Costa Rica are one.",
            ["San José=CR-san-jose", "Costa Rica=CR", "San José de Costa Rica=CR-san-jose"],
            id="san-jose-with-its-country",
        ),
        pytest.param("Santiago de Cuba y Santiago de Compostela no son la capital.", [], id="other-santiagos"),
        pytest.param("Santiago Pérez, consultor, redactó el informe para el equipo.", [], id="santiago-the-person"),
        pytest.param("La Reunión del comité fue en la capital. Reunión de cierre.", [], id="reunion-the-meeting"),
        pytest.param("Réunion de clôture avec les partenaires du projet dans la capitale.", [], id="reunion-in-french"),
        pytest.param(
            "Mauricio Rojas y Dominique Martin coordinaron el estudio del equipo.",
            [],
            id="names-that-are-countries-elsewhere",
        ),
        pytest.param("El pueblo gana. Gana quien participa en la cooperativa de la zona.", [], id="gana-the-verb"),
        pytest.param(
            "Viet Nam, Vietnam, Côte d’Ivoire, Ivory Coast and Timor-Leste",
            ["Viet Nam=VN", "Vietnam=VN", "Côte d’Ivoire=CI", "Ivory Coast=CI", "Timor-Leste=TL"],
            id="spellings",
        ),
        pytest.param(
            "EE. UU., EE.UU. y EEUU son lo mismo que Estados Unidos de América.",
            ["EE. UU.=US", "EE.UU.=US", "EEUU=US", "Estados Unidos de América=US"],
            id="united-states-in-spanish",
        ),
        pytest.param("The programme cost US$ 3 million and was known in the US.", ["US=US"], id="us-dollars"),
        pytest.param(
            "PERÚ, MEXICO Y COTE D'IVOIRE EN MAYÚSCULAS",
            ["PERÚ=PE", "MEXICO=MX", "COTE D'IVOIRE=CI"],
            id="capitals-with-and-without-accents",
        ),
        pytest.param("El Peru y Mexico sin acentos.", ["Peru=PE", "Mexico=MX"], id="without-accents"),
        pytest.param("Northern Ireland, New Jersey and Lake Chad were named.", [], id="parts-and-lakes"),
        pytest.param(
            "The Republic of Korea and South Korea; North Korea too.",
            ["Republic of Korea=KR", "South Korea=KR", "North Korea=KP"],
            id="koreas",
        ),
        pytest.param(
            "Le bureau de Mexico couvre le Mexique pour ce projet régional.",
            ["Mexico=MX-ciudad-de-mexico", "Mexique=MX"],
            id="mexico-in-french-is-the-city",
        ),
        pytest.param(
            "La situation en lÉthiopie et dHaïti reste difficile pour les ménages.",
            ["Éthiopie=ET", "Haïti=HT"],
            id="lost-apostrophe-before-a-country",
        ),
        pytest.param(
            "The University of Ghana and the Government of Zambia signed.",
            ["Zambia=ZM"],
            id="country-in-a-university-but-of-a-government",
        ),
        pytest.param(
            "La Universidad Nacional de Cuba, el Banco Central de Chile y la Universidad de Buenos Aires firmaron.",
            [],
            id="places-in-names-of-universities-and-banks",
        ),
        pytest.param(
            "The universities of Kenya and the banks of Ghana met in Nairobi.",
            ["Kenya=KE", "Ghana=GH", "Nairobi=KE-nairobi"],
            id="universities-and-banks-of-a-country",
        ),
        pytest.param(
            "The Congo river and the Bangla-\ndesh delta; Kenya4 and Mali2030.",
            ["Bangla-\ndesh=BD", "Kenya=KE"],
            id="river-hyphen-note",
        ),
        pytest.param(
            "Woman, Roman, Somali, Nigerian, Malian: none is Oman or Mali... almost.",
            ["Oman=OM", "Mali=ML"],
            id="letters-inside-words",
        ),
        pytest.param(
            "The United States Department of Labor and the Swiss.",
            ["United States Department of Labor=usdol"],
            id="country-inside-a-body",
        ),
    ],
)
def test_places_in_a_text(text: str, expected: list[str]) -> None:
    """Each line of the table links exactly what it says, in this order."""
    assert bodies_and_places(text) == expected


@pytest.mark.parametrize(
    ("text", "countries", "expected"),
    [
        pytest.param(
            "El taller de Santiago reunió a los equipos de la zona.",
            ["CL", "MX"],
            ["Santiago=CL-santiago"],
            id="santiago-in-chile",
        ),
        pytest.param("El taller de Santiago reunió a los equipos de la zona.", ["CU"], [], id="santiago-elsewhere"),
        pytest.param("Santiago Ramírez, alcalde, abrió el taller.", ["CL"], [], id="santiago-the-mayor"),
        pytest.param(
            "The office in Victoria and the one in Georgetown closed.",
            ["GY"],
            ["Georgetown=GY-georgetown"],
            id="georgetown-in-guyana",
        ),
        pytest.param(
            "The mission went to La Paz in the spring of that year.",
            ["BO"],
            ["La Paz=BO-la-paz"],
            id="la-paz-in-bolivia",
        ),
        pytest.param(
            "Workers in the Congo were interviewed for the study.", ["CD"], ["Congo=CD"], id="congo-by-location-cd"
        ),
        pytest.param(
            "Workers in the Congo were interviewed for the study.", ["CG"], ["Congo=CG"], id="congo-by-location-cg"
        ),
        pytest.param(
            "Georgia and Armenia compared their laws.", ["GE"], ["Georgia=GE", "Armenia=AM"], id="georgia-by-location"
        ),
        pytest.param(
            "Garment firms of Georgia and Tennessee buy from Sri Lanka.",
            ["LK"],
            ["Sri Lanka=LK"],
            id="georgia-the-state-by-neighbours",
        ),
    ],
)
def test_location_decides(text: str, countries: list[str], expected: list[str]) -> None:
    """A bare city or a shared name is resolved by the countries of the record, never against them."""
    assert bodies_and_places(text, *countries) == expected
