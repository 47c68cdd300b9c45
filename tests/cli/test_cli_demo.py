"""``kg demo``: a newcomer's first command ends with answers and pictures."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a demo and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "demo", "here"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return folder / "here", done.stdout


def test_it_answers_who_carried_joint_programmes_out(demo: tuple[Path, str]) -> None:
    """The joint programmes of the example cross countries, and their bodies are named."""
    _, printed = demo

    assert "countries: Colombia; Ecuador; Peru" in printed
    assert "carried out by: ILO; IOM; UNHCR" in printed


def test_it_draws_pictures(demo: tuple[Path, str]) -> None:
    """A page that opens from the disk, and a picture for a report."""
    folder, printed = demo

    assert (folder / "programmes.html").stat().st_size > 10_000
    assert (folder / "programmes.svg").read_text(encoding="utf-8").lstrip().startswith(("<?xml", "<svg"))
    assert (folder / "programmes.html").resolve().as_uri() in printed


def test_it_says_what_to_type_next(demo: tuple[Path, str]) -> None:
    """Whoever saw the demo knows the next command."""
    assert "kg query findings-by-theme -p theme=Migration" in demo[1]


def test_the_examples_are_read_whole_and_conform(demo: tuple[Path, str]) -> None:
    """No bundled record is set aside or violates a shape."""
    assert "0 set aside" in demo[1]
    assert "validation: 0 violations" in demo[1]
