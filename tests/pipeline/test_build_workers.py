"""Worker processes: the same graph for any number of them, and a clear end when one of them ends."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from record_samples import Page, as_text, built, lesson, turtle, write_lines, write_texts

from kg.config import OwnLexicon
from kg.pipeline import crew, reading
from kg.pipeline.work import Setup
from kg.pipeline.workers import WorkerError, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES: list[Page] = [lesson(990001 + number, 9901 + number // 3, context=f"UNDP, {number}.") for number in range(40)]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers begin at once, with a few records each."""
    monkeypatch.setattr(crew, "AT_ONCE", 0)
    monkeypatch.setattr(reading, "_WHOLE", 10)
    monkeypatch.setattr(reading, "_PIECE", 2000)


def children(of: int = 0) -> set[int]:
    """Return the processes that this one, or another, started and that are not gone."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1] == str(of or os.getpid()) and fields[0] != "Z":
            found.add(int(folder.name))
    return found


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, workers: int) -> None:
    """Records come back in the order in which they were read, whoever did them."""
    source = write_lines(tmp_path / "all.jsonl", [*PAGES, lesson(990001, description="Another text.")])
    one = built(tmp_path / "one", source, workers=1)

    many = built(tmp_path / "many", source, workers=workers)

    assert turtle(tmp_path / "many") == turtle(tmp_path / "one")
    assert (many.read, many.new, many.duplicates) == (one.read, one.new, one.duplicates)
    assert many.notices == one.notices


def test_workers_read_text_pages_and_lines_alike(tmp_path: Path) -> None:
    """A folder of pages is work for several processes too."""
    built(tmp_path / "lines", write_lines(tmp_path / "all.jsonl", PAGES), workers=2)

    built(tmp_path / "texts", write_texts(tmp_path / "pages", PAGES), workers=2)

    assert turtle(tmp_path / "texts") == turtle(tmp_path / "lines")


def test_what_a_worker_refuses_is_set_aside_with_its_bytes(tmp_path: Path) -> None:
    """The line that is no record is kept as it came, with its number."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    source.write_text(source.read_text("utf-8") + '{"eval_number": \n', encoding="utf-8")

    result = built(tmp_path / "graph", source, workers=2)

    (entry,) = result.set_aside
    assert entry.line == 41
    assert (tmp_path / "graph/set-aside" / entry.kept_as).read_bytes() == b'{"eval_number": '


def test_unchanged_records_come_back_from_workers_without_their_text(tmp_path: Path) -> None:
    """A second build by workers changes only the record that changed."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES), workers=2)
    changed = write_lines(tmp_path / "all.jsonl", [*PAGES[:-1], lesson(990040, 9914, description="The UNHCR joined.")])

    result = built(tmp_path / "graph", changed, workers=2)

    built(tmp_path / "fresh", changed)
    assert (result.changed, result.unchanged) == (1, 39)
    assert turtle(tmp_path / "graph") == turtle(tmp_path / "fresh")


def test_no_worker_outlives_its_build(tmp_path: Path) -> None:
    """When the build is done, so are its processes."""
    before = children()

    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES), workers=2)

    assert children() <= before


def test_a_killed_worker_ends_the_build_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph stays as it was, and the message says what became of the process."""
    source = write_lines(tmp_path / "all.jsonl", PAGES[:5])
    built(tmp_path / "graph", source)
    before = turtle(tmp_path / "graph")
    start = Workers.start

    def start_and_kill(self: Workers) -> None:
        known = children()
        start(self)
        for process in children() - known:
            os.kill(process, signal.SIGKILL)

    monkeypatch.setattr(Workers, "start", start_and_kill)

    with pytest.raises(WorkerError, match="was killed by signal 9") as caught:
        built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES), workers=2)

    assert caught.value.exit_code == 3
    assert turtle(tmp_path / "graph") == before


SCRIPT = """
import sys, time
from kg.config import OwnLexicon
from kg.pipeline.work import DocumentWork, Setup
from kg.pipeline.workers import Workers
bare = dict(link=False, local_organizations=False, models=(), before=None)
workers = Workers(2, Setup(base="https://kg.example/", lexicon=OwnLexicon(), **bare))
work = DocumentWork(name="a.txt", data=sys.stdin.buffer.read(), format_=None)
for batch, outcomes in workers.each(iter([[work]] * 4), list):
    pass
print(*(process.pid for process in workers._processes), flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=["kill", "interrupt", "terminate"])
def test_workers_end_when_their_build_is_ended(how: signal.Signals) -> None:
    """Whatever ends a build closes the pipe that its workers read; the script has no guard around its main module."""
    build = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert build.stdin is not None
    assert build.stdout is not None
    build.stdin.write(as_text(lesson()).encode())
    build.stdin.close()
    pids = [int(word) for word in build.stdout.readline().split()]

    build.send_signal(how)
    build.wait()
    build.stdout.close()

    assert len(pids) == 2
    assert all(_ends(pid) for pid in pids)


def _ends(pid: int) -> bool:
    """Tell whether a process is gone within some seconds."""
    return any(_is_gone(pid) for _ in _ticks(seconds=10))


def _is_gone(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _ticks(*, seconds: int) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.05)


def test_workers_that_were_never_needed_are_never_started() -> None:
    """A small build pays for no process."""
    before = children()
    bare: dict[str, Any] = {"base": "https://kg.example/", "link": True, "local_organizations": False}
    workers = Workers(2, Setup(**bare, lexicon=OwnLexicon(), models=(), before=None))

    workers.close()

    assert children() <= before


KILLED = """
import sys
from pathlib import Path
from kg import BuildOptions, build
from kg.pipeline import crew, reading
crew.AT_ONCE, reading._PIECE = 0, 2000
print("ready", flush=True)
build([sys.argv[1]], Path(sys.argv[2]), BuildOptions(validate=False, workers=2))
"""


@pytest.mark.slow
def test_builds_with_workers_killed_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    """Whenever a build is killed, its workers end, and the old graph answers or the new one."""
    small, large = write_lines(tmp_path / "small.jsonl", PAGES[:5]), write_lines(tmp_path / "large.jsonl", PAGES)
    built(tmp_path / "graph", small)
    old = turtle(tmp_path / "graph")
    built(tmp_path / "new", small)
    built(tmp_path / "new", large)
    new, draw = turtle(tmp_path / "new"), random.Random(6)  # noqa: S311 -- moments, no secrets

    for _ in range(12):
        command = [sys.executable, "-c", KILLED, str(large), str(tmp_path / "graph")]
        build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert build.stdout is not None
        build.stdout.readline()
        time.sleep(draw.uniform(0, 4))
        workers = children(build.pid)
        build.kill()
        build.wait()
        build.stdout.close()
        assert all(_ends(pid) for pid in workers)
        assert turtle(tmp_path / "graph") in {old, new}

    built(tmp_path / "graph", large)
    assert turtle(tmp_path / "graph") == new
