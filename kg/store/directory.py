"""A graph directory whose readers see the old graph or the new one, never half of one.

Everything a build makes goes into a folder of its own below ``.builds``; the
last step replaces the symbolic link ``current``, which POSIX does atomically.
The names that people use (``store``, ``graph.ttl`` ...) lead through that link.
The build before stays, and so does any that a reader still has open.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import sqlite3
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.state import BuildState

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS: Final = ("store", "graph.ttl", "report.ttl", "report.json", "set-aside", "build.json")
"""What a graph directory holds, by the names that people use."""

STATE: Final = "state.sqlite"
"""What a build remembers of its records, for the next one and for reports."""

SEARCH_INDEX: Final = "search.sqlite"
"""The file of a build that search is answered from."""

_BUILDS: Final = ".builds"
_CURRENT: Final = "current"
_PREVIOUS: Final = ".previous"
_LINK: Final = ".link-"
_LEASE: Final = "build.json"
"""The file of a build that its readers hold a shared lock on."""

_ATTEMPTS: Final = 100


class GraphDirectory:
    """A folder that holds a graph.

    Parameters
    ----------
    path
        The folder; it need not exist before the first build.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._leases: list[int] = []
        self._opened: Path | None = None
        weakref.finalize(self, _close_all, self._leases)

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
        """Open the published store for reading; nothing is copied or written, and no build waits for it.

        The build that was opened stays on disk as long as this object lives, however often the
        directory is built again.

        Raises
        ------
        StoreError
            If there is none, or it is damaged.
        """
        folder = self.lease()
        try:
            return ox.Store.read_only(str(folder / "store"))
        except (OSError, RuntimeError) as error:  # RuntimeError is how RocksDB tells of corruption
            raise StoreError(
                f"the store in {str(self.path)!r} cannot be opened: {error}", hint="build it again with --fresh"
            ) from error

    @property
    def opened(self) -> Path:
        """The folder of the store that was opened last, or of the published one; later builds do not change it."""
        return self._opened or self.current()

    def state(self) -> BuildState | None:
        """Open what the build of the opened store remembers of its records, read only; ``None`` if it cannot be."""
        try:
            return BuildState(self.opened / STATE, read_only=True)
        except StoreError:
            return None

    def lease(self) -> Path:
        """Return the folder of the published build, and keep it on disk as long as this object lives.

        Raises
        ------
        StoreError
            If there is none.
        """
        for _ in range(_ATTEMPTS):
            folder = self.current()
            lease = _lease(folder, fcntl.LOCK_SH)
            if lease is not None:
                self._leases.append(lease)
                return folder
        problem = f"the graph directory {str(self.path)!r} has no whole build"
        raise StoreError(problem, hint="build it again with --fresh")

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
            try:
                with self._writing():
                    folder.mkdir(parents=True)
                    yield folder
                    _flush(folder)
                    self._publish(folder)
            finally:
                self._sweep()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{str(self.path)!r} is a file, no folder", hint="choose another with --graph")
        with self._writing():
            self.path.mkdir(parents=True, exist_ok=True)
            self._refuse_foreign_files()
            handle = (self.path / ".lock").open("a")
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(
                    f"another build of {str(self.path)!r} is running", hint="wait until it ends, or build elsewhere"
                ) from error
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Say in our words what the disk, RocksDB or SQLite refuse."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            kept = "; the last good graph is as it was" if self.has_graph else ""
            raise StoreError(
                f"the graph directory {str(self.path)!r} cannot be written: {reason}{kept}",
                hint="make room, mend its permissions, or choose another with --graph",
            ) from error

    def _refuse_foreign_files(self) -> None:
        for name in (*PARTS, _CURRENT):
            path = self.path / name
            if path.exists() and not path.is_symlink():
                raise StoreError(
                    f"{str(path)!r} was not made by kg, so it is not overwritten", hint="choose another --graph"
                )

    def _publish(self, folder: Path) -> None:
        """Point ``current`` at `folder` in one step; the names that lead through it stand there before."""
        for name in PARTS:
            link = self.path / name
            if not link.is_symlink():
                link.symlink_to(f"{_CURRENT}/{name}")
        if self.has_graph:
            self._point(_PREVIOUS, self.current())
        self._point(_CURRENT, folder)
        _sync_folder(self.path)

    def _point(self, name: str, folder: Path) -> None:
        fresh = self.path / f"{_LINK}{secrets.token_hex(8)}"
        fresh.symlink_to(f"{_BUILDS}/{folder.name}")
        fresh.replace(self.path / name)

    def _sweep(self) -> None:
        """Remove what unfinished builds left, and builds that nobody reads any more."""
        for link in self.path.glob(f"{_LINK}*"):
            link.unlink(missing_ok=True)
        kept = {(self.path / name).resolve() for name in (_CURRENT, _PREVIOUS)}
        for folder in (self.path.resolve() / _BUILDS).glob("*"):
            if folder not in kept:
                _remove_unread(folder)


def copy_store(source: Path, target: Path) -> None:
    """Copy a published store cheaply: its tables never change, so they are hard-linked, the rest is copied."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":
            link_or_copy(file, target / file.name)
        elif file.name != "LOCK" and not file.name.startswith("LOG") and file.is_file():
            shutil.copy2(file, target / file.name)


def link_or_copy(source: Path, target: Path) -> None:
    """Put a file that nobody writes any more into another folder, at no cost where the disk can do that."""
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target)


def _lease(folder: Path, kind: int) -> int | None:
    """Lock a build and return the descriptor that holds the lock; ``None`` if it is gone or locked otherwise.

    On a file system without locks the descriptor holds nothing: the build before stays all the same.
    """
    try:
        descriptor = os.open(folder / _LEASE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, kind)
        is_held = True
    except OSError as error:
        is_held = error.errno not in {errno.EWOULDBLOCK, errno.EINTR}
    if is_held and os.fstat(descriptor).st_nlink:
        return descriptor
    os.close(descriptor)
    return None


def _remove_unread(folder: Path) -> None:
    """Remove a build unless a reader has it open; one that opens it just now waits, and then takes the next."""
    descriptor = _lease(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if descriptor is None and (folder / _LEASE).exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    if descriptor is not None:
        os.close(descriptor)


def _close_all(descriptors: list[int]) -> None:
    while descriptors:
        os.close(descriptors.pop())


def _flush(folder: Path) -> None:
    """Bring every file of a build to the disk before it is published."""
    for parent, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(parent, name), "rb") as handle:  # noqa: PTH118, PTH123 -- os.walk gives text
                os.fsync(handle.fileno())
        _sync_folder(Path(parent))
    _sync_folder(folder.parent)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
