"""A query and a store -> its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.catalog import named_query
from kg.queries.parameters import bindings_for
from kg.queries.results import Graph, Solutions, Truth
from kg.queries.syntax import refuse_outward, syntax_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.terms import Names


def run_query(store: ox.Store, name: str, given: Mapping[str, str], names: Names, *, language: str = "en") -> Solutions:
    """Answer a query of the catalogue.

    Parameters
    ----------
    store
        The graph.
    name
        The query.
    given
        Its parameters as text, see `kg.queries.parameters.bindings_for`.
    names
        The IRIs of the graph.
    language
        ``en``, ``es`` or ``fr``: the language of the labels, English where a label lacks it.

    Raises
    ------
    ConfigError
        If there is no such query, or a parameter does not fit it.
    """
    query = named_query(name)
    bindings = bindings_for(query, given, store, names, language=language)
    answer = run_sparql(store, query.bound(bindings, names.base), names)
    if not isinstance(answer, Solutions):
        raise QueryError(f"the query {name} is no SELECT query")
    return answer


def run_sparql(store: ox.Store, text: str, names: Names) -> Solutions | Truth | Graph:
    """Answer any SPARQL 1.1 query; the default graph is the union of the named graphs.

    The prefixes of `names` may be used without being declared. Nothing outside the store is asked.

    Raises
    ------
    QueryError
        If the query cannot be parsed or would go out to the network.
    """
    refuse_outward(text, names.prefixes)
    answer = _run(store, text, names)
    if isinstance(answer, ox.QueryBoolean):
        return Truth(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        triples = {(str(each.subject), str(each.predicate), str(each.object)) for each in answer}
        return Graph(tuple(sorted(triples)))
    waiting = [answer]

    def run() -> ox.QuerySolutions:
        """Give the solutions that wait; from the second time on, ask again."""
        again = waiting.pop() if waiting else _run(store, text, names)
        if not isinstance(again, ox.QuerySolutions):
            raise QueryError("the query changed its form")
        return again

    return Solutions(run)


def _run(store: ox.Store, text: str, names: Names) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(text, prefixes=names.prefixes)
    except SyntaxError as error:
        raise syntax_error(error) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error
