"""``kg search`` as people type it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def search(graph: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "kg", "search", *arguments, "--graph", str(graph)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_search_says_what_it_took_the_words_for_and_why_each_hit_is_there(example_directory: Path) -> None:
    """A reader of Spanish asks in English."""
    done = search(example_directory, "refugee", "agency", "Colombia", "--lang", "es")

    assert done.returncode == 0, done.stderr
    assert "refugee agency = Oficina del Alto Comisionado" in done.stdout
    assert "Colombia: la evaluación abarca Colombia" in done.stdout
    assert "https://webapps.ilo.org/ievaldiscovery/" in done.stdout


def test_search_gives_json_to_programs(example_directory: Path) -> None:
    """Every part of a hit has a name."""
    found = json.loads(search(example_directory, "ACNUR", "--json", "--limit", "1").stdout)

    assert found["total"] > 1
    (hit,) = found["hits"]
    assert {"iri", "kind", "number", "evaluation", "title", "page", "score", "reasons"} == set(hit)


def test_a_search_without_words_says_how_to_ask(example_directory: Path) -> None:
    """The call is wrong, so the exit code is 2."""
    done = search(example_directory, "?")

    assert (done.returncode, "search for words such as" in done.stderr) == (2, True)


def test_no_character_commands_the_terminal(example_directory: Path) -> None:
    """Escapes and half characters of the arguments come back as signs that do nothing."""
    words = ['"ILO\x1b[31m \u202e\udcff x"', "\x9bILO"]
    shown, as_json = search(example_directory, *words), search(example_directory, *words, "--json")

    for answer in (shown, as_json):
        assert answer.returncode == 0, answer.stderr
        assert all(letter.isprintable() or letter == "\n" for letter in answer.stdout)
    assert json.loads(as_json.stdout)["sought"]
