"""The file and the line of each result: the very value where it can be told, else where its record begins.

The store knows which records state a value, the state of the build at which line of which file each value of a
record began. So a line is named after any number of builds, and when the sources are gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.records.lines import line_numbers
from kg.reference import fold
from kg.sources.keys import PAIRS
from kg.terms import language_of, text_of
from kg.validation.context import Context, contexts
from kg.validation.graph import TripleGraph, node_of
from kg.validation.model import Place, Report
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import BuildState
    from kg.terms import Names
    from kg.validation.graph import Node
    from kg.validation.model import Result

_SHOWN: Final = 20
"""How many records of a result are looked up; a shape may fail for a thing that all records share."""

_OTHER_HALF: Final = {key: other for pair in PAIRS.values() for key, other in (pair, pair[::-1])}
"""The two keys of a pair, each with the other: a country tells which region is meant."""

_LABELS: Final = tuple(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "hiddenLabel", "notation"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Which value of a record is looked for.

    Attributes
    ----------
    keys
        The keys that may hold it, in the order they are tried.
    position
        Which of their values; 0 where `texts` must tell.
    breaks
        How many line breaks stand before the place within the value.
    texts
        How the value may be spelt, folded; empty where it is missing.
    """

    keys: tuple[str, ...]
    position: int = 0
    breaks: int = 0
    texts: frozenset[str] = frozenset()


def located(report: Report, store: ox.Store, names: Names, state: BuildState) -> Report:
    """Return the report with the places of its results.

    Parameters
    ----------
    report
        What was found in the store.
    store
        The store, with its named graphs.
    names
        The IRIs of the graph.
    state
        What the build remembers of its records.
    """
    finder = _Finder(store, names, state)
    aimless = replace(report, results=tuple(result for result in report.results if not result.aims))
    found = contexts(finder.data, aimless, names.base)
    results = tuple(replace(each, places=finder.places(each, found.get(each.focus_node))) for each in report.results)
    return replace(report, results=results)


class _Finder:
    """Looks values up in one graph and its state."""

    def __init__(self, store: ox.Store, names: Names, state: BuildState) -> None:
        self.data = TripleGraph(store=store)
        self._store, self._state = store, state
        self._things = f"{names.base}id/"
        self._graphs = f"{names.base}graph/record/"
        self._ev = {term: names.expand(f"ev:{term}") for term in Ev}

    def places(self, result: Result, context: Context | None) -> tuple[Place, ...]:
        """Return the places of a result, each once, in the order of its records; its context where it has no aims."""
        found = (place for record, wanted in self._aims(result, context) for place in self._of(record, wanted))
        return tuple(dict.fromkeys(found))

    def _aims(self, result: Result, context: Context | None) -> Iterator[tuple[str, _Wanted]]:
        """Yield the records to look at, each with the value that is meant there."""
        for aim in result.aims:
            keys = PAIRS.get(aim.key, (aim.key,))
            yield aim.record, _Wanted(keys=keys, position=aim.position, breaks=aim.breaks)
        if context is None or result.aims:
            return
        wanted = self._wanted(result)
        for record in islice(self._records(result, context), _SHOWN):
            yield record, wanted

    def _records(self, result: Result, context: Context) -> Iterator[str]:
        """Yield the IRIs of the records to look at: those that state the value, else all that are concerned."""
        saying = sorted(self._saying(result))
        if saying:
            yield from saying
            return
        yield from (record.iri for record in context.records)
        if context.thing.kind == "evaluation":
            yield context.thing.iri  # an evaluation can be a record of its own

    def _saying(self, result: Result) -> Iterator[str]:
        if result.value is None or not result.path or "<" in result.path or result.focus_node.startswith("_:"):
            return
        focus, path = ox.NamedNode(result.focus_node), ox.NamedNode(result.path)
        for quad in self._store.quads_for_pattern(focus, path, _term(result.value), None):
            graph = quad.graph_name
            if isinstance(graph, ox.NamedNode) and graph.value.startswith(self._graphs):
                yield self._things + graph.value.removeprefix(self._graphs)

    def _of(self, record: str, wanted: _Wanted) -> Iterator[Place]:
        """Yield where one record was read, with the line of the value in each file."""
        kind, _, number = record.removeprefix(self._things).partition("/")
        for read in self._state.read_places(kind, number):
            begin, numbers = line_numbers(read.lines)
            begin = begin or min((line for line in numbers.values() if line), default=0)
            spots = [spot for key in wanted.keys if (spot := self._spot(record, key, wanted, numbers))]
            line = min((_within(numbers[spot], wanted.breaks, numbers) for spot in spots), default=begin)
            yield Place(file=read.document, line=line or begin, record=record)

    def _spot(
        self, record: str, key: str, wanted: _Wanted, numbers: dict[tuple[str, int], int]
    ) -> tuple[str, int] | None:
        """Return key and position of the value among those that have a line, `None` if the record has none such."""
        held = [spot for spot in numbers if spot[0] == key]
        if wanted.position:
            return (key, wanted.position) if (key, wanted.position) in numbers else None
        if wanted.texts and (key in _OTHER_HALF or len(held) > 1):
            named = {*self._named(record, key, wanted), *self._named(record, _OTHER_HALF.get(key, ""), wanted)}
            return next((spot for spot in held if spot[1] in named), None)
        return held[0] if held else None

    def _named(self, record: str, key: str, wanted: _Wanted) -> Iterator[int]:
        """Yield the positions at which the record's source fields state one of the texts under a key."""
        for node in self.data.objects(ox.NamedNode(record), self._ev[Ev.sourceField]):
            if self._one(node, Ev.key) == key and fold(self._one(node, Ev.lexicalValue)) in wanted.texts:
                position = self._one(node, Ev.position)
                yield int(position) if position.isdecimal() else 0

    def _wanted(self, result: Result) -> _Wanted:
        node = node_of(result.focus_node)
        if field := self._one(node, Ev.inField):  # a mention: its field and offset
            key, _, position = field.partition(".")
            return _Wanted(keys=(key,), position=int(position) if position.isdecimal() else 1)
        if key := self._one(node, Ev.key):  # a source field
            position = self._one(node, Ev.position)
            return _Wanted(keys=(key,), position=int(position) if position.isdecimal() else 0)
        keys = PAIRS.get(result.key, (result.key,))
        return _Wanted(keys=keys, texts=frozenset(map(fold, self._spellings(result.value))))

    def _spellings(self, value: str | None) -> Iterator[str]:
        """Yield how a value may stand on a page: its text, or the labels of the thing it is."""
        if value is None:
            return
        if value.startswith("<"):
            for predicate in _LABELS:
                yield from (_value(node) for node in self.data.objects(_term(value), predicate))
        yield text_of(value)

    def _one(self, node: Node, term: Ev) -> str:
        return next((_value(found) for found in self.data.objects(node, self._ev[term])), "")


def _within(line: int, breaks: int, numbers: dict[tuple[str, int], int]) -> int:
    """Return the line of a place within a value, or that of the value where its line breaks are none of the file.

    A form that keeps line breaks has the next value below all of them; in a cell or a JSON text it has not.
    """
    following = min((number for number in numbers.values() if number > line), default=0)
    return line + breaks if line and line + breaks < following else line


def _term(text: str) -> Node:
    """Return the term that a result writes as N-Triples."""
    if not text.startswith('"'):
        return node_of(text.strip("<>"))
    datatype = text[text.rindex('"') + 1 :].removeprefix("^^").strip("<>")
    language = language_of(text)
    if language or not datatype:
        return ox.Literal(text_of(text), language=language or None)
    return ox.Literal(text_of(text), datatype=ox.NamedNode(datatype))


def _value(node: Node) -> str:
    return node.value if not isinstance(node, ox.Triple) else ""
