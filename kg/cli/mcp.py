"""``kg mcp``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("mcp")
@graph_option
@click.option(
    "--timeout",
    metavar="S",
    type=click.FloatRange(min=0.1, max=3_600),
    default=20.0,
    show_default=True,
    help="Seconds that a query may run.",
)
@click.option(
    "--memory", metavar="MB", type=click.IntRange(min=64), default=1024, show_default=True, help="Memory of a query."
)
def mcp_command(graph: Path, *, timeout: float, memory: int) -> None:
    """Offer the graph to an assistant over the Model Context Protocol, on standard input and output.

    Tools, all read-only: search, describe, why, catalogue, query. Answers carry quotes and the addresses of
    pages.

    \b
    kg mcp --graph graph

    An assistant that reads a configuration file is told of it so:

    \b
    {"mcpServers": {"kg": {"command": "kg", "args": ["mcp", "--graph", "/path/to/graph"]}}}
    """
    try:
        from kg.assistant.serving import assistant_server
        from kg.server.options import ServeOptions
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "starlette", "uvicorn", "pydantic"}:
            raise
        raise ConfigError(
            f"kg mcp needs {error.name}, which is not installed", hint="pip install 'ieval-kg[mcp]'"
        ) from error
    from kg.store import GraphDirectory

    GraphDirectory(graph).current()  # a graph that is not there is told before the protocol begins
    assistant_server(ServeOptions(graph=graph, timeout=timeout, memory=memory, workers=2, max_result=8)).run()
