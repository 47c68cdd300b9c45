"""``kg export``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    ".gexf": "gexf",
    ".csv": "csv",
}
_ALIASES = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "json-ld": "jsonld", "xml": "rdfxml", "rdf": "rdfxml"}
_FORMATS = tuple(dict.fromkeys(_BY_ENDING.values()))
_NETWORKS = ("graphml", "gexf", "csv")
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
@click.option(
    "--projection",
    default="programmes",
    show_default=True,
    help="Which network a file holds: programmes, programmes-countries, organizations, countries or themes.",
)
@click.option("--measures", is_flag=True, help="Add degree, strength, betweenness and community to a network's nodes.")
def export_command(  # noqa: PLR0913 -- one argument an option
    graph: Path, *, to: str, format_: str | None, graphs: str | None, projection: str, measures: bool
) -> None:
    """Write the graph: turtle, ntriples, nquads, trig, jsonld, rdfxml; or a network: graphml, gexf, csv.

    The same graph gives the same bytes. A network as csv is two files, NAME-nodes.csv and NAME-edges.csv.

    \b
    kg export --to graph.ttl
    kg export --to everything.nq --graphs record,linked,inferred,reference,provenance
    kg export --to organizations.gexf --projection organizations --measures
    """
    from kg.exports.rdf import write_rdf
    from kg.knowledge_graph import KnowledgeGraph

    chosen = _format(to, format_)
    parts = chosen_parts(graphs)
    opened = KnowledgeGraph.open(graph)
    if chosen in _NETWORKS:
        _write_network(opened, to, chosen, projection, measures=measures)
        return
    with _opened(to) as out:
        write_rdf(opened.store, opened.names, out, chosen, parts=parts)


def _format(to: str, format_: str | None) -> str:
    found = _ALIASES.get(format_, format_) if format_ else _BY_ENDING.get(Path(to).suffix.lower())
    if found not in _FORMATS:
        what = f"unknown format {format_!r}" if format_ else f"the ending of {to!r} tells no format"
        raise ConfigError(what, hint=f"give --format, one of {', '.join(_FORMATS)}")
    return found


def chosen_parts(graphs: str | None) -> list[str]:
    """Return the parts of the graph that ``--graphs`` names; without it all but provenance.

    Raises
    ------
    ConfigError
        If there is no such part.
    """
    if graphs is None:
        return list(_PARTS[:-1])
    parts = [part.strip() for part in graphs.split(",") if part.strip()]
    for part in parts:
        if part not in _PARTS:
            raise ConfigError(f"there are no {part!r} graphs", hint=f"the parts are {', '.join(_PARTS)}")
    return parts


def _write_network(opened: KnowledgeGraph, to: str, format_: str, projection: str, *, measures: bool) -> None:
    from kg.exports.network import measured, write_gexf, write_graphml, write_tables

    network = opened.to_networkx(projection)
    network = measured(network) if measures else network
    if format_ != "csv":
        with _opened(to) as out:
            (write_gexf if format_ == "gexf" else write_graphml)(network, out)
        return
    if to == "-":
        raise ConfigError("a network as csv is two files, and standard output is one", hint="give --to NAME.csv")
    stem = Path(to).with_suffix("")
    with Path(f"{stem}-nodes.csv").open("wb") as nodes, Path(f"{stem}-edges.csv").open("wb") as edges:
        write_tables(network, nodes, edges)


@contextmanager
def _opened(to: str) -> Iterator[IO[bytes]]:
    if to == "-":
        yield sys.stdout.buffer
        return
    with Path(to).open("wb") as out:
        yield out
