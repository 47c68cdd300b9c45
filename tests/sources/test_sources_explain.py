"""How a source was read, part by part, and whether all of it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from record_formats import lesson, recommendation, to_bullets, to_csv, to_html, to_json_lines, to_text, to_xlsx

from kg.cli import kg
from kg.pipeline.explain import Explanation, explain_document
from kg.sources import Document
from kg.sources.page import Entry, Page


def explained(data: str | bytes) -> Explanation:
    """Return how a source is read."""
    return explain_document(Document("source", data.encode() if isinstance(data, str) else data))


def fates(explanation: Explanation, key: str) -> list[tuple[str, str, str]]:
    """Return what became of the values of a key."""
    return [(span.kind, span.goes_to, span.text) for span in explanation.spans if span.key == key]


if TYPE_CHECKING:
    from pathlib import Path

PAGES = [lesson(context='Señal; "dos", tres:\n- cuatro | cinco'), recommendation()]


@pytest.mark.parametrize(
    "source",
    [
        to_text(PAGES[0]),
        to_bullets(PAGES[0]),
        "".join(map(to_text, PAGES)),
        to_html(PAGES[0]),
        json.dumps(PAGES),
        to_json_lines(PAGES),
        to_csv(PAGES),
        to_csv(PAGES, "\t"),
        to_xlsx(PAGES),
    ],
    ids=["key-value", "bullets", "pasted", "html", "json", "jsonl", "csv", "tsv", "xlsx"],
)
def test_every_character_is_accounted_for(source: str | bytes) -> None:
    """A whole source of whole records leaves nothing over, in any format."""
    explanation = explained(source)

    assert explanation.missing == ()
    assert explanation.share == 1
    assert explanation.characters > 400


def test_value_goes_to_its_property() -> None:
    """A person sees which property holds which part."""
    assert fates(explained(to_text(PAGES[0])), "challenges") == [("empty", "ev:sourceField", "N/A")]
    assert fates(explained(to_text(PAGES[0])), "theme") == [("mapped", "ev:hasTheme", "Migration")]


def test_unknown_key_goes_to_a_source_field() -> None:
    """It is kept, and the note names the nearest key."""
    explanation = explained(json.dumps(lesson(challanges="Few boats.")))

    assert fates(explanation, "?lessons_learned.challanges") == [("unknown", "ev:sourceField", "Few boats.")]
    assert "did you mean 'challenges'" in explanation.notices[0]


def test_refused_line_is_shown_with_its_reason() -> None:
    """Its characters are accounted for: they are set aside."""
    explanation = explained(to_json_lines(PAGES) + "{broken\n")

    assert [(span.kind, span.line) for span in explanation.spans if span.kind == "set aside"] == [("set aside", 3)]
    assert explanation.share == 1


def test_values_of_a_refused_record_are_set_aside() -> None:
    """A page that gives no record says why beside each value."""
    page = to_text(lesson()).replace("/lessons/", "/elsewhere/")

    assert {span.kind for span in explained(page).spans} <= {"set aside", "frame", "key"}


def test_what_a_reader_drops_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check does not believe the readers: a reader that loses a sentence is found out."""

    def forgetful(document: Document, format_: str | None) -> list[Page]:
        del format_
        return [Page(at=document.at, layout="key-value", entries=(Entry("theme", "Migration", 1),))]

    monkeypatch.setattr("kg.pipeline.explain.read_pages", forgetful)

    explanation = explained("theme:\nMigration\ncontext:\nTwo ports.\n")

    assert "ports" in explanation.missing
    assert explanation.share < 1


def test_command_prints_lines_and_share(tmp_path: Path) -> None:
    """In a pipe the text is plain, and the exit code says that nothing is missing."""
    (tmp_path / "page.txt").write_text(to_text(lesson()), encoding="utf-8")

    result = CliRunner().invoke(kg, ["explain", str(tmp_path / "page.txt")], standalone_mode=False)

    assert result.return_value == 0
    assert "\x1b" not in result.output
    assert "mapped     theme                   ev:hasTheme               Migration" in result.output
    assert "100 % of" in result.output


def test_command_gives_json(tmp_path: Path) -> None:
    """One object a document, for programs."""
    (tmp_path / "page.txt").write_text(to_text(lesson()), encoding="utf-8")

    result = CliRunner().invoke(kg, ["explain", "--json", str(tmp_path / "page.txt")], standalone_mode=False)

    assert json.loads(result.output)["share"] == 1
