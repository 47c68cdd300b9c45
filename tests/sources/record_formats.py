"""The same records in every format, written the plainest way: what the readers' tests read."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import html
import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import KgError
from kg.records import Record, records_of
from kg.sources import Document, read_pages, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

PageObject: TypeAlias = dict[str, Any]
Form: TypeAlias = "Callable[[PageObject], str]"


def read_all(
    source: str | bytes, name: str = "source", format_: str | None = None
) -> tuple[list[Record], list[KgError]]:
    """Read a source as a build does: its records, and the errors of what is none."""
    data = source.encode() if isinstance(source, str) else source
    records, errors = list[Record](), list[KgError]()
    for document in unpack(Document(name, data), format_):
        pages = [document] if isinstance(document, KgError) else read_pages(document, format_)
        for page in pages:
            outcomes = [page] if isinstance(page, KgError) else records_of(page)
            for outcome in outcomes:
                if isinstance(outcome, Record):
                    records.append(outcome)
                else:
                    errors.append(outcome)
    return records, errors


def read_one(source: str | bytes, name: str = "source", format_: str | None = None) -> Record:
    """Read a source that holds one record and nothing else."""
    records, errors = read_all(source, name, format_)
    assert not errors, errors
    assert len(records) == 1
    return records[0]


def refusal(source: str | bytes, name: str = "source", format_: str | None = None) -> str:
    """Return why a source that holds no record was refused."""
    records, errors = read_all(source, name, format_)
    assert not records
    assert len(errors) == 1
    return str(errors[0])


def lesson(number: int = 900_501, **changes: object) -> PageObject:
    """Return a whole lesson as its page's object; `changes` replace keys of the finding."""
    finding = {
        "themes": [{"theme": "Migration", "category": "Conditions of work & equality"}],
        "comments": "The ILO and the labour inspectorates.",
        "challenges": "N/A",
        "success": "-",
        "context": "Two ports, one on each coast.",
        "description": "Inspect the crews before they sail.\nAfter that, nobody can.",
        "administrative_issues": "none",
        "url": f"https://webapps.ilo.org/ievaldiscovery/lessons/{number}",
    }
    return {
        "eval_number": "9501",
        "eval_url": "https://webapps.ilo.org/ievaldiscovery/eval/9501",
        "lessons_learned": {**finding, **changes},
        "location": [{"country": "Chile", "region": "Americas"}, {"country": "Peru", "region": "Americas"}],
        "eval_title": "Decent work at sea - Final evaluation",
    }


def recommendation(number: int = 90_501, **changes: object) -> PageObject:
    """Return a whole recommendation, its theme and category swapped as at the source."""
    finding = {
        "date": "2023-09-05 00:00:00.0",
        "themes": [{"theme": "Organizational issues", "category": "Planning and programme design"}],
        "management_response": "Partially Completed",
        "progress": "Achieved",
        "admin_units": "DWT/CO-Lima",
        "title": "Plan the second phase with the crews.\n- Ask them first.\n- Then write.",
        "project_symbols": "CHI/19/50/EUR",
        "url": f"https://webapps.ilo.org/ievaldiscovery/recommendations/{number}",
        "information_source": "Country Office",
    }
    return {
        "eval_number": "9501",
        "eval_url": "https://webapps.ilo.org/ievaldiscovery/eval/9501",
        "location": [{"country": "Americas - regional", "region": "Americas"}],
        "eval_title": "Decent work at sea - Final evaluation",
        "recommendations": {**finding, **changes},
    }


def to_text(record: PageObject) -> str:
    """Write a page in key/value form."""
    lines = ["Go to ILO main website", "Back to index", "", record["eval_title"], ""]
    lines += [line for key, value in _flat(record) for line in (f"{key}:", *([value] if value is not None else []))]
    return "\n".join([*lines, "Skip to top"])


def to_bullets(record: PageObject) -> str:
    """Write a page in bullet form."""
    lines = ["Back to index", record["eval_title"]]
    lines += [
        line for key, value in _flat(record) for line in (f"- {key}:", *([f"- {value}"] if value is not None else []))
    ]
    return "\n".join([*lines, "Skip to top"])


def to_html(record: PageObject) -> str:
    """Write a page as nested definition lists."""
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{_definitions(record)}</body></html>"


def to_json_lines(records: list[PageObject]) -> str:
    """Write one object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_rows(records: list[PageObject]) -> list[list[str]]:
    """Lay records out as a table with a header: values that repeat parted by semicolons."""
    flat = [_cells(record) for record in records]
    header = list(dict.fromkeys(key for cells in flat for key in cells))
    return [header, *([cells.get(key, "") for key in header] for cells in flat)]


def to_csv(records: list[PageObject], delimiter: str = ",") -> str:
    """Write a table."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(to_rows(records))
    return out.getvalue()


def to_xlsx(records: list[PageObject]) -> bytes:
    """Write a workbook with days as dates and evaluation numbers as numbers."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Findings")
    header, *rows = to_rows(records)
    sheet.append(header)
    for row in rows:
        sheet.append([_typed(key, cell) for key, cell in zip(header, row, strict=True)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_zip(files: dict[str, bytes]) -> bytes:
    """Pack files, with times that do not change."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def to_tar(files: dict[str, bytes]) -> bytes:
    """Pack files without times or owners."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def to_gzip(data: bytes) -> bytes:
    """Compress without a time."""
    return gzip.compress(data, mtime=0)


def _flat(value: PageObject) -> list[tuple[str, str | None]]:
    """Return keys and values in the order of a page; a container has no value."""
    found: list[tuple[str, str | None]] = []
    for key, item in value.items():
        items = item if isinstance(item, list) else [item]
        if not isinstance(items[0], dict):
            found += [(key, str(each)) for each in items]
            continue
        found.append((key, None))
        for each in items:
            found += _flat(each)
    return found


def _definitions(value: PageObject) -> str:
    parts = []
    for key, item in value.items():
        for each in item if isinstance(item, list) else [item]:
            shown = _definitions(each) if isinstance(each, dict) else html.escape(str(each)).replace("\n", "<br>")
            parts.append(f"<dt>{key}</dt><dd>{shown}</dd>")
    return f"<dl>{''.join(parts)}</dl>"


def _cells(record: PageObject) -> dict[str, str]:
    cells: dict[str, list[str]] = {}
    for key, value in _flat(record):
        if value is not None:
            cells.setdefault(key, []).append(value)
    return {key: "; ".join(values) for key, values in cells.items()}


def _typed(key: str, cell: str) -> object:
    if key == "eval_number":
        return int(cell)
    return dt.datetime.fromisoformat(cell.removesuffix(".0")) if key == "date" and cell else cell
