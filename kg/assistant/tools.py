"""What an assistant may ask: each answer carries what it rests on, so that it can be quoted and checked."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KgError, QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.queries.catalog import catalog, named_query
from kg.queries.parameters import LABEL_LANGUAGE, bindings_for
from kg.server.desk import Desk
from kg.server.protocol import Refused
from kg.store import GraphDirectory

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from kg.server.options import ServeOptions
    from kg.server.wire import Message

MOST_ROWS: Final = 200
"""Rows of a query that one answer gives: an assistant reads them all."""

_MOST_LETTERS: Final = 100_000
"""Letters of the rows of one answer; the first row is given whole."""
_MOST_PROOFS: Final = 50
_MOST_VALUES: Final = 50
"""Values of one property of a thing."""

Answer = dict[str, Any]


class Tools:
    """The tools over one graph directory; a new build is taken up as soon as it is published.

    Parameters
    ----------
    options
        The graph and the bounds that queries have.
    """

    def __init__(self, options: ServeOptions) -> None:
        self._options = options
        self._desk = Desk(options)
        self._opened: KnowledgeGraph | None = None
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start the workers that run queries.

        Raises
        ------
        StoreError
            If there is no graph, or its store is damaged.
        """
        await self._desk.open()
        self._watching = asyncio.create_task(self._desk.watch())

    async def close(self) -> None:
        """End them."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        self._desk.close()

    def catalogue(self, language: str = "en") -> Answer:
        """Return the named queries: what each asks, takes and gives."""
        return {
            "queries": [
                {
                    "name": query.name,
                    "question": query.questions.get(language, query.questions["en"]),
                    "parameters": [
                        {"names": list(each.types), "required": each.required, "what": each.description}
                        for each in query.parameters
                        if each.types != (LABEL_LANGUAGE,)
                    ],
                    "columns": dict(query.columns),
                }
                for query in catalog().values()
            ]
        }

    def search(self, words: str, *, kind: str = "", limit: int = 10, language: str = "en") -> Answer:
        """Return findings by words, with the reason of each."""
        return asdict(self._graph().search(words, kind=kind, limit=limit, language=language))

    def describe(self, thing: str, *, language: str = "en") -> Answer:
        """Return all that is known of one thing, and who says so."""
        found = asdict(self._graph().describe(thing, language=language))
        for each in found["facts"]:
            each["values"] = each["values"][:_MOST_VALUES]  # `count` says how many there are
        return found

    def why(self, things: list[str]) -> Answer:
        """Return the evidence of a link."""
        found = self._graph().why(*things)
        proofs = [asdict(each) | {"surface": each.surface} for each in found[:_MOST_PROOFS]]
        return {"evidence": proofs, "number_of_proofs": len(found), "is_cut": len(found) > _MOST_PROOFS}

    async def query(self, query: str, *, parameters: Mapping[str, str] | None = None, language: str = "en") -> Answer:
        """Return the answer of a named query or of SPARQL, cut to `MOST_ROWS` rows, which it says."""
        text = query
        if query in catalog():
            graph = self._graph()
            named = named_query(query)
            bindings = bindings_for(named, parameters or {}, graph.store, graph.names, language=language)
            text = named.bound(bindings, graph.names.base)
        elif parameters:
            raise QueryError("parameters belong to a named query", hint="write the values into the SPARQL")
        found = await self._answered(text)
        if "boolean" in found:
            return {"boolean": found["boolean"]}
        rows = [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]
        given = _first(rows)
        return {
            "columns": found["head"]["vars"],
            "rows": given,
            "number_of_rows": len(rows),
            "is_cut": len(rows) > len(given),
        }

    async def _answered(self, text: str) -> dict[str, Any]:
        """Run SPARQL within the bounds of the server, in a process that can be ended."""
        request: Message = {
            "task": "query",
            "query": text,
            "default_graphs": [],
            "named_graphs": [],
            "table": "json",
            "graph": None,
        }
        never: Awaitable[None] = asyncio.get_running_loop().create_future()
        try:
            answer = await self._desk.answer(request, never)
        except Refused as refused:
            raise QueryError(" ".join(refused.text.split())) from refused
        try:
            if answer.reply["status"] == 406:  # noqa: PLR2004 -- HTTP's Not Acceptable
                raise QueryError(
                    "CONSTRUCT and DESCRIBE give graphs", hint="ask with SELECT or ASK, or describe a thing"
                )
            if answer.reply["status"] != 200:  # noqa: PLR2004
                raise QueryError(" ".join(answer.reply["text"].split()))
            answer.file.seek(0)
            found: dict[str, Any] = json.loads(answer.file.read())
        finally:
            answer.done()
        return found

    def _graph(self) -> KnowledgeGraph:
        directory = GraphDirectory(self._options.graph)
        if self._opened is None or self._opened.folder != directory.current():
            self._opened = KnowledgeGraph.open(self._options.graph)
        return self._opened


def _first(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return as many rows as an assistant can read: texts of records are long."""
    sizes = accumulate(sum(map(len, row.values())) for row in rows[:MOST_ROWS])
    fitting = sum(1 for size in sizes if size <= _MOST_LETTERS)
    return rows[: max(1, fitting)]


async def in_thread(call: Callable[[], Answer]) -> Answer:
    """Run what reads the store beside the loop, and say what is wrong in one text."""
    return await asyncio.to_thread(partial(call))


def told(error: KgError) -> str:
    """Return an error as an assistant reads it: the problem and what to do."""
    return f"{error.problem}. {error.hint}".strip() if error.hint else error.problem
