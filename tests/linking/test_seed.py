"""The real record gives exactly what a reader sees in it; it stands beside the checkout or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from linking_samples import shipped_linker, written

from kg.linking.model import Links, Mention
from kg.mapping.statements import prose_fields
from kg.records import Record, records_of
from kg.sources.collect import collect
from kg.sources.document import Document
from kg.sources.formats import read_pages
from kg.sources.page import Page

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    """Return the prose of the real record by field."""
    if not SEEDS.is_dir():
        pytest.skip("the real record is not beside this checkout")
    return {
        key: value
        for document in collect([str(SEEDS)])
        if isinstance(document, Document)
        for page in read_pages(document)
        if isinstance(page, Page)
        for record in records_of(page)
        if isinstance(record, Record)
        for key, value in prose_fields(record)
    }


@pytest.fixture(scope="module")
def links(prose: dict[str, str]) -> Links:
    """Link it as a record of Chile and Mexico."""
    return shipped_linker().link(prose, countries=frozenset({"CL", "MX"}))


def of_field(links: Links, field: str) -> list[str]:
    """Return the mentions of one field."""
    return [written(mention) for mention in links.mentions if mention.field == field]


def test_first_mention_is_oit(links: Links, prose: dict[str, str]) -> None:
    """It stands at 3 to 6 of the comments, with the words around it as its sentence."""
    assert next(one for one in links.mentions if one.field == "comments") == Mention(
        field="comments",
        start=3,
        end=6,
        surface="OIT",
        target="organization/ilo",
        confidence=0.99,
        method="lexicon:acronym",
        sentence_start=0,
        sentence_end=len(prose["comments"]),
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
    """Committees and the like are no organizations of the list."""
    targets = {mention.target for mention in links.mentions if (mention.target or "").startswith("organization/")}

    assert targets == {
        "organization/ilo",
        "organization/iom",
        "organization/unhcr",
        "organization/un-system",
        "organization/un-rco",
    }


def test_nothing_stays_open(links: Links) -> None:
    """Every mention of the real record has its target."""
    assert [mention.surface for mention in links.mentions if mention.target is None] == []


def test_roles_of_the_three_agencies(links: Links) -> None:
    """Target users by the comments, implementing by the words of the challenges; the groups have no role."""
    assert sorted((one.role, one.target, one.mention.field, one.confidence) for one in links.roles) == [
        *(("implementing", f"organization/{key}", "challenges", 0.85) for key in ("ilo", "iom", "unhcr")),
        *(("target-user", f"organization/{key}", "comments", 0.8) for key in ("ilo", "iom", "unhcr")),
    ]


def test_language_is_spanish(links: Links) -> None:
    """Every field and the record."""
    assert {links.language, *(one.language for one in links.fields)} == {"es"}
