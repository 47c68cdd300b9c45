"""Whatever bytes come, every reader gives records or a reason, and takes no long time over it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.pipeline.explain import explain_document
from kg.records import Record, records_of
from kg.sources import FORMATS, Document, read_pages, unpack
from kg.sources.keys import KNOWN_KEYS
from kg.sources.text import read_text

KEYS = sorted(KNOWN_KEYS)
ADDRESSES = ["https://webapps.ilo.org/ievaldiscovery/lessons/1", "https://webapps.ilo.org/ievaldiscovery/eval/2"]
PIECES = st.one_of(
    st.sampled_from([f"{key}:\n" for key in KEYS] + [f"- {key}:\n" for key in KEYS] + ADDRESSES),
    st.sampled_from(
        ["<dl>", "</dl>", "<dt>", "<dd>", "<tr><td>", "<html>", "<!--", "<pre>", "{", "}", "[", '"', ",", ";"]
    ),
    st.sampled_from(["Skip to top", "Back to index\n", "\n", "\r", "\t", "\ufeff", "\x00", "- ", "eval_number,url\n"]),
    st.text(max_size=8),
)
ALMOST = st.lists(PIECES, max_size=60).map("".join)
ANY_BYTES = st.one_of(st.binary(max_size=400), ALMOST.map(lambda text: text.encode("utf-8", "replace")))
FEW = settings(max_examples=60, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=20,
)


def outcomes(data: bytes, format_: str | None = None) -> list[Record | KgError]:
    """Read bytes as a build does."""
    found: list[Record | KgError] = []
    for document in unpack(Document("any", data), format_):
        if isinstance(document, KgError):
            found.append(document)
            continue
        for page in read_pages(document, format_):
            found.extend([page] if isinstance(page, KgError) else records_of(page))
    return found


@FEW
@given(ANY_BYTES)
def test_any_bytes_give_records_or_a_reason(data: bytes) -> None:
    """Recognised by content, nothing is dropped in silence and nothing else is raised."""
    assert outcomes(data)


@FEW
@given(ANY_BYTES, st.sampled_from(sorted(FORMATS)))
def test_any_bytes_in_any_format_give_records_or_a_reason(data: bytes, format_: str) -> None:
    """The same where the format is said to be one it is not."""
    for outcome in outcomes(data, format_):
        assert isinstance(outcome, Record) or outcome.at is not None


@FEW
@given(st.binary(max_size=200), st.integers(0, 200))
def test_damaged_archives_give_documents_or_a_reason(data: bytes, place: int) -> None:
    """Bytes changed anywhere in an archive are a reason at worst."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "url:\n" * 20)
    for packed in (out.getvalue(), gzip.compress(out.getvalue())):
        outcomes(packed[:place] + data + packed[place + len(data) :])


@FEW
@given(JSON)
def test_any_json_gives_records_or_a_reason(value: object) -> None:
    """Objects with known keys in unlikely places included."""
    assert outcomes(json.dumps(value).encode(), "json")


@FEW
@given(st.lists(st.lists(st.text(max_size=6), max_size=6), max_size=6), st.sampled_from(",;\t|"))
def test_any_rows_below_a_header_give_records_or_a_reason(rows: list[list[str]], delimiter: str) -> None:
    """Every row with a word in it is a record or refused."""
    header = delimiter.join(["url", "eval_number", "country", "region", "budget"])
    lines = [delimiter.join(row).replace("\n", " ").replace("\r", " ").replace('"', "'") for row in rows]
    found = outcomes("\n".join([header, *lines]).encode("utf-8", "surrogatepass"), "csv")

    said = sum(any(cell.strip() for cell in line.split(delimiter)) for line in lines)
    assert len(found) == max(said, 1)


@FEW
@given(ALMOST)
def test_every_character_of_a_text_is_accounted_for(text: str) -> None:
    """What the text reader takes in and what stands in the file are the same characters."""
    document = Document("any", text.encode("utf-8", "replace"))

    explanation = explain_document(document, "text")

    assert explanation.missing == ()


@FEW
@given(st.lists(st.sampled_from(KEYS), max_size=20), ALMOST)
def test_values_of_a_text_are_in_the_text(keys: list[str], text: str) -> None:
    """A reader invents nothing: every line of a value stands in the source."""
    source = "\n".join([*(f"{key}:\n{text}" for key in keys), "Skip to top"])
    document = Document("any", source.encode("utf-8", "replace"))

    for page in read_text(document):
        for entry in () if isinstance(page, KgError) else page.entries:
            assert (entry.value or "") in document.text()
