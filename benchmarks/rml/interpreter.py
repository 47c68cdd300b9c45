"""The tables -> an rdflib graph, a row at a time: the mapping read by the plainest interpreter there is."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import rdflib
from rdflib.namespace import RDF, XSD

from benchmarks.rml.model import tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.rml.model import Property, Table

_COLUMN: Final = re.compile(r"\{(\w+)\}")


def graph_of_tables(folder: Path) -> rdflib.Graph:
    """Return the graph that the mapping makes of the tables in `folder`."""
    graph = rdflib.Graph()
    for table in tables():
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                _add(graph, table, row)
    return graph


def _add(graph: rdflib.Graph, table: Table, row: Mapping[str, str]) -> None:
    subject = rdflib.URIRef(_filled(table.subject, row))
    for class_ in table.classes:
        graph.add((subject, RDF.type, rdflib.URIRef(class_)))
    for property_ in table.properties:
        graph.add((subject, rdflib.URIRef(property_.predicate), _object(property_, row)))


def _object(property_: Property, row: Mapping[str, str]) -> rdflib.URIRef | rdflib.Literal:
    value = property_.value
    if property_.form == "constant":
        return rdflib.URIRef(value)
    if property_.form == "template":
        return rdflib.URIRef(_filled(value, row))
    text = row[value]
    if property_.form == "iri":
        return rdflib.URIRef(text)
    if property_.form == "date":
        return rdflib.Literal(text, datatype=XSD.date)
    language = {"english": "en", "language": row.get("language")}.get(property_.form)
    return rdflib.Literal(text, lang=language)


def _filled(template: str, row: Mapping[str, str]) -> str:
    """Fill a template; what fills a gap is percent-encoded, unless the gap is all there is."""
    if template.startswith("{"):
        return row[template[1:-1]]
    return _COLUMN.sub(lambda gap: quote(row[gap[1]], safe=""), template)
