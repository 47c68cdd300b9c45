"""Which direct checks may stand in for the SPARQL constraints of a shapes graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms import Names
from kg.validation.direct import DIRECT
from kg.validation.shapes import read_shapes
from kg.validation.targets import Targets
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.validation.columns import Columns
    from kg.validation.described import DescribedShapes
    from kg.validation.direct import Check
    from kg.validation.graph import Node, Subject, TripleGraph
    from kg.validation.model import Result

_SH: Final = PREFIXES["sh"]
SPARQL: Final = f"{_SH}sparql"
_WORDS: Final = frozenset(
    {f"{_SH}message", f"{_SH}name", f"{_SH}severity", PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "notation"}
)
"""What a shape may say in its own way, and yet be checked as ours is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A direct check in place of the SPARQL constraint of one shape.

    Attributes
    ----------
    shape
        The shape.
    severity
        IRI of its severity.
    names
        The IRIs of the graph that it checks.
    targets
        What the shapes around it aim at.
    check
        The check.
    """

    shape: ox.NamedNode
    severity: str
    names: Names
    targets: Targets
    check: Check

    def results(self, data: Columns, shapes: DescribedShapes) -> Iterator[Result]:
        """Yield what the check finds, in the words of the shape."""
        for focus_node, value in self.check(data, self.names, self.targets.find(data)):
            yield shapes.result(
                source=self.shape.value,
                focus_node=focus_node if focus_node.startswith("_:") else focus_node[1:-1],
                path="",
                value=value,
                component=f"{_SH}SPARQLConstraintComponent",
                severity=self.severity,
                texts=(),
            )


def stand_ins(shapes: TripleGraph) -> list[StandIn]:
    """Return the checks that may stand in: those whose shape says what the one that ships with `kg` says.

    A shape is compared with the shapes that hold it, so that path, query and targets are the same; its words and its
    severity may be other ones.
    """
    found = []
    for shape in set(shapes.subjects(SPARQL)):
        base, _, local_name = shape.value.rpartition("def#") if isinstance(shape, ox.NamedNode) else ("", "", "")
        if isinstance(shape, ox.NamedNode) and base and local_name in DIRECT:
            frame = _frame(shapes, shape)
            if frame == {line.replace(f"<{DEFAULT_BASE}", f"<{base}") for line in _shipped(local_name)}:
                severity = next(
                    (str(each)[1:-1] for each in shapes.objects(shape, f"{_SH}severity")), f"{_SH}Violation"
                )
                targets = Targets(shapes, set(shapes.subjects(f"{_SH}property", shape)))
                found.append(
                    StandIn(
                        shape=shape, severity=severity, names=Names(base), targets=targets, check=DIRECT[local_name]
                    )
                )
    return found


@cache
def _shipped(local_name: str) -> frozenset[str]:
    return frozenset(_frame(read_shapes(), ox.NamedNode(f"{DEFAULT_BASE}def#{local_name}")))


def _frame(shapes: TripleGraph, shape: ox.NamedNode) -> set[str]:
    """Return what decides which things a shape checks, and how: its own triples, its constraint's and its holders'."""
    holders: set[Subject] = {subject for subject, _, _ in shapes.triples(None, None, shape)}
    lines = {_line(triple) for triple in shapes.triples(shape)}
    for constraint in shapes.objects(shape, SPARQL):
        if not isinstance(constraint, ox.Literal):
            lines |= {_line(triple) for triple in shapes.triples(constraint)}
    for holder in holders:
        lines |= {
            _line(triple)
            for triple in shapes.triples(holder)
            if triple[2] == shape or "#target" in triple[1].value or triple[1].value.endswith("#deactivated")
        }
    return {line for line in lines if line}


def _line(triple: tuple[Subject, ox.NamedNode, Node]) -> str:
    """Return a triple as text, nothing for one that only words it; blank nodes are all alike."""
    if triple[1].value in _WORDS:
        return ""
    return " ".join("_:" if isinstance(node, ox.BlankNode) else str(node) for node in triple)
