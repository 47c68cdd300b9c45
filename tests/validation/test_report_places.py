"""File and line of the value at fault, from the state of the build."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal

from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import BuildOptions, build
from kg.validation.context import contexts
from kg.validation.graph import TripleGraph
from kg.validation.html import to_html
from kg.validation.json_report import to_json
from kg.validation.text import to_text
from kg.validation.turtle import to_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from kg.validation.model import Report

PAGE = """Back to index

eval_number:
7
eval_url:
https://webapps.ilo.org/ievaldiscovery/eval/7
lessons_learned:
themes:
theme:
Migration
category:
Conditions of work & equality

description:
Two offices shared one desk.
url:
https://webapps.ilo.org/ievaldiscovery/lessons/{number}

location:
country:
Chile
region:
Americas

country:
Fiji
region:
Americas

eval_title:
Shared desks - Final evaluation
Skip to top"""


def validated(graph: Path, *sources: Path) -> Report:
    """Build without linking, and check the graph as it lies there."""
    if sources:
        build(list(sources), graph, BuildOptions(link=False, validate=False))
    return KnowledgeGraph.open(graph).validate()


def places(report: Report) -> list[str]:
    """Return all places of a report."""
    return [str(place) for result in report.results for place in result.places]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page that puts Fiji into the Americas, whose region stands on line 28."""
    file = tmp_path / "page.txt"
    file.write_text(PAGE.format(number=5), encoding="utf-8")
    return file


def test_the_line_is_that_of_the_value_at_fault(tmp_path: Path, page: Path) -> None:
    """Of two regions the one beside Fiji is named, not the one beside Chile."""
    assert places(validated(tmp_path / "graph", page)) == [f"{page}:28"]


def test_what_is_missing_leads_to_where_the_record_begins(tmp_path: Path, page: Path) -> None:
    """No line holds a location that is not there."""
    page.write_text(PAGE.format(number=5).replace(PAGE[PAGE.index("location") : PAGE.index("eval_title")], ""))

    assert places(validated(tmp_path / "graph", page)) == [f"{page}:3"]


def test_lines_are_named_when_the_sources_are_gone(tmp_path: Path, page: Path) -> None:
    """The graph directory alone knows the lines."""
    validated(tmp_path / "graph", page)
    page.unlink()

    assert places(validated(tmp_path / "graph")) == [f"{page}:28"]


def test_lines_are_named_after_the_same_file_was_built_again(tmp_path: Path, page: Path) -> None:
    """A document that did not change is not read again, and its lines stay."""
    validated(tmp_path / "graph", page)

    assert places(validated(tmp_path / "graph", page)) == [f"{page}:28"]


def test_a_build_of_another_file_keeps_the_lines_of_the_first(tmp_path: Path, page: Path) -> None:
    """What is not read again stands where it stood."""
    other = tmp_path / "other.txt"
    other.write_text(
        PAGE.format(number=6).replace("Fiji", "Peru").replace("eval/7", "eval/8").replace("\n7\n", "\n8\n")
    )
    validated(tmp_path / "graph", page)

    assert places(validated(tmp_path / "graph", other)) == [f"{page}:28"]


def test_an_unchanged_record_that_moved_has_its_new_line(tmp_path: Path, page: Path) -> None:
    """Lines pushed down by what stands above are followed, although the record says the same."""
    validated(tmp_path / "graph", page)
    page.write_text("\n\n" + page.read_text(encoding="utf-8"), encoding="utf-8")

    assert places(validated(tmp_path / "graph", page)) == [f"{page}:30"]


def test_a_record_read_from_two_files_names_both(tmp_path: Path, page: Path) -> None:
    """Whoever mends one file learns of the other."""
    copy = tmp_path / "copy.txt"
    shutil.copy(page, copy)

    assert places(validated(tmp_path / "graph", page, copy)) == [f"{copy}:28", f"{page}:28"]


def test_other_rules_keep_the_lines(tmp_path: Path, page: Path) -> None:
    """Records that are mapped anew out of the graph stand where they stood."""
    validated(tmp_path / "graph", page)
    other = tmp_path / "other.txt"
    other.write_text(
        PAGE.format(number=6).replace("Fiji", "Peru").replace("eval/7", "eval/8").replace("\n7\n", "\n8\n")
    )
    build([other], tmp_path / "graph", BuildOptions(link=True, validate=False))

    assert places(validated(tmp_path / "graph")) == [f"{page}:28"]


def test_a_table_names_the_row(tmp_path: Path) -> None:
    """In a table the line of the row is that of all its values."""
    table = tmp_path / "table.csv"
    head = "url,eval_number,eval_title,description,theme,category,country,region\n"
    address = "https://webapps.ilo.org/ievaldiscovery/lessons/"
    rest = "7,Desks - Final evaluation,Two shared a desk.,Migration,Conditions of work & equality,Fiji,Americas\n"
    table.write_text(f"{head}{address}5,{rest.replace('Fiji', 'Chile')}{address}6,{rest.replace('7', '8', 1)}")

    report = validated(tmp_path / "graph", table)

    assert {str(place) for result in report.results if result.key == "region" for place in result.places} == {
        f"{table}:3"
    }


def test_every_form_of_the_report_names_file_line_and_page(tmp_path: Path, page: Path) -> None:
    """A terminal, a letter, a program and a linked-data tool lead to the same spot."""
    report = validated(tmp_path / "graph", page)
    data = TripleGraph(store=KnowledgeGraph.open(tmp_path / "graph").store)
    found = contexts(data, report)
    place, address = f"{page}:28", "https://webapps.ilo.org/ievaldiscovery/lessons/5"
    turtle = to_turtle(report, None, found)
    document = json.loads(to_json(report, found))
    result = document["results"][0]

    assert f"file: {place}\n    page: {address}\n" in to_text(report, found)
    assert place in to_html(report, found)
    assert address in to_html(report, found)
    assert (result["places"][0]["file"], result["places"][0]["line"]) == (str(page), 28)
    assert document["things"][result["records"][0]]["pages"] == [address]
    assert Literal(place) in set(Graph().parse(data=turtle, format="turtle").objects())
    assert f"foaf:page <{address}>" in turtle


def test_the_report_of_the_build_names_the_line(tmp_path: Path, page: Path) -> None:
    """`report.json` in the graph directory is as good as the one made later."""
    build([page], tmp_path / "graph", BuildOptions(link=False))

    document = json.loads((tmp_path / "graph" / "report.json").read_text(encoding="utf-8"))

    assert [place["line"] for result in document["results"] for place in result["places"]] == [28]


def test_a_file_is_named_as_it_was_given(tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative name stays one, so that a report can be sent without telling whose disk it was."""
    monkeypatch.chdir(tmp_path)
    build([page.name], tmp_path / "graph", BuildOptions(link=False, validate=False))

    assert places(validated(tmp_path / "graph")) == ["page.txt:28"]
