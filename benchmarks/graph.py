"""A graph directory of many records for measuring queries, without what `kg build` adds for people.

Linked and mapped in two processes, loaded in one pass as new tables; no Turtle, no report, no state for later builds.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox

from benchmarks.corpus import CorpusOptions, generate
from benchmarks.generator.forms import write_jsonl
from kg.linking.linker import Linker
from kg.mapping import Summary, derive
from kg.pipeline.reading import read_records
from kg.pipeline.templates import END, in_graph
from kg.pipeline.written import RecordWriter
from kg.records import Record
from kg.reference import load_reference
from kg.store import GraphDirectory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PART: Final = 500
_tools: list[Any] = []


def make_graph(records: int, directory: Path, options: CorpusOptions | None = None) -> int:
    """Make a graph directory of `records` records of the corpus; return how many quads the named graphs hold."""
    with GraphDirectory(directory).staging() as folder:
        store = ox.Store(str(folder / "work"))
        lines = _Lines(records, options or CorpusOptions())
        quads = cast("IO[bytes]", _Stream(lines.both()))
        store.bulk_load(quads, ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
        store.optimize()
        store.backup(str(folder / "store"))
        del store
        about = {"base": load_reference().names.base, "records": records, "quads": lines.count}
        (folder / "build.json").write_text(json.dumps(about), encoding="utf-8")
        for file in sorted((folder / "work").iterdir()):
            file.unlink()
    return lines.count


class _Lines:
    """N-Quads of the records, then of what follows from them together."""

    def __init__(self, records: int, options: CorpusOptions) -> None:
        self.records, self.options = records, options
        self.count = 0

    def both(self) -> Iterator[bytes]:
        """Yield each quad, and its triple for the default graph, as a build does."""
        for data in self._data():
            self.count += data.count(b" .\n") // 2
            yield data

    def _data(self) -> Iterator[bytes]:
        reference = load_reference()
        names = reference.names
        summaries: list[Summary] = []
        uses: set[str] = set()
        starts = [(start, min(_PART, self.records - start), self.options) for start in range(0, self.records, _PART)]
        with multiprocessing.get_context("spawn").Pool(2, _open) as pool:
            for data, parts, used in pool.imap(_map_part, starts):
                summaries += parts
                uses |= used
                yield data
        inferred = list(derive(summaries, reference))
        used_terms = {names.thing(*path.split("/")) for path in uses}
        used_terms.update(object_ for _, _, object_ in inferred if reference.describes(object_))
        shared = [*reference.ontology, *reference.closure(used_terms)]
        for part, triples in (("inferred", inferred), ("reference", shared)):
            yield in_graph("".join(f"{' '.join(triple)}{END}" for triple in triples), names.graph(part)).encode()


def _open() -> None:
    reference = load_reference()
    _tools[:] = [RecordWriter(reference, Linker(reference))]


def _map_part(part: tuple[int, int, CorpusOptions]) -> tuple[bytes, list[Summary], set[str]]:
    """Link and map the records of one part of the corpus."""
    start, count, options = part
    (writer,) = _tools
    pieces: list[bytes] = []
    summaries: list[Summary] = []
    used: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "part.jsonl"
        write_jsonl(generate(count, options, start=start), file)
        for record in read_records([str(file)]):
            if isinstance(record, Record):
                written = writer.write(record)
                pieces.append(written.quads)
                summaries.append(written.row.summary)
                used.update(written.row.uses)
    return b"".join(pieces), summaries, used


class _Stream(io.RawIOBase):
    """Bytes of an iterable as a file, for readers that pull."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- any writable buffer
        if not self._rest:
            self._rest = memoryview(next(self._blocks, b""))
        taken = min(len(buffer), len(self._rest))
        buffer[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken
