"""Small graphs in the formats that a client asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.terms import Names

GRAPH_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
"""The engine's formats by our names."""


def written(
    triples: Iterable[ox.Triple], names: Names, format_: str, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Return triples, in the order in which they come, in one of `GRAPH_FORMATS`, with the prefixes that they use."""
    ordered = list(triples)
    known = {**names.prefixes, **(prefixes or {})}
    text = "\n".join(map(str, ordered))
    used = {name: namespace for name, namespace in known.items() if f"<{namespace}" in text}
    return ox.serialize(ordered, format=GRAPH_FORMATS[format_], prefixes=used) or b""
