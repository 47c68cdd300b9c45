"""A store -> RDF files in the standard formats, the same bytes for the same graph."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ExportError
from kg.exports.turtle import to_turtle
from kg.store.triples import SHARED_PARTS, graphs_of, shared_triples

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.terms import Names, Triple

_TRIPLES: Final = {"rdfxml": ox.RdfFormat.RDF_XML, "ntriples": ox.RdfFormat.N_TRIPLES}
_QUADS: Final = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
RDF_FORMATS: Final = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
"""Names of the formats; ``nquads``, ``trig`` and ``jsonld`` keep the named graphs."""


def write_rdf(
    store: ox.Store, names: Names, out: IO[bytes], format_: str, *, parts: Collection[str] = SHARED_PARTS
) -> None:
    """Write the named graphs of `parts`, sorted.

    Parameters
    ----------
    store
        The graph.
    names
        Its IRIs; gives base and prefixes.
    out
        Where to write, UTF-8.
    format_
        One of `RDF_FORMATS`.
    parts
        Which named graphs, see `kg.store.triples.PARTS`.

    Raises
    ------
    ExportError
        If the format is none of them, or the graph holds something the format cannot say.
    """
    if format_ == "turtle":
        for piece in to_turtle(shared_triples(store, names, parts), names):
            out.write(piece.encode("utf-8"))
    elif format_ in _TRIPLES:
        write_triples(set(shared_triples(store, names, parts)), names, out, format_)
    elif format_ in _QUADS:
        _serialize(_sorted_quads(store, names, parts), out, _QUADS[format_], names)
    else:
        raise ExportError(f"unknown format {format_!r}", hint=f"the RDF formats are {', '.join(RDF_FORMATS)}")


def write_triples(triples: Iterable[Triple], names: Names, out: IO[bytes], format_: str) -> None:
    """Write triples, sorted, as ``turtle``, ``ntriples``, ``rdfxml`` or ``jsonld``."""
    ordered = sorted(triples)
    if format_ == "turtle":
        for piece in to_turtle(ordered, names):
            out.write(piece.encode("utf-8"))
    elif format_ == "ntriples":
        out.writelines(f"{subject} {predicate} {object_} .\n".encode() for subject, predicate, object_ in ordered)
    else:
        parsed = ox.parse("".join(f"{s} {p} {o} .\n" for s, p, o in ordered), ox.RdfFormat.N_TRIPLES)
        _serialize(parsed, out, {**_TRIPLES, **_QUADS}[format_], names)


def _sorted_quads(store: ox.Store, names: Names, parts: Collection[str]) -> Iterator[ox.Quad]:
    for graph in sorted(graphs_of(store, names, parts), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def _serialize(quads: Iterable[ox.Quad], out: IO[bytes], format_: ox.RdfFormat, names: Names) -> None:
    try:
        ox.serialize(quads, out, format_, prefixes=names.prefixes)
    except (ValueError, OSError) as error:
        raise ExportError(f"the graph cannot be written as {format_.name}: {error}") from error
