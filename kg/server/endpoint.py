"""``/sparql``: the SPARQL 1.1 Protocol, for queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from kg.server.answers import VARY, answered, page_fields
from kg.server.description import service_description
from kg.server.formats import MEDIA_TYPES, choose
from kg.server.protocol import Asked, read_request
from kg.server.replies import body_of, not_acceptable

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.server.desk import Desk

_CHANGEABLE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b", re.IGNORECASE)
"""Functions whose value differs from call to call: an answer that may use them has no tag."""


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service when there is none."""
    body = await body_of(request)
    asked = read_request(request.method, request.url.query, request.headers.get("content-type", ""), body)
    if asked.query is None:
        return await _describe(request, asked)
    accept = request.headers.get("accept", "")
    message = {
        "task": "query",
        "query": asked.query,
        "default_graphs": asked.default_graphs,
        "named_graphs": asked.named_graphs,
        "table": choose("table", accept, asked.formats),
        "graph": choose("graph", accept, asked.formats),
    }
    if "html" in {message["table"], message["graph"]}:
        message |= page_fields(request)
    return await answered(request, message, is_stable=not _CHANGEABLE.search(asked.query))


async def _describe(request: Request, asked: Asked) -> Response:
    """Describe the service to programs, and offer a form to people."""
    format_ = choose("graph", request.headers.get("accept", ""), asked.formats)
    if format_ is None:
        raise not_acceptable("graph")
    if format_ == "html":
        return await answered(request, {"task": "form", **page_fields(request)})
    desk: Desk = request.app.state.desk
    endpoint = str(request.url.replace(query="", fragment=""))
    content = service_description(endpoint, desk.generation.build, format_)
    return Response(content, media_type=MEDIA_TYPES[format_], headers={"Vary": VARY})
