"""Texts and titles that stop in mid-sentence."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.records import is_empty
from kg.records.record import PROSE_KEYS
from kg.validation.quality.model import Flaw, flaw_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Record, Value

_LAST_WORD: Final = re.compile(r"(?:^|(?<=[\s(\"“«]))([^\W\d_]+)$")
_LISTS: Final = frozenset({"comments", "links"})
"""Fields whose values are lists of names rather than sentences: a comma may well end them."""

_ENOUGH: Final = 40
"""Shorter texts are notes, which may end as they like."""

_LIMITS: Final = frozenset(limit - below for limit in (2000, 4000) for below in (0, 1))
"""Lengths at which databases cut a text."""

_STOPS: Final = ".!?…:;\"”»’')]}*"
_CONTINUED: Final = "[continu"
_TAIL: Final = 40


@cache
def _open_words() -> frozenset[str]:
    lines = files("kg.validation.quality").joinpath("endings.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return frozenset(word for row in rows for word in row["words"].split())


def unfinished_texts(record: Record) -> Iterator[Flaw]:
    """Yield the texts whose end shows that more was meant to follow.

    A text that just lacks its full stop shows nothing: many do. Where another field begins with '[continuation]',
    the text goes on there.
    """
    if any(value.text.lstrip()[: len(_CONTINUED)].casefold() == _CONTINUED for value in record.values):
        return
    for value in record.values:
        text = value.text.rstrip()
        if value.key in PROSE_KEYS and len(text) >= _ENOUGH and _is_cut(text, value):
            yield flaw_in("Q-UNFINISHED-TEXT", value, _tail(text), len(text))


def _is_cut(text: str, value: Value) -> bool:
    if text[-1] in _STOPS:
        return False
    if len(value.text) in _LIMITS or _ends_open(text):
        return True
    return text[-1] == "," and value.key not in _LISTS


def unfinished_titles(record: Record) -> Iterator[Flaw]:
    """Yield the titles of evaluations whose name of the project stops at a word that needs another."""
    for value in record.all("eval_title"):
        project, dash, _kind = value.text.rpartition(" - ")
        name = (project if dash else value.text).rstrip()
        if not is_empty(name) and _ends_open(name):
            yield flaw_in("Q-UNFINISHED-TITLE", value, _tail(name), len(name))


def _ends_open(text: str) -> bool:
    """Tell whether the last word is one that goes on.

    In capitals it may be a name or a letter of a list; 'a' may be one, too.
    """
    last = _LAST_WORD.search(text, max(0, len(text) - _TAIL))
    return last is not None and last[1] in _open_words()


def _tail(text: str) -> int:
    """Return where the last words of a text begin."""
    start = max(0, len(text) - _TAIL)
    blank = text.find(" ", start)
    return start if start == 0 or blank < 0 else blank + 1
