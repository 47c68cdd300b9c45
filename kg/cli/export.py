"""``kg export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

_BY_ENDING = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".graphml": "graphml",
}
_ALIASES = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "json-ld": "jsonld", "xml": "rdfxml", "rdf": "rdfxml"}
_FORMATS = tuple(dict.fromkeys(_BY_ENDING.values()))
_PARTS = ("record", "linked", "inferred", "reference", "provenance")


@click.command("export")
@graph_option
@click.option("--to", metavar="FILE", required=True, help="The file to write, or - for standard output.")
@click.option(
    "--format", "format_", metavar="F", help=f"{', '.join(_FORMATS)}; by default what the ending of FILE says."
)
@click.option(
    "--graphs",
    metavar="PARTS",
    help="Which named graphs, parted by commas: record, linked, inferred, reference, provenance. "
    "By default all but provenance.",
)
@click.option("--projection", default="programmes", show_default=True, help="Which network a graphml file holds.")
def export_command(graph: Path, *, to: str, format_: str | None, graphs: str | None, projection: str) -> None:
    """Write the graph: turtle, ntriples, nquads, trig, jsonld, rdfxml, or graphml of a network.

    The same graph gives the same bytes.

    \b
    kg export --to graph.ttl
    kg export --to everything.nq --graphs record,linked,inferred,reference,provenance
    kg export --to programmes.graphml
    """
    from kg.knowledge_graph import KnowledgeGraph

    chosen = _format(to, format_)
    parts = _parts(graphs)
    opened = KnowledgeGraph.open(graph)
    if to == "-":
        _write(opened, sys.stdout.buffer, chosen, parts, projection)
        return
    with Path(to).open("wb") as out:
        _write(opened, out, chosen, parts, projection)


def _format(to: str, format_: str | None) -> str:
    found = _ALIASES.get(format_, format_) if format_ else _BY_ENDING.get(Path(to).suffix.lower())
    if found not in _FORMATS:
        what = f"unknown format {format_!r}" if format_ else f"the ending of {to!r} tells no format"
        raise ConfigError(what, hint=f"give --format, one of {', '.join(_FORMATS)}")
    return found


def _parts(graphs: str | None) -> list[str]:
    if graphs is None:
        return list(_PARTS[:-1])
    parts = [part.strip() for part in graphs.split(",") if part.strip()]
    for part in parts:
        if part not in _PARTS:
            raise ConfigError(f"there are no {part!r} graphs", hint=f"the parts are {', '.join(_PARTS)}")
    return parts


def _write(opened: KnowledgeGraph, out: IO[bytes], format_: str, parts: list[str], projection: str) -> None:
    if format_ == "graphml":
        from kg.exports.network import write_graphml

        write_graphml(opened.to_networkx(projection), out)
        return
    from kg.exports.rdf import write_rdf

    write_rdf(opened.store, opened.names, out, format_, parts=parts)
