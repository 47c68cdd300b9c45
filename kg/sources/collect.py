"""Sources as people give them -> documents: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Location, SourceError
from kg.sources.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STANDARD_INPUT = "-"


def collect(sources: Iterable[str]) -> Iterator[Document | SourceError]:
    """Yield the documents behind `sources`, folders walked and sorted, each file once.

    Hidden files are passed over. A file that cannot be read is given back as its error.

    Parameters
    ----------
    sources
        Paths of files or folders, glob patterns, or ``-`` for standard input.

    Raises
    ------
    SourceError
        If a source does not exist: a slip in the call, not a bad record.
    """
    seen: set[str] = set()
    for source in sources:
        if source == STANDARD_INPUT:
            yield Document("standard input", sys.stdin.buffer.read())
            continue
        for path in _paths(source):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield _read(path)


def _paths(source: str) -> Iterator[Path]:
    path = Path(source)
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))
    elif path.exists():
        yield path
    elif found := sorted(glob.glob(source, recursive=True)):
        for name in found:
            if not Path(name).is_dir():
                yield Path(name)
    else:
        raise SourceError(f"there is no file, folder or match of {source!r}", hint="check the path")


def _read(path: Path) -> Document | SourceError:
    try:
        return Document(path.as_posix(), path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        return SourceError(f"the file cannot be read: {reason}", Location(path.as_posix()), "check its permissions")
