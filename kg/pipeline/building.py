"""Sources -> a published graph directory."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import ConfigError, Location, SourceError, StoreError
from kg.exports.tally import TRIPLES
from kg.linking.own import reference_with
from kg.pipeline.changes import describe_changes
from kg.pipeline.crew import Crew
from kg.pipeline.describing import describe
from kg.pipeline.indexing import index_for_search
from kg.pipeline.ledger import Ledger
from kg.pipeline.options import BuildOptions
from kg.pipeline.parts import GraphParts
from kg.pipeline.programmes import update_programmes, update_reference
from kg.pipeline.provenance import describe_source
from kg.pipeline.reading import batches, count_files, origin_of, read_document, read_sources
from kg.pipeline.redoing import Earlier
from kg.pipeline.result import BuildResult, InputFile, write_build_json
from kg.pipeline.rules import linking_rules, what_differs
from kg.pipeline.setaside import SetAside, SetAsideFolder
from kg.pipeline.stopwatch import Stopwatch
from kg.pipeline.taken import Refused, Unchanged
from kg.pipeline.unchanged import known_documents
from kg.pipeline.work import Setup
from kg.records import Notice
from kg.store import BuildState, GraphDirectory
from kg.store.directory import STATE, copy_store, link_or_copy
from kg.store.state import is_within
from kg.terms import Names
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.pipeline.options import Progress
    from kg.pipeline.reading import Item
    from kg.pipeline.work import Outcome
    from kg.sources import Document
    from kg.validation.model import Report

WORK: Final = "work"
"""The store while it is written; what is published is a copy without its journals, made of hard links."""

_SPILL: Final = "blocks"
"""The blocks of the Turtle while they wait."""

_SHRINK: Final = 0.9
"""A build that leaves less than this share of the triples is refused unless forced."""


def build(
    sources: str | Path | Sequence[str | Path],
    graph: str | Path,
    options: BuildOptions | None = None,
    *,
    progress: Progress | None = None,
    **settings: Any,  # noqa: ANN401 -- the fields of BuildOptions, which checks them
) -> BuildResult:
    """Read sources into a graph directory; readers see the old graph until the new one is whole.

    Parameters
    ----------
    sources
        One or several files, folders, globs, or ``-`` for standard input. Later ones win over earlier ones.
    graph
        The graph directory. What it holds stays, and records that come again with the same content
        are not done again.
    options
        How to build.
    progress
        Told of each record and stage.
    **settings
        Single fields of `BuildOptions`, in place of those in `options`: ``local_organizations=True``.

    Returns
    -------
    BuildResult
        Counts, refusals and notices.

    Raises
    ------
    ConfigError
        If an option is wrong, or the base is not that of the graph.
    SourceError
        If a source does not exist, or there is no file in any of them.
    StoreError
        If the directory cannot be written, another build of it is running, or the graph would shrink too far.
    """
    directory = GraphDirectory(Path(graph))
    several = [sources] if isinstance(sources, str | Path) else sources
    with directory.staging() as folder:
        making = _Build(directory, folder, replace(options or BuildOptions(), **settings), progress)
        try:
            return making.run([str(source) for source in several])
        finally:
            making.close()


class _Build:
    """One build in the making."""

    parts: GraphParts
    ledger: Ledger
    state: BuildState
    crew: Crew

    def __init__(
        self, directory: GraphDirectory, folder: Path, options: BuildOptions, progress: Progress | None
    ) -> None:
        self.directory, self.folder, self.options, self.progress = directory, folder, options, progress
        self.published = directory.current() if directory.has_graph else None
        self.previous = None if options.fresh else self.published
        self.started = datetime.now(UTC)
        self.stopwatch = Stopwatch()
        self.set_aside = SetAsideFolder(folder / "set-aside")
        self.documents: dict[str, InputFile] = {}
        self.report: Report | None = None
        self.withdrawn = 0
        self.redone = 0
        self.reason = ""
        self.is_current = False

    def run(self, sources: list[str]) -> BuildResult:
        """Do all stages in order, and return what came of them."""
        with self._stage("opening"):
            self._open()
        with self._stage("reading, linking, mapping"):
            self._read(sources)
        with self._stage("programmes and vocabularies"):
            self._conclude()
        with self._stage("Turtle"):
            self._write_turtle()
        triples = int(self.state.setting("triples"))
        self._refuse_shrinking(triples)
        with self._stage("description"):
            self._describe(triples)
        with self._stage("search index"):
            index_for_search(self.ledger, self.folder, self.previous if self.is_current else None)
        violations, warnings = None, None
        if self.options.validate:
            with self._stage("validation"):
                violations, warnings = self._validate()
        return self._finish(sources, triples, violations, warnings)

    def close(self) -> None:
        """Let go of all that is open, so that the files can be published or removed."""
        for name in ("crew", "parts", "state"):
            if hasattr(self, name):
                getattr(self, name).close()
        for name in ("ledger", "parts"):  # the store closes its files when nobody has it any more
            if hasattr(self, name):
                delattr(self, name)
        shutil.rmtree(self.folder / WORK, ignore_errors=True)
        (self.folder / _SPILL).unlink(missing_ok=True)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        if self.progress is not None:
            self.progress.stage(name)
        with self.stopwatch.stage(name):
            yield

    def _open(self) -> None:
        """Open a copy of the graph, or an empty one; by other rules than ours, its records are done again."""
        rules = linking_rules(self.options)
        old = BuildState(self.previous / STATE, read_only=True) if self.previous else None
        base = old.setting("base") if old else ""
        if base and self.options.base and base != self.options.base:
            raise ConfigError(
                f"the graph has the base {base!r}, not {self.options.base!r}",
                hint="leave --base out, or start from nothing with --fresh",
            )
        self.names = Names(base or self.options.base or DEFAULT_BASE)
        self.is_current = old is not None and old.setting("rules") == rules
        if self.previous and self.is_current:
            copy_store(self.previous / "store", self.folder / WORK)
            shutil.copyfile(self.previous / STATE, self.folder / STATE)
        self.state = BuildState(self.folder / STATE)
        number = 1 + int((old.setting("build") if old else "") or 0)
        for name, value in (("base", self.names.base), ("rules", rules), ("build", str(number))):
            self.state.set(name, value)
        before = self.previous / STATE if self.previous else None
        setup = Setup(
            base=self.names.base,
            lexicon=self.options.lexicon,
            link=self.options.link,
            local_organizations=self.options.local_organizations,
            models=self.options.models,
            before=before,
        )
        self.reference = reference_with(self.options.lexicon, self.names.base)
        self.crew = Crew(setup, self.reference, self.options.workers)
        self.parts = GraphParts(self._store(), self.state, self.names, self.folder / _SPILL)
        self.earlier = Earlier(self.directory, self.previous, self.reference, self.crew.writer)
        self.ledger = Ledger(self.parts, self.reference, self.earlier.write_again, build=number)
        if old is not None:
            if not self.is_current:
                self.reason = what_differs(old.setting("rules"), rules)
                self._redo(old)
            old.close()

    def _store(self) -> ox.Store:
        try:
            return ox.Store(str(self.folder / WORK))
        except (OSError, RuntimeError) as error:
            if self.previous is None:
                raise
            raise StoreError(
                f"the store in {str(self.directory.path)!r} is damaged: {error}", hint="build it again with --fresh"
            ) from error

    def _redo(self, old: BuildState) -> None:
        """Link and map all records again, out of the graph: their sources are not needed."""
        self.ledger.say(self.earlier.provenance())
        for item, outcomes in self.crew.do(batches(self.earlier.items(old))):
            for outcome in outcomes:
                if isinstance(outcome, Refused):
                    raise outcome.error
                assert outcome.written is not None
                assert item.document is None
                self.ledger.redo(outcome.written, outcome.at.source)
                self.redone += 1
        self.state.copy_origins(old)
        self.ledger.notices.clear()
        self.ledger.flush()

    def _read(self, sources: list[str]) -> None:
        files = count_files(sources) if self.progress is not None else None
        done = 0
        before = self.previous if self.is_current else None
        known = known_documents(self.state, before, self.options.format_)
        for item, outcomes in self.crew.do(batches(read_sources(sources, self.options.format_, known=known))):
            if item.document is not None and item.path not in self.documents:
                document = item.document
                self.documents[item.path] = InputFile(document.name, document.digest, document.size)
            for told in self._take_all(item, outcomes):
                done += told
                if self.progress is not None:
                    is_told = files is not None and 1 < files >= len(self.documents)
                    self.progress(done, len(self.documents) / files if files and is_told else None)
        self.crew.dismiss()
        if self.options.prune:
            self._prune({origin_of(source) for source in sources})
        elif not self.documents and not self.set_aside.entries:
            raise SourceError(
                f"there is no file in {', '.join(map(repr, sources))}",
                hint="check the path; hidden files are passed over",
            )

    def _take_all(self, item: Item, outcomes: list[Outcome]) -> Iterator[int]:
        """Take in what came of an item; yield how many records or refusals that are, again and again."""
        if isinstance(item.work, Unchanged) and item.document is not None:
            origin = item.origin
            if self.state.records_at(origin.source, origin.path, origin.digest) == item.work.records:
                yield self.ledger.take_unchanged(origin)
                return
            again = self.crew.do_here(read_document(item.document, item.source, self.options.format_))
            outcomes = [outcome for _, found in again for outcome in found]  # an earlier source changed some since then
        for outcome in outcomes:
            self._take(item, outcome)
            yield 1

    def _take(self, item: Item, outcome: Outcome) -> None:
        document = item.document
        if isinstance(outcome, Refused):
            self.set_aside.add(outcome.error, document, source=item.source, path=item.path, part=outcome.part)
        elif document is not None:
            self.ledger.take(outcome, item.origin)
            self._describe_source(document, outcome.layout)

    def _describe_source(self, document: Document, layout: str) -> None:
        """Say once what is known of a document, also if it was read in earlier builds."""
        if self.state.describe(document.digest):
            self.ledger.say(describe_source(document, layout, self.started, self.names))

    def _prune(self, sources: set[str]) -> None:
        """Withdraw the records that stood in one of these sources before, and nowhere any more.

        What a document with refused parts held is left alone: it may be among those.
        """
        damaged = {entry.path for entry in self.set_aside.entries}
        gone = []
        for key, source, path in list(self.state.lost_origins(sources, self.ledger.build)):
            if path in damaged:
                at = Location(path, 0, " ".join(key))
                problem = "not found again, but parts of its document were set aside, so it was not withdrawn"
                self.ledger.notices.append(Notice("not-withdrawn", problem, at, "mend the document and build again"))
            elif self.state.remove_origin(key, source, path):
                gone.append(key)
        self.ledger.withdraw(gone)
        self.withdrawn = len(gone)

    def _conclude(self) -> None:
        """Write what follows from all records, and the vocabularies in use."""
        if self.is_current and not self.ledger.before:
            return
        update_programmes(self.parts, self.reference, self.ledger.evaluations, self.ledger.bodies)
        update_reference(self.parts, self.reference)

    def _write_turtle(self) -> None:
        """Write ``graph.ttl``, or link that of the same graph before."""
        before = self.previous / "graph.ttl" if self.previous is not None and self.is_current else None
        if before is not None and not self.parts.is_changed:
            link_or_copy(before, self.folder / "graph.ttl")
            return
        self.parts.write_turtle(self.folder / "graph.ttl", before)
        self.state.set("triples", str(self.parts.tally[TRIPLES]))

    def _refuse_shrinking(self, triples: int) -> None:
        if self.options.force or self.published is None:
            return
        try:
            old = BuildState(self.published / STATE, read_only=True)
        except StoreError:  # only --fresh comes here with a damaged graph
            return
        before = int(old.setting("triples") or 0)
        old.close()
        if triples < before * _SHRINK:
            raise StoreError(
                f"the graph would shrink from {before:,} to {triples:,} triples, by more than a tenth; it is as it was",
                hint="if that is meant, build again with --force",
            )

    def _describe(self, triples: int) -> None:
        """Say in the provenance graph which build made this, in place of what the build before said."""
        describe(self.ledger, self.started, triples)
        self.parts.loader.store.backup(str(self.folder / "store"))

    def _validate(self) -> tuple[int, int]:
        from kg.pipeline.checking import check_changes, write_report  # noqa: PLC0415 -- what --no-validate need not load

        store = self.parts.loader.store
        report, data = check_changes(store, self.names, self.state, self.folder, self.previous)
        write_report(report, data, self.names, self.folder)
        if report.fallback:
            problem = f"checked by pyshacl, which is slower, because {report.fallback}"
            self.ledger.notices.append(Notice("validation-fallback", problem, Location("shapes")))
        self.report = report
        return report.counts["Violation"], report.counts["Warning"]

    def _finish(self, sources: list[str], triples: int, violations: int | None, warnings: int | None) -> BuildResult:
        carried = self._carry_over({origin_of(source) for source in sources})
        self.set_aside.write(carried)
        before, outcomes = self.ledger.before, self.ledger.outcomes()
        changes = describe_changes(before, {key: self.state.get(*key) for key in before}) if self.previous else []
        if self.redone:
            records = "the one record" if self.redone == 1 else f"all {self.redone} records"
            was = "was" if self.redone == 1 else "were"
            changes.append(f"{records} of the graph {was} linked and mapped again: {self.reason}")
        result = BuildResult(
            graph=self.directory.path,
            read=sum(outcomes.values()),
            new=outcomes["new"],
            changed=outcomes["changed"],
            unchanged=outcomes["unchanged"],
            withdrawn=self.withdrawn,
            duplicates=outcomes["duplicate"],
            records=self.state.counts(),
            triples=triples,
            set_aside=tuple(self.set_aside.entries),
            set_aside_before=len(carried),
            notices=tuple(self.ledger.notices),
            violations=violations,
            warnings=warnings,
            notes=self.report.counts["Info"] if self.report is not None else None,
            quality=self.report.quality if self.report is not None else {},
            changes=tuple(changes),
            costs=self.stopwatch.costs,
            worker_memory=self.crew.memory,
        )
        write_build_json(result, self.documents.values(), self.started, self.names, self.folder)
        return result

    def _carry_over(self, sources: set[str]) -> list[SetAside]:
        """Keep what an earlier build set aside, unless its document was read again or pruned."""
        if self.previous is None:
            return []
        refused_again = {entry.path for entry in self.set_aside.entries}
        folders = tuple(f"{source.rstrip('/')}/" for source in sources)

        def is_kept(entry: SetAside) -> bool:
            was_read = entry.path in self.documents or entry.path in refused_again
            return not was_read and not (self.options.prune and is_within(entry.source, entry.path, sources, folders))

        return self.set_aside.carry_over(self.previous / "set-aside", is_kept)
