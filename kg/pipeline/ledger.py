"""Records into a store, one at a time: what is new, what changed, what stays as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.mapping.restore import restored_values
from kg.pipeline.owned import Owned
from kg.pipeline.provenance import PRIMARY_SOURCE, build_term, linked_by
from kg.pipeline.versions import WAS_REVISION_OF, prior_version, version_term
from kg.records import Notice
from kg.store.triples import triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.pipeline.parts import GraphParts
    from kg.pipeline.taken import Taken
    from kg.pipeline.written import Written
    from kg.records import Value
    from kg.records.lines import Lines
    from kg.reference import Reference
    from kg.store import BuildState, StoredRecord
    from kg.store.state import Key, Origin
    from kg.terms import Term, Triple


@dataclass(slots=True)
class Ledger:
    """Keeps the graph and what is remembered of it in step while records come in.

    Attributes
    ----------
    parts
        The graph being built.
    reference
        The vocabularies.
    write_again
        Writes a record of the build before, of which only the hashes came in because nothing had changed.
    build
        A number that no build of this graph had before.
    before
        Every record touched, as it stood before this build; ``None`` where it is new.
    seen
        Every record that came in.
    evaluations
        Numbers of the evaluations of which a record came, changed or went.
    bodies
        Paths of the unlisted bodies that such a record names or named.
    repeated
        How often a record came again in this build.
    notices
        What reading and mapping brought to light.
    made_by
        The build, as derived facts name it.
    """

    parts: GraphParts
    reference: Reference
    write_again: Callable[[Taken], Written]
    build: int = 1
    before: dict[Key, StoredRecord | None] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    evaluations: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    repeated: int = 0
    notices: list[Notice] = field(default_factory=list)
    made_by: Term = field(init=False)
    _waiting: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.made_by = build_term(self.reference.names, self.state.setting("rules"))

    @property
    def state(self) -> BuildState:
        """What is remembered of the records."""
        return self.parts.state

    def take(self, taken: Taken, origin: Origin) -> None:
        """Take in a record from a source.

        The same content in another form or from a mirror host stays one record, and the better
        reading of the two is kept. Other content replaces what was there, and that stays as a prior version.
        """
        key = taken.key
        stored = self.state.get(*key)
        if taken.replaces(stored):
            is_other = stored is None or stored.folded != taken.folded
            written = taken.written or self.write_again(taken)
            self.before.setdefault(key, stored)
            if stored is not None:
                self._drop(stored, keep_version=is_other)
            self._put(written, origin.document, is_first=stored is None)
            if is_other and key in self.seen:
                problem = "another source of this build says something else; the later one was taken"
                hint = "kg query prior-versions shows the earlier"
                self.notices.append(Notice("contradicting-sources", problem, taken.at, hint))
        self.repeated += key in self.seen
        self.seen.add(key)
        self._note_origin(key, origin, taken.lines)

    def take_unchanged(self, origin: Origin) -> int:
        """Take in all records of a document that is as it was, and return how many there are."""
        keys = self.state.keep_origins(origin, self.build)
        self.repeated += sum(key in self.seen for key in keys)
        self.seen.update(keys)
        return len(keys)

    def outcomes(self) -> Counter[str]:
        """Return how many of the records that came in are new, changed or unchanged, and how often one came again."""
        changed = 0
        fresh = 0
        for key in self.seen & self.before.keys():
            then = self.before[key]
            if then is None:
                fresh += 1
            else:
                now = self.state.get(*key)
                changed += now is not None and now.folded != then.folded
        unchanged = len(self.seen) - fresh - changed
        return Counter({"new": fresh, "changed": changed, "unchanged": unchanged, "duplicate": self.repeated})

    def redo(self, written: Written, document: str) -> None:
        """Put a record that an earlier build read, written by the rules of now."""
        self._put(written, document, is_first=True)

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
        graph = self._provenance
        said = [" ".join(triple) for triple in triples]
        self.parts.loader.add("".join([f"{triple} {graph} .\n{triple} .\n" for triple in said]).encode())

    def forget(self, subject: Term, predicate: Term | None = None) -> list[Term]:
        """Remove what the provenance graph says of `subject`, and return the objects; nobody else says it."""
        node, graph = ox.NamedNode(subject[1:-1]), ox.NamedNode(self._provenance[1:-1])
        only = ox.NamedNode(predicate[1:-1]) if predicate else None
        quads = self.parts.loader.store.quads_for_pattern(node, only, None, graph)
        found = [(str(quad.predicate), str(quad.object)) for quad in quads]
        self._unsay(" ".join((subject, *pair)) for pair in found)
        return [object_ for _, object_ in found]

    def flush(self) -> None:
        """Return when all that was said is in the store."""
        self.parts.loader.drain()
        self._waiting.clear()

    @property
    def _provenance(self) -> Term:
        return self.reference.names.graph("provenance")

    def _unsay(self, triples: Iterable[str]) -> None:
        gone = list(triples)
        self.parts.loader.remove(gone, self._provenance)
        self.parts.loader.remove(gone)

    def _put(self, written: Written, document: str, *, is_first: bool) -> None:
        row, names = written.row, self.reference.names
        key = (row.kind, row.number)
        self.notices.extend(written.notices)
        if not is_first or self.build > 1:  # what is said now is no prior version any more
            version = version_term(key, row.content, names)
            if self.forget(version):
                self._unsay([f"{names.thing(*key)} {WAS_REVISION_OF} {version}"])
        self.parts.loader.add(written.quads)
        self._waiting.add(key)
        if written.is_linked:
            self.say([linked_by(*key, self.made_by, names)])
        self.state.flaws.put(*key, written.flaws)
        self.state.parts.put_bodies(*key, written.bodies)
        self.bodies.update(path for path, _ in written.bodies)
        self.parts.file.put(written.order, written.block)
        self.parts.tally.update(written.tally)
        self.parts.hold(written.shared)
        self.state.parts.use(row.uses)
        self.state.put(row._replace(document=document))
        self.evaluations.add(row.evaluation)

    def _drop(self, stored: StoredRecord, *, keep_version: bool) -> None:
        key, names, parts = (stored.kind, stored.number), self.reference.names, self.parts
        if key in self._waiting:
            self.flush()
        graphs = [names.graph(part, *key) for part in ("record", "linked")]
        stated, linked = (triples_of_graph(parts.loader.store, graph) for graph in graphs)
        if keep_version:
            values = restored_values(*key, stated, self.reference)
            sources = self.forget(names.thing(*key), PRIMARY_SOURCE)
            self.say(prior_version(key, stored.content, values, sources, names))
            self._waiting.add(key)
            self.state.forget_origins(key)
        owned = Owned(key, names)
        said = {*stated, *linked}
        own = [" ".join(triple) for triple in said if owned.owns(triple[0])]
        shared = [(parts.turtle.order(triple[0]), " ".join(triple)) for triple in said if not owned.owns(triple[0])]
        self._unsay([" ".join(linked_by(*key, self.made_by, names))])
        self.bodies.update(self.state.parts.drop_bodies(*key))
        parts.loader.remove_graphs(graphs)
        parts.loader.remove(own)
        parts.count_own(own, -1)
        parts.release(shared)
        parts.file.drop(owned.order(parts.turtle))
        self.state.parts.use(stored.uses, -1)
        self.evaluations.add(stored.evaluation)

    def _note_origin(self, key: Key, origin: Origin, lines: Lines) -> None:
        """Remember that this document holds the record, and no longer the one that stood there before."""
        is_new, gone = self.state.note_origin(key, origin, self.build, lines)
        subject = self.reference.names.thing(*key)
        if is_new:
            self.say([(subject, PRIMARY_SOURCE, self._source(origin.digest))])
            self._waiting.add(key)
        if gone:
            self._unsay([f"{subject} {PRIMARY_SOURCE} {self._source(gone)}"])

    def _source(self, digest: str) -> Term:
        return self.reference.names.thing("source", digest[:16])


def stored_values(store: ox.Store, key: Key, reference: Reference) -> tuple[Value, ...]:
    """Return the values of a stored record, back from its graph."""
    triples = triples_of_graph(store, reference.names.graph("record", *key))
    return restored_values(*key, triples, reference)
