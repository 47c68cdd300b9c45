"""One report as text, HTML, JSON and Turtle."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from report_graphs import PAGE_WITHOUT_LOCATION, graph_of

from kg.terms import Names
from kg.validation.context import Context, Thing, contexts
from kg.validation.html import to_html
from kg.validation.json_report import to_json
from kg.validation.model import Report, Result
from kg.validation.shacl import validate
from kg.validation.text import to_text
from kg.validation.turtle import path_to_turtle, to_turtle
from kg.validation.typesetting import typeset

EVALUATION = "https://kg.example/id/evaluation/3642"
SENTENCES = {
    "en": "The evaluation has no country or region. Add the 'location' of the page.",
    "es": "La evaluación no tiene país ni región. Añada el campo 'location' de la página.",
    "fr": "L'évaluation n'a ni pays ni région. Ajoutez le champ 'location' de la page.",
}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report on a page without location, and a warning beside it."""
    return validate(graph_of(PAGE_WITHOUT_LOCATION.replace("ev:hasTheme <id/theme/migration> ;", "")))


@pytest.fixture(scope="module")
def records(report: Report) -> dict[str, Context]:
    """Return the records behind the report."""
    return contexts(graph_of(PAGE_WITHOUT_LOCATION), report)


def hostile(text: str) -> tuple[Report, dict[str, Context]]:
    """Return a report in which everything that may come from a record is `text`."""
    value = json.dumps(text, ensure_ascii=False).replace("\\u001b", "\\u001B")
    result = Result(
        focus_node=EVALUATION,
        path="https://kg.example/def#context",
        value=value,
        component=str(SH.LanguageInConstraintComponent),
        severity="Violation",
        shape="https://kg.example/def#EvaluationShape",
        messages={"en": f"Wrong: {text}"},
        names={"en": text},
        key=text,
    )
    thing = Thing(iri=EVALUATION, kind="evaluation", name=text, pages=(f"javascript:{text}",), sources=(text,))
    return Report.in_order([result], 1), {EVALUATION: Context(thing=thing, records=(thing,))}


def test_text_says_record_field_value_remedy_page_and_file(report: Report, records: dict[str, Context]) -> None:
    """A terminal shows all that is needed to mend the page."""
    assert to_text(report, records) == (
        "1 violation, 1 warning, 0 notes (6 things checked)\n"
        "\n"
        "VIOLATION  Country or region of the evaluation (1, in 1 record)\n"
        "  The evaluation has no country or region. Add the 'location' of the page.\n"
        "\n"
        "  evaluation 3642, in lesson 242853\n"
        "    field: location\n"
        "    value: none\n"
        "    file: lesson-242853.txt\n"
        "    page: https://webapps.ilo.org/ievaldiscovery/lessons/242853\n"
        "\n"
        "WARNING  Theme of the finding (1, in 1 record)\n"
        "  The finding has no theme, so no search by theme will show it. Add a 'theme'\n"
        "  and its 'category'.\n"
        "\n"
        "  lesson 242853\n"
        "    field: theme\n"
        "    value: none\n"
        "    file: lesson-242853.txt\n"
        "    page: https://webapps.ilo.org/ievaldiscovery/lessons/242853\n"
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "  evaluation 3642, in lesson 242853"),
        ("es", "  evaluación 3642, en lección 242853"),
        ("fr", "  évaluation 3642, dans leçon 242853"),
    ],
)
def test_text_speaks_the_language_asked(report: Report, records: dict[str, Context], language: str, line: str) -> None:
    """Labels, kinds of records and advice are all in one language."""
    text = to_text(report, records, lang=language)

    assert line in text.splitlines()
    assert SENTENCES[language] in " ".join(text.split())


def test_text_counts_what_it_does_not_list(report: Report, records: dict[str, Context]) -> None:
    """A terminal is not flooded by one shape, and the reader sees that there is more."""
    one = report.results[0]
    many = Report.in_order([replace(one, focus_node=f"{EVALUATION}{number}") for number in range(5)], 5)

    text = to_text(many, records, limit=3)

    assert text.count("field: location") == 3
    assert text.endswith("\n  and 2 more\n")


def test_two_faults_of_one_value_are_one_entry(report: Report, records: dict[str, Context]) -> None:
    """Datatype and pattern fail together; a person has one thing to mend."""
    one = replace(report.results[0], value='"x"')
    twice = Report.in_order([one, replace(one, component=str(SH.PatternConstraintComponent))], 1)

    assert to_text(twice, records).count("value: x") == 1


def test_too_many_values_are_not_called_none(report: Report, records: dict[str, Context]) -> None:
    """A reader does not look for something missing where there is too much."""
    twice = replace(report.results[0], component=str(SH.MaxCountConstraintComponent))

    assert "value: more than one" in to_text(Report.in_order([twice], 1), records)


def test_a_thing_at_fault_has_its_name(report: Report) -> None:
    """A country is called Chile, not only by its IRI."""
    chile = "<https://kg.example/id/country/CL>"
    faulty = Report.in_order([replace(report.results[0], value=chile)], 1)
    data_graph = graph_of('<id/country/CL> a ev:Country ; skos:prefLabel "Chile"@en .')

    assert "value: Chile (d:country/CL)" in to_text(faulty, contexts(data_graph, faulty))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_nothing_wrong_and_nothing_checked_are_told_apart(language: str) -> None:
    """An empty report over an empty graph is no praise."""
    clean = to_text(Report(results=(), focus_nodes=3), {}, lang=language)
    unchecked = to_text(Report(results=(), focus_nodes=0), {}, lang=language)

    assert clean.splitlines()[1:] != unchecked.splitlines()[1:]
    assert to_html(Report(results=(), focus_nodes=3), {}, lang=language) != to_html(
        Report(results=(), focus_nodes=0), {}, lang=language
    )


def test_text_lets_no_control_character_through() -> None:
    """A terminal must not obey a record: no escape sequence, no turned text, no line of its own."""
    text = to_text(*hostile("\x1b[31mred\r\nFAKE\u202e\x07"))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert not [line for line in text.splitlines() if line.startswith("FAKE")]


class Outline(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its addresses and its handlers."""
        self.tags.add(tag)
        self.addresses.extend(value or "" for name, value in attrs if name in {"href", "src"})
        self.handlers.extend(name for name, _ in attrs if name.startswith("on"))


def outline_of(page: str) -> Outline:
    """Parse a page."""
    outline = Outline()
    outline.feed(page)
    return outline


def test_html_escapes_hostile_text() -> None:
    """Whatever a record holds stays text: no tag, no handler, no script address."""
    page = to_html(*hostile("</p></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"))
    outline = outline_of(page)

    assert not outline.tags & {"script", "img"}
    assert (outline.addresses, outline.handlers) == ([], [])
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_html_keeps_template_signs_of_a_record_as_text() -> None:
    """A dollar in a record fills in nothing."""
    assert "$style and $$ ${title}" in to_html(*hostile("$style and $$ ${title}"))


def test_html_needs_nothing_and_allows_only_its_own_style(report: Report, records: dict[str, Context]) -> None:
    """The page's policy carries the hash of its one style, and it links to pages of records alone."""
    page = to_html(report, records)
    style = re.findall(r"<style>(.*)</style>", page, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert not outline_of(page).tags & {"script", "link", "img", "iframe"}
    assert {address for address in outline_of(page).addresses if not address.startswith("#")} == {
        "https://webapps.ilo.org/ievaldiscovery/lessons/242853"
    }


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_html_is_a_letter_in_the_language_asked(report: Report, records: dict[str, Context], language: str) -> None:
    """It can be sent as it is: salutation, advice and page, and the browser knows the language."""
    page = to_html(report, records, lang=language)

    assert f'<html lang="{language}">' in page
    assert escape(typeset(SENTENCES[language], language)) in page
    assert {"en": "Dear colleague", "es": "Estimada colega", "fr": "Chère collègue"}[language] in page


def test_json_holds_results_and_records(report: Report, records: dict[str, Context]) -> None:
    """A program gets the counts, all languages, and where to look."""
    document = json.loads(to_json(report, records))

    assert document["counts"] == {"Violation": 1, "Warning": 1, "Info": 0}
    first = document["results"][0]
    assert document["groups"][first["group"]]["messages"] == SENTENCES
    assert first["key"] == "location"
    assert [document["things"][record]["name"] for record in first["records"]] == ["242853"]


def test_json_counts_by_shape_and_by_record(report: Report, records: dict[str, Context]) -> None:
    """A program gets totals without adding up."""
    document = json.loads(to_json(report, records))

    assert [(group["results"], group["records"]) for group in document["groups"]] == [(1, 1), (1, 1)]
    lesson = document["things"]["https://kg.example/id/lesson/242853"]
    assert lesson["counts"] == {"Violation": 1, "Warning": 1, "Info": 0}


def test_the_manual_names_every_key_of_the_json_report(report: Report, records: dict[str, Context]) -> None:
    """The form is told, so that it can be relied on."""
    manual = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    document = json.loads(to_json(report, records))
    rows = [document["groups"][0], *document["results"], *document["things"].values()]

    assert document["format"] in manual
    assert not [key for row in (document, *rows) for key in row if f"`{key}`" not in manual]


def test_turtle_is_a_validation_report_with_names_for_its_results(report: Report) -> None:
    """Each result can be pointed at; a blank node stands only in a path, where SHACL wants one."""
    graph = Graph().parse(data=to_turtle(report), format="turtle")
    results = set(graph.objects(None, SH.result))

    assert len(results) == 2
    assert all(isinstance(node, URIRef) for node in graph.subjects(RDF.type))
    assert {predicate for predicate, object_ in graph.predicate_objects() if isinstance(object_, BNode)} <= {
        SH.resultPath,
        SH.alternativePath,
        RDF.rest,
    }
    messages = {message for message in graph.objects(None, SH.resultMessage) if isinstance(message, Literal)}
    assert {Literal(text, lang=language) for language, text in SENTENCES.items()} <= messages


def test_turtle_conforms_only_without_any_result(report: Report) -> None:
    """The triple follows SHACL, where a warning is a result too."""
    assert "sh:conforms false" in to_turtle(report)
    assert "sh:conforms false" in to_turtle(Report(results=report.results[1:], focus_nodes=1))
    assert "sh:conforms true" in to_turtle(Report(results=(), focus_nodes=1))


def test_turtle_survives_hostile_text() -> None:
    """Quotes, line breaks and backslashes of a record come back as they were."""
    text = 'a "quote"\nand \\ a \u2028 line'

    graph = Graph().parse(data=to_turtle(hostile(text)[0]), format="turtle")

    assert [str(message) for message in graph.objects(None, SH.resultMessage)] == [f"Wrong: {text}"]


@pytest.mark.parametrize(
    ("path", "turtle"),
    [
        ("^(<x:a>*)", "[ sh:inversePath [ sh:zeroOrMorePath <x:a> ] ]"),
        ("(^<x:a>)?", "[ sh:zeroOrOnePath [ sh:inversePath <x:a> ] ]"),
        ("<x:a>/(<x:b>|<x:c>)+", "( <x:a> [ sh:oneOrMorePath [ sh:alternativePath ( <x:b> <x:c> ) ] ] )"),
    ],
)
def test_turtle_writes_paths_as_shacl_does(path: str, turtle: str) -> None:
    """What the report calls a path in one line becomes the nodes of SHACL again."""
    assert path_to_turtle(path, Names()) == turtle


def test_every_rendering_is_the_same_each_time(report: Report, records: dict[str, Context]) -> None:
    """The same graph, parsed and checked anew, gives the same bytes in all forms."""
    data_graph = graph_of(PAGE_WITHOUT_LOCATION.replace("ev:hasTheme <id/theme/migration> ;", ""))
    again = validate(data_graph)
    found = contexts(data_graph, again)

    assert to_turtle(again) == to_turtle(report)
    assert to_json(again, found) == to_json(report, records)
    assert to_text(again, found) == to_text(report, records)
    assert to_html(again, found) == to_html(report, records)


def test_results_below_another_base_are_named_there(report: Report) -> None:
    """The report's own IRIs follow the base of the graph."""
    turtle = to_turtle(report, Names("https://data.example.org/ieval/"))

    assert "<https://data.example.org/ieval/id/report/" in turtle
