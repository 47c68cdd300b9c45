"""The fast engine finds what pyshacl finds: node, path, value, component, severity, shape and every message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faulty_graphs import example_triples, faulty_triples
from rdflib import Graph

from kg.validation.graph import TripleGraph
from kg.validation.shacl import read_shapes, validate

if TYPE_CHECKING:
    from kg.validation.model import Report, Result

SHAPES_CASES = Path(__file__).parents[1] / "shapes"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the graph of the examples as N-Triples."""
    return example_triples(tmp_path_factory.mktemp("examples") / "graph")


def in_full(report: Report) -> list[tuple[Result, dict[str, str], dict[str, str]]]:
    """Return the results with their words, which do not count for equality in a set."""
    return [(result, dict(result.messages), dict(result.names)) for result in report.results]


def assert_engines_agree(triples: str) -> Report:
    """Run both engines over the same text, and return what they found."""
    shapes = read_shapes()
    fast = validate(TripleGraph(triples), shapes)
    reference = validate(TripleGraph(triples), shapes, engine="pyshacl")
    assert fast.fallback == ""
    assert set(fast.results) ^ set(reference.results) == set()
    assert in_full(fast) == in_full(reference)
    assert fast.focus_nodes == reference.focus_nodes
    return fast


@pytest.mark.parametrize("kind", ["conforms", "violates"])
def test_engines_agree_on_every_case_of_the_shapes(kind: str) -> None:
    """Each constraint with the data that break it and the data that do not."""
    graph = Graph(bind_namespaces="none")
    for file in sorted(SHAPES_CASES.glob(f"*/{kind}-*.ttl")):
        graph.parse(file)

    report = assert_engines_agree(graph.serialize(format="nt"))

    assert bool(report.results) == (kind == "violates")


def test_engines_agree_on_the_examples(examples: str) -> None:
    """The records that ship with kg."""
    assert assert_engines_agree(examples).focus_nodes > 500


@pytest.mark.parametrize("seed", [1, 2])
def test_engines_agree_on_records_with_faults(examples: str, seed: int) -> None:
    """Fifty records each time, with one fault in twenty lines: literals, classes and links of every wrong kind."""
    report = assert_engines_agree(faulty_triples(examples, records=50, faults=0.05, seed=seed))

    assert len(report.results) > 200
    assert len({result.component for result in report.results}) >= 8


@pytest.mark.slow
def test_engines_agree_on_five_thousand_records(examples: str) -> None:
    """The same at the size that the budget names."""
    report = assert_engines_agree(faulty_triples(examples, records=5000, faults=0.01, seed=3))

    assert len(report.results) > 1000
