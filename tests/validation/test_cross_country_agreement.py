"""The shapes know a cross-country programme as the builder does; the published rule is held to both elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from programme_corpus import Programme, programmes, triples

from kg.terms import RDF_TYPE, iri
from kg.validation.graph import TripleGraph
from kg.validation.shacl import validate
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = {iri(f"{DEFAULT_BASE}def#{name}") for name in ("CrossCountryProgramme", "RegionalProgramme")}


@pytest.fixture(scope="module")
def generated() -> list[Programme]:
    """Return programmes of every sort over 10,000 records."""
    return programmes(10_000)


def programme_iri(programme: Programme) -> str:
    """Return the IRI of a generated programme."""
    return f"{DEFAULT_BASE}id/programme/{programme.key}"


def faulty(lines: Iterable[tuple[str, str, str]], shape: str) -> set[str]:
    """Return the programmes that a shape finds wrong."""
    report = validate(TripleGraph("".join(f"{' '.join(triple)} .\n" for triple in lines)))
    return {result.focus_node for result in report.results if result.shape == f"{DEFAULT_BASE}def#{shape}"}


def test_no_programme_that_was_built_is_wrongly_marked(generated: list[Programme]) -> None:
    """What the builder writes satisfies the shapes in both directions."""
    built = list(triples(generated))

    assert faulty(built, "ProgrammeShape-crossCountry") == set()
    assert faulty(built, "CrossCountryProgrammeShape") == set()


def test_every_programme_that_lost_its_mark_is_found(generated: list[Programme]) -> None:
    """Those of two countries, and no other, lack the class once it is taken away."""
    unmarked = [triple for triple in triples(generated) if not (triple[1] == RDF_TYPE and triple[2] in CLASSES)]
    wanted = {programme_iri(each) for each in generated if each.crosses and not each.regional}

    found = faulty(unmarked, "ProgrammeShape-crossCountry")

    assert wanted <= found
    assert found <= {programme_iri(each) for each in generated if each.crosses}


def test_every_programme_that_is_marked_for_nothing_is_found(generated: list[Programme]) -> None:
    """Those of one country or none, and no other, are wrong once they have the class."""
    alone = [each for each in generated if not each.crosses]
    marks = [(iri(programme_iri(each)), RDF_TYPE, iri(f"{DEFAULT_BASE}def#CrossCountryProgramme")) for each in alone]

    assert faulty([*triples(generated), *marks], "CrossCountryProgrammeShape") == {
        programme_iri(each) for each in alone
    }
