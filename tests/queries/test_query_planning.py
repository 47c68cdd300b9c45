"""Lines for the planner: they change how quickly a query is answered, never what it answers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.corpus import write_corpus
from benchmarks.questions import QUESTIONS, Question
from kg import BuildOptions, KnowledgeGraph, build
from kg.queries import Solutions, run_query, run_sparql
from kg.queries.catalog import catalog, named_query
from kg.queries.parameters import bindings_for

if TYPE_CHECKING:
    from pathlib import Path

_WHEN = re.compile(r"# when \?(\w+): (.*)")


@pytest.fixture(scope="module")
def corpus_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return a graph of some records of the benchmark's corpus."""
    folder: Path = tmp_path_factory.mktemp("corpus")
    write_corpus(folder / "corpus.jsonl", 160)
    build([folder / "corpus.jsonl"], folder / "graph", BuildOptions(validate=False))
    return KnowledgeGraph.open(folder / "graph")


def _rows(graph: KnowledgeGraph, text: str) -> list[tuple[str, ...]]:
    answer = run_sparql(graph.store, text, graph.names)
    assert isinstance(answer, Solutions)
    return [tuple(map(str, row)) for row in answer]


@pytest.mark.parametrize("question", [each for each in QUESTIONS if each.given], ids=lambda each: each.name)
def test_a_line_for_the_planner_changes_no_answer(corpus_graph: KnowledgeGraph, question: Question) -> None:
    """What ``# when`` adds follows from the query's own filters."""
    query = named_query(question.query)
    given = bindings_for(query, question.given, corpus_graph.store, corpus_graph.names, language="en")
    text = query.bound(given)
    added = [pattern for variable, pattern in _WHEN.findall(query.text) if variable in given]

    without = "\n".join(line for line in text.split("\n") if line.strip() not in added)

    assert _rows(corpus_graph, text) == _rows(corpus_graph, without)


@pytest.mark.parametrize("name", sorted(catalog()))
def test_every_line_for_the_planner_names_a_parameter_of_its_query(name: str) -> None:
    """A slip in the variable would leave the line a comment for ever."""
    query = named_query(name)

    assert {variable for variable, _ in _WHEN.findall(query.text)} <= {each.variable for each in query.parameters}


def test_the_line_is_a_comment_until_its_variable_is_bound() -> None:
    """Any engine runs the file as it stands."""
    query = named_query("findings-by-theme")

    assert "# when ?theme_bound: ?finding_iri ev:hasTheme ?theme_bound ." in query.bound({})
    assert "      ?finding_iri ev:hasTheme ?theme_bound ." in query.bound({"theme_bound": "<x:theme>"})


def test_the_query_of_open_mentions_misses_none(corpus_graph: KnowledgeGraph) -> None:
    """It looks at what two rules left open, so no other rule may leave a mention open."""
    asked = "SELECT ?m { ?m a ev:Mention FILTER NOT EXISTS { ?m ev:refersTo ?thing } }"
    told = run_query(corpus_graph.store, "unlinked-mentions", {}, corpus_graph.names).to_dicts()

    assert len(_rows(corpus_graph, asked)) == sum(int(row["mentions"]) for row in told) > 0


def test_the_query_of_open_mentions_tells_what_a_record_defines_otherwise(tmp_path: Path) -> None:
    """A definition that no list knows leaves its acronym open, and not by the rule of several readings."""
    record = {
        "url": "https://webapps.ilo.org/ievaldiscovery/lessons/990001",
        "eval_url": "https://webapps.ilo.org/ievaldiscovery/eval/990001",
        "eval_number": "990001",
        "eval_title": "Empleo juvenil - Evaluación final",
        "location": [{"region": "Americas", "country": "Uruguay"}],
        "theme": "Migration",
        "description": "La Oficina Municipal de Intermediación (OIM) atiende al público.",
        "success": "La OIM duplicó su personal en un año.",
    }
    (tmp_path / "records.jsonl").write_text(json.dumps(record), encoding="utf-8")
    build([tmp_path / "records.jsonl"], tmp_path / "graph", BuildOptions(validate=False))
    graph = KnowledgeGraph.open(tmp_path / "graph")

    told = run_query(graph.store, "unlinked-mentions", {}, graph.names).to_dicts()

    assert [(row["surface"], int(row["mentions"])) for row in told] == [("OIM", 2)]
