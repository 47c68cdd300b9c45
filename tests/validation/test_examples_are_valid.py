"""The ontology and every example are valid by the reference, its shapes checked by the shapes of SHACL."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from faulty_graphs import example_triples
from rdflib import Graph

from kg.validation.graph import TripleGraph
from kg.validation.shacl import load_shapes, validate

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def is_valid(data: Graph) -> tuple[bool, str]:
    """Run pyshacl itself with meta-SHACL; notes do not count."""
    conforms, _, text = pyshacl.validate(
        data, shacl_graph=load_shapes(), meta_shacl=True, allow_infos=True, inference="none", advanced=False
    )
    return conforms, text


def test_the_ontology_and_its_vocabularies_have_no_violation() -> None:
    """Each file of ontology/, all together."""
    data = Graph(bind_namespaces="none")
    for file in sorted(ONTOLOGY.glob("*.ttl")):
        data.parse(file)

    report = validate(data)

    assert [result for result in report.results if result.severity == "Violation"] == []
    assert report.focus_nodes > 300


@pytest.mark.slow
def test_the_examples_are_valid_with_meta_shacl(tmp_path: Path) -> None:
    """Every record that ships with kg, in one graph; no violation and no warning."""
    conforms, text = is_valid(TripleGraph(example_triples(tmp_path / "graph")).to_rdflib())

    assert conforms, text
