"""Words that carry little in the name of an organization: small ones, and those that half of all names share."""

from __future__ import annotations

from typing import Final

_STEM: Final = 6
"""This many letters of a word stand for it where the word is generic."""

_ENDING: Final = 3
_LEAST_STEM: Final = 4
_WORLDWIDE: Final = ("internac", "internat")

SMALL_WORDS: Final = frozenset(
    {"a", "al", "and", "aux", "con", "d", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e"}
    | {"el", "en", "et", "for", "in", "l", "la", "las", "le", "les", "los", "na", "no", "of", "on", "para", "por"}
    | {"pour", "s", "sur", "the", "to", "y"}
)


def are_alike(one: str, other: str) -> bool:
    """Tell whether two loosened words are one word but for number, gender or spelling.

    Examples
    --------
    >>> are_alike("migraciones", "migracion"), are_alike("labour", "labor"), are_alike("trabalho", "trabalhadores")
    (True, True, False)
    """
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > _ENDING:
        return False
    return longer.startswith(shorter[: max(_LEAST_STEM, len(shorter) - 2)]) and len(shorter) >= _LEAST_STEM


def is_generic(word: str) -> bool:
    """Tell whether a loosened word says nothing of which organization it is.

    Examples
    --------
    >>> is_generic("internacional"), is_generic("interna"), is_generic("migraciones")
    (True, False, False)
    """
    return word[:_STEM] in _GENERIC_STEMS or word.startswith(_WORLDWIDE)


_GENERIC_STEMS: Final = frozenset(
    {"organi", "nacion", "nation", "united", "unidas", "unies", "nacoes", "mundia", "mondia", "world"}
    | {
        "office",
        "oficin",
        "bureau",
        "escrit",
        "progra",
        "fondo",
        "fonds",
        "fund",
        "fundo",
        "agenci",
        "agence",
        "agency",
    }
    | {"comisi", "commis", "comite", "commit", "consej", "consei", "counci", "banco", "banque", "bank", "centro"}
    | {"centre", "center", "instit", "secret", "sistem", "system", "genera", "asocia", "associ", "comuni", "commun"}
    | {"union", "uniao", "europe", "desarr", "develo", "cooper", "estado", "states", "etats", "alto", "high", "haut"}
    | {"comisi", "comiss"}
)
"""Stems that say nothing of which organization it is."""
