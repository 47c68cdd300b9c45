"""What holds for every address: who may ask, which pages may read, and what browsers are told to distrust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

from kg.server.protocol import METHODS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.server.options import ServeOptions

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EXPOSED: Final = "ETag, Link, Retry-After, Content-Location"


class Shell:
    """Wraps the application.

    Parameters
    ----------
    app
        What answers.
    options
        How to serve.
    """

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self._app, self._origin = app, options.origin
        self._hosts = _hosts(options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        early = self._early(scope, headers)
        if early is not None:
            await early(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _early(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to what needs no look at the address."""
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            return PlainTextResponse(
                f"this server is not asked as {host!r}\n  kg serve --allow-host {_name(host)} lets it answer\n", 421
            )
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        return None

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        if self._origin == "none":
            return
        headers["Access-Control-Allow-Origin"] = self._origin
        headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-None-Match"
        headers["Access-Control-Expose-Headers"] = _EXPOSED
        headers["Access-Control-Max-Age"] = "86400"
        if self._origin != "*":
            headers.add_vary_header("Origin")


def _hosts(options: ServeOptions) -> frozenset[str]:
    """Return the names under which a server of this machine alone is asked; empty where any will do.

    A page elsewhere may have its own name point to 127.0.0.1 (DNS rebinding); it then asks under that name.
    """
    if options.host not in _LOCAL:
        return frozenset()
    return _LOCAL | {name.lower() for name in options.hosts}


def _name(host: str) -> str:
    """Return a Host header without its port.

    Examples
    --------
    >>> _name("localhost:8000"), _name("[::1]:8000"), _name("Example.org")
    ('localhost', '::1', 'example.org')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
