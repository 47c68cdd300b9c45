"""The programs that keep the made files, as CI runs them, and the picture's table."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.errors import ConfigError
from kg.resources import ontology_folder, shapes_folder
from tools.docs import diagram
from tools.docs.model import LANGUAGES, Ontology, curie, read_ontology
from tools.vocabularies import read_table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", name="whole")
def whole_ontology() -> Ontology:
    """Return all that the pages tell."""
    return read_ontology(ontology_folder(), shapes_folder())


@pytest.mark.parametrize("program", ["tools.vocabularies", "tools.queries", "tools.ontology_docs"])
def test_check_passes_in_silence(program: str) -> None:
    """What is committed is what the program makes."""
    run = subprocess.run([sys.executable, "-m", program, "--check"], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_picture_names_only_what_the_ontology_has(
    whole: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renamed class is noticed when the picture is drawn."""
    table = tmp_path / "diagram.tsv"
    table.write_text("sort\tname\tpoints\nclass\tProject\t10,10\n", encoding="utf-8")
    monkeypatch.setattr(diagram, "TABLE", table)

    with pytest.raises(ConfigError, match="the diagram names ev:Project, which the ontology lacks"):
        diagram.diagram(whole, "en", "title", "description")


def test_lines_of_the_picture_join_the_classes_of_their_property(whole: Ontology) -> None:
    """An arrow begins at a class that the property speaks of and ends at one it leads to."""
    properties = {term.curie: term for term in whole.properties}
    rows = read_table(diagram.TABLE)
    places = {row["name"]: _point(row["points"]) for row in rows if row["sort"] == "class"}

    for row in rows:
        if row["sort"] == "property" and row["name"] in properties:
            first, *_, last = row["points"].split()
            term = properties[row["name"]]
            if term.domains:
                assert f"ev:{_nearest(places, first)}" in term.domains, row["name"]
            if term.ranges:
                assert f"ev:{_nearest(places, last)}" in term.ranges, row["name"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_picture_fit_their_places(whole: Ontology, language: str) -> None:
    """No name runs out of its box, no word over the end of its line, in any language."""
    terms = {term.curie: term.labels[language] for term in (*whole.classes, *whole.properties)}
    for row in read_table(diagram.TABLE):
        label = terms.get(f"ev:{row['name']}") or terms.get(row["name"])
        if label and row["sort"] == "class":
            words = label.split()
            assert min(max(len(" ".join(words[:at])), len(" ".join(words[at:]))) for at in range(len(words) + 1)) <= 23
        elif label and row["sort"] == "property" and len(row["points"].split()) == 2:
            (ax, ay), (bx, by) = map(_point, row["points"].split())
            assert ay != by or 6.3 * len(label) <= abs(ax - bx), label


def test_an_iri_without_a_prefix_stays_whole() -> None:
    """Nothing is shortened that could not be read back."""
    assert curie("https://example.org/x") == "https://example.org/x"


def _point(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


def _nearest(places: dict[str, tuple[float, float]], text: str) -> str:
    x, y = _point(text)
    return min(places, key=lambda name: abs(places[name][0] - x) + abs(places[name][1] - y))
