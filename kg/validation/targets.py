"""What shapes aim at: the focus nodes of a graph (SHACL, section 2.1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.terms import Term
    from kg.validation.columns import Columns
    from kg.validation.graph import Subject, TripleGraph

_SH: Final = PREFIXES["sh"]
_TYPE: Final = PREFIXES["rdf"] + "type"
_CLASS: Final = ox.NamedNode(PREFIXES["rdfs"] + "Class")
_NODE_SHAPE: Final = ox.NamedNode(f"{_SH}NodeShape")


class Targets:
    """The targets of some shapes.

    Parameters
    ----------
    graph
        The shapes.
    of
        The shapes to ask for; by default all of them.
    """

    def __init__(self, graph: TripleGraph, of: Iterable[Subject] | None = None) -> None:
        asked = None if of is None else set(of)
        self._said: dict[str, set[Term]] = {}
        for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"):
            found = graph.triples(None, f"{_SH}{name}")
            self._said[name] = {str(object_) for shape, _, object_ in found if asked is None or shape in asked}
        implicit = set(graph.subjects(_TYPE, _CLASS)) & set(graph.subjects(_TYPE, _NODE_SHAPE))
        self._said["targetClass"] |= {str(shape) for shape in implicit if asked is None or shape in asked}

    def keep_classes(self, is_wanted: Callable[[Term], bool]) -> None:
        """Aim only at some of the classes."""
        self._said["targetClass"] = set(filter(is_wanted, self._said["targetClass"]))

    def reads(self, predicate: Term) -> bool:
        """Tell whether a property is asked for by some target."""
        return predicate in self._said["targetSubjectsOf"] or predicate in self._said["targetObjectsOf"]

    def find(self, data: Columns) -> set[Term]:
        """Return the focus nodes of a graph, as terms."""
        found = data.instances(self._said["targetClass"]) | self._said["targetNode"]
        for predicate in self._said["targetSubjectsOf"]:
            found |= set(data.of(predicate))
        return found | self.objects(data)

    def objects(self, data: Columns) -> set[Term]:
        """Return the focus nodes that something else leads to."""
        columns = (data.of(predicate) for predicate in self._said["targetObjectsOf"])
        return {object_ for column in columns for objects in column.values() for object_ in objects}
