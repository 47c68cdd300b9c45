"""What could not become a record: the bytes as they came, and one line of JSON that says why."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from kg.errors import KgError
    from kg.sources import Document

FILE: Final = "set-aside.jsonl"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One thing that was refused.

    Attributes
    ----------
    file, line, record
        Where it stands; line 0 and an empty record where they mean nothing.
    problem, hint
        What is wrong and what to do.
    kept_as
        Name of the file in ``set-aside/`` that holds its bytes; empty where there were none to keep.
    """

    file: str
    line: int
    record: str
    problem: str
    hint: str
    kept_as: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        record = f" ({self.record})" if self.record else ""
        return f"{place}{record}: {self.problem}"


def set_aside(error: KgError, document: Document | None, folder: Path) -> SetAside:
    """Keep the bytes behind `error` in `folder` and return what to tell of it."""
    at = error.at
    line = at.line if at else 0
    kept_as = ""
    if document is not None:
        data = document.data
        if at is not None and line and document.is_lines:
            data = data.split(b"\n")[line - 1]
        suffix = f"-line-{line}" if document.is_lines and line else ""
        base = _UNSAFE.sub("-", document.name.rpartition("/")[2]).strip("-.")[:60] or "source"
        kept_as = f"{document.digest[:16]}{suffix}-{base}"
        folder.mkdir(exist_ok=True)
        (folder / kept_as).write_bytes(data)
    return SetAside(
        file=at.source if at else (document.name if document else ""),
        line=line,
        record=at.record if at else "",
        problem=error.problem,
        hint=error.hint,
        kept_as=kept_as,
    )


def write_set_aside(entries: Iterable[SetAside], folder: Path) -> None:
    """Write ``set-aside.jsonl``; an empty one says that all was read."""
    folder.mkdir(exist_ok=True)
    lines = (json.dumps(asdict(entry), ensure_ascii=False) for entry in entries)
    (folder / FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def carry_over(previous: Path, folder: Path, *, read_again: Collection[str]) -> list[SetAside]:
    """Return what an earlier build set aside from documents that this one did not read, bytes and all."""
    listing = previous / FILE
    if not listing.is_file():
        return []
    entries = [SetAside(**json.loads(line)) for line in listing.read_text(encoding="utf-8").splitlines()]
    kept = [entry for entry in entries if entry.file not in read_again]
    for entry in kept:
        if entry.kept_as and (previous / entry.kept_as).is_file():
            folder.mkdir(exist_ok=True)
            shutil.copy2(previous / entry.kept_as, folder / entry.kept_as)
    return kept
