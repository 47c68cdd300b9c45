"""Expected and given answers in one form, in which blank nodes have no names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
from sparql_suite import RDF, RDF_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
_TRUE = {"true": True, "1": True, "false": False, "0": False}

_NUMBERS: dict[str, type[Decimal | float]] = {
    f"{XSD}integer": Decimal,
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
}

Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple"
Row: TypeAlias = "tuple[tuple[str, str], ...]"
Answer: TypeAlias = "bool | list[Row] | frozenset[str]"


def expected(file: Path, base: str) -> Answer:
    """Read what the suite expects: a truth value, rows, or a graph."""
    data = file.read_bytes()
    if file.suffix == ".csv":
        return csv_rows(data)
    if file.suffix in _RESULTS:
        return _answer(ox.parse_query_results(data, _RESULTS[file.suffix]))
    store = ox.Store()
    store.load(data, RDF_FORMATS[file.suffix], base_iri=base)
    if next(store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RS}ResultSet")), None):
        return _result_set(store)
    return canonical_graph(data, RDF_FORMATS[file.suffix])


def given(body: bytes, media_type: str) -> Answer:
    """Read what the server sent."""
    if media_type == "text/csv":
        return csv_rows(body)
    if media_type == "application/n-triples":
        return canonical_graph(body, ox.RdfFormat.N_TRIPLES)
    return _answer(ox.parse_query_results(body, ox.QueryResultsFormat.from_media_type(media_type)))


def is_same(wanted: Answer, got: Answer, *, ordered: bool) -> bool:
    """Tell whether two answers are one, up to the names of blank nodes."""
    if not isinstance(wanted, list) or not isinstance(got, list):
        return wanted == got
    if ordered and [_nameless(row) for row in wanted] != [_nameless(row) for row in got]:
        return False
    return _as_graph(wanted) == _as_graph(got)


def csv_rows(data: bytes) -> list[Row]:
    """Read CSV: plain values without types."""
    head, *rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    return [tuple(sorted((name, _csv_value(value)) for name, value in zip(head, row, strict=True))) for row in rows]


def _csv_value(value: str) -> str:
    try:
        return str(Decimal(value).normalize())
    except ArithmeticError:
        return value


def canonical_graph(data: bytes, format_: ox.RdfFormat) -> frozenset[str]:
    """Return the triples of a graph with canonical names of blank nodes."""
    found = ox.Dataset(
        ox.Quad(*_canonical(quad.triple)) for quad in ox.parse(data, format_, base_iri="http://x.example/")
    )
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad.triple) for quad in found)


def _canonical(
    triple: ox.Triple,
) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal]:
    object_ = triple.object
    assert not isinstance(object_, ox.Triple)
    assert not isinstance(triple.subject, ox.Triple)
    return triple.subject, triple.predicate, object_


def _answer(found: ox.QuerySolutions | ox.QueryBoolean) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [
        tuple(sorted((name, by_value(term)) for name, term in zip(names, solution, strict=True) if term is not None))
        for solution in found
    ]


def _result_set(store: ox.Store) -> Answer:
    """Read the vocabulary of result sets, as SPARQL 1.0 wrote them."""

    def objects(subject: ox.NamedNode | ox.BlankNode, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        quads = store.quads_for_pattern(subject, ox.NamedNode(RS + name), None, None)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    (root,) = {
        quad.subject
        for quad in store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RS}ResultSet"))
    }
    assert not isinstance(root, ox.Triple)
    if truth := objects(root, "boolean"):
        return _TRUE[truth[0].value]
    rows: list[tuple[int, Row]] = []
    for solution in objects(root, "solution"):
        assert not isinstance(solution, ox.Literal)
        bindings = [each for each in objects(solution, "binding") if not isinstance(each, ox.Literal)]
        row = tuple(
            sorted((objects(each, "variable")[0].value, by_value(objects(each, "value")[0])) for each in bindings)
        )
        index = objects(solution, "index")
        rows.append((int(index[0].value) if index else 0, row))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def by_value(term: Term) -> str:
    """Return a term as N-Triples; of numbers the value, not the spelling."""
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        try:
            number = _NUMBERS[term.datatype.value](term.value)
        except (ValueError, ArithmeticError):
            return str(term)
        value = str(number.normalize()) if isinstance(number, Decimal) else repr(number)
        return str(ox.Literal(value, datatype=term.datatype))
    return str(term)


def _nameless(row: Row) -> Row:
    return tuple((name, "_:" if value.startswith("_:") else value) for name, value in row)


def _as_graph(rows: list[Row]) -> frozenset[str]:
    """Return rows as a canonical graph: a node a distinct row, with how often it comes."""
    lines = []
    for number, (row, times) in enumerate(sorted(Counter(rows).items())):
        lines.append(f'_:row{number} <http://x.example/times> "{times}" .')
        for name, value in row:
            is_term = value.startswith(("<", "_:", '"'))
            term = value if is_term else str(ox.Literal(value))
            lines.append(f"_:row{number} <http://x.example/{name}> {term} .")
    return canonical_graph("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
