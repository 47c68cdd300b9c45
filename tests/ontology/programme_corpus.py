"""Generated evaluations of programmes whose classes are known from the way they are made.

What a programme covers is drawn first and told by records second, so a test has a third opinion beside the builder
and the query: `Programme.crosses` and `Programme.regional` count with Python sets. Equal seeds give equal programmes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.mapping.programmes import Summary, derive
from kg.reference import load_reference
from kg.terms import RDF_TYPE, literal
from kg.vocabulary import Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.terms import Triple

COUNTRIES: Final = ("AR", "BF", "CL", "CO", "EG", "JO", "KE", "MX", "NA", "PE", "VN", "ZM")
REGIONS: Final = ("africa", "americas", "arab-states", "asia-pacific", "europe-central-asia", "inter-regional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme and the records that tell of it.

    Attributes
    ----------
    key
        Last part of its IRI.
    records
        What each record adds.
    """

    key: str
    records: tuple[Summary, ...]

    @property
    def regional(self) -> bool:
        """Whether a record declares a region in place of a country."""
        return any(record.declared for record in self.records)

    @property
    def crosses(self) -> bool:
        """Whether it covers two countries or is declared regional."""
        return self.regional or len({country for record in self.records for country in record.countries}) > 1


def programmes(records: int, seed: int = 4) -> list[Programme]:
    """Return programmes that `records` records tell of, of every sort: none, one, several countries; declared or not.

    Evaluations of a programme share its symbol, so each record states a part of what the programme covers.
    """
    chance = random.Random(seed)  # noqa: S311 -- test data, no secret
    found: list[Programme] = []
    told = 0
    evaluation = 100_000
    while told < records:
        symbol = f"GLO/{len(found) // 1000:02d}/{len(found) % 1000:03d}/EUR" if chance.random() < 0.6 else ""
        evaluations = range(evaluation, evaluation + (chance.randint(1, 3) if symbol else 1))
        evaluation = evaluations.stop
        pool = chance.sample(COUNTRIES, chance.choice((0, 1, 1, 1, 2, 3)))
        declared = chance.sample(REGIONS, 1) if chance.random() < 0.2 else []
        parts = [
            _record(chance, number, symbol, pool, declared)
            for number in evaluations
            for _ in range(chance.randint(1, 3))
        ][: records - told]
        told += len(parts)
        key = symbol.replace("/", "-") if symbol else f"eval-{evaluations.start}"
        found.append(Programme(key=key, records=tuple(parts)))
    return found


def _record(chance: random.Random, number: int, symbol: str, countries: list[str], declared: list[str]) -> Summary:
    told = [country for country in countries if chance.random() < 0.7]
    regions = declared if chance.random() < 0.5 else []
    return Summary(
        evaluation=str(number),
        title=f"Work in {number} - Final evaluation",
        language="en",
        countries=tuple(f"country/{country}" for country in sorted(told)),
        regions=tuple(f"region/{region}" for region in regions),
        declared=tuple(f"region/{region}" for region in regions),
        symbols=(symbol,) if symbol else (),
        roles=(),
        joint=(),
    )


def triples(generated: list[Programme]) -> Iterator[Triple]:
    """Yield the graph of `generated` programmes: what records state, what the builder derives, the places they name."""
    reference = load_reference()
    names = reference.names
    places = set()
    for record in (record for programme in generated for record in programme.records):
        evaluation = names.thing("evaluation", record.evaluation)
        yield evaluation, RDF_TYPE, names.ev(EvClass.Evaluation)
        yield evaluation, names.ev(Ev.evaluationNumber), literal(record.evaluation)
        for property_, paths in ((Ev.coversCountry, record.countries), (Ev.coversRegion, record.regions)):
            for path in paths:
                place = names.thing(*path.split("/"))
                places.add(place)
                yield evaluation, names.ev(property_), place
    yield from derive((record for programme in generated for record in programme.records), reference)
    yield from reference.closure(sorted(places))
