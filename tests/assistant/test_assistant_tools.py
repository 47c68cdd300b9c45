"""The tools as an assistant uses them: over the protocol, by its own client library, from a process of its own."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

mcp = pytest.importorskip("mcp", reason="the client library of the Model Context Protocol (PyPI: mcp) is absent")

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"search", "describe", "why", "catalogue", "query"}


def calls(graph: Path, *wanted: tuple[str, dict[str, Any]], timeout: str = "20") -> list[Any]:
    """Start the command, call tools in one session, and return the results."""

    async def converse() -> list[Any]:
        arguments = ["-m", "kg", "mcp", "--graph", str(graph), "--timeout", timeout]
        parameters = mcp.StdioServerParameters(command=sys.executable, args=arguments)
        async with mcp.stdio_client(parameters) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            if not wanted:
                return list((await session.list_tools()).tools)
            return [await session.call_tool(name, given) for name, given in wanted]

    return asyncio.run(asyncio.wait_for(converse(), 60))


def answer_of(result: Any) -> dict[str, Any]:  # noqa: ANN401 -- the library's type
    """Return what a tool answers, read off the text as an assistant does."""
    assert not result.is_error, result.content
    answer: dict[str, Any] = json.loads(result.content[0].text)
    return answer


@pytest.fixture(scope="module")
def results(example_directory: Path) -> list[Any]:
    """Return the results of one session with a call of each tool."""
    return calls(
        example_directory,
        ("search", {"words": "refugee agency Colombia", "language": "es", "limit": 2}),
        ("describe", {"thing": "d:organization/iom", "language": "fr"}),
        ("why", {"things": ["d:programme/RLA-19-50-EUR", "d:organization/unhcr"]}),
        ("catalogue", {"language": "es"}),
        ("query", {"query": "cross-country-programmes", "parameters": {"theme": "Migración"}, "language": "es"}),
        ("query", {"query": "SELECT ?m { ?m a ev:Mention }"}),
        ("query", {"query": "ASK { ?c a ev:Country }"}),
    )


def test_every_tool_says_that_it_only_reads(example_directory: Path) -> None:
    """An assistant may call them without asking."""
    tools = calls(example_directory)

    assert {tool.name for tool in tools} == NAMES
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_search_answers_with_quotes_and_addresses(results: list[Any]) -> None:
    """So the assistant can cite."""
    found = answer_of(results[0])

    assert len(found["hits"]) == 2
    assert all(hit["page"].startswith("https://") for hit in found["hits"])
    assert "ACNUR" in found["hits"][0]["reasons"][0]["quote"]


def test_describe_answers_in_the_language_asked(results: list[Any]) -> None:
    """Labels are French."""
    assert answer_of(results[1])["label"] == "Organisation internationale pour les migrations"


def test_why_answers_with_the_sentence_and_the_page(results: list[Any]) -> None:
    """Evidence of a role in a programme."""
    evidence = answer_of(results[2])["evidence"]

    assert evidence
    assert all(each["surface"] in each["sentence"] and each["page"] for each in evidence)


def test_the_catalogue_tells_questions_and_parameters(results: list[Any]) -> None:
    """Enough to ask the next question."""
    queries = {query["name"]: query for query in answer_of(results[3])["queries"]}

    assert queries["cross-country-programmes"]["question"].startswith("¿Qué programas")
    assert queries["mentions-of"]["parameters"][0]["required"] is True


def test_a_named_query_takes_parameters_in_any_language(results: list[Any]) -> None:
    """As people give them on the command line."""
    rows = answer_of(results[4])["rows"]

    assert "RLA/19/50/EUR" in {row["programme"] for row in rows}


def test_a_long_answer_is_cut_and_says_so(results: list[Any]) -> None:
    """An assistant knows that there is more."""
    answer = answer_of(results[5])

    assert (len(answer["rows"]), answer["is_cut"], answer["number_of_rows"] > 200) == (200, True, True)


def test_a_question_of_yes_or_no_is_answered_so(results: list[Any]) -> None:
    """ASK."""
    assert answer_of(results[6]) == {"boolean": True}


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"words": "?"}, "no word"),
    ("describe", {"thing": "12345"}, "no record has the number"),
    ("why", {"things": ["nothing"]}, "no IRI"),
    ("query", {"query": "SELECT"}, "no SPARQL"),
    ("query", {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE"),
    ("query", {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, "SELECT or ASK"),
    ("query", {"query": "findings-by-theme", "parameters": {"theme": "Migrashun"}}, "did you mean"),
]


def test_a_wrong_call_is_answered_with_what_to_do(example_directory: Path) -> None:
    """The assistant mends its call; nothing breaks."""
    results = calls(example_directory, *((name, given) for name, given, _ in WRONG))

    for (name, _, message), result in zip(WRONG, results, strict=True):
        assert result.is_error, name
        assert message in result.content[0].text


def test_a_query_without_end_is_stopped(example_directory: Path) -> None:
    """And the next question is answered."""
    pairs = " ".join(f"?s{number} ?p{number} ?o{number} ." for number in range(8))
    endless, fine = calls(
        example_directory,
        ("query", {"query": f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}"}),
        ("query", {"query": "ASK { ?c a ev:Country }"}),
        timeout="1",
    )

    assert endless.is_error
    assert "longer than 1 s" in endless.content[0].text
    assert answer_of(fine) == {"boolean": True}


def test_a_graph_that_is_not_there_is_told_before_the_protocol_begins(tmp_path: Path) -> None:
    """Exit code 3, and the message on standard error."""
    command = [sys.executable, "-m", "kg", "mcp", "--graph", str(tmp_path / "none")]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout) == (3, "")
    assert "does not exist" in done.stderr


def test_an_answer_of_long_texts_is_cut_before_it_is_too_long(example_directory: Path) -> None:
    """No row is shortened: a quote has to be right."""
    text = "SELECT ?text { ?finding ev:description ?text . ?country a ev:Country } LIMIT 190"
    (result,) = calls(example_directory, ("query", {"query": text}))
    answer = answer_of(result)

    assert 1 < len(answer["rows"]) < 190
    assert answer["is_cut"]
    assert sum(len(row["text"]) for row in answer["rows"]) <= 100_000
