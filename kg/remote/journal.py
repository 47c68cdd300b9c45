"""What a store is known to hold: a line of JSON for each graph that arrived, written as soon as it did."""

from __future__ import annotations

import fcntl
import json
from typing import TYPE_CHECKING, Final, Self

from kg.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_VERSION: Final = 1
_UNSURE: Final = "?"


class Journal:
    """The graphs that a store holds, and the hash of what each held when it was sent.

    Parameters
    ----------
    path
        The file, read if it is there and added to; a last line that a kill cut short is passed over.
    address
        Of the store; a journal of another one, and a file that is none, are refused and stay as they are.

    Raises
    ------
    StoreError
        If the file is another store's or no journal, cannot be written, or another push writes it now.
    """

    def __init__(self, path: Path, address: str) -> None:
        self._path, self._address = path, address
        self.known: dict[str, str] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError as error:
            raise StoreError(
                f"the journal {str(path)!r} cannot be written: {error.strerror or error}",
                hint="choose another file with --journal",
            ) from error
        try:
            self._lock()
            self._read()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def sending(self, graph: str) -> None:
        """Note that a graph is on its way, and that nobody knows what the store holds until it arrived."""
        self.arrived(graph, _UNSURE)

    def arrived(self, graph: str, content: str) -> None:
        """Note that the store holds a graph now."""
        self.known[graph] = content
        self._write({"graph": graph, "hash": content})

    def removed(self, graph: str) -> None:
        """Note that the store does not hold a graph any more."""
        self.known.pop(graph, None)
        self._write({"graph": graph, "hash": ""})

    def forget(self) -> None:
        """Take nothing for granted."""
        for graph in list(self.known):
            self.removed(graph)

    def _lock(self) -> None:
        """Keep the journal for us alone: of two that push at once, neither would know what the store holds."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"another push to {self._address} is under way", hint="wait until it ends; then push again"
            ) from error
        except OSError:  # a file system without locks
            return

    def _read(self) -> None:
        """Read what is known; where a kill cut the last line short, the next begins on a line of its own."""
        self._file.seek(0)
        first, *lines = self._file.read().split(b"\n")
        if not first and not lines:
            self._write({"kg-push": _VERSION, "store": self._address})
            return
        if _entry(first).get("store") != self._address:
            raise StoreError(
                f"{str(self._path)!r} is no journal of {self._address}", hint="choose another file with --journal"
            )
        for entry in map(_entry, lines):
            graph, content = entry.get("graph"), entry.get("hash")
            if isinstance(graph, str) and isinstance(content, str):
                self.known[graph] = content
        self.known = {graph: content for graph, content in self.known.items() if content}
        if lines and lines[-1]:
            self._file.write(b"\n")

    def _write(self, entry: dict[str, object]) -> None:
        self._file.write(json.dumps(entry).encode("ascii") + b"\n")
        self._file.flush()


def _entry(line: bytes) -> dict[str, object]:
    """Return what a line says; nothing where it is none of ours."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, dict) else {}
