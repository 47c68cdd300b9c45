"""A build tells how it goes on: on a terminal, with a rate and the time left; nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from record_samples import lesson, write_lines, write_texts

from kg import BuildOptions, build
from kg.cli.progress import ProgressLine

if TYPE_CHECKING:
    from pathlib import Path


class Told:
    """Keeps what a build tells."""

    def __init__(self) -> None:
        self.shares: list[float | None] = []
        self.stages: list[str] = []

    def __call__(self, done: int, share: float | None = None) -> None:
        """Keep the share."""
        assert done == len(self.shares) + 1
        self.shares.append(share)

    def stage(self, name: str) -> None:
        """Keep the stage."""
        self.stages.append(name)


def test_the_share_of_files_that_are_read_is_told(tmp_path: Path) -> None:
    """With a folder of four pages every record is a quarter."""
    folder = write_texts(tmp_path / "pages", [lesson(number) for number in range(990001, 990005)])
    told = Told()

    build([folder], tmp_path / "graph", BuildOptions(validate=False), progress=told)

    assert told.shares == [0.25, 0.5, 0.75, 1.0]


def test_no_share_is_told_of_a_single_file(tmp_path: Path) -> None:
    """Nobody knows how many records a file of lines holds before it is read."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001), lesson(990002)])
    told = Told()

    build([source], tmp_path / "graph", BuildOptions(validate=False), progress=told)

    assert told.shares == [None, None]


def test_every_stage_is_told_and_timed(tmp_path: Path) -> None:
    """A long validation is not mistaken for a hang."""
    told = Told()

    result = build([write_lines(tmp_path / "a.jsonl", [lesson()])], tmp_path / "graph", progress=told)

    assert told.stages == list(result.timings)
    assert "validation" in told.stages


@pytest.mark.parametrize(
    ("share", "line"),
    [(None, "40 records, 4/s"), (0.25, "40 records, 4/s, 25%, 30 s left")],
    ids=["unknown", "known"],
)
def test_the_line_tells_rate_and_time_left(share: float | None, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """After ten seconds 40 records are 4 a second; a quarter done leaves thirty seconds."""
    clock = iter([0.0, 10.0])
    progress = ProgressLine("records", enabled=True, clock=lambda: next(clock))

    progress(40, share)

    assert capsys.readouterr().err == f"\r\x1b[2K{line}"


def test_the_line_is_drawn_ten_times_a_second_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    """A fast build does not spend its time on drawing."""
    clock = iter([0.0, 0.05, 0.2, 0.25])
    progress = ProgressLine("records", enabled=True, clock=lambda: next(clock))

    for done in (1, 2, 3):
        progress(done)

    assert capsys.readouterr().err == "\r\x1b[2K2 records, 10/s"


def test_a_pipe_is_told_nothing(tmp_path: Path) -> None:
    """Standard error of a script stays empty."""
    source = write_lines(tmp_path / "a.jsonl", [lesson()])
    command = [sys.executable, "-m", "kg", "build", str(source), "--graph", str(tmp_path / "graph"), "--no-validate"]

    run = subprocess.run(command, capture_output=True, text=True, check=True)

    assert run.stderr == ""


@pytest.mark.parametrize(("arguments", "drawn"), [([], True), (["-q"], False)], ids=["loud", "quiet"])
def test_a_terminal_is_told_unless_quiet(tmp_path: Path, arguments: list[str], drawn: bool) -> None:
    """A person sees the stages pass, and -q means silence."""
    source = write_lines(tmp_path / "a.jsonl", [lesson()])
    command = [sys.executable, "-m", "kg", "build", str(source), "--graph", str(tmp_path / "graph"), "--no-validate"]
    ours, theirs = pty.openpty()

    subprocess.run([*command, *arguments], stdout=subprocess.DEVNULL, stderr=theirs, check=True)

    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how Linux ends a pseudo-terminal
        pass
    os.close(ours)
    assert (b"reading, linking, mapping ..." in shown) is drawn
