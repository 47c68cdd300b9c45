"""No query takes the server down, holds it up, or gets a part of an answer as the whole."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest
from serving import FORM, Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRODUCT = "".join(f"?a{n} ?b{n} ?c{n} . " for n in range(10))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT}}}"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 400000"


@pytest.fixture(scope="module")
def bounded(example_directory: Path) -> Iterator[Served]:
    """Return a server with narrow bounds: a second, and 1 MB of answer."""
    options = ("--timeout", "1", "--workers", "2", "--max-result", "1")
    with served(example_directory, *options) as running:
        yield running


def test_ten_nested_products_are_stopped_in_time(bounded: Served) -> None:
    """The client is told, and may come back later."""
    started = time.monotonic()

    reply = bounded.query(ENDLESS)

    assert reply.status == 503
    assert int(reply.headers["retry-after"]) >= 1
    assert "longer than 1 s" in reply.text
    assert time.monotonic() - started < 6


def test_others_are_answered_while_queries_are_stopped(bounded: Served) -> None:
    """More endless queries than workers, and a small one among them still gets its answer."""
    with ThreadPoolExecutor(4) as pool:
        endless = [pool.submit(bounded.query, ENDLESS) for _ in range(3)]
        small = pool.submit(bounded.query, "ASK { ?s ?p ?o }")
        assert small.result().status in {200, 503}
        assert {each.result().status for each in endless} == {503}
    assert bounded.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_a_query_that_needs_too_much_memory_is_stopped(example_directory: Path) -> None:
    """The worker ends, the server goes on."""
    with served(example_directory, "--timeout", "30", "--workers", "1", "--memory", "64") as small:
        reply = small.query(GREEDY)

        assert reply.status == 507
        assert "memory" in reply.text
        assert small.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_an_answer_that_is_too_large_is_refused_whole(bounded: Served) -> None:
    """No part of it is sent as if it were all."""
    reply = bounded.query(HUGE)

    assert reply.status == 507
    assert "larger than 1 MB" in reply.text


def test_a_query_nested_too_deeply_is_refused(bounded: Served) -> None:
    """The parser's stack is the worker's, not the server's."""
    reply = bounded.post(f"ASK {{ FILTER ({'(' * 30_000}1{')' * 30_000}) }}")

    assert reply.status == 400
    assert bounded.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_a_query_ends_when_its_client_leaves(example_directory: Path) -> None:
    """Nobody works for a client that is gone."""
    with served(example_directory, "--workers", "1", "--timeout", "60") as alone:
        before = alone.workers()
        host, port = urlsplit(alone.url).netloc.split(":")
        body = urlencode({"query": ENDLESS}).encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection((host, int(port))) as client:
            client.sendall(head.encode() + body)
            time.sleep(0.3)

        assert alone.query("ASK { ?s ?p ?o }").json()["boolean"]
        assert alone.workers() != before


def test_names_of_files_are_only_names(bounded: Served) -> None:
    """FROM reads no file and no address: an unknown graph is empty."""
    for name in ("file:///etc/passwd", "http://127.0.0.1:9/"):
        assert not bounded.query(f"ASK FROM <{name}> {{ ?s ?p ?o }}").json()["boolean"]


def test_a_slow_reader_holds_no_worker(example_directory: Path) -> None:
    """Many clients that do not read their large answers leave the one worker free."""
    query = "SELECT * { ?s ?p ?o . ?a a ev:Theme } LIMIT 60000"
    with served(example_directory, "--workers", "1") as alone:
        slow = [alone.connect() for _ in range(5)]
        for connection in slow:
            connection.request("GET", f"/sparql?{urlencode({'query': query})}")

        assert alone.query("ASK { ?s ?p ?o }").json()["boolean"]
        lengths = {len(connection.getresponse().read()) for connection in slow}
        assert len(lengths) == 1
        assert lengths.pop() > 5_000_000
        for connection in slow:
            connection.close()


def soak(server: Served, clients: int, seconds: float) -> list[int]:
    """Let clients ask one after the other for a while; return how many right answers each got."""
    total = server.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    end = time.monotonic() + seconds

    def client(number: int) -> int:
        connection, answers = server.connect(), 0
        while time.monotonic() < end:
            value = f"{number}-{answers}"
            query = f'SELECT ?n ("{value}" AS ?x) {{ {{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} }} }}'
            connection.request("GET", f"/sparql?{urlencode({'query': query, 'format': 'csv'})}")
            response = connection.getresponse()
            body = response.read().decode()
            assert (response.status, body) == (200, f"n,x\r\n{total},{value}\r\n")
            answers += 1
        connection.close()
        return answers

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(client, range(clients)))


def test_a_hundred_clients_lose_no_answer(server: Served) -> None:
    """Each gets its own answers, right and whole, for some seconds."""
    assert min(soak(server, 100, 4)) > 0


@pytest.mark.slow
def test_a_hundred_clients_lose_no_answer_for_three_minutes(server: Served) -> None:
    """The same for long; nobody starves."""
    answers = soak(server, 100, 180)

    assert min(answers) > 0.3 * max(answers)


def test_the_whole_graph_is_sent_at_any_size(example_directory: Path) -> None:
    """Bounds of queries are none of a dump: it is written once a build, and has its length, ranges and tag."""
    with served(example_directory, "--workers", "1", "--max-result", "1", "--timeout", "0.5") as small:
        with ThreadPoolExecutor(4) as clients:
            replies = list(clients.map(lambda _: small.get("/data/graph.nq"), range(4)))
        part = small.get("/data/graph.nq", Range="bytes=0-99")
        again = small.get("/data/graph.nq", If_None_Match=replies[0].headers["etag"])
        head = small.request("HEAD", "/data/graph.nq")

    (body,) = {reply.body for reply in replies}
    assert len(body) > 2 * 1024 * 1024
    assert {int(reply.headers["content-length"]) for reply in (*replies, head)} == {len(body)}
    assert (part.status, part.body, again.status, head.body) == (206, body[:100], 304, b"")
    assert all(quad.graph_name != ox.DefaultGraph() for quad in ox.parse(body, ox.RdfFormat.N_QUADS))
