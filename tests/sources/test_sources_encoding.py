"""Bytes into text: every encoding that files come in, and nothing changed on the way."""

from __future__ import annotations

import unicodedata

import pytest
from record_formats import lesson, read_one, refusal, to_text

TEXT = to_text(lesson(context="Señal de «El Niño» — coût, œuvre"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encoding_is_told_by_content(encoding: str) -> None:
    """The same page in any of the encodings is the same record."""
    assert read_one(TEXT.encode(encoding)).first("context") == "Señal de «El Niño» — coût, œuvre"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_do_not_matter(line_end: str) -> None:
    """Files from Windows and old Macs give the same values."""
    assert read_one(TEXT.replace("\n", line_end)).content_hash() == read_one(TEXT).content_hash()


@pytest.mark.parametrize(
    "damaged",
    [
        "lévaluation, dassurer, mise en uvre",
        "the projectÂ’s",
        "the sector¿s",
        "project´s and `employers`",
        "La La lección",
        "improvement68",
        "defini-tion",
        unicodedata.normalize("NFD", "evaluación"),
        "no\u00a0break",
        "zero\u200bwidth",
    ],
    ids=ascii,
)
def test_damage_is_kept_as_it_came(damaged: str) -> None:
    """Nothing is mended silently: quotes must be found in the source."""
    assert read_one(to_text(lesson(context=damaged))).first("context") == damaged


def test_damaged_utf8_is_refused_with_its_line() -> None:
    """One bad byte does not turn a page into other letters."""
    data = TEXT.encode().replace("coût".encode(), b"co\xfbt")

    assert refusal(data).startswith("source:23: byte ")
    assert "is no utf-8 text" in refusal(data)


def test_bytes_without_meaning_in_windows_1252_are_refused() -> None:
    """Five bytes stand for nothing there."""
    assert "is no cp1252 text" in refusal(TEXT.encode("cp1252") + b"\x81")


def test_nul_inside_a_page_is_kept() -> None:
    """A stray NUL costs no record."""
    assert read_one(to_text(lesson(context="a\x00b"))).first("context") == "a\x00b"


def test_binary_file_is_refused() -> None:
    """Bytes with NULs and no key are no page."""
    assert "the file is binary" in refusal(bytes(range(256)) * 4 + b"\x00\x01")


def test_empty_file_is_refused() -> None:
    """White space alone is nothing to read."""
    assert "the file is empty" in refusal(b" \n\t\n")


@pytest.mark.parametrize("magic", [b"%PDF-1.7", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0\xa1\xb1", b"BZh91AY"], ids=repr)
def test_other_files_are_named(magic: bytes) -> None:
    """The reader learns what the file is and what is accepted."""
    assert "no page of a record\n  give one of text, html, json" in refusal(magic + b"\x00" * 20)
