"""Readers of a graph directory: they copy nothing, lock nothing out, and keep what they opened."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from kg import BuildOptions, KnowledgeGraph, build

if TYPE_CHECKING:
    from pathlib import Path

READER = (
    "import sys\n"
    "from kg import KnowledgeGraph\n"
    "graph = KnowledgeGraph.open(sys.argv[1])\n"
    "count = lambda: graph.query('SELECT ?f { ?e ev:hasFinding ?f }').to_dicts()\n"
    "print(len(count()), flush=True)\n"
    "sys.stdin.readline()\n"
    "print(len(count()), flush=True)\n"
)


def _page(number: int) -> dict[str, object]:
    site = "https://webapps.ilo.org/ievaldiscovery"
    return {
        "eval_number": "9901",
        "eval_url": f"{site}/eval/9901",
        "lessons_learned": {"description": f"What office {number} learned.", "url": f"{site}/lessons/{number}"},
        "location": [{"country": "Chile", "region": "Americas"}],
        "eval_title": "Skills for all - Final evaluation",
    }


def _write(file: Path, numbers: range) -> Path:
    file.write_text("".join(json.dumps(_page(number)) + "\n" for number in numbers), encoding="utf-8")
    return file


def test_two_readers_go_on_reading_what_they_opened_while_a_build_publishes(tmp_path: Path) -> None:
    """A build neither waits for readers nor takes their graph away; who opens afterwards sees the new one."""
    graph = tmp_path / "graph"
    build([_write(tmp_path / "one.jsonl", range(900_001, 900_004))], graph, BuildOptions(validate=False))
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(graph)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    before = [reader.stdout.readline().strip() for reader in readers if reader.stdout]

    build([_write(tmp_path / "two.jsonl", range(900_004, 900_009))], graph, BuildOptions(validate=False))

    after = [reader.communicate("\n", timeout=60)[0].strip() for reader in readers]
    assert before == ["3", "3"]
    assert after == ["3", "3"]
    assert len(KnowledgeGraph.open(graph).query("SELECT ?f { ?e ev:hasFinding ?f }").to_dicts()) == 8  # type: ignore[union-attr]  # a SELECT


def test_opening_for_reading_writes_nothing(tmp_path: Path) -> None:
    """No copy, no lock file, no log: the directory has the same files, with the same times, as before."""
    graph = tmp_path / "graph"
    build([_write(tmp_path / "one.jsonl", range(900_001, 900_003))], graph, BuildOptions(validate=False))
    files = {path: path.stat().st_mtime_ns for path in graph.rglob("*") if path.is_file()}

    opened = KnowledgeGraph.open(graph)
    opened.query("SELECT ?f { ?e ev:hasFinding ?f }")

    assert {path: path.stat().st_mtime_ns for path in graph.rglob("*") if path.is_file()} == files
