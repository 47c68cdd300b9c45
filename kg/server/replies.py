"""How answers leave: files in pieces, plain words for what is refused."""

from __future__ import annotations

import asyncio
import os
import re
from typing import TYPE_CHECKING, Final

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from kg.server.desk import ClientGone
from kg.server.formats import ACCEPTED, MEDIA_TYPES
from kg.server.options import LARGEST_ADDRESS, LARGEST_BODY, LONGEST_BODY_WAIT
from kg.server.protocol import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from kg.server.formats import Kind
    from kg.server.shelf import Answer

_PIECE: Final = 256 << 10
_LONGEST_SENDING: Final = 900.0
"""Seconds that a client may take to read an answer; behind that the connection is broken off."""
_SLOWEST: Final = 100_000
"""Bytes a second at which a client may read a large one."""


_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_MOST_DISCARDED: Final = 16 * LARGEST_BODY
"""Bytes of a body that are read though they are too many: a client that still sends does not see the refusal."""


class AnswerResponse(Response):
    """A whole answer or a range of it, sent from its file; the length is told before the first byte.

    Parameters
    ----------
    answer
        What to send; let go of when it is sent.
    media_type
        What it is.
    headers
        What else to say.
    span
        First byte and the one behind the last, for a part; else all.
    status
        The HTTP status of all.
    """

    def __init__(
        self,
        answer: Answer,
        media_type: str,
        headers: Mapping[str, str],
        *,
        span: tuple[int, int] | None = None,
        status: int = 200,
    ) -> None:
        self._answer = answer
        self._start, self._end = span or (0, answer.size)
        self.status_code = 206 if span else status
        self.background = None
        self.body = b""
        part = {"Content-Range": f"bytes {self._start}-{self._end - 1}/{answer.size}"} if span else {}
        length = {"Content-Type": media_type, "Content-Length": str(self._end - self._start)}
        self.init_headers({**headers, **part, **length})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        del receive
        try:
            async with asyncio.timeout(max(_LONGEST_SENDING, (self._end - self._start) / _SLOWEST)):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                if scope["method"] == "HEAD":
                    await send({"type": "http.response.body", "body": b""})
                else:
                    await self._send_body(send)
        finally:
            self._answer.done()

    async def _send_body(self, send: Send) -> None:
        position = self._start
        while True:
            piece = os.pread(self._answer.file.fileno(), min(_PIECE, self._end - position), position)
            position += len(piece)
            is_more = position < self._end
            await send({"type": "http.response.body", "body": piece, "more_body": is_more})
            if not is_more:
                return


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """Read a Range header (RFC 9110, section 14.2).

    Parameters
    ----------
    header
        One range of bytes; what is none, or several, is passed over.
    size
        Bytes that there are.

    Returns
    -------
    tuple of int or None
        First byte and the one behind the last; ``None`` for all.

    Raises
    ------
    Refused
        416 if the range begins behind the end.

    Examples
    --------
    >>> span_of("bytes=0-3", 10), span_of("bytes=4-", 10), span_of("bytes=-3", 10), span_of("lines=1-2", 10)
    ((0, 4), (4, 10), (7, 10), None)
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or not (match[1] or match[2]):
        return None
    first = int(match[1]) if match[1] else max(0, size - int(match[2]))
    end = min(size, int(match[2]) + 1) if match[1] and match[2] else size
    if first >= size:
        raise Refused(416, f"the answer has {size} bytes\n", {"Content-Range": f"bytes */{size}"})
    return (first, end) if end > first else None


async def body_of(request: Request) -> bytes:
    """Read the body of a request.

    Raises
    ------
    Refused
        414 when the address is too long, 413 when the body is too large, 408 when it does not arrive.
    ClientGone
        If the client left.
    """
    if len(request.url.query) > LARGEST_ADDRESS:
        raise Refused(414, f"the address is longer than {LARGEST_ADDRESS} bytes; send the query by POST\n")
    too_large = Refused(413, f"the body is larger than {LARGEST_BODY} bytes\n", {"Connection": "close"})
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > _MOST_DISCARDED:
        raise too_large
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(LONGEST_BODY_WAIT):
            async for piece in request.stream():
                size += len(piece)
                if size > _MOST_DISCARDED:
                    raise too_large
                if size <= LARGEST_BODY:
                    body += piece
    except TimeoutError as error:
        raise Refused(408, "the body of the request did not arrive\n", {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise ClientGone from error
    if size > LARGEST_BODY:
        raise too_large
    return bytes(body)


async def client_leaves(request: Request) -> None:
    """Wait until the client is gone; the body was read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def not_acceptable(kind: Kind) -> Refused:
    """Return 406 with what can be had."""
    known = "".join(f"  {MEDIA_TYPES[format_].partition(';')[0]}\n" for format_ in ACCEPTED[kind])
    return Refused(406, f"the Accept header takes none of the formats of this answer:\n{known}", {"Vary": "Accept"})
