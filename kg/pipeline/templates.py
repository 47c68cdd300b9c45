"""Nodes that all state the same properties, written from templates made once out of the mapping's tables.

Most triples of a graph are mentions, and all mentions state the same properties. A template is the generic
serialization of one such node with holes in it, so it cannot differ from what the generic path writes; filling the
holes costs a tenth.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.exports.tally import Tallier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.exports.turtle import TurtleWriter
    from kg.terms import Term

END: Final = "\x02"
"""Ends a triple until it is known in which graph it stands; no escaped literal and no IRI holds this character."""

_NODE: Final = "\x00"


def in_graph(lines: str, graph: Term) -> str:
    """Return triples that end in `END` as N-Quads of one named graph, and once more as triples of the default graph.

    Examples
    --------
    >>> in_graph("<x:a> <x:b> <x:c>" + END, "<x:g>")
    '<x:a> <x:b> <x:c> <x:g> .\\n<x:a> <x:b> <x:c> .\\n'
    """
    return lines.replace(END, f" {graph} .\n") + lines.replace(END, " .\n")


class NodeTemplate:
    """Writes the nodes of one class.

    Parameters
    ----------
    writer
        Writes Turtle.
    constants
        Predicates and objects that every node states.
    predicates
        Predicates whose objects differ, each stated once; the order of the values.
    """

    def __init__(
        self, writer: TurtleWriter, constants: Sequence[tuple[Term, Term]], predicates: Sequence[Term]
    ) -> None:
        holes = [f'"\x01{index}\x01"' for index in range(len(predicates))]
        pairs = [*constants, *zip(predicates, holes, strict=True)]
        lines = "".join(f"{_NODE} {predicate} {object_}{END}" for predicate, object_ in pairs)
        block = writer.block(_NODE, set(pairs))
        self._lines, _ = _with_holes(lines, holes)
        self._block, self._order = _with_holes(block, holes)
        self._below_base = writer.below_base
        self._tallier, self._constants, self._predicates = Tallier(writer), constants, predicates

    def lines(self, node: Term, values: tuple[Term, ...]) -> str:
        """Return the triples of a node, each ended by `END`."""
        return (self._lines % values).replace(_NODE, node)

    def block(self, node: str, values: tuple[str, ...]) -> str:
        """Return the Turtle of a node; the node and the values as Turtle writes them."""
        return (self._block % tuple([values[index] for index in self._order])).replace(_NODE, node)

    def tally(self, nodes: int, values: tuple[Term, ...]) -> Counter[str]:
        """Return the tally of so many nodes below the base, all with objects of the same kinds as `values`."""
        pairs = [*self._constants, *zip(self._predicates, values, strict=True)]
        one = self._tallier.count(Counter(), f"{self._below_base}x>", pairs)
        return Counter({key: number * nodes for key, number in one.items()})


def _with_holes(text: str, holes: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return a format string, and which value goes into each of its holes."""
    places = sorted((text.index(hole), index) for index, hole in enumerate(holes))
    text = text.replace("%", "%%")
    for hole in holes:
        text = text.replace(hole, "%s")
    return text, tuple(index for _, index in places)
