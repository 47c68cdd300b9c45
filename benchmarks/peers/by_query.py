"""The same questions to another engine: ``by_query.py pyoxigraph|oxrdflib|rdflib GRAPH.nt QUESTIONS.json``.

The graph is loaded into memory first; what is told is the least CPU time of a question, warm, and its rows.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 3.0
"""Seconds after which a question is not asked a second time."""
_ALL = 45.0
"""Seconds after which no further question is asked."""


def _pyoxigraph(source: str) -> Callable[[str], int]:
    import pyoxigraph  # noqa: PLC0415 -- only the engine that is asked is there

    store = pyoxigraph.Store()
    store.bulk_load(path=source, format=pyoxigraph.RdfFormat.N_TRIPLES)

    def ask(text: str) -> int:
        answer: Any = store.query(text)
        return sum(1 for _ in answer)

    return ask


def _rdflib(source: str, store: str = "default") -> Callable[[str], int]:
    import rdflib  # noqa: PLC0415 -- only the engine that is asked is there

    graph: Any = rdflib.Graph(store=store).parse(source, format="nt")
    return lambda text: len(graph.query(text))


ENGINES: dict[str, Callable[[str], Callable[[str], int]]] = {
    "pyoxigraph": _pyoxigraph,
    "rdflib": _rdflib,
    "oxrdflib": lambda source: _rdflib(source, "Oxigraph"),
}


def main(engine: str, source: str, questions: str) -> dict[str, object]:
    """Ask all questions."""
    ask = ENGINES[engine](source)
    said: dict[str, dict[str, Any]] = {}
    began = time.process_time()
    for name, text in json.loads(Path(questions).read_text(encoding="utf-8")).items():
        if time.process_time() - began > _ALL:
            said[name] = {"missing": f"not asked: the questions before it took more than {_ALL:g} s"}
            continue
        taken: list[float] = []
        rows = 0
        while not taken or (len(taken) < 3 and taken[-1] < _PATIENCE):  # noqa: PLR2004 -- the first warms up
            start = time.process_time()
            try:
                rows = ask(text)
            except Exception as error:  # noqa: BLE001 -- an engine may refuse a question in any way; that is told
                said[name] = {"missing": f"{type(error).__name__}: {error}"[:200]}
                break
            taken.append(time.process_time() - start)
        else:
            said[name] = {"cpu": round(min(taken), 4), "rows": rows}
    return {"queries": said, "sum": round(sum(each.get("cpu", 0.0) for each in said.values()), 3)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))  # noqa: T201 -- how a worker answers
