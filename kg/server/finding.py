"""Findings by words, as a page or as JSON; runs in the worker."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.mapping.properties import PROSE
from kg.queries.thing import labels_of
from kg.search import SearchIndex, search
from kg.server.pages import Page
from kg.store.directory import SEARCH_INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyoxigraph as ox

    from kg.search import Hits, Sought
    from kg.server.answering import Sink
    from kg.server.wire import Message
    from kg.terms import Names

_HITS: Final = 20
_INDEXES: Final[dict[Path, SearchIndex]] = {}
"""The index of the one build that a worker serves, opened when it is first asked."""


def find(folder: Path, store: ox.Store, names: Names, request: Message, sink: Sink) -> Message:
    """Answer a search: ``words``, ``kind`` and ``offset``; ``format`` is ``hits`` or ``html``."""
    words, offset = str(request["words"]).strip(), int(request["offset"])
    found, problem = None, ""
    if words:
        try:
            found = search(
                _index(folder, store, names), store, names, words,
                language=request["language"], kind=request["kind"], limit=_HITS, offset=offset,
            )  # fmt: skip
        except ConfigError as error:
            problem = str(error)
    if request["format"] == "hits":
        if found is None:
            return {"status": 400, "text": f"{problem or 'give words to find, such as /search?q=refugee+agency'}\n"}
        sink.write(json.dumps(asdict(found), ensure_ascii=False, indent=1).encode("utf-8"))
    else:
        _write_page(store, names, request, sink, found=found, problem=problem)
    return {"status": 200, "format": request["format"]}


def _index(folder: Path, store: ox.Store, names: Names) -> SearchIndex:
    if folder not in _INDEXES:
        file = folder / SEARCH_INDEX
        _INDEXES[folder] = SearchIndex.open(file) if file.is_file() else SearchIndex.in_memory(store, names)
    return _INDEXES[folder]


def _write_page(  # noqa: PLR0913 -- all that the page shows
    store: ox.Store, names: Names, request: Message, sink: Sink, *, found: Hits | None, problem: str
) -> None:
    page, offset = Page(names, request), int(request["offset"])
    label = labels_of(store, names, page.language)

    def field(key: str) -> str:
        return label(names.ev(PROSE[key])[1:-1]) if key in PROSE else page.words.get(key, key)

    fields = {"q": str(request["words"]), "kind": str(request["kind"])}
    shown = len(found.hits) if found else 0

    def at(start: int) -> str:
        return page.links.page("search", **fields, offset=str(start))

    page.write(
        sink,
        "search",
        fields=fields,
        sought=request["words"],
        kind=found.kind if found else request["kind"],
        problem=problem,
        found=found,
        field=field,
        understood=[line for each in found.sought if (line := _understood(each, page.words))] if found else [],
        first=offset + 1,
        last=offset + shown,
        previous=at(max(0, offset - _HITS)) if offset else "",
        next=at(offset + _HITS) if found and offset + shown < found.total else "",
    )


def _understood(sought: Sought, words: Mapping[str, str]) -> str:
    """Return what the reader's words were taken for, and how many findings answer them alone where none has all."""
    labels = [label for label in sought.labels if label.casefold() != sought.asked.casefold()]
    parts = [words["means"].format(asked=sought.asked, labels=" / ".join(labels))] if labels else []
    if sought.findings is not None:
        parts.append(words["alone"].format(asked=sought.asked, n=sought.findings))
    return " · ".join(parts)
