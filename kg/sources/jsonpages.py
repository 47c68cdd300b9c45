"""Records as JSON objects with the page's keys: one, a list of them, or one a line.

Numbers keep the digits they are written with, and a key that stands twice
gives two values, so nothing is lost on the way in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from kg.errors import Location, SourceError
from kg.sources.encoding import bytes_in
from kg.sources.keys import BLOCKS, CONTAINERS, KNOWN_KEYS, PAIRS, nearest_key
from kg.sources.lines import json_value_lines
from kg.sources.page import Entry, Page, part_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.sources.document import Document

MAX_DEPTH: Final = 64
MAX_BYTES: Final = 256 << 20
_SHOWN: Final = 5
_VALUE_KEYS: Final = KNOWN_KEYS - CONTAINERS
_IDENTIFYING: Final = frozenset({*BLOCKS, "eval_number", "eval_url", "url"})


@dataclass(frozen=True, slots=True)
class Members:
    """An object as its members in order, equal keys and all."""

    items: list[tuple[str, Json]]


class Number(str):
    """A number as it is written."""

    __slots__ = ()


Json: TypeAlias = "bool | str | list[Json] | Members | None"


def read_json(document: Document) -> Iterator[Page | SourceError]:
    """Read an object or a list of objects; an item that is no record is given back as its error.

    Raises
    ------
    SourceError
        If the text is no JSON, or holds no object.
    """
    text = document.text(MAX_BYTES, "write one object a line (JSONL): that is read line by line")
    value = parse(text, document.at)
    lines = _lines_of_members(value, text)
    if not isinstance(value, list):
        yield page_of(value, document.at, lines=lines)
        return
    if not value:
        raise SourceError("the list holds no record", document.at)
    for number, item in enumerate(value, start=1):
        try:
            yield page_of(item, Location(document.name, 0, f"item {number}"), lines=lines)
        except SourceError as error:
            yield error


def read_json_lines(document: Document) -> Iterator[Page | SourceError]:
    """Read one object a line; a line that is none is given back as its error, and the next line is read."""
    for number, line in enumerate(document.lines(), start=1):
        yield from read_line(line, document.name, number, document.encoding)


def read_line(line: str, name: str, number: int, encoding: str) -> Iterator[Page | SourceError]:
    """Read one line of a document in an encoding: its page, or why there is none; nothing for an empty line."""
    text = line.strip("\ufeff \t\n")
    if text:
        at = Location(name, number)
        part = bytes_in(line.rstrip("\n"), encoding)
        try:
            yield page_of(parse(text, at), at, part)
        except SourceError as error:
            yield part_error(error.problem, error.at or at, error.hint, part)


def looks_like_json_lines(text: str) -> bool:
    """Tell whether `text` has several lines and one of the first of them is a whole record.

    Examples
    --------
    >>> looks_like_json_lines('{"eval_number": "1", "eval_\\n{"eval_number": "2"}\\n')
    True
    >>> looks_like_json_lines('{\\n"eval_number": "1"\\n}')
    False
    """
    lines = [line for line in text.split("\n") if line.strip()][:50]
    return len(lines) > 1 and any(map(_is_record_line, lines))


def _is_record_line(line: str) -> bool:
    if not line.startswith("{") or not line.rstrip().endswith("}"):
        return False
    try:
        value = parse(line, Location(""))
    except SourceError:
        return False
    return isinstance(value, Members) and any(key in _IDENTIFYING for key, _ in value.items)


def page_of(
    value: Json, at: Location, part: bytes | None = None, *, lines: Mapping[int, list[int]] = MappingProxyType({})
) -> Page:
    """Turn one JSON object into a page.

    Parameters
    ----------
    value
        The object.
    at
        Where it begins; its line is that of all values whose own is not known.
    part
        The bytes of it, where the document holds more.
    lines
        The lines of the values of objects, by the identity of those.

    Raises
    ------
    SourceError
        If `value` is no object, or holds text that Unicode cannot encode.
    """
    if not isinstance(value, Members):
        raise SourceError(
            f"a record is a JSON object, this is {dump(value)[:40]}",
            at,
            'write {"eval_number": ..., "lessons_learned": {...}}',
        )
    walk = _Walk(at, lines)
    entries = tuple(walk.entries(value))
    if not any(entry.key in KNOWN_KEYS for entry in entries):
        shown = ", ".join(key[:40] for key, _ in value.items[:_SHOWN]) or "no key at all"
        raise SourceError(f"the object has none of the known keys; it has {shown}", at)
    try:
        "".join(f"{entry.key}{entry.value}" for entry in entries).encode("utf-8")
    except UnicodeEncodeError as error:
        problem = "the text holds half of a surrogate pair, or a byte that is no text"
        raise SourceError(problem, at, "mend the \\ud8xx escape, or save the file as UTF-8") from error
    return Page(at=at, layout="json", entries=entries, oddities=tuple(walk.oddities), part=part)


def parse(text: str, at: Location) -> Json:
    """Parse JSON (RFC 8259), with numbers as written and every member of an object kept.

    Raises
    ------
    SourceError
        If `text` is no JSON, or nested too deeply.
    """
    try:
        value: Json = json.loads(
            text,
            parse_int=Number,
            parse_float=Number,
            parse_constant=lambda name: _refuse_constant(name, at),
            object_pairs_hook=Members,
        )
    except json.JSONDecodeError as error:
        line = at.line or error.lineno
        hint = "mend it, or download it again"
        problem = f"no JSON at column {error.colno}: {error.msg}"
        raise SourceError(problem, Location(at.source, line, at.record), hint) from error
    except RecursionError as error:
        raise _too_deep(at) from error
    return value


def dump(value: Json, depth: int = 0) -> str:
    """Write a value as JSON again: members in order, numbers as they were written.

    Raises
    ------
    SourceError
        If it is nested too deeply.
    """
    if depth > MAX_DEPTH:
        raise _too_deep(None)
    match value:
        case Number():
            return str(value)
        case Members():
            inside = (f"{json.dumps(key, ensure_ascii=False)}: {dump(item, depth + 1)}" for key, item in value.items)
            return f"{{{', '.join(inside)}}}"
        case list():
            return f"[{', '.join(dump(item, depth + 1) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _too_deep(at: Location | None) -> SourceError:
    return SourceError("the JSON is nested too deeply", at, f"{MAX_DEPTH} levels are read")


def _refuse_constant(name: str, at: Location) -> NoReturn:
    raise SourceError(f"{name} is no JSON number", at, "write it as text")


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way through one object: where it stands, and what a person should know of it."""

    at: Location
    lines: Mapping[int, list[int]]
    oddities: list[str] = field(default_factory=list)

    def entries(self, value: Members, path: str = "", depth: int = 0) -> Iterator[Entry]:
        """Yield the entries of an object in the order of a page."""
        if depth > MAX_DEPTH:
            raise _too_deep(self.at)
        lines = self.lines.get(id(value)) or repeat(self.at.line)
        for (key, item), line in zip(value.items, lines, strict=False):
            if isinstance(item, str) and key in _VALUE_KEYS:
                yield Entry(key, item, line)
            elif key in PAIRS or (key in BLOCKS and not path):
                yield from self._container(key, item, path, depth, line)
            elif key in _VALUE_KEYS and not _nests(item):
                for each in _each(item):
                    yield Entry(key, _text(each), line)
            else:
                yield self._unknown(key, path, item, line)

    def _container(self, key: str, item: Json, path: str, depth: int, line: int) -> Iterator[Entry]:
        """Yield the entries of a container: a list opens it once for each item, an empty block still once."""
        for each in _each(item):
            if isinstance(each, Members):
                yield Entry(key, None, line)
                yield from self.entries(each, f"{path}{key}.", depth + 1)
            elif each is not None:
                yield self._unknown(key, path, each, line)
        if item == [] and key in BLOCKS:
            yield Entry(key, None, line)

    def _unknown(self, key: str, path: str, item: Json, line: int) -> Entry:
        inside = f"{path}{key}"
        is_known = key in KNOWN_KEYS
        near = "" if is_known else nearest_key(key)
        problem = f"known key {inside!r} holds no such value" if is_known else f"unknown key {inside!r}"
        self.oddities.append(f"{problem}: it is kept as source text" + (f"; did you mean {near!r}?" if near else ""))
        return Entry(f"?{inside}", _text(item), line)


def _lines_of_members(value: Json, text: str) -> dict[int, list[int]]:
    """Return the lines of the values of every object in a JSON text, by the identity of the object.

    Text on one line tells nothing, and so does one that is nested more deeply than anybody reads.
    """
    found: dict[int, list[int]] = {}
    numbers = json_value_lines(text)

    def number(inside: Json, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _too_deep(None)
        if isinstance(inside, Members):
            lines = found[id(inside)] = []
            for _, item in inside.items:
                lines.append(next(numbers, 0))
                number(item, depth + 1)
        elif isinstance(inside, list):
            for item in inside:
                number(item, depth + 1)

    if "\n" in text.strip():
        try:
            number(value, 0)
        except SourceError:
            return {}
    return found


def _each(item: Json) -> list[Json]:
    return item if isinstance(item, list) else [item]


def _nests(item: Json) -> bool:
    """Tell whether a value that should be text holds objects or lists of lists."""
    return any(isinstance(each, list | Members) for each in _each(item))


def _text(value: Json) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else dump(value)
