"""``kg demo``."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import lang_option

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

_WIDTH = 96


@click.command("demo")
@click.argument("directory", metavar="[DIR]", default="kg-demo", type=click.Path(file_okay=False, path_type=Path))
@lang_option
def demo_command(directory: Path, *, lang: str) -> None:
    """Build the bundled example, check it, answer three questions, draw the pictures.

    Everything goes into DIR (by default kg-demo).

    \b
    kg demo
    kg demo /tmp/kg --lang es
    """
    from kg.knowledge_graph import KnowledgeGraph
    from kg.pipeline import BuildOptions, build
    from kg.resources import examples_folder

    graph = directory / "graph"
    click.echo(f"Building the bundled example into {graph}")
    directory.mkdir(parents=True, exist_ok=True)
    result = build([examples_folder()], graph, BuildOptions(fresh=True, force=True))
    click.echo(textwrap.indent(result.to_text(shown=3), "  "))
    opened = KnowledgeGraph.open(graph)
    _joint_programmes(opened, lang)
    _who_carries_them_out(opened, lang)
    _countries_together(opened, lang)
    for name in ("programmes.html", "programmes.svg"):
        opened.view(directory / name, language=lang)
    click.echo(_next_steps(directory))


def _joint_programmes(opened: KnowledgeGraph, lang: str) -> None:
    _ask(1, "Which programmes on migration ran in more than one country, and who carried them out?")
    rows = opened.select("cross-country-programmes", language=lang, theme="Migration")
    for row in rows:
        click.echo(_wrapped(f"{row['title']} ({row['programme']})", "  - "))
        click.echo(_wrapped(f"countries: {row['countries']}", "    "))
        click.echo(_wrapped(f"carried out by: {row['carried_out_by'] or 'the records do not say'}", "    "))
    click.echo()


def _who_carries_them_out(opened: KnowledgeGraph, lang: str) -> None:
    rows = opened.select("cross-country-programmes", language=lang, theme="Migration")
    wanted = max(rows, key=lambda row: (len((row["carried_out_by"] or "").split("; ")), row["programme"]))
    _ask(2, f"Who took part in {wanted['programme']}, in which role, and where does a record say so?")
    for row in opened.select("organizations-in-programme", language=lang, programme=wanted["programme"]):
        if row["role"]:
            click.echo(_wrapped(f"{row['acronym'] or row['organization']}: {row['role']}", "  - "))
            click.echo(_wrapped(f"“{str(row['evidence']).split(' | ', maxsplit=1)[0]}”", "    "))
    click.echo()


def _countries_together(opened: KnowledgeGraph, lang: str) -> None:
    _ask(3, "Which countries do programmes cover together most often?")
    for row in opened.select("co-covered-countries", language=lang)[:5]:
        programmes = f"{row['programmes']} programme{'s' * (row['programmes'] != 1)}"
        click.echo(
            _wrapped(f"{row['country_a']} and {row['country_b']}: {programmes} ({row['programme_names']})", "  - ")
        )
    click.echo()


def _ask(number: int, question: str) -> None:
    click.secho(f"{number}. {question}", bold=True)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def _next_steps(directory: Path) -> str:
    graph = directory / "graph"
    return f"""Open the picture:   {(directory / "programmes.html").resolve().as_uri()}
A picture for a report:  {directory / "programmes.svg"}
The graph as Turtle:     {graph / "graph.ttl"}

Next:
  kg query findings-by-theme -p theme=Migration --graph {graph}
  kg query mentions-of -p organization=ACNUR --graph {graph}
  kg validate --graph {graph}
  kg build YOUR-RECORDS --graph graph      your own pages: text, HTML, JSON or JSONL"""
