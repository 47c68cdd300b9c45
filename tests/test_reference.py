"""The vocabularies as look-up tables."""

from __future__ import annotations

import pytest

from kg.reference import Reference, fold, load_reference
from kg.vocabulary import Ev, EvClass


@pytest.fixture(scope="module")
def reference() -> Reference:
    """Return the shipped vocabularies."""
    return load_reference()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chile", "CL"),
        ("Mexico", "MX"),
        ("México", "MX"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Bolivia", "BO"),
        ("Lao PDR", "LA"),
        ("Tanzania, United Republic of", "TZ"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", "CG"),
        ("Namibia", "NA"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(reference: Reference, name: str, code: str) -> None:
    """Spellings, languages, case and apostrophes do not matter."""
    found = reference.find("country", name)

    assert found is not None
    assert found.key == code


@pytest.mark.parametrize("name", ["Freedonia", "Chil", "Mexicoo", ""])
def test_a_name_that_nobody_lists_is_not_guessed(reference: Reference, name: str) -> None:
    """A look-up is exact or empty."""
    assert reference.find("country", name) is None


def test_a_pseudo_country_is_a_region(reference: Reference) -> None:
    """`Africa - regional` stands for a region, never for a country."""
    region = reference.find("region", "Africa - regional")

    assert region is not None
    assert region.path == "region/africa"
    assert reference.find("country", "Africa - regional") is None


def test_a_code_is_found_by_the_pages_words_within_its_scheme(reference: Reference) -> None:
    """`Completed` is a response and no progress."""
    assert reference.find_code("response", "completed") is not None
    assert reference.find_code("progress", "Completed") is None


def test_another_base_moves_every_iri(reference: Reference) -> None:
    """Nothing of the default base is left when the vocabularies are rebased."""
    moved = load_reference("https://data.example.org/")

    assert len(moved.triples) == len(reference.triples)
    assert not [triple for triple in (*moved.triples, *moved.ontology) if "kg.example" in "".join(triple)]


def test_the_closure_of_a_country_brings_its_region(reference: Reference) -> None:
    """A graph holds what it needs to be read, and not all the world."""
    names = reference.names

    subjects = {subject for subject, _, _ in reference.closure([names.thing("country", "CL")])}

    assert names.thing("region", "americas") in subjects
    assert names.thing("country", "MX") not in subjects


def test_the_names_in_python_are_those_of_the_ontology(reference: Reference) -> None:
    """No term is used that the ontology does not declare, and none is forgotten."""
    declared = {subject for subject, _, _ in reference.ontology if subject.startswith("<https://kg.example/def#")}

    assert {f"<https://kg.example/def#{name}>" for name in (*EvClass, *Ev)} == declared


def test_folding_is_idempotent() -> None:
    """Folding twice changes nothing more."""
    assert fold(fold("  CÔTE  D´Ivoire ")) == fold("  CÔTE  D´Ivoire ")
