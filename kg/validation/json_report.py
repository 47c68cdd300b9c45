"""The report for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.validation.context import Context
    from kg.validation.model import Report, Result


def to_json(report: Report, contexts: Mapping[str, Context]) -> str:
    """Write the report as JSON: the same bytes for the same report.

    Each result has the keys of `kg.validation.model.Result` (messages and names in all languages), and ``thing``,
    ``records`` and ``pages`` from its context.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> print(to_json(Report(results=(), focus_nodes=0), {}), end="")
    {
      "conforms": true,
      "counts": {
        "Violation": 0,
        "Warning": 0,
        "Info": 0
      },
      "focus_nodes": 0,
      "results": []
    }
    """
    document = {
        "conforms": report.conforms,
        "counts": report.counts,
        "focus_nodes": report.focus_nodes,
        "results": [_result(result, contexts.get(result.focus_node)) for result in report.results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result, context: Context | None) -> dict[str, Any]:
    plain = asdict(result)
    if context is not None:
        plain["thing"] = asdict(context.thing)
        plain["records"] = [asdict(record) for record in context.records]
        plain["pages"] = list(context.pages)
    return plain
