"""The words of the reports stand in three languages."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from kg.errors import ConfigError
from kg.validation.context import Kind
from kg.validation.words import LANGUAGES, words

TABLES = tomllib.loads(files("kg.validation").joinpath("templates", "words.toml").read_text(encoding="utf-8"))


def test_every_language_has_the_same_words() -> None:
    """No report falls back to another language in the middle."""
    assert set(TABLES) == set(LANGUAGES)
    assert [language for language in LANGUAGES if TABLES[language].keys() != TABLES["en"].keys()] == []


def test_every_language_fills_in_the_same_values() -> None:
    """A count is not lost in translation."""

    def slots(text: str | list[str]) -> list[str | None]:
        forms = [text] if isinstance(text, str) else text
        return [name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name]

    assert [
        (language, key)
        for language in LANGUAGES
        for key, text in TABLES[language].items()
        if slots(text) != slots(TABLES["en"][key])
    ] == []


def test_every_kind_of_thing_has_a_word() -> None:
    """Whatever a result is about can be named."""
    assert set(get_args(Kind)) <= set(TABLES["en"])


def test_another_language_is_answered_with_the_known_ones() -> None:
    """The reader learns what to choose from."""
    with pytest.raises(ConfigError, match="there is no report in 'de'\n  choose one of en, es, fr"):
        words("de")
