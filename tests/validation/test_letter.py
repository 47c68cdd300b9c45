"""The letter to the keeper of the records: what it tells, in which order, and to whom."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from letter_samples import BASE, MESSAGES, by_thing, lesson, report_of, result
from rdflib import Graph

from kg.cli import kg
from kg.terms import Names
from kg.validation.context import Context, Thing
from kg.validation.csv_report import COLUMNS, to_csv
from kg.validation.html import CARDS, is_abridged, to_html
from kg.validation.letter import letter
from kg.validation.model import Report

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("en", "es", "fr")


def text_of(page: str) -> str:
    """Return what a reader reads of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("</head>")[2]).split())


def test_records_come_by_gravity_and_each_has_all_its_points() -> None:
    """A keeper opens a page once, the one that matters most first."""
    one, two = lesson(1), lesson(2)
    found = [result(one, "Info"), result(two, "Warning", shape="B"), result(two, "Info", shape="C")]

    told = letter(report_of(found), by_thing(one, two), "en", Names())

    assert [card.context.thing.name for card in told.cards] == ["2", "1"]
    assert [problem.group.severity for problem in told.cards[0].problems] == ["Warning", "Info"]
    assert told.counts == {"Violation": 0, "Warning": 1, "Info": 2}


def test_an_evaluation_counts_as_the_records_that_tell_of_it() -> None:
    """The letter counts records as the text report does: pages to open, not evaluations."""
    one, two = lesson(1), lesson(2)
    thing = Thing(iri=f"{BASE}evaluation/7", kind="evaluation", name="7")
    evaluation = Context(thing=thing, records=(*one.records, *two.records))

    told = letter(
        report_of([result(evaluation), result(one, shape="B")]), by_thing(one, two, evaluation), "en", Names()
    )

    assert told.records == len([one, two])
    assert sorted(records for _, _, records in told.kinds) == [1, 2]


def test_what_concerns_one_record_is_told_of_that_record() -> None:
    """An evaluation with a single lesson is no second page to open."""
    one = lesson(1)
    thing = Thing(iri=f"{BASE}evaluation/7", kind="evaluation", name="7")
    evaluation = Context(thing=thing, records=one.records)

    told = letter(report_of([result(one), result(evaluation)]), by_thing(one, evaluation), "en", Names())

    assert [card.context.thing.iri for card in told.cards] == [one.thing.iri]
    assert sum(told.counts.values()) == 2


def test_what_no_page_is_at_fault_for_stands_apart() -> None:
    """A programme officer is not asked to mend offsets."""
    one = lesson(1)
    found = report_of([result(one), result(one, key="", shape="MentionShape-start")])

    told = letter(found, by_thing(one), "en", Names())
    text = text_of(to_html(found, by_thing(one)))

    assert [group.shape for group in told.system] == ["ev:MentionShape-start"]
    assert len(told.cards[0].problems) == 1
    assert text.index("Whole title (TitleShape)") < text.index("For those who run the graph")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            ["Dear colleague,", "We found one point in one record.", "Lesson 1", "‘eval_title’", "With kind regards,"],
        ),
        ("es", ["Estimada colega", "una observación en un registro.", "Lección 1", "«eval_title»", "cordial saludo,"]),
        ("fr", ["cher collègue,", "une remarque dans une fiche.", "Leçon 1", "«\xa0eval_title\xa0»", "cordialement,"]),
    ],
)
def test_one_problem_is_told_in_the_singular_with_all_that_is_known(lang: str, expected: list[str]) -> None:
    """Salutation, count, record, title, page, field, value, place, remedy, greeting: as the language writes them."""
    one = lesson(1)
    page = to_html(report_of([result(one, line=12)]), by_thing(one), lang=lang)
    text = page.partition("</head>")[2].replace("\n", " ")

    for words in (*expected, "Inserción laboral - Evaluación final", "page.txt:12", "Uno..."):
        assert words in re.sub(r"</?(?:bdi|q|div|span|code)[^>]*>", "", text), words
    assert 'href="https://webapps.ilo.org/ievaldiscovery/lessons/1"' in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_is_a_short_letter(lang: str) -> None:
    """There are no empty tables, and nothing is asked."""
    page = to_html(Report(results=(), focus_nodes=3), {}, lang=lang)

    assert "<table" not in page
    assert "<h2" not in page
    assert "<h1>" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_five_thousand_problems_are_told_in_short_and_counted_in_full(lang: str) -> None:
    """The letter says how many there are, describes the first, and names the file of all."""
    contexts = [lesson(number) for number in range(1, 2501)]
    found = report_of(
        each for context in contexts for each in (result(context, "Warning"), result(context, "Info", shape="B"))
    )

    page = to_html(found, by_thing(*contexts), lang=lang, attachment="letter.csv")

    assert is_abridged(found, by_thing(*contexts))
    assert page.count("<article") == CARDS
    assert len(page) < 250_000
    text = text_of(page)
    assert {"5000", "2500", str(CARDS)} <= set(re.findall(r"\d+", text))
    assert "letter.csv" in text


def test_many_values_of_one_field_are_counted() -> None:
    """A point is told once, with its first values and the number of the rest."""
    one = lesson(1)
    found = report_of(result(one, value=f"value {number}") for number in range(20))

    page = to_html(found, by_thing(one))

    assert page.count("<q>") == 5
    assert "and 15 more values" in page


def test_a_value_says_its_language() -> None:
    """A screen reader reads Spanish words of an English letter in Spanish."""
    one = lesson(1)

    page = to_html(report_of([result(one)]), by_thing(one))

    assert '<q><bdi lang="es">Uno...</bdi></q>' in page
    assert '<p class="title" lang="es" dir="auto">' in page


@pytest.mark.parametrize(
    ("day", "lang", "expected"),
    [
        (dt.date(2026, 11, 23), "en", "23 November 2026"),
        (dt.date(2026, 11, 23), "es", "23 de noviembre de 2026"),
        (dt.date(2026, 11, 1), "fr", "1er novembre 2026"),
    ],
)
def test_the_day_is_written_as_people_write_it(day: dt.date, lang: str, expected: str) -> None:
    """A letter has a date where the graph has one."""
    page = to_html(Report(results=(), focus_nodes=3), {}, lang=lang, dated=day)

    assert f'<time datetime="{day.isoformat()}">{expected}</time>' in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_go_down_one_step_at_a_time(lang: str) -> None:
    """Who reads by headings finds letter, parts, records and points; every part is named by its heading."""
    contexts = [lesson(1), lesson(2)]
    found = report_of([*map(result, contexts), result(contexts[0], key="", shape="X")])

    page = to_html(found, by_thing(*contexts), lang=lang)

    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(anchors)
    assert {address[1:] for address in re.findall(r'href="(#[^"]+)"', page)} <= set(anchors)


@pytest.mark.parametrize(
    "text",
    [
        "</script></style><script>alert(1)</script>",
        "javascript:alert(1)",
        "\u202ethgir ot tfel\u2066\u2069\u061c\u200f",
        "x" * 10_000,
        "'\"><img src=x onerror=alert(1)>&amp;",
        "$title ${body} {points} %s",
    ],
    ids=["tags", "script address", "turned text", "long word", "attributes", "templates"],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_text_stays_text(text: str, lang: str) -> None:
    """Whatever stands in a title, value, key, page or file name: no tag, address, turned line or endless word."""
    one = lesson(1, title=text)
    hostile = replace(one.thing, name=text, pages=(text, f"javascript:{text}"), sources=(text,))
    found = result(one, value=text)
    found = replace(found, key=text or "x", names={}, messages={"en": text}, shape=text)
    context = Context(thing=hostile, records=(hostile,))

    page = to_html(report_of([found]), {one.thing.iri: context}, lang=lang, attachment=text)
    body = page.partition("</head>")[2]

    assert not re.search(r"<(?:script|img|style)", body)
    assert 'href="' not in body.replace('href="#', "")
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", body)
    assert len(page) < 25_000


def test_the_table_holds_every_problem_and_no_formula() -> None:
    """A spreadsheet opens it as a list, and runs nothing of it."""
    contexts = [lesson(number) for number in (1, 2)]
    found = report_of([result(contexts[0], value="=HYPERLINK(1)"), result(contexts[1], "Info", value="b\nc")])

    rows = list(csv.DictReader(io.StringIO(to_csv(found, by_thing(*contexts), lang="es"))))

    assert list(rows[0]) == list(COLUMNS)
    assert [row["value"] for row in rows] == ["'=HYPERLINK(1)", "b c"]
    assert [row["severity"] for row in rows] == ["Violation", "Info"]
    assert rows[0]["message"] == MESSAGES["es"]
    assert rows[0]["kind"] == "lección"


def test_a_long_letter_brings_its_complete_list(tmp_path: Path) -> None:
    """The command writes both, says so, and the list has a row for each problem."""
    evaluations = "\n".join(
        f'<{BASE}evaluation/{number}> a ev:Evaluation ; ev:evaluationNumber "{number}" .' for number in range(1, 71)
    )
    data = tmp_path / "data.ttl"
    data.write_text(f"@prefix ev: <https://kg.example/def#> .\n{evaluations}\n", encoding="utf-8")
    Graph().parse(data)
    to = tmp_path / "letter.html"

    done = CliRunner().invoke(kg, ["validate", str(data), "--format", "html", "--to", str(to), "--lang", "fr"])

    assert "letter.csv" in done.stderr
    assert "letter.csv" in to.read_text(encoding="utf-8")
    with (tmp_path / "letter.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert len({row["name"] for row in csv.DictReader(lines)}) == 70


def test_what_has_no_page_has_no_empty_list() -> None:
    """A record whose address is not known is told by its number alone."""
    one = lesson(1)
    nowhere = Context(thing=replace(one.thing, pages=()), records=())

    page = to_html(report_of([result(one)]), {one.thing.iri: nowhere})

    assert 'class="about"' not in page
    assert "Lesson 1" in page
