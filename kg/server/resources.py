"""What the graph says of one thing, one named graph, the ontology or the data set, as RDF; runs in the worker."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.terms import Names, text_of
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINKS: Final = 500
"""Statements that point to a thing are sent up to here by property; where there are more, none of them, and a note."""
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]
_VOID: Final = PREFIXES["void"]
_UNION: Final = ox.DefaultGraph()


def is_known(store: ox.Store, iri: str) -> bool:
    """Tell whether the graph says anything of a thing, or has a named graph of that name."""
    node = ox.NamedNode(iri)
    patterns = ((node, None, None, _UNION), (None, None, node, _UNION), (None, None, None, node))
    return any(next(store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)


def of_thing(store: ox.Store, names: Names, iri: str, document: str) -> Iterator[ox.Quad]:
    """Yield what is said of a thing with the named graphs that say it, what points to it, and of the document itself.

    Parameters
    ----------
    store, names
        The graph.
    iri
        The thing.
    document
        Address of the answer.
    """
    node, page = ox.NamedNode(iri), ox.NamedNode(document)
    graphs = [quad for quad in store.quads_for_pattern(node, None, None, None) if quad.graph_name != _UNION]
    yield from sorted(graphs, key=str)
    for predicate, count in sorted(_counted(store, node).items()):
        if count <= _MOST_LINKS:
            to_it = store.quads_for_pattern(None, ox.NamedNode(predicate), node, None)
            yield from sorted((quad for quad in to_it if quad.graph_name != _UNION), key=str)
        else:
            note = f"More than {_MOST_LINKS} things point here by <{predicate}>; ask the SPARQL endpoint for them."
            yield ox.Quad(page, ox.NamedNode(f"{_RDFS}comment"), ox.Literal(note, language="en"), _UNION)
    yield ox.Quad(page, ox.NamedNode(f"{_RDF}type"), ox.NamedNode(f"{PREFIXES['foaf']}Document"), _UNION)
    yield ox.Quad(page, ox.NamedNode(f"{PREFIXES['foaf']}primaryTopic"), node, _UNION)
    yield ox.Quad(page, ox.NamedNode(f"{_VOID}inDataset"), ox.NamedNode(names.thing_iri("dataset", "graph")), _UNION)


def of_graph(store: ox.Store, iri: str) -> Iterator[ox.Quad]:
    """Yield the statements of a named graph, sorted."""
    yield from sorted(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)), key=str)


def write_quads(store: ox.Store, out: io.RawIOBase) -> None:
    """Write all named graphs as N-Quads, in the store's own order; nothing is held in memory."""
    for graph in store.named_graphs():
        lines = _InGraph(out, f" {graph} .\n".encode())
        store.dump(lines, ox.RdfFormat.N_TRIPLES, from_graph=graph)  # type: ignore[arg-type]


class _InGraph(io.RawIOBase):
    """Takes N-Triples and writes N-Quads: the store writes lines much faster than we could make them of its quads.

    Parameters
    ----------
    out
        Where to.
    end
        What each line ends with instead of its full stop: N-Triples write a line break nowhere else.
    """

    def __init__(self, out: io.RawIOBase, end: bytes) -> None:
        self._out, self._end, self._begun = out, end, b""

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 -- any buffer
        """Write the lines that are whole, and keep the beginning of the next."""
        lines, line_break, self._begun = (self._begun + bytes(data)).rpartition(b"\n")
        self._out.write((lines + line_break).replace(b" .\n", self._end))
        return len(data)


def of_ontology(store: ox.Store, names: Names) -> Iterator[ox.Quad]:
    """Yield what is said of the ontology, its classes and properties, sorted."""
    start = f"{names.base}def"
    reference = ox.NamedNode(text_of(names.graph("reference")))
    subjects = {
        quad.subject
        for class_ in ("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(f"{_RDF}type"), ox.NamedNode(f"{PREFIXES['owl']}{class_}"), _UNION
        )
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start)
    }
    for subject in sorted(subjects, key=str):
        yield from sorted(store.quads_for_pattern(subject, None, None, reference), key=str)


def of_data_set(store: ox.Store, names: Names, root: str) -> Iterator[ox.Quad]:
    """Yield the description of the data set (VoID, DCAT), with the addresses of this server.

    Parameters
    ----------
    store, names
        The graph.
    root
        Address of the server, with a slash at the end.
    """
    start, graph = names.thing_iri("dataset") + "/", ox.NamedNode(text_of(names.graph("provenance")))
    described = store.quads_for_pattern(None, None, None, graph)
    yield from sorted((quad for quad in described if str(quad.subject).startswith(f"<{start}")), key=str)
    data_set = ox.NamedNode(f"{start}graph")
    for predicate, path in (
        ("sparqlEndpoint", "sparql"),
        ("dataDump", "data/graph.ttl"),
        ("dataDump", "data/graph.nq"),
    ):
        yield ox.Quad(data_set, ox.NamedNode(_VOID + predicate), ox.NamedNode(root + path), _UNION)


def _counted(store: ox.Store, node: ox.NamedNode) -> dict[str, int]:
    """Count the statements that point to a thing, by property."""
    counts: dict[str, int] = {}
    for quad in store.quads_for_pattern(None, None, node, _UNION):
        counts[quad.predicate.value] = counts.get(quad.predicate.value, 0) + 1
    return counts
