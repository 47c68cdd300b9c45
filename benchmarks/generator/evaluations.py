"""Programmes and their evaluations, drawn a block of records at a time.

The records ``24 k`` to ``24 k + 23`` share a block, whose programmes depend on the seed and `k` alone. So any
record can be made without those before it, and the number of records asked for changes none of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.generator.wording import Language, Place, Voice, load_places, load_wording

if TYPE_CHECKING:
    from benchmarks.generator.options import CorpusOptions

BLOCK: Final = 24
"""Records of a block."""
FIRST_NUMBER: Final = 1_000
_LANGUAGES: Final[tuple[tuple[float, Language], ...]] = ((0.55, "en"), (0.80, "es"), (0.93, "fr"), (1.0, "pt"))
_DONORS: Final = ("EUR", "USA", "SWE", "NOR", "CHE", "JPN", "DEU", "ESP", "GBR", "CAN", "IOM", "UND", "KOR", "NLD")
_AREAS: Final = {
    "Africa": "RAF",
    "Americas": "RLA",
    "Arab States": "RAB",
    "Asia and the Pacific": "RAS",
    "Europe and Central Asia": "RER",
    "Inter-Regional": "GLO",
}
_REGIONAL: Final = 0.22
_MIXED: Final = 0.03
_MIDTERM_TOO: Final = 0.25
_WITH_SYMBOL: Final = 0.75
_CUT_TITLE: Final = 0.08
_ALONE: Final = 0.06


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the findings of one evaluation share.

    Attributes
    ----------
    number
        Its number, as pages write it.
    title
        Its title.
    location
        Pairs of country and region as the page lists them; the country of a region-wide one is a pseudo-country.
    symbols
        Project symbols of its programme, none or one.
    voice
        The words that tell of it.
    fault
        What was done to it on purpose, or an empty text.
    """

    number: str
    title: str
    location: tuple[tuple[str, str], ...]
    symbols: tuple[str, ...]
    voice: Voice
    fault: str


def evaluations_of_block(block: int, options: CorpusOptions) -> list[Evaluation]:
    """Return the evaluation of each of the `BLOCK` records of a block, in the order of the records."""
    chance = random.Random(f"block {options.seed} {block}")  # noqa: S311 -- test data, no secret
    placed: list[Evaluation] = []
    while len(placed) < BLOCK:
        number = FIRST_NUMBER + block * BLOCK + len(placed)
        for evaluation, findings in _programme(number, chance, options):
            placed += [evaluation] * findings
    return placed[:BLOCK]


def _programme(number: int, chance: random.Random, options: CorpusOptions) -> list[tuple[Evaluation, int]]:
    """Draw a programme: its evaluations, each with the number of its findings."""
    drawn = chance.random()
    language = next(name for limit, name in _LANGUAGES if drawn <= limit)
    places, location = _coverage(chance, options)
    voice = load_wording(language).voice(places)
    title = voice.one_of("title", chance.random)
    if chance.random() < _CUT_TITLE:
        title = title[: int(len(title) * 0.8)].rstrip() + "..."
    symbol = _symbol(number, location, places, chance) if chance.random() < _WITH_SYMBOL else ()
    fault = ""
    if chance.random() < options.violations:
        fault = chance.choice(("no-location", "no-title"))
    found = []
    for turn in range(1 + (chance.random() < _MIDTERM_TOO)):
        type_ = "Midterm evaluation" if turn else voice.word("type", chance.random)
        findings = 1 if chance.random() < _ALONE else chance.choice((1, 2, 2, 3, 3, 4, 6))
        found.append((Evaluation(str(number + turn), f"{title} - {type_}", location, symbol, voice, fault), findings))
    # two numbers of a programme are neighbours, so its first evaluation has at least two findings to keep them apart
    if len(found) > 1:
        found[0] = (found[0][0], max(found[0][1], 2))
    return found


def _coverage(chance: random.Random, options: CorpusOptions) -> tuple[list[Place], tuple[tuple[str, str], ...]]:
    """Draw where a programme works: the countries that its prose is about, and what ``location`` says."""
    everywhere = load_places()
    if chance.random() < options.cross_country:
        places = chance.sample(everywhere, chance.choice((2, 2, 2, 3, 3, 4, 5)))
        location = [(place.country, place.region) for place in places]
        if chance.random() < _MIXED:
            location.append((f"{places[0].region} - regional", places[0].region))
        return places, tuple(location)
    place = everywhere[int(chance.random() * len(everywhere))]
    if chance.random() < _REGIONAL:
        region = chance.choice(sorted(_AREAS))
        name = region if region == "Inter-Regional" else f"{region} - regional"
        return [place], ((name, region),)
    return [place], ((place.country, place.region),)


def _symbol(
    number: int, location: tuple[tuple[str, str], ...], places: list[Place], chance: random.Random
) -> tuple[str, ...]:
    """Draw a project symbol: area, year, number, donor; the number keeps programmes apart."""
    is_national = len(location) == 1 and location[0][0] == places[0].country
    area = places[0].iso3 if is_national else _AREAS[location[0][1]]
    return (f"{area}/{number % 20 + 5:02d}/{number // 20 % 1000:03d}/{chance.choice(_DONORS)}",)
