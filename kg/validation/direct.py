"""The SPARQL constraints of our own shapes whose queries cost more than all the rest, as plain checks.

The query in the shape is the definition, and the reference runs it. An engine runs it once for every mention of the
graph; here each mention is looked at in a few microseconds. A check stands in for a shape only as long as the shape
has the query that ships with `kg`; a test holds the results equal.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as ox

from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.terms import Names
    from kg.validation.graph import Node, Subject, TripleGraph

    Check: TypeAlias = Callable[[TripleGraph, Names], Iterator[tuple[Subject, Node]]]

_TYPE: Final = PREFIXES["rdf"] + "type"
_CAST: Final = frozenset(ox.NamedNode(PREFIXES["xsd"] + name) for name in ("integer", "decimal", "string"))

_PROPERTIES: Final[Mapping[str, Ev]] = {
    "description": Ev.description,
    "context": Ev.context,
    "challenges": Ev.challenges,
    "success": Ev.successFactors,
    "comments": Ev.comments,
    "administrative_issues": Ev.administrativeIssues,
    "replication": Ev.replication,
    "cause_effect": Ev.causeEffect,
    "indicators": Ev.indicators,
    "links": Ev.links,
    "action_plan": Ev.actionPlan,
    "title": Ev.description,
}


def misquoted_mentions(data: TripleGraph, names: Names) -> Iterator[tuple[Subject, Node]]:
    """Yield each mention whose words do not stand between its start and its end, and those words.

    A mention that states two starts is wrong as soon as one of them is.
    """
    ev = {term: names.expand(f"ev:{term}") for term in Ev}
    for mention in set(data.subjects(_TYPE, ox.NamedNode(names.expand(f"ev:{EvClass.Mention}")))):
        places = list(product(*(list(data.objects(mention, ev[term])) for term in (Ev.inField, Ev.start, Ev.end))))
        records = list(data.subjects(ev[Ev.hasMention], mention)) if places else []
        quotes = [_quotes(data, records, place, ev) for place in places]
        for surface in data.objects(mention, ev[Ev.surface]):
            text = surface.value if not isinstance(surface, ox.Triple) else ""
            if any(text not in quoted for quoted in quotes):
                yield mention, surface


def _quotes(data: TripleGraph, records: list[Subject], place: tuple[Node, ...], ev: Mapping[Ev, str]) -> set[str]:
    """Return what stands at a field, start and end of the records; nothing where that is no place."""
    field, start, end = place[0], _whole(place[1]), _whole(place[2])
    if not isinstance(field, ox.Literal) or start is None or end is None or start >= end:
        return set()
    texts = (text for record in records for text in _field_texts(data, record, field.value, ev))
    return {text[max(start, 0) : max(end, 0)] for text in texts}


DIRECT: Final[Mapping[str, Check]] = {
    "MentionShape-quoted": misquoted_mentions,
}
"""Checks by the local name of the shape they stand in for."""


def _texts(data: TripleGraph, subject: Subject, predicate: str) -> list[str]:
    return [node.value for node in data.objects(subject, predicate) if isinstance(node, ox.Literal)]


def _whole(node: Node) -> int | None:
    """Return a literal as ``xsd:integer`` casts it, `None` where it cannot be cast."""
    if isinstance(node, ox.Literal) and node.datatype in _CAST:
        with suppress(ArithmeticError, ValueError):
            return int(Decimal(node.value))
    return None


def _field_texts(data: TripleGraph, record: Subject, field: str, ev: Mapping[Ev, str]) -> Iterator[str]:
    """Yield what a field of a record may read: the values of its property, and what the page states beside it."""
    if field == "eval_title":
        yield from _texts(data, record, PREFIXES["dcterms"] + "title")
    elif field in _PROPERTIES:
        yield from _texts(data, record, ev[_PROPERTIES[field]])
    for source in data.objects(record, ev[Ev.sourceField]):
        if not isinstance(source, ox.Literal) and field in _texts(data, source, ev[Ev.key]):
            yield from _texts(data, source, ev[Ev.lexicalValue])
