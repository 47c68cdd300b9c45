"""``/sparql``: the SPARQL 1.1 Protocol, for queries."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from kg.server.description import service_description
from kg.server.formats import MEDIA_TYPES, choose
from kg.server.protocol import Asked, Refused, read_request
from kg.server.replies import AnswerResponse, body_of, client_leaves, not_acceptable, span_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.server.desk import Desk
    from kg.server.shelf import Answer
    from kg.server.wire import Message

_CHANGEABLE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b", re.IGNORECASE)
"""Functions whose value differs from call to call: an answer that may use them has no tag."""
_VARY: Final = "Accept, Accept-Language"


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service when there is none."""
    desk: Desk = request.app.state.desk
    body = await body_of(request)
    asked = read_request(request.method, request.url.query, request.headers.get("content-type", ""), body)
    if asked.query is None:
        return _describe(request, desk, asked)
    accept = request.headers.get("accept", "")
    table = choose("table", accept, asked.formats, without="html")
    graph = choose("graph", accept, asked.formats, without="html")
    tag = _tag(desk.generation.token, asked, table, graph) if request.method != "POST" else ""
    if tag and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=_headers(tag))
    answer = desk.shelf.find(tag) or await desk.answer(
        {
            "task": "query",
            "query": asked.query,
            "default_graphs": asked.default_graphs,
            "named_graphs": asked.named_graphs,
            "table": table,
            "graph": graph,
        },
        client_leaves(request),
    )
    if answer.reply["status"] != 200:  # noqa: PLR2004
        answer.done()
        raise _refusal(answer.reply)
    if tag:
        tag = _tag(answer.token, asked, table, graph)  # a new build may have answered
        desk.shelf.keep(tag, answer)
    return _sent(request, answer, tag)


def _sent(request: Request, answer: Answer, tag: str) -> Response:
    """Return the answer, or the range of it that is asked for; only what has a tag is the same the next time."""
    asked_for = request.headers.get("range", "") if tag and "if-range" not in request.headers else ""
    try:
        span = span_of(asked_for, answer.size)
    except Refused:
        answer.done()
        raise
    return AnswerResponse(answer, MEDIA_TYPES[answer.reply["format"]], _headers(tag), span)


def _refusal(reply: Message) -> Refused:
    if reply["status"] == 406:  # noqa: PLR2004
        return not_acceptable(reply["kind"])
    return Refused(reply["status"], reply["text"])


def _describe(request: Request, desk: Desk, asked: Asked) -> Response:
    accept = request.headers.get("accept", "")
    format_ = choose("graph", accept, asked.formats, without="html")
    if format_ is None:
        raise not_acceptable("graph")
    endpoint = str(request.url.replace(query="", fragment=""))
    content = service_description(endpoint, desk.generation.build, format_)
    return Response(content, media_type=MEDIA_TYPES[format_], headers={"Vary": _VARY})


def _tag(token: str, asked: Asked, table: str | None, graph: str | None) -> str:
    """Return the tag of an answer of this build, weak because it may be compressed; empty if none would hold."""
    if _CHANGEABLE.search(asked.query or ""):
        return ""
    parts = (asked.query, *asked.default_graphs, "", *asked.named_graphs, "", table, graph)
    digest = hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{token}-{digest[:16]}"'


def _headers(tag: str) -> dict[str, str]:
    caching = (
        {"ETag": tag, "Cache-Control": "no-cache", "Accept-Ranges": "bytes"} if tag else {"Cache-Control": "no-store"}
    )
    return {**caching, "Vary": _VARY}
