"""Several pages in one text file, and several findings on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, read_all, recommendation, refusal, to_bullets, to_text

if TYPE_CHECKING:
    from record_formats import Form


def numbers(text: str) -> list[tuple[str, str, str]]:
    """Return number, evaluation and first country of the records in a text."""
    records, errors = read_all(text)
    assert not errors, errors
    return [(record.number, record.evaluation_number, record.first("country")) for record in records]


def other_lesson() -> dict[str, object]:
    """Return a lesson of another evaluation in another country."""
    page = lesson(900_777)
    page["eval_number"], page["eval_url"] = "9777", "https://webapps.ilo.org/ievaldiscovery/eval/9777"
    page["location"] = [{"country": "Kenya", "region": "Africa"}]
    return page


@pytest.mark.parametrize("glue", ["", "\n", "\n\n"], ids=["glued", "one line end", "blank line"])
@pytest.mark.parametrize("form", [to_text, to_bullets], ids=["key-value", "bullets"])
def test_pages_pasted_together_stay_apart(form: Form, glue: str) -> None:
    """Pages have no line end after their footer, so ``cat`` glues them; each keeps its own evaluation."""
    text = glue.join([form(lesson()), form(other_lesson())])

    assert numbers(text) == [("900501", "9501", "Chile"), ("900777", "9777", "Kenya")]


def test_pages_without_headings_stay_apart() -> None:
    """Without headings the first key that comes back begins the next page."""
    pages = [to_text(page).split("\n", 5)[5].removesuffix("\nSkip to top") for page in (lesson(), other_lesson())]

    assert numbers("\n\n".join(pages)) == [("900501", "9501", "Chile"), ("900777", "9777", "Kenya")]


def test_cut_page_between_whole_ones_is_refused_alone() -> None:
    """A page that was cut short costs only itself, and its own bytes are kept."""
    cut = to_text(recommendation())[:400]
    records, errors = read_all("\n".join([to_text(lesson()), cut, to_text(other_lesson())]))

    assert [record.number for record in records] == ["900501", "900777"]
    assert "cut short" in errors[0].problem
    assert getattr(errors[0], "part", b"").decode() == cut


def test_findings_of_one_page_share_their_evaluation() -> None:
    """A page may hold two lessons; place and title belong to both."""
    page = lesson()
    page["lessons_learned"] = [page["lessons_learned"], lesson(900_502)["lessons_learned"]]

    assert numbers(to_text(page)) == [("900501", "9501", "Chile"), ("900502", "9501", "Chile")]


def test_finding_of_two_evaluations_is_refused() -> None:
    """Where two evaluations are named and nothing parts them, no guess is made."""
    page = to_text(lesson()).replace("eval_number:\n9501", "eval_number:\n9501\neval_number:\n9502")

    assert "names several evaluations (9501, 9502)" in refusal(page)


def test_any_kind_of_blank_stands_in_the_frame_of_a_page() -> None:
    """A page whose blanks are no-break spaces ends where it ends."""
    page = to_text(lesson()).replace("Skip to top", "Skip\u00a0to\u00a0top")

    (record,), _ = read_all(page)

    assert "Skip" not in str(record)
