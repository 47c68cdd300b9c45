"""Any SPARQL: its answers, its errors, and that it never leaves the graph."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from kg import KgError, KnowledgeGraph
from kg.queries.results import Graph, Truth

ROWS = "SELECT * { VALUES (?a ?b) { (1 'x') (UNDEF '=1+1') } }"


def test_solutions_are_plain_values(example_graph: KnowledgeGraph) -> None:
    """Numbers are numbers and an unbound cell is None."""
    assert example_graph.select(ROWS).to_dicts() == [{"a": 1, "b": "x"}, {"a": None, "b": "=1+1"}]


def test_csv_defuses_formulas(example_graph: KnowledgeGraph) -> None:
    """A spreadsheet must not run what a record says."""
    text = example_graph.select(ROWS).serialize("csv")

    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["1", "x"], ["", "'=1+1"]]


def test_json_is_the_w3c_format(example_graph: KnowledgeGraph) -> None:
    """Other tools read it."""
    document = json.loads(example_graph.select(ROWS).serialize("json"))

    assert document["head"]["vars"] == ["a", "b"]
    assert document["results"]["bindings"][0]["b"] == {"type": "literal", "value": "x"}


def test_xml_is_well_formed(example_graph: KnowledgeGraph) -> None:
    """Other tools read it."""
    root = ET.fromstring(example_graph.select(ROWS).serialize("xml"))  # noqa: S314 -- our own text

    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


def test_solutions_can_be_read_and_written_in_any_order(example_graph: KnowledgeGraph) -> None:
    """Writing does not use the rows up."""
    answer = example_graph.select(ROWS)

    assert len(answer) == 2
    assert answer.serialize("tsv").count("\n") == 3
    assert len(answer) == 2


def test_ask_gives_a_truth_value(example_graph: KnowledgeGraph) -> None:
    """An ASK is true or false."""
    assert example_graph.query("ASK { ?s a ev:LessonLearned }") == Truth(True)  # noqa: FBT003 -- a value, no flag


def test_construct_gives_sorted_triples(example_graph: KnowledgeGraph) -> None:
    """A CONSTRUCT is a graph, the same every time."""
    answer = example_graph.query("CONSTRUCT { ?s a ev:X } WHERE { ?s a ev:Evaluation }")

    assert isinstance(answer, Graph)
    assert list(answer) == sorted(answer)


def test_the_default_graph_is_the_union(example_graph: KnowledgeGraph) -> None:
    """One pattern may join what a record states with what follows from it."""
    assert example_graph.query("ASK { ?e ev:evaluationNumber ?n ; ev:evaluates ?p . ?p a ev:CrossCountryProgramme }")


def test_what_several_records_state_counts_once(example_graph: KnowledgeGraph) -> None:
    """An evaluation with five records is one evaluation, however many graphs state it."""
    rows = example_graph.select(
        "SELECT ?e (COUNT(*) AS ?n) { ?e a ev:Evaluation ; ev:evaluationNumber ?number } GROUP BY ?e"
    )

    assert {row["n"] for row in rows} == {1}


def test_a_slip_is_told_with_line_and_column(example_graph: KnowledgeGraph) -> None:
    """Whoever writes SPARQL learns where it breaks."""
    with pytest.raises(KgError, match="line 2, column"):
        example_graph.select("SELECT *\nWHERE { ?s ?p }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?anywhere { ?s ?p ?o } }",
        "SELECT ?s { # comment\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT ?s { OPTIONAL { ?a ev:a\\' ?b } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } # '",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE : { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:%41 { ?s ?p ?o } }",
        "PREFIX service: <http://127.0.0.1:9/> SELECT * { SERVICE service: { ?s ?p ?o } }",
        'SELECT * { BIND (1 AS ?a) FILTER (?a<?b#>"""\n) SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } #"""',
    ],
)
def test_service_is_refused(example_graph: KnowledgeGraph, query: str) -> None:
    """A query never goes out to the network."""
    with pytest.raises(KgError, match="would leave this graph"):
        example_graph.query(query)


def test_no_escape_spells_service(example_graph: KnowledgeGraph) -> None:
    """The engine reads no code point escapes in keywords; the refusal relies on that."""
    with pytest.raises(KgError, match="no SPARQL"):
        example_graph.query("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?load 'SERVICE' } # LOAD",
        'ASK { ?s <http://x.org/SERVICE> """LOAD""" }',
        "PREFIX service: <http://x.org/> ASK { ?Service service:load ?service }",
    ],
)
def test_words_that_only_look_like_service_are_allowed(example_graph: KnowledgeGraph, query: str) -> None:
    """Variables, texts, IRIs and comments go nowhere."""
    assert not example_graph.query(query)


def test_a_slip_beside_the_word_service_is_a_slip(example_graph: KnowledgeGraph) -> None:
    """Only the keyword is refused as such; else the reader learns where the query breaks."""
    with pytest.raises(KgError, match="no SPARQL at line 1, column"):
        example_graph.query("ASK { ?s ?p 'service' } ASK {")


def test_an_update_is_no_query(example_graph: KnowledgeGraph) -> None:
    """The graph is read-only."""
    with pytest.raises(KgError, match="no SPARQL"):
        example_graph.query("DELETE WHERE { ?s ?p ?o }")


def test_a_result_shows_itself_in_a_notebook_escaped(example_graph: KnowledgeGraph) -> None:
    """Record text is text in HTML too."""
    answer = example_graph.select("SELECT ('<script>' AS ?x) {}")

    assert "&lt;script&gt;" in answer._repr_html_()


@pytest.mark.parametrize(
    ("module", "method"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")]
)
def test_solutions_become_a_frame_of_the_same_rows(example_graph: KnowledgeGraph, module: str, method: str) -> None:
    """pandas, polars and Arrow, with the columns of the query and empty cells kept."""
    pytest.importorskip(module, reason=f"{module}, an optional library, is absent")
    rows = example_graph.select("recommendation-follow-up")
    frame = getattr(rows, method)()

    names = frame.column_names if module == "pyarrow" else list(frame.columns)
    assert tuple(names) == rows.variables
    assert len(frame) == len(rows)


def test_a_notebook_shows_some_rows_and_says_how_many_there_are(example_graph: KnowledgeGraph) -> None:
    """A long answer does not drown the page; columns for programs are left out."""
    shown = example_graph.select("SELECT ?m ?m_iri { ?m a ev:Mention BIND(?m AS ?m_iri) }")._repr_html_()

    assert shown.count("<tr>") == 51
    assert "the first 50 of them" in shown
    assert "m iri" not in shown


def test_hostile_text_is_text_in_a_notebook(example_graph: KnowledgeGraph) -> None:
    """Markup of a record is escaped, and a long cell is cut."""
    text = "<script>alert(1)</script>" + "x" * 1_000
    shown = example_graph.select(f'SELECT ("{text}" AS ?t) {{}}')._repr_html_()

    assert "<script>" not in shown
    assert len(shown) < 600
