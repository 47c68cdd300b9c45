"""A graph in numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg import KgError

if TYPE_CHECKING:
    from pathlib import Path

    from kg import KnowledgeGraph


def figures(graph: KnowledgeGraph, name: str) -> dict[str, int]:
    """Return one section as a mapping."""
    (section,) = (each for each in graph.statistics().sections if each.name == name)
    return {figure.key: figure.count for figure in section.figures}


def test_records_are_counted_by_kind_as_the_build_counted_them(example_graph: KnowledgeGraph) -> None:
    """The graph holds every record that was read."""
    classes, records = figures(example_graph, "classes"), example_graph.build["records"]

    assert classes["LessonLearned"] == records["lesson"]
    assert classes["GoodPractice"] == records["practice"]
    assert classes["Recommendation"] == records["recommendation"]


def test_every_finding_has_a_language(example_graph: KnowledgeGraph) -> None:
    """The languages of the findings add up to the findings."""
    assert sum(figures(example_graph, "languages").values()) == sum(example_graph.build["records"].values())


def test_linked_mentions_are_told_out_of_all(example_graph: KnowledgeGraph) -> None:
    """A keeper sees what the linker left open."""
    (links,) = (each for each in example_graph.statistics().sections if each.name == "links")
    (mentions,) = (each for each in links.figures if each.key == "mentions-linked")

    assert 0 < mentions.count <= mentions.of == figures(example_graph, "classes")["Mention"]


def test_what_the_build_found_is_told(example_graph: KnowledgeGraph) -> None:
    """Completeness is the first thing an evaluator asks for."""
    assert {"set_aside", "Violation", "Warning", "Info"} == set(example_graph.statistics().quality)


def test_the_command_prints_figures_in_the_readers_language(example_directory: Path) -> None:
    """Every label is there, in Spanish, and JSON for programs."""
    command = [sys.executable, "-m", "kg", "stats", "--graph", str(example_directory), "--lang", "es"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    data = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True, timeout=120).stdout)

    assert done.returncode == 0, done.stderr
    assert "Hallazgos por tema" in done.stdout
    assert [section["name"] for section in data["sections"]] == [
        "classes",
        "languages",
        "countries",
        "themes",
        "links",
        "missing",
    ]


def test_a_language_that_is_none_is_refused(example_graph: KnowledgeGraph) -> None:
    """It stands in a query, so nothing but a known one gets there."""
    with pytest.raises(KgError, match="unknown language"):
        example_graph.statistics(language='en") } #')
