"""The W3C's test suite of SHACL: its cases, and whether an engine finds what a case expects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox

from kg.errors import ShapesError
from kg.terms import text_of
from kg.validation.described import DescribedShapes, severity_of
from kg.validation.fast import FastEngine, NotSupported
from kg.validation.graph import TripleGraph
from kg.validation.paths import members, write_path
from kg.validation.reference import run_reference
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.validation.graph import Node

Results: TypeAlias = Counter[tuple[str, str, str, str, str]]
Engine: TypeAlias = Literal["fast", "pyshacl"]

SUITE = Path(__file__).parent / "w3c"
SH = PREFIXES["sh"]
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/shacl-test#"
REPORT = frozenset(
    f"{SH}{name}"
    for name in (
        "conforms", "result", "focusNode", "resultPath", "resultSeverity", "sourceConstraintComponent", "sourceShape",
        "value", "resultMessage", "detail", "sourceConstraint",
    )
)  # fmt: skip
"""What an expected report is made of; it stands in the same file as the shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of the suite.

    Attributes
    ----------
    name
        Folder and name, such as ``core/node/and-001``.
    data, shapes
        The graphs.
    expected
        The results, `None` where the shapes cannot be used.
    """

    name: str
    data: TripleGraph
    shapes: TripleGraph
    expected: Results | None


def outcome(engine: Engine, case: Case) -> str:
    """Return ``passed``, ``not passed``, or ``left to pyshacl`` and why."""
    shapes = DescribedShapes(case.shapes)
    try:
        found = FastEngine(shapes).run(case.data).results if engine == "fast" else run_reference(case.data, shapes)
    except NotSupported as reason:
        return f"left to pyshacl: {reason}"
    except ShapesError:
        return "passed" if case.expected is None else "not passed"
    results: Results = Counter()
    for each in found:
        focus = "_:" if each.focus_node.startswith("_:") else each.focus_node.removesuffix(".0")
        results[focus, each.path, _plain(each.value or ""), each.component, each.severity] += 1
    return "passed" if results == case.expected else "not passed"


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases that the manifests include, by name."""
    found = (case for file in _files(SUITE / "manifest.ttl") for case in _cases(file))
    return tuple(sorted(found, key=lambda case: case.name))


def _files(manifest: Path) -> Iterator[Path]:
    """Yield the files that a manifest leads to: itself, and those of the manifests that it includes."""
    yield manifest
    for _, _, included in _read(manifest).triples(None, f"{MANIFEST}include"):
        yield from _files(_path(included, manifest))


def _cases(file: Path) -> Iterator[Case]:
    graph = _read(file)
    for _, _, entries in graph.triples(None, f"{MANIFEST}entries"):
        for entry in members(graph, entries):
            action = next(graph.objects(entry, f"{MANIFEST}action"))
            data, shapes = (next(graph.objects(action, f"{TESTS}{kind}Graph")) for kind in ("data", "shapes"))
            result = next(graph.objects(entry, f"{MANIFEST}result"))
            yield Case(
                name=file.relative_to(SUITE).with_suffix("").as_posix(),
                data=_read(_path(data, file)),
                shapes=_without_report(_read(_path(shapes, file))),
                expected=None if isinstance(result, ox.NamedNode) else _expected(graph, result),
            )


@cache
def _read(file: Path) -> TripleGraph:
    """Read a file of the suite with its own address as base."""
    quads = ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
    return TripleGraph("".join(f"{quad.triple} .\n" for quad in quads))


def _path(node: Node, file: Path) -> Path:
    """Return the file that a manifest names; relative names may lead upwards."""
    assert isinstance(node, ox.NamedNode)
    return file if node.value == file.resolve().as_uri() else Path(node.value.removeprefix("file://"))


def _without_report(shapes: TripleGraph) -> TripleGraph:
    kept = (triple for triple in shapes.as_written() if triple[1].value not in REPORT)
    return TripleGraph("".join(f"{' '.join(map(str, triple))} .\n" for triple in kept))


def _expected(graph: TripleGraph, report: Node) -> Results:
    """Return the results that a manifest states."""
    found: Results = Counter()
    for result in graph.objects(report, f"{SH}result"):
        said = {name: next(graph.objects(result, SH + name), None) for name in ("focusNode", "value", "resultPath")}
        component, severity = (
            str(next(graph.objects(result, SH + name)))[1:-1]
            for name in ("sourceConstraintComponent", "resultSeverity")
        )
        path = "" if said["resultPath"] is None else write_path(graph, said["resultPath"])
        focus, value = (_plain("" if said[name] is None else str(said[name])) for name in ("focusNode", "value"))
        found[text_of(focus) if focus[:1] in {"<", '"'} else focus, path, value, component, severity_of(severity)] += 1
    return found


def _plain(term: str) -> str:
    """Return a term as a store keeps it; blank nodes are all alike, since engines name them as they like."""
    if term.startswith("_:"):
        return "_:"
    return next(str(node) for _, _, node in TripleGraph(f"<x:s> <x:p> {term} .").triples()) if term[:1] == '"' else term
