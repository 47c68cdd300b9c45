"""What is refused of a query before it runs: text that is no SPARQL, and ``SERVICE``.

The engine really calls the address behind ``SERVICE``, so a guess by pattern will not do: strings, comments, IRIs and
names may hold the word, and which is which only the engine's own grammar decides. So it is asked: every ``service`` of
the text is spelt as a word of no meaning, and where that no longer parses, it was a keyword.
"""

from __future__ import annotations

import re
import secrets
import string
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD: Final = re.compile("service", re.IGNORECASE | re.ASCII)
_TOKEN: Final = re.compile(r"service(?::[^\s{}]*)?", re.IGNORECASE | re.ASCII)
"""The word, with the local name that may stand against it."""
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class OutwardQueryError(QueryError):
    """The query asks another endpoint."""


def syntax_error(error: SyntaxError) -> QueryError:
    """Return what the engine says of a text that is no SPARQL, with line and column, both counted from 1."""
    match = _POSITION.search(str(error))
    place = f" at line {match[1]}, column {match[2]}: {match[3].strip()}" if match else f": {error}"
    return QueryError(f"the query is no SPARQL{place}", hint="SPARQL 1.1: https://www.w3.org/TR/sparql11-query/")


def refuse_outward(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that asks another endpoint.

    Parameters
    ----------
    text
        The query.
    prefixes
        Prefixes it may use without declaring them.

    Raises
    ------
    OutwardQueryError
        If ``SERVICE`` is one of its keywords.
    QueryError
        If it holds the word, and is no SPARQL.

    Examples
    --------
    >>> refuse_outward("ASK { ?service ?p 'at your service' } # no SERVICE", {})
    >>> refuse_outward("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", {})
    Traceback (most recent call last):
    kg.queries.syntax.OutwardQueryError: SERVICE would leave this graph and is refused
      ask the other endpoint with --endpoint, and join the answers
    """
    if not _WORD.search(text):
        return
    word = "".join(secrets.choice(string.ascii_lowercase) for _ in "service")
    spelt = _WORD.sub(lambda match: _in_the_case_of(match[0], word), text)
    try:
        ox.Store().query(spelt, prefixes=dict(prefixes))
    except SyntaxError as error:
        if not _is_at_a_service(text, str(error)):
            raise syntax_error(error) from error
        raise OutwardQueryError(
            "SERVICE would leave this graph and is refused",
            hint="ask the other endpoint with --endpoint, and join the answers",
        ) from None
    except (OSError, RuntimeError, ValueError):
        return  # it parses, so the word was no keyword; the engine will meet the same trouble


def _in_the_case_of(found: str, word: str) -> str:
    """Return `word` with capitals where `found` has them: ``?Service`` and ``?service`` stay two variables."""
    return "".join(new.upper() if old.isupper() else new for old, new in zip(found, word, strict=True))


def _is_at_a_service(text: str, problem: str) -> bool:
    """Tell whether the engine gave up at a ``service``, or right behind one."""
    match = _POSITION.search(problem)
    if match is None:
        return True
    lines = text.split("\n")
    row = min(int(match[1]), len(lines))
    offset = sum(len(line) + 1 for line in lines[: row - 1]) + int(match[2]) - 1
    return any(found.start() <= offset <= found.end() + 1 for found in _TOKEN.finditer(text))
