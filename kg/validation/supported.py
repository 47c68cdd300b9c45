"""Which shapes the fast engine may run: those of which we know that it finds what the reference finds.

What stands here is allowed; all else goes to the reference, and the report says why. So a shape that breaks a rule of
SHACL is told by the reference, and a feature that is new to SHACL is never passed over in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.validation.graph import Node, TripleGraph

_SH: Final = PREFIXES["sh"]
_XSD: Final = PREFIXES["xsd"]

_ONCE: Final = frozenset(
    {
        "path", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive",
        "maxInclusive", "minLength", "maxLength", "pattern", "flags", "languageIn", "uniqueLang", "closed",
        "ignoredProperties", "in", "severity", "deactivated", "qualifiedValueShape", "qualifiedMinCount",
        "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "select",
    }
)  # fmt: skip
"""What a shape may say once."""

_OFTEN: Final = frozenset(
    {
        "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "property", "node", "class", "not", "and",
        "or", "xone", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals", "sparql", "message", "name",
        "description", "order", "group", "defaultValue", "prefixes", "declare", "prefix", "namespace", "inversePath",
        "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
    }
)  # fmt: skip
"""What a shape may say any number of times."""

_COUNTS: Final = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
_SHAPES: Final = ("property", "node", "not", "qualifiedValueShape")
_OWN_PATTERNS: Final = re.compile(r"\\[1-9]|\(\?|\\[pPiIcC]|-\[|&&|~~|--")
"""Parts of a regular expression that engines read in different ways, or not at all."""

_SELECT: Final = re.compile(r"\bSELECT\b", re.IGNORECASE)


def unsupported(shapes: TripleGraph) -> str:
    """Return why shapes need the reference, as the end of a sentence; empty if they do not.

    Examples
    --------
    >>> from kg.validation.graph import TripleGraph
    >>> rule = '<x:S> <http://www.w3.org/ns/shacl#rule> <x:R> .'
    >>> unsupported(TripleGraph(rule))
    'sh:rule is used'
    """
    seen: set[tuple[str, str]] = set()
    for subject, predicate, object_ in shapes.as_written():
        if predicate.value.startswith(_SH):
            name = predicate.value.removeprefix(_SH)
            reason = _unknown(name) or _twice(name, str(subject), seen) or _wrong(name, object_)
            if reason:
                return reason
    return _without_path(shapes)


def _unknown(name: str) -> str:
    return "" if name in _ONCE or name in _OFTEN else f"sh:{name} is used"


def _twice(name: str, subject: str, seen: set[tuple[str, str]]) -> str:
    if name not in _ONCE:
        return ""
    if (subject, name) in seen:
        return f"sh:{name} stands twice on one shape"
    seen.add((subject, name))
    return ""


def _wrong(name: str, object_: Node) -> str:
    """Return what is wrong with a value, or what the engines read in different ways."""
    if name in _COUNTS:
        is_count = isinstance(object_, ox.Literal) and object_.value.isdigit()
        return "" if is_count else f"sh:{name} is no number"
    if name == "pattern" and isinstance(object_, ox.Literal) and _OWN_PATTERNS.search(object_.value):
        return f"the engines read the pattern {object_.value!r} in different ways"
    if name == "select" and isinstance(object_, ox.Literal) and len(_SELECT.findall(object_.value)) > 1:
        return "a query holds another, which must return what is bound before"
    if name in _SHAPES and isinstance(object_, ox.Literal):
        return f"sh:{name} leads to a literal"
    return ""


def _without_path(shapes: TripleGraph) -> str:
    typed = shapes.subjects(PREFIXES["rdf"] + "type", ox.NamedNode(f"{_SH}PropertyShape"))
    held = (object_ for _, _, object_ in shapes.triples(None, f"{_SH}property"))
    for shape in (*typed, *held):
        if next(shapes.objects(shape, f"{_SH}path"), None) is None:
            return "a property shape has no path"
    return ""
