"""``kg build``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, quiet_option
from kg.cli.progress import ProgressLine

if TYPE_CHECKING:
    from pathlib import Path


@click.command("build")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@graph_option
@click.option("--base", metavar="IRI", default="", envvar="KG_BASE", help="Where the IRIs stand, ending in '/'.")
@click.option(
    "--format", "format_", metavar="F", help="Format of every source: text, html, json, jsonl, csv, tsv, xlsx."
)
@click.option("--strict", is_flag=True, help="Exit 1 also for warnings and for what was set aside.")
@click.option("--prune", is_flag=True, help="Remove records that these sources no longer hold.")
@click.option("--no-link", is_flag=True, help="Do not look for organizations and places in the prose.")
@click.option(
    "--local-organizations/--no-local-organizations",
    default=False,
    help="Also look for ministries, municipalities and other bodies that no list holds; they are kept apart.",
)
@click.option(
    "--model",
    "models",
    metavar="NAME",
    multiple=True,
    help="A trained spaCy pipeline, by name or folder, that suggests more names; repeat for several languages.",
)
@click.option("--no-validate", is_flag=True, help="Do not check the shapes.")
@click.option("--fresh", is_flag=True, help="Start from nothing instead of adding to the graph.")
@click.option("--force", is_flag=True, help="Publish even a graph that lost more than a tenth.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=0), default=0, help="Processes that link; as many as cores."
)
@click.option("--timings", is_flag=True, help="Say what each stage took: time, processor time, memory.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@quiet_option
def build_command(  # noqa: PLR0913 -- one argument an option
    sources: tuple[str, ...],
    graph: Path,
    *,
    base: str,
    format_: str | None,
    strict: bool,
    prune: bool,
    no_link: bool,
    local_organizations: bool,
    models: tuple[str, ...],
    no_validate: bool,
    fresh: bool,
    force: bool,
    workers: int,
    timings: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read records into a graph: link, map, store, validate.

    SOURCE is a file, a folder, a glob, an archive (.zip, .tar.gz, .gz) or - for standard input. Text,
    HTML, JSON, JSONL, CSV, TSV and XLSX are told apart by content. A page or row that cannot be read
    is set aside with the reason, and the rest goes on.

    \b
    kg build examples --graph graph
    kg build lesson-242853.txt 'pages/*.html' findings.xlsx
    cat records.jsonl | kg build - --graph graph
    """
    from kg.config import load_lexicon
    from kg.errors import SourceError
    from kg.pipeline import BuildOptions, build

    options = BuildOptions(
        base=base,
        format_=format_,
        link=not no_link,
        validate=not no_validate,
        prune=prune,
        fresh=fresh,
        force=force,
        workers=workers,
        lexicon=load_lexicon(),
        local_organizations=local_organizations,
        models=models,
    )
    progress = ProgressLine("records", enabled=False if quiet else None)
    try:
        result = build(sources, graph, options, progress=progress)
    finally:
        progress.close()
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo(result.to_text(), nl=False)
        if timings:
            click.echo(result.costs_table(), nl=False)
    if not result.read and result.set_aside:
        raise SourceError(
            f"no record could be read: all that was found ({len(result.set_aside)}) was set aside",
            hint=f"is it the right folder? The reasons stand in {graph / 'set-aside' / 'set-aside.jsonl'}",
        )
    found_wrong = bool(result.violations) or (strict and bool(result.warnings or result.set_aside))
    return int(found_wrong)
