"""The finished graph against the shapes, and the report beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.triples import PARTS, shared_triples
from kg.validation.context import contexts
from kg.validation.graph import TripleGraph
from kg.validation.json_report import to_json
from kg.validation.places import located
from kg.validation.quality.gathering import findings_of_graph, kept_findings
from kg.validation.shacl import read_shapes, validate
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
    data = TripleGraph(store=store)
    report = validate(data, read_shapes(shapes, names.base), engine=engine)
    if shapes is None:
        report = with_quality(report, store, names, state)
    return (located(report, store, names, state) if state is not None else report), data


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
