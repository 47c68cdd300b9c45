"""Archives: members as documents, bounded, and nothing of them on disk."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from typing import TYPE_CHECKING, TypeAlias

import pytest
from record_formats import (
    lesson,
    read_all,
    read_one,
    recommendation,
    refusal,
    to_bullets,
    to_gzip,
    to_json_lines,
    to_tar,
    to_text,
    to_zip,
)

from kg.sources import Document, bounds, members, unpack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Pack: TypeAlias = "Callable[[dict[str, bytes]], bytes]"

PAGES = {"b/two.txt": to_text(recommendation()).encode(), "a/one.txt": to_bullets(lesson()).encode()}


def test_members_are_named_after_their_archive() -> None:
    """A reader finds the page again."""
    records, _ = read_all(to_zip(PAGES), "pages.zip")

    assert [record.at.source for record in records] == ["pages.zip!a/one.txt", "pages.zip!b/two.txt"]


@pytest.mark.parametrize(
    "pack",
    [to_zip, to_tar, lambda files: to_gzip(to_tar(files)), lambda files: to_gzip(to_zip(files))],
    ids=["zip", "tar", "tar.gz", "zip.gz"],
)
def test_every_archive_gives_the_same_records(pack: Pack) -> None:
    """How pages are packed does not matter."""
    records, errors = read_all(pack(PAGES))

    assert not errors
    assert sorted(record.name for record in records) == ["lesson 900501", "recommendation 90501"]


def test_gzip_keeps_the_name_of_the_file() -> None:
    """There is one document inside, and no other name for it."""
    assert read_one(to_gzip(to_json_lines([lesson()]).encode()), "records.jsonl.gz").at.source == "records.jsonl.gz"


def test_format_holds_for_the_members() -> None:
    """``--format`` says what is inside, not what it is packed in."""
    assert read_one(to_zip({"a": to_json_lines([lesson()]).encode()}), format_="jsonl").number == "900501"


def test_hidden_members_are_passed_over() -> None:
    """As in a folder; macOS adds such files."""
    assert len(read_all(to_zip({**PAGES, "__MACOSX/._x": b"\x00", ".DS_Store": b"\x00"}))[1]) == 0


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"])
@pytest.mark.parametrize("pack", [to_zip, to_tar], ids=["zip", "tar"])
def test_path_that_leads_outside_is_refused_alone(pack: Pack, name: str) -> None:
    """Nothing would be written anyway; the member is still not trusted."""
    records, errors = read_all(pack({**PAGES, name: to_text(lesson(900_666)).encode()}))

    assert {record.number for record in records} == {"900501", "90501"}
    assert "leads out of the archive" in errors[0].problem


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members are read in memory."""
    monkeypatch.chdir(tmp_path)

    read_all(to_gzip(to_tar(PAGES)))

    assert list(tmp_path.iterdir()) == []


def test_links_in_archives_are_refused() -> None:
    """A link may point anywhere; its target is not read."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    info = zipfile.ZipInfo("passwd")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as zip_archive:
        zip_archive.writestr(info, "/etc/passwd")

    assert "is a link or a device" in refusal(out.getvalue())
    assert "is a link, no file" in refusal(zipped.getvalue())


def test_encrypted_member_is_refused() -> None:
    """There is no way to ask for a password."""
    data = bytearray(to_zip({"a.txt": b"x" * 50}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert "the member is encrypted" in refusal(bytes(data))


def test_bomb_is_refused_by_its_ratio() -> None:
    """Text does not shrink to a two-hundredth."""
    bomb = to_gzip(b"\x00" * (30 << 20))

    assert "swells to more than 200 times its size" in refusal(bomb)
    assert "swells to more than 200 times its size" in refusal(to_zip({"bomb": b"\x00" * (30 << 20)}))


def test_archives_deep_inside_each_other_are_refused() -> None:
    """Four layers are opened."""
    data = to_text(lesson()).encode()
    for _ in range(5):
        data = to_zip({"inner.zip": data})

    assert "packed into each other more than 4 deep" in refusal(data)


def test_number_of_members_is_bounded() -> None:
    """All layers of one source count together."""
    budget = bounds.Budget(members=1)

    found = list(unpack(Document("a.zip", to_zip(PAGES)), budget=budget))

    assert "more members than are read" in str(found[-1])


def test_bytes_of_one_source_are_bounded() -> None:
    """What comes out of all members counts together."""
    found = list(unpack(Document("a.zip", to_zip(PAGES)), budget=bounds.Budget(bytes_=100)))

    assert "more comes out of the archive" in str(found[-1])


def test_large_member_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read."""
    monkeypatch.setattr(members, "MAX_MEMBER", 2_000)

    records, errors = read_all(to_tar({"large.txt": b"x" * 3_000, **PAGES}))

    assert len(records) == 2
    assert "the member has more than 2,000 bytes" in errors[0].problem


@pytest.mark.parametrize("pack", [to_zip, to_tar, lambda files: to_gzip(to_tar(files))], ids=["zip", "tar", "tar.gz"])
def test_archive_cut_short_gives_reasons_and_no_wrong_record(pack: Pack) -> None:
    """Wherever it ends, records are whole and the rest is refused."""
    data = pack(PAGES)
    whole = {record.folded_hash() for record in read_all(data)[0]}

    for end in range(4, len(data) - 1, 97):
        records, errors = read_all(data[:end])
        assert {record.folded_hash() for record in records} <= whole
        assert len(records) == len(whole) or errors
