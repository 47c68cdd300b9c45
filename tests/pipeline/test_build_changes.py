"""What a build changed, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from record_samples import built, lesson, recommendation, write_lines

if TYPE_CHECKING:
    from pathlib import Path


def test_new_findings_are_told_by_kind_and_theme(tmp_path: Path) -> None:
    """Three lessons more, and what they are about."""
    first = [lesson(990001), recommendation()]
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", first))
    more = [lesson(990002), lesson(990003), lesson(990004, theme="Gender equality")]

    result = built(tmp_path / "graph", write_lines(tmp_path / "b.jsonl", more))

    assert result.changes == ("3 lessons more, 2 on Migration, 1 on Gender equality",)


def test_progress_of_recommendations_is_told(tmp_path: Path) -> None:
    """A follow-up that moved on is what readers of recommendations wait for."""
    numbers = (99001, 99002, 99003)
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [recommendation(number) for number in numbers]))
    moved = [recommendation(number, progress="Achieved") for number in numbers]

    result = built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", moved))

    assert result.changes[0] == "3 recommendations moved to Achieved"


def test_withdrawn_findings_are_told(tmp_path: Path) -> None:
    """One fewer is singular, and names its theme."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(990001), lesson(990002)]))

    result = built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(990001)]), prune=True, force=True)

    assert result.changes == ("1 lesson fewer, 1 on Migration",)


def test_another_text_is_told_with_where_the_earlier_one_is(tmp_path: Path) -> None:
    """Nobody fears that a text was overwritten."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(description="Before.")]))

    result = built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(description="After.")]))

    assert result.changes == ("1 lesson says something else now; the earlier text is a prior version",)


def test_an_unchanged_graph_has_nothing_to_tell(tmp_path: Path) -> None:
    """No sentence is better than an empty one."""
    source = write_lines(tmp_path / "a.jsonl", [lesson()])
    built(tmp_path / "graph", source)

    assert built(tmp_path / "graph", source).changes == ()


def test_a_first_build_has_nothing_to_compare_with(tmp_path: Path) -> None:
    """The summary of a first build tells what the graph holds, no difference."""
    assert built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson()])).changes == ()


def test_summary_and_build_json_carry_the_same_sentences(tmp_path: Path) -> None:
    """People and programs are told the same."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(990001)]))

    result = built(tmp_path / "graph", write_lines(tmp_path / "b.jsonl", [lesson(990002)]))

    told = json.loads((tmp_path / "graph/build.json").read_text(encoding="utf-8"))
    assert told["changes"] == ["1 lesson more, 1 on Migration"]
    assert "  1 lesson more, 1 on Migration\n" in result.to_text()


def test_build_json_names_the_inputs_with_their_hashes(tmp_path: Path) -> None:
    """A program can tell what was read, and by which versions."""
    source = write_lines(tmp_path / "a.jsonl", [lesson()])

    built(tmp_path / "graph", source)

    told = json.loads((tmp_path / "graph/build.json").read_text(encoding="utf-8"))
    [given] = told["inputs"]
    assert (given["file"], given["bytes"], len(given["sha256"])) == (str(source), source.stat().st_size, 64)
    assert {"new", "changed", "unchanged", "withdrawn", "triples", "versions", "timings"} <= set(told)
