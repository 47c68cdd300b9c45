"""pyoxigraph by hand: ``by_pyoxigraph.py map CORPUS KNOWN OUT | turtle GRAPH.nt - OUT | load FILE.nq - STORE``."""

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pyoxigraph as ox
from plain import XSD, load_known, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = ox.NamedNode(XSD + "date")


def _map(corpus: str, known_file: str, out: str) -> int:
    known = load_known(known_file)
    count = 0

    def triples() -> Iterator[ox.Triple]:
        nonlocal count
        with Path(corpus).open("rb") as rows:
            for row in rows:
                for subject, predicate, object_, form in statements(orjson.loads(row), known):
                    count += 1
                    yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), _object(object_, form))

    ox.serialize(triples(), out, ox.RdfFormat.N_TRIPLES)
    return count


def _object(value: str, form: str) -> ox.NamedNode | ox.Literal:
    if form == "iri":
        return ox.NamedNode(value)
    if form == "text":
        return ox.Literal(value)
    if form == "date":
        return ox.Literal(value, datatype=_DATE)
    return ox.Literal(value, language=form)


def _turtle(source: str, _known: str, out: str) -> int:
    store = ox.Store()
    store.bulk_load(path=source, format=ox.RdfFormat.N_TRIPLES)
    store.dump(out, ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    return len(store)


def _load(source: str, _known: str, out: str) -> int:
    store = ox.Store(out)
    store.bulk_load(path=source, format=ox.RdfFormat.N_QUADS)
    return len(store)


if __name__ == "__main__":
    print(json.dumps({"triples": {"map": _map, "turtle": _turtle, "load": _load}[sys.argv[1]](*sys.argv[2:])}))  # noqa: T201
