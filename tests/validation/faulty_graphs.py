"""The example's graph, its records repeated as often as a test wants, with faults sown into it."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import BuildOptions, build

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
RECORDS = 51
"""How many records the examples hold."""

_OF_RECORDS = re.compile(r"/id/((?:[a-z]+/)*(?:lesson|practice|recommendation|evaluation|eval-)/?)(\d+)")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EV = "https://kg.example/def#"
_VALUES = (
    '""',
    '" "@en',
    '"Text"',
    '"Text"@de',
    '"Text"@en',
    '"Text"@pt',
    '"número"@es',
    '"12a"',
    '"-1"',
    '"MOZ/16/01/SWE"',
    f'"-1"^^<{_XSD}integer>',
    f'"7"^^<{_XSD}integer>',
    f'"7"^^<{_XSD}decimal>',
    f'"seven"^^<{_XSD}integer>',
    f'"1.5"^^<{_XSD}decimal>',
    f'"0.5"^^<{_XSD}double>',
    f'"2024-02-30"^^<{_XSD}date>',
    f'"2024-02-03"^^<{_XSD}date>',
    f'"true"^^<{_XSD}boolean>',
    "<https://kg.example/id/nowhere>",
    "<https://kg.example/id/country/CL>",
    "<https://kg.example/id/region/americas>",
    "<https://kg.example/id/theme/migration>",
    "<https://kg.example/id/organization/ilo>",
    "<https://kg.example/id/code/timing/final>",
    "<https://kg.example/id/code/role/donor>",
    "<ftp://example.org/page>",
    f"<{_EV}Mention>",
    f"<{_EV}Country>",
    f"<{_EV}CrossCountryProgramme>",
)
_ORDERED = re.compile("#(start|end|sentenceStart|sentenceEnd|confidence|score)>")
_BROADER = "<http://www.w3.org/2004/02/skos/core#broader>"
_NAMES = tuple(value for value in _VALUES if value != '""')
"""What may stand where a path is asked for: rdflib takes an empty text there for a thing that is not told."""

_NUMBERS = (
    f'"-1"^^<{_XSD}integer>',
    f'"7"^^<{_XSD}integer>',
    f'"7"^^<{_XSD}decimal>',
    f'"1.5"^^<{_XSD}decimal>',
    f'"700"^^<{_XSD}integer>',
)
"""What may stand where an order is asked for: pyshacl fails, or finds nothing, where literals have none."""


@cache
def example_triples(folder: Path) -> str:
    """Return the example's graph as N-Triples; built once in `folder`."""
    build([str(EXAMPLES)], folder, BuildOptions(validate=False))
    store = ox.Store.read_only(str(folder / "store"))
    return (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"").decode("utf-8")


def faulty_triples(triples: str, *, records: int, faults: float, seed: int) -> str:
    """Return `triples` with at least `records` records and a share of `faults` of their lines spoilt."""
    chance = random.Random(seed)  # noqa: S311 -- sown faults are no secret
    copies = -(-records // RECORDS)
    lines = dict.fromkeys(line for copy in range(copies) for line in _copied(triples, copy).splitlines())
    return "".join(f"{line}\n" for whole in lines for line in _spoilt(whole, chance, faults))


def _copied(triples: str, copy: int) -> str:
    return _OF_RECORDS.sub(lambda found: f"/id/{found[1]}{found[2]}{copy:03}", triples) if copy else triples


def _spoilt(line: str, chance: random.Random, faults: float) -> Iterator[str]:
    if chance.random() >= faults:
        yield line
        return
    subject, predicate, _ = line.split(" ", 2)
    fault = chance.choice(("drop", "replace", "replace", "add", "add", "retype"))
    if fault in {"add", "retype"}:
        yield line
    if fault == "retype":
        yield f"{subject} {_TYPE} {chance.choice(_VALUES[-3:])} ."
    elif fault != "drop":
        values = _NUMBERS if _ORDERED.search(predicate) else _NAMES if predicate == _BROADER else _VALUES
        yield f"{subject} {predicate} {chance.choice(values)} ."
