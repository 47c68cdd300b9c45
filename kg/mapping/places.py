"""What a record covers: the countries, regions and scopes that its ``location`` states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import is_empty

if TYPE_CHECKING:
    from kg.records import Record
    from kg.reference import Entity, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where a record's evaluation took place.

    Attributes
    ----------
    countries
        Paths of real countries, sorted, each once.
    regions
        Paths of the regions stated, sorted.
    declared
        Paths of the regions that stand where a country should (``Africa - regional``): the
        programme is declared regional or inter-regional.
    unknown
        Names that no vocabulary has.
    other_regions
        Pairs of a country's and the stated region's label where the two do not belong together.
    """

    countries: tuple[str, ...]
    regions: tuple[str, ...]
    declared: tuple[str, ...]
    unknown: tuple[str, ...]
    other_regions: tuple[tuple[str, str], ...]


def coverage_of(record: Record, reference: Reference) -> Coverage:
    """Read the locations of a record; text never adds to it."""
    countries: set[str] = set()
    regions: set[str] = set()
    declared: set[str] = set()
    unknown: list[str] = []
    other: list[tuple[str, str]] = []
    for country_value, region_value in record.pairs("location"):
        country_name = "" if country_value is None or is_empty(country_value.text) else country_value.text.strip()
        region_name = "" if region_value is None or is_empty(region_value.text) else region_value.text.strip()
        region = reference.find("region", region_name) if region_name else None
        if region is not None:
            regions.add(region.path)
        elif region_name:
            unknown.append(region_name)
        if not country_name:
            continue
        if country := reference.find("country", country_name):
            countries.add(country.path)
            if region is not None and _differs(country, region):
                other.append((country.label(), region.label()))
        elif pseudo := reference.find("region", country_name):
            declared.add(pseudo.path)
            regions.add(pseudo.path)
        else:
            unknown.append(country_name)
    return Coverage(
        countries=tuple(sorted(countries)),
        regions=tuple(sorted(regions)),
        declared=tuple(sorted(declared)),
        unknown=tuple(dict.fromkeys(unknown)),
        other_regions=tuple(dict.fromkeys(other)),
    )


def _differs(country: Entity, region: Entity) -> bool:
    """Tell whether the stated region is another one than the country's own."""
    return region.path != "region/inter-regional" and region.path not in country.within
