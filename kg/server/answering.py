"""A request and a store -> a file with the whole answer, and what to say of it; runs in the worker."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.syntax import OutwardQueryError, refuse_outward, syntax_error
from kg.server.rdf import GRAPH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.server.wire import Message
    from kg.terms import Names

_TABLES: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


class Sink(io.RawIOBase):
    """A file that takes no more than so many bytes.

    Parameters
    ----------
    file
        Where the bytes go.
    limit
        How many it takes.
    """

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._left = file, limit
        self.is_full = False

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 -- any buffer
        """Write, or fail when the limit is passed."""
        self._left -= len(data)
        if self._left < 0:
            self.is_full = True
            raise OSError("the answer is too large")
        return self._file.write(data)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open build: its folder, the store in it, and the IRIs of its graph."""

    folder: Path
    store: ox.Store
    names: Names


Task: TypeAlias = "Callable[[ox.Store, Names, Message, Sink], Message]"


def answer(opened: Opened, request: Message, file: IO[bytes], limit: int) -> Message:
    """Write the answer of a request into `file`.

    Parameters
    ----------
    opened
        The build.
    request
        ``task`` says which; see the functions in `kg.server.pages` for what else stands there.
    file
        Where the answer goes.
    limit
        Bytes of the largest answer.

    Returns
    -------
    dict
        ``status`` as in HTTP; ``format`` of an answer, or ``text`` that says what is wrong.
    """
    sink, names = Sink(file, limit), opened.names
    try:
        reply = _task(request["task"], opened.folder)(opened.store, names, request, sink)
        file.flush()
    except QueryError as error:
        status = 403 if isinstance(error, OutwardQueryError) else 400
        return _refused(names, request, sink, status, f"{error}\n")
    except MemoryError:
        return {"status": 507, "text": "the query needs more memory than it may have\n", "tired": True}
    except (OSError, RuntimeError, ValueError) as error:
        if sink.is_full:
            return {"status": 507, "text": too_large(limit)}
        status = 500 if isinstance(error, OSError) else 400  # the store's trouble, or the query's
        return _refused(names, request, sink, status, f"the query cannot be answered: {error}\n")
    return reply


def _refused(names: Names, request: Message, sink: Sink, status: int, text: str) -> Message:
    """Return what is wrong in plain text, or for a reader of pages as a page with the query to mend."""
    if request.get("table") != "html":
        return {"status": status, "text": text}
    from kg.server.pages import problem_page  # noqa: PLC0415 -- templates are loaded when a page is asked for

    problem_page(names, request, sink, text)
    return {"status": status, "format": "html"}


def too_large(limit: int) -> str:
    """Return what a client reads whose answer passes the limit."""
    return (
        f"the answer is larger than {limit >> 20} MB, so none of it is sent\n"
        "  ask for less with LIMIT, by parts with ORDER BY, LIMIT and OFFSET, or take the whole graph from /data\n"
    )


def _query(store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer SPARQL: ``query``, ``default_graphs``, ``named_graphs``; ``table`` and ``graph`` name the formats."""
    found = _run(store, names, request)
    kind = "graph" if isinstance(found, ox.QueryTriples) else "table"
    format_ = request[kind]
    if format_ is None:
        return {"status": 406, "kind": kind}
    if format_ == "html":
        from kg.server.pages import answer_page  # noqa: PLC0415 -- templates are loaded when a page is asked for

        answer_page(found, names, request, sink)
    elif isinstance(found, ox.QueryTriples):
        ox.serialize(found, sink, GRAPH_FORMATS[format_], prefixes=names.prefixes)  # type: ignore[arg-type]
    else:
        found.serialize(sink, _TABLES[format_])  # type: ignore[arg-type]
    return {"status": 200, "format": format_}


def _run(store: ox.Store, names: Names, request: Message) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    text: str = request["query"]
    refuse_outward(text, names.prefixes)
    default, named = _nodes(request["default_graphs"]), _nodes(request["named_graphs"])
    data_set: dict[str, Any] = {"default_graph": default, "named_graphs": named} if default or named else {}
    try:
        return store.query(text, base_iri=names.base, prefixes=names.prefixes, **data_set)
    except SyntaxError as error:
        raise syntax_error(error) from error


def _nodes(iris: Sequence[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


def _task(name: str, folder: Path) -> Task:
    """Return what answers a task; pages and their templates are loaded when the first is asked for."""
    if name == "query":
        return _query
    from kg.server import asking, finding, pages  # noqa: PLC0415 -- see above

    known: dict[str, Task] = {
        "resource": pages.resource,
        "ontology": pages.ontology,
        "data_set": pages.data_set,
        "dump": pages.dump,
        "home": pages.home,
        "data": pages.data,
        "form": pages.form,
        "questions": asking.questions,
        "ask": asking.ask,
        "find": partial(finding.find, folder),
    }
    return known[name]
