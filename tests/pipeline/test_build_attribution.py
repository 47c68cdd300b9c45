"""Each derived fact tells the build that made it, by the graph it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from record_samples import built, lesson, write_lines

from kg import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

# Statements that no build claims: neither read from a record or a list, nor made by an activity that is described.
UNCLAIMED = """
    SELECT DISTINCT ?graph WHERE {
        GRAPH ?graph { ?s ?p ?o }
        FILTER(CONTAINS(STR(?graph), "/graph/linked/") || STRENDS(STR(?graph), "/graph/inferred"))
        FILTER NOT EXISTS { ?graph prov:wasGeneratedBy ?build . ?build a ev:Build ; prov:endedAtTime ?ended }
    }
"""
CLAIMS = "SELECT ?graph ?build WHERE { ?graph prov:wasGeneratedBy ?build FILTER(CONTAINS(STR(?graph), '/graph/')) }"


def rows(directory: Path, query: str) -> list[dict[str, object]]:
    """Return the solutions of a query."""
    return list(KnowledgeGraph.open(directory).query(query).to_dicts())  # type: ignore[union-attr]


def claims(directory: Path) -> dict[str, str]:
    """Return the builds by the end of the graphs they made."""
    found = rows(directory, CLAIMS)
    assert len({row["graph"] for row in found}) == len(found), "a graph names two builds"
    return {str(row["graph"]).partition("/graph/")[2]: str(row["build"]) for row in found}


def test_every_linked_graph_and_the_inferred_one_name_their_build(example_directory: Path) -> None:
    """No derived statement of the examples is without a build, and one build made them all."""
    assert rows(example_directory, UNCLAIMED) == []
    assert len(set(claims(example_directory).values())) == 1


def test_a_mention_leads_to_the_build_that_made_it(example_directory: Path) -> None:
    """One query goes from a fact over its graph to the version of the program."""
    query = """
        SELECT DISTINCT ?version WHERE {
            GRAPH ?graph { <https://kg.example/id/lesson/900001> ev:hasMention ?mention }
            ?graph prov:wasGeneratedBy/dcterms:hasVersion ?version
        }"""

    assert len(rows(example_directory, query)) == 1


def test_what_a_record_states_names_no_build(example_directory: Path) -> None:
    """Stated facts have sources, derived ones a build: the two are told apart."""
    assert not [graph for graph in claims(example_directory) if graph.startswith(("record/", "reference"))]


def test_a_withdrawn_record_leaves_no_claim(tmp_path: Path) -> None:
    """A graph that is gone was made by nobody."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001), lesson(990002)])
    built(tmp_path / "graph", source)
    write_lines(source, [lesson(990001)])

    built(tmp_path / "graph", source, prune=True, force=True)

    assert set(claims(tmp_path / "graph")) == {"inferred", "linked/lesson/990001"}


def test_other_rules_make_another_build_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After new rules no fact still names the old build."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001), lesson(990002)])
    built(tmp_path / "graph", source)
    before = set(claims(tmp_path / "graph").values())
    for module in ("provenance", "rules"):
        monkeypatch.setattr(f"kg.pipeline.{module}.rules_hash", lambda: "0" * 64)

    built(tmp_path / "graph", source)

    after = claims(tmp_path / "graph")
    assert set(after) == {"inferred", "linked/lesson/990001", "linked/lesson/990002"}
    assert set(after.values()).isdisjoint(before)
    assert rows(tmp_path / "graph", UNCLAIMED) == []


def test_other_options_make_another_build(tmp_path: Path) -> None:
    """Bodies that no vocabulary lists are found only where asked: who made such a link is told apart."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001)])
    built(tmp_path / "plain", source)
    built(tmp_path / "more", source, local_organizations=True)

    assert set(claims(tmp_path / "plain").values()).isdisjoint(claims(tmp_path / "more").values())


@pytest.mark.parametrize("again", [1, 2])
def test_building_again_claims_once(tmp_path: Path, again: int) -> None:
    """The build of equal rules is one node, however often it ran."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001)])
    for _ in range(again + 1):
        built(tmp_path / "graph", source)

    assert len(set(claims(tmp_path / "graph").values())) == 1
