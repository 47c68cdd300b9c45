"""The words of ``local.tsv``: what begins, carries and ends the name of a body that no list holds."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import LinkingError
from kg.linking.folding import loosen
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from pathlib import Path

LOCAL: Final = FOLDER / "local.tsv"
_COLUMNS: Final = ("words", "role", "kind", "note")
_HEADS: Final = ("state", "place", "of", "national")
_ROLES: Final = frozenset(
    {*_HEADS, "last", "strong", "defined", "generic", "adjective", "modifier", "closing", "subject"}
)
_MINISTRIES: Final = "ministr ministe viceministe"
"""Beginnings of the words that may begin a name in small letters too (``le ministère du Travail``)."""


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins a name.

    Attributes
    ----------
    role
        ``state``, ``place``, ``of`` or ``national``; what each asks for stands at the top of the table.
    kind
        A code of the kinds of organizations, empty where the word does not tell.
    """

    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class LocalWords:
    """The table, ready to be asked; words are loosened, heads are as the table writes them.

    Attributes
    ----------
    heads
        What begins a name.
    head
        Finds one.
    last, strong, defined, generic, adjectives, modifiers, closing, subjects
        The words of these roles.
    """

    heads: dict[str, Head]
    head: re.Pattern[str]
    last: frozenset[str]
    strong: frozenset[str]
    defined: frozenset[str]
    generic: frozenset[str]
    adjectives: frozenset[str]
    modifiers: frozenset[str]
    closing: frozenset[str]
    subjects: frozenset[str]


def load_local_words(file: Path = LOCAL) -> LocalWords:
    """Read the table.

    Raises
    ------
    LinkingError
        If it cannot be used.
    """
    heads: dict[str, Head] = {}
    words: dict[str, set[str]] = defaultdict(set)
    for row in read_table(file, _COLUMNS):
        role = row["role"]
        if role not in _ROLES:
            raise LinkingError(f"the role {role!r} is unknown", row.at, f"write one of {', '.join(sorted(_ROLES))}")
        for word in row.several("words"):
            if role in _HEADS:
                heads[word] = Head(role, row["kind"])
                if loosen(word).startswith(tuple(_MINISTRIES.split())):
                    heads[word.lower()] = heads[word]
            else:
                words[role].add(loosen(word))
    longest_first = sorted(heads, key=lambda word: (-len(word), word))
    return LocalWords(
        heads=heads,
        head=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"),
        last=frozenset(words["last"]),
        strong=frozenset(words["strong"]),
        defined=frozenset(words["defined"]),
        generic=frozenset(words["generic"]),
        adjectives=frozenset(words["adjective"]),
        modifiers=frozenset(words["modifier"]),
        closing=frozenset(words["closing"]),
        subjects=frozenset(words["subject"]),
    )
