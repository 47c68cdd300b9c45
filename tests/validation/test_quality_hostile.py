"""Records that mean harm: every check ends soon, whatever a text holds."""

from __future__ import annotations

import time

import pytest
from quality_cases import record

from kg.reference import load_reference
from kg.validation.quality import record_flaws
from kg.validation.quality.catalogue import codes
from kg.validation.quality.model import MOST

SIZE = 1 << 20
TEXTS = {
    "one long word": "a" * SIZE,
    "equal words": "de " * (SIZE // 3),
    "equal long words": f"{'a' * 10_000} " * 100,
    "blanks": f"the {' ' * SIZE} the",
    "line breaks": "the\n" * (SIZE // 4),
    "stops": "a." * (SIZE // 2),
    "equal sentences": "The office of the ministry agreed on the same method of work again. " * (SIZE // 68),
    "hyphens": "a-" * (SIZE // 2) + "tion",
    "apostrophes": "a'" * (SIZE // 2),
    "accents": "a´" * (SIZE // 2),
    "mail": "a@" * (SIZE // 2),
    "mail hosts": "a@" + "a." * (SIZE // 2),
    "long mail": "a" * (SIZE // 2) + "@" + "b" * (SIZE // 2),
    "telephones": "+1 " * (SIZE // 3),
    "digits": "+" + "1" * SIZE,
    "broken": "Ã©" * (SIZE // 2),
    "controls": "\x01\x02\u202e\u2066" * (SIZE // 4),
    "bidi": "a\u202e" * (SIZE // 2),
    "word and number": "improvement1" * (SIZE // 12),
    "commas": "," * SIZE,
    "open brackets": "(" * SIZE,
    "astral": "\U0001f600\u0301" * (SIZE // 2),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_megabyte_of_anything_is_read_soon(name: str) -> None:
    """A megabyte takes seconds at the worst, and is told of in a few lines."""
    start = time.process_time()
    keys = ("description", "context", "eval_title", "comments")
    flaws = record_flaws(record(tuple((key, TEXTS[name]) for key in keys[:1])), load_reference())

    assert time.process_time() - start < 10
    assert len(flaws) <= MOST * len(codes())
    assert all(len(flaw.text) < 200 for flaw in flaws)


@pytest.mark.parametrize("name", ["equal words", "stops", "equal sentences", "mail", "telephones", "hyphens"])
def test_twice_the_text_takes_about_twice_as_long(name: str) -> None:
    """The time grows with the text and not with its square."""
    text = TEXTS[name]

    def spent(part: str) -> float:
        start = time.process_time()
        record_flaws(record((("description", part),)), load_reference())
        return time.process_time() - start

    spent(text[: SIZE // 16])
    assert spent(text) < 0.5 + 12 * spent(text[: SIZE // 4])


def test_ten_thousand_locations_are_read_soon() -> None:
    """A page may name as many places as it likes."""
    values = tuple(("country", f"Atlantis {number}") for number in range(10_000))
    start = time.process_time()

    flaws = record_flaws(record(values), load_reference())

    assert time.process_time() - start < 10
    assert [flaw.code for flaw in flaws] == ["Q-UNKNOWN-PLACE"] * MOST
