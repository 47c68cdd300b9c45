"""The report for programs: a JSON object whose form is told in ``docs/validation.md`` and stays as it is.

What many results share stands once: the words of a shape in ``groups``, what is known of a thing in ``things``. A
report on fifty thousand records is a third as long so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from kg.validation.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.validation.context import Context, Thing
    from kg.validation.model import Report, Result

FORMAT: Final = "kg-report/1"
"""The name of this form; another number when a key goes or changes its meaning."""

_LISTED: Final = 100
"""How many records a result lists; the others are counted, for a country may be that of ten thousand records."""


def to_json(report: Report, contexts: Mapping[str, Context]) -> str:
    """Write the report as JSON: the same bytes for the same report.

    Parameters
    ----------
    report
        What was found.
    contexts
        The records behind it, from `kg.validation.context.contexts`.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> print(to_json(Report(results=(), focus_nodes=0), {}), end="")
    {"format": "kg-report/1",
     "conforms": true,
     "counts": {"Violation": 0, "Warning": 0, "Info": 0},
     "quality": {},
     "focus_nodes": 0,
     "groups": [],
     "things": {},
     "results": []}
    """
    groups = _Groups()
    results = [_result(result, groups.index_of(result), contexts.get(result.focus_node)) for result in report.results]
    document = {
        "format": FORMAT,
        "conforms": report.conforms,
        "counts": report.counts,
        "quality": report.quality,
        "focus_nodes": report.focus_nodes,
        "groups": _Rows(groups.rows(results, contexts)),
        "things": _Rows(_things(report, contexts)),
        "results": _Rows(results),
    }
    return "{" + ",\n ".join(f"{json.dumps(key)}: {_written(value)}" for key, value in document.items()) + "}\n"


class _Rows:
    """A list or an object that is written one member a line, so that two reports can be compared line by line."""

    def __init__(self, rows: list[dict[str, Any]] | dict[str, Any]) -> None:
        self.rows = rows


def _written(value: object) -> str:
    if not isinstance(value, _Rows):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value.rows, list):
        lines = [json.dumps(row, ensure_ascii=False) for row in value.rows]
        return "[" + ",".join(f"\n  {line}" for line in lines) + "]"
    lines = [f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in value.rows.items()]
    return "{" + ",".join(f"\n  {line}" for line in lines) + "}"


class _Groups:
    """The results with the same severity, shape and words, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, tuple[str, ...]], int] = {}
        self._first: list[Result] = []

    def index_of(self, result: Result) -> int:
        """Return the number of the group of a result."""
        key = (result.severity, result.shape, tuple(result.messages.values()))
        number = self._numbers.setdefault(key, len(self._first))
        if number == len(self._first):
            self._first.append(result)
        return number

    def rows(self, results: list[dict[str, Any]], contexts: Mapping[str, Context]) -> list[dict[str, Any]]:
        """Return the groups with how many results they have, and how many records those concern."""
        counts = Counter(result["group"] for result in results)
        records: list[set[str]] = [set() for _ in self._first]
        for number, focus_node in {(result["group"], result["focus_node"]) for result in results}:
            if focus_node in contexts:
                records[number].update(record.iri for record in contexts[focus_node].records)
        return [
            {
                "severity": first.severity,
                "shape": first.shape,
                "code": first.code,
                "names": dict(first.names),
                "messages": dict(first.messages),
                "results": counts[number],
                "records": len(records[number]),
            }
            for number, first in enumerate(self._first)
        ]


def _result(result: Result, group: int, context: Context | None) -> dict[str, Any]:
    records = context.records if context is not None else ()
    return {
        "group": group,
        "severity": result.severity,
        "code": result.code,
        "focus_node": result.focus_node,
        "path": result.path,
        "value": result.value,
        "component": result.component,
        "key": result.key,
        "position": result.position,
        "start": result.start,
        "records": [record.iri for record in records[:_LISTED]],
        "more_records": len(records[_LISTED:]),
        "places": [{"file": place.file, "line": place.line, "record": place.record} for place in result.places],
    }


def _things(report: Report, contexts: Mapping[str, Context]) -> dict[str, Any]:
    """Return the focus nodes and their records by IRI, each with the results that concern it, by severity."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, Thing] = {}
    for (focus_node, severity), count in Counter((each.focus_node, each.severity) for each in report.results).items():
        context = contexts.get(focus_node)
        things = {thing.iri: thing for thing in (context.thing, *context.records)} if context is not None else {}
        known |= things
        for iri in {focus_node, *things}:
            counts[iri][severity] += count
    return {
        iri: {
            "kind": thing.kind,
            "name": thing.name,
            "title": thing.title,
            "language": thing.language,
            "pages": list(thing.pages),
            "sources": list(thing.sources),
            "counts": {severity: counts[iri][severity] for severity in SEVERITIES},
        }
        for iri, thing in sorted(known.items())
    }
