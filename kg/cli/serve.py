"""``kg serve``."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, quiet_option
from kg.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_INTERRUPTED = 130
"""Exit code after Ctrl-C; there is nothing to say of it, a server ends no other way."""


@click.command("serve")
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 is everywhere.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--timeout",
    metavar="S",
    type=click.FloatRange(min=0.1, max=86_400),
    default=30.0,
    show_default=True,
    help="Seconds that a query may run.",
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 64), help="Queries that run at once.  [default: one a processor]"
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.IntRange(min=64),
    default=1024,
    show_default=True,
    help="Memory that a query may need.",
)
@click.option(
    "--max-result",
    metavar="MB",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="The largest answer.",
)
@click.option(
    "--origin",
    metavar="ORIGIN",
    default="*",
    show_default=True,
    help="Web pages that may read answers: *, https://yasgui.org or none.",
)
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help="A public name, when a proxy stands before.")
@click.option("-v", "--verbose", is_flag=True, help="Log every request.")
@quiet_option
def serve_command(  # noqa: PLR0913 -- one argument an option
    graph: Path,
    *,
    host: str,
    port: int,
    timeout: float,
    workers: int | None,
    memory: int,
    max_result: int,
    origin: str,
    hosts: tuple[str, ...],
    verbose: bool,
    quiet: bool,
) -> None:
    """Serve the graph over HTTP: a SPARQL endpoint at /sparql, read-only; Ctrl-C ends it.

    A query that takes too long or too much memory is stopped, and a new build is served as soon as it is published.

    \b
    kg serve
    kg serve --graph graph --port 8080 --timeout 10
    kg serve --host 0.0.0.0 --workers 4 --memory 512
    """
    try:
        import jinja2  # noqa: F401 -- the workers need it, and would say so too late

        from kg.server.options import ServeOptions, workers_by_default
        from kg.server.running import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn", "jinja2"}:
            raise
        raise ConfigError(
            f"kg serve needs {error.name}, which is not installed", hint="pip install 'ieval-kg[serve]'"
        ) from error
    options = ServeOptions(
        graph=graph,
        host=host,
        port=port,
        timeout=timeout,
        workers=workers or workers_by_default(),
        memory=memory,
        max_result=max_result,
        origin=origin,
        hosts=hosts,
        access_log=verbose,
    )
    _log_to_stderr(verbose=verbose, quiet=quiet)

    def started(address: str) -> None:
        if not quiet:
            click.echo(f"serving {graph} at {address}\n  SPARQL endpoint {address}sparql\n  Ctrl-C ends it")
        sys.stdout.flush()

    if serve(options, started=started):
        raise click.exceptions.Exit(_INTERRUPTED)


def _log_to_stderr(*, verbose: bool, quiet: bool) -> None:
    level = logging.INFO if verbose else logging.ERROR if quiet else logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="kg: %(message)s")
    logging.getLogger("kg.server").setLevel(level)
    logging.getLogger("uvicorn.access").setLevel(level)
