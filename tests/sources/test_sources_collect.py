"""SOURCEs as people give them: files, folders, globs, pipes, and what cannot be read."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, to_json_lines

from kg.errors import SourceError
from kg.sources import Document, collect, read_pages
from kg.sources.document import SMALL

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path, *sources: str) -> list[str]:
    """Return what `collect` finds, relative to a folder; an error as its problem."""
    return [
        each.name.removeprefix(f"{folder.as_posix()}/") if isinstance(each, Document) else each.problem
        for each in collect([str(folder / source) for source in sources])
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files, some of them hidden."""
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def test_folder_is_walked_in_order(folder: Path) -> None:
    """Names are sorted, so that a build does not depend on the disk; dot files are passed over."""
    assert names(folder, "") == ["a.txt", "b.txt", "sub/c.txt"]


def test_glob_finds_files_and_walks_folders(folder: Path) -> None:
    """A pattern may match folders too."""
    assert names(folder, "*") == ["a.txt", "b.txt", "sub/c.txt"]
    assert names(folder, "**/c.*") == ["sub/c.txt"]


def test_file_is_read_once(folder: Path) -> None:
    """However often sources overlap."""
    assert names(folder, "a.txt", "*.txt", "") == ["a.txt", "b.txt", "sub/c.txt"]


def test_name_with_a_bracket_is_a_name(folder: Path) -> None:
    """A file that exists is no pattern."""
    (folder / "a[1].txt").write_text("x", encoding="utf-8")

    assert names(folder, "a[1].txt") == ["a[1].txt"]


def test_missing_source_is_an_error_of_the_call(folder: Path) -> None:
    """A slip in a path must not look like an empty folder."""
    with pytest.raises(SourceError, match="there is no file, folder or match"):
        names(folder, "nothing-*.txt")


def test_linked_folder_is_followed_once(folder: Path) -> None:
    """Links among folders may form a loop."""
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "twin").symlink_to(folder / "sub")

    assert names(folder, "") == ["a.txt", "b.txt", "sub/c.txt"]


def test_link_to_itself_is_reported(folder: Path) -> None:
    """The rest of the folder is read."""
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder / "a.txt")

    assert names(folder, "")[0].startswith("the file cannot be read: Too many levels of symbolic links")


def test_pipe_in_a_folder_is_not_waited_for(folder: Path) -> None:
    """It may never end; named by itself it would be read."""
    os.mkfifo(folder / "a.pipe")

    assert names(folder, "")[0] == "this is no regular file"


def test_unreadable_file_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read, and the reason is the system's."""

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return b"x"

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)

    assert names(folder, "") == ["the file cannot be read: Permission denied", "b.txt", "sub/c.txt"]


def test_folder_that_cannot_be_listed_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are not known, so nothing may pretend that all was read."""
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)

    assert names(folder, "") == ["a.txt", "b.txt", "the folder cannot be listed: Permission denied"]


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads it to its end."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(to_json_lines([lesson()]).encode())))

    (document,) = collect(["-"])

    assert isinstance(document, Document)
    assert len(list(read_pages(document))) == 1


@pytest.mark.parametrize("source", ["file", "standard input"])
def test_large_document_is_read_line_by_line(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large to hold is opened anew each time; no line is lost or read twice."""
    line = to_json_lines([lesson(context="x" * 50_000)])
    data = (line * (SMALL // len(line) + 2)).encode()
    (tmp_path / "large.jsonl").write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    (document,) = collect([str(tmp_path / "large.jsonl") if source == "file" else "-"])

    assert isinstance(document, Document)
    assert document.size == len(data)
    assert len(list(read_pages(document))) == SMALL // len(line) + 2
