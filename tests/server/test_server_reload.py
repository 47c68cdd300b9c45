"""A new build is served as soon as it is published, and no request notices."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from pages import lesson
from serving import Served, served

from kg import BuildOptions, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def publish(folder: Path, number: int) -> None:
    """Build a graph of one more lesson."""
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    (pages / f"{number}.txt").write_text(lesson(900_000 + number), encoding="utf-8")
    build([pages], folder / "graph", BuildOptions(validate=False))


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that happens soon."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.05)


def lessons(server: Served) -> str:
    """Count the lessons that are served."""
    return server.value("SELECT (COUNT(*) AS ?n) { ?s a ev:LessonLearned }")


def test_a_new_build_is_served_and_no_request_fails(tmp_path: Path) -> None:
    """Clients ask all the while; the tag of answers changes with the build."""
    publish(tmp_path, 1)
    with served(tmp_path / "graph", "--workers", "2") as server:
        tag = server.query("ASK {}").headers["etag"]
        statuses: set[int] = set()
        enough = threading.Event()

        def ask() -> None:
            while not enough.is_set():
                statuses.add(server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?o ?q ?r }").status)

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        for number in (2, 3):
            publish(tmp_path, number)
            wait_until(lambda number=number: lessons(server) == str(number), "the new build")  # type: ignore[misc]
        enough.set()
        for client in clients:
            client.join()

        assert statuses == {200}
        assert server.query("ASK {}").headers["etag"] != tag
        wait_until(lambda: len(server.workers()) == 2, "the end of the old workers")


def test_a_query_under_way_keeps_its_build(tmp_path: Path) -> None:
    """Two builds later the files that it reads are still there."""
    publish(tmp_path, 1)
    with served(tmp_path / "graph", "--workers", "2", "--timeout", "60") as server:
        some = "{{ SELECT ?{0} {{ ?{0} ?{0}p ?{0}o }} LIMIT 700 }}"  # a product that takes some seconds
        query = f"SELECT (COUNT(*) AS ?n) {{ {some.format('a')} {some.format('b')} FILTER (STR(?a) < STR(?b)) }}"
        replies = []
        asking = threading.Thread(target=lambda: replies.append(server.query(query)))
        asking.start()
        for number in (2, 3, 4):
            publish(tmp_path, number)
        asking.join()

        assert replies[0].status == 200
        wait_until(lambda: lessons(server) == "4", "the last build")


def test_a_build_that_cannot_be_opened_is_not_served(tmp_path: Path) -> None:
    """The last good graph goes on answering."""
    publish(tmp_path, 1)
    with served(tmp_path / "graph", "--workers", "1") as server:
        broken = tmp_path / "graph" / ".builds" / "broken"
        (broken / "store").mkdir(parents=True)
        (broken / "build.json").write_text("{}", encoding="utf-8")
        (tmp_path / "graph" / "fresh").symlink_to(".builds/broken")
        (tmp_path / "graph" / "fresh").replace(tmp_path / "graph" / "current")
        time.sleep(1.2)

        assert lessons(server) == "1"


def test_the_whole_graph_is_that_of_the_build(tmp_path: Path) -> None:
    """The file of an earlier build goes with it."""
    publish(tmp_path, 1)
    with served(tmp_path / "graph", "--workers", "1") as server:
        before = server.get("/data/graph.nq")
        publish(tmp_path, 2)
        wait_until(lambda: lessons(server) == "2", "the new build")
        after = server.get("/data/graph.nq", If_None_Match=before.headers["etag"])

        assert (before.status, after.status) == (200, 200)
        assert b"/id/lesson/900002>" in after.body
        assert b"/id/lesson/900002>" not in before.body
        wait_until(lambda: len(server.workers()) == 1, "the end of the process that wrote it")
