"""Text into a store, beside the work that makes it: what is removed and added, in the order in which it was said."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.terms import Term

_CHUNK: Final = 32 << 20
"""Bytes of N-Quads that are loaded at once: memory grows with them, and tables shrink."""
_SMALL: Final = 1 << 20
"""Less than this is loaded in one transaction, more as new tables."""
_WAITING: Final = 1
"""Chunks that wait while one is loaded."""
_REMOVED: Final = 20_000
"""Triples that are removed in one transaction."""


class _Chunk:
    """What is removed, and then what is added."""

    def __init__(self) -> None:
        self.dropped: list[Term] = []
        self.removed: dict[Term, list[str]] = {}
        self.pieces: list[bytes] = []
        self.size = 0

    def updates(self) -> Iterator[str]:
        """Yield what removes, each piece to be done at once."""
        if self.dropped:
            yield " ; ".join(f"DROP SILENT GRAPH {graph}" for graph in self.dropped)
        for graph, lines in self.removed.items():
            for start in range(0, len(lines), _REMOVED):
                data = "".join(lines[start : start + _REMOVED])
                yield f"DELETE DATA {{ {f'GRAPH {graph} {{ {data} }}' if graph else data} }}"


class Loader:
    """Fills a store from a thread of its own; the store lets go of Python's lock while it works.

    What is said to be removed is removed before what is added after it. What was added is in the store only after
    `drain`; so whoever removes or reads what may still wait drains first.

    Parameters
    ----------
    store
        Nobody else may write it meanwhile.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._chunk = _Chunk()
        self._queue: queue.Queue[_Chunk | None] = queue.Queue(maxsize=_WAITING)
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None

    def add(self, quads: bytes) -> None:
        """Add N-Quads lines.

        Raises
        ------
        OSError
            If loading earlier ones failed, such as on a full disk.
        """
        self._chunk.pieces.append(quads)
        self._grow(len(quads))

    def remove(self, triples: Iterable[str], graph: Term = "") -> None:
        """Remove triples, given as ``subject predicate object``, from the default graph or a named one."""
        lines = [f"{triple} .\n" for triple in triples]
        self._chunk.removed.setdefault(graph, []).extend(lines)
        self._grow(sum(map(len, lines)))

    def remove_graphs(self, graphs: Collection[Term]) -> None:
        """Remove named graphs with all they hold; what the default graph holds of them stays."""
        self._chunk.dropped.extend(graphs)

    def drain(self) -> None:
        """Return when all is in the store.

        Raises
        ------
        OSError
            If loading failed.
        """
        self._queue.join()
        self._raise()
        chunk, self._chunk = self._chunk, _Chunk()
        self._load(chunk)

    def close(self) -> None:
        """End the thread; what still waits is lost."""
        if self._thread is not None:
            self._error = self._error or RuntimeError("closed")
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _grow(self, size: int) -> None:
        self._chunk.size += size
        if self._chunk.size > _CHUNK:
            self._hand_over()

    def _hand_over(self) -> None:
        self._raise()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="kg-loader", daemon=True)
            self._thread.start()
        self._queue.put(self._chunk)
        self._chunk = _Chunk()

    def _work(self) -> None:
        while (chunk := self._queue.get()) is not None:
            try:
                if self._error is None:
                    self._load(chunk)
            except BaseException as error:  # noqa: BLE001 -- raised again where the store is filled from
                self._error = error
            finally:
                self._queue.task_done()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _load(self, chunk: _Chunk) -> None:
        for update in chunk.updates():
            self.store.update(update)
        data = b"".join(chunk.pieces)
        chunk.pieces.clear()
        if len(data) < _SMALL:
            self.store.load(data, ox.RdfFormat.N_QUADS)
        else:
            self.store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
