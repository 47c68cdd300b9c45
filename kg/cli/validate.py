"""``kg validate``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, lang_option, quiet_option, shapes_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kg.terms import Names
    from kg.validation.context import Context
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Report
    from kg.validation.shacl import Engine

_FORMATS = ("text", "json", "turtle", "csv", "html")


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
    kg validate --graph graph --lang es --format html --to letter.html   (a letter, to be sent as it is)
    kg validate data.ttl --shapes my-shapes.ttl
    """
    report, graph_data, names = _checked(data, graph, shapes, engine, fresh=fresh)
    if report.fallback and not quiet:
        click.echo(f"note: checked by pyshacl, which is slower, because {report.fallback}", err=True)
    if not quiet or to is not None:
        files = _rendered(report, graph_data, names, format_=format_, lang=lang, to=to)
        if to is None:
            click.echo(files[None], nl=False)
        for file, text in files.items():
            if file is not None:
                _write(file, text)
                if file != to and not quiet:
                    click.echo(
                        f"note: the letter describes the first records; the complete list is in {file}", err=True
                    )
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


def _rendered(  # noqa: PLR0913 -- what a report is made of
    report: Report, data: TripleGraph, names: Names, *, format_: str, lang: str, to: Path | None
) -> dict[Path | None, str]:
    """Return the report by the file it goes to, `None` for the terminal; a long letter brings its complete list."""
    from kg.validation.context import contexts

    found = contexts(data, report, names.base)
    if format_ == "turtle":
        from kg.validation.turtle import to_turtle

        return {to: to_turtle(report, names, found)}
    if format_ == "json":
        from kg.validation.json_report import to_json

        return {to: to_json(report, found)}
    if format_ == "csv":
        from kg.validation.csv_report import to_csv

        return {to: to_csv(report, found, lang=lang, names=names)}
    if format_ == "html":
        return _letter(report, data, names, found, lang=lang, to=to)
    from kg.validation.text import to_text

    return {to: to_text(report, found, lang=lang, names=names)}


def _letter(  # noqa: PLR0913 -- what a letter is made of
    report: Report, data: TripleGraph, names: Names, found: Mapping[str, Context], *, lang: str, to: Path | None
) -> dict[Path | None, str]:
    from kg.validation.csv_report import to_csv
    from kg.validation.html import is_abridged, to_html

    dated = _day_of_build(data)
    listed = to.with_suffix(".csv") if to is not None and is_abridged(report, found) else None
    name = listed.name if listed else ""
    files: dict[Path | None, str] = {to: to_html(report, found, lang=lang, names=names, dated=dated, attachment=name)}
    if listed:
        files[listed] = "\ufeff" + to_csv(report, found, lang=lang, names=names)  # spreadsheets know UTF-8 by it
    return files


def _day_of_build(data: TripleGraph) -> dt.date | None:
    """Return the day on which the graph was last built, `None` where it does not say."""
    import datetime as dt

    from kg.vocabulary import PREFIXES

    ends = (str(getattr(end, "value", ""))[:10] for _, _, end in data.triples(None, f"{PREFIXES['prov']}endedAtTime"))
    with suppress(ValueError):
        return dt.date.fromisoformat(max(ends, default=""))
    return None


def _write(file: Path, text: str) -> None:
    from kg.errors import ExportError, Location

    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ExportError(f"the report cannot be written: {error.strerror}", Location(str(file))) from error
