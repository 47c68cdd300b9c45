"""The wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("ieval_kg-*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_what_the_commands_need(wheel: Path) -> None:
    """Ontology, shapes, examples, queries, templates and rules are inside."""
    names = zipfile.ZipFile(wheel).namelist()

    for needed in (
        "kg/ontology/kg.ttl",
        "kg/shapes/evaluation.ttl",
        "kg/examples/records.jsonl",
        "kg/queries/sparql/mentions-of.rq",
        "kg/linking/rules.tsv",
        "kg/py.typed",
        "kg/views/pages/templates/thing.html",
        "kg/views/pages/static/pages.css",
        "kg/views/pages/strings/es.json",
    ):
        assert needed in names


@pytest.mark.slow
def test_every_command_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """Installed in a clean environment, the demo, the queries and the exports work."""
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([str(environment / "bin" / "pip"), "install", "-q", str(wheel)], check=True, timeout=600)
    kg = str(environment / "bin" / "kg")

    for command in (
        ["demo", "d"],
        ["queries"],
        ["validate", "--graph", "d/graph"],
        ["query", "cross-country-programmes", "--graph", "d/graph"],
        ["export", "--graph", "d/graph", "--to", "g.ttl"],
        ["export", "--graph", "d/graph", "--to", "g.graphml"],
        ["view", "--graph", "d/graph", "--to", "p.html"],
        ["view", "--graph", "d/graph", "--to", "p.svg"],
        ["records", "--graph", "d/graph", "--to", "r.jsonl"],
    ):
        done = subprocess.run([kg, *command], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, ""), command
