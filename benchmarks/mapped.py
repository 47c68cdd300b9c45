"""Records -> N-Quads by the code that `kg build` runs, one record at a time: the one place here that knows which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.model import Links
from kg.mapping import map_record

if TYPE_CHECKING:
    from kg.pipeline.written import RecordWriter
    from kg.records import Record
    from kg.reference import Reference

_NO_LINKS = Links(language="en", fields=(), mentions=(), roles=())


def structured(record: Record, reference: Reference) -> list[str]:
    """Return the lines of what a record states, nothing linked."""
    triples, _ = map_record(record, _NO_LINKS, reference)
    graph = reference.names.graph("record", *record.key)
    return [f"{subject} {predicate} {object_} {graph} .\n" for subject, predicate, object_ in triples]


def whole(record: Record, writer: RecordWriter) -> bytes:
    """Return the lines of both named graphs of a record, each once more without its graph, as a build writes them."""
    return writer.write(record).quads
