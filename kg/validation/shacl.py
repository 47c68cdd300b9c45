"""SHACL over one union of named graphs, by a fast engine or by the reference, with the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox

from kg.validation.described import DescribedShapes
from kg.validation.fast import NotSupported, run_fast
from kg.validation.graph import TripleGraph
from kg.validation.model import Report
from kg.validation.shapes import load_shapes, read_shapes
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

    from kg.validation.graph import Node

__all__ = ["Engine", "load_shapes", "read_shapes", "validate"]

Engine: TypeAlias = Literal["fast", "pyshacl"]

_SH = PREFIXES["sh"]
_TYPE = PREFIXES["rdf"] + "type"
_BELOW = PREFIXES["rdfs"] + "subClassOf"


def validate(
    data_graph: Graph | TripleGraph, shapes_graph: Graph | TripleGraph | None = None, *, engine: Engine = "fast"
) -> Report:
    """Check a graph against shapes.

    Nothing is inferred, imported or fetched, and SHACL Advanced Features are off.

    Parameters
    ----------
    data_graph
        The union of the graphs to be checked, the vocabularies and the ontology among them.
    shapes_graph
        The shapes; by default those that ship with `kg`, below the default base.
    engine
        ``"pyshacl"`` is the reference. ``"fast"`` finds the same in a hundredth of the time; shapes that it is not
        known to read as the reference does go to the reference, and `Report.fallback` says why.

    Raises
    ------
    ShapesError
        If the shapes break a rule of SHACL, so that nothing can be checked.

    Examples
    --------
    >>> turtle = '<https://kg.example/id/country/CL> a <https://kg.example/def#Country> .'
    >>> report = validate(TripleGraph(turtle.replace(" a ", f" <{_TYPE}> ")))
    >>> report.conforms, report.focus_nodes, report.results[0].message()
    (False, 1, 'A country lies in exactly one region. Correct ev:inRegion in the vocabulary.')
    """
    if engine not in ("fast", "pyshacl"):
        raise ValueError(f"no engine {engine!r}; known are 'fast' and 'pyshacl'")
    data = TripleGraph.of(data_graph)
    shapes = DescribedShapes(read_shapes() if shapes_graph is None else TripleGraph.of(shapes_graph))
    focus_nodes = len(set(_targets(data, shapes.graph)))
    fallback = ""
    if engine == "fast":
        try:
            return Report.in_order(run_fast(data, shapes), focus_nodes)
        except NotSupported as reason:
            fallback = str(reason)
    from kg.validation.reference import run_reference  # noqa: PLC0415 -- rdflib and pyshacl take a second

    return Report.in_order(run_reference(data, shapes), focus_nodes, fallback=fallback)


def _targets(data: TripleGraph, shapes: TripleGraph) -> Iterator[Node]:
    """Yield the things that some shape targets, some more than once (SHACL, section 2.1.3)."""
    classes = {object_ for _, _, object_ in shapes.triples(None, f"{_SH}targetClass")}
    classes |= set(shapes.subjects(_TYPE, ox.NamedNode(PREFIXES["rdfs"] + "Class"))) & set(
        shapes.subjects(_TYPE, ox.NamedNode(f"{_SH}NodeShape"))
    )
    for class_ in _with_subclasses(data, classes):
        yield from data.subjects(_TYPE, class_)
    yield from (object_ for _, _, object_ in shapes.triples(None, f"{_SH}targetNode"))
    for _, _, predicate in shapes.triples(None, f"{_SH}targetSubjectsOf"):
        if isinstance(predicate, ox.NamedNode):
            yield from data.subjects(predicate.value)
    for _, _, predicate in shapes.triples(None, f"{_SH}targetObjectsOf"):
        if isinstance(predicate, ox.NamedNode):
            yield from (object_ for _, _, object_ in data.triples(None, predicate.value))


def _with_subclasses(data: TripleGraph, classes: set[Node]) -> set[Node]:
    found: set[Node] = set()
    waiting = list(classes)
    while waiting:
        class_ = waiting.pop()
        if class_ not in found:
            found.add(class_)
            waiting.extend(data.subjects(_BELOW, class_))
    return found
