"""The graph for rdflib without a copy: its patterns and SPARQL are answered by the store on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from oxrdflib.store import OxigraphStore
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, ModificationException
from rdflib.namespace import XSD

from kg.queries.syntax import refuse_outward

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox
    from rdflib.query import Result

    from kg.terms import Names


def live_graph(store: ox.Store, names: Names) -> Graph:
    """Return the union of the named graphs, provenance included, as an rdflib graph that cannot be changed.

    Nothing is copied: a pattern is looked up, and SPARQL is run, in the store. Serializing reads it all.
    """
    return _named(Graph(store=_ReadOnlyStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID), names)


def live_dataset(store: ox.Store, names: Names) -> Dataset:
    """Return the named graphs as an rdflib data set that cannot be changed, see `live_graph`."""
    return _named(Dataset(store=_ReadOnlyStore(store=store)), names)


_AnyGraph = TypeVar("_AnyGraph", bound=Graph)


class _ReadOnlyStore(OxigraphStore):
    """The store of `oxrdflib`, with rdflib's own plain literals, without changes and without the network."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ANN401 -- rdflib's signature
        """Yield what fits a pattern."""
        for triple, contexts in super().triples(triple_pattern, context):
            yield tuple(_plain(term) for term in triple), contexts

    def query(self, query: Any, *arguments: Any, **options: Any) -> Result:  # noqa: ANN401 -- rdflib's signature
        """Answer SPARQL.

        Raises
        ------
        QueryError
            If it would leave the graph.
        """
        prefixes = {str(prefix): str(namespace) for prefix, namespace in self.namespaces()}
        refuse_outward(str(query), prefixes)
        answer = super().query(query, *arguments, **options)
        if answer.type == "SELECT":
            answer.bindings = [{name: _plain(term) for name, term in row.items()} for row in answer.bindings]
        elif answer.graph is not None:
            plain = Graph()
            for triple in answer.graph:
                plain.add(tuple(_plain(term) for term in triple))
            answer.graph = plain
        return answer

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise ModificationException

    add = addN = remove = remove_graph = update = _refuse  # noqa: N815 -- rdflib's names

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib announces so each graph that it merely looks at."""


def _named(graph: _AnyGraph, names: Names) -> _AnyGraph:
    for prefix, namespace in names.prefixes.items():
        graph.bind(prefix, URIRef(namespace), override=True)
    return graph


def _plain(term: Any) -> Any:  # noqa: ANN401 -- any term of rdflib
    """Return a string as rdflib writes it: RDF 1.1 says ``"x"`` and ``"x"^^xsd:string`` are one, rdflib does not."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
