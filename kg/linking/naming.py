"""Words that carry little in the name of an organization: small ones, and those that half of all names share."""

from __future__ import annotations

from typing import Final

from kg.linking.folding import loosen

STEM: Final = 6
"""This many letters of a word stand for it, so that plural and gender do not part two names."""

SMALL_WORDS: Final = frozenset(
    {"a", "al", "and", "aux", "con", "d", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e"}
    | {"el", "en", "et", "for", "in", "l", "la", "las", "le", "les", "los", "na", "no", "of", "on", "para", "por"}
    | {"pour", "s", "sur", "the", "to", "y"}
)


def stem(word: str) -> str:
    """Return the first letters of `word` without case and accents.

    Examples
    --------
    >>> stem("Migraciones") == stem("migración")
    True
    """
    return loosen(word)[:STEM]


GENERIC_STEMS: Final = frozenset(
    {"organi", "intern", "nacion", "nation", "united", "unidas", "unies", "nacoes", "mundia", "mondia", "world"}
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
