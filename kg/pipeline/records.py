"""The records, back from the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.mapping.restore import restored_values
from kg.records import record_json
from kg.reference import load_reference
from kg.store.triples import graphs_of, triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from kg.terms import Names


def records_back(store: ox.Store, names: Names) -> Iterator[dict[str, Any]]:
    """Yield every record as its page's object, sorted by kind and number."""
    reference = load_reference(names.base)
    prefix = f"{names.base}graph/record/"
    keys = [graph.value.removeprefix(prefix).split("/") for graph in graphs_of(store, names, ["record"])]
    for kind, number in sorted(keys, key=lambda key: (key[0], int(key[1]))):
        triples = triples_of_graph(store, names.graph("record", kind, number))
        yield dict(record_json(kind, restored_values(kind, number, triples, reference)))
