"""``kg query`` and ``kg queries``."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, lang_option
from kg.errors import ConfigError
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.queries import Graph, Solutions, Truth
    from kg.terms import Names

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples")


@click.command("query")
@click.argument("name", required=False)
@click.option("-p", "parameters", metavar="NAME=VALUE", multiple=True, help="A parameter of the named query.")
@click.option("-e", "sparql", metavar="SPARQL", help="Any SPARQL 1.1 query.")
@click.option("-f", "file", metavar="FILE", type=click.Path(path_type=Path), help="A file with a query.")
@graph_option
@click.option(
    "--endpoint", metavar="URL", help="Ask this SPARQL endpoint; credentials in KG_ENDPOINT_USER, _PASSWORD or _TOKEN."
)
@click.option("--base", metavar="IRI", default=DEFAULT_BASE, help="Base of the endpoint's IRIs.  [default: kg.toml]")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--timeout", metavar="S", type=click.FloatRange(min=0, min_open=True), help="Stop after S seconds.")
@lang_option
def query_command(  # noqa: PLR0913 -- one argument an option
    name: str | None,
    *,
    parameters: tuple[str, ...],
    sparql: str | None,
    file: Path | None,
    graph: Path,
    endpoint: str | None,
    base: str,
    format_: str,
    timeout: float | None,
    lang: str,
) -> None:
    """Ask the graph: a query of the catalogue by NAME, or any SPARQL.

    \b
    kg query cross-country-programmes -p theme=Migration
    kg query mentions-of -p organization=ACNUR --format csv
    kg query -e 'SELECT ?c (COUNT(*) AS ?n) { ?e ev:coversCountry ?c } GROUP BY ?c'
    kg query co-covered-countries --endpoint https://data.example.org/sparql

    The prefixes ev:, d:, skos:, dcterms:, prov:, foaf:, org: ... need no declaration. kg queries lists
    the catalogue.
    """
    from kg.knowledge_graph import KnowledgeGraph
    from kg.terms import Names

    if sum(given is not None for given in (name, sparql, file)) != 1:
        raise ConfigError("give one query: a NAME, -e SPARQL or -f FILE", hint="kg queries lists the names")
    watchdog = _stop_after(timeout)
    asked = _Asked(name=name, given=_given(parameters), sparql=_sparql(sparql, file), language=lang)
    if endpoint is None:
        opened = KnowledgeGraph.open(graph)
        names, answer = opened.names, _local_answer(opened, asked)
    else:
        names = Names(base)
        answer = _remote_answer(endpoint, asked, names, timeout)
    text = _written(answer, format_, names)
    if watchdog is not None:
        watchdog.cancel()
    click.echo(text, nl=False)


@click.command("queries")
@click.argument("name", required=False)
@lang_option
def queries_command(name: str | None, *, lang: str) -> None:
    """List the catalogue of queries, or show one: what it asks, takes and gives.

    \b
    kg queries
    kg queries findings-by-theme --lang es
    """
    from kg.queries.catalog import catalog, named_query

    if name is None:
        for query in catalog().values():
            click.echo(f"{query.name}\n    {query.questions.get(lang, query.questions['en'])}")
        return
    query = named_query(name)
    click.echo(f"{query.name}\n    {query.questions.get(lang, query.questions['en'])}\n")
    for parameter in query.parameters:
        if parameter.types != ("label-lang",):
            need = "required" if parameter.required else "optional"
            click.echo(f"  -p {'|'.join(parameter.types)}=...   {need}; {parameter.description}")
    click.echo("  columns:")
    for column, meaning in query.columns.items():
        click.echo(f"    {column:<20} {meaning}")


def _given(parameters: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise ConfigError(f"the parameter {parameter!r} has no '='", hint="write it like -p theme=Migration")
        given[name.strip()] = value
    return given


def _sparql(sparql: str | None, file: Path | None) -> str | None:
    if file is None:
        return sparql
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the query file {str(file)!r} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked: a name with its parameters, or SPARQL."""

    name: str | None
    given: dict[str, str]
    sparql: str | None
    language: str

    def __post_init__(self) -> None:
        if self.name is None and self.given:
            raise ConfigError("-p belongs to a named query", hint="write the value into the SPARQL")


def _local_answer(opened: KnowledgeGraph, asked: _Asked) -> Solutions | Truth | Graph:
    from kg.queries import run_query, run_sparql

    if asked.name is not None:
        return run_query(opened.store, asked.name, asked.given, opened.names, language=asked.language)
    return run_sparql(opened.store, asked.sparql or "", opened.names)


def _remote_answer(endpoint: str, asked: _Asked, names: Names, timeout: float | None) -> Solutions | Truth | Graph:
    from kg.queries.remote import ask_endpoint, ask_endpoint_by_name

    if asked.name is not None:
        return ask_endpoint_by_name(endpoint, asked.name, asked.given, names, language=asked.language, timeout=timeout)
    return ask_endpoint(endpoint, asked.sparql or "", names, timeout=timeout)


def _written(answer: Solutions | Truth | Graph, format_: str, names: Names) -> str:
    from kg.cli.table import table
    from kg.queries import Graph, Solutions

    if isinstance(answer, Graph):
        return _graph_text(answer, format_, names)
    if format_ in {"turtle", "ntriples"}:
        raise ConfigError(
            f"a SELECT or ASK query has no {format_}", hint="ask with CONSTRUCT, or choose another format"
        )
    if isinstance(answer, Solutions) and format_ == "table":
        return table(answer)
    return answer.serialize(format_)


def _graph_text(answer: Graph, format_: str, names: Names) -> str:
    import io

    from kg.exports.rdf import write_triples

    formats = {"table": "turtle", "turtle": "turtle", "ntriples": "ntriples", "json": "jsonld", "xml": "rdfxml"}
    if format_ not in formats:
        raise ConfigError(f"a graph has no {format_}", hint=f"choose one of {', '.join(formats)}")
    out = io.BytesIO()
    write_triples(answer, names, out, formats[format_])
    return out.getvalue().decode("utf-8")


def _stop_after(seconds: float | None) -> threading.Timer | None:
    """End the process when time is up: nothing else stops a running query of the store."""
    if seconds is None:
        return None

    def stop() -> None:
        click.echo(
            f"kg: the query took longer than {seconds:g} s\n  ask for less, or give it more with --timeout", err=True
        )
        os._exit(3)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    return timer
