"""The finished graph against the shapes, and the report beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.store.triples import PARTS, shared_triples
from kg.validation.built import KEPT, kept_key, validate_built
from kg.validation.context import contexts
from kg.validation.graph import TripleGraph
from kg.validation.json_report import to_json
from kg.validation.kept import Kept, published_report
from kg.validation.places import located
from kg.validation.quality.gathering import findings_of_graph, kept_findings
from kg.validation.shapes import read_shapes
from kg.validation.turtle import to_turtle

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox
    from rdflib import Graph

    from kg.store import BuildState
    from kg.terms import Names
    from kg.validation.model import Report
    from kg.validation.shacl import Engine


def rdflib_graph(store: ox.Store, names: Names) -> Graph:
    """Return the union of all named graphs, provenance included, for rdflib."""
    lines = (f"{' '.join(triple)} .\n" for triple in shared_triples(store, names, PARTS))
    return TripleGraph("".join(dict.fromkeys(lines))).to_rdflib()


def check_graph(
    store: ox.Store,
    names: Names,
    *,
    state: BuildState | None = None,
    shapes: Path | None = None,
    engine: Engine = "fast",
) -> tuple[Report, TripleGraph]:
    """Validate a store, whose default graph is the union of the named ones; return the report and that graph.

    With the `state` of the build, each result names file and line of the value. Data-quality findings stand beside
    those of our own shapes; who brings other shapes is told what those find.
    """
    report = validate_built(store, names, read_shapes(shapes, names.base), engine=engine)
    if shapes is None:
        report = with_quality(report, store, names, state)
    return _located(report, store, names, state), TripleGraph(store=store)


def check_changes(
    store: ox.Store, names: Names, state: BuildState, folder: Path, previous: Path | None
) -> tuple[Report, TripleGraph]:
    """Validate a store in the making; what was found in the build before is kept where nothing changed.

    Parameters
    ----------
    store, names, state
        As in `check_graph`.
    folder, previous
        The folder of the build, and that of the build before, if it was made by the same rules or not.
    """
    if previous is not None and (previous / KEPT).is_file():
        shutil.copyfile(previous / KEPT, folder / KEPT)
    graphs = names.graph("record")[1:-1] + "/"
    contents = {names.graph("record", *key)[1:-1].removeprefix(graphs): content for key, content in state.contents()}
    kept = Kept(folder / KEPT, kept_key(names, state.setting("rules")), contents)
    try:
        report = validate_built(store, names, read_shapes(base=names.base), kept=kept)
    finally:
        kept.close()
    return _located(with_quality(report, store, names, state), store, names, state), TripleGraph(store=store)


def check_published(store: ox.Store, names: Names, state: BuildState | None, folder: Path) -> Report:
    """Return what the build found in the store that it published, or find it now where it did not look.

    A published store never changes, so its results hold as long as shapes and checks are those of the build.
    """
    found = published_report(folder / KEPT, kept_key(names, state.setting("rules"))) if state is not None else None
    if found is None:
        return check_graph(store, names, state=state)[0]
    return _located(with_quality(found, store, names, state), store, names, state)


def _located(report: Report, store: ox.Store, names: Names, state: BuildState | None) -> Report:
    return located(report, store, names, state) if state is not None else report


def with_quality(report: Report, store: ox.Store, names: Names, state: BuildState | None) -> Report:
    """Add the data-quality findings to what the shapes found: those the build kept, else those of the graph."""
    if state is None:
        return findings_of_graph(TripleGraph(store=store), names).joined_to(report)
    return kept_findings(store, names, state).joined_to(report)


def write_report(report: Report, data: TripleGraph, names: Names, folder: Path) -> None:
    """Write ``report.ttl`` and ``report.json``."""
    found = contexts(data, report, names.base)
    (folder / "report.ttl").write_text(to_turtle(report, names, found), encoding="utf-8")
    (folder / "report.json").write_text(to_json(report, found), encoding="utf-8")
