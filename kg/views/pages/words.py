"""The words of the pages, one file for each language in ``strings/``."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.views.strings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of a language by key.

    Raises
    ------
    ValueError
        If `language` is not one of `LANGUAGES`.

    Examples
    --------
    >>> words("es")["data"]
    'Datos'
    """
    if language not in LANGUAGES:
        raise ValueError(f"no pages in {language!r}; there are some in {', '.join(LANGUAGES)}")
    text = files("kg.views.pages").joinpath("strings", f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def preferred_language(accept_language: str) -> str:
    """Return the language of the interface that a browser asks for; English where it has none of ours.

    Examples
    --------
    >>> preferred_language("pt, es-CL;q=0.8, en;q=0.5"), preferred_language("de")
    ('es', 'en')
    """
    weighted = []
    for place, part in enumerate(accept_language.lower().split(",")):
        name, _, weight = part.partition(";q=")
        language = name.strip().partition("-")[0]
        try:
            rank = float(weight or 1)
        except ValueError:
            rank = 0.0
        if language in LANGUAGES and rank > 0:
            weighted.append((-rank, place, language))
    return min(weighted)[2] if weighted else "en"
