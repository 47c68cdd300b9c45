"""Pushing when things go wrong: a line that breaks, a store that is busy, refuses or asks who is there."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from store_servers import answering

from kg import KgError, KnowledgeGraph
from kg.remote import Credentials, open_store, push, stores
from kg.remote.journal import Journal

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_FIRST_PAUSE", 0.0)


def run(graph: KnowledgeGraph, journal: Path, address: str, credentials: Credentials | None = None) -> int:
    """Push a graph, and return how many named graphs were sent."""
    remote = open_store(address, "gsp", credentials or Credentials())
    with Journal(journal, address) as known:
        return push(graph.store, graph.names, remote, known).sent


def test_after_a_broken_line_only_the_rest_is_sent(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """What arrived is not sent again."""
    alive = True

    def answer(_: BaseHTTPRequestHandler, count: int) -> int | None:
        return 204 if count < 20 or alive else None

    with answering(answer) as address:
        alive = False
        with pytest.raises(KgError, match="cannot be reached") as caught:
            run(example_graph, tmp_path / "journal", address)
        alive = True
        rest = run(example_graph, tmp_path / "journal", address)
        again = run(example_graph, tmp_path / "journal", address)

    assert "goes on from there" in caught.value.hint
    assert rest > 0
    assert again == 0
    with Journal(tmp_path / "journal", address) as known:
        assert len(known.known) == rest + 20


def test_a_busy_store_is_asked_again(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """A 503 may pass."""
    with answering(lambda _, count: 503 if count in {0, 1, 7} else 204) as address:
        sent = run(example_graph, tmp_path / "journal", address)

    assert sent > 20


def test_a_store_that_refuses_is_not_asked_again(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """A 400 does not pass; the message says what the store answered."""
    seen: list[int] = []

    def answer(_: BaseHTTPRequestHandler, count: int) -> int:
        seen.append(count)
        return 400

    with answering(answer) as address, pytest.raises(KgError, match="answers 400"):
        run(example_graph, tmp_path / "journal", address)
    assert seen == [0]


def test_a_token_is_sent_and_never_printed(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Credentials stay out of messages, journals and representations."""
    heads: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler, _: int) -> int:
        heads.append(request.headers.get("Authorization"))
        return 403

    credentials = Credentials(token="s3cret")  # noqa: S106 -- nobody's
    with answering(answer) as address, pytest.raises(KgError) as caught:
        run(example_graph, tmp_path / "journal", address, credentials)

    assert heads == ["Bearer s3cret"]
    assert "KG_REMOTE_TOKEN" in caught.value.hint
    assert "s3cret" not in str(caught.value) + repr(credentials) + (tmp_path / "journal").read_text()


@pytest.mark.parametrize(
    ("address", "message"),
    [("ftp://x/", "no http"), ("nonsense", "no http"), ("http://a:b@localhost/", "holds credentials")],
)
def test_an_address_that_cannot_be_used_is_refused(address: str, message: str) -> None:
    """Before anything is sent."""
    with pytest.raises(KgError, match=message):
        open_store(address, "gsp")


def test_a_journal_cut_short_by_a_kill_is_read_up_to_there(tmp_path: Path) -> None:
    """The last line may be half written."""
    file = tmp_path / "journal"
    whole = json.dumps({"graph": "urn:a", "hash": "1"})
    file.write_text(f'{{"kg-push": 1, "store": "http://a/"}}\n{whole}\n{{"graph": "urn:b", "ha', encoding="utf-8")

    with Journal(file, "http://a/") as journal:
        assert journal.known == {"urn:a": "1"}


def test_a_journal_of_another_store_is_refused(tmp_path: Path) -> None:
    """What one store holds says nothing of another."""
    with Journal(tmp_path / "journal", "http://a/") as journal:
        journal.arrived("urn:a", "1")

    with pytest.raises(KgError, match="no journal of http://b/"), Journal(tmp_path / "journal", "http://b/"):
        pass


def test_the_command_tells_what_it_sent(example_directory: Path, tmp_path: Path) -> None:
    """A summary, and exit code 3 where nobody answers."""
    with answering(lambda *_: 204) as address:
        command = [sys.executable, "-m", "kg", "push", "--graph", str(example_directory), "--to", address]
        command += ["--journal", str(tmp_path / "journal")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert (done.returncode, "graphs sent" in done.stdout) == (0, True), done.stderr
    assert "0 graphs sent" in again.stdout


@pytest.mark.parametrize("content", [b"my notes\n", b"3\n", b"[]\n", b"\xff\xfe", b"\n"])
def test_a_file_that_is_no_journal_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    """Whoever mistypes --journal loses nothing."""
    file = tmp_path / "notes"
    file.write_bytes(content)

    with pytest.raises(KgError, match="no journal"), Journal(file, "http://a/"):
        pass

    assert file.read_bytes() == content


def test_a_journal_with_foreign_lines_is_read_around_them(tmp_path: Path) -> None:
    """Only what says graph and hash is known."""
    file = tmp_path / "journal"
    foreign = ["3", '{"graph": "urn:b"}', '{"graph": 1, "hash": "2"}', "[" * 100_000]
    whole = json.dumps({"graph": "urn:a", "hash": "1"})
    file.write_text("\n".join(['{"store": "http://a/"}', *foreign, whole]), encoding="utf-8")

    with Journal(file, "http://a/") as journal:
        journal.arrived("urn:c", "3")
    with Journal(file, "http://a/") as journal:
        assert journal.known == {"urn:a": "1", "urn:c": "3"}


def test_two_pushes_do_not_share_a_journal(tmp_path: Path) -> None:
    """The second is told to wait."""
    with (
        Journal(tmp_path / "journal", "http://a/"),
        pytest.raises(KgError, match="another push"),
        Journal(tmp_path / "journal", "http://a/"),
    ):
        pass


@pytest.mark.parametrize("token", ["secret\nX: y", "sécret", "sec\x00ret"])
def test_a_token_that_no_header_can_hold_is_refused_and_not_shown(token: str) -> None:
    """It would otherwise stand in the message of the library that sends it."""
    with pytest.raises(KgError) as caught:
        Credentials.from_environment({"KG_REMOTE_TOKEN": token})

    assert "ret" not in str(caught.value).replace("KG_REMOTE_TOKEN", "")


def test_a_password_in_any_script_is_sent(example_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Basic authentication sends UTF-8 (RFC 7617)."""
    credentials = Credentials.from_environment({"KG_REMOTE_USER": "zoé", "KG_REMOTE_PASSWORD": "密码"})
    seen: list[str] = []

    def answer(request: BaseHTTPRequestHandler, _: int) -> int:
        seen.append(request.headers.get("Authorization", ""))
        return 204 if seen[-1] else 401

    with answering(answer) as address:
        run(example_graph, tmp_path / "journal", address, credentials)

    assert base64.b64decode(seen[-1].removeprefix("Basic ")).decode("utf-8") == "zoé:密码"
