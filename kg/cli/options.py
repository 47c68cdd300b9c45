"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

LANGUAGES = ("en", "es", "fr")

graph_option = click.option(
    "--graph",
    "graph",
    metavar="DIR",
    default="graph",
    envvar="KG_GRAPH",
    show_envvar=True,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The graph directory.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    envvar="KG_LANG",
    help="Language of labels and messages.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")


def shapes_option(function: Any) -> Any:  # noqa: ANN401 -- click's decorators are untyped here
    """Add ``--shapes``."""
    return click.option(
        "--shapes",
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="A shapes file or folder of your own, in place of the shipped ones.",
    )(function)
