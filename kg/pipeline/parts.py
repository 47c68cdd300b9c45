"""The parts of a graph in step: store, Turtle, counts. Whoever says or takes back something says it here once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg.exports.tally import ENTITIES, Tallier, has_class
from kg.exports.turtle import TurtleWriter
from kg.exports.turtle_file import TurtleFile
from kg.store.loader import Loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pyoxigraph as ox

    from kg.store import BuildState
    from kg.terms import Names, Term

_TALLY: Final = "tally"
_HEADER: Final = "header"


class GraphParts:
    """Keeps store, Turtle and counts of a graph in step.

    A triple is text, ``subject predicate object``. Some subjects are the own of one record or programme; all that is
    said of them comes and goes at once. Of other subjects several may say the same, and a triple goes with the last.

    Parameters
    ----------
    store, state
        The store being built and what is remembered of it.
    names
        The IRIs.
    spill
        A file for blocks that wait.
    """

    def __init__(self, store: ox.Store, state: BuildState, names: Names, spill: Path) -> None:
        self.state, self.names = state, names
        self.loader = Loader(store)
        self.turtle = TurtleWriter(names)
        self.tallier = Tallier(self.turtle)
        self.file = TurtleFile(state.parts, self.turtle, spill)
        self.tally: Counter[str] = Counter(json.loads(state.setting(_TALLY) or "{}"))
        self._stale: set[str] = set()

    @property
    def is_changed(self) -> bool:
        """Whether anything in the Turtle is another than before."""
        return self.file.is_changed or bool(self._stale)

    def hold(self, shared: Iterable[tuple[str, str]]) -> None:
        """Count triples that are said now; the store has them from who says them."""
        self._count_shared(self.state.parts.hold(shared), 1)

    def release(self, shared: Iterable[tuple[str, str]]) -> None:
        """Count triples that are not said any more; the default graph loses those that nobody says."""
        gone = self.state.parts.release(shared)
        self.loader.remove(triple for _, triple in gone)
        self._count_shared(gone, -1)

    def count_own(self, triples: Iterable[str], sign: int) -> dict[Term, set[tuple[Term, Term]]]:
        """Count triples of own subjects, each once, and return them by subject."""
        found: dict[Term, set[tuple[Term, Term]]] = defaultdict(set)
        for triple in triples:
            subject, predicate, object_ = triple.split(" ", 2)
            found[subject].add((predicate, object_))
        for subject, pairs in found.items():
            self.tallier.count(self.tally, subject, pairs, sign)
        return found

    def say(self, triples: Iterable[str], graph: Term, owns: Callable[[Term], bool]) -> None:
        """Add the triples of a named graph, to the store and to the Turtle; each subject is a block."""
        own, shared = self._parted(triples, owns)
        lines = [f"{triple} {graph} .\n{triple} .\n" for triple in (*own, *(triple for _, triple in shared))]
        self.loader.add("".join(lines).encode())
        self.hold(shared)
        for subject, pairs in self.count_own(own, 1).items():
            self.file.put(self.turtle.order(subject), self.turtle.block(subject, pairs).encode())

    def take_back(self, triples: Iterable[str], graph: Term, owns: Callable[[Term], bool]) -> None:
        """Remove the triples of a named graph from the store and from the Turtle."""
        own, shared = self._parted(triples, owns)
        self.loader.remove((*own, *(triple for _, triple in shared)), graph)
        self.loader.remove(own)
        self.release(shared)
        for subject in self.count_own(own, -1):
            self.file.drop(self.turtle.order(subject))

    def render_shared(self) -> None:
        """Write the blocks of the subjects of which several speak, where something changed."""
        for place in sorted(self._stale):
            pairs: set[tuple[Term, Term]] = set()
            subject = ""
            for triple in self.state.parts.shared_at(place):
                subject, predicate, object_ = triple.split(" ", 2)
                pairs.add((predicate, object_))
            self.tally[ENTITIES] += self.state.parts.note_entity(place, is_one=has_class(pairs))
            if pairs:
                self.file.put(place, self.turtle.block(subject, pairs).encode())
            else:
                self.file.drop(place)
        self._stale.clear()

    def write_turtle(self, target: Path, before: Path | None) -> None:
        """Write the Turtle of the graph, with the help of that of the build before."""
        self.render_shared()
        header = self.turtle.header(self.tallier.prefixes(self.tally))
        self.file.write(target, header, before, int(self.state.setting(_HEADER) or 0))
        self.state.set(_HEADER, str(len(header.encode())))
        self.state.set(_TALLY, json.dumps({key: number for key, number in self.tally.items() if number}))

    def close(self) -> None:
        """End what runs beside, and close the file of waiting blocks."""
        self.loader.close()
        self.file.close()

    def _parted(self, triples: Iterable[str], owns: Callable[[Term], bool]) -> tuple[list[str], list[tuple[str, str]]]:
        own: list[str] = []
        shared: list[tuple[str, str]] = []
        for triple in triples:
            subject = triple[: triple.index(" ")]
            if owns(subject):
                own.append(triple)
            else:
                shared.append((self.turtle.order(subject), triple))
        return own, shared

    def _count_shared(self, triples: Iterable[tuple[str, str]], sign: int) -> None:
        for place, triple in triples:
            self._stale.add(place)
            subject, predicate, object_ = triple.split(" ", 2)
            self.tallier.count(self.tally, subject, [(predicate, object_)], sign, is_whole=False)
