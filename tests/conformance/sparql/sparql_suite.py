"""The W3C's manifests as cases, and a graph directory that holds all their data.

Each data file is a named graph under its own address, so one server answers all cases: a request names the graphs of
its case by the protocol.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store import GraphDirectory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "http://sparql.tests.example/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EMPTY = f"{BASE}an-empty-graph"

Node = ox.NamedNode | ox.BlankNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of query evaluation or syntax.

    Attributes
    ----------
    name
        Folder and fragment, such as ``sparql11/bind#bind01``.
    kind
        ``evaluation``, ``positive`` or ``negative`` syntax.
    query, result
        Files; no result for syntax.
    data, graphs
        Addresses of the default and of the named graphs.
    """

    name: str
    kind: str
    query: Path
    result: Path | None
    data: tuple[str, ...]
    graphs: tuple[str, ...]


_KINDS = {
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "evaluation",
    "PositiveSyntaxTest": "positive",
    "PositiveSyntaxTest11": "positive",
    "NegativeSyntaxTest": "negative",
    "NegativeSyntaxTest11": "negative",
}
RDF_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".n3": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML,
               ".nt": ox.RdfFormat.N_TRIPLES}  # fmt: skip


class Manifest:
    """The triples of one manifest.

    Parameters
    ----------
    suite
        The folder ``sparql`` of the W3C's ``rdf-tests``.
    file
        The manifest.
    """

    def __init__(self, suite: Path, file: Path) -> None:
        self.suite, self.file = suite, file
        self.store = ox.Store()
        self.store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=address_of(suite, file))

    def objects(self, subject: Node, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """Return the objects of a predicate."""
        quads = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    def one(self, subject: Node, predicate: str) -> Node | None:
        """Return the one object of a predicate that is a node, or ``None``."""
        return next((each for each in self.objects(subject, predicate) if not isinstance(each, ox.Literal)), None)

    def entries(self) -> Iterator[Node]:
        """Yield what ``mf:entries`` lists, in order."""
        head = next(
            (quad.object for quad in self.store.quads_for_pattern(None, ox.NamedNode(f"{MF}entries"), None)), None
        )
        node = head if isinstance(head, ox.BlankNode) else None
        while isinstance(node, ox.BlankNode):
            first = self.one(node, f"{RDF}first")
            if first is not None:
                yield first
            node = self.one(node, f"{RDF}rest")  # type: ignore[assignment]


def address_of(suite: Path, file: Path) -> str:
    """Return the address under which a file of the suite is known."""
    return BASE + file.relative_to(suite).as_posix()


def file_of(suite: Path, address: str) -> Path:
    """Return the file that an address stands for."""
    return suite / address.removeprefix(BASE)


def cases(suite: Path) -> Iterator[Case]:
    """Yield the cases of query evaluation and syntax of SPARQL 1.0 and 1.1."""
    for file in sorted(suite.glob("sparql1[01]/*/manifest.ttl")):
        manifest = Manifest(suite, file)
        for entry in manifest.entries():
            case = _case(manifest, entry)
            if case is not None:
                yield case


def _case(manifest: Manifest, entry: Node) -> Case | None:
    types = {str(each.value).rpartition("#")[2] for each in manifest.objects(entry, f"{RDF}type")}
    kind = next((_KINDS[each] for each in sorted(types) if each in _KINDS), None)
    action = manifest.one(entry, f"{MF}action")
    if kind is None or action is None:
        return None
    query = manifest.one(action, f"{QT}query") if kind == "evaluation" else action
    result = manifest.one(entry, f"{MF}result") if kind == "evaluation" else None
    if query is None or (kind == "evaluation" and result is None):
        return None
    folder = manifest.file.parent.relative_to(manifest.suite).as_posix()
    return Case(
        name=f"{folder}#{entry.value.rpartition('#')[2]}",
        kind=kind,
        query=file_of(manifest.suite, query.value),
        result=file_of(manifest.suite, result.value) if result else None,
        data=tuple(str(each.value) for each in manifest.objects(action, f"{QT}data")),
        graphs=tuple(str(each.value) for each in manifest.objects(action, f"{QT}graphData")),
    )


def make_graph_directory(suite: Path, directory: Path) -> None:
    """Publish a build whose named graphs are all data files of the suite."""
    with GraphDirectory(directory).staging() as folder:
        store = ox.Store(str(folder / "store"))
        for file in sorted(suite.glob("sparql1[01]/*/*")):
            format_ = RDF_FORMATS.get(file.suffix)
            if format_ is None or file.name.startswith("manifest"):
                continue
            graph = ox.NamedNode(address_of(suite, file))
            try:
                store.load(path=str(file), format=format_, base_iri=graph.value, to_graph=graph)
            except SyntaxError:
                continue  # a file of results in another notation
        for number in (1, 2, 3):  # the protocol's data, under the addresses that its requests name
            data = suite / "sparql11" / "protocol" / f"data{number}.nt"
            graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
            store.load(path=str(data), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        store.flush()
        del store
        (folder / "build.json").write_text(json.dumps({"base": BASE}), encoding="utf-8")
