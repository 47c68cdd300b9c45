"""rdflib by hand: ``by_rdflib.py map CORPUS KNOWN OUT`` or ``by_rdflib.py turtle GRAPH.nt - OUT``."""

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.

from __future__ import annotations

import json
import sys
from pathlib import Path

import orjson
import rdflib
from plain import XSD, load_known, statements


def _map(corpus: str, known_file: str, out: str) -> int:
    known = load_known(known_file)
    graph = rdflib.Graph()
    with Path(corpus).open("rb") as rows:
        for row in rows:
            for subject, predicate, object_, form in statements(orjson.loads(row), known):
                graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _object(object_, form)))
    graph.serialize(out, format="nt", encoding="utf-8")
    return len(graph)


def _object(value: str, form: str) -> rdflib.URIRef | rdflib.Literal:
    if form == "iri":
        return rdflib.URIRef(value)
    if form == "text":
        return rdflib.Literal(value)
    if form == "date":
        return rdflib.Literal(value, datatype=rdflib.URIRef(XSD + "date"))
    return rdflib.Literal(value, lang=form)


def _turtle(source: str, _known: str, out: str) -> int:
    graph = rdflib.Graph().parse(source, format="nt")
    graph.serialize(out, format="turtle", encoding="utf-8")
    return len(graph)


if __name__ == "__main__":
    print(json.dumps({"triples": {"map": _map, "turtle": _turtle}[sys.argv[1]](*sys.argv[2:])}))  # noqa: T201
