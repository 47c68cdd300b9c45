"""A request -> what it asks, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), section 2.1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Sequence

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")

_MOST_FIELDS: Final = 2000
_NAMES_OF_FORMAT: Final = ("format", "output", "results")
READ_ONLY: Final = "this endpoint is read-only: it answers queries and takes no updates\n"


class Refused(Exception):  # noqa: N818 -- an answer, not a failure of ours
    """A request that is answered with a status other than success.

    Parameters
    ----------
    status
        The HTTP status.
    text
        What the client is told, in plain text.
    headers
        What goes with it.
    """

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, text, headers)
        self.status, self.text, self.headers = status, text, headers or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks.

    Attributes
    ----------
    query
        The SPARQL, or ``None`` when the request has none.
    default_graphs, named_graphs
        IRIs of the data set that the request describes; both empty for the data set of the query or of the server.
    formats
        What ``format``, ``output`` and ``results`` say.
    language
        What ``lang`` says.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    language: str = ""


def read_request(method: str, query_string: str, content_type: str, body: bytes) -> Asked:
    """Return what a request asks; everything in it is decoded once.

    Raises
    ------
    Refused
        400, 403, 405 or 415, with the reason.

    Examples
    --------
    >>> read_request("GET", "query=ASK+%7B%7D&format=json", "", b"")
    Asked(query='ASK {}', default_graphs=(), named_graphs=(), formats=('json',), language='')
    """
    if method not in METHODS:
        raise Refused(405, "ask with GET or POST\n", {"Allow": ", ".join(METHODS)})
    fields = _fields(query_string, "address")
    direct: list[str] = []
    if method == "POST":
        media_type, charset = _content_type(content_type)
        if media_type == FORM:
            fields += _fields(_decoded(body, charset), "form")
        elif media_type == DIRECT:
            direct = [_decoded(body, charset)]
        elif media_type == UPDATE:
            raise Refused(403, READ_ONLY)
        else:
            given = f"is {content_type!r}" if content_type else "is missing"
            raise Refused(415, f"the Content-Type {given}; send {FORM} or {DIRECT}\n")
    return _asked(fields, direct, is_post=method == "POST")


def _asked(fields: list[tuple[str, str]], direct: list[str], *, is_post: bool) -> Asked:
    def values(*names: str) -> tuple[str, ...]:
        return tuple(value for name, value in fields if name in names)

    if values("update"):
        raise Refused(403, READ_ONLY)
    queries = [*values("query"), *direct]
    if len(queries) > 1:
        raise Refused(400, "the request holds more than one query\n")
    if is_post and not queries:
        raise Refused(400, "the form has no field 'query'\n")
    if queries and not queries[0].strip():
        raise Refused(400, "the query is empty\n")
    return Asked(
        query=queries[0] if queries else None,
        default_graphs=_graphs(values("default-graph-uri")),
        named_graphs=_graphs(values("named-graph-uri")),
        formats=values(*_NAMES_OF_FORMAT),
        language="".join(values("lang")[:1]),
    )


def _graphs(iris: Sequence[str]) -> tuple[str, ...]:
    for iri in iris:
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise Refused(400, f"the graph {iri!r} is no IRI: {error}\n") from error
    return tuple(iris)


def _fields(text: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the {where} is not UTF-8: {error.reason}\n") from error
    except ValueError as error:
        raise Refused(400, f"the {where} has more than {_MOST_FIELDS} fields\n") from error


def _content_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in header.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return media_type.lower(), value.strip().strip('"').lower()
    return media_type.lower(), "utf-8"


def _decoded(body: bytes, charset: str) -> str:
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Refused(415, f"the charset {charset!r} is not read here; send UTF-8\n")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is not UTF-8: {error.reason} at byte {error.start}\n") from error
