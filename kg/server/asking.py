"""The named queries as forms with lists to pick from, and their answers; runs in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.queries.catalog import catalog, named_query
from kg.queries.parameters import LABEL_LANGUAGE, bindings_for
from kg.queries.results import Solutions
from kg.queries.thing import labels_of
from kg.resources import ontology_folder
from kg.server.pages import Page, answer_of, members
from kg.server.rdf import written
from kg.vocabulary import DEFAULT_BASE, PREFIXES, EvClass

if TYPE_CHECKING:
    from kg.queries.catalog import CatalogQuery
    from kg.server.answering import Sink
    from kg.server.wire import Message
    from kg.terms import Names, Term

_CLASSES: Final = {
    "theme": EvClass.Theme,
    "country": EvClass.Country,
    "organization": EvClass.Organization,
    "region": EvClass.Region,
    "programme": EvClass.Programme,
}
_FIXED: Final = {"kind": ("lesson", "practice", "recommendation"), "lang": ("en", "es", "fr", "pt")}
_FIELDS: Final = {"lang": "written_in"}
"""The parameter ``lang`` by the name that it has in addresses, where ``lang`` is the language of the page."""
_MOST_OPTIONS: Final = 2000
"""Names to pick from; others can still be typed."""


def questions(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer with the list of all named queries; as RDF they are SHACL executables, which other tools can run."""
    del store
    if request["format"] != "html":
        text = (ontology_folder() / "queries" / "catalogue.ttl").read_text(encoding="utf-8")
        quads = ox.parse(text.replace(f"<{DEFAULT_BASE}", f"<{names.base}"), ox.RdfFormat.TURTLE)
        sink.write(written((quad.triple for quad in quads), names, request["format"], {"sh": PREFIXES["sh"]}))
        return {"status": 200, "format": request["format"]}
    page = Page(names, request)
    listed = [
        (
            query.name,
            query.questions.get(page.language, query.questions["en"]),
            page.links.page(f"queries/{query.name}"),
        )
        for query in catalog().values()
    ]
    page.write(sink, "questions", listed=listed, formats=[("Turtle", page.links.page("queries", format="turtle"))])
    return {"status": 200, "format": "html"}


def ask(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer a named query: ``name``, ``given``, ``language``; ``format`` is ``html`` or one of tables."""
    try:
        query = named_query(request["name"])
    except ConfigError as error:
        return {"status": 404, "text": f"{error}\n"}
    given = {name: value for name, value in request["given"].items() if value.strip()}
    bindings, problem = _bindings(query, given, store, names, request["language"])
    if request["format"] != "html":
        if bindings is None:
            return {"status": 400, "text": f"{problem}\n"}
        table = Solutions(lambda: _run(store, names, query, bindings))
        sink.write(table.serialize(request["format"]).encode("utf-8"))
        return {"status": 200, "format": request["format"]}
    is_begun = bool(given) or bindings is not None
    _write_page(store, names, request, sink, query=query, bindings=bindings, problem=problem if is_begun else "")
    return {"status": 400 if bindings is None and is_begun else 200, "format": "html"}


def _bindings(
    query: CatalogQuery, given: dict[str, str], store: ox.Store, names: Names, language: str
) -> tuple[dict[str, Term] | None, str]:
    """Return the terms to bind, or what is wrong with what was given."""
    try:
        return bindings_for(query, given, store, names, language=language), ""
    except ConfigError as error:
        return None, str(error)


def _run(store: ox.Store, names: Names, query: CatalogQuery, bindings: dict[str, Term]) -> ox.QuerySolutions:
    found = store.query(query.bound(bindings, names.base), prefixes=names.prefixes)
    assert isinstance(found, ox.QuerySolutions)  # every query of the catalogue is a SELECT, by test
    return found


def _write_page(  # noqa: PLR0913 -- all that the page shows
    store: ox.Store,
    names: Names,
    request: Message,
    sink: Sink,
    *,
    query: CatalogQuery,
    bindings: dict[str, Term] | None,
    problem: str,
) -> None:
    page = Page(names, request)
    given = {name: value for name, value in request["given"].items() if value.strip()}
    fields = {_FIELDS.get(name, name): value for name, value in given.items()}
    answer, sparql = None, ""
    if bindings is not None:
        answer = answer_of(_run(store, names, query, bindings), page)
        path = f"queries/{query.name}"
        offered = ("csv", "json", "tsv", "xml")
        answer["downloads"] = [(name, page.links.page(path, **fields, format=name)) for name in offered]
        sparql = page.links.page("sparql", query=query.bound(bindings, names.base), format="html")
    page.write(
        sink,
        "named",
        fields=fields,
        name=query.name,
        question=query.questions.get(page.language, query.questions["en"]),
        inputs=[each for parameter in query.parameters for each in _inputs(store, page, parameter, given)],
        columns=query.columns,
        problem=problem,
        answer=answer,
        sparql=sparql,
    )


def _inputs(store: ox.Store, page: Page, parameter: Any, given: dict[str, str]) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return what a reader may fill in for a parameter: one field for each kind of thing that it takes."""
    return [
        {
            "name": _FIELDS.get(name, name),
            "label": page.words[f"take_{name}"],
            "value": given.get(name, ""),
            "hint": parameter.description,
            "is_required": parameter.required and len(parameter.types) == 1,
            "options": _options(store, page, name),
            "is_closed": name in _FIXED,
        }
        for name in parameter.types
        if name != LABEL_LANGUAGE
    ]


def _options(store: ox.Store, page: Page, name: str) -> list[tuple[str, str]]:
    """Return what may be picked: the value to send, and what people call it."""
    if name in _FIXED:
        return [(value, page.words.get(f"kind_{value}", value)) for value in _FIXED[name]]
    label = labels_of(store, page.names, page.language)
    things = sorted(members(store, page.names, _CLASSES[name]))[:_MOST_OPTIONS]
    if name == "programme":
        return sorted(
            ((_identifier(store, thing), label(thing)) for thing in things), key=lambda each: each[1].casefold()
        )
    return sorted({(label(thing), "") for thing in things}, key=lambda each: each[0].casefold())


def _identifier(store: ox.Store, thing: str) -> str:
    """Return the symbol or number under which a programme is known; its IRI where it has none."""
    predicate = ox.NamedNode(f"{PREFIXES['dcterms']}identifier")
    quads = store.quads_for_pattern(ox.NamedNode(thing), predicate, None, ox.DefaultGraph())
    return min((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), default=thing)
