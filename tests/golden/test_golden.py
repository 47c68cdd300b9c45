"""Whole pages in, whole graphs out: what each case says is what a reader sees in the diff."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import graph_diff, isomorphic

from kg import BuildOptions, KnowledgeGraph, build

HERE = Path(__file__).parent
CASES = sorted(
    folder.name for folder in HERE.iterdir() if (folder / "expected.ttl").exists() or any(folder.glob("input*"))
)
PARTS = ("record", "linked", "inferred")

SEED_SAYS = (HERE / "seed-says.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_page_gives_the_expected_graph(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The graph of a page is the one that was reviewed, triple for triple and byte for byte."""
    build(sorted((HERE / case).glob("input*")), tmp_path / "graph", BuildOptions(validate=False))
    exported = tmp_path / "graph.ttl"
    KnowledgeGraph.open(tmp_path / "graph").export(exported, "turtle", parts=PARTS)
    turtle = exported.read_text(encoding="utf-8")
    file = HERE / case / "expected.ttl"
    if request.config.getoption("--update-golden"):
        file.write_text(turtle, encoding="utf-8")
    want, got = Graph().parse(file), Graph().parse(data=turtle, format="turtle")
    if not isomorphic(want, got):
        _, missing, extra = graph_diff(want, got)
        pytest.fail(f"missing:\n{missing.serialize(format='nt')}\nextra:\n{extra.serialize(format='nt')}")
    assert turtle == file.read_text(encoding="utf-8"), "same graph, different text"


def test_the_real_record_comes_out_as_the_ontology_says(seed_graph: KnowledgeGraph) -> None:
    """Every statement that the design makes of the seed stands in its graph."""
    want = Graph().parse(data=SEED_SAYS, format="turtle")

    missing = [triple for triple in want if triple not in seed_graph.to_rdflib()]

    assert missing == []


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        ("ev:coversCountry", "d:country/US"),
        ("ev:successFactors", None),
        ("ev:mentionsOrganization", "d:organization/un"),
    ],
    ids=["a country only mentioned", "an empty field", "a body not named"],
)
def test_the_real_record_says_nothing_more(seed_graph: KnowledgeGraph, predicate: str, value: str | None) -> None:
    """What the page does not say is not in the graph."""
    object_ = f"<{seed_graph.names.expand(value)}>" if value else "?anything"

    assert not seed_graph.query(f"ASK {{ ?s {predicate} {object_} }}")


def test_the_real_record_was_carried_out_by_three_bodies(seed_graph: KnowledgeGraph) -> None:
    """OIT, OIM and ACNUR carried the programme out together, and are its target users."""
    rows = seed_graph.select("organizations-in-programme", programme="3642")

    roles = {(row["acronym"], row["role"]) for row in rows if row["role"]}

    bodies = {"ILO", "IOM", "UNHCR"}
    assert roles == {(body, role) for body in bodies for role in ("implementing", "target-user")}
