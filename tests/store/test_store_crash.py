"""Builds that are killed, interrupted or run out of room: the graph before is whole, and the next build works."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pages import lesson

from kg import BuildOptions, KnowledgeGraph, build
from kg.queries import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = BuildOptions(validate=False, link=False)
COUNT = "SELECT ?finding WHERE { ?finding a ev:LessonLearned }"

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from kg import BuildOptions, build
from kg.pipeline import building
from kg.store import GraphDirectory, directory

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def behind(home, name, calls=1):
    original, left = getattr(home, name), [calls]
    def run(*arguments):
        original(*arguments)
        left[0] -= 1
        if not left[0]:
            kill()
    setattr(home, name, run)

match sys.argv[3]:
    case "copying": behind(building, "copy_store")
    case "reading": building.update_programmes = kill
    case "writing": directory._flush = kill
    case "before-publishing": behind(GraphDirectory, "_point", 1)
    case "after-publishing": behind(GraphDirectory, "_point", 2)
build([sys.argv[1]], Path(sys.argv[2]), BuildOptions(validate=False, link=False))
"""

BUILD = """
import sys
from pathlib import Path
from kg import BuildOptions, build
print("ready", flush=True)
build([sys.argv[1]], Path(sys.argv[2]), BuildOptions(validate=False, link=False))
"""


def pages(folder: Path, count: int, first: int = 990001) -> Path:
    """Return a folder of so many lessons."""
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        (folder / f"{number}.txt").write_text(lesson(number, 9000 + number % 7), encoding="utf-8")
    return folder


def lessons(graph: Path) -> int:
    """Return how many lessons a graph answers with."""
    return count(KnowledgeGraph.open(graph))


def count(opened: KnowledgeGraph) -> int:
    """Return how many lessons an open graph answers with."""
    answer = opened.query(COUNT)
    assert isinstance(answer, Solutions)
    return len(list(answer))


def leftovers(graph: Path) -> list[str]:
    """Return what is in the directory besides a graph, the build before it and the lock."""
    known = {".builds", ".lock", ".previous", "current", "store", "graph.ttl", "set-aside", "build.json"}
    odd = [path.name for path in graph.iterdir() if path.name not in known | {"report.ttl", "report.json"}]
    kept = {(graph / name).resolve().name for name in ("current", ".previous")}
    return odd + [path.name for path in (graph / ".builds").iterdir() if path.name not in kept]


@pytest.mark.parametrize("moment", ["copying", "reading", "writing", "before-publishing", "after-publishing"])
def test_a_build_killed_at_a_named_moment_loses_nothing(tmp_path: Path, moment: str) -> None:
    """The old graph answers (or the new one, once published), the next build works, and nothing is left over."""
    graph = tmp_path / "graph"
    build([pages(tmp_path / "one", 3)], graph, QUICK)
    more = pages(tmp_path / "two", 5, first=991001)

    killed = subprocess.run([sys.executable, "-c", KILLED_AT, more, graph, moment], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert lessons(graph) == (8 if moment == "after-publishing" else 3)
    build([more], graph, QUICK)
    assert lessons(graph) == 8
    assert leftovers(graph) == []


def test_a_first_build_killed_leaves_no_graph_and_no_obstacle(tmp_path: Path) -> None:
    """Before anything was published there is no graph; the next build makes one."""
    source, graph = pages(tmp_path / "one", 3), tmp_path / "graph"

    subprocess.run([sys.executable, "-c", KILLED_AT, source, graph, "writing"], check=False)

    assert not (graph / "graph.ttl").exists()
    build([source], graph, QUICK)
    assert lessons(graph) == 3
    assert leftovers(graph) == []


@pytest.mark.slow
def test_a_build_killed_at_fifty_random_moments_loses_nothing(tmp_path: Path) -> None:
    """Wherever the kill strikes, readers have the old graph or the new one, and the Turtle fits it."""
    graph, random_moments = tmp_path / "graph", random.Random(4711)  # noqa: S311 -- moments, no secrets
    build([pages(tmp_path / "all", 60)], graph, QUICK)
    started = time.monotonic()
    build([tmp_path / "all"], tmp_path / "timing", QUICK)
    usual = 1.5 * (time.monotonic() - started)
    struck = 0
    for number in range(50):
        held = lessons(graph)
        pages(tmp_path / "all", 5, first=992001 + 5 * number)
        with subprocess.Popen(
            [sys.executable, "-c", BUILD, tmp_path / "all", graph], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(random_moments.uniform(0, usual))
            child.kill()
        struck += child.returncode == -signal.SIGKILL
        now = lessons(graph)
        assert held <= now <= 65 + 5 * number
        assert (graph / "graph.ttl").read_text(encoding="utf-8").count("\n    a ev:LessonLearned") == now
    assert struck > 10
    build([tmp_path / "all"], graph, QUICK)
    assert lessons(graph) == 310
    assert leftovers(graph) == []
    build([tmp_path / "all"], tmp_path / "fresh", QUICK)
    assert (graph / "graph.ttl").read_bytes() == (tmp_path / "fresh/graph.ttl").read_bytes()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a file system of a few megabytes, or skip where that is not allowed."""
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """The message names the disk, the old graph answers, and with room again the build works."""
    with small_disk(tmp_path / "disk") as disk:
        graph = disk / "graph"
        build([pages(tmp_path / "one", 3)], graph, QUICK)
        filler = disk / "filler"
        room = shutil.disk_usage(disk).free
        filler.write_bytes(b"x" * (room - 200_000))
        more = pages(tmp_path / "two", 400, first=991001)

        run = kg_build(more, graph)

        assert run.returncode == 3
        assert re.search("cannot be written: .*(No space left on device|disk is full)", run.stderr)
        assert "the last good graph is as it was" in run.stderr
        assert lessons(graph) == 3
        filler.unlink()
        build([pages(tmp_path / "three", 5, first=993001)], graph, QUICK)
        assert lessons(graph) == 8


@pytest.mark.parametrize("limit", [20_000, 60_000, 300_000])
def test_a_write_that_fails_is_told_and_loses_nothing(tmp_path: Path, limit: int) -> None:
    """A limit on file sizes stops SQLite, the store or the Turtle: each ends in a message."""
    graph = tmp_path / "graph"
    build([pages(tmp_path / "one", 3)], graph, QUICK)
    more = pages(tmp_path / "two", 300, first=991001)

    run = kg_build(more, graph, file_size=limit)

    assert run.returncode == 3, run.stderr
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
    assert lessons(graph) == 3
    build([more], graph, QUICK)
    assert lessons(graph) == 303


def kg_build(source: Path, graph: Path, *, file_size: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with a limit on the size of its files."""

    def limit() -> None:
        if file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    command = [sys.executable, "-m", "kg", "build", str(source), "--graph", str(graph), "--no-validate", "--no-link"]
    return subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=limit)


def test_two_builds_at_once_end_in_one_graph_and_one_refusal(tmp_path: Path) -> None:
    """The second build is told that another one is running; the first one is not disturbed."""
    source, graph = pages(tmp_path / "one", 3), tmp_path / "graph"
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "-", "--graph", graph, "--no-validate", "--no-link", "-q"],
        stdin=subprocess.PIPE,
    ) as first:
        assert first.stdin is not None
        while not (graph / ".builds").exists() or not list((graph / ".builds").iterdir()):
            time.sleep(0.02)

        second = kg_build(source, graph)

        first.stdin.write((source / "990001.txt").read_bytes())
        first.stdin.close()
    assert second.returncode == 3
    assert f"another build of {str(graph)!r} is running" in second.stderr
    assert first.returncode == 0
    assert lessons(graph) == 1


def test_ctrl_c_leaves_the_last_good_graph_and_exits_130(tmp_path: Path) -> None:
    """An impatient user loses nothing but the new build."""
    graph = tmp_path / "graph"
    build([pages(tmp_path / "one", 3)], graph, QUICK)
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "-", "--graph", graph, "--no-validate", "--no-link"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        while len(list((graph / ".builds").iterdir())) < 2:
            time.sleep(0.02)
        time.sleep(0.2)

        child.send_signal(signal.SIGINT)

        assert child.stderr is not None
        message = child.stderr.read()
    assert child.returncode == 130
    assert "the last good graph is as it was" in message
    assert lessons(graph) == 3
    assert len(list((graph / ".builds").iterdir())) == 1


def test_a_read_only_directory_is_told_and_can_be_read(tmp_path: Path) -> None:
    """Who may not write is told so, and may read."""
    with small_disk(tmp_path / "disk") as disk:
        graph = disk / "graph"
        source = pages(tmp_path / "one", 3)
        build([source], graph, QUICK)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)  # noqa: S607

        run = kg_build(source, graph)

        assert run.returncode == 3
        assert "cannot be written: Read-only file system" in run.stderr
        assert lessons(graph) == 3


def test_readers_never_fail_while_the_graph_is_built_again(tmp_path: Path) -> None:
    """Two readers that open and ask all the time see a whole graph during twenty builds."""
    graph = tmp_path / "graph"
    first, second = pages(tmp_path / "one", 3), pages(tmp_path / "two", 5)
    build([first], graph, QUICK)
    patient = KnowledgeGraph.open(graph)
    is_over, seen, failures = threading.Event(), set[int](), list[BaseException]()

    def read() -> None:
        while not is_over.is_set():
            try:
                seen.add(lessons(graph))
            except BaseException as error:  # noqa: BLE001 -- whatever it is, the test wants to show it
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(20):
        build([first if number % 2 else second], graph, replace(QUICK, fresh=True, force=True))
    is_over.set()
    for reader in readers:
        reader.join()

    assert failures == []
    assert seen == {3, 5}
    assert count(patient) == 3
