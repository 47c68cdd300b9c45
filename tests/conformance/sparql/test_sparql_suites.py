"""The W3C's suites of SPARQL over HTTP: query evaluation and syntax, the protocol, the service description.

The suites are the W3C's and not part of this repository. Clone https://github.com/w3c/rdf-tests and name its folder
``sparql`` in the environment variable KG_SPARQL_SUITE::

    KG_SPARQL_SUITE=rdf-tests/sparql pytest tests/conformance/sparql

``passed.txt`` beside this file lists every case that passes; what does not stands below with its reason.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import DIRECT, FORM, Reply, Served, served
from sparql_results import expected, given, is_same
from sparql_suite import EMPTY, MF, RDF, Case, Manifest, Node, address_of, cases, make_graph_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = Path(os.environ.get("KG_SPARQL_SUITE", "nowhere")).resolve()
PASSED = Path(__file__).with_name("passed.txt")
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="KG_SPARQL_SUITE names no copy of the suites")

LEFT_OUT = {
    "sparql11/entailment": "no entailment regime is claimed",
    "sparql11/service": "SERVICE is refused on purpose",
    "sparql11/syntax-fed": "SERVICE is refused on purpose",
}
_REASONS = {
    "the store keeps numbers, truth values and times by value, not by spelling": (
        "sparql10/distinct#distinct-1 sparql10/distinct#distinct-9 sparql10/expr-builtin#dawg-str-1 "
        "sparql10/expr-builtin#dawg-str-2 sparql10/expr-builtin#sameTerm-simple sparql10/expr-builtin#sameTerm-eq "
        "sparql10/expr-builtin#sameTerm-not-eq sparql10/expr-equals#eq-graph-1 sparql10/expr-equals#eq-graph-2 "
        "sparql10/open-world#open-eq-01 sparql10/open-world#date-3 sparql11/cast#cast-bool sparql11/cast#cast-int "
        "sparql11/cast#cast-float sparql11/cast#cast-double sparql11/cast#cast-decimal sparql11/cast#cast-string "
        "sparql11/csv-tsv-res#tsv03"
    ),
    "the engine compares dates with and without a zone": "sparql10/open-world#date-2",
    "the engine's grammar reads TRUE only in small letters": "sparql10/expr-builtin#case-insensitive-booleans",
    "the engine reads ?x<?a&&?b>?y as two comparisons, where the longest token is an IRI": (
        "sparql10/syntax-sparql3#syn-bad-26"
    ),
    "the engine knows the variable of GRAPH inside the group, but not across a sub-SELECT or VALUES": (
        "sparql10/graph#graph-variable-scope sparql10/graph#graph-optional sparql11/negation#graph-minus "
        "sparql11/bindings#graph sparql11/aggregates#agg-empty-group-count-graph"
    ),
    "the engine keeps the language of what GROUP_CONCAT joins": (
        "sparql11/aggregates#agg-groupconcat-04 sparql11/aggregates#agg-groupconcat-06"
    ),
    "the engine's BNODE(text) is one node in the whole answer": "sparql11/functions#bnode01",
    "the engine finds no path of length zero from a term that the graph lacks": (
        "sparql11/property-path#zero_or_more_set_start sparql11/property-path#zero_or_more_set_end "
        "sparql11/property-path#zero_or_one_set_start sparql11/property-path#zero_or_one_set_end"
    ),
}
NOT_PASSED = {name: reason for reason, names in _REASONS.items() for name in names.split()}
"""Cases that do not pass, with the reason: all of them in the engine, pyoxigraph 0.5.13, none in the protocol."""


@pytest.fixture(scope="module")
def suite_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server over the data of all cases."""
    directory = tmp_path_factory.mktemp("suite") / "graph"
    make_graph_directory(SUITE, directory)
    with served(directory, "--workers", "2") as running:
        yield running


def ask(server: Served, case: Case) -> Reply:
    """Send the query of a case with its data set, in turn by each of the three ways."""
    text = f"BASE <{address_of(SUITE, case.query)}>\n{case.query.read_text(encoding='utf-8')}"
    if case.kind != "evaluation":
        text = case.query.read_text(encoding="utf-8")
    has_from = re.search(r"\bFROM\b", text) and not case.data
    fields = [("default-graph-uri", each) for each in case.data or (EMPTY,)]
    fields += [("named-graph-uri", each) for each in case.graphs]
    graphs = "" if has_from or case.kind != "evaluation" else urlencode(fields)
    suffix = case.result.suffix if case.result else ""
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srj": "application/sparql-results+json"}
    headers = {"Accept": f"{accept.get(suffix, 'application/sparql-results+xml')}, application/n-triples"}
    way = len(text) % 3
    if way == 0:
        return server.request("GET", f"/sparql?{graphs}&{urlencode({'query': text})}", None, headers)
    body, content_type = (text, DIRECT) if way == 1 else (urlencode({"query": text}), FORM)
    return server.request("POST", f"/sparql?{graphs}", body.encode(), {**headers, "Content-Type": content_type})


def problem(server: Served, case: Case) -> str:
    """Return what is wrong with the answer to a case; empty when it passes."""
    reply = ask(server, case)
    if case.kind == "negative":
        return "" if reply.status == 400 else f"accepted with {reply.status}"
    if case.kind == "positive" and "custom function" in reply.text:
        return ""  # it parsed; that nobody knows the function is another matter
    if reply.status != 200:
        return f"{reply.status} {reply.text[:300]}"
    if case.result is None:
        return ""
    ordered = "order by" in case.query.read_text(encoding="utf-8").lower()
    reduced = "select reduced" in case.query.read_text(encoding="utf-8").lower()
    wanted, got = expected(case.result, address_of(SUITE, case.result)), given(reply.body, reply.media_type)
    if reduced and isinstance(wanted, list) and isinstance(got, list):
        wanted, got = sorted(set(wanted)), sorted(set(got))  # how many duplicates go is the engine's choice
    return "" if is_same(wanted, got, ordered=ordered) else f"wanted {str(wanted)[:400]}, got {str(got)[:400]}"


def test_query_evaluation_and_syntax(suite_server: Served, request: pytest.FixtureRequest) -> None:
    """Every case passes over HTTP, but those left out or excused; the list of those that pass is kept."""
    found = [case for case in cases(SUITE) if case.name.partition("#")[0] not in LEFT_OUT]
    problems = {case.name: what for case in found if (what := problem(suite_server, case))}

    unexpected = {name: what for name, what in problems.items() if name not in NOT_PASSED}
    assert not unexpected, "\n".join(f"{name}: {what}" for name, what in unexpected.items())
    assert set(problems) == set(NOT_PASSED)
    passed = sorted(case.name for case in found if case.name not in problems)
    if request.config.getoption("--update-golden"):
        PASSED.write_text("\n".join(passed) + "\n", encoding="utf-8")
    assert "\n".join(passed) + "\n" == PASSED.read_text(encoding="utf-8")


def protocol_entries() -> Iterator[tuple[Manifest, Node]]:
    """Yield the cases of the protocol."""
    manifest = Manifest(SUITE, SUITE / "sparql11" / "protocol" / "manifest.ttl")
    for entry in manifest.entries():
        yield manifest, entry


def send(manifest: Manifest, server: Served, request: Node) -> Reply:
    """Send one request as the manifest describes it."""

    def text(node: Node, predicate: str) -> str:
        return next((str(each.value) for each in manifest.objects(node, predicate)), "")

    headers: dict[str, str] = {}
    node = manifest.one(request, f"{HT}headers")
    while isinstance(node, ox.BlankNode):
        header = manifest.one(node, f"{RDF}first")
        if header is not None:
            headers[text(header, f"{HT}fieldName")] = text(header, f"{HT}fieldValue")
        node = manifest.one(node, f"{RDF}rest")
    body = manifest.one(request, f"{HT}body")
    content = text(body, f"{CNT}chars") if body else ""
    encoding = text(body, f"{CNT}characterEncoding") if body else ""
    data = content.encode(encoding or "utf-8") if body else None
    return server.request(text(request, f"{HT}methodName"), text(request, f"{HT}absolutePath"), data, headers)


def test_protocol(suite_server: Served) -> None:
    """Every case about queries has the status and the form of answer that it asks for; updates are refused."""
    wrong = []
    for manifest, entry in protocol_entries():
        name = entry.value.rpartition("#")[2]
        action = manifest.one(entry, f"{MF}action")
        assert action is not None
        requests = manifest.one(action, f"{HT}requests")
        assert requests is not None
        first = manifest.one(requests, f"{RDF}first")
        assert first is not None
        reply = send(manifest, suite_server, first)
        answer = manifest.one(first, f"{HT}resp")
        assert answer is not None
        statuses = {str(each.value)[-3] for each in manifest.objects(answer, f"{MF}expectedStatus")}
        allowed = {"4"} if name.startswith("update_") else statuses
        truth = manifest.objects(answer, f"{MF}expectedBoolean")
        is_wrong = str(reply.status)[0] not in allowed
        is_wrong |= bool(truth) and not name.startswith("update_") and reply.json()["boolean"] is not True
        if is_wrong:
            wrong.append(f"{name}: {reply.status} {reply.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_service_description(suite_server: Served) -> None:
    """A GET returns RDF that names the endpoint as such."""
    reply = suite_server.get("/sparql", Accept="application/n-triples")

    assert f"service-description#endpoint> <{suite_server.url}/sparql> ." in reply.text
