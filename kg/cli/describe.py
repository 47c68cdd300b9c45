"""``kg describe``."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import graph_option, lang_option
from kg.cli.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.queries.thing import Statements, Thing, Value
    from kg.terms import Names

_WIDTH: Final = 96
_SHOWN: Final = 10
"""Links of one property that people read; the number of all is told."""

_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {"facts": "What is said of it", "links": "What points to it", "more": "… {} in all", "least": "… {} or more"},
    "es": {"facts": "Lo que se dice", "links": "Lo que remite aquí", "more": "… {} en total", "least": "… {} o más"},
    "fr": {"facts": "Ce qui en est dit", "links": "Ce qui y renvoie", "more": "… {} au total", "least": "… {} ou plus"},
}


@click.command("describe")
@click.argument("thing", metavar="IRI|CURIE|NUMBER")
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with the named graph of each statement.")
@lang_option
def describe_command(thing: str, graph: Path, *, as_json: bool, lang: str) -> None:
    """Show all that is known of one thing, and who says so: record, linked, inferred, reference.

    NUMBER is that of a lesson, good practice, recommendation or evaluation, in this order.

    \b
    kg describe 242853
    kg describe d:organization/iom --lang es
    kg describe d:programme/eval-3642 --json
    """
    from kg.knowledge_graph import KnowledgeGraph

    opened = KnowledgeGraph.open(graph)
    found = opened.describe(thing, language=lang)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_shown(found, opened.names, _WORDS[lang])))


def _shown(thing: Thing, names: Names, words: dict[str, str]) -> Iterator[str]:
    yield printable(thing.label)
    yield names.compress(thing.iri)
    for title, groups in (("facts", thing.facts), ("links", thing.links)):
        if groups:
            yield f"\n{words[title]}"
            for group in groups:
                yield from _group(group, names, words)


def _group(group: Statements, names: Names, words: dict[str, str]) -> Iterator[str]:
    yield f"  {printable(group.label)}"
    for value in group.values[:_SHOWN]:
        yield textwrap.fill(_value(value, names), _WIDTH, initial_indent="    ", subsequent_indent="      ")
    if group.count > _SHOWN or not group.is_counted:
        yield "    " + words["more" if group.is_counted else "least"].format(group.count)


def _value(value: Value, names: Names) -> str:
    text = printable(value.label)
    if value.is_iri:
        curie = names.compress(value.text)
        text = text if text == curie else f"{text} ({curie})"
    elif value.language:
        text = f"{text} @{value.language}"
    parts = sorted({graph.removeprefix(f"{names.base}graph/").partition("/")[0] for graph in value.graphs})
    return f"{text}  [{', '.join(parts)}]" if parts else text
