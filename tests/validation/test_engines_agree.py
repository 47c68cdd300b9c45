"""The fast engine finds what pyshacl finds: node, path, value, component, severity, shape and every message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from every_constraint import cases, constraints
from faulty_graphs import example_triples, faulty_triples

from kg.validation.graph import TripleGraph
from kg.validation.shacl import read_shapes, validate

if TYPE_CHECKING:
    from kg.validation.model import Report, Result


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the graph of the examples as N-Triples."""
    return example_triples(tmp_path_factory.mktemp("examples") / "graph")


def in_full(report: Report) -> list[tuple[Result, dict[str, str], dict[str, str]]]:
    """Return the results with their words, which do not count for equality in a set."""
    return [(result, dict(result.messages), dict(result.names)) for result in report.results]


def found_in(report: Report) -> set[tuple[str, str]]:
    """Return shape and component of all that was found."""
    return {(each.shape, each.component) for each in report.results}


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


def test_engines_agree_on_what_conforms() -> None:
    """The data of each constraint that do not break it, all in one graph."""
    assert_engines_agree(cases("conforms"))


def test_engines_agree_on_a_fault_against_every_constraint() -> None:
    """Each constraint of ours is broken at least once, all in one graph."""
    report = assert_engines_agree(cases("violates"))

    assert constraints() - found_in(report) == set()


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
    """The same at the size that the budget names, with faults against every constraint."""
    triples = faulty_triples(examples, records=5000, faults=0.01, seed=3) + cases("violates")

    report = assert_engines_agree(triples)

    assert constraints() - found_in(report) == set()
    assert len(report.results) > 10_000
