"""Pages -> files: lines of JSON, one text file a page, or a table."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from benchmarks.generator.findings import Generated

_FILES_OF_A_FOLDER: Final = 1_000
_COLUMNS: Final = (
    "url", "eval_number", "eval_url", "eval_title", "country", "region", "theme", "category", "description", "context",
    "challenges", "success", "comments", "administrative_issues", "replication", "cause_effect", "indicators", "links",
    "title", "action_plan", "date", "management_response", "progress", "admin_units", "project_symbols",
    "information_source",
)  # fmt: skip
_PAIRS: Final = {"country": "location", "region": "location", "theme": "themes", "category": "themes"}


def write_jsonl(pages: Iterable[Generated], file: Path) -> int:
    """Write one JSON object a line; return how many."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    count = 0
    with file.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as lines:
        for count, made in enumerate(pages, start=1):  # noqa: B007 -- the last number is the answer
            lines.write(encode(made.page) + "\n")
    return count


def write_text(pages: Iterable[Generated], folder: Path) -> int:
    """Write one file a page, a thousand to a folder; return how many.

    Pages alternate between the two text forms. One with a line break inside a value is always in bullets: the
    other form joins lines with a blank, so the record would be another one.
    """
    count = 0
    for count, made in enumerate(pages, start=1):
        place = folder / f"{(count - 1) // _FILES_OF_A_FOLDER:04d}"
        if (count - 1) % _FILES_OF_A_FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        is_bullets = count % 2 == 0 or _has_breaks(made.page)
        text = "\n".join(_bullets(made.page) if is_bullets else _key_value(made.page))
        (place / f"{made.kind}-{made.number}.txt").write_bytes(text.encode())
    return count


def write_csv(pages: Iterable[Generated], file: Path) -> int:
    """Write a table with one row a finding; return how many rows."""
    count = 0
    with file.open("w", encoding="utf-8", newline="", buffering=1 << 20) as lines:
        rows = csv.writer(lines)
        rows.writerow(_COLUMNS)
        for count, made in enumerate(pages, start=1):  # noqa: B007 -- the last number is the answer
            rows.writerow(_row(made.page))
    return count


FORMS: Final[dict[str, Callable[[Iterable[Generated], Path], int]]] = {
    "jsonl": write_jsonl,
    "text": write_text,
    "csv": write_csv,
}


def _row(page: dict[str, Any]) -> Iterator[str]:
    flat = dict(page)
    for block in ("lessons_learned", "good_practices", "recommendations"):
        flat |= page.get(block, {})
    for column in _COLUMNS:
        if container := _PAIRS.get(column):
            yield ";".join(pair[column] for pair in flat.get(container, ()))
        else:
            yield flat.get(column, "")


def _has_breaks(value: Any) -> bool:  # noqa: ANN401 -- a page's value of any depth
    if isinstance(value, dict):
        return any(_has_breaks(inner) for inner in value.values())
    return "\n" in value if isinstance(value, str) else any(_has_breaks(inner) for inner in value)


def _key_value(page: dict[str, Any]) -> Iterator[str]:
    yield from ("Go to ILO main website", "Back to index", "", page.get("eval_title", ""), "")
    yield from _nested(page)
    yield "Skip to top"


def _nested(block: dict[str, Any]) -> Iterator[str]:
    for key, value in block.items():
        yield f"{key}:"
        if isinstance(value, dict):
            yield from _nested(value)
            yield ""
        elif isinstance(value, list):
            for pair in value:
                yield from _nested(pair)
                yield ""
        else:
            yield value


def _bullets(page: dict[str, Any]) -> Iterator[str]:
    yield from ("Back to index", page.get("eval_title", ""))
    yield from _bulleted(page)
    yield "Skip to top"


def _bulleted(block: dict[str, Any]) -> Iterator[str]:
    for key, value in block.items():
        yield f"- {key}:"
        if isinstance(value, dict):
            yield from _bulleted(value)
        elif isinstance(value, list):
            for pair in value:
                yield from _bulleted(pair)
        else:
            yield f"- {value}"
