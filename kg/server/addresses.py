"""Things, named graphs, the ontology, the data set and its files: what stands at which address."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from starlette.responses import FileResponse, PlainTextResponse, Response

from kg.server.answers import VARY, answered, page_fields, sent
from kg.server.formats import MEDIA_TYPES, choose
from kg.server.protocol import Refused
from kg.server.replies import not_acceptable
from kg.terms import is_web_address

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from kg.server.desk import Desk

ENDINGS: Final = {
    "html": "html",
    "ttl": "turtle",
    "nt": "ntriples",
    "jsonld": "jsonld",
    "json": "jsonld",
    "rdf": "rdfxml",
    "xml": "rdfxml",
    "trig": "trig",
    "nq": "nquads",
}
"""By ending of an address, the format that it asks for."""

_FARTHEST: Final = 10_000_000
_MOST_WORDS: Final = 500
_NOT_GIVEN: Final = frozenset({"format", "_format", "lang"})
"""Fields of a named query's address that are no parameters of the query."""
LANGUAGE_OF_FINDING: Final = {"written_in": "lang"}
"""A query's parameter ``lang`` by its name in addresses, where ``lang`` is the language of the page."""
_DAY: Final = "public, max-age=86400"


async def resource(request: Request) -> Response:
    """Answer for a thing (``/id/...``), a named graph (``/graph/...``), or whatever else has an IRI below the base."""
    path = _path(request)
    message = {
        **_page(request, "resource"),
        "candidates": _candidates(path),
        "document": str(request.url.replace(query="", fragment="")),
        "property": _property(request),
        "offset": _offset(request),
    }
    return await answered(request, message, headers=_links(request, path))


async def ontology(request: Request) -> Response:
    """Answer for the ontology (``/def``)."""
    message = _page(request, "ontology")
    _, _, ending = request.url.path.partition(".")
    message["format"] = ENDINGS.get(ending) or message["format"]
    if message["format"] is None:
        raise not_acceptable("graph")
    return await answered(request, message)


async def data_set(request: Request) -> Response:
    """Answer with the description of the data set (``/.well-known/void``)."""
    format_ = choose("graph", request.headers.get("accept", ""), _formats(request), without="html")
    if format_ is None:
        format_ = "turtle"  # for a browser, which reads no RDF, it is text
    return await answered(request, {"task": "data_set", "format": format_, "server": str(request.base_url)})


async def home(request: Request) -> Response:
    """Answer with the first page."""
    return await answered(request, _page(request, "home"))


async def questions(request: Request) -> Response:
    """Answer with the list of named queries (``/queries``), for programs as SHACL executables."""
    message = _page(request, "questions")
    if message["format"] is None:
        raise not_acceptable("graph")
    return await answered(request, message)


async def ask(request: Request) -> Response:
    """Answer a named query (``/queries/NAME?theme=...``), for people as a form with its answer."""
    format_ = choose("table", request.headers.get("accept", ""), _formats(request))
    if format_ is None:
        raise not_acceptable("table")
    given = {
        LANGUAGE_OF_FINDING.get(name, name): value
        for name, value in request.query_params.items()
        if name not in _NOT_GIVEN
    }
    if any(len(value) > _MOST_WORDS for value in given.values()):
        raise Refused(400, f"a parameter has at most {_MOST_WORDS} letters\n")
    fields = page_fields(request)
    message = {"task": "ask", "name": request.path_params["name"], "given": given, "format": format_, **fields}
    return await answered(request, message)


async def find(request: Request) -> Response:
    """Find findings by words (``/search?q=...``), for people as a page and for programs as JSON."""
    format_ = choose("table", request.headers.get("accept", ""), _formats(request))
    if format_ not in {"json", "html"}:
        raise Refused(406, "a search is answered in application/json or text/html\n", {"Vary": "Accept"})
    words = request.query_params.get("q", "")
    if len(words) > _MOST_WORDS:
        raise Refused(400, f"a search takes at most {_MOST_WORDS} letters\n")
    message = {
        "task": "find",
        "format": "html" if format_ == "html" else "hits",
        "words": words,
        "kind": request.query_params.get("kind", ""),
        "offset": _offset(request),
        **page_fields(request),
    }
    return await answered(request, message)


async def data(request: Request) -> Response:
    """Answer with the page of downloads."""
    file = _turtle(request)
    size = f"{max(1, file.stat().st_size >> 20)} MB" if file.exists() else ""
    return await answered(request, {**_page(request, "data"), "size": size})


async def turtle(request: Request) -> Response:
    """Send the Turtle file of the build."""
    desk: Desk = request.app.state.desk
    file = _turtle(request)
    if not file.exists():
        raise Refused(404, "this build wrote no Turtle\n")
    tag = f'W/"{desk.generation.token}-turtle"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return FileResponse(file, headers={"ETag": tag, "Cache-Control": "no-cache"}, media_type=MEDIA_TYPES["turtle"])


async def nquads(request: Request) -> Response:
    """Send all statements with their named graphs, as many as there are."""
    desk: Desk = request.app.state.desk
    generation = desk.generation  # held, and its files with it, until the answer is there
    tag = f'W/"{generation.token}-nquads"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return sent(request, await generation.whole.answer(), tag, {})


async def static(request: Request) -> Response:
    """Send the style sheet."""
    name = request.path_params["name"]
    if name != "pages.css":
        return PlainTextResponse(f"there is nothing at {request.url.path}\n", 404)
    content = files("kg.views.pages").joinpath("static", name).read_bytes()
    return Response(content, media_type="text/css; charset=utf-8", headers={"Cache-Control": _DAY})


def _page(request: Request, task: str) -> dict[str, Any]:
    format_ = choose("graph", request.headers.get("accept", ""), _formats(request))
    return {"task": task, "format": format_, **page_fields(request)}


def _formats(request: Request) -> list[str]:
    return [value for name in ("format", "_format") for value in request.query_params.getlist(name)]


def _path(request: Request) -> str:
    """Return the path as it stands in an IRI: each part percent-encoded, in capitals, as `kg` mints them."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    parts = raw.partition(b"?")[0].decode("ascii", "replace").lstrip("/").split("/")
    return "/".join(quote(unquote(part), safe="") for part in parts)


def _candidates(path: str) -> list[tuple[str, str]]:
    """Return what an address may stand for: the IRI itself, or one with the ending of a format.

    Examples
    --------
    >>> _candidates("id/lesson/1.ttl")
    [('id/lesson/1.ttl', ''), ('id/lesson/1', 'turtle')]
    """
    stem, dot, ending = path.rpartition(".")
    found = [(path, "")]
    if dot and ending in ENDINGS:
        found.append((stem, ENDINGS[ending]))
    return found


def _links(request: Request, path: str) -> dict[str, str]:
    """Return the header Link, by which programs find the other formats (RFC 8288)."""
    stem = _candidates(path)[-1][0]
    root = str(request.base_url)
    kinds = [("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")]
    alternates = [f'<{root}{stem}.{ending}>; rel="alternate"; type="{kind}"' for ending, kind in kinds]
    return {"Link": ", ".join([*alternates, f'<{root}.well-known/void>; rel="describedby"']), "Vary": VARY}


def _property(request: Request) -> str:
    value = request.query_params.get("property", "")
    if value and not is_web_address(value):
        raise Refused(400, f"the property {value!r} is no IRI\n")
    return value


def _offset(request: Request) -> int:
    value = request.query_params.get("offset", "0")
    if not value.isascii() or not value.isdecimal() or int(value) > _FARTHEST:
        raise Refused(400, f"the offset {value!r} is no number from 0 to {_FARTHEST}\n")
    return int(value)


def _turtle(request: Request) -> Path:
    desk: Desk = request.app.state.desk
    return desk.generation.folder / "graph.ttl"
