"""Records into a store, one at a time: what is new, what changed, what stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from kg.mapping.restore import restored_values
from kg.pipeline.mapped import as_lines, facts_of, map_whole
from kg.pipeline.provenance import PRIMARY_SOURCE
from kg.pipeline.versions import prior_version
from kg.store import BuildState, StoredRecord
from kg.store.triples import load_lines, remove_graph, triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.linking.linker import Linker
    from kg.records import Notice, Record, Value
    from kg.reference import Reference
    from kg.terms import Term, Triple

Outcome = Literal["new", "changed", "unchanged", "duplicate"]
Key = tuple[str, str]

_FLUSH_AT: Final = 64 << 20
"""Characters of N-Quads that wait in memory before they are loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record came from: the SOURCE of the call, the document's name and SHA-256."""

    source: str
    document: str
    digest: str


@dataclass(slots=True)
class Ledger:
    """Keeps store and state in step while records come in.

    Attributes
    ----------
    store, state
        The store being built, and what is remembered of its records.
    reference, linker
        The vocabularies, and who links; no linking without one.
    before
        Every record touched, as it stood before this build; ``None`` where it is new.
    seen
        Every record that came in.
    notices
        What reading and mapping brought to light.
    """

    store: ox.Store
    state: BuildState
    reference: Reference
    linker: Linker | None
    before: dict[Key, StoredRecord | None] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    _pending: list[str] = field(default_factory=list)
    _size: int = 0

    def take(self, record: Record, origin: Origin) -> Outcome:
        """Take in a record from a source.

        The same content in another form or from a mirror host stays one record, and the better
        reading of the two is kept. Other content replaces what was there, and that stays as a prior version.
        """
        stored = self.state.get(*record.key)
        is_duplicate = record.key in self.seen
        self.seen.add(record.key)
        if stored is None:
            self.before.setdefault(record.key, None)
            self._put(record, origin)
            return "new"
        if stored.content == record.content_hash():
            self._note_source(record.key, stored, origin)
            return "duplicate" if is_duplicate else "unchanged"
        self.before.setdefault(record.key, stored)
        if stored.folded == record.folded_hash():
            if record.rank() > stored.rank:
                self._replace(record, origin, keep_version=False)
            self._note_source(record.key, stored, origin)
            return "duplicate" if is_duplicate else "unchanged"
        self._replace(record, origin, keep_version=True)
        return "duplicate" if is_duplicate else "changed"

    def redo(self, record: Record, stored: StoredRecord) -> None:
        """Link and map a record again that an earlier build read, because the rules are other ones now."""
        self._put(record, Origin(source=stored.source, document=stored.document, digest=stored.digest))

    def withdraw(self, keys: set[Key]) -> None:
        """Remove records from the graph; their content stays as a prior version."""
        self.flush()
        for key in sorted(keys):
            self.before[key] = self.state.get(*key)
            self._drop(key, keep_version=True)
        self.state.remove(keys)

    def say(self, triples: list[Triple]) -> None:
        """Add triples to the provenance graph."""
        self._write(as_lines(triples, self.reference.names.graph("provenance")))

    def flush(self) -> None:
        """Load what waits."""
        if self._pending:
            load_lines(self.store, self._pending)
            self._pending.clear()
            self._size = 0

    def values(self, key: Key) -> tuple[Value, ...]:
        """Return the values of a stored record, back from its graph."""
        self.flush()
        triples = triples_of_graph(self.store, self.reference.names.graph("record", *key))
        return restored_values(*key, triples, self.reference)

    def _put(self, record: Record, origin: Origin) -> None:
        names = self.reference.names
        mapped = map_whole(record, self.linker, self.reference)
        self.notices.extend(mapped.notices)
        self._write(mapped.quads(names))
        self.say([(names.thing(*record.key), PRIMARY_SOURCE, self._source(origin))])
        self.state.put(
            StoredRecord(
                kind=record.kind,
                number=record.number,
                content=record.content_hash(),
                folded=record.folded_hash(),
                rank=record.rank(),
                source=origin.source,
                document=origin.document,
                digest=origin.digest,
                triples=len(mapped.stated) + len(mapped.linked),
                facts=facts_of(record, mapped.language, self.reference),
                uses=mapped.uses(self.reference),
                summary=mapped.summary,
            )
        )

    def _replace(self, record: Record, origin: Origin, *, keep_version: bool) -> None:
        self._drop(record.key, keep_version=keep_version)
        self._put(record, origin)

    def _drop(self, key: Key, *, keep_version: bool) -> None:
        self.flush()
        names = self.reference.names
        stored = self.state.get(*key)
        if keep_version and stored is not None:
            source = names.thing("source", stored.digest[:16])
            self.say(list(prior_version(*key, stored.content, self.values(key), source, names)))
            self.flush()
        if keep_version:
            self._forget_sources(names.thing(*key))
        remove_graph(self.store, names.graph("record", *key))
        remove_graph(self.store, names.graph("linked", *key))

    def _forget_sources(self, subject: Term) -> None:
        graph = ox.NamedNode(self.reference.names.graph("provenance")[1:-1])
        quads = self.store.quads_for_pattern(
            ox.NamedNode(subject[1:-1]), ox.NamedNode(PRIMARY_SOURCE[1:-1]), None, graph
        )
        for quad in list(quads):
            self.store.remove(quad)

    def _note_source(self, key: Key, stored: StoredRecord, origin: Origin) -> None:
        """Remember that this document holds the record too."""
        if origin.digest != stored.digest:
            self.say([(self.reference.names.thing(*key), PRIMARY_SOURCE, self._source(origin))])

    def _source(self, origin: Origin) -> Term:
        return self.reference.names.thing("source", origin.digest[:16])

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._pending.append(line)
            self._size += len(line)
        if self._size > _FLUSH_AT:
            self.flush()
