"""Words of one language -> sentences: frames with slots, filled by chance.

A sentence costs about two microseconds, so a record of thirty of them takes less than a tenth of a millisecond:
a frame is a ``%`` template with the places of its slots, and a slot is a list to pick from.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Language = Literal["en", "es", "fr", "pt"]
AND: Final[dict[Language, str]] = {"en": " and ", "es": " y ", "fr": " et ", "pt": " e "}
_WORDS: Final = Path(__file__).resolve().parent / "words"
_SLOT: Final = re.compile(r"\{(\w+)\}")
_OF_THE_EVALUATION: Final = ("in_own", "in_place")
_NUMBERS: Final = {
    "n": tuple(str(number) for number in range(2, 96)),
    "pct": tuple(str(number) for number in range(3, 98)),
    "year": tuple(str(year) for year in range(2004, 2025)),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A country as pages spell it, its region, and how each language says that something happens there."""

    iso3: str
    country: str
    region: str
    here: dict[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with gaps, and the place of each gap's words among the lists of a `Voice`."""

    template: str
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a language has to say: frames by name, and the words of the slots."""

    language: Language
    frames: dict[str, tuple[Frame, ...]]
    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]

    def voice(self, places: Sequence[Place]) -> Voice:
        """Return what speaks of an evaluation in these places: mostly of them, now and then of others."""
        own = [place.here[self.language] for place in places]
        everywhere = [place.here[self.language] for place in load_places()]
        spoken = list(self.words)
        spoken[self.names.index("in_own")] = (AND[self.language].join(own[:2]) if own else everywhere[0],)
        spoken[self.names.index("in_place")] = tuple(own * (len(everywhere) // max(len(own), 1)) + everywhere)
        return Voice(self, tuple(spoken))


@dataclass(frozen=True, slots=True)
class Voice:
    """A language that speaks of one evaluation."""

    wording: Wording
    words: tuple[tuple[str, ...], ...]

    def say(self, frame: Frame, chance: Callable[[], float]) -> str:
        """Return a frame with its gaps filled, the first letter a capital."""
        lists = self.words
        chosen = [(words := lists[slot])[int(chance() * len(words))] for slot in frame.slots]
        text = frame.template % tuple(chosen)
        return text[0].upper() + text[1:]

    def one_of(self, name: str, chance: Callable[[], float]) -> str:
        """Return a sentence by any frame of this name."""
        frames = self.wording.frames[name]
        return self.say(frames[int(chance() * len(frames))], chance)

    def word(self, slot: str, chance: Callable[[], float]) -> str:
        """Return one of the words of a slot."""
        words = self.words[self.wording.names.index(slot)]
        return words[int(chance() * len(words))]

    def passage(self, order: Iterator[int], count: int, chance: Callable[[], float]) -> list[str]:
        """Return `count` sentences by the frames whose places `order` tells."""
        frames = self.wording.frames["body"]
        return [self.say(frames[place], chance) for place in islice(order, count)]

    def order(self, chance: Callable[[], float]) -> Iterator[int]:
        """Yield the places of all body frames in an order of chance, again and again: none comes twice in a row."""
        count = len(self.wording.frames["body"])
        stride = next(step for step in range(2 + int(chance() * count), 3 * count) if gcd(step, count) == 1)
        return cycle([(step * stride) % count for step in range(count)])


@cache
def load_wording(language: Language) -> Wording:
    """Read ``words/<language>.toml``."""
    document = tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    slots = {name: tuple(words) for name, words in document["slots"].items()} | _NUMBERS
    slots["in_city"] = tuple(row[language] for row in _rows("cities.tsv"))
    slots |= dict.fromkeys(_OF_THE_EVALUATION, ("",))
    names = tuple(slots)
    frames = {name: tuple(_frame(text, names) for text in texts) for name, texts in document["frames"].items()}
    return Wording(language=language, frames=frames, names=names, words=tuple(slots.values()))


@cache
def load_places() -> tuple[Place, ...]:
    """Read ``words/places.tsv``: the countries of the corpus."""
    return tuple(Place(row.pop("iso3"), row.pop("country"), row.pop("region"), row) for row in _rows("places.tsv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (_WORDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _frame(text: str, names: tuple[str, ...]) -> Frame:
    slots = tuple(names.index(name) for name in _SLOT.findall(text))
    return Frame(_SLOT.sub("%s", text.replace("%", "%%")), slots)
