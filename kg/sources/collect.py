"""Sources as people give them -> documents: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import shutil
import stat
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import Location, SourceError
from kg.sources.document import SMALL, Document, document_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, BinaryIO

STANDARD_INPUT: Final = "-"


def collect(sources: Iterable[str]) -> Iterator[Document | SourceError]:
    """Yield the documents behind `sources`, folders walked and sorted, each file once.

    Hidden files and Jupyter notebooks are passed over; links to folders are followed, each folder
    once. A file or folder that cannot be read is given back as its error.

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
            yield _take_stream("standard input", sys.stdin.buffer)
            continue
        for path in _paths(source, seen):
            if isinstance(path, SourceError):
                yield path
                continue
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield _read(path, is_named=path == Path(source))


def _paths(source: str, seen: set[str]) -> Iterator[Path | SourceError]:
    path = Path(source)
    if path.is_dir():
        yield from _walk(path, seen)
    elif path.exists():
        yield path
    elif found := sorted(glob.glob(source, recursive=True)):  # noqa: PTH207 -- Path.glob refuses absolute ones
        for name in found:
            yield from _walk(Path(name), seen) if Path(name).is_dir() else [Path(name)]
    else:
        raise SourceError(f"there is no file, folder or match of {source!r}", hint="check the path")


def _walk(path: Path, seen: set[str]) -> Iterator[Path | SourceError]:
    failures: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=failures.append, followlinks=True):
        yield from map(_unlisted, failures)
        failures.clear()
        real = os.path.realpath(folder)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not (name.startswith(".") or _is_notebook(name)))
    yield from map(_unlisted, failures)


def _is_notebook(name: str) -> bool:
    """Tell whether a file beside records is what somebody works on them with."""
    return name.endswith(".ipynb")


def _unlisted(error: OSError) -> SourceError:
    at = Location(Path(str(error.filename)).as_posix())
    return SourceError(f"the folder cannot be listed: {error.strerror or error}", at, "check its permissions")


def _read(path: Path, *, is_named: bool) -> Document | SourceError:
    """Read a file; what is no regular file is read only if it was named (a pipe may never end)."""
    name = path.as_posix()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            if not is_named:
                return SourceError("this is no regular file", Location(name), "name it as a SOURCE of its own")
            with path.open("rb") as stream:
                return _take_stream(name, stream)
        if status.st_size <= SMALL:
            return Document(name, path.read_bytes())
        return document_of(name, partial(_open, path))
    except OSError as error:
        reason = error.strerror or str(error)
        return SourceError(f"the file cannot be read: {reason}", Location(name), "check its permissions")


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _take_stream(name: str, stream: BinaryIO) -> Document:
    """Read a stream to its end; a long one waits in a temporary file, as it is read twice."""
    data = stream.read(SMALL + 1)
    if len(data) <= SMALL:
        return Document(name, data)
    spool = tempfile.NamedTemporaryFile(prefix="kg-")  # noqa: SIM115 -- lives as long as the document
    spool.write(data)
    shutil.copyfileobj(stream, spool)
    spool.flush()
    return Document(name, opener=partial(_reopen, spool))


def _reopen(spool: IO[bytes]) -> BinaryIO:
    return _open(Path(spool.name))
