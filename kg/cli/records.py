"""``kg records``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("records")
@graph_option
@click.option("--to", metavar="FILE", default="-", help="A .jsonl file; by default standard output.")
def records_command(graph: Path, *, to: str) -> None:
    """Give the records back from the graph, one JSON object a line, value for value as they were read.

    \b
    kg records --graph graph --to records.jsonl
    """
    from kg.knowledge_graph import KnowledgeGraph

    with click.open_file(to, "w", encoding="utf-8") as out:
        for record in KnowledgeGraph.open(graph).records():
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
