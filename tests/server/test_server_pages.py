"""Every IRI of the graph answers: with a page for people, and RDF for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pyoxigraph as ox
import pytest
from pages import lesson
from serving import served

from kg import BuildOptions, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serving import Served

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LESSON = "https://kg.example/id/lesson/900001"
EV = "https://kg.example/def#"


def triples(body: bytes, format_: ox.RdfFormat) -> set[str]:
    """Return the triples of an answer."""
    return {str(quad.triple) for quad in ox.parse(body, format_)}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("", "text/turtle"),
    ],
)
def test_a_thing_comes_as_the_client_likes(server: Served, accept: str, media_type: str) -> None:
    """One address, and the Accept header decides."""
    reply = server.get("/id/lesson/900001", Accept=accept)

    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("html", "text/html"), ("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")],
)
def test_an_ending_or_a_parameter_outranks_the_header(server: Served, ending: str, media_type: str) -> None:
    """Links to one format work in every client."""
    name = {"html": "html", "ttl": "turtle", "jsonld": "jsonld", "nt": "nt"}[ending]

    assert server.get(f"/id/lesson/900001.{ending}", Accept="application/trig").media_type == media_type
    assert server.get(f"/id/lesson/900001?format={name}", Accept="application/trig").media_type == media_type


def test_the_rdf_says_all_that_the_graph_says(server: Served) -> None:
    """What is said of the thing, what points to it, and which data set it is from; IRIs are those of the graph."""
    found = triples(server.get("/id/lesson/900001", Accept="text/turtle").body, ox.RdfFormat.TURTLE)
    said = server.query(f"CONSTRUCT WHERE {{ <{LESSON}> ?p ?o }}", "application/n-triples")

    assert triples(said.body, ox.RdfFormat.N_TRIPLES) < found
    assert any(line.endswith(f"<{EV}hasFinding> <{LESSON}>") for line in found)
    assert any("inDataset> <https://kg.example/id/dataset/graph>" in line for line in found)


def test_trig_says_which_graph_says_it(server: Served) -> None:
    """The named graphs come along in the formats that can hold them."""
    quads = list(ox.parse(server.get("/id/lesson/900001.trig").body, ox.RdfFormat.TRIG))

    assert {"https://kg.example/graph/record/lesson/900001", "https://kg.example/graph/linked/lesson/900001"} <= {
        quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)
    }


def test_every_iri_of_the_graph_answers(server: Served) -> None:
    """Things, named graphs, classes: none is a dead link. One of each folder is asked."""
    rows = server.query(
        "SELECT (SAMPLE(?x) AS ?one) { { ?x ?p ?o } UNION { ?s ?p ?x } UNION { GRAPH ?x {} } "
        "FILTER (ISIRI(?x) && STRSTARTS(STR(?x), 'https://kg.example/')) } "
        "GROUP BY (REPLACE(STR(?x), '^https://kg.example/([a-z]+[/#]?[a-z]*/?[a-z]*).*$', '$1'))"
    ).json()["results"]["bindings"]
    paths = [row["one"]["value"].removeprefix("https://kg.example") for row in rows]

    replies = {path: server.get(path.partition("#")[0], Accept=BROWSER) for path in paths}

    assert len(paths) > 15
    assert {path: reply.status for path, reply in replies.items() if reply.status != 200} == {}


@pytest.mark.parametrize(("language", "word"), [("es", "Lección aprendida"), ("fr", "Leçon apprise")])
def test_labels_are_in_the_language_of_the_reader(server: Served, language: str, word: str) -> None:
    """By the browser's header, or by choice; and the page says its language."""
    by_header = server.get("/id/lesson/900001", Accept=BROWSER, Accept_Language=f"{language}-XX,en;q=0.5")
    by_choice = server.get(f"/id/lesson/900001?lang={language}", Accept=BROWSER)

    for reply in (by_header, by_choice):
        assert f'<html lang="{language}">' in reply.text
        assert word in reply.text


def test_a_page_links_to_the_page_of_the_ilo_and_to_its_own_things(server: Served) -> None:
    """Links are relative: they hold behind a proxy and on any host, whatever the base is."""
    page = server.get("/id/lesson/900001", Accept=BROWSER).text

    assert re.search(r'href="https://[^"]*/lessons/900001"[^>]*>Page of the ILO', page)
    assert 'href="../../id/theme/' in page
    assert 'href="https://kg.example/' not in page


def test_a_page_says_who_says_it(server: Served) -> None:
    """Each value links to the named graph that holds it, and the page to the build."""
    page = server.get("/id/lesson/900001", Accept=BROWSER).text

    assert 'href="../../graph/record/lesson/900001"' in page
    assert 'href="../../graph/linked/lesson/900001"' in page
    assert 'href="../../id/build/' in page


def test_a_page_holds_its_data_as_json_ld(server: Served) -> None:
    """Search engines read it; it is the same graph."""
    page = server.get("/id/lesson/900001", Accept=BROWSER).text
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    assert match is not None
    said = server.query(f"CONSTRUCT WHERE {{ <{LESSON}> ?p ?o }}", "application/n-triples")
    assert triples(match[1].encode(), ox.RdfFormat.JSON_LD) == triples(said.body, ox.RdfFormat.N_TRIPLES)


def test_programs_find_the_other_formats(server: Served) -> None:
    """The header Link names them, and the description of the data set."""
    link = server.get("/id/lesson/900001", Accept=BROWSER).headers["link"]

    assert f'<{server.url}/id/lesson/900001.ttl>; rel="alternate"; type="text/turtle"' in link
    assert f'<{server.url}/.well-known/void>; rel="describedby"' in link


def test_links_to_a_thing_are_counted_and_paged(server: Served) -> None:
    """All of what points to it can be read, a page at a time."""
    count = int(server.value(f"SELECT (COUNT(*) AS ?n) {{ ?s <{EV}mentionsOrganization> <id/organization/ilo> }}"))
    address = f"/id/organization/ilo?property={quote(f'{EV}mentionsOrganization', safe='')}"

    first = server.get(address, Accept=BROWSER).text

    assert f'<span class="count">{count}</span>' in server.get("/id/organization/ilo", Accept=BROWSER).text
    assert first.count("<li><a") - first.count("hreflang") >= count
    assert server.get(f"{address}&offset=x", Accept=BROWSER).status == 400
    assert server.get("/id/organization/ilo?property=javascript:1", Accept=BROWSER).status == 400


def test_what_is_not_known_is_told(server: Served) -> None:
    """404, as a page or as text."""
    page, text = server.get("/id/lesson/1", Accept=BROWSER), server.get("/id/lesson/1", Accept="text/turtle")

    assert (page.status, page.media_type) == (404, "text/html")
    assert (text.status, text.media_type) == (404, "text/plain")
    assert server.get("/id/../../../etc/passwd").status == 404
    assert server.get("/id/%00%0d%0ax").status == 404


def test_an_unknown_format_of_a_thing_is_refused(server: Served) -> None:
    """406 lists what there is."""
    assert server.get("/id/lesson/900001", Accept="image/png").status == 406


def test_the_ontology_answers_at_its_iri(server: Served) -> None:
    """A class is found by its fragment; the RDF holds all terms."""
    page = server.get("/def", Accept=BROWSER).text
    found = triples(server.get("/def.ttl").body, ox.RdfFormat.TURTLE)

    assert 'id="LessonLearned"' in page
    assert (
        f"<{EV}LessonLearned> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class>"
        in found
    )
    assert server.get("/def", Accept="text/turtle").media_type == "text/turtle"


def test_the_data_set_describes_itself(server: Served) -> None:
    """VoID stands where programs look for it, with endpoint and dumps of this server."""
    found = triples(server.get("/.well-known/void").body, ox.RdfFormat.TURTLE)
    void = "http://rdfs.org/ns/void#"
    data_set = "<https://kg.example/id/dataset/graph>"

    assert f"{data_set} <{void}sparqlEndpoint> <{server.url}/sparql>" in found
    assert f"{data_set} <{void}dataDump> <{server.url}/data/graph.ttl>" in found
    assert any(f"{data_set} <{void}classPartition>" in line for line in found)


def test_the_dumps_hold_the_whole_graph(server: Served, example_directory: Path) -> None:
    """The Turtle file is sent as it is, by ranges too; N-Quads has the named graphs."""
    turtle = (example_directory / "graph.ttl").read_bytes()
    quads = list(ox.parse(server.get("/data/graph.nq").body, ox.RdfFormat.N_QUADS))

    assert server.get("/data/graph.ttl").body == turtle
    assert server.get("/data/graph.ttl", Range="bytes=0-99").body == turtle[:100]
    assert len(quads) == int(server.value("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    assert {quad.graph_name for quad in quads}.isdisjoint({ox.DefaultGraph()})


@pytest.mark.parametrize("path", ["/", "/data", "/sparql", "/def", "/id/country/ET", "/graph/record/lesson/900001"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_pages_load_nothing_from_elsewhere(server: Served, path: str, language: str) -> None:
    """Style sheet and links of ours are relative; no script, no style of its own."""
    page = server.get(f"{path}?lang={language}", Accept=BROWSER).text

    assert not re.search(r'<(script|img|iframe|object|embed)\b(?! type="application/ld\+json")', page)
    assert not re.search(r'(src|<link rel="stylesheet" href)="(https?:)?//', page)
    assert " style=" not in page
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([./]*)static/pages.css">', page)
    assert sheet == ("../" * (path.count("/") - 1) or "./")


def test_a_browser_gets_a_table_of_the_answer(server: Served) -> None:
    """Links in it lead to our pages; downloads have the query."""
    reply = server.query("SELECT ?c { ?c a ev:Country } ORDER BY ?c", BROWSER)

    assert reply.media_type == "text/html"
    assert 'href="./id/country/AL"' in reply.text
    assert "format=csv" in reply.text


def test_a_browser_sees_what_is_wrong_beside_the_query(server: Served) -> None:
    """The status is that of the protocol, the query stays in the form."""
    reply = server.query("SELECT ?c { ?c a <b> ", BROWSER)

    assert (reply.status, reply.media_type) == (400, "text/html")
    assert "line 1, column" in reply.text
    assert "SELECT ?c { ?c a &lt;b&gt; </textarea>" in reply.text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server of a graph whose text would do harm as markup, with a base of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    text = '<script>alert(1)</script> "quoted" </script><img src=x onerror=alert(1)> {{ 7*7 }} & more text to be prose'
    (folder / "page.txt").write_text(lesson(description=text, theme="<b>Bold</b> 東京"), encoding="utf-8")
    options = BuildOptions(validate=False, base="https://data.example.org/ieval/")
    build([folder / "page.txt"], folder / "graph", options)
    with served(folder / "graph", "--workers", "1") as running:
        yield running


def test_hostile_text_stays_text(hostile: Served) -> None:
    """In the page, in its JSON-LD and in the table of an answer."""
    pages = [
        hostile.get("/id/lesson/990001", Accept=BROWSER),
        hostile.get("/graph/record/lesson/990001", Accept=BROWSER),
        hostile.query("SELECT * { ?s ev:description ?text }", BROWSER),
        hostile.query("CONSTRUCT WHERE { ?s ev:description ?text }", BROWSER),
        hostile.query("SELECT ('</textarea><script>alert(1)</script>' AS ?x) {}", BROWSER),
    ]

    for page in pages:
        assert page.status == 200
        assert "<script>" not in page.text
        assert "<img" not in page.text
        assert "{{ 7*7 }}" in page.text or "textarea" in page.text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', pages[0].text, re.DOTALL)
    assert block is not None
    assert "<script>alert(1)</script>" in json.dumps(json.loads(block[1]))


def test_a_base_of_its_own_answers_below_the_root(hostile: Served) -> None:
    """The IRIs keep their base, the links of the page lead to this server."""
    page = hostile.get("/id/lesson/990001", Accept=BROWSER).text
    turtle = hostile.get("/id/lesson/990001", Accept="application/n-triples").text

    assert "<code>https://data.example.org/ieval/id/lesson/990001</code>" in page
    assert 'href="../../id/evaluation/9901"' in page
    assert "<https://data.example.org/ieval/id/lesson/990001> " in turtle


def test_findings_are_found_by_words_in_any_language(server: Served) -> None:
    """The page and the JSON say why each hit is there."""
    hits = server.get("/search?q=refugee+agency", Accept="application/json").json()
    page = server.get("/search?q=ACNUR&lang=es", Accept=BROWSER).text

    assert hits["total"] > 0
    assert hits["hits"][0]["reasons"][0]["label"]
    assert "<mark>" in page
    assert 'href="./id/' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("q=", 400), ("q=%22", 400), ("q=x&kind=nothing", 400), (f"q={'x' * 501}", 400), ("q=zzzqqq", 200)],
)
def test_a_search_that_is_none_is_told(server: Served, query: str, status: int) -> None:
    """Programs learn what is wrong; no hit is no error."""
    assert server.get(f"/search?{query}", Accept="application/json").status == status


def test_a_label_in_another_language_says_so(server: Served) -> None:
    """A Spanish title on a French page is marked as Spanish, for eyes and for voices."""
    page = server.get("/id/lesson/900001?lang=fr", Accept=BROWSER).text

    assert re.search(r'lang="es" dir="auto">Inserción laboral[^<]*</a>\s*<span class="tag">es</span>', page)
    assert re.search(r'href="../../id/theme/[^"]*" dir="auto">Migration', page)


def test_a_thing_with_a_name_in_another_script_answers(hostile: Served) -> None:
    """Its IRI is percent-encoded, and found whether or not a client writes the letters as they are."""
    (row,) = hostile.query("SELECT ?t { ?t a ev:Theme FILTER (CONTAINS(STR(?t), '/local/')) }").json()["results"][
        "bindings"
    ]
    path = row["t"]["value"].removeprefix("https://data.example.org/ieval")

    assert "%" in path
    assert hostile.get(path, Accept=BROWSER).status == 200
    assert hostile.get(quote(unquote(path), safe="/").lower().replace("%2f", "/"), Accept=BROWSER).status == 200


def test_every_named_query_is_a_form_that_answers(server: Served) -> None:
    """Those without required parameters answer at once, the others ask for what they need."""
    listed = re.findall(r'href="./queries/([a-z-]+)"', server.get("/queries", Accept=BROWSER).text)

    replies = {name: server.get(f"/queries/{name}", Accept=BROWSER) for name in listed}

    assert len(listed) > 10
    assert {reply.status for reply in replies.values()} == {200}
    assert "<table>" in replies["cross-country-programmes"].text
    assert "<table>" not in replies["mentions-of"].text
    assert 'role="alert"' not in replies["mentions-of"].text


def test_a_form_offers_what_the_graph_holds(server: Served) -> None:
    """Names to pick from are in the reader's language; the table can be taken as CSV."""
    page = server.get("/queries/findings-by-theme?lang=es&theme=Migraci%C3%B3n&written_in=es", Accept=BROWSER).text
    table = server.get("/queries/findings-by-theme?theme=Migration&written_in=es&format=csv").text

    assert '<option value="Migración"></option>' in page
    assert '<option value="lesson">Lección aprendida</option>' in page
    assert "format=csv" in page
    assert table.splitlines()[0].startswith("finding,")
    assert len(table.splitlines()) > 1


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("findings-by-theme?theme=Migratoin", 400, "did you mean"),
        ("findings-by-theme?nothing=1", 400, "no parameter"),
        ("no-such-query", 404, "there is no query"),
    ],
)
def test_a_named_query_says_what_is_wrong(server: Served, path: str, status: int, words: str) -> None:
    """The same words as on the command line."""
    reply = server.get(f"/queries/{path}", Accept="text/csv")

    assert (reply.status, reply.media_type) == (status, "text/plain")
    assert words in reply.text


def test_the_named_queries_are_shacl_executables(server: Served, hostile: Served) -> None:
    """Other tools read what there is to ask, and run it; IRIs stand below the base of the graph."""
    sh = "http://www.w3.org/ns/shacl#"
    found = [quad.triple for quad in ox.parse(server.get("/queries", Accept="text/turtle").body, ox.RdfFormat.TURTLE)]
    queries = {each.subject for each in found if each.object == ox.NamedNode(f"{sh}SPARQLSelectExecutable")}
    texts = [each.object.value for each in found if each.predicate == ox.NamedNode(f"{sh}select")]

    assert len(queries) == len(texts) > 10
    assert {server.query(text).status for text in texts} == {200}
    assert b"<https://kg.example/" not in hostile.get("/queries?format=ntriples").body
    assert server.get("/queries", Accept="image/png").status == 406
