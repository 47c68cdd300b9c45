"""A record: one finding (or an evaluation alone) as its page states it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from kg.sources.keys import BLOCKS, EVALUATION_KEYS, PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.errors import Location

Kind = Literal["lesson", "practice", "recommendation", "evaluation"]
JsonValue: TypeAlias = "str | list[JsonValue] | dict[str, JsonValue]"

PLURALS: Final[dict[Kind, str]] = {
    "lesson": "lessons",
    "practice": "practices",
    "recommendation": "recommendations",
    "evaluation": "eval",
}
"""The part of a page's address that tells its kind."""

_KIND_OF_PLURAL: Final[dict[str, Kind]] = {plural: kind for kind, plural in PLURALS.items()}
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_ADDRESSES: Final = frozenset({"url", "eval_url"})
PUBLIC_HOST: Final = "//webapps.ilo.org/"
BLOCK_OF_KIND: Final[dict[str, str]] = {kind: block for block, kind in BLOCKS.items()}

PROSE_KEYS: Final = (
    "description",
    "context",
    "challenges",
    "success",
    "comments",
    "administrative_issues",
    "replication",
    "cause_effect",
    "indicators",
    "links",
    "action_plan",
    "title",
)
"""Keys of a finding whose values are prose, in reading order."""

_EMPTY: Final = frozenset(
    {"", "-", "–", "—", "--", "- -", "n/a", "na", "n.a", "none", "nil", "null", "not applicable"}
    | {"aucun", "aucune", "néant", "sans objet", "ninguna", "ninguno", "no aplica"}
    | {"nenhum", "nenhuma", "não se aplica"}
)
_MOST_EMPTY_WORDS: Final = 4
"""Words of the longest spelling of nothing, with dots set apart behind it; so that long prose is not read through."""


def fold_space(text: str) -> str:
    """Make every run of white space one blank, and strip: how records in two text forms are compared."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # the blank is the only white space that is printable
    return " ".join(text.split())


def is_empty(text: str) -> bool:
    """Tell whether a value says nothing, in the spellings that real pages use.

    Examples
    --------
    >>> [is_empty(text) for text in ("-", ".", "N/A", "Not applicable.", "Aucune", "Completed.")]
    [True, True, True, True, True, False]
    """
    words = text.split(None, _MOST_EMPTY_WORDS)
    return len(words) <= _MOST_EMPTY_WORDS and " ".join(words).rstrip(".").strip().casefold() in _EMPTY


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record.

    Attributes
    ----------
    key
        The page's key; a key outside the schema stands behind ``?`` with the path to it.
    text
        The value as read.
    position
        1 for the first value of this key, and so on; the two halves of a country/region or
        theme/category pair share theirs.
    line
        Line of the source where it begins, 0 where unknown.
    """

    key: str
    text: str
    position: int = 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a record that a person should know; the record is in the graph all the same.

    Attributes
    ----------
    code
        A stable name, such as ``unknown-theme``.
    problem, hint
        What was found, and what to do.
    at
        Where.
    """

    code: str
    problem: str
    at: Location
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A finding or an evaluation alone.

    Attributes
    ----------
    kind, number
        Its identity, from the path of its address and never from the host.
    evaluation_number
        The evaluation it belongs to (equal to `number` for an evaluation alone).
    values
        Every value of the page, in its order.
    at
        Where it was read.
    layout
        Which form it was read from.
    notices
        What reading it brought to light.
    """

    kind: Kind
    number: str
    evaluation_number: str
    values: tuple[Value, ...]
    at: Location
    layout: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Kind and number: two records with the same key are one record."""
        return self.kind, self.number

    @property
    def name(self) -> str:
        """What people call it: ``lesson 242853``."""
        return f"{self.kind} {self.number}"

    def all(self, key: str) -> tuple[Value, ...]:
        """Return the values of a key, in order."""
        return tuple([value for value in self.values if value.key == key])  # quicker than a generator

    def first(self, key: str) -> str:
        """Return the first value of a key that says something, stripped, or an empty text."""
        return next((value.text.strip() for value in self.all(key) if not is_empty(value.text)), "")

    def pairs(self, container: str) -> list[tuple[Value | None, Value | None]]:
        """Return the pairs of ``location`` or ``themes`` in order; a missing half is ``None``."""
        halves = PAIRS[container]
        found: dict[int, list[Value | None]] = {}
        for value in self.values:
            if value.key in halves:
                found.setdefault(value.position, [None, None])[value.key == halves[1]] = value
        return [(pair[0], pair[1]) for _, pair in sorted(found.items())]

    def to_json(self) -> dict[str, JsonValue]:
        """Return the record as an object with the page's keys: what was parsed, value for value."""
        return record_json(self.kind, self.values)

    def content_hash(self) -> str:
        """Return the SHA-256 of its values, exactly as read: equal when nothing at all differs."""
        return _digest(sorted((value.key, value.position, value.text) for value in self.values))

    def folded_hash(self) -> str:
        """Return the SHA-256 of its values with white space folded, hosts left out.

        Equal for the same record in two text forms or from two hosts.
        """
        return _digest(sorted((value.key, value.position, _folded(value)) for value in self.values))

    def rank(self, content: str = "") -> str:
        """Return a text by which the better of two equal readings is kept: the greater one.

        The public host comes before a mirror, a reading with its line breaks before one without. `content` is
        the content hash, if it is known already.
        """
        hosts = sum(PUBLIC_HOST in value.text for value in self.values if value.key in _ADDRESSES)
        breaks = sum(value.text.count("\n") for value in self.values)
        return f"{hosts}/{breaks:09d}/{content or self.content_hash()}"


def number_in(address: str) -> tuple[Kind, str] | None:
    """Return the kind and the number that the path of an address tells.

    Examples
    --------
    >>> number_in("https://analyticstest.ilo.org/ievaldiscovery/lessons/236471/")
    ('lesson', '236471')
    >>> number_in("https://webapps.ilo.org/ievaldiscovery/lessons") is None
    True
    """
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return None
    kind_part, _, number = path.rstrip("/").rpartition("/")
    kind = _KIND_OF_PLURAL.get(kind_part.rpartition("/")[2])
    return (kind, number) if kind and _NUMBER.fullmatch(number) else None


def _folded(value: Value) -> str:
    """Fold a value for comparison: an address to what its path names, any other text by its white space."""
    named = number_in(value.text) if value.key in _ADDRESSES else None
    return "/".join(named) if named else fold_space(value.text)


def record_json(kind: str, values: Iterable[Value]) -> dict[str, JsonValue]:
    """Lay values out as the page's object: evaluation keys, the finding's block, locations."""
    outer: dict[str, JsonValue] = {}
    block: dict[str, JsonValue] = {}
    pairs: dict[str, dict[int, dict[str, JsonValue]]] = {container: {} for container in PAIRS}
    container_of = {key: container for container, keys in PAIRS.items() for key in keys}
    for value in sorted(values, key=lambda each: each.position):
        if value.key in container_of:
            pairs[container_of[value.key]].setdefault(value.position, {})[value.key] = value.text
        else:
            name = value.key.removeprefix("?")
            container, dot, inside = name.partition(".")
            if dot and container in BLOCKS:
                _put(block, inside, value.text)
            else:
                is_outer = name in EVALUATION_KEYS or value.key.startswith("?")
                _put(outer if is_outer else block, name, value.text)
    locations, themes = ([pair for _, pair in sorted(pairs[container].items())] for container in ("location", "themes"))
    finding: dict[str, JsonValue] = {**block, "themes": _joined(themes, block.get("themes"))} if themes else block
    title = outer.pop("eval_title", None)
    if kind in BLOCK_OF_KIND:
        outer[BLOCK_OF_KIND[kind]] = finding
    else:
        outer.update(finding)
    if locations:
        outer["location"] = _joined(locations, outer.get("location"))
    if title is not None:
        outer["eval_title"] = title
    return outer


def _joined(pairs: list[dict[str, JsonValue]], held: JsonValue | None) -> list[JsonValue]:
    """Return pairs, and behind them what else the page had in their place."""
    return [*pairs, *(held if isinstance(held, list) else [] if held is None else [held])]


def _put(target: dict[str, JsonValue], name: str, text: str) -> None:
    held = target.get(name)
    if isinstance(held, str):
        target[name] = [held, text]
    elif isinstance(held, list):
        target[name] = [*held, text]
    else:
        target[name] = text


def _digest(rows: list[tuple[str, int, str]]) -> str:
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
