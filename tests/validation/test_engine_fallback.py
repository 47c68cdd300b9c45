"""What the fast engine is not known to do alike goes to the reference, and the report says why."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from report_graphs import PAGE_WITHOUT_LOCATION, graph_of

from kg.errors import ShapesError
from kg.validation.graph import TripleGraph
from kg.validation.shacl import read_shapes, validate
from kg.validation.supported import unsupported

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e.org/> . "
ON_REX = HEAD + "x:S a sh:PropertyShape ; sh:targetNode x:rex ; sh:path x:a ; "
DATA = TripleGraph('<http://e.org/rex> <http://e.org/a> "one one" .')


def shapes_of(folder: Path, turtle: str) -> TripleGraph:
    """Read shapes of the test's own."""
    (folder / "shapes.ttl").write_text(turtle, encoding="utf-8")
    return read_shapes(folder / "shapes.ttl")


def test_the_shapes_of_kg_run_in_the_fast_engine() -> None:
    """No shape that ships with kg is left to the reference."""
    assert unsupported(read_shapes()) == ""
    assert validate(graph_of(PAGE_WITHOUT_LOCATION)).fallback == ""


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (ON_REX + "sh:rule [ a sh:TripleRule ] .", "sh:rule is used"),
        (ON_REX + "sh:js [ sh:jsFunctionName 'f' ] .", "sh:js"),
        (ON_REX + "sh:pattern '^(\\\\w+) \\\\1$' .", "read the pattern"),
        (ON_REX + "sh:pattern '^(?!one)' .", "read the pattern"),
        (ON_REX + "sh:uniqueMembers true .", "sh:uniqueMembers is used"),
    ],
    ids=["rule", "script", "back reference", "look ahead", "later SHACL"],
)  # fmt: skip
def test_a_feature_of_the_reference_alone_is_announced(tmp_path: Path, shape: str, reason: str) -> None:
    """The reason names the feature, and pyshacl does the work."""
    shapes = shapes_of(tmp_path, shape)

    report = validate(DATA, shapes)

    assert reason in report.fallback
    assert report == validate(DATA, shapes, engine="pyshacl")


def test_an_engine_that_is_not_there_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package has no wheel, everything still works."""
    monkeypatch.setitem(sys.modules, "shacl", None)

    report = validate(graph_of(PAGE_WITHOUT_LOCATION))

    assert report.fallback == "the package shacl is not installed"
    assert not report.conforms


def test_a_pattern_that_is_none_is_told_as_a_fault_of_the_shapes(tmp_path: Path) -> None:
    """No traceback of either engine comes through."""
    shapes = shapes_of(tmp_path, ON_REX + "sh:pattern '[' .")

    with pytest.raises(ShapesError, match="the shapes cannot be used"):
        validate(DATA, shapes)


def test_the_fast_engine_needs_neither_rdflib_nor_pyshacl() -> None:
    """Both take longer to import than a small graph takes to check."""
    code = (
        "import sys; from kg.validation.graph import TripleGraph; from kg.validation.shacl import validate; "
        "from kg.validation.context import contexts; from kg.validation.text import to_text; "
        "t='<https://kg.example/id/country/CL> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://kg.example/def#Country> .'; g=TripleGraph(t); r=validate(g); to_text(r, contexts(g, r)); "
        "print({'rdflib', 'pyshacl', 'spacy', 'networkx'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("set()\n", "")
