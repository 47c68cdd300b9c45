"""What cannot be read is kept as it came, told with its reason, and forgotten when it reads well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from record_samples import as_text, built, lesson, write_lines

from kg.cli import kg
from kg.errors import SourceError
from kg.linking.linker import Linker

if TYPE_CHECKING:
    from pathlib import Path

ERROR_PAGE = b"\xef\xbb\xbf<html><head><title>503 Service Unavailable</title></head><body>caf\xc3\xa9</body></html>\r\n"


def entries(graph: Path) -> list[dict[str, Any]]:
    """Return the lines of ``set-aside.jsonl``."""
    return [json.loads(line) for line in (graph / "set-aside/set-aside.jsonl").read_text("utf-8").split("\n") if line]


def pages(folder: Path) -> Path:
    """Return a folder with a page that reads well and one that does not."""
    folder.mkdir(parents=True)
    (folder / "good.txt").write_text(as_text(lesson()), encoding="utf-8")
    (folder / "error.html").write_bytes(ERROR_PAGE)
    return folder


def test_refused_bytes_are_kept_as_they_came(tmp_path: Path) -> None:
    """Byte order mark, line ends and damage are all there."""
    built(tmp_path / "graph", pages(tmp_path / "pages"))

    [entry] = entries(tmp_path / "graph")

    assert (tmp_path / "graph/set-aside" / entry["kept_as"]).read_bytes() == ERROR_PAGE


def test_each_refusal_is_one_line_with_file_problem_and_hint(tmp_path: Path) -> None:
    """A program reads where it stood, what is wrong and what to do."""
    built(tmp_path / "graph", pages(tmp_path / "pages"))

    [entry] = entries(tmp_path / "graph")

    assert {"file", "line", "record", "problem", "hint"} <= set(entry)
    assert entry["file"].endswith("pages/error.html")
    assert "503 Service Unavailable" in entry["problem"]
    assert entry["hint"]


def test_a_refused_line_is_kept_alone(tmp_path: Path) -> None:
    """Of a file of lines only the line at fault is kept, and its number is told."""
    source = write_lines(tmp_path / "a.jsonl", [lesson(990001), lesson(990002)])
    with source.open("a", encoding="utf-8") as file:
        file.write('{"eval_number": "1", \r\n')

    built(tmp_path / "graph", source)

    [entry] = entries(tmp_path / "graph")
    assert entry["line"] == 3
    assert (tmp_path / "graph/set-aside" / entry["kept_as"]).read_bytes().rstrip() == b'{"eval_number": "1",'


def test_all_is_read_means_an_empty_list(tmp_path: Path) -> None:
    """The file is there and empty, so that nobody wonders."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson()]))

    assert entries(tmp_path / "graph") == []


def test_refusals_stay_while_their_document_is_not_read_again(tmp_path: Path) -> None:
    """A build of other sources carries them over, bytes and all, and says so."""
    built(tmp_path / "graph", pages(tmp_path / "pages"))

    result = built(tmp_path / "graph", write_lines(tmp_path / "more.jsonl", [lesson(990002)]))

    [entry] = entries(tmp_path / "graph")
    assert (tmp_path / "graph/set-aside" / entry["kept_as"]).read_bytes() == ERROR_PAGE
    assert (len(result.set_aside), result.set_aside_before) == (0, 1)
    assert "1 set aside by earlier builds" in result.to_text()


def test_refusals_go_when_their_document_reads_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was downloaded again is no longer listed, wherever the build is started."""
    folder = pages(tmp_path / "pages")
    built(tmp_path / "graph", folder)
    (folder / "error.html").write_text(as_text(lesson(990002)), encoding="utf-8")
    monkeypatch.chdir(folder)

    built(tmp_path / "graph", "error.html")

    assert entries(tmp_path / "graph") == []
    assert [file.name for file in (tmp_path / "graph/set-aside").iterdir()] == ["set-aside.jsonl"]


def test_refusals_are_listed_once_however_often_they_are_read(tmp_path: Path) -> None:
    """A second build of the same folder does not double the list."""
    folder = pages(tmp_path / "pages")
    built(tmp_path / "graph", folder)

    built(tmp_path / "graph", folder)

    assert len(entries(tmp_path / "graph")) == 1


def test_prune_forgets_refusals_of_deleted_files(tmp_path: Path) -> None:
    """What a source no longer holds is no longer set aside either."""
    folder = pages(tmp_path / "pages")
    built(tmp_path / "graph", folder)
    (folder / "error.html").unlink()

    built(tmp_path / "graph", folder, prune=True)

    assert entries(tmp_path / "graph") == []


def test_line_separators_in_a_message_do_not_break_the_list(tmp_path: Path) -> None:
    """A file name with U+2028 is carried over like any other."""
    folder = pages(tmp_path / "pages")
    (folder / "a\u2028b\x85c.html").write_bytes(ERROR_PAGE)
    built(tmp_path / "graph", folder)

    built(tmp_path / "graph", write_lines(tmp_path / "more.jsonl", [lesson(990002)]))

    assert len(entries(tmp_path / "graph")) == 2


def test_a_file_name_that_is_no_utf_8_is_no_obstacle(tmp_path: Path) -> None:
    """Records and refusals of such files are built and told with a stand-in for the odd byte."""
    folder = tmp_path / "pages"
    folder.mkdir()
    with open(bytes(folder) + b"/caf\xe9.txt", "w", encoding="utf-8") as file:  # noqa: PTH123 -- a Path holds no such name
        file.write(as_text(lesson()))
    with open(bytes(folder) + b"/caf\xe9.html", "wb") as file:  # noqa: PTH123
        file.write(ERROR_PAGE)

    result = built(tmp_path / "graph", folder)

    assert result.new == 1
    assert entries(tmp_path / "graph")[0]["file"].endswith("/caf\ufffd.html")


def test_a_record_that_breaks_a_stage_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours costs one record, not the build; the report asks to be told of it."""
    link = Linker.link

    def fail(self: Linker, fields: dict[str, str], **options: Any) -> Any:  # noqa: ANN401 -- stands in for link
        if "odd" in fields["description"]:
            raise IndexError(7)
        return link(self, fields, **options)

    monkeypatch.setattr(Linker, "link", fail)

    result = built(
        tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(990001, description="odd"), lesson(990002)])
    )

    assert result.new == 1
    assert result.set_aside[0].record == "lesson 990001"
    assert "IndexError: 7" in result.set_aside[0].problem


def test_summary_shows_what_was_set_aside_and_why(tmp_path: Path) -> None:
    """The last lines of a build name the file, the problem and the remedy."""
    folder = pages(tmp_path / "pages")

    run = CliRunner().invoke(kg, ["build", str(folder), "--graph", str(tmp_path / "graph"), "--no-validate"])

    assert run.exit_code == 0
    assert "1 set aside:" in run.output
    assert "error.html: no key of a record" in run.output


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)], ids=["lenient", "strict"])
def test_strict_exits_1_for_what_was_set_aside(tmp_path: Path, arguments: list[str], code: int) -> None:
    """A script that wants every page says so."""
    folder = pages(tmp_path / "pages")
    command = ["build", str(folder), "--graph", str(tmp_path / "graph"), "--no-validate", *arguments]

    run = CliRunner().invoke(kg, command, standalone_mode=False)

    assert run.return_value == code


def test_a_wrong_folder_is_told_as_such(tmp_path: Path) -> None:
    """When nothing at all could be read, the build says so and exits 3, after the reasons."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/a.pdf").write_bytes(b"%PDF-1.7")

    command = ["build", str(tmp_path / "photos"), "--graph", str(tmp_path / "graph"), "--no-validate"]

    run = CliRunner().invoke(kg, command)

    assert isinstance(run.exception, SourceError)
    assert run.exception.exit_code == 3
    assert "no record could be read" in str(run.exception)
    assert "is it the right folder?" in str(run.exception)
    assert "a.pdf: this is a PDF" in run.output


def test_an_empty_folder_is_told_as_such(tmp_path: Path) -> None:
    """A folder without files makes no graph."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(SourceError, match="there is no file in"):
        built(tmp_path / "graph", tmp_path / "empty")

    assert not (tmp_path / "graph/current").exists()
