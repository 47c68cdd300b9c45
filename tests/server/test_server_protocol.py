"""The SPARQL 1.1 Protocol over a socket: ways to ask, formats, refusals, caching."""

from __future__ import annotations

import gzip
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import DIRECT, FORM

if TYPE_CHECKING:
    from serving import Served

AWKWARD = '100 %25 + a&b=c; ñ 😀 \\"q\\" #x'
"""A literal, as SPARQL writes it, that each layer of decoding would change."""
PLAIN = AWKWARD.replace('\\"', '"')
ECHO = f'SELECT ("{AWKWARD}" AS ?x) {{}}'


def test_three_ways_to_ask_agree_on_awkward_literals(server: Served) -> None:
    """GET, POST form and POST direct decode once."""
    form = server.post(urlencode({"query": ECHO}), FORM)
    replies = [server.query(ECHO), form, server.post(ECHO)]

    assert [reply.json()["results"]["bindings"][0]["x"]["value"] for reply in replies] == [PLAIN] * 3


def test_the_address_works_with_and_without_a_slash(server: Served) -> None:
    """No client follows a redirect with a POST."""
    assert [server.post("ASK {}", path=path).status for path in ("/sparql", "/sparql/")] == [200, 200]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("", "application/sparql-results+json"),
    ],
)
@pytest.mark.parametrize("query", ["SELECT * { ?s a ev:Programme }", "ASK { ?s a ev:Programme }"])
def test_tables_come_in_the_format_asked_for(server: Served, query: str, accept: str, media_type: str) -> None:
    """SELECT and ASK have the four standard formats."""
    reply = server.query(query, accept)

    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.body


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a ev:Theme ; ?p ?o }", "DESCRIBE <id/country/ET>"])
def test_graphs_are_the_same_in_every_format(server: Served, query: str, accept: str, format_: ox.RdfFormat) -> None:
    """CONSTRUCT and DESCRIBE give one graph, however it is written."""
    reply = server.query(query, accept)
    plain = server.query(query, "application/n-triples")

    assert (reply.status, reply.media_type) == (200, accept)
    assert {str(quad.triple) for quad in ox.parse(reply.body, format_)} == {
        str(quad.triple) for quad in ox.parse(plain.body, ox.RdfFormat.N_TRIPLES)
    }


def test_csv_is_utf_8_with_crlf(server: Served) -> None:
    """Spreadsheets and data frames read it as it comes."""
    reply = server.query(ECHO, "text/csv")

    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.body == ('x\r\n"' + PLAIN.replace('"', '""') + '"\r\n').encode()


@pytest.mark.parametrize("name", ["format", "output", "results"])
def test_the_format_may_stand_in_the_address(server: Served, name: str) -> None:
    """A link gives CSV although its reader sends the header of a browser."""
    assert server.query("ASK {}", "text/html,*/*;q=0.8", **{name: "csv"}).media_type == "text/csv"


def test_a_form_may_name_format_and_graphs_in_its_address(server: Served) -> None:
    """Fields of the address and of the body are one request."""
    path = "/sparql?format=csv&default-graph-uri=http%3A%2F%2Fnowhere.example%2F"

    reply = server.post(urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}), FORM, path=path)

    assert reply.text == "n\r\n0\r\n"


def test_a_request_chooses_its_default_graph(server: Served) -> None:
    """``default-graph-uri`` stands above FROM, and above the union."""
    query = "SELECT (COUNT(*) AS ?n) FROM <http://nowhere.example/> { ?s ?p ?o }"
    graph = server.value("SELECT ?g { GRAPH ?g { ?s a ev:LessonLearned } } ORDER BY ?g LIMIT 1")

    inside = server.query(query, "text/csv", **{"default-graph-uri": graph})
    whole = int(server.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))

    assert 0 < int(inside.text.split()[1]) < whole


def test_a_request_chooses_its_named_graphs(server: Served) -> None:
    """``named-graph-uri`` leaves one graph to see, and an empty default graph."""
    graph = server.value("SELECT ?g { GRAPH ?g { ?s a ev:LessonLearned } } ORDER BY ?g LIMIT 1")
    query = "SELECT (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(?x) AS ?outside) { { GRAPH ?g {} } UNION { ?x ?p ?o } }"

    reply = server.query(query, "text/csv", **{"named-graph-uri": graph})

    assert reply.text == "graphs,outside\r\n1,0\r\n"


@pytest.mark.parametrize(
    ("body", "content_type", "path", "status"),
    [
        (urlencode({"update": "CLEAR ALL"}), FORM, "/sparql", 403),
        ("CLEAR ALL", "application/sparql-update", "/sparql", 403),
        ("DELETE WHERE { ?s ?p ?o }", DIRECT, "/sparql", 400),
        ("LOAD <http://127.0.0.1:9/>", DIRECT, "/sparql", 400),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", DIRECT, "/sparql", 403),
        ("ASK {}", "text/plain", "/sparql", 415),
        ("ASK {}", "", "/sparql", 415),
        ("ASK {}", f"{DIRECT}; charset=utf-16", "/sparql", 415),
        ("ASK {}".encode("utf-16"), DIRECT, "/sparql", 400),
        ("query=%ff", FORM, "/sparql", 400),
        ("nothing=1", FORM, "/sparql", 400),
        ("query=", FORM, "/sparql", 400),
        ("query=ASK{}&query=ASK{}", FORM, "/sparql", 400),
        ("ASK {}", DIRECT, "/sparql?query=ASK{}", 400),
        ("ASK {}", DIRECT, "/sparql?default-graph-uri=no+iri", 400),
        ("ASK {", DIRECT, "/sparql", 400),
        ("x" * (1 << 20) + "x", DIRECT, "/sparql", 413),
        ("ASK {}", DIRECT, "/sparql?x=" + "x" * 65_600, 414),
    ],
)
def test_what_is_wrong_with_a_request_is_said_in_plain_text(
    server: Served, body: str | bytes, content_type: str, path: str, status: int
) -> None:
    """Each refusal has its own status, and a sentence."""
    reply = server.post(body, content_type, path=path)

    assert (reply.status, reply.media_type) == (status, "text/plain")
    assert reply.text.endswith("\n")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_that_work(server: Served, method: str) -> None:
    """405 comes with Allow."""
    reply = server.request(method, "/sparql", b"")

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_a_slip_is_told_with_line_and_column(server: Served) -> None:
    """Editors show the body as it is."""
    reply = server.query("SELECT *\nWHERE { ?s ?p }")

    assert (reply.status, reply.media_type) == (400, "text/plain")
    assert "line 2, column 1" in reply.text


def test_an_unknown_format_is_refused_with_the_known_ones(server: Served) -> None:
    """406 lists what there is of this kind."""
    reply = server.query("ASK {}", "image/png")

    assert reply.status == 406
    assert "application/sparql-results+json" in reply.text
    assert "text/turtle" not in reply.text


def test_head_is_get_without_a_body(server: Served) -> None:
    """Checkers of links see the same headers."""
    path = "/sparql?query=ASK%20%7B%7D"
    head, get = server.request("HEAD", path), server.get(path)

    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_web_pages_elsewhere_may_ask(server: Served) -> None:
    """An editor on another host passes its preflight, and reads the answer."""
    asked = {"Origin": "https://yasgui.org", "Access-Control-Request-Method": "POST"}
    preflight = server.request("OPTIONS", "/sparql", headers=asked)

    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    assert server.get("/sparql?query=ASK{}", Origin="https://yasgui.org").headers["access-control-allow-origin"] == "*"


def test_an_unchanged_answer_is_not_sent_again(server: Served) -> None:
    """The tag holds for one query, one format and one build."""
    tag = server.query("ASK {}").headers["etag"]
    path = "/sparql?query=ASK+%7B%7D"

    again = server.get(path, If_None_Match=tag)
    other = server.get(path, If_None_Match=tag, Accept="text/csv")

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert other.status == 200


def test_an_answer_that_differs_each_time_is_not_kept(server: Served) -> None:
    """NOW() and its like have no tag."""
    reply = server.query("SELECT (NOW() AS ?x) {}")

    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


def test_large_answers_are_compressed_for_those_who_ask(server: Served) -> None:
    """The same bytes, fewer on the wire."""
    path = f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 2000'})}"

    packed, plain = server.get(path, Accept_Encoding="gzip"), server.get(path)

    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 4


def test_a_client_may_read_an_answer_by_ranges(server: Served) -> None:
    """All pieces come from one answer; a range behind its end is refused with its size."""
    path = "/sparql?query=SELECT+*+%7B+%3Fs+a+%3Fc+%7D&format=csv"
    whole = server.get(path)

    pieces = [server.get(path, Range=f"bytes={start}-{start + 999}") for start in range(0, len(whole.body), 1000)]
    behind = server.get(path, Range=f"bytes={len(whole.body)}-")

    assert {piece.status for piece in pieces} == {206}
    assert b"".join(piece.body for piece in pieces) == whole.body
    assert pieces[0].headers["content-range"] == f"bytes 0-999/{len(whole.body)}"
    assert (behind.status, behind.headers["content-range"]) == (416, f"bytes */{len(whole.body)}")


def test_small_answers_leave_at_once(server: Served) -> None:
    """No answer on an open connection waits for the client's delayed acknowledgement, 40 ms on Linux."""
    connection = server.connect()
    waits = []
    for _ in range(20):
        started = time.perf_counter()
        connection.request("GET", "/health")
        connection.getresponse().read()
        waits.append(time.perf_counter() - started)
    connection.close()

    assert sorted(waits)[len(waits) // 2] < 0.035


def test_a_request_without_a_query_describes_the_service(server: Served) -> None:
    """The description names the endpoint it was asked at (SPARQL 1.1 Service Description)."""
    reply = server.get("/sparql", Accept="text/turtle")
    found = {str(quad.triple) for quad in ox.parse(reply.body, ox.RdfFormat.TURTLE)}

    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert reply.media_type == "text/turtle"
    assert f"<{server.url}/sparql> <{sd}endpoint> <{server.url}/sparql>" in found
    assert f"<{server.url}/sparql> <{sd}feature> <{sd}UnionDefaultGraph>" in found


def test_the_prefixes_of_the_graph_need_no_declaration(server: Served) -> None:
    """What kg query takes, the endpoint takes; relative IRIs stand below the base."""
    assert server.query("ASK { <id/country/ET> a ev:Country ; skos:prefLabel ?label }").json()["boolean"]


def test_answers_tell_browsers_what_to_distrust(server: Served) -> None:
    """No sniffing, no scripts or frames from elsewhere."""
    headers = server.query("ASK {}").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_health_names_the_build(server: Served) -> None:
    """A monitor sees that it answers, and from what."""
    reply = server.get("/health")

    assert reply.json()["status"] == "ok"
    assert reply.json()["build"] in server.query("ASK {}").headers["etag"]


def test_an_unknown_address_is_told_in_plain_text(server: Served) -> None:
    """404 is no page of somebody else."""
    reply = server.get("/nothing-here")

    assert (reply.status, reply.media_type) == (404, "text/plain")


def test_a_name_of_somebody_else_is_refused(server: Served) -> None:
    """A page that points its own name to this machine (DNS rebinding) reads nothing."""
    assert server.get("/health", Host="evil.example").status == 421
    assert server.get("/health", Host="localhost:1").status == 200
