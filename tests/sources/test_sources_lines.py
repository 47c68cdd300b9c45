"""Lines of values in JSON and HTML, found again in the source text."""

from __future__ import annotations

import json
import time

import pytest
from record_formats import lesson, read_one, to_html

from kg.sources.lines import html_value_lines, json_value_lines
from kg.sources.page import Entry


def lines_of(text: str, name: str) -> dict[str, int]:
    """Read one record and return the line of the first value of each key."""
    return {value.key: value.line for value in reversed(read_one(text, name).values)}


def line_in(text: str, words: str) -> int:
    """Return the line of the first place of some words in a text."""
    return text[: text.index(words)].count("\n") + 1


def test_a_json_value_has_the_line_where_it_begins() -> None:
    """Indented JSON puts each member on a line of its own."""
    block = {
        "url": "https://webapps.ilo.org/ievaldiscovery/lessons/5",
        "description": 'Says "context": and goes on.\nTwo lines.',
        "themes": [{"theme": "Migration"}],
        "context": "Here.",
    }
    address = "https://webapps.ilo.org/ievaldiscovery/eval/7"
    page = {"eval_number": "7", "lessons_learned": block, "eval_url": address}
    text = json.dumps(page, indent=2)

    lines = lines_of(text, "page.json")

    assert lines == {
        "eval_number": 2,
        "url": line_in(text, "https://webapps.ilo.org/ievaldiscovery/lessons"),
        "description": line_in(text, "Says"),
        "theme": line_in(text, "Migration"),
        "context": line_in(text, '"Here.'),
        "eval_url": line_in(text, address),
    }


def test_an_html_value_has_the_line_where_it_begins() -> None:
    """A definition list is led to by its terms, in their order."""
    text = to_html(lesson(5)).replace("><", ">\n<")

    lines = lines_of(text, "page.html")

    assert lines["eval_number"] == text[: text.index("eval_number")].count("\n") + 2
    assert 0 not in lines.values()
    assert list(lines.values())[-1] == min(lines.values())


def test_a_key_that_the_source_writes_otherwise_has_no_line() -> None:
    """No line is better than a wrong one."""
    assert list(html_value_lines("<b>the<i>me</i></b> x\n<p>url: y</p>", [Entry("theme", "x"), Entry("url", "y")])) == [
        0,
        2,
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"' * 500_000,
        '{"a":' * 200_000,
        '"\\' * 400_000,
        f'"a"{" " * 500_000}x' * 2,
        "<theme:" * 100_000,
        ">theme:<" * 100_000,
        "\n" * 1_000_000,
        ">" + " " * 1_000_000,
        ">theme:" + "<a" * 400_000,
    ],
    ids=["quotes", "open", "escapes", "blanks", "tags", "keys", "breaks", "gap", "unclosed"],
)
def test_hostile_text_is_searched_once(text: str) -> None:
    """A megabyte takes no more than seconds."""
    start = time.process_time()
    list(json_value_lines(text))
    list(html_value_lines(text, [Entry("theme", "x"), Entry("url", "y")] * 1000))

    assert time.process_time() - start < 5
