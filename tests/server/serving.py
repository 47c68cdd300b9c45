"""A server as people start it, and a client that shows all of an answer."""

from __future__ import annotations

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, headers by name in small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        """What the body is, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:  # noqa: ANN401 -- whatever it holds
        """Return the body, read as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Served:
    """A running server: its address without a slash at the end, and its process."""

    url: str
    process: subprocess.Popen[str]

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        """Open a connection."""
        return http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request."""
        connection = self.connect()
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        """Send a GET; ``Accept="text/csv"`` and the like are headers, with ``_`` for ``-``."""
        return self.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def query(self, sparql: str, accept: str = "", /, **fields: str) -> Reply:
        """Ask by GET."""
        path = f"/sparql?{urlencode({'query': sparql, **fields})}"
        return self.request("GET", path, headers={"Accept": accept} if accept else {})

    def post(self, body: str | bytes, content_type: str = DIRECT, accept: str = "", path: str = "/sparql") -> Reply:
        """Ask by POST."""
        headers = {"Content-Type": content_type, **({"Accept": accept} if accept else {})}
        return self.request("POST", path, body.encode() if isinstance(body, str) else body, headers)

    def value(self, sparql: str) -> str:
        """Return the one value of the one solution of a query."""
        (row,) = self.query(sparql).json()["results"]["bindings"]
        (cell,) = row.values()
        return str(cell["value"])

    def workers(self) -> list[int]:
        """Return the numbers of its worker processes."""
        found = []
        for entry in os.listdir("/proc"):  # noqa: PTH208 -- names of processes
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8") as stat:  # noqa: PTH123
                    fields = stat.read().rpartition(")")[2].split()
            except (OSError, ValueError):
                continue
            if entry.isdecimal() and fields[0] != "Z" and int(fields[1]) == self.process.pid:
                found.append(int(entry))
        return sorted(found)


@contextmanager
def served(directory: Path, *options: str) -> Iterator[Served]:
    """Start ``kg serve`` on any free port, wait until it answers, and end it in the end."""
    process = start(directory, *options)
    try:
        yield Served(address(process), process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def start(directory: Path, *options: str) -> subprocess.Popen[str]:
    """Start ``kg serve`` on any free port."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--graph", str(directory), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address(process: subprocess.Popen[str]) -> str:
    """Return the address that a server prints when it answers."""
    assert process.stdout is not None
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda out: lines.put(out.readline()), args=(process.stdout,), daemon=True).start()
    line = lines.get(timeout=60)
    assert " at http://" in line, (line, process.stderr.read() if process.stderr and not line else "")
    return line.strip().rpartition(" at ")[2].rstrip("/")
