"""The official core tests of SHACL, run by ``kg validate``'s fast engine.

The suite is the W3C's and not part of this repository. Clone https://github.com/w3c/data-shapes and name its folder
``data-shapes-test-suite/tests/core`` in the environment variable KG_SHACL_SUITE::

    KG_SHACL_SUITE=data-shapes/data-shapes-test-suite/tests/core pytest -m slow tests/conformance/shacl
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from kg.terms import text_of
from kg.validation.described import DescribedShapes, severity_of
from kg.validation.fast import FastEngine, NotSupported
from kg.validation.graph import Node, TripleGraph
from kg.validation.paths import write_path
from kg.validation.reference import run_reference
from kg.vocabulary import PREFIXES

Found: TypeAlias = Counter[tuple[str, str, str, str, str]]

SH, TYPE = PREFIXES["sh"], PREFIXES["rdf"] + "type"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SUITE = os.environ.get("KG_SHACL_SUITE", "")
FILES = sorted(Path(SUITE).rglob("*-[0-9][0-9][0-9].ttl")) if SUITE else []
NOT_PASSED: dict[str, str] = {}
"""Cases that neither the engine passes nor `unsupported` leaves to the reference, with the reason; none is known."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SUITE, reason="KG_SHACL_SUITE names no copy of the suite")]


def read(file: Path) -> TripleGraph:
    """Read a file of the suite with its own address as base."""
    quads = ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
    return TripleGraph("".join(f"{quad.triple} .\n" for quad in quads))


def graph_named(manifest: TripleGraph, file: Path, predicate: str) -> TripleGraph:
    """Return the data or shapes graph that a manifest names: most often the manifest itself."""
    named = next(iter(manifest.triples(None, f"http://www.w3.org/ns/shacl-test#{predicate}")))[2]
    address = named.value if isinstance(named, ox.NamedNode) else ""
    return manifest if address == file.resolve().as_uri() else read(file.parent / address.rpartition("/")[2])


def without_report(shapes: TripleGraph) -> TripleGraph:
    """Return the shapes without the expected report that stands in the same file."""
    report = {
        f"{SH}{name}"
        for name in (
            "conforms", "result", "focusNode", "resultPath", "resultSeverity", "sourceConstraintComponent",
            "sourceShape", "value", "resultMessage", "detail", "sourceConstraint",
        )
    }  # fmt: skip
    kept = (triple for triple in shapes.as_written() if triple[1].value not in report)
    return TripleGraph("".join(f"{' '.join(map(str, triple))} .\n" for triple in kept))


def text(node: Node | None) -> str:
    """Write a term; blank nodes are all alike, since engines name them as they like."""
    return "_:" if isinstance(node, ox.BlankNode) else "" if node is None else str(node)


def expected(manifest: TripleGraph) -> Found:
    """Return the results that the manifest states."""

    def one(result: Node, name: str) -> Node | None:
        return next(manifest.objects(result, SH + name), None)

    found: Found = Counter()
    for _, _, result in manifest.triples(None, f"{SH}result"):
        path = one(result, "resultPath")
        found[
            text(one(result, "focusNode")),
            write_path(manifest, path) if path is not None else "",
            text(one(result, "value")),
            text(one(result, "sourceConstraintComponent"))[1:-1],
            severity_of(text(one(result, "resultSeverity"))[1:-1]),
        ] += 1
    return found


def found_by(engine: str, data: TripleGraph, shapes: TripleGraph) -> Found:
    """Return what an engine finds, in the form of `expected`."""
    found: Found = Counter()
    described = DescribedShapes(shapes)
    results = FastEngine(described).run(data).results if engine == "fast" else run_reference(data, described)
    for each in results:
        value = each.value or ""
        focus = "_:" if each.focus_node.startswith("_:") else each.focus_node
        found[focus, each.path, "_:" if value.startswith("_:") else value, each.component, each.severity] += 1
    return found


def plain(found: Found) -> Found:
    """Return results with focus nodes as bare text, as `Result` has them, and each number in one form."""
    return Counter(
        {
            (bare(focus), path, canonical(value), component, severity): count
            for (focus, path, value, component, severity), count in found.items()
        }
    )


def bare(term: str) -> str:
    """Return the text of a literal or IRI, numbers in one form."""
    if term.startswith('"'):
        return text_of(canonical(term))
    return term[1:-1] if term.startswith("<") and term.find(">") == len(term) - 1 else term.removesuffix(".0")


def canonical(term: str) -> str:
    """Return a literal as a store keeps it."""
    if not term.startswith('"'):
        return term
    return next(str(node) for _, _, node in TripleGraph(f"<x:s> <x:p> {term} .").triples())


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_fast_engine_passes_the_official_case(file: Path) -> None:
    """Focus node, path, value, component and severity are those of the W3C, or the case goes to the reference."""
    manifest = read(file)
    data, shapes = graph_named(manifest, file, "dataGraph"), without_report(graph_named(manifest, file, "shapesGraph"))
    if file.stem in NOT_PASSED:
        pytest.xfail(NOT_PASSED[file.stem])
    try:
        found = found_by("fast", data, shapes)
    except NotSupported as reason:
        pytest.skip(f"left to pyshacl: {reason}")

    assert plain(found) == plain(expected(manifest))
