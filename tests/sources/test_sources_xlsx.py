"""XLSX: every sheet with a header, cells as a page would write them, and nothing believed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from record_formats import lesson, read_all, read_one, recommendation, refusal, to_json_lines, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HEADER = ["url", "eval_number", "description", "date"]
ADDRESS = "https://webapps.ilo.org/ievaldiscovery/lessons/{}"


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def one_row(*cells: object) -> bytes:
    """Return a workbook with one finding."""
    return workbook(Findings=[HEADER, [ADDRESS.format(1), *cells]])


def test_workbook_gives_the_records_of_the_same_json_lines() -> None:
    """Typed cells become the texts that pages have."""
    pages = [lesson(), recommendation()]

    assert [record.folded_hash() for record in read_all(to_xlsx(pages))[0]] == [
        record.folded_hash() for record in read_all(to_json_lines(pages))[0]
    ]


def test_days_are_written_as_pages_write_them() -> None:
    """A date cell has the source's form, time of day and all."""
    assert read_one(one_row(9501, "x", dt.datetime(2023, 9, 5))).first("date") == "2023-09-05 00:00:00.0"  # noqa: DTZ001 -- cells have no zone


def test_whole_numbers_have_no_point() -> None:
    """Spreadsheets keep 9501 as a floating point number."""
    assert read_one(one_row(9501.0, "x")).evaluation_number == "9501"


def test_every_sheet_with_a_header_is_read() -> None:
    """Rows are placed by sheet and line; titles above the header do not matter."""
    rows = [[ADDRESS.format(2), "9501", "x"]]
    records, _ = read_all(
        workbook(A=[HEADER, [ADDRESS.format(1), "9501", "x"]], B=[["My findings"], [], HEADER, *rows]), "b.xlsx"
    )

    assert [str(record.at) for record in records] == ["b.xlsx!A:2 (lesson 1)", "b.xlsx!B:4 (lesson 2)"]


def test_sheet_without_a_header_is_reported() -> None:
    """Notes beside the findings are not lost in silence; an empty sheet is."""
    records, errors = read_all(
        workbook(A=[HEADER, [ADDRESS.format(1), "9501", "x"]], Notes=[["Ask Ana"]], Empty=[]), "b.xlsx"
    )

    assert len(records) == 1
    assert [str(error.at) for error in errors] == ["b.xlsx!Notes"]


def test_workbook_without_any_header_is_refused() -> None:
    """The reader learns what columns are wanted."""
    _, errors = read_all(workbook(Notes=[["Ask Ana"]]))

    assert "no sheet has a row of known columns" in errors[-1].problem


def test_escaped_carriage_return_is_a_line_break() -> None:
    """Excel writes ``_x000D_`` for one."""
    assert read_one(one_row("9501", "a_x000D_\nb")).first("description") == "a\nb"


def test_document_type_is_refused() -> None:
    """Entities cannot be smuggled in, whether or not they would be expanded."""
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    data = rewritten(
        one_row("9501", "x"),
        "xl/workbook.xml",
        lambda xml: evil + xml.partition(b"?>")[2] if b"?>" in xml else evil + xml,
    )

    assert "declares a document type" in refusal(data)


def test_claimed_size_is_not_believed() -> None:
    """A sheet that says it has a million rows and sixteen thousand columns is read as far as it goes."""
    data = rewritten(
        one_row("9501", "x"),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'r="A2"', b'r="A2"').replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )

    assert read_one(data).number == "1"


def test_bomb_is_refused() -> None:
    """What swells past the limit is not read."""
    data = rewritten(one_row("9501", "x"), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (260 << 20))

    assert "come out of the workbook" in refusal(data)


def test_damaged_workbook_is_refused() -> None:
    """Whatever openpyxl raises becomes a reason."""
    data = rewritten(one_row("9501", "x"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="??"'))

    _, errors = read_all(data)

    assert errors


def test_workbook_cut_short_is_refused() -> None:
    """A ZIP archive has its directory at its end."""
    assert "damaged" in refusal(one_row("9501", "x")[:-30])
