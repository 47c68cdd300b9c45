"""Sources -> a published graph directory."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from kg.errors import ConfigError, KgError, Location, StoreError
from kg.exports.turtle import to_turtle
from kg.mapping import derive
from kg.pipeline.changes import describe_changes
from kg.pipeline.ledger import Ledger, Origin
from kg.pipeline.mapped import as_lines
from kg.pipeline.provenance import build_term, describe_build, describe_source, kg_version, rules_hash
from kg.pipeline.reading import origin_of, read_sources
from kg.pipeline.result import BuildResult
from kg.pipeline.setaside import SetAside, carry_over, set_aside, write_set_aside
from kg.records import Record
from kg.reference import load_reference
from kg.store import BuildState, GraphDirectory
from kg.store.directory import copy_store
from kg.store.triples import load_lines, remove_graph, shared_triples, triples_of_graph
from kg.terms import Names
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.linking.linker import Linker
    from kg.pipeline.reading import Reading
    from kg.terms import Term

STATE: Final = "state.sqlite"
_SHRINK: Final = 0.9
"""A build that leaves less than this share of the triples is refused unless forced."""


class Progress(Protocol):
    """Is told of every record or refusal."""

    def __call__(self, done: int) -> None:
        """Take the number of records and refusals so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build.

    Attributes
    ----------
    base
        Where the IRIs stand; empty for that of the graph, else ``https://kg.example/``.
    format_
        The format of every source, instead of recognising it.
    link, validate
        Whether to link prose, and to check the shapes.
    prune
        Remove records that their source no longer holds.
    fresh
        Start from nothing.
    force
        Publish even a graph that lost more than a tenth of its triples.
    """

    base: str = ""
    format_: str | None = None
    link: bool = True
    validate: bool = True
    prune: bool = False
    fresh: bool = False
    force: bool = False


def build(
    sources: Sequence[str | Path],
    graph: Path,
    options: BuildOptions | None = None,
    *,
    progress: Progress | None = None,
) -> BuildResult:
    """Read sources into a graph directory; readers see the old graph until the new one is whole.

    Parameters
    ----------
    sources
        Files, folders, globs, or ``-`` for standard input. Later ones win over earlier ones.
    graph
        The graph directory. What it holds stays, and records that come again with the same content
        are not done again.
    options
        How to build.
    progress
        Told of each record.

    Returns
    -------
    BuildResult
        Counts, refusals and notices.

    Raises
    ------
    ConfigError
        If an option is wrong, or the base is not that of the graph.
    SourceError
        If a source does not exist.
    StoreError
        If the directory cannot be written, another build of it is running, or the graph would shrink too far.
    """
    directory = GraphDirectory(graph)
    with directory.staging() as folder:
        return _Build(directory, folder, options or BuildOptions(), progress).run([str(source) for source in sources])


class _Build:
    """One build in the making."""

    def __init__(
        self, directory: GraphDirectory, folder: Path, options: BuildOptions, progress: Progress | None
    ) -> None:
        self.directory, self.folder, self.options, self.progress = directory, folder, options, progress
        self.previous = directory.current() if directory.has_graph and not options.fresh else None
        self.started = datetime.now(UTC)
        self.timings: dict[str, float] = {}
        self.outcomes: Counter[str] = Counter()
        self.refused: list[SetAside] = []
        self.documents: dict[str, tuple[str, int]] = {}
        self._described: set[str] = set()

    def run(self, sources: list[str]) -> BuildResult:
        """Do all stages in order, and return what came of them."""
        with self._timed("open"):
            self._open()
        with self._timed("read, link, map"):
            self._read(sources)
        with self._timed("programmes, vocabularies"):
            self._conclude()
        with self._timed("turtle"):
            triples = self._write_turtle()
        self._refuse_shrinking(triples)
        self._describe(triples)
        violations, warnings = None, None
        if self.options.validate:
            with self._timed("validate"):
                violations, warnings = self._validate()
        return self._finish(triples, violations, warnings)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[stage] = time.perf_counter() - start

    def _open(self) -> None:
        """Open a copy of the graph, or an empty one; by other rules than ours, its records are done again."""
        rules = f"{rules_hash()} link={self.options.link}"
        old = BuildState(self.previous / STATE) if self.previous else None
        base = old.setting("base") if old else ""
        if base and self.options.base and base != self.options.base:
            raise ConfigError(
                f"the graph has the base {base!r}, not {self.options.base!r}",
                hint="leave --base out, or start from nothing with --fresh",
            )
        self.names = Names(base or self.options.base or DEFAULT_BASE)
        is_current = old is not None and old.setting("rules") == rules
        if self.previous and is_current:
            copy_store(self.previous / "store", self.folder / "store")
            (self.folder / STATE).write_bytes((self.previous / STATE).read_bytes())
        self.state = BuildState(self.folder / STATE)
        self.state.set("base", self.names.base)
        self.state.set("rules", rules)
        self.ledger = Ledger(
            ox.Store(str(self.folder / "store")), self.state, load_reference(self.names.base), self._linker()
        )
        if self.previous and old is not None and not is_current:
            self._redo(old)
        if old is not None:
            old.close()

    def _linker(self) -> Linker | None:
        if not self.options.link:
            return None
        from kg.linking.linker import Linker  # noqa: PLC0415 -- spaCy takes a second that --no-link saves

        return Linker(load_reference(self.names.base))

    def _redo(self, old: BuildState) -> None:
        store = self.directory.open()
        earlier = Ledger(store, old, self.ledger.reference, None)
        provenance = self.names.graph("provenance")
        self.ledger.say(triples_of_graph(store, provenance))
        for stored in old.records():
            self.ledger.redo(
                Record(
                    kind=stored.kind,
                    number=stored.number,
                    evaluation_number=stored.summary.evaluation,
                    values=earlier.values((stored.kind, stored.number)),
                    at=Location(stored.document, 0, f"{stored.kind} {stored.number}"),
                ),
                stored,
            )
        self.ledger.notices.clear()

    def _read(self, sources: list[str]) -> None:
        for done, reading in enumerate(read_sources(sources, self.options.format_), start=1):
            self._take(reading)
            if self.progress is not None:
                self.progress(done)
        if self.options.prune:
            self._prune(sources)
        self.ledger.flush()

    def _take(self, reading: Reading) -> None:
        document, outcome = reading.document, reading.outcome
        if isinstance(outcome, KgError):
            self.refused.append(set_aside(outcome, document, self.folder / "set-aside"))
        if document is None:
            return
        if document.name not in self.documents:
            self.documents[document.name] = (document.digest, len(document.data))
        if isinstance(outcome, Record):
            if document.digest not in self._described:
                self._described.add(document.digest)
                self.ledger.say(list(describe_source(document, outcome.layout, self.started, self.names)))
            origin = Origin(source=reading.source, document=document.name, digest=document.digest)
            self.outcomes[self.ledger.take(outcome, origin)] += 1

    def _prune(self, sources: list[str]) -> None:
        """Withdraw the records that came from one of these sources before, and did not come now."""
        origins = {origin_of(source) for source in sources}
        gone = {
            (stored.kind, stored.number)
            for stored in self.state.records()
            if stored.source in origins and (stored.kind, stored.number) not in self.ledger.seen
        }
        self.ledger.withdraw(gone)
        self.outcomes["withdrawn"] = len(gone)

    def _conclude(self) -> None:
        """Write what follows from all records, and the vocabularies in use."""
        store, names, reference = self.ledger.store, self.names, self.ledger.reference
        used: set[Term] = set()
        summaries = []
        for stored in self.state.records():
            summaries.append(stored.summary)
            used.update(names.thing(*path.split("/")) for path in stored.uses)
        inferred = list(derive(summaries, reference))
        used.update(object_ for _, _, object_ in inferred if reference.describes(object_))
        for part, triples in (("inferred", inferred), ("reference", [*reference.ontology, *reference.closure(used)])):
            remove_graph(store, names.graph(part))
            load_lines(store, as_lines(triples, names.graph(part)))
        self.ledger.flush()

    def _write_turtle(self) -> int:
        """Write ``graph.ttl`` and return how many triples it holds."""
        triples = set(shared_triples(self.ledger.store, self.names))
        with (self.folder / "graph.ttl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(to_turtle(triples, self.names))
        return len(triples)

    def _refuse_shrinking(self, triples: int) -> None:
        if self.previous is None or self.options.force:
            return
        before = json.loads((self.previous / "build.json").read_text(encoding="utf-8"))["triples"]
        if triples < before * _SHRINK:
            raise StoreError(
                f"the graph would shrink from {before:,} to {triples:,} triples, by more than a tenth",
                hint="if that is meant, build again with --force",
            )

    def _describe(self, triples: int) -> None:
        """Say in the provenance graph which build made this, in place of what the build before said."""
        store, names = self.ledger.store, self.names
        graph = ox.NamedNode(names.graph("provenance")[1:-1])
        about = (names.thing("dataset", "graph"), names.graph("inferred"), build_term(names))
        for subject in about:
            for quad in list(store.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, graph)):
                store.remove(quad)
        records = sum(self.state.counts().values())
        self.ledger.say(list(describe_build(names, self.started, datetime.now(UTC), triples, records)))
        self.ledger.flush()
        store.flush()

    def _validate(self) -> tuple[int, int]:
        from kg.pipeline.checking import check_graph, write_report  # noqa: PLC0415 -- pyshacl takes a second

        report, data = check_graph(self.ledger.store, self.names)
        write_report(report, data, self.names, self.folder)
        return report.counts["Violation"], report.counts["Warning"]

    def _finish(self, triples: int, violations: int | None, warnings: int | None) -> BuildResult:
        refused = [*self.refused]
        if self.previous:
            refused.extend(
                carry_over(self.previous / "set-aside", self.folder / "set-aside", read_again=self.documents)
            )
        write_set_aside(refused, self.folder / "set-aside")
        before = self.ledger.before
        changes = describe_changes(before, {key: self.state.get(*key) for key in before}) if self.previous else []
        result = BuildResult(
            graph=self.directory.path,
            read=sum(self.outcomes[name] for name in ("new", "changed", "unchanged", "duplicate")),
            new=self.outcomes["new"],
            changed=self.outcomes["changed"],
            unchanged=self.outcomes["unchanged"],
            withdrawn=self.outcomes["withdrawn"],
            duplicates=self.outcomes["duplicate"],
            records=self.state.counts(),
            triples=triples,
            set_aside=tuple(self.refused),
            notices=tuple(self.ledger.notices),
            violations=violations,
            warnings=warnings,
            changes=tuple(changes),
            timings=self.timings,
        )
        self._write_summary(result)
        self.state.close()
        del self.ledger.store
        return result

    def _write_summary(self, result: BuildResult) -> None:
        """Write ``build.json``, last of all: a folder with it is a whole build."""
        document = {
            "kg": kg_version(),
            "base": self.names.base,
            "rules": rules_hash(),
            "started": self.started.isoformat(timespec="seconds"),
            **result.to_json(),
            "inputs": [
                {"file": name, "sha256": digest, "bytes": size}
                for name, (digest, size) in sorted(self.documents.items())
            ],
            "versions": {"python": platform.python_version(), "pyoxigraph": version("pyoxigraph")},
            "set_aside_records": [asdict(entry) for entry in self.refused],
        }
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        (self.folder / "build.json").write_text(text, encoding="utf-8")
