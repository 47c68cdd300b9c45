"""Records -> rows of the tables of `benchmarks.rml.model`: read and looked up, not yet mapped."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from benchmarks.rml.model import tables
from kg.mapping.fields import field_name
from kg.mapping.places import coverage_of
from kg.mapping.properties import CODES, PROSE
from kg.mapping.statements import calendar_day
from kg.mapping.themes import theme_pairs
from kg.records import is_empty
from kg.terms import is_web_address, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.records import Record
    from kg.reference import Reference

Row = tuple[str, tuple[str, ...]]
ENGLISH: Final = "en"


def write_tables(records: Iterable[tuple[Record, Mapping[str, str]]], reference: Reference, folder: Path) -> None:
    """Write every table as ``<name>.csv``, each row once.

    Parameters
    ----------
    records
        Records, each with the language of its fields by name, English where it tells none.
    reference
        The vocabularies.
    folder
        Where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table in tables():
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow(table.columns)
        short: set[Row] = set()
        for record, languages in records:
            for row in rows_of(record, languages, reference):
                if row[0] in PROSE:
                    writers[row[0]].writerow(row[1])
                elif row not in short:
                    short.add(row)
                    writers[row[0]].writerow(row[1])


def rows_of(record: Record, languages: Mapping[str, str], reference: Reference) -> Iterator[Row]:
    """Yield the rows of one record, each with the name of its table."""
    evaluation = record.evaluation_number
    yield "evaluations", (evaluation,)
    for value in record.all("eval_title"):
        if not is_empty(value.text):
            yield "titles", (evaluation, value.text, languages.get("eval_title", ENGLISH))
    yield from _pages(record, "evaluation", evaluation, "eval_url")
    coverage = coverage_of(record, reference)
    yield from (("countries", (evaluation, path.rpartition("/")[2])) for path in coverage.countries)
    yield from (("regions", (evaluation, path.rpartition("/")[2])) for path in coverage.regions)
    if record.kind != "evaluation":
        yield f"{record.kind}s", (record.number, evaluation)
        yield "findings", (evaluation, record.kind, record.number)
        yield from _pages(record, record.kind, record.number, "url")
        yield from _finding(record, languages, reference)
        yield from _themes(record, reference)


def _pages(record: Record, kind: str, number: str, key: str) -> Iterator[Row]:
    for value in record.all(key):
        if is_web_address(value.text.strip()):
            yield "pages", (kind, number, value.text.strip())


def _finding(record: Record, languages: Mapping[str, str], reference: Reference) -> Iterator[Row]:
    key = record.kind, record.number
    for value in record.values:
        name, text = value.key, value.text
        if is_empty(text):
            continue
        if name in PROSE:
            yield name, (*key, text, languages.get(field_name(name, value.position), ENGLISH))
        elif name in CODES and (code := reference.find_code(CODES[name][1], text)):
            yield name, (*key, code.path.rpartition("/")[2])
        elif name == "date" and (day := calendar_day(text)):
            yield "dates", (*key, day)
        elif name == "admin_units":
            unit = reference.names.thing_iri("unit", slug(text.strip()))
            yield "admin_units", (*key, unit)
            yield "units", (unit, text.strip())


def _themes(record: Record, reference: Reference) -> Iterator[Row]:
    for pair in theme_pairs(record, reference):
        iris = [reference.names.thing_iri(*path.split("/")) if path else "" for path in (pair.theme, pair.category)]
        theme, category = iris
        if theme:
            yield "themes", (record.kind, record.number, theme)
            if pair.theme_label in pair.unknown:
                yield "local_themes", (theme, pair.theme_label)
        if category and pair.category_label in pair.unknown:
            yield "local_categories", (category, pair.category_label)
        if theme and category:
            yield "categories", (theme, category)
