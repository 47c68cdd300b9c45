"""A SPARQL 1.1 store somewhere else: its named graphs put, and removed.

Two protocols, both of W3C (2013): the Graph Store HTTP Protocol, a request a graph, and SPARQL 1.1 Update, several
graphs a request. Requests that fail for a reason that may pass are made again, with growing pauses.
"""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Protocol, Self
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import ConfigError, RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PROTOCOLS: Final = ("gsp", "update")
"""``gsp``: Graph Store HTTP Protocol. ``update``: SPARQL 1.1 Update."""

_ATTEMPTS: Final = 6
_FIRST_PAUSE: Final = 0.25
_LONGEST_PAUSE: Final = 8.0
_MAY_PASS: Final = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_SHOWN: Final = 300
_READ: Final = 1 << 16
"""Bytes of a body after which the connection is given up rather than read to its end."""
_REQUEST: Final = 1_000_000
"""Bytes of an update after which the next triples go into the next request: servers refuse what is too long."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Credentials:
    """Who asks; never printed, and never taken from a command line, which other users of a machine can read.

    Attributes
    ----------
    user, password
        For Basic or Digest authentication; empty for none.
    token
        For ``Authorization: Bearer``; empty for none.
    """

    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read ``KG_REMOTE_USER``, ``KG_REMOTE_PASSWORD`` and ``KG_REMOTE_TOKEN``.

        Raises
        ------
        ConfigError
            If one holds what no header of HTTP can; the message does not show it.
        """
        token = environment.get("KG_REMOTE_TOKEN", "").strip()
        if not (token.isascii() and token.isprintable()):
            raise ConfigError("KG_REMOTE_TOKEN holds characters that no token has", hint="set it to the token alone")
        return cls(
            user=environment.get("KG_REMOTE_USER", ""), password=environment.get("KG_REMOTE_PASSWORD", ""), token=token
        )


class RemoteStore(Protocol):
    """A store that named graphs can be put into."""

    def put(self, graphs: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Make graphs, given as IRI and lines of N-Triples, hold just that; yield the IRI of each that does."""

    def remove(self, graph: str) -> None:
        """Remove a named graph; one that is not there is no error."""


def open_store(
    address: str, protocol: str, credentials: Credentials | None = None, *, timeout: float = 60.0
) -> RemoteStore:
    """Return the store behind an address; nothing is sent yet.

    Parameters
    ----------
    address
        Of the Graph Store endpoint or of the update endpoint, by `protocol`.
    protocol
        ``gsp`` or ``update``.
    credentials
        By default those of the environment.
    timeout
        Seconds that the store may stay silent.

    Raises
    ------
    ConfigError
        If the address is none of http or https, or holds credentials.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"{address!r} is no http(s) address", hint="write it like http://localhost:7878/store")
    if "@" in parts.netloc:
        raise ConfigError(
            "the address holds credentials, which other users of this machine can read",
            hint="set KG_REMOTE_USER and KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN, in the environment",
        )
    if protocol not in PROTOCOLS:
        raise ConfigError(f"unknown protocol {protocol!r}", hint=f"the protocols are {', '.join(PROTOCOLS)}")
    line = _Line(address, credentials or Credentials.from_environment(), timeout)
    return _GraphStore(line) if protocol == "gsp" else _UpdateStore(line)


class _GraphStore:
    """SPARQL 1.1 Graph Store HTTP Protocol, section 5.3 (PUT) and 5.4 (DELETE)."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def put(self, graphs: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        for graph, lines in graphs:
            body = "".join(lines).encode("utf-8")
            self._line.send("PUT", {"graph": graph}, body, "application/n-triples")
            yield graph

    def remove(self, graph: str) -> None:
        self._line.send("DELETE", {"graph": graph}, missing_is_fine=True)


class _UpdateStore:
    """SPARQL 1.1 Update, sent as SPARQL 1.1 Protocol, section 2.2.2, says."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def put(self, graphs: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Empty each graph and fill it; several small ones, or a part of a great one, in a request."""
        waiting: list[str] = []
        whole: list[str] = []
        size = 0
        for graph, lines in graphs:
            clear = f"CLEAR SILENT GRAPH <{graph}>"
            for part in _parts(lines):
                operations = (
                    [clear, f"INSERT DATA {{ GRAPH <{graph}> {{\n{part}}} }}"]
                    if clear
                    else [f"INSERT DATA {{ GRAPH <{graph}> {{\n{part}}} }}"]
                )
                clear = ""
                if size and size + len(part) > _REQUEST:
                    self._update(waiting)
                    yield from whole
                    waiting, whole, size = [], [], 0
                waiting += operations
                size += len(part)
            whole.append(graph)
        if waiting:
            self._update(waiting)
        yield from whole

    def remove(self, graph: str) -> None:
        self._update([f"DROP SILENT GRAPH <{graph}>"])

    def _update(self, operations: list[str]) -> None:
        self._line.send("POST", {}, " ;\n".join(operations).encode("utf-8"), "application/sparql-update; charset=utf-8")


class _Line:
    """One address, one connection kept open, and patience."""

    def __init__(self, address: str, credentials: Credentials, timeout: float) -> None:
        self._address, self._timeout = address, timeout
        self._session = requests.Session()
        self._session.trust_env = False  # no credentials of ~/.netrc, no proxy that nobody named
        self._credentials = credentials
        self._session.headers["User-Agent"] = "ieval-kg"
        if credentials.token:
            self._session.headers["Authorization"] = f"Bearer {credentials.token}"
        self._auth: AuthBase | None = None

    def send(
        self,
        method: str,
        parameters: Mapping[str, str],
        body: bytes = b"",
        media_type: str = "",
        *,
        missing_is_fine: bool = False,
    ) -> None:
        """Make a request, again if need be.

        Raises
        ------
        RemoteError
            If the store cannot be reached, or refuses.
        """
        headers = {"Content-Type": media_type} if media_type else {}
        problem = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE) * random.uniform(0.5, 1))  # noqa: S311 -- a pause
            try:
                response = self._session.request(
                    method,
                    self._address,
                    params=dict(parameters),
                    data=body,
                    headers=headers,
                    auth=self._auth,
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                )
                said = _beginning(response)
            except requests.RequestException as error:
                problem = f"cannot be reached: {_reason(error)}"
                continue
            except UnicodeError as error:
                raise ConfigError(
                    "KG_REMOTE_USER holds characters that no header of HTTP can", hint="use a name in Latin letters"
                ) from error
            if response.ok or (missing_is_fine and response.status_code == HTTPStatus.NOT_FOUND):
                return
            if self._answers_a_challenge(response):
                continue
            problem = f"answers {response.status_code} {_excerpt(response.reason or '')}: {_excerpt(said) or 'no more'}"
            if response.status_code not in _MAY_PASS:
                break
        raise RemoteError(f"the store at {self._address} {problem}", hint=_hint(problem))

    def _answers_a_challenge(self, response: requests.Response) -> bool:
        """Take up what the store asks for, Digest or Basic; tell whether the request is worth another try.

        Nothing is sent unasked: Virtuoso, for one, asks for Digest only who came without Basic.
        """
        user, password = self._credentials.user, self._credentials.password
        if response.status_code != HTTPStatus.UNAUTHORIZED or not user or self._auth is not None:
            return False
        asks = response.headers.get("WWW-Authenticate", "").lower()
        self._auth = (
            HTTPDigestAuth(user, password)
            if "digest" in asks
            else HTTPBasicAuth(user.encode(), password.encode())  # UTF-8, as RFC 7617 says; requests has Latin-1
        )
        return True


def _parts(lines: list[str]) -> Iterator[str]:
    """Yield lines in parts of a size that a request may have; an empty graph is one empty part."""
    part: list[str] = []
    size = 0
    for line in lines:
        if size and size + len(line) > _REQUEST:
            yield "".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
    yield "".join(part)


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "it stayed silent too long"
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return str(cause) or type(cause).__name__


def _beginning(response: requests.Response) -> str:
    """Read the beginning of a body, which may have no end, and let go of it."""
    read = bytearray()
    for piece in response.iter_content(4 * _SHOWN):
        read += piece
        if len(read) > _READ:
            response.close()
            break
    return read[: 4 * _SHOWN].decode("utf-8", "replace")


def _excerpt(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))[:_SHOWN]


def _hint(problem: str) -> str:
    if problem.startswith(("answers 401", "answers 403")):
        return "set KG_REMOTE_USER and KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN, in the environment"
    if problem.startswith(("answers 404", "answers 405", "answers 3")):
        return "give the address of its Graph Store endpoint, or --protocol update with that of its update endpoint"
    return "what arrived stays; the same command goes on from there"
