"""``kg query --endpoint``: the same questions to a server, and clear words when it does not answer."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from kg.errors import ConfigError, QueryError
from kg.queries import Graph, Solutions, Truth
from kg.queries.remote import ask_endpoint, ask_endpoint_by_name
from kg.terms import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from serving import Served

    from kg import KnowledgeGraph


@pytest.fixture
def endpoint_that() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler], None]], str]]:
    """Return a function that starts an endpoint which answers in a given way, and returns its address."""
    started: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                answer(self)

            def log_message(self, *arguments: object) -> None:
                """Keep quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append(server)
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, media_type: str, body: str, **headers: str) -> None:
    """Send a whole answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body.encode())


def test_a_named_query_has_the_same_answer_there_as_here(server: Served, example_graph: KnowledgeGraph) -> None:
    """Values and columns are equal."""
    there = ask_endpoint_by_name(f"{server.url}/sparql", "cross-country-programmes", {"theme": "Migration"}, Names())
    here = example_graph.select("cross-country-programmes", theme="Migration")

    assert isinstance(there, Solutions)
    assert there.variables == here.variables
    assert there.to_dicts() == here.to_dicts()
    assert there.serialize("csv") == here.serialize("csv")


def test_every_query_form_is_read(server: Served) -> None:
    """SELECT gives rows, ASK a truth value, CONSTRUCT a graph; prefixes need no declaration."""
    endpoint = f"{server.url}/sparql"

    assert isinstance(ask_endpoint(endpoint, "SELECT * { ?s a ev:Theme }", Names()), Solutions)
    assert ask_endpoint(endpoint, "ASK { ?s a ev:Theme }", Names()) == Truth(value=True)
    assert isinstance(ask_endpoint(endpoint, "CONSTRUCT WHERE { ?s a ev:Theme }", Names()), Graph)


def test_awkward_literals_arrive(server: Served) -> None:
    """Nothing is decoded twice on the way."""
    answer = ask_endpoint(f"{server.url}/sparql", 'SELECT ("%25 + & ñ 😀" AS ?x) {}', Names())

    assert isinstance(answer, Solutions)
    assert answer.to_dicts() == [{"x": "%25 + & ñ 😀"}]


def test_a_slip_is_told_in_the_words_of_the_endpoint(server: Served) -> None:
    """Line and column come through."""
    with pytest.raises(QueryError, match=r"refuses the query with 400 .*line 2, column"):
        ask_endpoint(f"{server.url}/sparql", "SELECT *\nWHERE { ?s ?p }", Names())


def test_an_endpoint_that_is_not_there_is_told() -> None:
    """The address is in the message."""
    with pytest.raises(QueryError, match=r"http://127.0.0.1:9/sparql is not reached"):
        ask_endpoint("http://127.0.0.1:9/sparql", "ASK {}", Names())


@pytest.mark.parametrize(
    ("media_type", "body", "words"),
    [
        ("text/html", "<h1>Welcome</h1>", "answers with text/html"),
        ("application/sparql-results+json", "{", "is no application/sparql-results"),
        ("application/sparql-results+xml", "<a>", "is no application/sparql-results"),
        ("text/turtle", "<a", "is no text/turtle"),
    ],
)
def test_an_answer_that_is_none_is_told(
    endpoint_that: Callable[[Callable[[BaseHTTPRequestHandler], None]], str], media_type: str, body: str, words: str
) -> None:
    """A page, or half an answer, is an error, never an empty table."""
    endpoint = endpoint_that(lambda handler: reply(handler, 200, media_type, body))

    with pytest.raises(QueryError, match=words):
        ask_endpoint(endpoint, "ASK {}", Names())


def test_an_endpoint_that_is_silent_is_left(
    endpoint_that: Callable[[Callable[[BaseHTTPRequestHandler], None]], str],
) -> None:
    """The time limit holds."""
    endpoint = endpoint_that(lambda _: time.sleep(2))

    with pytest.raises(QueryError, match=r"sent nothing for 0.3 s"):
        ask_endpoint(endpoint, "ASK {}", Names(), timeout=0.3)


def test_credentials_go_to_the_host_that_was_named_alone(
    endpoint_that: Callable[[Callable[[BaseHTTPRequestHandler], None]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come from the environment; a redirect is not followed."""
    monkeypatch.setenv("KG_ENDPOINT_USER", "ada")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "secret")
    seen: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        reply(handler, 307, "text/plain", "elsewhere", Location="http://localhost:9/sparql")

    with pytest.raises(QueryError, match="refuses the query with 307"):
        ask_endpoint(endpoint_that(answer), "ASK {}", Names())
    assert seen == ["Basic YWRhOnNlY3JldA=="]


def test_credentials_never_travel_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over http they go to this machine only."""
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "secret")

    with pytest.raises(ConfigError, match="readable over http"):
        ask_endpoint("http://data.example/sparql", "ASK {}", Names())


@pytest.mark.parametrize("endpoint", ["file:///etc/passwd", "ftp://x/", "nowhere", "https://ada:secret@host/sparql"])
def test_an_address_that_is_none_is_a_wrong_call(endpoint: str) -> None:
    """Only http and https are asked, and no credentials stand in an address."""
    with pytest.raises(ConfigError):
        ask_endpoint(endpoint, "ASK {}", Names())


def test_the_command_asks_an_endpoint(server: Served) -> None:
    """The table is the one of the local graph; nothing of the graph directory is needed."""
    command = [sys.executable, "-m", "kg", "query", "--endpoint", f"{server.url}/sparql", "--graph", "nowhere"]

    done = subprocess.run(
        [*command, "-e", "SELECT (COUNT(*) AS ?n) { ?s a ev:Programme }", "--format", "csv"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("n\n")
