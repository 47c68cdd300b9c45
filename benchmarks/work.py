"""One piece of our own work in a process of its own: ``python -m benchmarks.work PIECE ARGUMENTS``.

Each piece prints what it has to say as one JSON object; `benchmarks.measuring` reads it.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pyoxigraph as ox

from benchmarks.generator.findings import (
    EMPTY,
    PROGRESS,
    RESPONSES,
    SOURCES,
    UNITS,
    UNKNOWN_THEMES,
    known_themes,
)
from benchmarks.generator.wording import load_places
from benchmarks.graph import make_graph
from benchmarks.mapped import structured, whole
from benchmarks.questions import QUESTIONS
from benchmarks.rml.mapping import rml_mapping
from benchmarks.rml.model import tables as declared_tables
from benchmarks.rml.rows import write_tables
from kg.knowledge_graph import KnowledgeGraph
from kg.linking.linker import Linker
from kg.mapping.properties import CODES
from kg.pipeline.reading import read_records
from kg.pipeline.written import RecordWriter
from kg.queries import run_query
from kg.queries.catalog import named_query
from kg.queries.parameters import bindings_for
from kg.records import Record
from kg.reference import load_reference
from kg.store import GraphDirectory
from kg.terms import slug
from kg.validation.graph import TripleGraph
from kg.validation.shacl import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.reference import Entity, Reference

Said = dict[str, Any]
REGIONS: Final = (
    "Africa",
    "Americas",
    "Arab States",
    "Asia and the Pacific",
    "Europe and Central Asia",
    "Inter-Regional",
)
_PART: Final = 500


def map_structured(corpus: str, out: str) -> Said:
    """Read and map in one process, nothing linked."""
    reference = load_reference()
    return _write(out, (structured(record, reference) for record in _records(corpus)))


def map_whole(corpus: str, out: str) -> Said:
    """Read, link and map in one process, as a build does: N-Quads for the store, Turtle blocks, rows of the state.

    A triple is counted once, though the store is given each twice: in its named graph, and in the default graph.
    """
    reference = load_reference()
    writer = RecordWriter(reference, Linker(reference))
    start = time.perf_counter()
    count, first = 0, 0.0
    with Path(out).open("wb", buffering=1 << 20) as file:
        for record in _records(corpus):
            data = whole(record, writer)
            file.write(data)
            count += data.count(b" .\n") // 2
            first = first or time.perf_counter() - start
    return {"triples": count, "first": round(first, 4)}


def map_structured_by_two(corpus: str, out: str) -> Said:
    """Read and map in two processes, each a part of the lines at a time."""
    start = time.perf_counter()
    first, count = 0.0, 0
    with (
        Path(corpus).open("rb") as rows,
        Path(out).open("wb") as file,
        multiprocessing.get_context("spawn").Pool(2) as pool,
    ):
        for data in pool.imap(_part, iter(lambda: b"".join(islice(rows, _PART)), b"")):
            file.write(data)
            count += data.count(b" .\n")
            first = first or time.perf_counter() - start
    return {"triples": count, "first": round(first, 4)}


def _part(rows: bytes) -> bytes:
    import tempfile  # noqa: PLC0415 -- only where a second process works

    reference = load_reference()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(rows)
        file.flush()
        return "".join([line for record in _records(file.name) for line in structured(record, reference)]).encode()


def known(out: str) -> Said:
    """Write the labels that peers look up: what each label of the corpus stands for."""
    reference = load_reference()
    regions = [f"{region}{ending}" for region in REGIONS for ending in ("", " - regional")]
    found: dict[str, Any] = {
        "empty": sorted({text.rstrip(".").casefold() for text in EMPTY} | {""}),
        "country": {place.country: _key(reference.find("country", place.country)) for place in load_places()},
        "region": {name: _key(entity) for name in regions if (entity := reference.find("region", name))},
        "unit": {unit: slug(unit) for unit in UNITS},
        "theme": {},
        "category": {},
        "local": {},
    }
    for theme, category in (*known_themes(), *UNKNOWN_THEMES):
        _look_up(found, reference, "theme", theme)
        _look_up(found, reference, "category", category)
    for (_, scheme), values in zip(CODES.values(), (RESPONSES, PROGRESS, SOURCES), strict=True):
        found[scheme] = {value: _key(reference.find_code(scheme, value)) for value in sorted(set(values))}
    Path(out).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return {}


def _look_up(found: dict[str, Any], reference: Reference, kind: Literal["theme", "category"], label: str) -> None:
    entity = reference.find(kind, label)
    if entity is None:
        found["local"][f"{kind}/{label}"] = reference.names.thing_iri(kind, "local", slug(label))
    else:
        found[kind][label] = reference.names.thing_iri(*entity.path.split("/"))


def _key(entity: Entity | None) -> str:
    return entity.path.rpartition("/")[2] if entity else ""


def tables(corpus: str, folder: str) -> Said:
    """Write the tables that mapping engines read."""
    write_tables(((record, {}) for record in _records(corpus)), load_reference(), Path(folder))
    Path(folder, "mapping.ttl").write_text(rml_mapping(f"{folder}/", language="en"), encoding="utf-8")
    described = [
        {
            "name": table.name,
            "subject": table.subject,
            "classes": table.classes,
            "properties": [(each.predicate, each.form, each.value) for each in table.properties],
        }
        for table in declared_tables()
    ]
    Path(folder, "tables.json").write_text(json.dumps(described, indent=1), encoding="utf-8")
    return {}


def triples(graph: str, out: str) -> Said:
    """Write the triples of a graph directory, provenance included, as N-Triples."""
    store = GraphDirectory(Path(graph)).open()
    store.dump(out, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return {}


def quads(graph: str, out: str) -> Said:
    """Write all that a graph directory's store holds, default graph and named graphs, as N-Quads."""
    GraphDirectory(Path(graph)).open().dump(out, ox.RdfFormat.N_QUADS)
    return {}


def graph(records: str, out: str) -> Said:
    """Make a graph directory to ask questions of, see `benchmarks.graph`."""
    return {"quads": make_graph(int(records), Path(out))}


def queries(directory: str, runs: str) -> Said:
    """Ask every question of `benchmarks.questions`: the least CPU seconds of several runs, after one to warm up."""
    opened = KnowledgeGraph.open(directory)
    said: dict[str, Any] = {}
    for question in QUESTIONS:
        taken = []
        for _ in range(int(runs) + 1):
            start = time.process_time()
            rows = sum(1 for _ in run_query(opened.store, question.query, question.given, opened.names))
            taken.append(time.process_time() - start)
        said[question.name] = {"cpu": round(min(taken[1:]), 4), "rows": rows}
    return {"queries": said, "sum": round(sum(each["cpu"] for each in said.values()), 3)}


def texts(directory: str, out: str) -> Said:
    """Write the questions as SPARQL with their parameters bound, for other engines."""
    opened = KnowledgeGraph.open(directory)
    found = {}
    for question in QUESTIONS:
        query = named_query(question.query)
        given = bindings_for(query, question.given, opened.store, opened.names, language="en")
        found[question.name] = query.bound(given, opened.names.base)
    Path(out).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return {}


def shapes(data: str) -> Said:
    """Check N-Triples against the shapes alone, without our own rules of data quality."""
    report = validate(TripleGraph(Path(data).read_text(encoding="utf-8")))
    return {"results": len(report.results)}


def _records(corpus: str) -> Iterator[Record]:
    return (record for record in read_records([corpus]) if isinstance(record, Record))


def _write(out: str, blocks: Iterable[list[str]]) -> Said:
    start = time.perf_counter()
    count, first = 0, 0.0
    with Path(out).open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        for lines in blocks:
            file.writelines(lines)
            count += len(lines)
            first = first or time.perf_counter() - start
    return {"triples": count, "first": round(first, 4)}


PIECES: Final[dict[str, Callable[..., Said]]] = {
    piece.__name__: piece
    for piece in (
        map_structured,
        map_whole,
        map_structured_by_two,
        known,
        tables,
        triples,
        quads,
        graph,
        queries,
        texts,
        shapes,
    )
}


if __name__ == "__main__":
    print(json.dumps(PIECES[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 -- how a piece answers
