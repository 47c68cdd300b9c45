"""The ontology, vocabularies and shapes as values that a page can be written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib import Literal as RdfLiteral

from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib.term import Node

LANGUAGES: Final = ("en", "es", "fr")
EV: Final = Namespace(DEFAULT_BASE + "def#")
SCHEMA: Final = Namespace("http://schema.org/")
VS: Final = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
SORTS: Final = {OWL.ObjectProperty: "object", OWL.DatatypeProperty: "data", OWL.AnnotationProperty: "annotation"}
_NAMESPACES: Final = {
    **PREFIXES,
    "ev": str(EV),
    "schema": str(SCHEMA),
    "vann": "http://purl.org/vocab/vann/",
    "vs": str(VS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A property shape, or a node shape that tells something itself: its name, how grave it is, what people read."""

    name: str
    file: str
    severity: str
    titles: dict[str, str]
    messages: dict[str, str]
    classes: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of ours, with CURIEs for what it points at."""

    name: str
    kind: Literal["class", "property"]
    sort: str
    labels: dict[str, str]
    definitions: dict[str, str]
    notes: dict[str, str]
    example: str
    status: str
    origins: tuple[str, ...]
    keys: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    disjoint: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    inverse: str
    functional: bool

    @property
    def curie(self) -> str:
        """The term with its prefix."""
        return f"ev:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of a scheme: its labels, definitions, codes."""

    key: str
    labels: dict[str, str]
    definitions: dict[str, str]
    notation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A vocabulary: its concepts, and the file they stand in."""

    key: str
    file: str
    labels: dict[str, str]
    definitions: dict[str, str]
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """A term of another vocabulary that ours use."""

    curie: str
    iri: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All that the pages tell."""

    iri: str
    version: str
    licence: str
    citation: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    borrowed: tuple[Borrowed, ...]
    rules: tuple[Rule, ...]
    queries: dict[str, str]
    """The published rules by file name: CONSTRUCT queries that conclude what the terms mean."""


def curie(term: Node | str) -> str:
    """Return an IRI with its prefix, or as it is where it has none.

    Examples
    --------
    >>> curie("http://www.w3.org/ns/prov#Activity")
    'prov:Activity'
    """
    text = str(term)
    for prefix, namespace in _NAMESPACES.items():
        if text.startswith(namespace) and text != namespace:
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def read_ontology(folder: Path, shapes: Path) -> Ontology:
    """Return what the Turtle files of `folder` and `shapes` say."""
    graph = Graph().parse(folder / "kg.ttl")
    itself = URIRef(DEFAULT_BASE + "def")
    return Ontology(
        iri=str(EV),
        version=str(graph.value(itself, OWL.versionInfo)),
        licence=str(graph.value(itself, DCTERMS.license)),
        citation=str(graph.value(itself, DCTERMS.bibliographicCitation)),
        titles=_texts(graph, itself, DCTERMS.title),
        descriptions=_texts(graph, itself, DCTERMS.description),
        classes=tuple(_terms(graph, folder / "kg.ttl", "class", (OWL.Class,))),
        properties=tuple(_terms(graph, folder / "kg.ttl", "property", tuple(SORTS))),
        schemes=tuple(_schemes(folder)),
        borrowed=tuple(_borrowed(graph)),
        rules=tuple(_rules(shapes)),
        queries={file.name: file.read_text(encoding="utf-8") for file in sorted((folder / "rules").glob("*.rq"))},
    )


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    found = (each for each in graph.objects(subject, predicate) if isinstance(each, RdfLiteral))
    return {each.language or "": str(each) for each in sorted(found)}


def _iris(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted(node for node in nodes if isinstance(node, URIRef))


def _curies(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(curie(node) for node in nodes))


def _terms(graph: Graph, file: Path, kind: Literal["class", "property"], types: tuple[URIRef, ...]) -> Iterator[Term]:
    """Yield our terms in the order of the file, which is the order in which a reader meets them."""
    text = file.read_text(encoding="utf-8")
    found = {term for type_ in types for term in graph.subjects(RDF.type, type_) if str(term).startswith(EV)}
    for term in sorted(found, key=lambda each: text.index(f"\nev:{str(each).removeprefix(EV)}\n")):
        up = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
        sort = next((SORTS[type_] for type_ in graph.objects(term, RDF.type) if type_ in SORTS), "")  # type: ignore[index]
        inverse = graph.value(term, OWL.inverseOf) or graph.value(None, OWL.inverseOf, term)
        yield Term(
            name=str(term).removeprefix(EV),
            kind=kind,
            sort=sort,
            labels=_texts(graph, term, RDFS.label),
            definitions=_texts(graph, term, SKOS.definition),
            notes=_texts(graph, term, SKOS.scopeNote),
            example=str(graph.value(term, SKOS.example)),
            status=str(graph.value(term, VS.term_status)),
            origins=tuple(sorted(str(each) for each in graph.objects(term, EV.origin))),
            keys=tuple(sorted(str(each) for each in graph.objects(term, EV.sourceKey))),
            parents=_curies(graph.objects(term, up)),
            children=_curies(graph.subjects(up, term)),
            disjoint=_curies({*graph.objects(term, OWL.disjointWith), *graph.subjects(OWL.disjointWith, term)}),
            domains=_curies({*graph.objects(term, RDFS.domain), *graph.objects(term, SCHEMA.domainIncludes)}),
            ranges=_curies({*graph.objects(term, RDFS.range), *graph.objects(term, SCHEMA.rangeIncludes)}),
            inverse=curie(inverse) if inverse else "",
            functional=(term, RDF.type, OWL.FunctionalProperty) in graph,
        )


def _borrowed(graph: Graph) -> Iterator[Borrowed]:
    types = (OWL.Class, *SORTS)
    found = {term for type_ in types for term in graph.subjects(RDF.type, type_) if not str(term).startswith(EV)}
    for term in sorted(found, key=curie):
        yield Borrowed(curie=curie(term), iri=str(term), labels=_texts(graph, term, RDFS.label))


def _schemes(folder: Path) -> Iterator[Scheme]:
    for file in sorted(folder.glob("*.ttl")):
        graph = Graph().parse(file)
        for scheme in _iris(graph.subjects(RDF.type, SKOS.ConceptScheme)):
            members = _iris(graph.subjects(SKOS.inScheme, scheme))
            yield Scheme(
                key=str(scheme).rpartition("/")[2],
                file=file.name,
                labels=_texts(graph, scheme, SKOS.prefLabel),
                definitions=_texts(graph, scheme, SKOS.definition),
                concepts=tuple(_concept(graph, each) for each in members),
            )


def _concept(graph: Graph, concept: Node) -> Concept:
    return Concept(
        key=str(concept).partition("/id/")[2],
        labels=_texts(graph, concept, SKOS.prefLabel),
        definitions=_texts(graph, concept, SKOS.definition),
        notation=min(map(str, graph.objects(concept, SKOS.notation)), default=""),
    )


def _rules(folder: Path) -> Iterator[Rule]:
    for file in sorted(folder.glob("*.ttl")):
        graph = Graph().parse(file)
        for shape in _iris(graph.subjects(RDF.type, SH.NodeShape)):
            classes = _curies(graph.objects(shape, SH.targetClass))
            parts = _iris(graph.objects(shape, SH.property))
            for part in [shape, *parts] if (shape, SH.message, None) in graph else parts:
                yield Rule(
                    name=str(part).removeprefix(EV),
                    file=file.name,
                    severity=curie(graph.value(part, SH.severity) or graph.value(shape, SH.severity) or SH.Violation),
                    titles=_texts(graph, part, SH.name) or _texts(graph, part, RDFS.label),
                    messages=_texts(graph, part, SH.message),
                    classes=classes,
                    paths=tuple(sorted({curie(each) for each in _path(graph, part)})),
                )


def _path(graph: Graph, shape: Node) -> Iterator[Node]:
    """Yield the properties in the path of `shape`, whatever its form."""
    waiting = list(graph.objects(shape, SH.path))
    while waiting:
        node = waiting.pop()
        if isinstance(node, URIRef):
            yield node
        else:
            steps = (RDF.first, RDF.rest, SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath)
            waiting += [each for step in steps for each in graph.objects(node, step) if each != RDF.nil]
