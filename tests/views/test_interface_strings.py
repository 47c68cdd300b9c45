"""The words of the interface are complete in every language."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kg.views.strings import LANGUAGES, strings

VIEWS = files("kg.views")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    """No key of English is missing; only forms for the number one may differ."""
    english = {key for key in strings("en") if not key.endswith("_one")}

    assert {key for key in strings(language) if not key.endswith("_one")} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_fields(language: str) -> None:
    """A translation names the values that the original names."""
    for key, words in strings(language).items():
        original = strings("en").get(key, words)
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", original)), key


def test_the_page_asks_for_known_words_only() -> None:
    """Template and script use no key that has no words."""
    template = VIEWS.joinpath("templates", "programmes.html").read_text(encoding="utf-8")
    script = VIEWS.joinpath("static", "programmes.js").read_text(encoding="utf-8")
    asked = set(re.findall(r'data-s(?:-\w+)?="(\w+)"', template)) | set(re.findall(r'\bword\("(\w+)"', script))

    assert asked <= set(strings("en"))
