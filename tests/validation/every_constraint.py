"""All constraints that ship with kg, and data that break each of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph

from kg.validation.shacl import read_shapes
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.validation.graph import Node

CASES = Path(__file__).parents[1] / "shapes"
SH = PREFIXES["sh"]
PARAMETERS = frozenset(
    {
        "minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "minLength", "maxLength", "minInclusive",
        "maxInclusive", "languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals", "hasValue",
        "in", "closed", "or", "and", "not", "node", "qualifiedMinCount",
    }
)  # fmt: skip
"""What makes a constraint, of all that our shapes use; the component is named after it."""

TARGETS = ("targetClass", "targetObjectsOf")
BUILD = """
@prefix : <https://kg.example/def#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://kg.example/id/build/1> a :Build .
<https://kg.example/id/build/2> a :Build ; dcterms:hasVersion "1" , "2" , 3 ;
    prov:startedAtTime "2025-02-24T10:00:00Z"^^xsd:dateTime , "2025-02-24T11:00:00Z"^^xsd:dateTime , "today" ;
    prov:endedAtTime "2025-02-23T10:00:00Z"^^xsd:dateTime , "2025-02-23T11:00:00Z"^^xsd:dateTime , "1999" .
"""


@cache
def cases(kind: str) -> str:
    """Return the union of all cases of the shapes that conform, or that violate, as N-Triples."""
    graph = Graph(bind_namespaces="none")
    for file in sorted(CASES.glob(f"*/{kind}-*.ttl")):
        graph.parse(file)
    if kind == "violates":
        graph.parse(data=BUILD, format="turtle")
    return graph.serialize(format="nt")


@cache
def constraints() -> frozenset[tuple[str, str]]:
    """Return shape and component of every constraint that a target leads to by ``sh:property``."""
    shapes = read_shapes()
    waiting: list[Node] = [shape for name in TARGETS for shape, _, _ in shapes.triples(None, SH + name)]
    found: set[tuple[str, str]] = set()
    while waiting:
        shape = waiting.pop()
        waiting.extend(shapes.objects(shape, f"{SH}property"))
        for name in PARAMETERS:
            if any(shapes.objects(shape, SH + name)):
                found.add((str(shape)[1:-1], f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"))
        if any(shapes.objects(shape, f"{SH}sparql")):
            found.add((str(shape)[1:-1], f"{SH}SPARQLConstraintComponent"))
    return frozenset(found)
