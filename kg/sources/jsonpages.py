"""Records as JSON objects with the page's keys: one, a list of them, or one a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from kg.errors import Location, SourceError
from kg.sources.keys import BLOCKS, CONTAINERS, KNOWN_KEYS, PAIRS, nearest_key
from kg.sources.page import Entry, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.document import Document

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

MAX_DEPTH: Final = 64
MAX_BYTES: Final = 512 * 1024 * 1024


def read_json(document: Document) -> Iterator[Page]:
    """Read an object or a list of objects.

    Raises
    ------
    SourceError
        If the text is no JSON, or holds no object.
    """
    value = _parse(document.text(), Location(document.name))
    found = value if isinstance(value, list) else [value]
    if not found:
        raise SourceError("the list holds no record", Location(document.name))
    for number, item in enumerate(found, start=1):
        yield page_of(item, Location(document.name, 0, f"item {number}" if isinstance(value, list) else ""))


def read_json_lines(document: Document) -> Iterator[Page | SourceError]:
    """Read one object a line; a line that is none is given back as its error, and the next line is read."""
    for number, line in enumerate(document.text().split("\n"), start=1):
        if line.strip():
            at = Location(document.name, number)
            try:
                yield page_of(_parse(line, at), at)
            except SourceError as error:
                yield error


def page_of(value: Json, at: Location) -> Page:
    """Turn one JSON object into a page.

    Raises
    ------
    SourceError
        If `value` is no object, or holds text that Unicode cannot encode.
    """
    if not isinstance(value, dict):
        raise SourceError(
            f"a record is a JSON object, this is {type(value).__name__} {str(value)[:40]!r}",
            at,
            'write {"eval_number": ..., "lessons_learned": {...}}',
        )
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError("the text holds half of a surrogate pair", at, "mend the \\ud8xx escape") from error
    oddities: list[str] = []
    entries = tuple(_flatten(value, "", at.line, oddities))
    if not any(entry.key in KNOWN_KEYS for entry in entries):
        raise SourceError(
            f"the object has none of the known keys; it has {', '.join(list(value)[:5]) or 'no key at all'}", at
        )
    return Page(at=at, layout="json", entries=entries, oddities=tuple(oddities))


def _parse(text: str, at: Location) -> Json:
    try:
        value: Json = json.loads(text, parse_constant=lambda name: _refuse_constant(name, at))
    except json.JSONDecodeError as error:
        line = at.line or error.lineno
        raise SourceError(
            f"no JSON at column {error.colno}: {error.msg}", Location(at.source, line), "mend or download it again"
        ) from error
    except RecursionError as error:
        raise SourceError("the JSON is nested too deeply", at, f"{MAX_DEPTH} levels are read") from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise SourceError(f"no JSON: {error}", at, "write long numbers as text") from error
    return value


def _refuse_constant(name: str, at: Location) -> NoReturn:
    raise SourceError(f"{name} is no JSON number", at, "write it as text")


def _flatten(value: dict[str, Json], path: str, line: int, oddities: list[str], depth: int = 0) -> Iterator[Entry]:
    """Yield the entries of an object in the order of a page: a list opens its container once for each item."""
    if depth > MAX_DEPTH:
        raise SourceError("the JSON is nested too deeply", hint=f"{MAX_DEPTH} levels are read")
    for key, item in value.items():
        inside = f"{path}{key}"
        if key in CONTAINERS and _belongs(key, path):
            for each in item if isinstance(item, list) else [item]:
                if isinstance(each, dict):
                    yield Entry(key, None, line)
                    yield from _flatten(each, _path_below(key, path), line, oddities, depth + 1)
                else:
                    yield Entry(key, _text(each), line)
            if item == []:
                yield Entry(key, None, line)
        elif key in KNOWN_KEYS and key not in CONTAINERS:
            for each in item if isinstance(item, list) else [item]:
                yield Entry(key, _text(each), line)
        else:
            near = nearest_key(key)
            oddities.append(f"unknown key {inside!r} is kept as source text" + (f"; did you mean {near!r}?" if near else ""))
            yield Entry(f"?{inside}", _text(item), line)


def _belongs(key: str, path: str) -> bool:
    return not path if key in BLOCKS else key in PAIRS


def _path_below(key: str, path: str) -> str:
    return f"{path}{key}."


def _text(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
