"""A request -> what a worker is asked -> the response, with its tag, ranges and refusals."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from kg.server.formats import MEDIA_TYPES
from kg.server.protocol import Refused
from kg.server.replies import AnswerResponse, client_leaves, not_acceptable, span_of
from kg.views.pages.words import preferred_language
from kg.views.strings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from kg.server.desk import Desk
    from kg.server.shelf import Answer
    from kg.server.wire import Message

VARY: Final = "Accept, Accept-Language"
_OK: Final = 200


async def answered(
    request: Request, message: Message, *, is_stable: bool = True, headers: Mapping[str, str] | None = None
) -> Response:
    """Let a worker answer, unless the client or the shelf has the answer already.

    Parameters
    ----------
    request
        Its body was read.
    message
        What the worker is asked.
    is_stable
        Whether the same build would answer the same again.
    headers
        What else to say with the answer.

    Raises
    ------
    Refused
        If there is no answer.
    """
    desk: Desk = request.app.state.desk
    is_tagged = is_stable and request.method != "POST"
    tag = _tag(desk.generation.token, message) if is_tagged else ""
    if tag and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**_caching(tag), **(headers or {})})
    answer = desk.shelf.find(tag) or await desk.answer(message, client_leaves(request), client=_client(request))
    if answer.reply["status"] != _OK:
        return _refusal(answer)
    if tag:
        tag = _tag(answer.token, message)  # a new build may have answered
        desk.shelf.keep(tag, answer)
    return sent(request, answer, tag, headers or {})


def page_fields(request: Request) -> dict[str, Any]:
    """Return what every page needs to know of its request: language, way to the root, build."""
    desk: Desk = request.app.state.desk
    chosen = request.query_params.get("lang", "")
    is_chosen = chosen in LANGUAGES
    build = desk.generation.build
    path = request.url.path.lstrip("/")
    return {
        "language": chosen if is_chosen else preferred_language(request.headers.get("accept-language", "")),
        "is_chosen": is_chosen,
        "root": "../" * path.count("/") or "./",
        "path": path,
        "build": {"when": str(build.get("started", ""))[:10], "rules": str(build.get("rules", ""))[:16]},
    }


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def sent(request: Request, answer: Answer, tag: str, headers: Mapping[str, str]) -> Response:
    """Return the answer, or the range of it that is asked for; only what has a tag is the same the next time."""
    asked_for = request.headers.get("range", "") if tag and "if-range" not in request.headers else ""
    try:
        span = span_of(asked_for, answer.size)
    except Refused:
        answer.done()
        raise
    media_type = MEDIA_TYPES[answer.reply["format"]]
    return AnswerResponse(answer, media_type, {**_caching(tag), **headers}, span=span)


def _refusal(answer: Answer) -> Response:
    """Return the page that a worker wrote of what is wrong, or raise its words."""
    reply = answer.reply
    if "format" in reply:
        headers = {"Vary": VARY, "Cache-Control": "no-store"}
        return AnswerResponse(answer, MEDIA_TYPES[reply["format"]], headers, status=reply["status"])
    answer.done()
    if "kind" in reply:
        raise not_acceptable(reply["kind"])
    raise Refused(reply["status"], reply["text"])


def _tag(token: str, message: Message) -> str:
    """Return the tag of an answer of this build, weak because it may be compressed."""
    digest = hashlib.sha256(repr(sorted(message.items())).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{token}-{digest[:16]}"'


def _caching(tag: str) -> dict[str, str]:
    caching = (
        {"ETag": tag, "Cache-Control": "no-cache", "Accept-Ranges": "bytes"} if tag else {"Cache-Control": "no-store"}
    )
    return {**caching, "Vary": VARY}
