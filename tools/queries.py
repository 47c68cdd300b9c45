"""Write ``ontology/queries/catalogue.ttl``: the named queries and rules as SHACL executables that other tools can run.

    python -m tools.queries            write it
    python -m tools.queries --check    write nothing; exit 1 when it differs from kg/queries/sparql and ontology/rules

The text of a query comes without the prefixes that the ontology declares (``sh:prefixes``) and runs as it stands. Each
parameter has a path whose last part is the variable, as SHACL wants it. The file stands in a folder of its own, so that
a build does not load it.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click
from rdflib import Graph, Namespace, URIRef

from kg.queries.catalog import CatalogQuery, catalog
from kg.resources import ontology_folder
from kg.vocabulary import DEFAULT_BASE, PREFIXES
from tools.turtle import Statements, block, literal, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAMESPACES: Final = {
    **{prefix: PREFIXES[prefix] for prefix in ("dcterms", "rdfs", "sh", "xsd")},
    "parameter": DEFAULT_BASE + "id/query/parameter/",
    "query": DEFAULT_BASE + "id/query/",
}
_SH: Final = Namespace(PREFIXES["sh"])
_HEAD: Final = re.compile(r"\A(?:#.*\n)+")
_QUESTION: Final = re.compile(r"# (?:(es|fr): )?(.+)")


def declared_prefixes(ontology: Path) -> dict[str, str]:
    """Return the prefixes that the ontology declares by ``sh:declare``."""
    graph = Graph().parse(ontology)
    found = graph.objects(URIRef(DEFAULT_BASE + "def"), _SH.declare)
    return {str(graph.value(each, _SH.prefix)): str(graph.value(each, _SH.namespace)) for each in found}


def text(folder: Path) -> str:
    """Return the Turtle of all queries of the catalogue and all rules in `folder`, the folder of the ontology."""
    declared = declared_prefixes(folder / "kg.ttl")
    blocks = [part for query in catalog().values() for part in _select(query, declared)]
    blocks += [_construct(file, declared) for file in sorted((folder / "rules").glob("*.rq"))]
    body = "\n".join(blocks)
    made = "Made by `python -m tools.queries` from kg/queries/sparql and ontology/rules: change those, not this file."
    return f"# The questions of kg as SHACL executables.\n#\n# {made}\n\n{prefixes(NAMESPACES, body)}\n{body}"


def _select(query: CatalogQuery, declared: Mapping[str, str]) -> Iterator[str]:
    columns = "; ".join(f"?{column}: {meaning}" for column, meaning in query.columns.items())
    statements: Statements = [
        ("a", ["sh:SPARQLSelectExecutable", "sh:Parameterizable"]),
        ("dcterms:identifier", [literal(query.name)]),
        *_asks(query.questions),
        ("rdfs:comment", [literal(f"Gives {columns}.", "en")]),
        ("sh:parameter", [f"parameter:{query.name}-{each.variable}" for each in query.parameters]),
        ("sh:prefixes", [f"<{DEFAULT_BASE}def>"]),
        ("sh:select", [_long(query.text, declared)]),
    ]
    yield block(f"query:{query.name}", statements)
    for each in query.parameters:
        yield block(
            f"parameter:{query.name}-{each.variable}",
            [
                ("a", ["sh:Parameter"]),
                ("sh:path", [f"<{DEFAULT_BASE}id/query/variable/{each.variable}>"]),
                ("sh:name", [literal("|".join(each.types))]),
                ("sh:description", [literal(each.description, "en")]),
                ("sh:optional", ["false" if each.required else "true"]),
            ],
        )


def _construct(file: Path, declared: Mapping[str, str]) -> str:
    source = file.read_text(encoding="utf-8")
    lines = [match for line in source.splitlines()[:3] if (match := _QUESTION.fullmatch(line))]
    return block(
        f"query:{file.stem}",
        [
            ("a", ["sh:SPARQLConstructExecutable"]),
            ("dcterms:identifier", [literal(file.stem)]),
            *_asks({match[1] or "en": match[2] for match in lines}),
            ("sh:prefixes", [f"<{DEFAULT_BASE}def>"]),
            ("sh:construct", [_long(source, declared)]),
        ],
    )


def _asks(questions: Mapping[str, str]) -> Statements:
    return [("rdfs:label", [literal(questions[language], language) for language in ("en", "es", "fr")])]


def _long(source: str, declared: Mapping[str, str]) -> str:
    """Write a query as a long literal, without its head and the prefixes in `declared`."""
    body = _HEAD.sub("", source)
    for prefix, namespace in declared.items():
        body = body.replace(f"PREFIX {prefix}: <{namespace}>\n", "")
    escaped = body.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{escaped}\n"""'


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the file differs from the queries.")
def main(*, check: bool) -> None:
    """Write the catalogue of queries as Turtle."""
    folder = ontology_folder()
    file = folder / "queries" / "catalogue.ttl"
    wanted = text(folder)
    if file.is_file() and file.read_bytes() == wanted.encode():
        return
    if check:
        click.echo(f"{file.name}: differs from the queries\n  run python -m tools.queries", err=True)
        sys.exit(1)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(wanted.encode())
    click.echo(f"{file.name}: written")


if __name__ == "__main__":
    main()
