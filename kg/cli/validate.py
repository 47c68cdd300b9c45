"""``kg validate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, lang_option, quiet_option, shapes_option

if TYPE_CHECKING:
    from kg.terms import Names
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Report
    from kg.validation.shacl import Engine

_FORMATS = ("text", "json", "turtle", "html")


@click.command("validate")
@click.argument("data", metavar="[DATA]...", nargs=-1, type=click.Path(path_type=Path))
@graph_option
@shapes_option
@click.option("--engine", type=click.Choice(["fast", "pyshacl"]), default="fast", show_default=True,
              help="pyshacl is the reference: the same results, a hundred times slower.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--to", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the report there.")
@click.option("--strict", is_flag=True, help="Exit 1 also for warnings.")
@click.option("--fresh", is_flag=True, help="Check again what the build has checked already.")
@lang_option
@quiet_option
def validate_command(  # noqa: PLR0913 -- one argument an option
    data: tuple[Path, ...],
    graph: Path,
    *,
    shapes: Path | None,
    engine: Engine,
    format_: str,
    to: Path | None,
    strict: bool,
    fresh: bool,
    lang: str,
    quiet: bool,
) -> int:
    """Check a graph directory, or any RDF files, against the shapes.

    The report names record, field and value, and says what to do. Exit code 1 when a violation was
    found, also 1 for warnings with --strict.

    \b
    kg validate --graph graph
    kg validate --graph graph --lang es --format html --to letter.html
    kg validate data.ttl --shapes my-shapes.ttl
    """
    report, graph_data, names = _checked(data, graph, shapes, engine, fresh=fresh)
    if report.fallback and not quiet:
        click.echo(f"note: checked by pyshacl, which is slower, because {report.fallback}", err=True)
    if not quiet or to is not None:
        text = _rendered(report, graph_data, names, format_, lang)
        if to is None:
            click.echo(text, nl=False)
        else:
            to.write_text(text, encoding="utf-8")
    return int(not report.is_clean(strict=strict))


def _checked(
    data: tuple[Path, ...], graph: Path, shapes: Path | None, engine: Engine, *, fresh: bool
) -> tuple[Report, TripleGraph, Names]:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.terms import Names
    from kg.validation.graph import TripleGraph

    if not data:
        opened = KnowledgeGraph.open(graph)
        return opened.validate(shapes, engine=engine, fresh=fresh), TripleGraph(store=opened.store), opened.names
    from kg.validation.files import load_data
    from kg.validation.shacl import read_shapes, validate

    names = Names()
    graph_data = load_data(data)
    report = validate(graph_data, read_shapes(shapes, names.base), engine=engine)
    if shapes is None:
        from kg.validation.quality.gathering import findings_of_graph

        report = findings_of_graph(graph_data, names).joined_to(report)
    return report, graph_data, names


def _rendered(report: Report, data: TripleGraph, names: Names, format_: str, lang: str) -> str:
    from kg.validation.context import contexts

    found = contexts(data, report, names.base)
    if format_ == "turtle":
        from kg.validation.turtle import to_turtle

        return to_turtle(report, names, found)
    if format_ == "json":
        from kg.validation.json_report import to_json

        return to_json(report, found)
    if format_ == "html":
        from kg.validation.html import to_html

        return to_html(report, found, lang=lang, names=names)
    from kg.validation.text import to_text

    return to_text(report, found, lang=lang, names=names)
