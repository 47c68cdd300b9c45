"""What could not become a record: the bytes as they came, and one line of JSON that says why."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.errors import KgError
    from kg.sources import Document

FILE: Final = "set-aside.jsonl"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST: Final = 60


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
    source, path
        The SOURCE that brought it and the document, absolute: by these a later build knows it again.
    """

    file: str
    line: int
    record: str
    problem: str
    hint: str
    kept_as: str
    source: str = ""
    path: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        record = f" ({self.record})" if self.record else ""
        return f"{place}{record}: {self.problem}"


@dataclass(slots=True)
class SetAsideFolder:
    """The folder ``set-aside`` in the making.

    Attributes
    ----------
    folder
        Where the bytes go.
    entries
        What this build refused.
    """

    folder: Path
    entries: list[SetAside] = field(default_factory=list)

    def add(
        self, error: KgError, document: Document | None, *, source: str, path: str, part: bytes | None = None
    ) -> None:
        """Keep the bytes behind `error`, and what to tell of it.

        Parameters
        ----------
        error
            Why it was refused.
        document
            Where it stood; ``None`` if that could not even be opened.
        source, path
            See `SetAside`.
        part
            The bytes of the refused part; ``None`` for all of the document.
        """
        at = error.at
        line = at.line if at else 0
        self.entries.append(
            SetAside(
                file=at.source if at else (document.name if document else ""),
                line=line,
                record=at.record if at else "",
                problem=error.problem,
                hint=error.hint,
                kept_as=self._keep(document, line, part) if document is not None else "",
                source=source,
                path=path,
            )
        )

    def carry_over(self, previous: Path, is_kept: Callable[[SetAside], bool]) -> list[SetAside]:
        """Take over from the build before what it set aside, bytes and all, where `is_kept` says so."""
        entries = [entry for entry in set_aside_in(previous) if is_kept(entry)]
        if not entries:
            return []
        self.folder.mkdir(exist_ok=True)
        for entry in entries:
            if entry.kept_as and (previous / entry.kept_as).is_file():
                shutil.copy2(previous / entry.kept_as, self.folder / entry.kept_as)
        return entries

    def write(self, carried: list[SetAside]) -> None:
        """Write ``set-aside.jsonl``; an empty one says that all was read."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
            for entry in (*self.entries, *carried):
                file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")

    def _keep(self, document: Document, line: int, part: bytes | None) -> str:
        """Write the refused part, or all of the document; return the file's name."""
        suffix = "" if part is None else f"-{f'line-{line}' if line else hashlib.sha256(part).hexdigest()[:8]}"
        base = _UNSAFE.sub("-", document.name.rpartition("/")[2]).strip("-.")[:_LONGEST] or "source"
        name = f"{document.digest[:16]}{suffix}-{base}"
        self.folder.mkdir(exist_ok=True)
        if not (self.folder / name).exists():
            with (self.folder / name).open("wb") as file:
                if part is not None:
                    file.write(part)
                else:
                    with document.open() as stream:
                        shutil.copyfileobj(stream, file)
        return name


def set_aside_in(folder: Path) -> list[SetAside]:
    """Return what a build set aside, by its folder."""
    listing = folder / FILE
    if not listing.is_file():
        return []
    lines = listing.read_text(encoding="utf-8").split("\n")
    return [SetAside(**json.loads(line)) for line in lines if line]
