"""Property paths of shapes, written as SPARQL does (SHACL, section 2.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.validation.graph import Node, TripleGraph

_SH: Final = PREFIXES["sh"]
_FIRST: Final = PREFIXES["rdf"] + "first"
_REST: Final = PREFIXES["rdf"] + "rest"
_REPEATS: Final = {f"{_SH}zeroOrMorePath": "*", f"{_SH}oneOrMorePath": "+", f"{_SH}zeroOrOnePath": "?"}


def write_path(graph: TripleGraph, path: Node) -> str:
    """Return a path as text; a single property is its bare IRI.

    Examples
    --------
    >>> from kg.validation.graph import TripleGraph
    >>> graph = TripleGraph("_:p <http://www.w3.org/ns/shacl#inversePath> <x:a> .")
    >>> write_path(graph, next(graph.subjects("http://www.w3.org/ns/shacl#inversePath")))
    '^<x:a>'
    >>> write_path(graph, ox.NamedNode("x:a"))
    'x:a'
    """
    return path.value if isinstance(path, ox.NamedNode) else _steps(graph, path)


def members(graph: TripleGraph, node: Node) -> Iterator[Node]:
    """Yield the members of an RDF list; one that bites its tail ends there."""
    seen: set[Node] = set()
    here: Node | None = node
    while here is not None and here not in seen:
        seen.add(here)
        yield from graph.objects(here, _FIRST)
        here = next(graph.objects(here, _REST), None)


def _steps(graph: TripleGraph, path: Node) -> str:
    if isinstance(path, ox.NamedNode):
        return f"<{path.value}>"
    if _is_list(graph, path):
        return "/".join(_part(graph, step) for step in members(graph, path))
    for alternatives in graph.objects(path, f"{_SH}alternativePath"):
        return "|".join(_part(graph, step) for step in members(graph, alternatives))
    for inverse in graph.objects(path, f"{_SH}inversePath"):
        return "^" + _operand(graph, inverse)
    for predicate, mark in _REPEATS.items():
        for repeated in graph.objects(path, predicate):
            return _operand(graph, repeated) + mark
    return ""


def _is_list(graph: TripleGraph, path: Node) -> bool:
    return next(graph.objects(path, _FIRST), None) is not None


def _operand(graph: TripleGraph, path: Node) -> str:
    """Return what a mark stands on: in parentheses, unless it is a single property."""
    text = _steps(graph, path)
    return text if isinstance(path, ox.NamedNode) else f"({text})"


def _part(graph: TripleGraph, path: Node) -> str:
    """Return a step of a sequence or choice: in parentheses, where it is itself one of them."""
    text = _steps(graph, path)
    is_choice = next(graph.objects(path, f"{_SH}alternativePath"), None) is not None
    return f"({text})" if is_choice or _is_list(graph, path) else text
