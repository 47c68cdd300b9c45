"""The two text forms: keys, values and what only looks like a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, read_all, read_one, recommendation, refusal, to_bullets, to_text

if TYPE_CHECKING:
    from record_formats import Form

FORMS = pytest.mark.parametrize("form", [to_text, to_bullets], ids=["key-value", "bullets"])


@FORMS
def test_every_value_of_a_page_is_read(form: Form) -> None:
    """A page gives back the object it was written from."""
    assert read_one(form(lesson())).to_json() == lesson()


@FORMS
def test_value_beginning_with_a_dash_keeps_it(form: Form) -> None:
    """Only the mark of the bullet form is taken off, not the value's own dash."""
    page = form(lesson(context="- first the quay\n- then the hold"))

    assert read_one(page).first("context") == "- first the quay\n- then the hold"


@FORMS
@pytest.mark.parametrize(
    "line", ["Workplace Cooperation Unit:", "Lesson #1: ask first", "Recommendation 1:", "the context:", "Context:"]
)
def test_heading_inside_a_value_is_no_key(form: Form, line: str) -> None:
    """A line that ends with a colon, or holds a key's name, stays text."""
    value = f"It began well.\n{line}\nIt ended well."

    assert read_one(form(lesson(description=value))).first("description") == value


def test_key_without_dash_inside_bullets_is_text() -> None:
    """In the bullet form keys have a dash, so the same word without one belongs to the value."""
    record = read_one(to_bullets(lesson(description="What we saw.\ncontext:\nthe harbour")))

    assert record.first("description") == "What we saw.\ncontext:\nthe harbour"
    assert "kept as text" in record.notices[0].problem


def test_key_in_the_other_form_is_read_where_the_page_has_no_other() -> None:
    """A page mended by hand may mix the forms; nothing is lost then."""
    page = to_bullets(lesson()).replace("- challenges:\n- N/A", "challenges:\nToo few boats.")

    assert read_one(page).first("challenges") == "Too few boats."


def test_empty_value_in_bullets_is_a_dash() -> None:
    """The bullet form writes an empty value as ``- -``."""
    assert [value.text for value in read_one(to_bullets(lesson())).all("success")] == ["-"]


def test_keys_come_in_any_order() -> None:
    """The mirror host has the title first and the region before the country."""
    mirror = lesson()
    mirror = {
        "eval_number": mirror["eval_number"],
        "eval_title": mirror["eval_title"],
        "location": [{"region": "Americas", "country": "Chile"}, {"region": "Americas", "country": "Peru"}],
        "eval_url": mirror["eval_url"],
        "lessons_learned": dict(reversed(mirror["lessons_learned"].items())),
    }

    assert read_one(to_bullets(mirror)).folded_hash() == read_one(to_text(lesson())).folded_hash()


def test_both_forms_of_a_page_are_one_record() -> None:
    """White space apart, the two forms say the same."""
    flattened = to_text(recommendation(title="Plan the second phase with the crews. - Ask them first. - Then write."))

    assert read_one(to_bullets(recommendation())).folded_hash() == read_one(flattened).folded_hash()


def test_unknown_key_is_reported_with_the_nearest_and_kept() -> None:
    """A slip in a key loses no text, and the reader learns which key was meant."""
    record = read_one(to_text(lesson()).replace("challenges:\nN/A", "challanges:\nToo few boats."))

    assert record.first("comments") == "The ILO and the labour inspectorates.\nchallanges:\nToo few boats."
    assert record.notices[0].problem == (
        "line 18 'challanges:' is no known key and was kept as text; did you mean 'challenges'?"
    )


def test_unknown_key_without_a_neighbour_is_reported_too() -> None:
    """A key of another schema is named, and stays in the value before it."""
    record = read_one(to_bullets(lesson()).replace("- success:", "- budget:\n- 12,000\n- success:"))

    assert [notice.problem for notice in record.notices] == ["line 17 '- budget:' is no known key and was kept as text"]


@pytest.mark.parametrize("space", ["\u00a0", " ", "\t", "\u200b", "\ufeff"], ids=ascii)
def test_white_space_behind_a_key_does_not_matter(space: str) -> None:
    """Copies carry no-break spaces and zero-width marks behind keys."""
    assert read_one(to_text(lesson()).replace("context:", f"context:{space}")).first("context").startswith("Two ports")


def test_blank_lines_inside_a_value_are_kept() -> None:
    """Paragraphs stay apart."""
    value = "One paragraph.\n\nAnother one."

    assert read_one(to_bullets(lesson(description=value))).first("description") == value


def test_eight_locations_keep_their_order() -> None:
    """A page may name many places, pseudo-countries among them."""
    page = lesson()
    names = ["Uruguay", "Inter-Regional", "Ecuador", "Philippines", "Myanmar", "Viet Nam", "Côte d'Ivoire", "Mongolia"]
    page["location"] = [{"country": name, "region": "Inter-Regional"} for name in names]

    assert [value.text for value in read_one(to_text(page)).all("country")] == names


def test_index_page_is_no_record() -> None:
    """The list of lessons has no keys; it is refused by name."""
    page = "Back to index\nLessons learned\n-\nDecent work at sea - Final evaluation\nInspect the crews.\nSkip to top"

    assert "this is the index page" in refusal(page)


def test_error_page_is_refused_with_its_words() -> None:
    """The reader sees what the file says instead of a record."""
    assert "the text begins '503 Service Unavailable'" in refusal("503 Service Unavailable\nTry later.\n")


@FORMS
def test_page_cut_short_anywhere_gives_no_wrong_record(form: Form) -> None:
    """Whatever byte a download stops at, the page is refused, or whole."""
    data = form(lesson(context="Două porturi — «El Niño» —, où ça?")).encode()
    whole = read_one(data).folded_hash()

    for end in range(len(data)):
        records, errors = read_all(data[:end])
        assert [record.folded_hash() for record in records] in ([], [whole])
        assert records or errors


def test_page_without_frame_that_ends_at_a_key_is_cut_short() -> None:
    """Pasted pages may lack heading and footer; a last key without a value still tells."""
    assert "nothing follows 'url'" in refusal("eval_number:\n1\nlessons_learned:\ndescription:\nx\nurl:\n")


def test_page_without_frame_is_read() -> None:
    """Heading and footer are not needed."""
    text = to_text(lesson()).split("\n", 5)[5].removesuffix("\nSkip to top")

    assert read_one(text).to_json() == lesson()
