"""Organizations: what links, what stays open, what is no mention, one trap a line."""

from __future__ import annotations

import pytest
from linking_samples import bodies_and_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "La OIT, la OIM y el ACNUR acompañaron a los equipos locales.",
            ["OIT=ilo", "OIM=iom", "ACNUR=unhcr"],
            id="three-in-spanish",
        ),
        pytest.param(
            "The ILO's staff met UNDP and UN Women.", ["ILO=ilo", "UNDP=undp", "UN Women=un-women"], id="possessive"
        ),
        pytest.param(
            "The ILO´s offices and the ILOÂ’s partners agreed.", ["ILO=ilo", "ILO=ilo"], id="damaged-possessive"
        ),
        pytest.param("The ILO¿s support was timely for all of them.", ["ILO=ilo"], id="question-mark-for-apostrophe"),
        pytest.param(
            "L’appui de l’OIT et d’ONU Femmes a été utile pour les équipes.",
            ["OIT=ilo", "ONU Femmes=un-women"],
            id="elision",
        ),
        pytest.param(
            "LOIT a fourni une aide aux pays de la région. IL DOIT LE FAIRE ENCORE.", ["OIT=ilo"], id="loit-and-doit"
        ),
        pytest.param("PAHO/WHO. The regional office helped the team.", ["PAHO=paho", "WHO=who"], id="paho-who"),
        pytest.param("Workers WHO lost their jobs were paid by the fund.", [], id="who-stressed"),
        pytest.param("Skills Development Centre (SDC) trained staff.", ["SDC=?"], id="sdc-defined-otherwise"),
        pytest.param(
            "Lappui de lOIT et dONU Femmes a été utile pour les équipes.",
            ["OIT=ilo", "ONU Femmes=un-women"],
            id="lost-apostrophe-in-french",
        ),
        pytest.param(
            "El equipo de lOIT no existe en este texto de prueba escrito en español.",
            [],
            id="lost-apostrophe-only-in-french",
        ),
        pytest.param("The pilot in the silo weighed a kilo; ILO", ["ILO=ilo"], id="letters-inside-words"),
        pytest.param(
            "DROITS et EXPLOITATION sont les mots du titre pour les travailleurs.", [], id="letters-inside-capitals"
        ),
        pytest.param("Nothing about axiom, idiom or Iloilo stands in this text.", [], id="letters-inside-names"),
        pytest.param("The workers in the port of Ilo were heard by the team.", [], id="port-of-ilo"),
        pytest.param(
            "La organización internacional del trabajo y la ORGANIZACION INTERNACIONAL PARA LAS MIGRACIONES",
            ["organización internacional del trabajo=ilo", "ORGANIZACION INTERNACIONAL PARA LAS MIGRACIONES=iom"],
            id="small-and-capital-names",
        ),
        pytest.param(
            "The International Labour\nOrganization and the World  Health Organization agreed.",
            ["International Labour\nOrganization=ilo", "World  Health Organization=who"],
            id="line-breaks-in-names",
        ),
        pytest.param(
            "The UN\u00a0Women office in the region was helpful.", ["UN\u00a0Women=un-women"], id="no-break-space"
        ),
        pytest.param(
            "Support came from ILO/IOM and EU-ILO teams.", ["ILO=ilo", "IOM=iom", "EU=eu", "ILO=ilo"], id="joined-forms"
        ),
        pytest.param(
            "The ILO-DFID and SIDA-ILO partnerships ended together with ILO-UNW.",
            ["ILO=ilo", "DFID=dfid", "SIDA=sida", "ILO=ilo", "ILO=ilo", "UNW=un-women"],
            id="joined-donors",
        ),
        pytest.param("The ILO–UNESCO seminar was held", ["ILO=ilo", "UNESCO=unesco"], id="en-dash"),
        pytest.param(
            "Training by ITC-ILO, the ILO-ITC and the ITC Turin was useful.",
            ["ITC-ILO=itcilo", "ILO-ITC=itcilo", "ITC Turin=itcilo"],
            id="training-centre-is-its-own-body",
        ),
        pytest.param(
            "The course of ITCILO and the one of ICT-Turin were the same.",
            ["ITCILO=itcilo", "ICT-Turin=itcilo"],
            id="training-centre-variants",
        ),
        pytest.param(
            "El curso del CIF-OIT fue útil para los equipos.", ["CIF-OIT=itcilo"], id="training-centre-in-spanish"
        ),
        pytest.param("ITC offers courses in Turin for the staff of ministries.", ["ITC=itcilo"], id="itc-with-turin"),
        pytest.param(
            "ITC helped small firms to reach export markets and trade fairs.", ["ITC=itc"], id="itc-with-trade"
        ),
        pytest.param(
            "ITC supported the trade unions in this country last year.", ["ITC=?"], id="itc-trade-union-is-no-trade"
        ),
        pytest.param("Several ILO-COs in the region took part in the exercise.", ["ILO=ilo"], id="country-offices"),
        pytest.param("Actions for DWT/CO-Lima, CO-Lusaka and RO-Arab States/DWT-Beirut follow.", [], id="office-codes"),
        pytest.param(
            "Projects RAS/19/09/IOM, GLO/17/15/EUR and LKA/20/50/UND were clustered.", [], id="project-symbols"
        ),
        pytest.param("See https://www.ilo.org/ILO/UNDP and write to contact@ILO.org for more.", [], id="addresses"),
        pytest.param(
            "The ILO Office in the capital gave support to the project.",
            ["ILO Office=ilo-office"],
            id="ilo-office-when-it-says-office",
        ),
        pytest.param(
            "La Oficina de la OIT apoyó a los equipos del proyecto.",
            ["Oficina de la OIT=ilo-office"],
            id="oficina-de-la-oit",
        ),
        pytest.param(
            "Le Bureau de l’OIT a soutenu les équipes du projet.", ["Bureau de l’OIT=ilo-office"], id="bureau-de-l-oit"
        ),
        pytest.param(
            "Le BIT a fourni une assistance technique aux mandants dans le pays.",
            ["BIT=ilo-office"],
            id="bit-in-french",
        ),
        pytest.param("One BIT of data is not a bit of help for the project team.", ["BIT=?"], id="bit-in-english"),
        pytest.param(
            "End of the sentence.ILO staff then left the project.", ["ILO=ilo"], id="no-blank-after-full-stop"
        ),
        pytest.param(
            "The International Labour Organi-zation and the United Nations Develop-\nment Programme agreed.",
            ["International Labour Organi-zation=ilo", "United Nations Develop-\nment Programme=undp"],
            id="hyphens-of-line-ends",
        ),
        pytest.param("The EU27 and the ILO2019 files; ILO12.5 and FAO3%.", [], id="digits-that-are-no-notes"),
        pytest.param("The ILO68 footnote is glued to the word here.", ["ILO=ilo"], id="glued-note"),
        pytest.param(
            "“ILO” and (UNICEF) and 'FAO' are named.", ["ILO=ilo", "UNICEF=unicef", "FAO=fao"], id="quotes-and-brackets"
        ),
        pytest.param(
            "The O.I.T. helped and so did the I.L.O. in the field.", ["O.I.T.=ilo", "I.L.O.=ilo"], id="dotted"
        ),
        pytest.param(
            "ONUSIDA apoyó la campaña contra el sida en la región.", ["ONUSIDA=unaids"], id="onusida-holds-no-sida"
        ),
        pytest.param(
            "The Ministry of Labour and IGAD met with USDOL, KfW, SDC of Switzerland and FCDO.",
            ["IGAD=igad", "USDOL=usdol", "KfW=kfw", "SDC=sdc", "Switzerland=CH", "FCDO=fcdo"],
            id="donors",
        ),
        pytest.param(
            "The US Department of Labor funded the work.", ["US Department of Labor=usdol"], id="department-of-labor"
        ),
        pytest.param(
            "The United Nations Country Team (UNCT) and the UN system agreed.",
            ["United Nations Country Team=unct", "UNCT=unct", "UN system=un-system"],
            id="un-groups",
        ),
        pytest.param(
            "IndustriALL and the Global Compact were partners in the sector.",
            ["IndustriALL=industriall", "Global Compact=un-global-compact"],
            id="global-compact",
        ),
        pytest.param("The Global Compact for Migration was adopted that year.", [], id="global-compact-for-migration"),
        pytest.param(
            "Save the Children works here; we must save the children now.",
            ["Save the Children=save-the-children"],
            id="name-that-is-a-phrase",
        ),
        pytest.param(
            "Una comunidad andina del altiplano recibió la capacitación del proyecto.", [], id="andean-village"
        ),
        pytest.param(
            "La CAN y el Perú acordaron una agenda andina para los próximos años.",
            ["CAN=andean-community", "Perú=PE"],
            id="can-in-spanish",
        ),
        pytest.param("WHAT WE CAN DO FOR THOSE WHO CARE FOR THE ELDERLY", [], id="capital-heading"),
        pytest.param("WHO guidelines were used by the team in the field.", ["WHO=who"], id="who"),
        pytest.param("Those who pay; Who pays?", [], id="who-pronoun"),
        pytest.param("THOSE WHO PAY THE PRICE OF INFORMAL WORK", [], id="who-in-capital-heading"),
        pytest.param("UN agencies supported the ministry with the plan.", ["UN=un"], id="un-in-english"),
        pytest.param("ES UN PLAN PARA TODOS LOS PUEBLOS DE LA ZONA", [], id="un-in-spanish-capitals"),
        pytest.param("El plan de la ONU fue UN éxito para todos los participantes.", ["ONU=un"], id="un-in-spanish"),
        pytest.param(
            "CARE and Oxfam joined the programme in its second year.", ["CARE=care", "Oxfam=oxfam"], id="care"
        ),
        pytest.param("The CARE economy and CARE work need policies for the long run.", [], id="care-economy"),
        pytest.param(
            "La OIE y la CSI defendieron los intereses de empleadores y trabajadores.",
            ["OIE=ioe", "CSI=ituc"],
            id="oie-employers",
        ),
        pytest.param(
            "La OIE publicó normas de sanidad animal para los servicios veterinarios.", ["OIE=woah"], id="oie-animals"
        ),
        pytest.param("La OIE participó en la reunión anual del proyecto en la zona.", ["OIE=?"], id="oie-open"),
        pytest.param("CSI is part of the annual report of the firm.", ["CSI=?"], id="csi-open"),
        pytest.param("El BID aportó recursos para el componente de formación.", ["BID=iadb"], id="bid-in-spanish"),
        pytest.param(
            "La BID a participé à la réunion annuelle du comité de pilotage.", ["BID=?"], id="bid-in-french-open"
        ),
        pytest.param(
            "La BID, Banque islamique de développement, a financé le volet formation.",
            ["BID=isdb", "Banque islamique de développement=isdb"],
            id="bid-islamic",
        ),
        pytest.param("La CAF otorgó un préstamo al banco nacional para las obras.", ["CAF=caf"], id="caf-bank"),
        pytest.param("La CAF verse des allocations familiales aux ménages concernés.", [], id="caf-family-allowances"),
        pytest.param("La CAF a participé aux réunions du projet cette année.", ["CAF=?"], id="caf-in-french"),
        pytest.param(
            "La UA y los países de África acordaron un marco de protección.", ["UA=african-union"], id="ua-africa"
        ),
        pytest.param("La UA revisó los informes del proyecto en el segundo año.", ["UA=?"], id="ua-open"),
        pytest.param("La UE financió la segunda fase de las actividades previstas.", ["UE=eu"], id="ue"),
        pytest.param("La UE del proyecto no tuvo personal suficiente para las tareas.", [], id="unidad-ejecutora"),
        pytest.param("Le PAM distribue des vivres aux familles dans les camps.", ["PAM=wfp"], id="pam-in-french"),
        pytest.param("El PAM del municipio se revisa cada año con la comunidad.", ["PAM=?"], id="pam-in-spanish"),
        pytest.param("El PMA distribuyó alimentos en las escuelas de la zona.", ["PMA=wfp"], id="pma-food"),
        pytest.param("Los PMA necesitan más apoyo para cumplir sus metas.", [], id="pma-least-developed"),
        pytest.param("Le HCR protège les réfugiés dans la région des Grands Lacs.", ["HCR=unhcr"], id="hcr-refugees"),
        pytest.param(
            "Le secteur HCR (hôtels, cafés, restaurants) emploie beaucoup de jeunes.", ["HCR=?"], id="hcr-hotels"
        ),
        pytest.param(
            "Las OCR y otras agencias del SNU junto con la OIT apoyaron la estrategia.",
            ["OCR=un-rco", "SNU=un-system", "OIT=ilo"],
            id="ocr-and-snu",
        ),
        pytest.param("El programa de OCR digitaliza documentos con caracteres impresos.", [], id="ocr-optical"),
        pytest.param("La OCR quedó pendiente para el siguiente periodo del proyecto.", ["OCR=?"], id="ocr-open"),
        pytest.param(
            "The SNU supported the ILO and others in the crisis response.",
            ["SNU=un-system", "ILO=ilo"],
            id="snu-in-english",
        ),
        pytest.param("La prevención del VIH/SIDA en el trabajo fue un tema importante.", [], id="sida-disease"),
        pytest.param("La campaña contra el sida llegó a muchos trabajadores de la zona.", [], id="sida-small"),
        pytest.param(
            "Sida, la agencia de Suecia, fue el donante principal del proyecto.",
            ["Sida=sida", "Suecia=SE"],
            id="sida-agency",
        ),
        pytest.param("TI no está disponible en la oficina local del proyecto.", [], id="ti-never"),
        pytest.param("The WB provided a loan to the national bank last year.", ["WB=world-bank"], id="wb-with-bank"),
        pytest.param("The WB region has many small firms in need of advice.", ["WB=?"], id="wb-open"),
        pytest.param("El CES y los sindicatos discutieron la reforma de las pensiones.", ["CES=?"], id="ces-council"),
        pytest.param("La CES reúne a los sindicatos de Europa en torno al diálogo.", ["CES=etuc"], id="ces-europe"),
        pytest.param(
            "La chambre de commerce, la CCI, a signé la convention de partenariat.", ["CCI=?"], id="cci-chamber"
        ),
        pytest.param(
            "Plan Internacional trabajó con jóvenes; el plan internacional de acción también.",
            ["Plan Internacional=plan-international"],
            id="plan-internacional",
        ),
        pytest.param("The AU met last month to discuss the labour agenda.", ["AU=?"], id="au-open"),
        pytest.param(
            "The African Union met last month; the AU adopted a plan.",
            ["African Union=african-union", "AU=african-union"],
            id="au-with-its-name",
        ),
        pytest.param("LAS MUJERES DE LA ZONA Y LAS NIÑAS", [], id="las-is-an-article"),
        pytest.param(
            "EU PROJECTS AND ILO STANDARDS IN THE REGION OF INTEREST",
            ["EU=eu", "ILO=ilo"],
            id="acronyms-in-capital-heading",
        ),
        pytest.param(
            "L'Union européenne et lUnion africaine ont signé un accord de coopération.",
            ["Union européenne=eu", "Union africaine=african-union"],
            id="lost-apostrophe-before-a-name",
        ),
        pytest.param(
            "The Zambia Congress of Trade Unions (ZCTU) met the ILO.", ["Zambia=ZM", "ILO=ilo"], id="unlisted-body"
        ),
        pytest.param(
            "A OIM e o ACNUR apoiaram as pessoas refugiadas em parceria com a ONU Mulheres.",
            ["OIM=iom", "ACNUR=unhcr", "ONU Mulheres=un-women"],
            id="portuguese",
        ),
    ],
)
def test_organizations_in_a_text(text: str, expected: list[str]) -> None:
    """Each line of the table links exactly what it says, in this order."""
    assert bodies_and_places(text) == expected


@pytest.mark.parametrize(
    ("text", "countries", "expected"),
    [
        pytest.param(
            "La UA revisó los informes del proyecto en el segundo año.", ["KE"], ["UA=african-union"], id="ua-in-kenya"
        ),
        pytest.param(
            "La UA revisó los informes de África y del proyecto en el segundo año.",
            ["UA"],
            ["UA=?"],
            id="ua-in-ukraine",
        ),
        pytest.param(
            "La BID a participé à la réunion annuelle du comité de pilotage.", ["SN"], ["BID=isdb"], id="bid-in-senegal"
        ),
        pytest.param(
            "La BID a participé à la réunion annuelle du comité de pilotage.", ["HT"], ["BID=iadb"], id="bid-in-haiti"
        ),
        pytest.param(
            "La BAD a participé à la réunion annuelle du comité de pilotage.", ["SN"], ["BAD=afdb"], id="bad-in-senegal"
        ),
        pytest.param(
            "La BAD a participé à la réunion annuelle du comité de pilotage.", ["HT"], ["BAD=?"], id="bad-in-haiti"
        ),
        pytest.param(
            "GTUC leaders met with the team to plan the next steps.", ["GE"], ["GTUC=gtuc"], id="gtuc-in-georgia"
        ),
        pytest.param("GTUC leaders met with the team to plan the next steps.", ["GH"], ["GTUC=?"], id="gtuc-in-ghana"),
    ],
)
def test_location_decides(text: str, countries: list[str], expected: list[str]) -> None:
    """The countries of the record tell what an ambiguous acronym means."""
    assert bodies_and_places(text, *countries) == expected
