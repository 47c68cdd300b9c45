"""The clients that people use, as they come, against a server started by ``kg serve``."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import FORM

if TYPE_CHECKING:
    from serving import Served

AWKWARD = "50 %25 + a&b ñ 😀"
COUNTRIES = "SELECT ?code ?label { ?c ev:isoAlpha2 ?code ; skos:prefLabel ?label } ORDER BY ?code ?label LIMIT 20"
PREFIXES = (
    "PREFIX ev: <https://kg.example/def#> PREFIX d: <https://kg.example/id/> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
DEPRECATED = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
"""SPARQLWrapper 2.0 uses a class that rdflib 7 would rather not."""


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_solutions(server: Served, format_: str, method: Literal["GET", "POST", "POST_FORM"]) -> None:
    """A remote graph answers SELECT in every format and way that rdflib knows."""
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=format_))

    rows = list(graph.query(f'{PREFIXES}SELECT ("{AWKWARD}" AS ?x) (COUNT(?p) AS ?n) {{ ?p a ev:Programme }}'))

    assert len(rows) == 1
    assert str(rows[0][0]) == AWKWARD  # type: ignore[index]
    assert int(rows[0][1]) > 0  # type: ignore[index, arg-type]


def test_rdflib_walks_a_remote_graph(server: Served) -> None:
    """Patterns, ASK and CONSTRUCT work as on a local graph."""
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    country = rdflib.URIRef("https://kg.example/id/country/ET")

    assert (country, rdflib.RDF.type, None) in graph
    assert graph.query(f"{PREFIXES}ASK {{ d:country/ET a ev:Country }}".replace("d:country/ET", f"<{country}>"))
    assert len(graph.query(f"CONSTRUCT {{ <{country}> ?p ?o }} {{ <{country}> ?p ?o }}").graph or ()) > 3
    assert set(graph.objects(country, rdflib.SKOS.prefLabel))


def test_rdflib_asks_one_named_graph(server: Served) -> None:
    """A graph with a name sends ``default-graph-uri``, and sees that graph alone."""
    name = server.value("SELECT ?g { GRAPH ?g { ?s a ev:LessonLearned } } ORDER BY ?g LIMIT 1")
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"), identifier=name)

    assert 0 < len(graph) < int(server.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))


def _wrapper(server: Served, query: str, format_: str, **how: str) -> Any:  # noqa: ANN401 -- it has no types
    wrapper = pytest.importorskip("SPARQLWrapper").SPARQLWrapper(f"{server.url}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(format_)
    wrapper.setMethod(how.get("method", "GET"))
    wrapper.setRequestMethod(how.get("request", "urlencoded"))
    return wrapper


@pytest.mark.parametrize("way", ["GET urlencoded", "POST urlencoded", "POST postdirectly"])
@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_reads_solutions(server: Served, format_: str, way: str) -> None:
    """Its format parameters, sent threefold, are no error."""
    method, request = way.split()
    query = f'SELECT ("{AWKWARD}" AS ?x) {{}}'

    answer = _wrapper(server, query, format_, method=method, request=request).queryAndConvert()

    text = answer.decode() if isinstance(answer, bytes) else answer.toxml() if format_ == "xml" else str(answer)
    assert AWKWARD in text or AWKWARD.replace("&", "&amp;") in text


@DEPRECATED
@pytest.mark.parametrize("format_", ["turtle", "n3", "xml", "rdf+xml", "json-ld"])
def test_sparqlwrapper_reads_graphs(server: Served, format_: str) -> None:
    """CONSTRUCT comes in every format that it knows."""
    answer = _wrapper(server, "CONSTRUCT WHERE { <id/country/ET> a ?c }", format_).queryAndConvert()

    if isinstance(answer, bytes):
        answer = rdflib.Graph().parse(io.BytesIO(answer), format="turtle")
    assert rdflib.URIRef("https://kg.example/def#Country") in set(answer.objects())


@DEPRECATED
@pytest.mark.parametrize("query", ["ASK { ?s a ev:Programme }", "DESCRIBE <id/country/ET>"])
def test_sparqlwrapper_asks_and_describes(server: Served, query: str) -> None:
    """The two other query forms work as well."""
    answer = _wrapper(server, query, "json" if query.startswith("ASK") else "xml").queryAndConvert()

    assert answer == {"head": {}, "boolean": True} or len(answer) > 3


def test_sparqlwrapper_names_what_is_wrong(server: Served) -> None:
    """A slip is its own exception, with our sentence in it."""
    wrapper = _wrapper(server, "SELECT * { ?s ?p }", "json")

    with pytest.raises(pytest.importorskip("SPARQLWrapper").SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        wrapper.query()


def test_pandas_reads_csv_from_the_address(server: Served) -> None:
    """One line gives a data frame."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")

    frame = pandas.read_csv(
        f"{server.url}/sparql?{urlencode({'query': COUNTRIES, 'format': 'csv'})}", keep_default_na=False
    )

    assert list(frame.columns) == ["code", "label"]
    assert len(frame) == 20


def test_polars_reads_csv_from_the_address(server: Served) -> None:
    """One line gives a data frame."""
    polars = pytest.importorskip("polars", reason="polars is not installed")

    frame = polars.read_csv(f"{server.url}/sparql?{urlencode({'query': COUNTRIES, 'format': 'csv'})}")

    assert frame.columns == ["code", "label"]
    assert len(frame) == 20


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("arguments", [["-G"], []], ids=["get", "post"])
def test_curl_asks(server: Served, arguments: list[str]) -> None:
    """The command that people paste."""
    query = f'query=SELECT ("{AWKWARD}" AS ?x) {{}}'
    command = [
        "curl",
        "-sS",
        "--fail",
        *arguments,
        f"{server.url}/sparql",
        "--data-urlencode",
        query,
        "-H",
        "Accept: text/csv",
    ]

    done = subprocess.run(command, capture_output=True, check=True, timeout=60)

    assert done.stdout.decode() == f"x\r\n{AWKWARD}\r\n"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * { ?s a ev:Theme }", "application/sparql-results+json,*/*;q=0.9", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s a ev:Theme }", "application/n-triples,*/*;q=0.9", "application/n-triples"),
        ("DESCRIBE <id/country/ET>", "application/n-triples,*/*;q=0.9", "application/n-triples"),
    ],
)
def test_yasqe_gets_what_it_sends_for(server: Served, query: str, accept: str, media_type: str) -> None:
    """The editor of YASGUI posts a form, with its own Accept by query form."""
    reply = server.post(urlencode({"query": query}), f"{FORM}; charset=UTF-8", accept)

    assert (reply.status, reply.media_type) == (200, media_type)


def test_yasqe_shows_the_reason(server: Served) -> None:
    """It prints the body of an error as it is."""
    reply = server.post(urlencode({"query": "SELECT ?x {"}), FORM, "application/sparql-results+json,*/*;q=0.9")

    assert (reply.status, reply.media_type) == (400, "text/plain")


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/json", "*/*"])
def test_graph_explorer_gets_json(server: Served, accept: str) -> None:
    """It posts the query and reads JSON whatever comes."""
    reply = server.post(urlencode({"query": "SELECT * { ?s a ev:Theme } LIMIT 1"}), FORM, accept)

    assert len(reply.json()["results"]["bindings"]) == 1
