"""Pages and RDF of things, graphs, the ontology and the whole; runs in the worker, which has the store."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.queries.catalog import catalog
from kg.queries.thing import describe, labels_of, subjects_of
from kg.server.rdf import GRAPH_FORMATS, written
from kg.server.resources import is_known, of_data_set, of_graph, of_ontology, of_thing, write_quads
from kg.views.pages.links import Links
from kg.views.pages.rendering import data_block, render
from kg.views.pages.values import Shown, part_of, shown, thing_page
from kg.views.pages.words import words
from kg.vocabulary import PREFIXES, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.server.answering import Sink
    from kg.server.wire import Message
    from kg.terms import Names

_ROWS: Final = 1000
"""Rows of a table that a page shows; a download has all."""
_TRIPLES: Final = 400_000
"""Code points of Turtle that a page shows."""
_PAGE: Final = 100
"""Links to a thing on one page."""
_NAMES: Final = {
    "turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples", "rdfxml": "RDF/XML", "trig": "TriG",
}  # fmt: skip
_ENDINGS: Final = {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt", "rdfxml": "rdf", "trig": "trig"}
_TYPES: Final = {
    "Turtle": "text/turtle", "JSON-LD": "application/ld+json", "N-Triples": "application/n-triples",
    "RDF/XML": "application/rdf+xml", "TriG": "application/trig",
}  # fmt: skip
_BEGIN: Final = (
    (EvClass.CrossCountryProgramme, "programme"),
    (EvClass.Evaluation, "evaluation"),
    (EvClass.LessonLearned, "finding"),
)
_TILES: Final = (
    (EvClass.Evaluation, "evaluation"),
    (EvClass.LessonLearned, "finding"),
    (EvClass.GoodPractice, "finding"),
    (EvClass.Recommendation, "finding"),
    (EvClass.Programme, "programme"),
    (EvClass.Country, "country"),
    (EvClass.Organization, "organization"),
    (EvClass.Theme, "theme"),
)


class Page:
    """What all pages need: links, language, build."""

    def __init__(self, names: Names, request: Message) -> None:
        self.names, self.language, self.path = names, str(request["language"]), str(request["path"])
        chosen = self.language if request["is_chosen"] else ""
        self.links = Links(names=names, root=str(request["root"]), language=chosen)
        self.words = words(self.language)
        self._build: dict[str, str] = request["build"]

    def write(self, sink: Sink, template: str, **context: Any) -> None:  # noqa: ANN401 -- what the template shows
        """Fill a template in."""
        here = Links(names=self.names, root=self.links.root).page(self.path, **context.pop("fields", {}))
        build = {"when": self._build["when"], "iri": self.names.thing_iri("build", self._build["rules"])}
        html = render(template, self.links, self.language, here=here, build=build, **context)
        sink.write(html.encode("utf-8", "replace"))

    def formats(self, path: str) -> list[tuple[str, str]]:
        """Return the other formats of a page."""
        return [(name, f"{self.links.root}{path}.{_ENDINGS[format_]}") for format_, name in _NAMES.items()]


def resource(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer for a thing or a named graph: ``candidates`` lists paths with the format that their ending names."""
    for path, ending in request["candidates"]:
        iri = names.base + path
        if not is_known(store, iri):
            continue
        format_ = ending or request["format"]
        if format_ is None:
            return {"status": 406, "kind": "graph"}
        request["path"] = path
        if format_ != "html":
            _write_rdf(_quads(store, names, iri, request["document"]), names, format_, sink)
        elif request["property"]:
            _links_page(store, names, request, iri, sink)
        elif path.startswith("graph/"):
            _graph_page(store, names, request, iri, sink)
        else:
            _thing_page(store, names, request, iri, sink)
        return {"status": 200, "format": format_}
    iri = names.base + request["candidates"][0][0]
    if request["format"] != "html":
        return {"status": 404, "text": f"the graph says nothing of {iri}\n"}
    Page(names, request).write(sink, "nothing", iri=iri)
    return {"status": 404, "format": "html"}


def ontology(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer for the ontology."""
    if request["format"] != "html":
        _write_rdf(of_ontology(store, names), names, request["format"], sink)
        return {"status": 200, "format": request["format"]}
    page, start = Page(names, request), f"{names.base}def#"
    label = labels_of(store, names, page.language)
    terms = {quad.subject.value for quad in of_ontology(store, names) if isinstance(quad.subject, ox.NamedNode)}
    shown_terms = [_term(store, page, term) for term in sorted(terms) if term.startswith(start)]
    page.write(
        sink,
        "ontology",
        iri=f"{names.base}def",
        label=label(f"{names.base}def"),
        formats=page.formats("def"),
        classes=[term for term in shown_terms if term["is_class"]],
        properties=[term for term in shown_terms if not term["is_class"]],
    )
    return {"status": 200, "format": "html"}


def data_set(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with the description of the data set (VoID, DCAT)."""
    _write_rdf(of_data_set(store, names, request["server"]), names, request["format"], sink)
    return {"status": 200, "format": request["format"]}


def dump(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with all statements, each with the named graph that says it."""
    del names, request
    write_quads(store, sink)
    return {"status": 200, "format": "nquads"}


def home(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with the first page."""
    page = Page(names, request)
    label = labels_of(store, names, page.language)
    counts = {class_: len(members(store, names, class_)) for class_, _ in _TILES}

    def named(class_: EvClass) -> str:
        return label(names.ev(class_)[1:-1]) if counts[class_] == 1 else page.words[f"many_{class_}"]

    tiles = [
        (mark, named(class_), counts[class_], page.links.page("sparql", **_listing(names, class_)))
        for class_, mark in _TILES
    ]
    begin = []
    for class_, mark in _BEGIN:
        first = min(members(store, names, class_), default="")
        if first:
            begin.append((mark, label(first), page.links.to(first)))
    page.write(sink, "home", classes=tiles, begin=begin, examples=_examples(page))
    return {"status": 200, "format": "html"}


def data(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with the page of downloads."""
    del store
    Page(names, request).write(sink, "data", size=request["size"])
    return {"status": 200, "format": "html"}


def form(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with the page where people write a query."""
    del store
    page = Page(names, request)
    query = "SELECT ?country (COUNT(DISTINCT ?evaluation) AS ?evaluations)\nWHERE {\n  ?evaluation ev:coversCountry ?country\n}\nGROUP BY ?country\nORDER BY DESC(?evaluations)\nLIMIT 20"  # noqa: E501 -- a query
    page.write(sink, "sparql", query=query, problem="", answer=None, examples=_examples(page))
    return {"status": 200, "format": "html"}


def problem_page(names: Names, request: Message, sink: Sink, text: str) -> None:
    """Write the page that shows a query with what is wrong with it."""
    Page(names, request).write(sink, "sparql", query=request["query"], problem=text, answer=None, examples=[])


def answer_page(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, names: Names, request: Message, sink: Sink
) -> None:
    """Write the page that shows a query with its answer."""
    page = Page(names, request)
    answer = answer_of(found, page)
    if isinstance(found, ox.QueryTriples):
        offered: tuple[str, ...] = ("turtle", "jsonld", "ntriples", "rdfxml")
    else:
        offered = ("json", "xml") if isinstance(found, ox.QueryBoolean) else ("csv", "json", "tsv", "xml")
    fields = {"query": request["query"]}
    answer["downloads"] = [(name, page.links.page("sparql", **fields, format=name)) for name in offered]
    page.write(sink, "sparql", fields=fields, query=request["query"], problem="", answer=answer, examples=[])


def answer_of(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, page: Page) -> dict[str, Any]:
    """Return what a page shows of an answer: a truth value, Turtle, or the first rows of a table."""
    answer: dict[str, Any] = {"truth": None, "triples": None, "columns": [], "rows": [], "is_cut": False, "note": ""}
    if isinstance(found, ox.QueryBoolean):
        answer["truth"] = bool(found)
    elif isinstance(found, ox.QueryTriples):
        text = written(found, page.names, "turtle").decode("utf-8")
        answer["triples"] = text if len(text) <= _TRIPLES else text[:_TRIPLES] + "\n# ..."
    else:
        rows = list(islice(found, _ROWS + 1))
        answer["columns"] = [variable.value for variable in found.variables]
        answer["rows"] = [[_cell(term, page) for term in row] for row in rows[:_ROWS]]
        answer["is_cut"] = len(rows) > _ROWS
        answer["note"] = "" if answer["is_cut"] else str(len(rows))
    return answer


def _write_rdf(quads: Iterable[ox.Quad], names: Names, format_: str, sink: Sink) -> None:
    if format_ in {"trig", "nquads"}:
        ordered = list(dict.fromkeys(quads))
        text = "\n".join(map(str, ordered))
        used = {name: space for name, space in names.prefixes.items() if f"<{space}" in text}
        sink.write(ox.serialize(ordered, format=GRAPH_FORMATS[format_], prefixes=used) or b"")
        return
    sink.write(written(dict.fromkeys(quad.triple for quad in quads), names, format_))


def _quads(store: ox.Store, names: Names, iri: str, document: str) -> Iterable[ox.Quad]:
    if iri.startswith(f"{names.base}graph/"):
        return of_graph(store, iri)
    return of_thing(store, names, iri, document)


def _thing_page(store: ox.Store, names: Names, request: Message, iri: str, sink: Sink) -> None:
    page, path = Page(names, request), request["path"]
    thing = describe(store, names, iri, language=page.language)
    said = (quad.triple for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()))
    page.write(
        sink,
        "thing",
        page=thing_page(thing, names, page.links, path),
        formats=page.formats(path),
        types=_TYPES,
        jsonld=data_block(written(sorted(said, key=str), names, "jsonld").decode("utf-8")),
    )


def _links_page(store: ox.Store, names: Names, request: Message, iri: str, sink: Sink) -> None:
    page, property_iri, offset = Page(names, request), request["property"], int(request["offset"])
    values, is_more = subjects_of(store, names, iri, property_iri, language=page.language, offset=offset, most=_PAGE)
    label = labels_of(store, names, page.language)

    def at(start: int) -> str:
        return page.links.page(request["path"], property=property_iri, offset=str(start))

    page.write(
        sink,
        "links",
        fields={"property": property_iri, "offset": str(offset)},
        label=label(iri),
        thing_href=page.links.to(iri),
        property_label=label(property_iri),
        values=[shown(value, names, page.links) for value in values],
        first=offset + 1,
        last=offset + len(values),
        previous=at(max(0, offset - _PAGE)) if offset else "",
        next=at(offset + _PAGE) if is_more else "",
    )


def _graph_page(store: ox.Store, names: Names, request: Message, iri: str, sink: Sink) -> None:
    page = Page(names, request)
    label = labels_of(store, names, page.language)
    quads = list(islice(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)), _ROWS + 1))

    def view(term: object) -> Shown:
        if isinstance(term, ox.NamedNode):
            return Shown(text=label(term.value), language="", href=page.links.to(term.value))
        if isinstance(term, ox.Literal):
            return Shown(text=term.value, language=term.language or "", href="")
        return Shown(text=str(term), language="", href="")

    page.write(
        sink,
        "graph",
        iri=iri,
        part=part_of(iri, names),
        formats=page.formats(request["path"]),
        rows=[(view(q.subject), view(q.predicate), view(q.object)) for q in sorted(quads[:_ROWS], key=str)],
        is_cut=len(quads) > _ROWS,
    )


def _term(store: ox.Store, page: Page, iri: str) -> dict[str, Any]:
    """Return what the page of the ontology shows of one class or property."""
    thing = describe(store, page.names, iri, language=page.language, most=0)
    view = thing_page(thing, page.names, page.links, "def")
    texts = {"definition": f"{PREFIXES['skos']}definition", "comment": f"{PREFIXES['rdfs']}comment"}
    groups = {group.iri: group for group in (*view.prose, *view.facts)}
    definitions = [value for key in texts.values() if key in groups for value in groups[key].values]
    wanted = {value.language: value for value in reversed(definitions)}
    definition = wanted.get(page.language) or wanted.get("en") or Shown(text="", language="", href="")
    shown_iris = [f"{PREFIXES['rdfs']}{name}" for name in ("subClassOf", "subPropertyOf", "domain", "range")]
    count = sum(link.count for link in thing.links if link.property_iri == f"{PREFIXES['rdf']}type")
    return {
        "name": iri.partition("#")[2],
        "label": thing.label,
        "is_class": f"{PREFIXES['owl']}Class" in thing.classes,
        "count": count,
        "definition": definition.text,
        "language": definition.language,
        "groups": [groups[key] for key in shown_iris if key in groups],
    }


def members(store: ox.Store, names: Names, class_: EvClass) -> set[str]:
    """Return the IRIs of all things of a class."""
    type_, node = ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(names.ev(class_)[1:-1])
    quads = store.quads_for_pattern(None, type_, node, ox.DefaultGraph())
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _listing(names: Names, class_: EvClass) -> dict[str, str]:
    """Return the fields of a link that lists the members of a class."""
    titled = "skos:prefLabel|dcterms:title|ev:description"
    query = f"SELECT ?thing (SAMPLE(?t) AS ?text)\nWHERE {{\n  ?thing a ev:{class_} .\n  OPTIONAL {{ ?thing {titled} ?t }}\n}}\nGROUP BY ?thing\nORDER BY ?thing"  # noqa: E501 -- a query
    del names
    return {"query": query, "format": "html"}


def _examples(page: Page) -> list[tuple[str, str, str]]:
    """Return the queries of the catalogue that ask without parameters, in the reader's language."""
    return [
        (
            query.name,
            query.questions.get(page.language, query.questions["en"]),
            page.links.page(f"queries/{query.name}"),
        )
        for query in catalog().values()
        if not any(parameter.required for parameter in query.parameters)
    ]


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, page: Page) -> Shown | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Shown(text=page.names.compress(term.value), language="", href=page.links.to(term.value))
    if isinstance(term, ox.Literal):
        return Shown(text=term.value, language=term.language or "", href="")
    return Shown(text=str(term), language="", href="")
