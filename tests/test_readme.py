"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli import kg as group

if TYPE_CHECKING:
    from kg import KnowledgeGraph

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """What CI runs is what a newcomer is told to run."""
    command = next(line for line in README.splitlines() if "-m tests" in line)

    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme() -> None:
    """No command is a secret."""
    for name in group.commands:
        assert f"kg {name}" in README


def test_every_command_shows_an_example_in_its_help() -> None:
    """Help shows how a command is typed."""
    for name, command in group.commands.items():
        assert f"kg {name}" in (command.help or ""), name


def test_the_turtle_of_the_readme_is_in_the_real_graph(seed_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Every line of the sample stands in the export of the real record."""
    seed_graph.export(tmp_path / "graph.ttl", "turtle")
    exported = [line.strip(" ;.\n") for line in (tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines()]
    sample = re.search(r"```turtle\n(.*?)```", README, re.DOTALL)

    assert sample is not None
    for line in sample[1].splitlines():
        assert line.strip(" ;.\n") in exported


def test_the_python_of_the_readme_runs(example_directory: Path) -> None:
    """The sample does what it says."""
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)

    assert code is not None
    exec(code[1].replace('"graph"', repr(str(example_directory))), {})  # noqa: S102 -- our own README


def test_the_python_of_the_docs_runs(example_directory: Path) -> None:
    """As that of the README does."""
    pytest.importorskip("pandas", reason="pandas, which the sample uses, is absent")
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "asking.md").read_text(encoding="utf-8"), re.DOTALL)

    assert code is not None
    exec(code[1].replace('open("graph")', f"open({str(example_directory)!r})"), {})  # noqa: S102 -- our own page
