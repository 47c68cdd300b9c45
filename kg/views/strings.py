"""The words of the interface, one file for each language in ``strings/``.

A text may hold ``{name}`` fields. A key that ends in ``_one`` is the form for
the number 1 of the key without that ending.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "es", "fr")


@cache
def strings(language: str, package: str = "kg.views") -> Mapping[str, str]:
    """Return the words of `language` by key, from the folder ``strings`` of `package`.

    Raises
    ------
    ValueError
        If `language` is not one of `LANGUAGES`.

    Examples
    --------
    >>> strings("es")["countries"]
    'Países'
    """
    if language not in LANGUAGES:
        raise ValueError(f"no interface in {language!r}; there is one in {', '.join(LANGUAGES)}")
    text = files(package).joinpath("strings", f"{language}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def counted(language: str, key: str, number: int) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted("en", "n_countries", 1), counted("fr", "n_countries", 2)
    ('1 country', '2 pays')
    """
    words = strings(language)
    one = words.get(f"{key}_one")
    return (one if one is not None and number == 1 else words[key]).format(n=number)
