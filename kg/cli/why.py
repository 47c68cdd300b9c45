"""``kg why``."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.printable import printable

if TYPE_CHECKING:
    from pathlib import Path

    from kg.queries.evidence import Evidence
    from kg.terms import Names

_WIDTH = 96


@click.command("why")
@click.argument("things", metavar="IRI [IRI]", nargs=-1, required=True)
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print the evidence as JSON.")
def why_command(things: tuple[str, ...], graph: Path, *, as_json: bool) -> None:
    """Show the evidence of a link: the words in their sentence, field, offsets, rule and page.

    IRI is an IRI or a CURIE of a mention, a participation, an organization, a place, a record or a
    programme; two of them are the ends of one link.

    \b
    kg why d:lesson/242853 d:organization/iom
    kg why d:participation/eval-3642/unhcr/implementing
    kg why d:mention/lesson/242853/comments/3-6 --json
    """
    from kg.knowledge_graph import KnowledgeGraph

    opened = KnowledgeGraph.open(graph)
    found = opened.why(*things)
    if as_json:
        click.echo(json.dumps([asdict(evidence) for evidence in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("no mention lies behind that: the records state it, or it follows from what they state")
    else:
        click.echo("\n\n".join(_shown(evidence, opened.names) for evidence in found))


def _shown(evidence: Evidence, names: Names) -> str:
    start, end = evidence.marked
    marked = f"{evidence.sentence[:start]}[{evidence.sentence[start:end]}]{evidence.sentence[end:]}"
    quote = textwrap.fill(f"“{printable(marked)}”", _WIDTH, initial_indent="  ", subsequent_indent="  ")
    target = names.compress(evidence.target) if evidence.target else "undecided"
    facts = [
        f"{names.compress(evidence.record)}, {evidence.field} {evidence.start}-{evidence.end}",
        f"refers to {target} by {evidence.method}, confidence {evidence.confidence:g}",
    ]
    if evidence.page:
        facts.append(evidence.page)
    return "\n".join([quote, *(f"  {fact}" for fact in facts)])
