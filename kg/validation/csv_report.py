"""The report as a table: a problem a row, for spreadsheets and as the complete list beside a letter."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from kg.terms import Names
from kg.validation.grouping import groups, one_line
from kg.validation.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.validation.context import Context
    from kg.validation.grouping import Entry, Group
    from kg.validation.model import Report

COLUMNS: Final = (
    "severity", "code", "problem", "kind", "name", "title", "field", "value", "message", "records", "pages", "places",
)  # fmt: skip
"""``code`` is that of a data-quality finding, else the shape; several values in one cell are joined by ``; ``."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def to_csv(report: Report, contexts: Mapping[str, Context], *, lang: str = "en", names: Names | None = None) -> str:
    """Write the report as CSV (RFC 4180): the gravest first, then by shape and record, every problem once.

    Severities keep the words of SHACL, so that tables in different languages can be compared; problem, kind and
    message are in the language asked. A cell that a spreadsheet would run as a formula begins with ``'``.

    Parameters
    ----------
    report, contexts, lang, names
        As for `kg.validation.text.to_text`.

    Raises
    ------
    ConfigError
        If there is no report in that language.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> to_csv(Report(results=(), focus_nodes=0), {})
    'severity,code,problem,kind,name,title,field,value,message,records,pages,places\\r\\n'
    """
    tongue = words(lang)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for group in groups(report, contexts, lang, names or Names()):
        for entry in group.entries:
            rows.writerow(_safe(cell) for cell in _cells(group, entry, tongue[entry.context.thing.kind]))
    return out.getvalue()


def _cells(group: Group, entry: Entry, kind: str) -> Iterator[str]:
    context = entry.context
    yield from (group.severity, group.code or group.shape, group.name, kind, context.thing.name, context.thing.title)
    yield from (entry.key or entry.path, entry.value or "", group.message)
    yield "; ".join(record.name for record in context.records)
    yield "; ".join(context.pages)
    yield "; ".join(entry.sources)


def _safe(cell: str) -> str:
    text = one_line(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
