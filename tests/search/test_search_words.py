"""What a reader's words are taken for."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import KgError
from kg.search.concepts import Label, Labels
from kg.search.question import read_question
from kg.search.words import fold, matches, words_of

UNHCR, WHO, ILO, MIGRATION = (f"https://kg.example/id/{path}" for path in ("o/unhcr", "o/who", "o/ilo", "t/migration"))
LABELS = Labels(
    [
        Label(UNHCR, "UN Refugee Agency", "en"),
        Label(UNHCR, "ACNUR", "es"),
        Label(UNHCR, "HCR", "fr"),
        Label(WHO, "WHO", "en"),
        Label(WHO, "World Health Organization", "en"),
        Label(ILO, "International Labour Organization", "en"),
        Label(MIGRATION, "Migración", "es"),
    ]
)


def concepts(text: str) -> list[tuple[str, ...]]:
    """Return the concepts that each thing sought was taken for."""
    return [tuple(label.concept for label in unit.labels) for unit in read_question(text, LABELS)]


@pytest.mark.parametrize("text", ["refugee agency", "ACNUR", "acnur", "HCR", "UN refugee agency", "the refugee agency"])
def test_a_body_is_found_by_any_of_its_names(text: str) -> None:
    """Acronyms in any language, a name, and most of a name."""
    assert concepts(text) == [(UNHCR,)]


def test_one_word_of_a_long_name_names_nothing() -> None:
    """An agency is not the UN Refugee Agency."""
    assert concepts("agency") == [()]


def test_a_question_word_is_no_body() -> None:
    """'who' asks, 'WHO' is named."""
    assert concepts("who migración") == [(MIGRATION,)]
    assert concepts("WHO migración") == [(WHO,), (MIGRATION,)]


def test_accents_and_case_do_not_matter() -> None:
    """People type as they can."""
    assert concepts("MIGRACION") == concepts("migración") == [(MIGRATION,)]


def test_function_words_between_things_are_passed_over() -> None:
    """They say nothing by themselves."""
    assert [unit.asked for unit in read_question("lessons on the recruitment of women", LABELS)] == [
        "lessons",
        "recruitment",
        "women",
    ]


def test_function_words_alone_are_sought() -> None:
    """Whoever types nothing else means them."""
    assert [unit.asked for unit in read_question("la que", LABELS)] == ["la", "que"]


def test_words_in_quotes_are_one_phrase() -> None:
    """They are sought as they stand, function words and all."""
    (unit,) = read_question('"comité de coordinación"', LABELS)

    assert (unit.is_phrase, unit.words) == (True, ("comite", "de", "coordinacion"))


@pytest.mark.parametrize(
    ("text", "message"), [("", "no word"), ("?!", "no word"), ('""', "no word"), ("a b " * 20, "too many")]
)
def test_what_cannot_be_sought_is_refused_with_a_remedy(text: str, message: str) -> None:
    """The answer says how to ask."""
    with pytest.raises(KgError, match=message) as caught:
        read_question(text, LABELS)
    assert caught.value.hint


def test_a_plural_finds_the_singular_and_a_beginning_the_whole() -> None:
    """Such are the ways in which words differ most."""
    assert matches("refugees", "refugee")
    assert matches("países", "países")
    assert matches(fold("países"), fold("país"))
    assert matches("migrant", "migrantes")
    assert not matches("mes", "mesa")


@given(st.text(max_size=200))
def test_any_text_is_a_question_or_refused(text: str) -> None:
    """Whatever is typed, the index is asked in sound FTS5, or the reader gets a message."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE posting USING fts5 (title, concepts)")
    try:
        units = read_question(text, LABELS)
    except KgError:
        return
    expression = " AND ".join(unit.expression for unit in units)
    assert connection.execute("SELECT COUNT(*) FROM posting WHERE posting MATCH ?", (expression,)).fetchone() == (0,)


@given(st.text(max_size=60))
def test_words_lie_where_they_say(text: str) -> None:
    """Offsets are code points of the text itself."""
    assert all(text[word.start : word.end] == word.text for word in words_of(text))
