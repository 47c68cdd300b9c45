"""What two records of one evaluation tell differently, and what stays with a record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import BuildOptions, build
from kg.resources import examples_folder
from kg.terms import Names
from kg.validation.files import load_data
from kg.validation.quality.gathering import findings_of_graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.validation.model import Report, Result

SITE = "https://webapps.ilo.org/ievaldiscovery"


def page(number: int, **changes: object) -> dict[str, Any]:
    """Return a lesson of evaluation 7 in Chile."""
    lesson = {"url": f"{SITE}/lessons/{number}", "description": f"Office {number} shared a desk.",
              "themes": [{"theme": "Migration", "category": "Conditions of work & equality"}]}  # fmt: skip
    whole: dict[str, Any] = {
        "eval_number": "7",
        "eval_url": f"{SITE}/eval/7",
        "eval_title": "Desks - Final evaluation",
        "lessons_learned": lesson,
        "location": [{"country": "Chile", "region": "Americas"}],
    }
    return {key: value for key, value in (whole | changes).items() if value is not None}


def checked(tmp_path: Path, *pages: dict[str, Any]) -> Report:
    """Build the pages, one a line, and check the graph."""
    source = tmp_path / "pages.jsonl"
    source.write_text("".join(f"{json.dumps(each)}\n" for each in pages), encoding="utf-8")
    build([source], tmp_path / "graph", BuildOptions(link=False, validate=False))
    return KnowledgeGraph.open(tmp_path / "graph").validate()


def only(report: Report) -> Result:
    """Return the only result that the report has."""
    (result,) = report.results
    return result


def places(result: Result) -> list[int]:
    """Return the lines to which a result leads."""
    return [place.line for place in result.places]


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        (
            {"eval_title": "Chairs - Final evaluation"},
            "Q-TITLES-DIFFER",
            "“Desks - Final evaluation” (lessons/1, lessons/3) ≠ “Chairs - Final evaluation” (lessons/2)",
        ),
        (
            {"location": [{"country": "Peru", "region": "Americas"}]},
            "Q-LOCATIONS-DIFFER",
            "“Chile” (lessons/1, lessons/3) ≠ “Peru” (lessons/2)",
        ),
        (
            {"eval_url": "https://example.org/report"},
            "Q-ADDRESSES-DIFFER",
            "“evaluation/7” (lessons/1, lessons/3) ≠ “https://example.org/report” (lessons/2)",
        ),
    ],
)
def test_a_difference_is_told_once_with_both_values_and_records(
    tmp_path: Path, changes: dict[str, Any], code: str, text: str
) -> None:
    """The keeper of three pages gets one line, which leads to one page for each value."""
    result = only(checked(tmp_path, page(1), page(2, **changes), page(3)))

    assert (result.code, result.focus_node) == (code, "https://kg.example/id/evaluation/7")
    assert result.value == f'"{text}"'
    assert places(result) == [1, 2]


def test_a_location_missing_on_one_page_leads_to_that_page(tmp_path: Path) -> None:
    """The evaluation has a place, so no shape minds; the page that names none is told."""
    result = only(checked(tmp_path, page(1), page(2, location=None), page(3)))

    assert (result.code, result.value) == ("Q-LOCATION-MISSING", '"lessons/2 ≠ lessons/1, lessons/3"')
    assert places(result) == [2]


@pytest.mark.parametrize(
    "changes",
    [
        {"eval_url": "https://webapps.ilo.org/ievaldiscovery/eval/7/"},
        {"eval_title": "Desks  -  Final evaluation "},
        {"location": [{"country": "Chile", "region": "Americas"}, {"country": "Chile", "region": "Americas"}]},
    ],
    ids=["slash", "blanks", "twice"],
)
def test_what_only_looks_different_is_no_difference(tmp_path: Path, changes: dict[str, Any]) -> None:
    """A blank, a slash or an order is no other title, page or place."""
    report = checked(tmp_path, page(1), page(2, **changes))

    assert not [result for result in report.results if "DIFFER" in result.code]


def test_the_order_of_countries_is_no_difference(tmp_path: Path) -> None:
    """Pages of one evaluation list its countries in any order."""
    both = [{"country": "Chile", "region": "Americas"}, {"country": "Peru", "region": "Americas"}]

    assert not checked(tmp_path, page(1, location=both), page(2, location=both[::-1])).results


def test_a_region_is_told_once(tmp_path: Path) -> None:
    """The shape of the evaluation and the check of the record see the same fault; the one that names the page stays."""
    report = checked(tmp_path, page(1, location=[{"country": "Fiji", "region": "Americas"}]))

    assert [result.code for result in report.results] == ["Q-OTHER-REGION"]


def test_a_misspelt_response_is_not_missing_too(tmp_path: Path) -> None:
    """A keeper who wrote a response is told that no list has it, not that there is none."""
    told = {
        "url": f"{SITE}/recommendations/1",
        "title": "Share the desk of the office.",
        "themes": [{"theme": "Migration", "category": "Conditions of work & equality"}],
        "management_response": "Partialy Completed",
        "progress": "Achieved",
    }

    report = checked(tmp_path, page(1, lessons_learned=None, recommendations=told))

    assert [(result.code, result.key) for result in report.results] == [("Q-UNKNOWN-STATUS", "management_response")]


def test_a_region_that_only_the_pairs_betray_is_told(tmp_path: Path) -> None:
    """Chile and Fiji with each other's region: the evaluation covers both regions, so no shape minds."""
    swapped = [{"country": "Chile", "region": "Asia and the Pacific"}, {"country": "Fiji", "region": "Americas"}]

    report = checked(tmp_path, page(1, location=swapped))

    assert [(result.code, result.value) for result in report.results] == [
        ("Q-OTHER-REGION", '"Chile: Asia and the Pacific"'),
        ("Q-OTHER-REGION", '"Fiji: Americas"'),
    ]


def test_a_mended_record_loses_its_findings(tmp_path: Path) -> None:
    """What a build kept of a record goes when the record changes, and when it goes."""
    checked(tmp_path, page(1), page(2, eval_number="8", eval_url=f"{SITE}/eval/8", budget="12"))

    assert not checked(tmp_path, page(1), page(2, eval_number="8", eval_url=f"{SITE}/eval/8")).results


def test_findings_are_those_of_the_exported_graph(tmp_path: Path) -> None:
    """A graph that came as a file, without its directory, has the findings of its records too."""
    odd = page(2, location=[{"country": "Africa - regional", "region": "Africa"}], budget="12")
    odd["lessons_learned"] |= {"context": "N/A", "success": "The the end of it."}
    report = checked(tmp_path, odd | {"eval_number": "8", "eval_url": f"{SITE}/eval/9"})

    found = findings_of_graph(load_data([tmp_path / "graph" / "graph.ttl"]), Names())

    assert {(each.code, each.value, each.position, each.start) for each in found.results} == {
        (each.code, each.value, each.position, each.start) for each in report.results if each.code
    }
    assert {each.code for each in found.results} == {
        "Q-DOUBLED-WORD", "Q-EMPTY-FIELD", "Q-OTHER-EVALUATION-NUMBER", "Q-PSEUDO-COUNTRY", "Q-UNKNOWN-KEY"
    }  # fmt: skip


def test_shapes_of_ones_own_bring_no_findings_of_ours(tmp_path: Path) -> None:
    """Who brings shapes is told what those find, and nothing else."""
    checked(tmp_path, page(1, budget="12"))
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<x:s> a sh:NodeShape ; sh:targetNode <x:n> ; sh:class <x:c> .\n"
    )

    report = KnowledgeGraph.open(tmp_path / "graph").validate(shapes)

    assert [result.shape for result in report.results] == ["x:s"]


def test_every_example_has_the_same_findings_read_or_given_back(tmp_path: Path) -> None:
    """Whether a record was just read or comes out of the exported graph, what is odd in it is the same."""
    build([examples_folder()], tmp_path / "graph", BuildOptions(link=False, validate=False))
    report = KnowledgeGraph.open(tmp_path / "graph").validate()

    found = findings_of_graph(load_data([tmp_path / "graph" / "graph.ttl"]), Names())

    assert {(each.code, each.focus_node, each.value) for each in found.results} == {
        (each.code, each.focus_node, each.value) for each in report.results if each.code
    }
