"""What a page says and which record it is: identity, emptiness, and numbers that do not agree."""

from __future__ import annotations

import pytest

from kg.errors import Location, RecordError
from kg.records import Record, is_empty, number_in, records_of
from kg.sources import Entry, Page

ADDRESS = "https://webapps.ilo.org/ievaldiscovery/"


def page(*entries: tuple[str, str | None], layout: str = "key-value") -> Page:
    """Return a page with these keys and values."""
    return Page(at=Location("page.txt"), layout=layout, entries=tuple(Entry(key, value) for key, value in entries))


def lesson(*entries: tuple[str, str | None], number: str = "9501", path: str = "lessons/900501") -> Page:
    """Return a lesson's page with more entries."""
    first = [("eval_number", number)] if number else []
    block = ("lessons_learned", None)
    return page(*first, block, ("description", "Ask first."), ("url", ADDRESS + path), *entries)


def only(found: Page) -> Record:
    """Return the one record of a page."""
    (record,) = records_of(found)
    assert isinstance(record, Record)
    return record


def problem(found: Page) -> str:
    """Return why a page gives no record."""
    (error,) = records_of(found)
    assert isinstance(error, RecordError)
    return error.problem


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "N/A", "n/a", "NA", "none", "not applicable", "Not applicable.", "Aucune", " - ", "\u00a0", "None."],
    ids=repr,
)
def test_spellings_of_empty_say_nothing(text: str) -> None:
    """Pages have ten ways to leave a field empty."""
    assert is_empty(text)


@pytest.mark.parametrize(
    "text",
    [
        "There are no negative aspects",
        "See above",
        "Completed.",
        "No specific context",
        "0",
        "No",
        "...and then",
        "Nadie",
    ],
)
def test_text_that_only_looks_empty_says_something(text: str) -> None:
    """What a person wrote is kept."""
    assert not is_empty(text)


def test_empty_values_stay_values() -> None:
    """An empty field and a field left out are told apart, so that the record comes back as it was."""
    record = only(lesson(("success", "-")))

    assert [value.text for value in record.all("success")] == ["-"]
    assert record.first("success") == ""
    assert record.all("challenges") == ()


def test_identity_is_in_the_path_and_not_in_the_host() -> None:
    """The mirror host has the same records."""
    mirror = page(
        ("eval_number", "9501"),
        ("lessons_learned", None),
        ("description", "Ask first."),
        ("url", "https://analyticstest.ilo.org/ievaldiscovery/lessons/900501/"),
    )

    assert only(mirror).key == only(lesson()).key == ("lesson", "900501")
    assert only(mirror).folded_hash() == only(lesson()).folded_hash()


@pytest.mark.parametrize("number", ["2351630", "683", "123456789012345678"])
def test_numbers_of_any_length_are_identities(number: str) -> None:
    """Newer records have seven digits."""
    assert only(lesson(number=number, path=f"lessons/{number}")).evaluation_number == number


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("lessons/1", ("lesson", "1")),
        ("practices/2", ("practice", "2")),
        ("recommendations/3", ("recommendation", "3")),
        ("eval/4", ("evaluation", "4")),
        ("lessons/1?lang=es#top", ("lesson", "1")),
        ("good_practices/2", None),
        ("lessons/x", None),
        ("lessons/", None),
        ("lessons/1٢", None),
        ("lessons/1/2", None),
    ],
)
def test_path_tells_kind_and_number(path: str, told: tuple[str, str] | None) -> None:
    """Only the four known paths and plain digits count."""
    assert number_in(ADDRESS + path) == told


def test_missing_number_is_read_from_the_address() -> None:
    """The evaluation's address holds it too; a person is told."""
    record = only(lesson(("eval_url", ADDRESS + "eval/9501"), number=""))

    assert record.evaluation_number == "9501"
    assert [notice.code for notice in record.notices] == ["missing-eval-number"]


def test_number_wins_over_the_address() -> None:
    """Where the two contradict each other the number is taken, and a person is told both."""
    record = only(lesson(("eval_url", ADDRESS + "eval/9502")))

    assert record.evaluation_number == "9501"
    assert record.notices[0].problem == "eval_number says 9501 and eval_url says 9502; 9501 was taken"


def test_record_of_no_evaluation_is_refused() -> None:
    """Neither number nor address: nothing tells where it belongs."""
    assert problem(lesson(number="")) == "neither eval_number nor eval_url tells the evaluation"


def test_number_that_is_none_is_refused() -> None:
    """A word is no number; the address would have done."""
    assert "eval_number 'soon' is no number" in problem(lesson(number="soon"))
    assert only(lesson(("eval_url", ADDRESS + "eval/9501"), number="soon")).evaluation_number == "9501"


def test_finding_without_an_address_is_refused() -> None:
    """Nothing tells which record it is."""
    assert "has no 'url'" in problem(page(("eval_number", "1"), ("lessons_learned", None), ("description", "x")))


def test_address_of_another_kind_is_refused() -> None:
    """A lesson's page with a practice's address: one of the two is wrong, and nobody knows which."""
    assert "is that of a practice" in problem(lesson(path="practices/1"))


def test_page_without_a_finding_is_refused() -> None:
    """An evaluation alone comes from JSON or a table, not from a page."""
    assert "holds no finding" in problem(page(("eval_number", "9501")))
    assert only(page(("eval_number", "9501"), layout="json")).name == "evaluation 9501"


def test_pairs_keep_the_order_of_the_page() -> None:
    """Records of one evaluation list countries in different order; each keeps its own."""
    places = [
        ("location", None),
        ("region", "Americas"),
        ("country", "Tonga"),
        ("country", "Fiji"),
        ("region", "Americas"),
    ]

    record = only(lesson(*places))

    assert [(left.text if left else "", right.text if right else "") for left, right in record.pairs("location")] == [
        ("Tonga", "Americas"),
        ("Fiji", "Americas"),
    ]


def test_half_a_pair_does_not_take_the_half_of_another() -> None:
    """A location without a region leaves the next one's alone."""
    places = [("location", None), ("country", "Tonga"), ("location", None), ("country", "Fiji"), ("region", "Americas")]

    pairs = only(lesson(*places)).pairs("location")

    assert [right.text if right else "" for _, right in pairs] == ["", "Americas"]


def test_same_content_in_other_white_space_is_the_same_record() -> None:
    """One text form joins the lines that the other keeps."""
    one, other = only(lesson(("context", "Two\nlines"))), only(lesson(("context", "Two lines")))

    assert one.content_hash() != other.content_hash()
    assert one.folded_hash() == other.folded_hash()
    assert one.rank() > other.rank()


def test_other_words_are_other_content() -> None:
    """Damaged and doubled words are content as well."""
    assert (
        only(lesson(("context", "La lección"))).folded_hash()
        != only(lesson(("context", "La La lección"))).folded_hash()
    )


def test_unknown_keys_come_back_where_they_stood() -> None:
    """The record as JSON has them inside or outside the finding, dots in their names and all."""
    record = only(lesson(("?budget", "1"), ("?lessons_learned.a.b", "2"), ("?x.y", "3")))

    given = record.to_json()

    assert (given["budget"], given["x.y"]) == ("1", "3")
    assert isinstance(given["lessons_learned"], dict)
    assert given["lessons_learned"]["a.b"] == "2"


def test_place_that_is_no_pair_comes_back_beside_the_pairs() -> None:
    """Neither takes the other's place."""
    record = only(lesson(("location", None), ("country", "Chile"), ("?location", "the coast")))

    assert record.to_json()["location"] == [{"country": "Chile"}, "the coast"]
