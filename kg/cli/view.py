"""``kg view``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import graph_option, lang_option, quiet_option
from kg.errors import ConfigError

_PICTURES = ("programmes",)
_ENDINGS = (".html", ".svg")


@click.command("view")
@click.argument("picture", type=click.Choice(_PICTURES), default="programmes")
@graph_option
@click.option(
    "--to", metavar="FILE", required=True, type=click.Path(dir_okay=False, path_type=Path), help=".html or .svg"
)
@lang_option
@quiet_option
def view_command(picture: str, graph: Path, *, to: Path, lang: str, quiet: bool) -> None:
    """Draw the programmes that cross countries, with their countries, organizations and themes.

    An .html file opens from the disk and loads nothing from elsewhere; an .svg is a picture for a report.

    \b
    kg view --to programmes.html
    kg view programmes --to programmes.svg --lang es
    """
    from kg.knowledge_graph import KnowledgeGraph

    del picture  # there is one so far
    if to.suffix.lower() not in _ENDINGS:
        raise ConfigError(
            f"no picture is written as {to.suffix!r}", hint=f"name a file ending in {' or '.join(_ENDINGS)}"
        )
    KnowledgeGraph.open(graph).view(to, language=lang)
    if not quiet:
        click.echo(f"wrote {to}")
