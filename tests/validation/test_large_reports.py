"""A report stays readable, honest and linear when something is wrong with what all records share."""

from __future__ import annotations

import json
import time

from kg.validation.context import Context, Thing
from kg.validation.json_report import to_json
from kg.validation.model import Report, Result
from kg.validation.turtle import to_turtle

COUNTRY = "https://kg.example/id/country/CL"


def report_on_a_country(results: int, records: int) -> tuple[Report, dict[str, Context]]:
    """Return that many results on one country, which concerns that many records."""
    found = [
        Result(
            focus_node=COUNTRY, path="x:label", value=f'"{number}"', component="x:c", severity="Violation",
            shape="x:s", messages={"en": "It is wrong."},
        )
        for number in range(results)
    ]  # fmt: skip
    lessons = tuple(
        Thing(iri=f"x:lesson/{number:05}", kind="lesson", name=str(number), pages=(f"https://e.org/{number:05}",))
        for number in range(records)
    )
    country = Context(thing=Thing(iri=COUNTRY, kind="country", name="Chile"), records=lessons)
    return Report.in_order(found, 1), {COUNTRY: country}


def test_a_result_lists_a_hundred_records_and_counts_the_others() -> None:
    """The group and the records themselves still tell how many there are."""
    report, contexts = report_on_a_country(3, 250)

    written = json.loads(to_json(report, contexts))

    assert [len(each["records"]) for each in written["results"]] == [100, 100, 100]
    assert [each["more_records"] for each in written["results"]] == [150, 150, 150]
    assert written["groups"][0]["records"] == 250
    assert written["things"]["x:lesson/00249"]["counts"]["Violation"] == 3


def test_a_result_names_a_hundred_pages_in_turtle() -> None:
    """So many that nobody follows them all, and no more."""
    report, contexts = report_on_a_country(1, 250)

    assert to_turtle(report, contexts=contexts).count("foaf:page <") == 100


def test_writing_takes_time_by_results_and_records_not_by_both() -> None:
    """Three thousand results on a thing of as many records are nine million pairs, and are written in a moment."""
    report, contexts = report_on_a_country(3000, 3000)
    start = time.process_time()

    to_json(report, contexts)
    to_turtle(report, contexts=contexts)

    assert time.process_time() - start < 4
