"""Records of the build before, back from its graph: to be done again without their sources."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.errors import Location
from kg.pipeline.ledger import stored_values
from kg.pipeline.provenance import GENERATED_BY
from kg.pipeline.reading import Item
from kg.pipeline.work import RecordWork
from kg.records import Record
from kg.store.directory import STATE
from kg.store.state import BuildState
from kg.store.triples import triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from kg.pipeline.taken import Taken
    from kg.pipeline.written import RecordWriter, Written
    from kg.reference import Reference
    from kg.store import GraphDirectory, StoredRecord
    from kg.terms import Triple

_AT_ONCE: Final = 32
"""Records in one piece of work."""


class Earlier:
    """The published graph that a build goes on from.

    Parameters
    ----------
    directory
        The graph directory.
    folder
        Its published build; ``None`` if there is none.
    reference
        The vocabularies.
    writer
        Writes records.
    """

    def __init__(
        self, directory: GraphDirectory, folder: Path | None, reference: Reference, writer: RecordWriter
    ) -> None:
        self._directory, self._folder, self._reference, self._writer = directory, folder, reference, writer

    def provenance(self) -> list[Triple]:
        """Return what its provenance graph says, but for which build made what: another one makes all of it now."""
        triples = triples_of_graph(self._store, self._reference.names.graph("provenance"))
        return [triple for triple in triples if triple[1] != GENERATED_BY]

    def items(self, state: BuildState) -> Iterator[Item]:
        """Yield its records as work, without a document."""
        waiting: list[Record] = []
        for stored in state.records():
            waiting.append(self._record(stored))
            if len(waiting) == _AT_ONCE:
                yield _item(waiting)
                waiting = []
        if waiting:
            yield _item(waiting)

    def write_again(self, taken: Taken) -> Written:
        """Write a record that came in as it stands in the graph, after another source of this build changed it."""
        assert self._folder is not None
        state = BuildState(self._folder / STATE, read_only=True)
        stored = state.get(*taken.key)
        state.close()
        assert stored is not None
        return self._writer.write(self._record(stored, taken))

    @cached_property
    def _store(self) -> ox.Store:
        return self._directory.open()

    def _record(self, stored: StoredRecord, taken: Taken | None = None) -> Record:
        name = f"{stored.kind} {stored.number}"
        return Record(
            kind=stored.kind,
            number=stored.number,
            evaluation_number=stored.evaluation,
            values=stored_values(self._store, (stored.kind, stored.number), self._reference),
            at=taken.at if taken else Location(stored.document, 0, name),
            layout=taken.layout if taken else "",
        )


def _item(records: Iterable[Record]) -> Item:
    return Item(source="", document=None, work=RecordWork(records=tuple(records)))
