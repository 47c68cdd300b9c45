"""What a query gives: solutions, a truth value, or a graph; each can write itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.terms import Triple

Row: TypeAlias = "tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]"

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Final = {f"{_XSD}integer": int, f"{_XSD}decimal": float, f"{_XSD}double": float}
_RESULT_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_FOR_PROGRAMS: Final = ("_iri", "_iris", "_code", "_codes")
_SHOWN: Final = 50
"""Rows that a notebook shows."""
_CELL: Final = 240
"""Characters of a cell that a notebook shows."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Solutions(Sequence["dict[str, Any]"]):
    """The solutions of a SELECT query, as rows of plain Python values.

    Parameters
    ----------
    run
        Runs the query; called when rows or a serialization are first asked for.

    Examples
    --------
    >>> rows = Solutions(lambda: ox.Store().query("SELECT ?n ?m { VALUES (?n ?m) { (3 UNDEF) } }"))
    >>> rows.variables, rows.to_dicts()
    (('n', 'm'), [{'n': 3, 'm': None}])
    """

    def __init__(self, run: Callable[[], ox.QuerySolutions]) -> None:
        self._run = run

    @cached_property
    def _rows(self) -> tuple[tuple[str, ...], tuple[Row, ...]]:
        found = self._run()
        variables = tuple(variable.value for variable in found.variables)
        return variables, tuple(tuple(solution) for solution in found)

    @property
    def variables(self) -> tuple[str, ...]:
        """The columns, in the order of the query."""
        return self._rows[0]

    @property
    def terms(self) -> tuple[Row, ...]:
        """A row a solution; a cell is an RDF term, or ``None`` where it is unbound."""
        return self._rows[1]

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 -- a row or, for a slice, rows
        if isinstance(index, slice):
            return [dict(zip(self.variables, map(plain, row), strict=True)) for row in self.terms[index]]
        return dict(zip(self.variables, map(plain, self.terms[index]), strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[index] for index in range(len(self)))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of text, numbers, truth values and ``None``."""
        return list(self)

    def to_pandas(self) -> Any:  # noqa: ANN401 -- pandas is optional
        """Return a pandas DataFrame.

        Raises
        ------
        QueryError
            If pandas is not installed.
        """
        try:
            import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
        except ImportError as error:
            raise QueryError("pandas is not installed", hint="pip install pandas") from error
        return pd.DataFrame(self.to_dicts(), columns=list(self.variables))

    def to_polars(self) -> Any:  # noqa: ANN401 -- polars is optional
        """Return a polars DataFrame.

        Raises
        ------
        QueryError
            If polars is not installed.
        """
        try:
            import polars as pl  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        except ImportError as error:
            raise QueryError("polars is not installed", hint="pip install polars") from error
        return pl.DataFrame(self.to_dicts(), schema=list(self.variables))

    def serialize(self, format_: str) -> str:
        """Write the solutions as ``json``, ``xml`` (SPARQL 1.1 results), ``csv`` or ``tsv``.

        CSV has plain values for spreadsheets: a cell that a spreadsheet would run as a formula begins with ``'``.
        """
        if format_ == "csv":
            return self._csv()
        data = self._run().serialize(format=_RESULT_FORMATS[format_]) or b""
        return data.decode("utf-8").rstrip("\n") + "\n"

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.variables)
        for row in self:
            writer.writerow([spreadsheet_cell(value) for value in row.values()])
        return out.getvalue()

    def to_arrow(self) -> Any:  # noqa: ANN401 -- pyarrow is optional
        """Return a pyarrow Table.

        Raises
        ------
        QueryError
            If pyarrow is not installed.
        """
        try:
            import pyarrow as pa  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
        except ImportError as error:
            raise QueryError("pyarrow is not installed", hint="pip install pyarrow") from error
        return pa.table({name: [row[name] for row in self] for name in self.variables})

    def __repr__(self) -> str:
        return f"<Solutions: {len(self):,} of {', '.join(self.variables)}>"

    def _repr_html_(self) -> str:
        shown = [name for name in self.variables if not name.endswith(_FOR_PROGRAMS)] or list(self.variables)
        head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in shown)
        body = "".join(
            "<tr>" + "".join(f"<td>{_html_cell(row[name])}</td>" for name in shown) + "</tr>" for row in self[:_SHOWN]
        )
        count = f"{len(self):,} row{'s' * (len(self) != 1)}"
        caption = count if len(self) <= _SHOWN else f"{count}, the first {_SHOWN} of them"
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of an ASK query."""

    value: bool

    def __bool__(self) -> bool:
        return self.value

    def serialize(self, format_: str) -> str:
        """Write it as ``json`` or ``xml`` (SPARQL 1.1 results), or as a word."""
        if format_ == "json":
            return json.dumps({"head": {}, "boolean": self.value}) + "\n"
        if format_ == "xml":
            value = "true" if self.value else "false"
            return (
                '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
                f"<boolean>{value}</boolean></sparql>\n"
            )
        return "true\n" if self.value else "false\n"


@dataclass(frozen=True, slots=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE query, sorted."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)


def plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Any:  # noqa: ANN401
    """Return a term as a plain Python value: text, a number, a truth value or ``None``."""
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype in _NUMBERS:
            try:
                return _NUMBERS[datatype](term.value)
            except ValueError:
                return term.value
        if datatype == f"{_XSD}boolean":
            return term.value in {"true", "1"}
        return term.value
    return term.value


def _html_cell(value: Any) -> str:  # noqa: ANN401
    text = "" if value is None else str(value)
    return escape(text if len(text) <= _CELL else f"{text[:_CELL]}…")


def spreadsheet_cell(value: Any) -> Any:  # noqa: ANN401
    """Return a value for a cell of CSV: text that a spreadsheet would run as a formula begins with ``'``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
