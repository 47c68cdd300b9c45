"""Whom a result concerns: the records, their pages and the files they were read from.

A shape speaks of a node of the graph. Who keeps the data knows pages: a mention is at fault in a lesson, a
programme through its evaluations. This module walks from the one to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyoxigraph as ox

from kg.terms import Names
from kg.validation.graph import TripleGraph, node_of
from kg.vocabulary import DEFAULT_BASE, PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import Graph

    from kg.validation.graph import Node
    from kg.validation.model import Report

Kind: TypeAlias = Literal[
    "lesson", "practice", "recommendation", "evaluation", "programme", "country", "region", "city", "theme", "category",
    "organization", "local-organization", "mention", "candidate", "participation", "group",
    "field", "source", "build", "thing",
]  # fmt: skip

_KINDS: Final[dict[EvClass, Kind]] = {
    EvClass.LessonLearned: "lesson",
    EvClass.GoodPractice: "practice",
    EvClass.Recommendation: "recommendation",
    EvClass.Evaluation: "evaluation",
    EvClass.Programme: "programme",
    EvClass.CrossCountryProgramme: "programme",
    EvClass.RegionalProgramme: "programme",
    EvClass.JointProgramme: "programme",
    EvClass.Country: "country",
    EvClass.Region: "region",
    EvClass.City: "city",
    EvClass.Theme: "theme",
    EvClass.ThemeCategory: "category",
    EvClass.Organization: "organization",
    EvClass.LocalOrganization: "local-organization",
    EvClass.Mention: "mention",
    EvClass.Candidate: "candidate",
    EvClass.Participation: "participation",
    EvClass.ConstituentGroup: "group",
    EvClass.SourceField: "field",
    EvClass.SourceDocument: "source",
    EvClass.Build: "build",
}
_TYPE: Final = PREFIXES["rdf"] + "type"
_PAGE: Final = PREFIXES["foaf"] + "isPrimaryTopicOf"
_IDENTIFIER: Final = PREFIXES["dcterms"] + "identifier"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_SOURCE: Final = PREFIXES["prov"] + "hadPrimarySource"
_TITLE: Final = PREFIXES["dcterms"] + "title"
_NAMES: Final = (_TITLE, PREFIXES["rdfs"] + "label")
_FINDINGS: Final = frozenset({"lesson", "practice", "recommendation"})
_TITLED: Final = _FINDINGS | {"evaluation", "programme"}

_OUT: Final[tuple[Ev, ...]] = (Ev.hasFinding,)
"""Properties that lead from a thing to the records it is made of."""

_IN: Final[tuple[Ev, ...]] = (
    Ev.hasMention,
    Ev.candidate,
    Ev.evaluates,
    Ev.participation,
    Ev.hasTheme,
    Ev.inCategory,
    Ev.sourceField,
    Ev.findingOf,
)
"""Properties that lead to a thing from the records that speak of it."""

_IN_BY_KIND: Final[dict[Kind, tuple[Ev, ...]]] = {
    "country": (Ev.coversCountry, Ev.mentionsPlace),
    "region": (Ev.coversRegion, Ev.mentionsPlace),
    "city": (Ev.mentionsPlace,),
    "organization": (Ev.mentionsOrganization, Ev.adminUnit),
    "local-organization": (Ev.mentionsLocalOrganization,),
}
"""The same for things that many records share: only the kind of thing asked for may be entered by these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A node as people know it.

    Parameters
    ----------
    iri
        Its IRI.
    kind
        What it is, as a key of the word list.
    name
        Number, symbol or label: ``242853``, ``MOZ/16/01/SWE``, ``Chile``; else the last part of the IRI.
    pages
        Addresses of its page, sorted.
    sources
        Names of the files it was read from, sorted; empty when the graph does not hold the provenance.
    title
        Title of the evaluation or programme, of a finding that of its evaluation; empty where there is none.
    language
        Language of the title, as its tag says.
    """

    iri: str
    kind: Kind
    name: str
    pages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a focus node is, and the records to look at.

    Parameters
    ----------
    thing
        The focus node itself.
    records
        The findings it concerns, sorted by IRI (the focus node alone, if it is one); where there is none, the
        evaluations.
    """

    thing: Thing
    records: tuple[Thing, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """Addresses to look at: those of the records, else the thing's own."""
        return tuple(dict.fromkeys(page for record in self.records for page in record.pages)) or self.thing.pages

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the source files of the records, else of the thing."""
        named = {source for record in self.records for source in record.sources}
        return tuple(sorted(named)) or self.thing.sources


def contexts(data_graph: Graph | TripleGraph, report: Report, base: str = DEFAULT_BASE) -> dict[str, Context]:
    """Return the context of every focus node of a report, and of every IRI that it holds as a value at fault.

    Parameters
    ----------
    data_graph
        The graph that was validated; with the provenance graph in it, the source files are named too.
    report
        What was found in it.
    base
        The base of the graph, see `kg.terms.Names`.

    Examples
    --------
    >>> from kg.validation.shacl import validate
    >>> ev, base = "https://kg.example/def#", "https://kg.example/id/"
    >>> type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    >>> data_graph = TripleGraph(f'''
    ... <{base}evaluation/7> <{ev}evaluationNumber> "7" .
    ... <{base}evaluation/7> <{ev}hasFinding> <{base}lesson/9> .
    ... <{base}evaluation/7> {type_} <{ev}Evaluation> .
    ... <{base}lesson/9> {type_} <{ev}LessonLearned> .''')
    >>> found = contexts(data_graph, validate(data_graph))["https://kg.example/id/evaluation/7"]
    >>> found.thing.kind, found.thing.name, [record.name for record in found.records]
    ('evaluation', '7', ['9'])
    """
    finder = _Finder(TripleGraph.of(data_graph), Names(base))
    values = {result.value[1:-1] for result in report.results if result.value and result.value.startswith("<")}
    focus_nodes = sorted({result.focus_node for result in report.results})
    found = {value: Context(thing=finder.thing(node_of(value)), records=()) for value in sorted(values)}
    return found | {focus_node: finder.context(node_of(focus_node)) for focus_node in focus_nodes}


class _Finder:
    """Walks one graph."""

    def __init__(self, graph: TripleGraph, names: Names) -> None:
        self._graph = graph
        self._ev: Mapping[Ev, str] = {term: names.expand(f"ev:{term}") for term in Ev}
        self._kind_by_class: dict[str, Kind] = {names.expand(f"ev:{class_}"): kind for class_, kind in _KINDS.items()}
        self._things: dict[Node, Thing] = {}
        self._titles: dict[Node, tuple[str, ...]] = {}

    def context(self, focus_node: Node) -> Context:
        thing = self.thing(focus_node)
        records = [thing] if thing.kind in _FINDINGS else self._records(focus_node, thing.kind)
        return Context(thing=thing, records=tuple(sorted(records, key=lambda record: record.iri)))

    def thing(self, node: Node) -> Thing:
        found = self._things.get(node)
        if found is None:
            kind = self._kind(node)
            title, language = self._title(node, kind)
            found = self._things[node] = Thing(
                iri=_text(node),
                kind=kind,
                name=self._name(node, kind),
                pages=tuple(sorted(_text(page) for page in self._graph.objects(node, _PAGE))),
                sources=tuple(sorted(set(self._source_names(node)))),
                title=title,
                language=language,
            )
        return found

    def _title(self, node: Node, kind: Kind) -> tuple[str, str]:
        """Return the title with its language; the first in the order of languages and letters."""
        holders = self._graph.objects(node, self._ev[Ev.findingOf]) if kind in _FINDINGS else (node,)
        titles = (
            (title.language or "", title.value)
            for holder in (holders if kind in _TITLED else ())
            for title in self._graph.objects(holder, _TITLE)
            if isinstance(title, ox.Literal)
        )
        language, text = min(titles, default=("", ""))
        return text, language

    def _records(self, focus_node: Node, kind: Kind) -> Iterable[Thing]:
        reached = [self.thing(node) for node in self._reached(focus_node, _IN_BY_KIND.get(kind, ()))]
        findings = [thing for thing in reached if thing.kind in _FINDINGS]
        return findings or [thing for thing in reached if thing.kind == "evaluation" and thing.iri != _text(focus_node)]

    def _reached(self, start: Node, first: Iterable[Ev]) -> set[Node]:
        """Return all nodes from which the focus node is seen; a walk ends at the findings."""
        seen: set[Node] = {start}
        waiting: list[Node] = [start]
        while waiting:
            node = waiting.pop()
            steps = set(self._steps(node, (*_IN, *first) if node == start else _IN)) - seen
            seen |= steps
            waiting.extend(step for step in steps if self._kind(step) not in _FINDINGS)
        return seen

    def _steps(self, node: Node, inward: Iterable[Ev]) -> Iterator[Node]:
        for term in _OUT:
            yield from self._graph.objects(node, self._ev[term])
        for term in inward:
            yield from self._graph.subjects(self._ev[term], node)

    def _kind(self, node: Node) -> Kind:
        classes = (_text(class_) for class_ in self._graph.objects(node, _TYPE))
        return min(
            (self._kind_by_class[class_] for class_ in classes if class_ in self._kind_by_class), default="thing"
        )

    def _name(self, node: Node, kind: Kind) -> str:
        """Return the number or symbol, else the English or any label, else the end of the IRI."""
        numbers = (self._ev[Ev.evaluationNumber], self._ev[Ev.projectSymbol], _IDENTIFIER, self._ev[Ev.surface])
        for predicate in (_IDENTIFIER,) if kind in _FINDINGS else numbers:
            known = sorted(_text(value) for value in self._graph.objects(node, predicate))
            if known:
                return known[0]
        preferred = self._graph.objects(node, _LABEL)
        labels = sorted((getattr(label, "language", None) != "en", _text(label)) for label in preferred)
        return labels[0][1] if labels else _text(node).rstrip("/#").rpartition("/")[2] or _text(node)

    def _source_names(self, node: Node) -> Iterator[str]:
        for document in self._graph.objects(node, _SOURCE):
            if document not in self._titles:
                named = (self._graph.objects(document, predicate) for predicate in _NAMES)
                self._titles[document] = tuple(_text(name) for names in named for name in names)
            yield from self._titles[document]


def _text(node: Node) -> str:
    """Return an IRI or the text of a literal; a blank node reads ``_:name``."""
    return node.value if isinstance(node, (ox.NamedNode, ox.Literal)) else str(node)
