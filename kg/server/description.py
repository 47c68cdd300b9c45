"""What the service says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.server.rdf import written
from kg.terms import Names
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)


def service_description(endpoint: str, build: dict[str, Any], format_: str) -> bytes:
    """Return the description of the endpoint at an address, in a format of graphs."""
    names = Names(build["base"])
    triples = list(_statements(endpoint, names, int(build.get("triples", 0))))
    return written(triples, names, format_, {"sd": _SD, "formats": _FORMATS})


def _statements(endpoint: str, names: Names, triples: int) -> Iterator[ox.Triple]:
    service, data_set, graph = (ox.NamedNode(endpoint + part) for part in ("", "#data", "#union"))
    a = ox.NamedNode(PREFIXES["rdf"] + "type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    yield ox.Triple(service, a, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), service)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for result in _RESULTS:
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + result))
    yield ox.Triple(service, sd("defaultDataset"), data_set)
    yield ox.Triple(data_set, a, sd("Dataset"))
    yield ox.Triple(data_set, a, ox.NamedNode(PREFIXES["void"] + "Dataset"))
    yield ox.Triple(data_set, ox.NamedNode(PREFIXES["void"] + "sparqlEndpoint"), service)
    yield ox.Triple(data_set, ox.NamedNode(PREFIXES["void"] + "uriSpace"), ox.Literal(names.base))
    yield ox.Triple(data_set, ox.NamedNode(PREFIXES["prov"] + "specializationOf"), _data_set(names))
    yield ox.Triple(data_set, sd("defaultGraph"), graph)
    yield ox.Triple(graph, a, sd("Graph"))
    yield ox.Triple(
        graph,
        ox.NamedNode(PREFIXES["void"] + "triples"),
        ox.Literal(str(triples), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")),
    )


def _data_set(names: Names) -> ox.NamedNode:
    return ox.NamedNode(names.thing_iri("dataset", "graph"))
