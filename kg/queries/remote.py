"""A query and the address of any SPARQL 1.1 endpoint -> its answer, in the words of a local one.

Only the standard library is needed: one POST, one answer. Credentials come from the environment
(``KG_ENDPOINT_USER`` and ``KG_ENDPOINT_PASSWORD``, or ``KG_ENDPOINT_TOKEN``), go to the host that was named and to no
other, and never over an open line to another machine.
"""

from __future__ import annotations

import base64
import os
import re
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

import pyoxigraph as ox

from kg.errors import ConfigError, QueryError
from kg.queries.catalog import named_query
from kg.queries.parameters import bindings_for
from kg.queries.results import Graph, Solutions, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.terms import Names

_TABLES: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_ACCEPT: Final = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.6"
)
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_LARGEST: Final = 1 << 30
_LONGEST_REASON: Final = 2000
_PATIENCE: Final = 300.0
"""Seconds without a byte from the endpoint when no time limit is given."""
_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)


def ask_endpoint(endpoint: str, text: str, names: Names, *, timeout: float | None = None) -> Solutions | Truth | Graph:
    """Answer any SPARQL query by an endpoint.

    Parameters
    ----------
    endpoint
        Its address, http or https.
    text
        The query; those prefixes of `names` that it uses without declaring them are declared for it.
    names
        The IRIs that the endpoint's graph is expected to have.
    timeout
        Seconds without a byte from the endpoint.

    Raises
    ------
    ConfigError
        If the address is none, or credentials would travel in the open.
    QueryError
        If the endpoint is not reached, refuses the query, or answers with something else.
    """
    _check(endpoint)
    body, media_type = _post(endpoint, declared(text, names), timeout or _PATIENCE)
    try:
        if media_type in _TABLES:
            found = ox.parse_query_results(body, _TABLES[media_type])
            if isinstance(found, ox.QueryBoolean):
                return Truth(bool(found))
            for _ in found:
                pass  # what is wrong with the answer is found now
            return Solutions(lambda: _solutions(body, media_type))
        if media_type in _GRAPHS:
            quads = ox.parse(body, _GRAPHS[media_type], base_iri=endpoint)
            return Graph(tuple(sorted({(str(q.subject), str(q.predicate), str(q.object)) for q in quads})))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer of {endpoint} is no {media_type}: {error}") from error
    raise QueryError(
        f"{endpoint} answers with {media_type or 'an unnamed format'}, which is no answer to a query",
        hint="is it the address of the endpoint itself, such as https://host/sparql?",
    )


def ask_endpoint_by_name(  # noqa: PLR0913 -- all that a named query needs
    endpoint: str,
    name: str,
    given: Mapping[str, str],
    names: Names,
    *,
    language: str = "en",
    timeout: float | None = None,
) -> Solutions | Truth | Graph:
    """Answer a query of the catalogue by an endpoint; parameters are looked up in the shipped vocabularies alone."""
    query = named_query(name)
    bindings = bindings_for(query, given, ox.Store(), names, language=language)
    return ask_endpoint(endpoint, query.bound(bindings, names.base), names, timeout=timeout)


def declared(text: str, names: Names) -> str:
    """Return a query with the prefixes declared that it uses and does not declare; lines keep their numbers.

    Examples
    --------
    >>> from kg.terms import Names
    >>> declared("ASK { ?s a ev:Theme }", Names())
    'PREFIX ev: <https://kg.example/def#> ASK { ?s a ev:Theme }'
    """
    known = set(_DECLARED.findall(text))
    used = [name for name in names.prefixes if name not in known and re.search(rf"(?<![\w:-]){name}:", text)]
    return "".join(f"PREFIX {name}: <{names.prefixes[name]}> " for name in used) + text


def _solutions(body: bytes, media_type: str) -> ox.QuerySolutions:
    found = ox.parse_query_results(body, _TABLES[media_type])
    assert isinstance(found, ox.QuerySolutions)
    return found


def _check(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"{endpoint!r} is no http or https address", hint="write it like https://host/sparql")
    if parts.username or parts.password:
        raise ConfigError(
            "the address of the endpoint holds credentials",
            hint="put them into KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD",
        )
    if parts.scheme == "http" and parts.hostname not in _LOCAL and _credentials():
        raise ConfigError("credentials would travel readable over http", hint="ask by https, or unset KG_ENDPOINT_...")


def _credentials() -> str:
    """Return the value of the header Authorization; empty without credentials in the environment."""
    token = os.environ.get("KG_ENDPOINT_TOKEN", "")
    if token:
        return f"Bearer {token}"
    user = os.environ.get("KG_ENDPOINT_USER", "")
    password = os.environ.get("KG_ENDPOINT_PASSWORD", "")
    if not user:
        return ""
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')}"


def _opener() -> OpenerDirector:
    """Return an opener for http and https alone: no files, no ftp, and no following to where somebody else points."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


def _post(endpoint: str, text: str, timeout: float) -> tuple[bytes, str]:
    headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "kg"}
    if credentials := _credentials():
        headers["Authorization"] = credentials
    request = Request(endpoint, urlencode({"query": text}).encode("ascii"), headers, method="POST")  # noqa: S310 -- checked
    try:
        with _opener().open(request, timeout=timeout) as response:
            body = response.read(_LARGEST + 1)
            media_type = response.headers.get_content_type()
    except HTTPError as error:
        raise _refusal(endpoint, error) from error
    except TimeoutError as error:
        raise _too_slow(endpoint, timeout) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _too_slow(endpoint, timeout) from error
        raise QueryError(
            f"{endpoint} is not reached: {error.reason}", hint="is the server running, and the address right?"
        ) from error
    except (OSError, HTTPException) as error:
        raise QueryError(f"the answer of {endpoint} broke off: {error}", hint="ask again") from error
    if len(body) > _LARGEST:
        raise QueryError(f"the answer of {endpoint} is larger than {_LARGEST >> 20} MB", hint="ask with a LIMIT")
    return body, media_type


def _too_slow(endpoint: str, timeout: float) -> QueryError:
    return QueryError(f"{endpoint} sent nothing for {timeout:g} s", hint="ask for less, or wait longer with --timeout")


def _refusal(endpoint: str, error: HTTPError) -> QueryError:
    """Return what an endpoint says against a query: its own words, when they are plain text."""
    hints = {
        401: "put credentials into KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN",
        403: "the endpoint does not allow this",
        404: "is it the address of the endpoint itself, such as https://host/sparql?",
        503: f"ask again{_after(error)}",
    }
    if error.headers.get("Location"):
        hints[error.code] = f"it points to {error.headers['Location']!r}: ask there, if you trust it"
    said = error.read(_LONGEST_REASON).decode("utf-8", "replace") if error.fp else ""
    is_page = error.headers.get_content_type() == "text/html"
    shown = "" if is_page else "".join(c for c in said if c.isprintable() or c == "\n").strip()
    return QueryError(
        f"{endpoint} refuses the query with {error.code} {error.reason}{f': {shown}' if shown else ''}",
        hint=hints.get(error.code, ""),
    )


def _after(error: HTTPError) -> str:
    seconds = error.headers.get("Retry-After", "")
    return f" in {seconds} s" if seconds.isdecimal() else " later"
