"""Records into a store, one at a time: what is new, what changed, what stays as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import KgError, MappingError
from kg.mapping.restore import restored_values
from kg.pipeline.mapped import as_lines, facts_of, map_whole
from kg.pipeline.provenance import PRIMARY_SOURCE, linked_by
from kg.pipeline.versions import WAS_REVISION_OF, prior_version, version_term
from kg.records import Notice
from kg.records.lines import lines_of
from kg.store import BuildState, StoredRecord
from kg.store.triples import load_lines, remove_graph, remove_quad, triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.linking.linker import Linker
    from kg.pipeline.mapped import Mapped
    from kg.records import Record, Value
    from kg.records.lines import Lines
    from kg.reference import Reference
    from kg.store.state import Key, Origin
    from kg.terms import Term, Triple

_FLUSH_AT: Final = 64 << 20
"""Characters of N-Quads that wait in memory before they are loaded."""


@dataclass(slots=True)
class Ledger:
    """Keeps store and state in step while records come in.

    Attributes
    ----------
    store, state
        The store being built, and what is remembered of its records.
    reference, linker
        The vocabularies, and who links; no linking without one.
    build
        A number that no build of this graph had before.
    before
        Every record touched, as it stood before this build; ``None`` where it is new.
    seen
        Every record that came in.
    repeated
        How often a record came again in this build.
    notices
        What reading and mapping brought to light.
    """

    store: ox.Store
    state: BuildState
    reference: Reference
    linker: Linker | None
    build: int = 1
    before: dict[Key, StoredRecord | None] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    repeated: int = 0
    notices: list[Notice] = field(default_factory=list)
    _pending: list[str] = field(default_factory=list)
    _pending_keys: set[Key] = field(default_factory=set)
    _size: int = 0

    def take(self, record: Record, origin: Origin) -> None:
        """Take in a record from a source.

        The same content in another form or from a mirror host stays one record, and the better
        reading of the two is kept. Other content replaces what was there, and that stays as a prior version.

        Raises
        ------
        KgError
            If the record cannot be linked or mapped; nothing has changed then.
        """
        key = record.key
        stored = self.state.get(*key)
        if stored is None or stored.content != record.content_hash():
            is_other = stored is None or stored.folded != record.folded_hash()
            if stored is None or is_other or record.rank() > stored.rank:
                mapped = self._mapped(record)
                self.before.setdefault(key, stored)
                if stored is not None:
                    self._drop(stored, keep_version=is_other)
                self._put(mapped, origin.document)
                if is_other and key in self.seen:
                    problem = "another source of this build says something else; the later one was taken"
                    hint = "kg query prior-versions shows the earlier"
                    self.notices.append(Notice("contradicting-sources", problem, record.at, hint))
        self.repeated += key in self.seen
        self.seen.add(key)
        self._note_origin(key, origin, lines_of(record))

    def outcomes(self) -> Counter[str]:
        """Return how many of the records that came in are new, changed or unchanged, and how often one came again."""
        changed = 0
        fresh = 0
        for key in self.seen:
            then = self.before.get(key)
            if key in self.before and then is None:
                fresh += 1
            elif then is not None:
                now = self.state.get(*key)
                changed += now is not None and now.folded != then.folded
        unchanged = len(self.seen) - fresh - changed
        return Counter({"new": fresh, "changed": changed, "unchanged": unchanged, "duplicate": self.repeated})

    def redo(self, record: Record) -> None:
        """Link and map a record again that an earlier build read, because the rules are other ones now."""
        self._put(map_whole(record, self.linker, self.reference), record.at.source)

    def withdraw(self, keys: Iterable[Key]) -> None:
        """Remove records from the graph; their content stays as a prior version."""
        for key in sorted(keys):
            stored = self.state.get(*key)
            if stored is not None:
                self.before.setdefault(key, stored)
                self._drop(stored, keep_version=True)
            self.state.remove([key])

    def say(self, triples: Iterable[Triple]) -> None:
        """Add triples to the provenance graph."""
        self._write(as_lines(triples, self._provenance))

    def forget(self, subject: Term, predicate: Term | None = None, object_: Term | None = None) -> list[Term]:
        """Remove what the provenance graph says of `subject`, and return the objects."""
        subject_node, graph = ox.NamedNode(subject[1:-1]), ox.NamedNode(self._provenance[1:-1])
        predicate_node = ox.NamedNode(predicate[1:-1]) if predicate else None
        object_node = ox.NamedNode(object_[1:-1]) if object_ else None
        quads = list(self.store.quads_for_pattern(subject_node, predicate_node, object_node, graph))
        for quad in quads:
            remove_quad(self.store, quad)
        return [str(quad.object) for quad in quads]

    def flush(self) -> None:
        """Load what waits."""
        if self._pending:
            load_lines(self.store, self._pending)
            self._pending.clear()
            self._pending_keys.clear()
            self._size = 0

    def close(self) -> None:
        """Let go of the store, which closes its files."""
        del self.store

    @property
    def _provenance(self) -> Term:
        return self.reference.names.graph("provenance")

    def _mapped(self, record: Record) -> Mapped:
        try:
            return map_whole(record, self.linker, self.reference)
        except (KgError, MemoryError):
            raise
        except Exception as error:  # one odd record must not stop the others: it is set aside and named
            problem = f"the record cannot be mapped: {type(error).__name__}: {error}"
            raise MappingError(problem, record.at, "this is a fault of kg: please report it with the record") from error

    def _put(self, mapped: Mapped, document: str) -> None:
        record, names = mapped.record, self.reference.names
        self.notices.extend(mapped.notices)
        content = record.content_hash()
        if self.build > 1 or record.key in self.seen:  # what is said now is no prior version any more
            version = version_term(record.key, content, names)
            if self.forget(version):
                self.forget(names.thing(*record.key), WAS_REVISION_OF, version)
        self._write(mapped.quads(names))
        self.state.flaws.put(*record.key, mapped.flaws)
        if mapped.linked:
            self.say([linked_by(*record.key, names)])
        self._pending_keys.add(record.key)
        self.state.put(
            StoredRecord(
                kind=record.kind,
                number=record.number,
                content=content,
                folded=record.folded_hash(),
                rank=record.rank(),
                document=document,
                facts=facts_of(record, mapped.language, self.reference),
                uses=mapped.uses(self.reference),
                summary=mapped.summary,
            )
        )

    def _drop(self, stored: StoredRecord, *, keep_version: bool) -> None:
        key, names = (stored.kind, stored.number), self.reference.names
        if key in self._pending_keys:
            self.flush()
        if keep_version:
            values = stored_values(self.store, key, self.reference)
            sources = self.forget(names.thing(*key), PRIMARY_SOURCE)
            self.say(prior_version(key, stored.content, values, sources, names))
            self._pending_keys.add(key)
            self.state.forget_origins(key)
        remove_graph(self.store, names.graph("record", *key))
        remove_graph(self.store, names.graph("linked", *key))
        self.forget(names.graph("linked", *key))

    def _note_origin(self, key: Key, origin: Origin, lines: Lines) -> None:
        """Remember that this document holds the record, and no longer the one that stood there before."""
        is_new, gone = self.state.note_origin(key, origin, self.build, lines)
        subject = self.reference.names.thing(*key)
        if is_new:
            self.say([(subject, PRIMARY_SOURCE, self._source(origin.digest))])
            self._pending_keys.add(key)
        if gone:
            self.forget(subject, PRIMARY_SOURCE, self._source(gone))

    def _source(self, digest: str) -> Term:
        return self.reference.names.thing("source", digest[:16])

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._pending.append(line)
            self._size += len(line)
        if self._size > _FLUSH_AT:
            self.flush()


def stored_values(store: ox.Store, key: Key, reference: Reference) -> tuple[Value, ...]:
    """Return the values of a stored record, back from its graph."""
    triples = triples_of_graph(store, reference.names.graph("record", *key))
    return restored_values(*key, triples, reference)
