"""SHACL over one union of named graphs, by a fast engine or by the reference, with the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.validation.columns import Columns
from kg.validation.described import DescribedShapes
from kg.validation.fast import FastEngine, NotSupported
from kg.validation.graph import TripleGraph
from kg.validation.model import Report
from kg.validation.shapes import load_shapes, read_shapes
from kg.validation.targets import Targets

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Engine", "load_shapes", "read_shapes", "validate"]

Engine: TypeAlias = Literal["fast", "pyshacl"]


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
    >>> type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    >>> report = validate(TripleGraph(f"<https://kg.example/id/country/CL> {type_} <https://kg.example/def#Country> ."))
    >>> report.conforms, report.focus_nodes, report.results[0].message()
    (False, 1, 'A country lies in exactly one region. Correct ev:inRegion in the vocabulary.')
    """
    if engine not in ("fast", "pyshacl"):
        raise ValueError(f"no engine {engine!r}; known are 'fast' and 'pyshacl'")
    data = TripleGraph.of(data_graph)
    shapes = DescribedShapes(read_shapes() if shapes_graph is None else TripleGraph.of(shapes_graph))
    fallback = ""
    if engine == "fast":
        try:
            found = FastEngine(shapes).run(data)
        except NotSupported as reason:
            fallback = str(reason)
        else:
            return Report.in_order(found.results, len(found.focus_nodes))
    from kg.validation.reference import run_reference  # noqa: PLC0415 -- rdflib and pyshacl take a second

    targets = Targets(shapes.graph)
    aimed_at = len(targets.find(Columns(data.rows(), targets.reads)))
    return Report.in_order(run_reference(data, shapes), aimed_at, fallback=fallback)
