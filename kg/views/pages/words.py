"""The words of the pages, one file for each language in ``strings/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.strings import LANGUAGES, strings

if TYPE_CHECKING:
    from collections.abc import Mapping


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language by key, see `kg.views.strings.strings`.

    Examples
    --------
    >>> words("es")["data"]
    'Datos'
    """
    return strings(language, "kg.views.pages")


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
