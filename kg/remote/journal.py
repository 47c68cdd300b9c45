"""What a store is known to hold: a line of JSON for each graph that arrived, written as soon as it did."""

from __future__ import annotations

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
        The file, read if it is there; a last line that a kill cut short is passed over.
    address
        Of the store; a journal of another one is refused.

    Raises
    ------
    StoreError
        If the file is another store's, or cannot be written.
    """

    def __init__(self, path: Path, address: str) -> None:
        self._path, self._address = path, address
        self.known: dict[str, str] = {}
        self._read()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"the journal {str(path)!r} cannot be written: {error.strerror or error}",
                hint="choose another file with --journal",
            ) from error
        self._write({"kg-push": _VERSION, "store": address})
        for graph, content in self.known.items():
            self._write({"graph": graph, "hash": content})

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

    def _read(self) -> None:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for number, line in enumerate(lines):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if not number and entry.get("store") != self._address:
                raise StoreError(
                    f"{str(self._path)!r} is no journal of {self._address}", hint="choose another file with --journal"
                )
            if "graph" in entry:
                self.known[entry["graph"]] = entry["hash"]
        self.known = {graph: content for graph, content in self.known.items() if content}

    def _write(self, entry: dict[str, object]) -> None:
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()
