"""A graph directory: published whole or not at all, and never taken away from its readers."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import GraphDirectory

if TYPE_CHECKING:
    from pathlib import Path


def publish(path: Path, text: str) -> None:
    """Publish a build whose store says `text`."""
    with GraphDirectory(path).staging() as folder:
        store = ox.Store(str(folder / "store"))
        store.add(ox.Quad(ox.NamedNode("https://x.example/s"), ox.NamedNode("https://x.example/p"), ox.Literal(text)))
        store.flush()
        del store
        (folder / "graph.ttl").write_text(text, encoding="utf-8")
        (folder / "build.json").write_text("{}", encoding="utf-8")


def said(store: ox.Store) -> list[str]:
    """Return what a store says."""
    return [quad.object.value for quad in store]


def builds(path: Path) -> int:
    """Return how many builds are on disk."""
    return len(list((path / ".builds").iterdir()))


def test_what_was_published_can_be_opened_and_read_by_name(tmp_path: Path) -> None:
    """The names that people use lead to the published build."""
    publish(tmp_path / "graph", "one")

    assert said(GraphDirectory(tmp_path / "graph").open()) == ["one"]
    assert (tmp_path / "graph/graph.ttl").read_text(encoding="utf-8") == "one"


def test_a_build_that_fails_leaves_the_published_one(tmp_path: Path) -> None:
    """Nothing of the failed build stays."""
    publish(tmp_path / "graph", "one")

    with suppress(ZeroDivisionError), GraphDirectory(tmp_path / "graph").staging() as folder:
        (folder / "half").write_text(str(1 / 0), encoding="utf-8")

    assert said(GraphDirectory(tmp_path / "graph").open()) == ["one"]
    assert builds(tmp_path / "graph") == 1


@pytest.mark.parametrize("step", ["_point", "_sweep"])
def test_an_interrupt_while_publishing_leaves_a_whole_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Ctrl-C behind the decisive step must not remove what is published already."""
    publish(tmp_path / "graph", "one")
    original = getattr(GraphDirectory, step)
    calls: list[int] = []

    def interrupted(self: GraphDirectory, *arguments: object) -> None:
        original(self, *arguments)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(GraphDirectory, step, interrupted)

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path / "graph", "two")

    assert said(GraphDirectory(tmp_path / "graph").open()) == ["two"]


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    """However often the directory is built again, an open graph answers as it did."""
    publish(tmp_path / "graph", "zero")
    reader = GraphDirectory(tmp_path / "graph")
    store = reader.open()

    for number in range(5):
        publish(tmp_path / "graph", str(number))

    assert said(store) == ["zero"]
    assert builds(tmp_path / "graph") == 3


def test_a_build_that_nobody_reads_any_more_is_removed(tmp_path: Path) -> None:
    """The lease ends with the reader, and only the published build and the one before stay."""
    publish(tmp_path / "graph", "zero")
    reader = GraphDirectory(tmp_path / "graph")
    reader.open()
    publish(tmp_path / "graph", "one")
    del reader
    gc.collect()

    publish(tmp_path / "graph", "two")

    assert builds(tmp_path / "graph") == 2


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    """The message says that another one is running."""
    with (
        GraphDirectory(tmp_path / "graph").staging(),
        pytest.raises(StoreError, match=r"another build of .* is running"),
    ):
        publish(tmp_path / "graph", "one")


def test_a_directory_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    """Who opens too early is told the command."""
    with pytest.raises(StoreError, match="does not exist") as caught:
        GraphDirectory(tmp_path / "graph").open()

    assert "kg build SOURCE --graph" in caught.value.hint


def test_a_damaged_store_says_how_to_mend_it(tmp_path: Path) -> None:
    """A store that cannot be opened ends in a message."""
    publish(tmp_path / "graph", "one")
    (tmp_path / "graph/store/CURRENT").write_text("nonsense", encoding="utf-8")

    with pytest.raises(StoreError, match="cannot be opened") as caught:
        GraphDirectory(tmp_path / "graph").open()

    assert "--fresh" in caught.value.hint


def test_a_file_is_no_graph_directory(tmp_path: Path) -> None:
    """A path that names a file is refused, and the file stays."""
    (tmp_path / "graph").write_text("mine", encoding="utf-8")

    with pytest.raises(StoreError, match="is a file, no folder"):
        publish(tmp_path / "graph", "one")

    assert (tmp_path / "graph").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["store", "graph.ttl", "build.json", "current"])
def test_files_of_others_are_not_overwritten(tmp_path: Path, name: str) -> None:
    """A file that has one of our names and is not ours stops the build."""
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / name).write_text("mine", encoding="utf-8")

    with pytest.raises(StoreError, match="was not made by kg"):
        publish(tmp_path / "graph", "one")

    assert (tmp_path / "graph" / name).read_text(encoding="utf-8") == "mine"


def test_files_of_others_beside_the_graph_stay(tmp_path: Path) -> None:
    """Notes that people keep in the directory are left alone."""
    publish(tmp_path / "graph", "one")
    (tmp_path / "graph/current.txt").write_text("mine", encoding="utf-8")

    publish(tmp_path / "graph", "two")

    assert (tmp_path / "graph/current.txt").read_text(encoding="utf-8") == "mine"


def test_a_graph_directory_can_be_moved(tmp_path: Path) -> None:
    """All links inside are relative."""
    publish(tmp_path / "graph", "one")

    (tmp_path / "graph").rename(tmp_path / "elsewhere")

    assert said(GraphDirectory(tmp_path / "elsewhere").open()) == ["one"]
