"""What several tests share: the example graph, the seed where it is, ``--update-golden``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served

from kg import BuildOptions, KnowledgeGraph, build
from kg.resources import examples_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from serving import Served

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites expected files."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files; review the diff")


@pytest.fixture(scope="session")
def example_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph directory built from the bundled examples, once a session."""
    directory = tmp_path_factory.mktemp("examples") / "graph"
    build([examples_folder()], directory)
    return directory


@pytest.fixture(scope="session")
def example_graph(example_directory: Path) -> KnowledgeGraph:
    """Return the example graph, open."""
    return KnowledgeGraph.open(example_directory)


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return a graph built from the one real record."""
    if not SEEDS.is_dir():
        pytest.skip("the real record is not beside this checkout")
    directory = tmp_path_factory.mktemp("seed") / "graph"
    build([SEEDS], directory)
    return KnowledgeGraph.open(directory)


@pytest.fixture
def build_text(tmp_path: Path) -> Callable[..., KnowledgeGraph]:
    """Return a function that builds pages, given as texts, into an open graph, unchecked by the shapes."""

    def build_them(*pages: str, validate: bool = False) -> KnowledgeGraph:
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for number, page in enumerate(pages):
            (folder / f"page-{number}.txt").write_text(page, encoding="utf-8")
        build([folder], tmp_path / "graph", BuildOptions(validate=validate, fresh=True))
        return KnowledgeGraph.open(tmp_path / "graph")

    return build_them


@pytest.fixture(scope="session")
def server(example_directory: Path) -> Iterator[Served]:
    """Return a server of the example graph, started by ``kg serve``, once a session."""
    with served(example_directory, "--workers", "2") as running:
        yield running
