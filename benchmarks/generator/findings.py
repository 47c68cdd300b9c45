"""One record: a lesson, a good practice or a recommendation of an evaluation, as the page's object."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from benchmarks.generator.faults import BAD, HOSTILE, PUBLIC, VIOLATIONS, Page, damage

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.generator.evaluations import Evaluation
    from benchmarks.generator.options import CorpusOptions

Kind = Literal["lesson", "practice", "recommendation"]
PLURALS: Final[dict[Kind, str]] = {"lesson": "lessons", "practice": "practices", "recommendation": "recommendations"}
FIRST_NUMBER: Final[dict[Kind, int]] = {"lesson": 2_000_000, "practice": 2_000_000, "recommendation": 20_000}
EMPTY: Final = ("-", "N/A", "n/a", "NA", "none", "not applicable", "Not applicable.", "Aucune", ".", "-")
_KINDS: Final[tuple[tuple[float, Kind], ...]] = ((0.67, "lesson"), (0.74, "practice"), (1.0, "recommendation"))
UNKNOWN_THEMES: Final = (("Platform work", "Employment"), ("Care economy", "Care economy"))
RESPONSES: Final = ("Completed",) * 11 + ("Partially Completed",) * 11 + ("Rejected", "No Action Planned")
SOURCES: Final = ("Country Office", "Country Office", "Head Quarters")
PROGRESS: Final = ("Partially achieved",) * 11 + ("Achieved",) * 11 + ("No implementation",) * 3
UNITS: Final = (
    "CO-Lusaka", "DWT/CO-New Delhi", "CO-Addis Ababa", "DWT/CO-Moscow", "SME", "RO-Arab States/DWT-Beirut", "CO-Suva",
    "DWT/CO-Lima", "FUNDAMENTALS", "LAB/ADMIN", "CO-Colombo", "DWT/CO-San Jose", "CO-Dhaka", "CO-Kathmandu", "FPRW",
)  # fmt: skip
_SENTENCE: Final = 22
"""Words of a sentence, about."""
_SHORT: Final = 0.12
_TRAP: Final = 0.3
_DAMAGED: Final = 0.02
_HEADING: Final = 0.08
_OTHER_REGION: Final = 0.01
_UNKNOWN_THEME: Final = 0.01
_LESSON_SHARES: Final = {"description": 0.34, "context": 0.24, "challenges": 0.27, "success": 0.15}
_SAYS_NOTHING: Final = {"context": 0.12, "challenges": 0.15, "success": 0.45, "comments": 0.1, "administrative": 0.4}


@dataclass(frozen=True, slots=True)
class Generated:
    """A page of the corpus.

    Attributes
    ----------
    kind, number
        What the record would be known by.
    page
        The page's object with its keys, in the page's order.
    fault
        What was done to it on purpose, or an empty text: a name in `HOSTILE`, `BAD` or `VIOLATIONS`, or
        ``no-location`` or ``no-title`` for a fault of the whole evaluation.
    """

    kind: Kind
    number: str
    page: Page
    fault: str


def finding(index: int, evaluation: Evaluation, options: CorpusOptions) -> Generated:
    """Return record `index`, a finding of `evaluation`; it depends on nothing but these arguments."""
    chance = random.Random((options.seed << 40) + index)  # noqa: S311 -- test data, no secret
    writer = _Writer(evaluation, chance)
    drawn = chance.random()
    kind = next(name for limit, name in _KINDS if drawn <= limit)
    number = str(FIRST_NUMBER[kind] + index)
    block = _BLOCKS[kind](writer)
    if options.revise_every and index % options.revise_every == 0:
        key = "title" if kind == "recommendation" else "description"
        block[key] += " A later reader added this sentence."
    page = _page(kind, number, block, evaluation, chance)
    fault = _spoil(page, chance, options)
    return Generated(kind, number, page, fault or evaluation.fault)


def _page(kind: Kind, number: str, block: Page, evaluation: Evaluation, chance: random.Random) -> Page:
    block["url"] = f"{PUBLIC}/{PLURALS[kind]}/{number}"
    location = [] if evaluation.fault == "no-location" else [list(pair) for pair in evaluation.location]
    if len(location) > 1:
        chance.shuffle(location)  # the order of countries is not stable between the pages of an evaluation
    if chance.random() < _OTHER_REGION:
        location[:1] = [[country, "Americas"] for country, _ in location[:1]]
    places = [{"country": country, "region": region} for country, region in location]
    title = {} if evaluation.fault == "no-title" else {"eval_title": evaluation.title}
    opening = {"eval_number": evaluation.number, "eval_url": f"{PUBLIC}/eval/{evaluation.number}"}
    if kind == "recommendation":
        return opening | {"location": places} | title | {"recommendations": block}
    name = "lessons_learned" if kind == "lesson" else "good_practices"
    return opening | {name: block, "location": places} | title


def _spoil(page: Page, chance: random.Random, options: CorpusOptions) -> str:
    """Do to a page what the shares of the options ask for; return the name of it."""
    for share, faults in ((options.bad, BAD), (options.hostile, HOSTILE), (options.violations, VIOLATIONS)):
        if share and chance.random() < share:
            name = chance.choice(tuple(faults))
            faults[name](page)
            return name
    return ""


class _Writer:
    """The prose of one record in the making."""

    def __init__(self, evaluation: Evaluation, chance: random.Random) -> None:
        self.evaluation, self.voice, self.chance = evaluation, evaluation.voice, chance
        self.order = self.voice.order(chance.random)
        self.words = min(max(chance.lognormvariate(6.62, 0.38), 60.0), 2_400.0)
        self.is_short = chance.random() < _SHORT
        self.trap = chance.random() < _TRAP

    def prose(self, opening: str, words: float) -> str:
        """Return about so many words that begin with a frame of `opening`; a page's first has its trap, if any."""
        draw = self.chance.random
        count = max(int(words / _SENTENCE + 0.5) - 1, 0)
        sentences = [self.voice.one_of(opening, draw), *self.voice.passage(self.order, count, draw)]
        if self.trap and count:
            self.trap = False
            sentences.append(self.voice.one_of("trap", draw))
        text = " ".join(sentences).replace(" - ", "\n- ") if draw() < _HEADING else " ".join(sentences)
        return damage(text, int(draw() * 4)) if draw() < _DAMAGED else text

    def or_nothing(self, key: str, opening: str, words: float) -> str:
        """Return prose, or one of the spellings of emptiness."""
        if self.is_short or self.chance.random() < _SAYS_NOTHING[key]:
            return EMPTY[int(self.chance.random() * len(EMPTY))]
        return self.prose(opening, words)

    def themes(self, *, swapped: bool = False) -> list[dict[str, str]]:
        """Return the pair of theme and category."""
        pairs = UNKNOWN_THEMES if self.chance.random() < _UNKNOWN_THEME else known_themes()
        theme, category = pairs[int(self.chance.random() ** 1.6 * len(pairs))]
        return [{"theme": category, "category": theme} if swapped else {"theme": theme, "category": category}]


def _lesson(writer: _Writer) -> Page:
    words, shares = writer.words, _LESSON_SHARES
    return {
        "themes": writer.themes(),
        "comments": writer.or_nothing("comments", "comments", 0),
        "challenges": writer.or_nothing("challenges", "challenges", words * shares["challenges"]),
        "success": writer.or_nothing("success", "success", words * shares["success"]),
        "context": writer.or_nothing("context", "context", words * shares["context"]),
        "description": writer.prose("description", words * shares["description"]),
        "administrative_issues": writer.or_nothing("administrative", "administrative", 0),
    }


def _practice(writer: _Writer) -> Page:
    return {
        "replication": "-",
        "cause_effect": ".",
        "themes": writer.themes(),
        "context": "-",
        "description": writer.prose("description", writer.words),
        "links": "-",
        "indicators": "-",
    }


def _recommendation(writer: _Writer) -> Page:
    chance = writer.chance
    day = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} 00:00:00.0"
    block: Page = {"date": day, "themes": writer.themes(swapped=True)}
    if chance.random() < 0.42:  # noqa: PLR2004 -- 11 of the 26 recommendations seen have comments
        block["comments"] = writer.prose("comments", writer.words * 0.15)
    if chance.random() > _SHORT:
        block["action_plan"] = writer.prose("action_plan", writer.words * 0.4)
    block |= {
        "management_response": chance.choice(RESPONSES),
        "progress": chance.choice(PROGRESS),
        "admin_units": chance.choice(UNITS),
        "title": writer.prose("recommendation", writer.words * 0.45),
    }
    if writer.evaluation.symbols:
        block["project_symbols"] = ", ".join(writer.evaluation.symbols)
    return block | {"information_source": chance.choice(SOURCES)}


_BLOCKS: Final[dict[Kind, Callable[[_Writer], Page]]] = {
    "lesson": _lesson,
    "practice": _practice,
    "recommendation": _recommendation,
}


@cache
def known_themes() -> tuple[tuple[str, str], ...]:
    """Return the themes that have a category, the frequent ones of real pages first."""
    file = Path(__file__).resolve().parents[2] / "ontology" / "data" / "themes.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["category_en"]]
    first = ("Planning and programme design", "Programme implementation", "Migration", "Programme sustainability")
    rows.sort(key=lambda row: (row["theme_en"] not in first, row["theme_id"]))
    return tuple((row["theme_en"], row["category_en"]) for row in rows)
