"""The words of the reports in English, Spanish and French."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "es", "fr")
"""The languages a report can be written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    Parameters
    ----------
    language
        ISO 639-1 code.
    texts
        Words by key; where the number matters, the form for one and the form for several.
    """

    language: str
    texts: Mapping[str, str | tuple[str, str]]

    def __getitem__(self, key: str) -> str:
        """Return the word of `key`, in the singular."""
        text = self.texts[key]
        return text if isinstance(text, str) else text[0]

    def count(self, key: str, number: int) -> str:
        """Return the word of `key` with a number.

        Examples
        --------
        >>> [words("en").count("warnings", number) for number in (0, 1, 2)]
        ['0 warnings', '1 warning', '2 warnings']
        """
        forms = self.texts[key]
        return self[key] if number == 1 or isinstance(forms, str) else forms[1].format(count=number)


@cache
def words(language: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    ConfigError
        If there is no report in that language.

    Examples
    --------
    >>> words("es")["page"]
    'página'
    """
    if language not in LANGUAGES:
        raise ConfigError(f"there is no report in {language!r}", hint=f"choose one of {', '.join(LANGUAGES)}")
    tables = tomllib.loads(files("kg.validation").joinpath("templates", "words.toml").read_text(encoding="utf-8"))
    texts = {key: text if isinstance(text, str) else (text[0], text[1]) for key, text in tables[language].items()}
    return Words(language=language, texts=texts)
