"""The seed record gives exactly what a reader sees in it."""

from __future__ import annotations

import pytest
from linking_samples import shipped_linker, written

from kg.linking.model import Links, Mention

COMMENTS = (
    "La OIT, la OIM, el ACNUR y otras agencias del SNU, las OCR, las instituciones públicas y las organizaciones "
    "sindicales u organizaciones de empleadores que implementen un Programa Conjunto con presencia en más de un país."
)
CHALLENGES = (
    "El carácter binacional del Programa se ha plasmado en eventos entre actores tripartitos de ambos gobiernos "
    "locales; no hubo mucho trabajo conjunto entre las agencias implementadoras del SNU en ambos países ni entre las "
    "OCR; tampoco entre instituciones públicas de ambos países. Mientras que el 76% de las personas encuestadas "
    "consideran que la participación conjunta de la OIT, la OIM y el ACNUR han contribuido mucho al logro de los "
    "resultados del Programa, solo el 56% opina lo mismo sobre la participación conjunta de Santiago de Chile y "
    "Ciudad de México"
)
CONTEXT = (
    "(i) México es principalmente un país de tránsito a Estados Unidos, mientras que Chile es un país de destino; "
    "(v) las formas de gobierno y los sistemas de administración también difieren (Ciudad de México es entidad "
    "federativa y Santiago de Chile es un municipio)."
)
TITLE = (
    "Desarrollo de capacidades de los gobiernos locales en Santiago (Chile) y Ciudad de México para fortalecer la "
    "integración socioeconómica de las personas migrantes... - Evaluación final independiente"
)


@pytest.fixture(scope="module")
def links() -> Links:
    """Link the sentences of the seed that name something."""
    fields = {"comments": COMMENTS, "challenges": CHALLENGES, "context": CONTEXT, "eval_title": TITLE}
    return shipped_linker().link(fields, countries=frozenset({"CL", "MX"}))


def of_field(links: Links, field: str) -> list[str]:
    """Return the mentions of one field."""
    return [written(mention) for mention in links.mentions if mention.field == field]


def test_first_mention_is_oit(links: Links) -> None:
    """It stands at 3 to 6 of the comments, with the words around it as its sentence."""
    assert links.mentions[0] == Mention(
        field="comments",
        start=3,
        end=6,
        surface="OIT",
        target="organization/ilo",
        confidence=0.99,
        method="lexicon:acronym",
        sentence_start=0,
        sentence_end=len(COMMENTS),
    )


def test_comments_name_bodies_groups_and_the_programme(links: Links) -> None:
    """Three organizations, two groups of bodies, three of constituents, and the joint programme."""
    assert of_field(links, "comments") == [
        "OIT=ilo",
        "OIM=iom",
        "ACNUR=unhcr",
        "SNU=un-system",
        "OCR=un-rco",
        "instituciones públicas=group/public-institutions",
        "organizaciones sindicales=group/workers-organizations",
        "organizaciones de empleadores=group/employers-organizations",
        "Programa Conjunto=code/programme-form/joint",
    ]


def test_context_names_three_countries_and_two_cities(links: Links) -> None:
    """A city is not its country; the form of government and "un municipio" are no groups."""
    assert of_field(links, "context") == [
        "México=MX",
        "Estados Unidos=US",
        "Chile=CL",
        "Ciudad de México=MX-ciudad-de-mexico",
        "Santiago de Chile=CL-santiago",
    ]


def test_title_names_the_two_cities(links: Links) -> None:
    """The bare "Santiago" is known by the country in brackets."""
    assert of_field(links, "eval_title") == [
        "gobiernos locales=group/local-governments",
        "Santiago=CL-santiago",
        "Chile=CL",
        "Ciudad de México=MX-ciudad-de-mexico",
    ]


def test_no_other_organization(links: Links) -> None:
    """IGM, Comité Ejecutivo and the like are no organizations of the list."""
    targets = {mention.target for mention in links.mentions if (mention.target or "").startswith("organization/")}

    assert targets == {
        "organization/ilo",
        "organization/iom",
        "organization/unhcr",
        "organization/un-system",
        "organization/un-rco",
    }


def test_roles_of_the_three_agencies(links: Links) -> None:
    """Target users by the comments, implementing by "participación conjunta de"; the groups have no role."""
    assert [(one.role, one.target, one.mention.field, one.confidence) for one in links.roles] == [
        *(("target-user", f"organization/{key}", "comments", 0.8) for key in ("ilo", "iom", "unhcr")),
        *(("implementing", f"organization/{key}", "challenges", 0.85) for key in ("ilo", "iom", "unhcr")),
    ]


def test_language_is_spanish(links: Links) -> None:
    """Every field and the record."""
    assert {links.language, *(one.language for one in links.fields)} == {"es"}
