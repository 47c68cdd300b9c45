"""A graph -> another store: what that lacks is put, what is gone here is removed there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.store.triples import PARTS, graphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from kg.remote.journal import Journal
    from kg.remote.stores import RemoteStore
    from kg.terms import Names

_LENGTH: Final = 16
"""Bytes of a content hash: two contents of one graph never share one by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did.

    Attributes
    ----------
    sent, removed, kept
        Named graphs that were put, removed, and that the store held already.
    triples
        In the graphs that were put.
    """

    sent: int
    removed: int
    kept: int
    triples: int


def push(  # noqa: PLR0913 -- a graph, a store, and what to tell of it
    store: ox.Store,
    names: Names,
    remote: RemoteStore,
    journal: Journal,
    *,
    parts: Collection[str] = PARTS,
    progress: Callable[[int, float | None], None] | None = None,
) -> Pushed:
    """Make another store hold the named graphs of a graph.

    The journal says what it holds: only what differs is sent, so that after a broken connection, and after a later
    build, the same call goes on or brings it up to date. Graphs that the journal does not know are left alone.

    Parameters
    ----------
    store, names
        The graph.
    remote
        Where to.
    journal
        What is known to be there.
    parts
        Which named graphs.
    progress
        Told how many graphs have been dealt with, and which share of all that is.

    Raises
    ------
    RemoteError
        If the store cannot be reached, or refuses; the journal holds what arrived before.
    """
    graphs = sorted(graph.value for graph in graphs_of(store, names, parts))
    wanted: dict[str, str] = {}
    triples = kept = 0

    def differing() -> Iterator[tuple[str, list[str]]]:
        nonlocal triples, kept
        for graph in graphs:
            lines = _lines(store, graph)
            content = hashlib.blake2b("".join(lines).encode(), digest_size=_LENGTH).hexdigest()
            if journal.known.get(graph) == content:
                kept += 1
            else:
                wanted[graph] = content
                triples += len(lines)
                journal.sending(graph)
                yield graph, lines

    sent = 0
    for graph in remote.put(differing()):
        journal.arrived(graph, wanted.pop(graph))
        sent += 1
        if progress is not None:
            progress(sent + kept, (sent + kept) / len(graphs))
    prefixes = tuple(f"{names.base}graph/{part}" for part in parts)
    gone = sorted(graph for graph in set(journal.known) - set(graphs) if graph.startswith(prefixes))
    for graph in gone:
        remote.remove(graph)
        journal.removed(graph)
    return Pushed(sent=sent, removed=len(gone), kept=kept, triples=triples)


def _lines(store: ox.Store, graph: str) -> list[str]:
    """Return the lines of N-Triples of a named graph, sorted."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
    return sorted(data.decode("utf-8").splitlines(keepends=True))
