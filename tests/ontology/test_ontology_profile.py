"""OWL 2 DL by the word of the OWL API, and consistency by that of HermiT."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tools.owl_profile import archive, findings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    archive() is None or shutil.which("java") is None, reason="needs Java and pip install --no-deps owlready2"
)


def test_the_ontology_is_owl_2_dl(folder: Path) -> None:
    """The classes and properties alone pass."""
    assert findings([folder / "kg.ttl"]) == []


def test_the_ontology_with_its_vocabularies_is_owl_2_dl(folder: Path) -> None:
    """What a build loads as reference data passes too, and nothing in it contradicts it."""
    assert findings(sorted(folder.glob("*.ttl"))) == []


def test_the_check_bites(folder: Path, tmp_path: Path) -> None:
    """A property of two sorts, and a thing of two disjoint classes, are found."""
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        "@prefix ev: <https://kg.example/def#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "ev:timing a owl:DatatypeProperty . <https://kg.example/x> a ev:Mention, ev:Country .\n",
        encoding="utf-8",
    )

    found = findings([folder / "kg.ttl", wrong])

    assert any("timing" in line for line in found)
    assert "the ontology contradicts itself" in found
