"""The reference engine: pyshacl."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyshacl
import rdflib
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure
from rdflib import RDF, SH, XSD, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql import prepareQuery

from kg.errors import ShapesError
from kg.terms import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as RdfResult
    from rdflib.term import Node

    from kg.validation.described import DescribedShapes
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Result

_SHAPE_FAULTS: Final = (ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure)
_HINT: Final = "mend the shape, see https://www.w3.org/TR/shacl/"


class _PreparingGraph(Graph):
    """A graph that parses a query once: pyshacl asks the same one of every focus node, and parsing is the dear part."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> RdfResult:  # noqa: ANN401 -- as in rdflib
        """Answer a query as `rdflib.Graph.query` does."""
        is_plain = isinstance(query_object, str) and not options.get("initNs")
        return super().query(_prepared(query_object) if is_plain else query_object, *args, **options)


@cache
def _prepared(query: str) -> Query:
    try:
        return prepareQuery(query)
    except Exception as error:  # rdflib raises that very class for a prefix that nobody declared
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ShapesError(f"a query of the shapes cannot be read: {problem}", hint=_HINT) from error


def run_reference(data: TripleGraph, shapes: DescribedShapes) -> list[Result]:
    """Return all that the shapes find in the data; nothing is inferred, imported or fetched.

    Raises
    ------
    ShapesError
        If the shapes break a rule of SHACL, so that nothing can be checked.
    """
    with _quiet():
        shapes_graph = Graph(bind_namespaces="none").parse(data=shapes.ntriples, format="nt")
        data_graph = _PreparingGraph(bind_namespaces="none").parse(data=data.ntriples, format="nt")
        results_graph = _run(_with_plain_strings(data_graph), _with_plain_strings(shapes_graph))
    report_node = next(results_graph.subjects(RDF.type, SH.ValidationReport))
    return [_result(results_graph, shapes, node) for node in results_graph.objects(report_node, SH.result)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from rewriting literals, and from telling of ill-formed ones by tracebacks: both are our matter."""
    normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    silence = lambda _: False  # noqa: E731 -- the same object is added and removed
    logger.addFilter(silence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.removeFilter(silence)
        rdflib.NORMALIZE_LITERALS = normalize


def _run(data_graph: Graph, shapes_graph: Graph) -> Graph:
    results_graph: Graph | ValidationFailure
    try:
        _, results_graph, _ = pyshacl.validate(
            data_graph,
            shacl_graph=shapes_graph,
            inference="none",
            advanced=False,
            do_owl_imports=False,
            allow_infos=True,
            allow_warnings=True,
        )
    except _SHAPE_FAULTS as error:
        problem = str(getattr(error, "message", None) or error).splitlines()[0]
        raise ShapesError(f"the shapes cannot be used: {problem}", hint=_HINT) from error
    except NotImplementedError as error:  # such as a query that asks for the shapes graph
        raise ShapesError(f"pyshacl cannot run these shapes: {error}", hint=_HINT) from error
    except re.error as error:
        raise ShapesError(f"the shapes cannot be used: no pattern {error.pattern!r}: {error}", hint=_HINT) from error
    except (TypeError, ArithmeticError, AttributeError) as error:  # such as literals that Python cannot compare
        raise ShapesError(f"pyshacl fails on these data: {error}", hint="use --engine fast") from error
    if isinstance(results_graph, ValidationFailure):  # pyshacl hands it over in place of the results
        raise ShapesError(f"the shapes cannot be used: {results_graph.message}", hint=_HINT) from results_graph
    return results_graph


def _with_plain_strings(graph: Graph) -> Graph:
    """Return the graph with every ``"x"^^xsd:string`` written ``"x"``: RDF 1.1 knows one literal there, rdflib two."""
    if not any(isinstance(object_, RdfLiteral) and object_.datatype == XSD.string for object_ in graph.objects()):
        return graph
    plain = type(graph)(bind_namespaces="none")
    for subject, predicate, object_ in graph:
        is_string = isinstance(object_, RdfLiteral) and object_.datatype == XSD.string
        plain.add((subject, predicate, RdfLiteral(str(object_)) if is_string else object_))
    return plain


def _result(results_graph: Graph, shapes: DescribedShapes, node: Node) -> Result:
    def one(predicate: URIRef) -> Node | None:
        return results_graph.value(node, predicate)

    path, value = one(SH.resultPath), one(SH.value)
    return shapes.result(
        source=_name(one(SH.sourceShape)),
        focus_node=_name(one(SH.focusNode)),
        path=str(path) if isinstance(path, URIRef) else "",
        value=_term(value) if value is not None else None,
        component=str(one(SH.sourceConstraintComponent)),
        severity=str(one(SH.resultSeverity)),
        texts=[str(text) for text in results_graph.objects(node, SH.resultMessage)],
    )


def _name(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _term(node: Node) -> str:
    """Return a node in N-Triples form."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, RdfLiteral):
        if node.language or node.datatype in (None, XSD.string):
            return literal(str(node), node.language or "")
        return f"{literal(str(node))}^^<{node.datatype}>"
    return f"_:{node}"
