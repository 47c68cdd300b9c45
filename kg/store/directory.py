"""A graph directory whose readers see the old graph or the new one, never half of one.

Everything a build makes goes into a folder of its own below ``.builds``; the
last step replaces the symbolic link ``current``, which POSIX does atomically.
The names that people use (``store``, ``graph.ttl`` ...) lead through that link.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARTS: Final = ("store", "graph.ttl", "report.ttl", "report.json", "set-aside", "build.json")
"""What a graph directory holds, by the names that people use."""

_BUILDS: Final = ".builds"
_CURRENT: Final = "current"
_ATTEMPTS: Final = 5
_KEPT: Final = 2
"""How many builds stay: the current one and the one that readers may still have open."""


class GraphDirectory:
    """A folder that holds a graph.

    Parameters
    ----------
    path
        The folder; it need not exist before the first build.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def has_graph(self) -> bool:
        """Whether a build was published here."""
        return (self.path / _CURRENT / "store").is_dir()

    def current(self) -> Path:
        """Return the folder of the published build, with links resolved, so that a later build cannot swap it.

        Raises
        ------
        StoreError
            If there is none.
        """
        if not self.has_graph:
            problem = "holds no graph" if self.path.exists() else "does not exist"
            raise StoreError(
                f"the graph directory {str(self.path)!r} {problem}",
                hint=f"make one: kg build SOURCE --graph {self.path}",
            )
        return (self.path / _CURRENT).resolve()

    def open(self) -> ox.Store:
        """Open the published store for reading; nothing is locked, copied or written.

        Raises
        ------
        StoreError
            If there is none, or it is damaged.
        """
        for attempt in range(_ATTEMPTS):
            folder = self.current()
            try:
                return ox.Store.read_only(str(folder / "store"))
            except OSError as error:
                if folder != self.current() and attempt + 1 < _ATTEMPTS:
                    continue  # a build was published and swept between the two lines
                raise StoreError(
                    f"the store in {str(self.path)!r} cannot be opened: {error}", hint="build it again with --fresh"
                ) from error
        raise AssertionError("unreachable: the last attempt returns or raises")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty folder to build in, and publish it when the block ends without an error.

        Raises
        ------
        StoreError
            If another build of this directory is running, or it cannot be written.
        """
        with self._lock():
            self._sweep()
            folder = self.path / _BUILDS / secrets.token_hex(8)
            folder.mkdir(parents=True)
            try:
                yield folder
                _flush(folder)
                self._publish(folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._sweep()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._refuse_foreign_files()
            handle = (self.path / ".lock").open("a")
        except OSError as error:
            raise StoreError(
                f"the graph directory {str(self.path)!r} cannot be written: {error.strerror or error}",
                hint="choose another with --graph",
            ) from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(
                    f"another build of {str(self.path)!r} is running", hint="wait until it ends, or build elsewhere"
                ) from error
            yield

    def _refuse_foreign_files(self) -> None:
        for name in (*PARTS, _CURRENT):
            path = self.path / name
            if path.exists() and not path.is_symlink():
                raise StoreError(
                    f"{str(path)!r} was not made by kg, so it is not overwritten", hint="choose another --graph"
                )

    def _publish(self, folder: Path) -> None:
        """Point ``current`` at `folder` in one step, then make sure that the names lead there."""
        fresh = self.path / f".{_CURRENT}.{folder.name}"
        fresh.symlink_to(f"{_BUILDS}/{folder.name}")
        fresh.replace(self.path / _CURRENT)
        for name in PARTS:
            link = self.path / name
            if not link.is_symlink():
                link.symlink_to(f"{_CURRENT}/{name}")
        _sync_folder(self.path)

    def _sweep(self) -> None:
        """Remove what killed builds left, and builds that nobody reads any more."""
        for link in self.path.glob(f".{_CURRENT}.*"):
            link.unlink(missing_ok=True)
        current = (self.path / _CURRENT).resolve()
        complete = [folder for folder in (self.path / _BUILDS).glob("*") if folder != current]
        complete.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
        keep = _KEPT - 1 if current.exists() else 0
        published = [folder for folder in complete if (folder / "build.json").is_file()][:keep]
        for folder in complete:
            if folder not in published:
                shutil.rmtree(folder, ignore_errors=True)


def copy_store(source: Path, target: Path) -> None:
    """Copy a published store cheaply: its tables never change, so they are hard-linked, the rest is copied."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":
            try:
                os.link(file, target / file.name)
                continue
            except OSError:
                pass  # another file system, or one without links
        if file.name != "LOCK" and file.is_file():
            shutil.copy2(file, target / file.name)


def _flush(folder: Path) -> None:
    """Bring every file of a build to the disk before it is published."""
    for parent, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(parent, name), "rb") as handle:  # noqa: PTH118, PTH123 -- os.walk gives text
                os.fsync(handle.fileno())


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
