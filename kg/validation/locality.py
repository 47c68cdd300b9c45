"""Whether shapes look no further than one programme and what all programmes share.

A programme, its evaluations, their findings and all that hangs on these is a unit: every link between two of them
stays within it, and from it links lead only to what is shared, the vocabularies and the like. So a shape whose paths
run with those links, and backwards only along them, finds in a unit with the shared things beside it what it finds in
the whole graph. A shape of shared things may look one step back at what leads to them. Other shapes are checked
against the whole graph at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.validation.paths import members
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.terms import Names
    from kg.validation.graph import Node, TripleGraph
    from kg.validation.stand_ins import StandIn

_SH: Final = PREFIXES["sh"]
_FIRST: Final = PREFIXES["rdf"] + "first"
_REPEATS: Final = tuple(f"{_SH}{name}" for name in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
_NESTED: Final = tuple(
    f"{_SH}{name}" for name in ("node", "property", "not", "and", "or", "xone", "qualifiedValueShape")
)
"""By these a shape looks on from the values of its path."""

_PROVENANCE: Final = frozenset(
    PREFIXES["prov"] + name for name in ("hadPrimarySource", "wasRevisionOf", "specializationOf", "value")
)
"""What only the provenance says, which is none of a unit's graphs."""

UNIT_CLASSES: Final = (
    EvClass.LessonLearned, EvClass.GoodPractice, EvClass.Recommendation, EvClass.Evaluation, EvClass.Mention,
    EvClass.StatisticalMention, EvClass.Candidate, EvClass.SourceField, EvClass.Participation, EvClass.Programme,
    EvClass.CrossCountryProgramme, EvClass.RegionalProgramme, EvClass.JointProgramme,
)  # fmt: skip
"""The classes of the things that belong to one programme each."""

_LINKS: Final = (
    Ev.hasFinding, Ev.findingOf, Ev.evaluates, Ev.hasMention, Ev.candidate, Ev.sourceField, Ev.participation,
)  # fmt: skip
"""The properties that lead from one thing of a unit to another, and nowhere else."""


def looks_further(shapes: TripleGraph, standing_in: list[StandIn], names: Names) -> str:
    """Return why shapes need the whole graph, as the end of a sentence; empty if they do not.

    Parameters
    ----------
    shapes
        The shapes.
    standing_in
        The direct checks in place of their SPARQL constraints: all of these look at one unit only.
    names
        The IRIs of the graph.

    Examples
    --------
    >>> from kg.terms import Names
    >>> from kg.validation.graph import TripleGraph
    >>> looks_further(TripleGraph('<x:S> <http://www.w3.org/ns/shacl#targetNode> <x:a> .'), [], Names())
    'sh:targetNode names one thing'
    """
    for name in ("targetNode", "targetSubjectsOf"):
        for _ in shapes.triples(None, f"{_SH}{name}"):
            return f"sh:{name} names one thing" if name == "targetNode" else f"sh:{name} aims at any thing"
    direct = {each.shape for each in standing_in}
    for shape in shapes.subjects(f"{_SH}sparql"):
        if shape not in direct:
            return f"the query of {shape} may look anywhere"
    links = {names.expand(f"ev:{term}") for term in _LINKS}
    known = {shape for shape, _, _ in _looking_back(shapes, names)}
    for shape, _, path in shapes.triples(None, f"{_SH}path"):
        for predicate, is_inverse in _steps(shapes, path) if shape not in known else ():
            if predicate in _PROVENANCE or not predicate or (is_inverse and predicate not in links):
                return f"a path runs along {predicate or 'any number of steps'}"
    return ""


def looked_back_along(shapes: TripleGraph, names: Names) -> dict[str, set[str]]:
    """Return the properties along which shapes look back from shared things, by the class of these."""
    found: dict[str, set[str]] = {}
    for _, predicate, classes in _looking_back(shapes, names):
        for class_ in classes:
            found.setdefault(class_, set()).add(predicate)
    return found


def _looking_back(shapes: TripleGraph, names: Names) -> Iterator[tuple[Node, str, set[str]]]:
    """Yield the property shapes that look one step back from shared things only: shape, property, classes."""
    own = {names.expand(f"ev:{class_}") for class_ in UNIT_CLASSES}
    for path, _, inverse in shapes.triples(None, f"{_SH}inversePath"):
        for shape in shapes.subjects(f"{_SH}path", path):
            holders = [(holder, how.value) for holder, how, _ in shapes.triples(None, None, shape)]
            targets = [_classes(shapes, holder) for holder, _ in holders]
            is_plain = isinstance(inverse, ox.NamedNode) and all(how == f"{_SH}property" for _, how in holders)
            classes = {class_ for each in targets for class_ in each}
            looks_on = any(True for name in _NESTED for _ in shapes.objects(shape, name)) or _classes(shapes, shape)
            if is_plain and targets and all(targets) and not classes & own and not looks_on:
                yield shape, str(inverse)[1:-1], classes


def _classes(shapes: TripleGraph, shape: Node) -> set[str]:
    """Return the classes at which a shape aims; nothing also where other shapes lead to it."""
    is_led_to = any(True for _ in shapes.triples(None, None, shape)) and not any(shapes.objects(shape, f"{_SH}path"))
    return set() if is_led_to else {str(class_)[1:-1] for class_ in shapes.objects(shape, f"{_SH}targetClass")}


def _steps(shapes: TripleGraph, path: Node, *, is_inverse: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the properties of a path, with whether it runs against them; an empty one for steps without number."""
    if isinstance(path, ox.NamedNode):
        yield path.value, is_inverse
        return
    if any(next(shapes.objects(path, predicate), None) is not None for predicate in _REPEATS):
        yield "", is_inverse
    if next(shapes.objects(path, _FIRST), None) is not None:
        for step in members(shapes, path):
            yield from _steps(shapes, step, is_inverse=is_inverse)
    for alternatives in shapes.objects(path, f"{_SH}alternativePath"):
        for step in members(shapes, alternatives):
            yield from _steps(shapes, step, is_inverse=is_inverse)
    for inverse in shapes.objects(path, f"{_SH}inversePath"):
        yield from _steps(shapes, inverse, is_inverse=not is_inverse)
