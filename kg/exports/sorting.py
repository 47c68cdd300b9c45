"""The subjects of a graph in the order of its Turtle, also where the graph is larger than memory.

So many triples at a time are sorted and put aside in temporary files, and the files are merged.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from kg.exports.turtle import TurtleWriter
    from kg.terms import Term

Subject: TypeAlias = "tuple[str, Term, set[tuple[Term, Term]]]"
"""Place, see `TurtleWriter.order`; the subject; its predicates and objects."""

AT_ONCE: Final = 400_000
"""Triples that are sorted in memory: some 200 MB of records."""


class Sorting:
    """Takes triples in any order and gives subjects in that of the Turtle; repeated triples come once.

    Parameters
    ----------
    writer
        Knows the order.

    Attributes
    ----------
    prefixes
        Names of the prefixes that the triples are written with, once all are in.
    """

    def __init__(self, writer: TurtleWriter) -> None:
        self.prefixes: set[str] = set()
        self._writer = writer
        self._held: dict[Term, set[tuple[Term, Term]]] = defaultdict(set)
        self._count = 0
        self._files: list[IO[bytes]] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, subject: Term, predicate: Term, object_: Term) -> None:
        """Take a triple."""
        self._held[subject].add((predicate, object_))
        self._count += 1
        if self._count == AT_ONCE:
            self._put_aside()

    def subjects(self) -> Iterator[Subject]:
        """Return the subjects in order; all triples must be in."""
        last = self._sorted()
        if not self._files:
            return iter(last)
        runs = merge(*map(_read, self._files), last, key=itemgetter(0, 1))
        return (
            (place, subject, {pair for _, _, pairs in parts for pair in pairs})
            for (place, subject), parts in groupby(runs, key=itemgetter(0, 1))
        )

    def _sorted(self) -> list[Subject]:
        for subject, pairs in self._held.items():
            self.prefixes |= self._writer.prefixes_of(subject, pairs)
        rows = ((self._writer.order(subject), subject, pairs) for subject, pairs in self._held.items())
        return sorted(rows, key=itemgetter(0, 1))

    def _put_aside(self) -> None:
        file = self._open.enter_context(tempfile.TemporaryFile(prefix="kg-"))  # noqa: SIM115 -- the stack closes it
        for row in self._sorted():
            pickle.dump(row, file, protocol=pickle.HIGHEST_PROTOCOL)
        file.seek(0)
        self._files.append(file)
        self._held.clear()
        self._count = 0


def _read(file: IO[bytes]) -> Iterator[Subject]:
    while True:
        try:
            yield pickle.load(file)  # noqa: S301 -- what this process put aside
        except EOFError:
            return
