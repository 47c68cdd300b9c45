"""``kg serve`` as people start and end it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from serving import Served, address, served, start

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is expected to end by itself."""
    command = [sys.executable, "-m", "kg", "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_the_server_and_its_workers(example_directory: Path, number: signal.Signals, code: int) -> None:
    """SIGTERM is how services end; Ctrl-C is told apart, as everywhere."""
    process = start(example_directory, "--workers", "2")
    workers = Served(address(process), process).workers()

    process.send_signal(number)
    _, errors = process.communicate(timeout=20)

    assert process.returncode == code
    assert "Traceback" not in errors
    assert len(workers) == 2
    assert all(_is_gone(worker) for worker in workers)


def _is_gone(number: int) -> bool:
    """Wait until a process is gone."""
    for _ in range(100):
        try:
            with open(f"/proc/{number}/stat", encoding="utf-8") as stat:  # noqa: PTH123
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_workers_end_when_the_server_is_killed(example_directory: Path) -> None:
    """Nothing is left behind, whatever ends the server."""
    process = start(example_directory, "--workers", "2", "--timeout", "1")
    server = Served(address(process), process)
    workers = server.workers()
    connection = server.connect()
    product = "".join(f"?a{n}%20?b{n}%20?c{n}%20." for n in range(10))
    connection.request("GET", f"/sparql?query=SELECT%20(COUNT(*)%20AS%20?n)%7B{product}%7D")
    time.sleep(0.3)

    process.kill()
    process.communicate()
    connection.close()

    assert all(_is_gone(worker) for worker in workers)


def test_a_worker_that_is_killed_is_replaced(example_directory: Path) -> None:
    """The next request is answered as if nothing had been."""
    with served(example_directory, "--workers", "1") as server:
        (worker,) = server.workers()
        subprocess.run(["kill", "-9", str(worker)], check=True)  # noqa: S607
        assert _is_gone(worker)

        statuses = [server.query("ASK {}").status for _ in range(2)]

        assert statuses == [200, 200]
        assert server.workers() != [worker]


def test_a_port_in_use_is_told_before_anything_starts(example_directory: Path) -> None:
    """Exit code 3, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--graph", str(example_directory), "--port", str(taken.getsockname()[1]))

    assert done.returncode == 3
    assert "is in use by another program" in done.stderr
    assert "--port" in done.stderr


def test_a_directory_without_a_graph_is_told(tmp_path: Path) -> None:
    """The same words as of every command."""
    done = run("--graph", str(tmp_path), "--port", "0")

    assert done.returncode == 3
    assert "holds no graph" in done.stderr


def test_an_unknown_host_is_a_wrong_call(example_directory: Path) -> None:
    """Exit code 2."""
    done = run("--graph", str(example_directory), "--host", "no-such-host.invalid")

    assert done.returncode == 2
    assert "there is no host" in done.stderr


def test_a_missing_extra_is_told_in_one_line(tmp_path: Path) -> None:
    """Who installed the small core learns how to get the rest."""
    code = "import sys; sys.modules['uvicorn'] = None; from kg.cli import main; main(['serve', '--graph', 'nowhere'])"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 2
    assert "pip install 'ieval-kg[serve]'" in done.stderr


def test_nothing_is_written_to_the_graph_directory(example_directory: Path) -> None:
    """Serving reads: names, sizes and times of all files stay."""

    def state() -> list[tuple[str, int, int]]:
        files = (path for path in example_directory.rglob("*") if path.is_file())
        return sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)

    before = state()
    with served(example_directory, "--workers", "1") as server:
        server.query("SELECT * { ?s ?p ?o } LIMIT 10")

    assert state() == before
