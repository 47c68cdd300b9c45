"""What `collect_programmes` reads out of a stored graph."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from programme_samples import sample_store

from kg.terms import Names
from kg.views.collect import collect_programmes

if TYPE_CHECKING:
    from kg.views.model import Programme, ProgrammeMap

ID = "https://kg.example/id/"


@pytest.fixture(scope="module", name="drawn")
def drawn_programmes() -> ProgrammeMap:
    """Return the map of the sample, collected once."""
    return collect_programmes(sample_store(), Names())


def programme(drawn: ProgrammeMap, identifier: str) -> Programme:
    """Return one programme of a map."""
    return next(one for one in drawn.programmes if one.identifier == identifier)


def test_only_programmes_that_join_countries_are_taken(drawn: ProgrammeMap) -> None:
    """A programme of one country is left out unless it is asked for."""
    every = collect_programmes(sample_store(), Names(), cross_country_only=False)

    assert [one.identifier for one in drawn.programmes] == ["RAF/19/01/SWE", "eval-3642", "eval-666"]
    assert "eval-77" in [one.identifier for one in every.programmes]


def test_a_programme_has_its_countries_and_form(drawn: ProgrammeMap) -> None:
    """The seed's programme joins Chile and Mexico and is a joint one."""
    seed = programme(drawn, "eval-3642")

    assert seed.countries == (f"{ID}country/CL", f"{ID}country/MX")
    assert (seed.cross_country, seed.joint, seed.regional) == (True, True, False)
    assert seed.title_language == "es"


def test_role_evidence_is_the_sentence_that_names_the_organization(drawn: ProgrammeMap) -> None:
    """The quote is the sentence alone, and the name stands in it where `mark` says."""
    seed = programme(drawn, "eval-3642")
    iom = next(part for part in seed.involvements if part.organization.endswith("/iom"))
    quote = next(role for role in iom.roles if role.code == "implementing").evidence[0]

    assert quote.text.startswith("Según la encuesta, el 76%")
    assert quote.text.endswith("al logro de los resultados.")
    assert quote.text[quote.mark : quote.mark + len(quote.surface)] == "OIM"
    assert (quote.field, quote.number) == ("challenges", "242853")
    assert quote.page == "https://webapps.ilo.org/ievaldiscovery/lessons/242853"


def test_an_organization_may_have_two_roles(drawn: ProgrammeMap) -> None:
    """The seed's agencies carry the programme out and are target users too."""
    seed = programme(drawn, "eval-3642")

    assert [[role.code for role in part.roles] for part in seed.involvements] == [["implementing", "target-user"]] * 3


def test_an_organization_without_participation_is_kept_without_a_role(drawn: ProgrammeMap) -> None:
    """Involvement alone is shown as such; no role is made up."""
    regional = programme(drawn, "RAF/19/01/SWE")

    assert [(part.roles, part.carries_out) for part in regional.involvements] == [((), False)]


def test_evaluations_come_in_order_of_number_with_their_findings(drawn: ProgrammeMap) -> None:
    """Midterm and final evaluation stand in one programme, each finding with its own."""
    regional = programme(drawn, "RAF/19/01/SWE")

    assert [(one.number, one.timing) for one in regional.evaluations] == [("1001", "midterm"), ("1002", "final")]
    assert [(one.kind, one.evaluation.rpartition("/")[2]) for one in regional.findings] == [
        ("practice", "1001"),
        ("recommendation", "1002"),
    ]


def test_labels_follow_the_language_and_keep_the_others(drawn: ProgrammeMap) -> None:
    """A label is in the asked language, and a page can switch it."""
    spanish = collect_programmes(sample_store(), Names(), language="es")
    mexico = next(one for one in spanish.countries if one.code == "MX")

    assert (mexico.label, mexico.name("fr"), mexico.name("en")) == ("México", "Mexique", "Mexico")
    assert [one.acronym for one in spanish.organizations] == ["OIT", "OIM", "ACNUR"]
    assert [one.acronym for one in drawn.organizations] == ["ILO", "IOM", "UNHCR"]


def test_of_several_acronyms_the_one_of_the_iri_is_taken() -> None:
    """The refugee agency has two acronyms in French; its IRI ends in one of them."""
    french = collect_programmes(sample_store(), Names(), language="fr")

    assert [one.acronym for one in french.organizations] == ["OIT", "IOM", "UNHCR"]


def test_a_region_named_in_place_of_a_country_is_declared(drawn: ProgrammeMap) -> None:
    """The region of the countries is no statement about the region as a whole."""
    assert programme(drawn, "RAF/19/01/SWE").declared_regions == (f"{ID}region/africa",)
    assert programme(drawn, "eval-3642").declared_regions == ()


def test_a_quote_that_does_not_hold_the_name_is_left_out() -> None:
    """Where the offsets do not give the name back, nothing is shown as evidence."""
    store = sample_store()
    surface = ox.NamedNode("https://kg.example/def#surface")
    for quad in list(store.quads_for_pattern(None, surface, ox.Literal("OIM"))):
        store.remove(quad)
        store.add(ox.Quad(quad.subject, surface, ox.Literal("IOM"), quad.graph_name))

    seed = programme(collect_programmes(store, Names()), "eval-3642")

    assert [sum(len(role.evidence) for role in part.roles) for part in seed.involvements] == [2, 0, 2]


def test_an_address_that_is_not_http_is_dropped(drawn: ProgrammeMap) -> None:
    """Nothing that a browser would run becomes the address of a page."""
    hostile = programme(drawn, "eval-666")

    assert [one.page for one in hostile.evaluations] == [""]
    assert [one.page for one in hostile.findings] == [""]


def test_another_base_gives_the_same_programmes() -> None:
    """The queries ask for the terms of the store's own base."""
    base = "https://data.example.org/ieval/"

    moved = collect_programmes(sample_store(base), Names(base))

    assert [one.identifier for one in moved.programmes] == ["RAF/19/01/SWE", "eval-3642", "eval-666"]
    assert moved.programmes[1].involvements[0].roles[0].evidence


def test_the_order_of_the_quads_does_not_matter(drawn: ProgrammeMap) -> None:
    """Equal graphs give equal maps."""
    assert collect_programmes(sample_store(is_reversed=True), Names()) == drawn


def test_a_limit_keeps_those_with_most_countries_and_counts_all() -> None:
    """A picture that leaves programmes out knows how many there are."""
    few = collect_programmes(sample_store(), Names(), limit=1)

    assert (len(few.programmes), few.total) == (1, 3)
    assert {one.iri for one in few.countries} == set(few.programmes[0].countries)


@pytest.mark.parametrize("name", sorted(file.name for file in files("kg.views").joinpath("sparql").iterdir()))
def test_each_query_states_what_it_binds_and_gives(name: str) -> None:
    """A reader knows a query's interface from its head."""
    head = files("kg.views").joinpath("sparql", name).read_text(encoding="utf-8").split("PREFIX")[0]

    assert "# Bind: " in head
    assert "# Gives: " in head
