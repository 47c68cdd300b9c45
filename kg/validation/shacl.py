"""SHACL over one union of named graphs, by pyshacl, the reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyshacl
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure
from rdflib import RDF, RDFS, SH, SKOS, XSD, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.collection import Collection

from kg.errors import ShapesError
from kg.terms import literal
from kg.validation.model import SEVERITIES, Report, Result, Severity
from kg.validation.shapes import load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

__all__ = ["Engine", "load_shapes", "validate"]

Engine: TypeAlias = Literal["fast", "pyshacl"]

_SHAPE_FAULTS: Final = (ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure)
_HINT: Final = "mend the shape, see https://www.w3.org/TR/shacl/"
_REPEATS: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def validate(data_graph: Graph, shapes_graph: Graph | None = None, *, engine: Engine = "pyshacl") -> Report:
    """Check a graph against shapes.

    Nothing is inferred, imported or fetched, and SHACL Advanced Features are off.

    Parameters
    ----------
    data_graph
        The union of the graphs to be checked, the vocabularies and the ontology among them.
    shapes_graph
        The shapes; by default those that ship with `kg`, below the default base.
    engine
        ``"pyshacl"`` is the reference. ``"fast"`` is reserved for an engine with the same results in less time;
        until there is one, it is pyshacl too.

    Raises
    ------
    ShapesError
        If the shapes break a rule of SHACL, so that nothing can be checked.

    Examples
    --------
    >>> turtle = '''@prefix ev: <https://kg.example/def#> . <https://kg.example/id/country/CL> a ev:Country .'''
    >>> report = validate(Graph().parse(data=turtle, format="turtle"))
    >>> report.conforms, report.focus_nodes, report.results[0].message()
    (False, 1, 'A country lies in exactly one region. Correct ev:inRegion in the vocabulary.')
    """
    if engine not in ("fast", "pyshacl"):
        raise ValueError(f"no engine {engine!r}; known are 'fast' and 'pyshacl'")
    shapes = load_shapes() if shapes_graph is None else shapes_graph
    results_graph = _run(_with_plain_strings(data_graph), shapes)
    nodes = results_graph.objects(_report_node(results_graph), SH.result)
    results = [_result(results_graph, shapes, node) for node in nodes]
    return Report.in_order(results, len(set(_targets(data_graph, shapes))))


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
    if isinstance(results_graph, ValidationFailure):  # pyshacl hands it over in place of the results
        raise ShapesError(f"the shapes cannot be used: {results_graph.message}", hint=_HINT) from results_graph
    return results_graph


def _with_plain_strings(graph: Graph) -> Graph:
    """Return the graph with every ``"x"^^xsd:string`` written ``"x"``: RDF 1.1 knows one literal there, rdflib two."""
    if not any(isinstance(object_, RdfLiteral) and object_.datatype == XSD.string for object_ in graph.objects()):
        return graph
    plain = Graph(bind_namespaces="none")
    for subject, predicate, object_ in graph:
        is_string = isinstance(object_, RdfLiteral) and object_.datatype == XSD.string
        plain.add((subject, predicate, RdfLiteral(str(object_)) if is_string else object_))
    return plain


def _report_node(results_graph: Graph) -> Node:
    return next(results_graph.subjects(RDF.type, SH.ValidationReport))


def _result(results_graph: Graph, shapes_graph: Graph, node: Node) -> Result:
    def one(predicate: URIRef) -> Node | None:
        return results_graph.value(node, predicate)

    path, value, source = one(SH.resultPath), one(SH.value), one(SH.sourceShape)
    shape = _named_shape(shapes_graph, source)
    return Result(
        focus_node=_name(one(SH.focusNode)),
        path=_path(results_graph, path) if path is not None else "",
        value=_term(value) if value is not None else None,
        component=str(one(SH.sourceConstraintComponent)),
        severity=_severity(one(SH.resultSeverity)),
        shape=_name(shape),
        messages=_by_language(results_graph, node, SH.resultMessage),
        names=_by_language(shapes_graph, shape, SH.name) or _by_language(shapes_graph, shape, RDFS.label),
        key=str(shapes_graph.value(shape, SKOS.notation) or ""),
    )


def _severity(node: Node | None) -> Severity:
    """Return the severity; one of the user's own counts as a violation, so that it cannot go unseen."""
    local_name = str(node).removeprefix(str(SH))
    return next((severity for severity in SEVERITIES if severity == local_name), "Violation")


def _named_shape(shapes_graph: Graph, shape: Node | None) -> Node | None:
    """Return the shape itself or, where it has no IRI, the nearest shape around it that has one."""
    seen: set[Node | None] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        holders = shapes_graph.subjects(None, shape)
        shape = min(holders, key=lambda holder: (isinstance(holder, BNode), str(holder)), default=shape)
    return shape


def _by_language(graph: Graph, subject: Node | None, predicate: URIRef) -> dict[str, str]:
    """Return the texts of a property by language, several of one language joined in a fixed order."""
    texts: dict[str, str] = {}
    for text in sorted(graph.objects(subject, predicate), key=str):
        language = (text.language if isinstance(text, RdfLiteral) else None) or "en"
        texts[language] = f"{texts[language]} {text}" if language in texts else str(text)
    return dict(sorted(texts.items()))


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


def _path(graph: Graph, path: Node) -> str:
    """Write a path as SPARQL does (SHACL, section 2.3.1); a single property is its bare IRI."""
    return str(path) if isinstance(path, URIRef) else _steps(graph, path)


def _steps(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return "/".join(_part(graph, step) for step in Collection(graph, path))
    alternatives, inverse = graph.value(path, SH.alternativePath), graph.value(path, SH.inversePath)
    if alternatives is not None:
        return "|".join(_part(graph, step) for step in Collection(graph, alternatives))
    if inverse is not None:
        return "^" + _operand(graph, inverse)
    for predicate, mark in _REPEATS.items():
        repeated = graph.value(path, predicate)
        if repeated is not None:
            return _operand(graph, repeated) + mark
    return ""


def _operand(graph: Graph, path: Node) -> str:
    """Return what a mark stands on: in parentheses, unless it is a single property."""
    text = _steps(graph, path)
    return text if isinstance(path, URIRef) else f"({text})"


def _part(graph: Graph, path: Node) -> str:
    """Return a step of a sequence or choice: in parentheses, where it is itself one of them."""
    text = _steps(graph, path)
    is_compound = (path, RDF.first, None) in graph or (path, SH.alternativePath, None) in graph
    return f"({text})" if is_compound else text


def _targets(data_graph: Graph, shapes_graph: Graph) -> Iterator[Node]:
    """Yield the things that some shape targets, some more than once (SHACL, section 2.1.3)."""
    classes = set(shapes_graph.objects(None, SH.targetClass))
    classes |= set(shapes_graph.subjects(RDF.type, RDFS.Class)) & set(shapes_graph.subjects(RDF.type, SH.NodeShape))
    for class_ in classes:
        for kind in data_graph.transitive_subjects(RDFS.subClassOf, class_):
            yield from data_graph.subjects(RDF.type, kind)
    yield from shapes_graph.objects(None, SH.targetNode)
    for predicate in shapes_graph.objects(None, SH.targetSubjectsOf):
        yield from data_graph.subjects(predicate, None)
    for predicate in shapes_graph.objects(None, SH.targetObjectsOf):
        yield from data_graph.objects(None, predicate)
