"""All addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.server import addresses
from kg.server.desk import ClientGone
from kg.server.endpoint import sparql
from kg.server.protocol import METHODS, Refused
from kg.server.shell import Shell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.server.desk import Desk

_SMALLEST_PACKED: Final = 1400
"""Bytes; what fits one packet is not compressed."""
_EFFORT: Final = 4
_CLIENT_CLOSED: Final = 499


def application(desk: Desk) -> ASGIApp:
    """Return the application that answers from a desk."""
    app = Starlette(
        routes=[
            Route("/sparql", sparql, methods=[*METHODS, "PUT", "PATCH", "DELETE"]),
            Route("/sparql/", sparql, methods=[*METHODS, "PUT", "PATCH", "DELETE"]),
            Route("/health", health),
            Route("/", addresses.home),
            Route("/queries", addresses.questions),
            Route("/queries/{name}", addresses.ask),
            Route("/search", addresses.find),
            Route("/data", addresses.data),
            Route("/data/graph.ttl", addresses.turtle),
            Route("/data/graph.nq", addresses.nquads),
            Route("/.well-known/void", addresses.data_set),
            Route("/static/{name}", addresses.static),
            Route("/def", addresses.ontology),
            Route("/def.{ending}", addresses.ontology),
            Route("/{path:path}", addresses.resource),  # whatever else stands below the base of the graph
        ],
        exception_handlers={404: _unknown, Refused: _refused, ClientGone: _gone},
    )
    app.router.redirect_slashes = False
    app.state.desk = desk
    packing = GZipMiddleware(app, minimum_size=_SMALLEST_PACKED, compresslevel=_EFFORT)

    async def packed_or_part(scope: Scope, receive: Receive, send: Send) -> None:
        """Compress answers, but no ranges: those count the bytes of the plain answer."""
        is_part = any(name == b"range" for name, _ in scope.get("headers", ()))
        await (app if is_part else packing)(scope, receive, send)

    return Shell(packed_or_part, desk.options)


async def health(request: Request) -> Response:
    """Say that the server answers, and from which build."""
    desk: Desk = request.app.state.desk
    build = desk.generation.build
    content = {
        "status": "ok",
        "build": desk.generation.token,
        "base": desk.generation.base,
        "kg": build.get("kg"),
        "built": build.get("started"),
        "triples": build.get("triples"),
        "records": build.get("records"),
    }
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


async def _unknown(request: Request, problem: Exception) -> Response:
    del problem
    return PlainTextResponse(f"there is nothing at {request.url.path}\n", 404)


async def _refused(request: Request, problem: Exception) -> Response:
    del request
    assert isinstance(problem, Refused)
    return PlainTextResponse(problem.text, problem.status, problem.headers)


async def _gone(request: Request, problem: Exception) -> Response:
    del request, problem
    return Response(status_code=_CLIENT_CLOSED)
