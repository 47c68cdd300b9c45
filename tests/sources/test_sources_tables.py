"""CSV and TSV: columns named as the keys, one row a finding."""

from __future__ import annotations

import pytest
from record_formats import lesson, read_all, read_one, recommendation, to_csv

ROW = "https://webapps.ilo.org/ievaldiscovery/lessons/{}"


def table(*rows: str, header: str = "url,eval_number,description") -> str:
    """Return a table of three columns."""
    return "\n".join([header, *rows]) + "\n"


def row(number: int, text: str = "x") -> str:
    """Return a row of it."""
    return f"{ROW.format(number)},9501,{text}"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_delimiter_is_told_by_content(delimiter: str) -> None:
    """The same records come from every delimiter, repeated values and line breaks included."""
    pages = [lesson(context='He said: "no; never"\nand left.'), recommendation()]
    records, errors = read_all(to_csv(pages, delimiter))

    assert not errors
    assert [record.to_json()["eval_number"] for record in records] == ["9501", "9501"]
    assert records[0].first("context") == 'He said: "no; never"\nand left.'
    assert [value.text for value in records[0].all("country")] == ["Chile", "Peru"]


@pytest.mark.parametrize("name", [" URL ", "Url", "\ufeffurl"])
def test_column_names_are_read_in_any_case(name: str) -> None:
    """Blanks around a name and capitals do not matter."""
    assert read_one(table(row(1), header=f"{name},Eval_Number,DESCRIPTION")).number == "1"


def test_line_that_spreadsheets_write_before_the_header_is_passed_over() -> None:
    """Excel says ``sep=;`` there."""
    assert read_one("sep=;\nurl;eval_number;description\n" + row(1).replace(",", ";")).number == "1"


def test_numbered_columns_are_pairs() -> None:
    """``country_1`` and ``region_1`` belong together, wherever they stand."""
    header = "url,eval_number,description,country_1,country_2,region_1,region_2"
    record = read_one(table(f"{row(1)},Chile,Kenya,Americas,Africa", header=header))

    pairs = [(left.text, right.text) for left, right in record.pairs("location") if left and right]
    assert pairs == [("Chile", "Americas"), ("Kenya", "Africa")]


def test_equal_columns_are_pairs() -> None:
    """Columns of one name count from the left."""
    header = "url,eval_number,description,country,region,country,region"
    record = read_one(table(f"{row(1)},Chile,Americas,Kenya,Africa", header=header))

    pairs = [(left.text, right.text) for left, right in record.pairs("location") if left and right]
    assert pairs == [("Chile", "Americas"), ("Kenya", "Africa")]


def test_gap_in_a_list_keeps_the_pairs_together() -> None:
    """A country that is left out does not shift the regions."""
    header = "url,eval_number,description,country,region"
    record = read_one(table(f"{row(1)},Chile;;Kenya,Americas;Europe and Central Asia;Africa", header=header))

    pairs = [(left.text if left else "", right.text if right else "") for left, right in record.pairs("location")]
    assert pairs == [("Chile", "Americas"), ("", "Europe and Central Asia"), ("Kenya", "Africa")]


def test_uneven_pairs_are_reported() -> None:
    """Two countries beside one region: nobody can know whose it is."""
    header = "url,eval_number,description,country,region"

    record = read_one(table(f"{row(1)},Chile; Peru,Americas", header=header))

    assert record.notices[0].problem.startswith("2 values of 'country' stand beside 1 of 'region'")


def test_prose_is_never_split() -> None:
    """A semicolon in a sentence is a semicolon."""
    assert (
        read_one(table(row(1, '"First this; then that; done"'))).first("description") == "First this; then that; done"
    )


def test_line_numbers_count_lines_and_not_rows() -> None:
    """Rows after a cell of several lines are still found where they are."""
    records, _ = read_all(table(row(1, '"a\nb\nc"'), row(2)))

    assert [record.at.line for record in records] == [2, 5]


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ("only,two", "the row has 2 cells, and the header 3"),
        (row(9) + ",more,and more", "the row has 5 cells, and the header 3"),
        (f'{ROW.format(9)},9501,"a"b', "the row cannot be read"),
        (",9501,x", "the finding has no 'url'"),
        ("javascript:1,9501,x", "does not end in lessons/"),
    ],
)
def test_wrong_row_is_refused_alone(bad: str, problem: str) -> None:
    """The rows around it are read, and its line is named."""
    records, errors = read_all(table(row(1), bad, row(2)))

    assert [record.number for record in records] == ["1", "2"]
    assert problem in errors[0].problem
    assert errors[0].at is not None
    assert errors[0].at.line == 3


def test_quote_that_is_never_closed_costs_one_row() -> None:
    """It does not swallow the rest of the table."""
    bad = f'{ROW.format(9)},9501,"left open'
    records, errors = read_all(table(row(1), bad, row(2), row(3, '"two\nlines"'), row(4)))

    assert [record.number for record in records] == ["1", "2", "3", "4"]
    assert [(error.at.line, getattr(error, "part", b"").decode()) for error in errors if error.at] == [(3, bad + "\n")]


def test_table_cut_short_loses_its_last_row_only() -> None:
    """A row that ends too early is no record."""
    text = table(row(1), row(2))

    records, errors = read_all(text[: text.rindex(",")])

    assert [record.number for record in records] == ["1"]
    assert len(errors) == 1


def test_empty_cells_behind_the_last_column_do_not_matter() -> None:
    """Spreadsheets pad rows."""
    assert read_one(table(row(1) + ",,,")).number == "1"


def test_rows_of_empty_cells_are_passed_over() -> None:
    """They say nothing, and that is no error."""
    assert read_one(table(",,", row(1), "", ",,")).number == "1"


def test_empty_cell_says_that_the_key_is_left_out() -> None:
    """A table has a cell for every key, a page has not."""
    assert read_one(table(f"{row(1)},", header="url,eval_number,description,context")).all("context") == ()


def test_unknown_column_is_kept_and_reported() -> None:
    """The value becomes source text, and the header's slip is named."""
    record = read_one(table(f"{row(1)},Too few boats.", header="url,eval_number,description,Challanges"))

    assert record.first("?Challanges") == "Too few boats."
    assert record.notices[0].problem == (
        "unknown column 'Challanges' is kept as source text; did you mean 'challenges'?"
    )


def test_column_of_places_is_kept_and_the_right_columns_named() -> None:
    """``location`` is no column; country and region are."""
    record = read_one(table(f"{row(1)},Chile", header="url,eval_number,description,location"))

    assert record.first("?location") == "Chile"
    assert "write country and region as columns" in record.notices[0].problem


def test_evaluation_without_findings_is_a_row() -> None:
    """A table of evaluations needs no address of a finding."""
    assert read_one("eval_number,eval_title\n9501,Decent work at sea\n").name == "evaluation 9501"


def test_table_without_known_columns_is_refused_by_name() -> None:
    """Asked for a table, the reader says which columns it wants."""
    _, errors = read_all("a,b\n1,2\n", format_="csv")

    assert str(errors[0]) == (
        "source: the table has no header with known columns\n"
        "  name the columns in the first row, such as url, eval_number, description"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_come_in_any_encoding(encoding: str) -> None:
    """Spreadsheets save CSV in Windows-1252 and UTF-16 too."""
    assert read_one(table(row(1, "Señal")).encode(encoding)).first("description") == "Señal"


def test_formula_is_text() -> None:
    """Nothing in a table is computed."""
    assert read_one(table(row(1, "=1+1"))).first("description") == "=1+1"
