"""JSON and JSONL: nothing of an object is lost, and one bad line costs one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, read_all, read_one, recommendation, refusal, to_json_lines

if TYPE_CHECKING:
    from record_formats import PageObject


def with_raw(key: str, raw: str) -> str:
    """Return a lesson as JSON with one more key at the top, its value as it is written."""
    return json.dumps(lesson())[:-1] + f', "{key}": {raw}}}'


def test_object_gives_itself_back() -> None:
    """What was parsed comes back, value for value."""
    assert read_one(json.dumps(recommendation())).to_json() == recommendation()


def test_list_holds_many_records() -> None:
    """A list gives a record for each object."""
    records, _ = read_all(json.dumps([lesson(), recommendation()]))

    assert [record.name for record in records] == ["lesson 900501", "recommendation 90501"]


def test_item_that_is_no_object_is_refused_alone() -> None:
    """The others of the list are read."""
    records, errors = read_all(json.dumps([lesson(), 7, recommendation()]))

    assert len(records) == 2
    assert "a record is a JSON object, this is 7" in str(errors[0])


@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
@pytest.mark.parametrize("broken", ['{"eval_number": "9', "]", "12", "{}", '{"a": NaN}'])
def test_broken_line_among_good_ones_is_refused_alone(place: int, broken: str) -> None:
    """The error names the line and keeps its bytes."""
    lines = to_json_lines([lesson(), recommendation()]).splitlines()
    lines.insert(place, broken)

    records, errors = read_all("\n".join(lines), "records.jsonl")

    assert len(records) == 2
    assert [str(error.at) for error in errors] == [f"records.jsonl:{place + 1}"]
    assert getattr(errors[0], "part", b"") == broken.encode()


def test_line_with_a_byte_of_no_text_is_refused_alone() -> None:
    """Damage to one line leaves the others as they are."""
    good = to_json_lines([lesson(context="Señal, más señal, otra señal")]).encode()

    records, errors = read_all(good + good.replace("Señal".encode(), b"Se\xf1al", 1) + good)

    assert len(records) == 2
    assert errors[0].at is not None
    assert errors[0].at.line == 2


def test_blank_lines_and_carriage_returns_do_not_matter() -> None:
    """JSONL from Windows with blank lines between records is read."""
    text = to_json_lines([lesson(), recommendation()]).replace("\n", "\r\n\r\n")

    assert len(read_all("\ufeff" + text)[0]) == 2


def test_pretty_object_is_no_json_lines() -> None:
    """An object over many lines is one object, whatever its indent."""
    assert read_one(json.dumps(lesson(), indent=0)).number == "900501"


def test_numbers_keep_their_digits() -> None:
    """Numbers are identities, never counts: 3642 stays ``3642`` and 1.50 ``1.50``."""
    record = read_one(with_raw("weight", "1.50").replace('"9501"', "9501", 1))

    assert record.evaluation_number == "9501"
    assert record.first("?weight") == "1.50"


def test_number_of_ten_thousand_digits_is_kept() -> None:
    """Digits are text, so Python's limit on integers does not matter."""
    assert read_one(with_raw("weight", "9" * 10_000)).first("?weight") == "9" * 10_000


def test_duplicate_keys_keep_both_values() -> None:
    """Most parsers drop the first; here both are values."""
    record = read_one(json.dumps(lesson()).replace('"context":', '"context": "The first.", "context":'))

    assert [value.text for value in record.all("context")] == ["The first.", "Two ports, one on each coast."]


def test_duplicate_location_keeps_both() -> None:
    """A container that stands twice gives two pairs."""
    page = json.dumps(lesson())[:-1] + ', "location": {"country": "Kenya", "region": "Africa"}}'

    assert [value.text for value in read_one(page).all("country")] == ["Chile", "Peru", "Kenya"]


def test_unknown_key_is_kept_with_its_path() -> None:
    """An unknown key becomes source text, reported with the nearest known one."""
    record = read_one(json.dumps(lesson(challanges="Too few boats.")))

    assert record.first("?lessons_learned.challanges") == "Too few boats."
    assert [notice.problem for notice in record.notices] == [
        "unknown key 'lessons_learned.challanges': it is kept as source text; did you mean 'challenges'?"
    ]


def test_unknown_object_is_kept_as_it_is_written() -> None:
    """Order, numbers and equal keys inside an unknown value survive."""
    raw = '{"b": 1.0, "a": [null, true], "b": "x"}'

    assert read_one(with_raw("extra", raw)).first("?extra") == raw


def test_known_key_with_an_object_is_kept_as_source_text() -> None:
    """Text is expected there; what else stands is not made into text in silence."""
    record = read_one(json.dumps(lesson(context={"en": "Two ports."})))

    assert record.first("?lessons_learned.context") == '{"en": "Two ports."}'
    assert "holds no such value" in record.notices[0].problem


def test_location_as_plain_text_is_kept_as_source_text() -> None:
    """A place that is no pair is reported, not dropped."""
    page: PageObject = {**lesson(), "location": "Chile"}

    assert read_one(json.dumps(page)).first("?location") == "Chile"


def test_null_is_an_empty_value() -> None:
    """A null says that the key is there and says nothing."""
    assert [value.text for value in read_one(json.dumps(lesson(success=None))).all("success")] == [""]


@pytest.mark.parametrize("scalar", ["null", "true", "12", '"text"', "[]", "{}"])
def test_json_without_a_record_is_refused(scalar: str) -> None:
    """A scalar or an empty container is valid JSON and no record."""
    assert refusal(scalar, format_="json")


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none_are_refused(name: str) -> None:
    """JSON has no such numbers (RFC 8259, section 6)."""
    assert f"{name} is no JSON number" in refusal(with_raw("weight", name))


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """Depth is bounded with a message of its own, far below Python's stack."""
    assert "nested too deeply\n  64 levels" in refusal(with_raw("deep", "[" * depth + "]" * depth))


def test_half_a_surrogate_pair_is_refused() -> None:
    """No encoding can write it, so it cannot be kept."""
    assert "half of a surrogate pair" in refusal(json.dumps(lesson(context="?")).replace('"?"', '"\\ud83d"'))


def test_error_names_line_and_column() -> None:
    """A missing comma is found where it is missing."""
    assert refusal('{"eval_number": "1"\n "url": "x"}', "a.json").startswith("a.json:2: no JSON at column 2")


def test_evaluation_alone_is_a_record() -> None:
    """JSON may hold an evaluation without findings."""
    record = read_one(json.dumps({key: lesson()[key] for key in ("eval_number", "eval_title", "location")}))

    assert record.name == "evaluation 9501"
