"""The files of ``ontology/``, parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY_FILES = (
    "changes",
    "cities",
    "codes",
    "countries",
    "donors",
    "organizations",
    "quality",
    "regions",
    "themes",
)


@pytest.fixture(scope="session")
def folder() -> Path:
    """Return the folder of the ontology."""
    return ontology_folder()


@pytest.fixture(scope="session")
def ontology(folder: Path) -> Graph:
    """Return the classes and properties."""
    return Graph().parse(folder / "kg.ttl")


@pytest.fixture(scope="session")
def vocabularies(folder: Path) -> Graph:
    """Return all concepts of all vocabularies."""
    graph = Graph()
    for name in VOCABULARY_FILES:
        graph.parse(folder / f"{name}.ttl")
    return graph
