"""The fast engine: the PyPI package ``shacl``, written in Rust.

It reads the text of both graphs, checks them on all cores and hands over plain strings. It knows no network: its
SPARQL has no ``SERVICE``, and ``owl:imports`` stays a statement.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms import Names, text_of
from kg.validation.direct import DIRECT
from kg.validation.shapes import read_shapes
from kg.validation.supported import unsupported
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.validation.described import DescribedShapes
    from kg.validation.direct import Check
    from kg.validation.graph import Node, TripleGraph
    from kg.validation.model import Result

_SH: Final = PREFIXES["sh"]
_SPARQL: Final = f"{_SH}sparql"


class NotSupported(Exception):  # noqa: N818 -- no fault: it says that the reference has to do it
    """The fast engine cannot run these shapes; the text says why, as the end of a sentence."""


def run_fast(data: TripleGraph, shapes: DescribedShapes) -> list[Result]:
    """Return all that the shapes find in the data.

    Raises
    ------
    NotSupported
        If the engine is not installed, fails, or the shapes need the reference.
    """
    reason = unsupported(shapes.graph)
    if reason:
        raise NotSupported(reason)
    direct = _direct_checks(shapes)
    try:
        import shacl  # noqa: PLC0415 -- there is no wheel for every platform
    except ImportError as error:
        raise NotSupported("the package shacl is not installed") from error
    try:
        report = shacl.Shapes.from_text(_without(shapes, direct), format="ntriples").validate_text(
            data.ntriples, format="ntriples"
        )
    except BaseException as error:  # a panic of Rust is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise NotSupported(
            f"the engine fails: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        ) from error
    results = [
        shapes.result(
            source=_bare(result.source_shape or ""),
            focus_node=_bare(result.focus_node),
            path=_bare(result.path or ""),
            value=result.value,
            component=result.component_iri,
            severity=result.severity_iri,
            texts=result.messages,
        )
        for result in report.results
    ]
    return [*results, *(result for shape, check in direct.items() for result in _direct(data, shapes, shape, check))]


def _direct_checks(shapes: DescribedShapes) -> dict[str, Check]:
    """Return the checks that may stand in for SPARQL constraints, by the IRI of the shape."""
    found = {}
    shipped = _shipped_queries()
    for shape, _, constraint in shapes.graph.triples(None, _SPARQL):
        base, _, local_name = shape.value.rpartition("def#") if isinstance(shape, ox.NamedNode) else ("", "", "")
        queries = _queries(shapes.graph, constraint)
        if base and local_name in DIRECT and queries == shipped.get(local_name):
            found[f"{base}def#{local_name}"] = DIRECT[local_name]
    return found


@cache
def _shipped_queries() -> dict[str, list[str]]:
    graph = read_shapes()
    return {
        shape.value.rpartition("def#")[2]: _queries(graph, constraint)
        for shape, _, constraint in graph.triples(None, _SPARQL)
        if isinstance(shape, ox.NamedNode)
    }


def _queries(graph: TripleGraph, constraint: Node) -> list[str]:
    return [node.value for node in graph.objects(constraint, f"{_SH}select") if isinstance(node, ox.Literal)]


def _without(shapes: DescribedShapes, direct: Collection[str]) -> str:
    """Return the shapes without the SPARQL constraints that are checked directly."""
    heads = tuple(f"<{shape}> <{_SPARQL}> " for shape in direct)
    return "".join(line for line in shapes.ntriples.splitlines(keepends=True) if not line.startswith(heads))


def _direct(data: TripleGraph, shapes: DescribedShapes, shape: str, check: Check) -> Iterator[Result]:
    severity = next(shapes.graph.objects(ox.NamedNode(shape), f"{_SH}severity"))
    for focus_node, value in check(data, Names(shape.rpartition("def#")[0])):
        yield shapes.result(
            source=shape,
            focus_node=_bare(str(focus_node)),
            path="",
            value=str(value),
            component=f"{_SH}SPARQLConstraintComponent",
            severity=_bare(str(severity)),
            texts=(),
        )


def _bare(term: str) -> str:
    """Return an IRI without brackets, a literal as its text; a blank node, or a longer path, as it is."""
    is_one = term.startswith("<") and term.find(">") == len(term) - 1
    return text_of(term) if is_one or term.startswith('"') else term
