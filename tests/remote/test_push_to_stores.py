"""Pushing into real stores: they hold the graph triple for triple, and only what differs is sent."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import requests
from record_samples import lesson
from store_servers import oxigraph, virtuoso

from kg import BuildOptions, KnowledgeGraph, build
from kg.remote import Credentials, Pushed, open_store, push
from kg.remote.journal import Journal
from kg.store.triples import graphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_oxigraph = pytest.mark.skipif(
    not Path(sys.executable).with_name("oxigraph").exists(), reason="the server of Oxigraph (PyPI: oxigraph) is absent"
)
needs_virtuoso = pytest.mark.skipif(
    shutil.which("virtuoso-t") is None, reason="Virtuoso (Debian: virtuoso-opensource-7) is absent"
)


@pytest.fixture(scope="module")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run one server for the tests of this module."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


def pushed(graph: KnowledgeGraph, journal: Path, address: str, protocol: str = "gsp") -> Pushed:
    """Push a graph."""
    remote = open_store(address, protocol, Credentials(user="dba", password="dba"))  # noqa: S106 -- a new Virtuoso's
    with Journal(journal, address) as known:
        return push(graph.store, graph.names, remote, known)


def graph_there(address: str, graph: str, parameter: str = "graph") -> set[str]:
    """Return the lines of N-Triples of a named graph of a store, each in the form of our own store."""
    answer = requests.get(address, params={parameter: graph}, headers={"Accept": "application/n-triples"}, timeout=30)
    assert answer.ok, answer.text
    return lines(ox.Store(), answer.content)


def lines(store: ox.Store, data: bytes) -> set[str]:
    """Return data as a store of ours writes it."""
    store.load(data, ox.RdfFormat.N_TRIPLES)
    return set((store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"").splitlines())  # type: ignore[arg-type]


def graph_here(graph: KnowledgeGraph, name: str) -> set[str]:
    """Return the lines of N-Triples of a named graph of ours."""
    data = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
    return lines(ox.Store(), data)


@needs_oxigraph
@pytest.mark.parametrize(("protocol", "path"), [("gsp", "store"), ("update", "update")])
def test_oxigraph_holds_the_graph_triple_for_triple(
    example_graph: KnowledgeGraph, oxigraph_server: str, tmp_path: Path, protocol: str, path: str
) -> None:
    """Every named graph, by either protocol."""
    done = pushed(example_graph, tmp_path / "journal", f"{oxigraph_server}/{path}", protocol)

    names = [graph.value for graph in graphs_of(example_graph.store, example_graph.names)]
    assert done.sent == len(names)
    for name in names:
        assert graph_there(f"{oxigraph_server}/store", name) == graph_here(example_graph, name), name


@needs_virtuoso
def test_virtuoso_holds_the_graph_triple_for_triple(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """A store of another make, which asks for Digest authentication."""
    with virtuoso(tmp_path) as address:
        pushed(example_graph, tmp_path / "journal", f"{address}/sparql-graph-crud-auth")
        for graph in graphs_of(example_graph.store, example_graph.names):
            there = graph_there(f"{address}/sparql-graph-crud", graph.value, "graph-uri")
            assert there == graph_here(example_graph, graph.value), graph.value


@needs_oxigraph
def test_only_what_changed_is_sent_and_what_is_gone_is_removed(oxigraph_server: str, tmp_path: Path) -> None:
    """A later build brings the store up to date; graphs of others are left alone."""
    address = f"{oxigraph_server}/store"
    others = "https://other.example/graph"
    requests.put(address, params={"graph": others}, data="<urn:s> <urn:p> <urn:o> .", timeout=30,
                 headers={"Content-Type": "application/n-triples"}).raise_for_status()  # fmt: skip
    first = built(tmp_path / "one", [lesson(990001), lesson(990002, 9902)])
    pushed(first, tmp_path / "journal", address)
    assert pushed(first, tmp_path / "journal", address).sent == 0

    second = built(tmp_path / "two", [lesson(990001, description="The IOM learned to knit.")])
    done = pushed(second, tmp_path / "journal", address)

    assert done.kept >= 0
    assert done.removed == 2  # record and links of lesson 990002
    record = "https://kg.example/graph/record/lesson/990001"
    assert graph_there(address, record) == graph_here(second, record)
    gone = requests.get(address, params={"graph": "https://kg.example/graph/record/lesson/990002"}, timeout=30)
    assert gone.status_code == 404
    assert len(graph_there(address, others)) == 1


def built(folder: Path, pages: list[dict[str, object]]) -> KnowledgeGraph:
    """Build records, given as pages."""
    folder.mkdir()
    (folder / "records.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    build([folder / "records.jsonl"], folder / "graph", BuildOptions(validate=False))
    return KnowledgeGraph.open(folder / "graph")
