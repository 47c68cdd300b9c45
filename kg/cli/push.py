"""``kg push``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from kg.cli.options import graph_option, quiet_option
from kg.cli.progress import ProgressLine

_PARTS = ("record", "linked", "inferred", "reference", "provenance")


@click.command("push")
@graph_option
@click.option("--to", metavar="URL", required=True, help="The store's Graph Store endpoint, or its update endpoint.")
@click.option(
    "--protocol",
    type=click.Choice(["gsp", "update"]),
    default="gsp",
    show_default=True,
    help="Graph Store HTTP Protocol, a request a graph; or SPARQL Update, many graphs a request.",
)
@click.option(
    "--graphs",
    metavar="PARTS",
    default=",".join(_PARTS),
    show_default=True,
    help="Which named graphs, parted by commas.",
)
@click.option(
    "--journal",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What the store is known to hold; by default a file in the graph directory, one for each URL.",
)
@click.option("--again", is_flag=True, help="Take nothing for granted: send every graph again.")
@click.option("--timeout", metavar="S", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True)
@quiet_option
def push_command(  # noqa: PLR0913 -- one argument an option
    graph: Path,
    *,
    to: str,
    protocol: str,
    graphs: str,
    journal: Path | None,
    again: bool,
    timeout: float,
    quiet: bool,
) -> None:
    """Put the graph into any SPARQL 1.1 store, one named graph after the other.

    Only what the store lacks is sent: after a broken connection the same command goes on, and after a
    later build it brings the store up to date. Graphs that kg did not put there are left alone.

    Credentials come from the environment: KG_REMOTE_USER and KG_REMOTE_PASSWORD (Basic or Digest), or
    KG_REMOTE_TOKEN (Bearer).

    \b
    kg push --to http://localhost:7878/store                              # Oxigraph
    kg push --to http://localhost:3030/ieval/data                         # Jena Fuseki
    kg push --to http://localhost:8890/sparql-graph-crud-auth             # Virtuoso
    kg push --to http://localhost:7200/repositories/ieval/statements --protocol update   # GraphDB
    """
    from kg.cli.export import chosen_parts
    from kg.knowledge_graph import KnowledgeGraph
    from kg.remote import open_store, push
    from kg.remote.journal import Journal

    parts = chosen_parts(graphs)
    remote = open_store(to, protocol, timeout=timeout)
    opened = KnowledgeGraph.open(graph)
    line = ProgressLine("graphs", enabled=False if quiet else None)
    with Journal(journal or _journal_of(graph, to), to) as known:
        if again:
            known.forget()
        try:
            done = push(opened.store, opened.names, remote, known, parts=parts, progress=line)
        finally:
            line.close()
    if not quiet:
        click.echo(
            f"{done.sent:,} graphs sent ({done.triples:,} triples), {done.removed:,} removed, "
            f"{done.kept:,} there already: {to}"
        )


def _journal_of(graph: Path, address: str) -> Path:
    return graph / f"push-{hashlib.blake2b(address.encode(), digest_size=6).hexdigest()}.jsonl"
