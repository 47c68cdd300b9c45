"""Countries and regions that are none, stand twice, or do not go together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.records import is_empty
from kg.validation.quality.model import Flaw, flaw_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Record, Value
    from kg.reference import Entity, Reference


def odd_places(record: Record, reference: Reference) -> Iterator[Flaw]:
    """Yield what is odd in the locations of a record."""
    seen: set[str] = set()
    for country_value, region_value in record.pairs("location"):
        region = _entity(reference, "region", region_value)
        if region_value is not None and region is None and not is_empty(region_value.text):
            yield flaw_of("Q-UNKNOWN-PLACE", region_value)
        if country_value is None or is_empty(country_value.text):
            continue
        country = _entity(reference, "country", country_value)
        if country is None:
            is_region = _entity(reference, "region", country_value) is not None
            yield flaw_of("Q-PSEUDO-COUNTRY" if is_region else "Q-UNKNOWN-PLACE", country_value)
        elif country.path in seen:
            yield flaw_of("Q-DOUBLED-PLACE", country_value)
        else:
            seen.add(country.path)
            if region is not None and region_value is not None and _is_elsewhere(country, region):
                text = f"{country_value.text.strip()}: {region_value.text.strip()}"
                yield replace(flaw_of("Q-OTHER-REGION", region_value, text=text), about=country.path)


def _entity(reference: Reference, kind: str, value: Value | None) -> Entity | None:
    if value is None:
        return None
    return reference.find("region" if kind == "region" else "country", value.text.strip())


def _is_elsewhere(country: Entity, region: Entity) -> bool:
    return region.path != "region/inter-regional" and region.path not in country.within
