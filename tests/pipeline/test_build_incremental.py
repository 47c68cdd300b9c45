"""A build into an existing graph does only what changed, and leaves nothing stale behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from record_samples import MIRROR, built, lesson, rows, turtle, write_lines, write_texts

from kg import KnowledgeGraph
from kg.errors import ConfigError, StoreError
from kg.exports.turtle_file import TurtleFile
from kg.linking.linker import Linker
from kg.pipeline import rules
from kg.pipeline.work import Hands

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.linking.model import Links

PAGES = [lesson(990001 + number, 9901 + number % 3) for number in range(6)]


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of records that were linked, one entry a call."""
    calls: list[str] = []
    link = Linker.link

    def counted(self: Linker, fields: Mapping[str, str], *, countries: frozenset[str] = frozenset()) -> Links:
        calls.append(fields["description"])
        return link(self, fields, countries=countries)

    monkeypatch.setattr(Linker, "link", counted)
    return calls


def findings(graph: Path) -> list[str]:
    """Return the numbers of the records that a graph gives back."""
    return [record["lessons_learned"]["url"].rpartition("/")[2] for record in KnowledgeGraph.open(graph).records()]


def test_unchanged_records_are_not_linked_again(tmp_path: Path, linked: list[str]) -> None:
    """The second build of the same records never asks the linker."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    linked.clear()

    result = built(tmp_path / "graph", source)

    assert linked == []
    assert (result.new, result.changed, result.unchanged) == (0, 0, 6)


def test_an_unchanged_document_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records are known by its bytes, and are counted all the same."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    monkeypatch.setattr(Hands, "do", None)

    result = built(tmp_path / "graph", source, prune=True)

    assert (result.read, result.unchanged, result.withdrawn) == (6, 6, 0)


def test_a_document_with_a_refused_part_is_read_again(tmp_path: Path) -> None:
    """What was set aside of it is told by every build."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    source.write_text(source.read_text("utf-8") + "{}\n", encoding="utf-8")
    built(tmp_path / "graph", source)

    result = built(tmp_path / "graph", source)

    assert (result.unchanged, len(result.set_aside)) == (6, 1)


def test_a_document_in_another_format_is_read_again(tmp_path: Path) -> None:
    """The same bytes may hold other records when another reader is asked for."""
    source = write_lines(tmp_path / "all.jsonl", PAGES[:1])
    built(tmp_path / "graph", source)

    result = built(tmp_path / "graph", source, format_="text")

    assert [entry.problem for entry in result.set_aside] != []


def test_a_later_document_wins_again_though_it_is_unchanged(tmp_path: Path) -> None:
    """What an earlier source of the build changes, an unchanged later one puts right."""
    first = write_lines(tmp_path / "pages/a.jsonl", [lesson(description="The first text."), PAGES[1]])
    write_lines(tmp_path / "pages/b.jsonl", [lesson(description="The later text."), PAGES[2]])
    built(tmp_path / "graph", tmp_path / "pages")
    write_lines(first, [lesson(description="The first text, again."), PAGES[1]])

    built(tmp_path / "graph", tmp_path / "pages")

    assert "The later text." in turtle(tmp_path / "graph")
    assert "again" not in turtle(tmp_path / "graph")


def test_the_turtle_of_an_unchanged_graph_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known to be the same is taken as it is: on large graphs writing it takes long."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    first = built(tmp_path / "graph", source)
    before = turtle(tmp_path / "graph")
    monkeypatch.delattr(TurtleFile, "write")

    again = built(tmp_path / "graph", source)

    assert turtle(tmp_path / "graph") == before
    assert again.triples == first.triples


def test_only_the_changed_record_is_linked_again(tmp_path: Path, linked: list[str]) -> None:
    """One record that says something else costs one call of the linker."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES))
    linked.clear()

    changed = [*PAGES[:5], lesson(990006, 9903, description="UNHCR joined.")]
    result = built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", changed))

    assert linked == ["UNHCR joined."]
    assert (result.new, result.changed, result.unchanged) == (0, 1, 5)


def test_a_changed_record_leaves_no_stale_triple(tmp_path: Path) -> None:
    """After another theme, country, text and evaluation the graph equals one that never knew the record's past."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES))
    changed = [*PAGES[:5], lesson(990006, 9950, country="Peru", theme="Gender equality", context="UNHCR joined.")]
    source = write_lines(tmp_path / "all.jsonl", changed)

    built(tmp_path / "graph", source)

    built(tmp_path / "fresh", source)
    assert turtle(tmp_path / "graph") == turtle(tmp_path / "fresh")


def test_records_stay_when_their_source_is_not_given(tmp_path: Path) -> None:
    """Building more adds to the graph."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", PAGES[:3]))

    built(tmp_path / "graph", write_lines(tmp_path / "b.jsonl", PAGES[3:]))

    assert len(findings(tmp_path / "graph")) == 6


def test_a_shorter_file_withdraws_nothing_unless_pruned(tmp_path: Path) -> None:
    """A record that is missing from a source stays: only --prune removes."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES))

    result = built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES[:5]))

    assert (len(findings(tmp_path / "graph")), result.withdrawn) == (6, 0)


def test_prune_withdraws_what_a_shorter_file_lacks(tmp_path: Path) -> None:
    """The graph equals a fresh one of the shorter file, and the last text stays as a prior version."""
    built(tmp_path / "graph", write_lines(tmp_path / "all.jsonl", PAGES))
    source = write_lines(tmp_path / "all.jsonl", PAGES[:5])

    result = built(tmp_path / "graph", source, prune=True, force=True)

    built(tmp_path / "fresh", source)
    assert result.withdrawn == 1
    assert turtle(tmp_path / "graph") == turtle(tmp_path / "fresh")
    assert [row["record"] for row in rows(tmp_path / "graph", "prior-versions")] == ["lesson 990006"]


def test_prune_withdraws_the_record_of_a_deleted_file(tmp_path: Path) -> None:
    """A folder that lost a file lost its record."""
    folder = write_texts(tmp_path / "pages", PAGES)
    built(tmp_path / "graph", folder)
    (folder / "page-00002.txt").unlink()

    result = built(tmp_path / "graph", folder, prune=True, force=True)

    assert result.withdrawn == 1
    assert "990003" not in findings(tmp_path / "graph")


def test_prune_of_a_subfolder_reaches_only_below_it(tmp_path: Path) -> None:
    """A folder that was read as part of a larger one can be pruned alone."""
    write_texts(tmp_path / "pages/one", PAGES[:3])
    write_texts(tmp_path / "pages/two", PAGES[3:])
    built(tmp_path / "graph", tmp_path / "pages")
    (tmp_path / "pages/one/page-00000.txt").unlink()
    (tmp_path / "pages/two/page-00000.txt").unlink()

    built(tmp_path / "graph", tmp_path / "pages/one", prune=True, force=True)

    assert findings(tmp_path / "graph") == ["990002", "990003", "990004", "990005", "990006"]


def test_prune_leaves_records_of_other_sources(tmp_path: Path) -> None:
    """Only what the given sources held before can be withdrawn."""
    source = write_lines(tmp_path / "a.jsonl", PAGES[:3])
    built(tmp_path / "graph", source, write_lines(tmp_path / "b.jsonl", PAGES[3:]))
    (tmp_path / "b.jsonl").unlink()

    result = built(tmp_path / "graph", source, prune=True)

    assert (result.withdrawn, len(findings(tmp_path / "graph"))) == (0, 6)


def test_prune_leaves_a_record_that_another_source_still_holds(tmp_path: Path) -> None:
    """A record that a mirror holds too is gone only when the mirror loses it as well."""
    first = write_texts(tmp_path / "public", PAGES)
    mirrored = [lesson(990001 + number, 9901 + number % 3, site=MIRROR) for number in range(6)]
    second = write_texts(tmp_path / "mirror", mirrored)
    built(tmp_path / "graph", first, second)
    (first / "page-00000.txt").unlink()

    one = built(tmp_path / "graph", first, prune=True, force=True)
    (second / "page-00000.txt").unlink()
    two = built(tmp_path / "graph", second, prune=True, force=True)

    assert (one.withdrawn, two.withdrawn) == (0, 1)


def test_prune_of_an_emptied_folder_withdraws_all_it_held(tmp_path: Path) -> None:
    """A folder may hold nothing any more; with --force even that is believed."""
    folder = write_texts(tmp_path / "pages", PAGES[:1])
    built(tmp_path / "graph", folder)
    (folder / "page-00000.txt").unlink()

    result = built(tmp_path / "graph", folder, prune=True, force=True)

    assert (result.withdrawn, findings(tmp_path / "graph")) == (1, [])


def test_prune_spares_the_records_of_a_damaged_document(tmp_path: Path) -> None:
    """A record whose page is unreadable now is not taken for withdrawn, and that is said."""
    folder = write_texts(tmp_path / "pages", PAGES)
    built(tmp_path / "graph", folder)
    (folder / "page-00002.txt").write_text("<html><title>503</title></html>", encoding="utf-8")

    result = built(tmp_path / "graph", folder, prune=True)

    assert (result.withdrawn, len(findings(tmp_path / "graph"))) == (0, 6)
    assert [notice.code for notice in result.notices] == ["not-withdrawn"]


def test_prune_knows_sources_from_another_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source is known by where it is, not by how it was typed."""
    write_texts(tmp_path / "pages", PAGES)
    monkeypatch.chdir(tmp_path)
    built(tmp_path / "graph", "pages")
    (tmp_path / "pages/page-00000.txt").unlink()
    monkeypatch.chdir(tmp_path / "pages")

    result = built(tmp_path / "graph", ".", prune=True, force=True)

    assert result.withdrawn == 1


def test_other_rules_redo_every_record_without_its_source(
    tmp_path: Path, linked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of kg links all records again, also those whose files are gone, and says so."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    before = turtle(tmp_path / "graph")
    linked.clear()
    monkeypatch.setattr(rules, "rules_hash", lambda: "other rules")
    one = write_lines(tmp_path / "one.jsonl", PAGES[:1])
    os.unlink(source)  # noqa: PTH108 -- no matter how

    result = built(tmp_path / "graph", one)

    assert len(linked) == 6
    assert turtle(tmp_path / "graph") == before
    assert result.changes == ("all 6 records of the graph were linked and mapped again: other rules or vocabularies",)


def test_redoing_keeps_prior_versions_and_origins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other rules are no reason to forget what a record said before, or which file to prune it by."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(description="Before.")]))
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson(), PAGES[1]]))
    monkeypatch.setattr(rules, "rules_hash", lambda: "other rules")

    result = built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", [lesson()]), prune=True, force=True)

    assert result.withdrawn == 1
    assert [row["record"] for row in rows(tmp_path / "graph", "prior-versions")] == ["lesson 990001", "lesson 990002"]


def test_another_base_is_refused(tmp_path: Path) -> None:
    """One graph has one base; the message says what to do."""
    source = write_lines(tmp_path / "a.jsonl", PAGES)
    built(tmp_path / "graph", source, base="https://one.example/")

    with pytest.raises(ConfigError, match=r"has the base 'https://one\.example/'") as caught:
        built(tmp_path / "graph", source, base="https://two.example/")

    assert "--fresh" in caught.value.hint


def test_the_base_of_the_graph_holds_when_none_is_given(tmp_path: Path) -> None:
    """Nobody has to repeat the base."""
    source = write_lines(tmp_path / "a.jsonl", PAGES)
    built(tmp_path / "graph", source, base="https://one.example/")

    built(tmp_path / "graph", source)

    assert "@base <https://one.example/id/>" in turtle(tmp_path / "graph")


def test_fresh_forgets_what_was_there(tmp_path: Path) -> None:
    """With --fresh neither records nor prior versions nor the base stay."""
    built(tmp_path / "graph", write_lines(tmp_path / "a.jsonl", PAGES), base="https://one.example/")
    source = write_lines(tmp_path / "b.jsonl", PAGES[:1])

    built(tmp_path / "graph", source, fresh=True, force=True)

    built(tmp_path / "other", source)
    assert turtle(tmp_path / "graph") == turtle(tmp_path / "other")


@pytest.mark.parametrize("options", [{"prune": True}, {"fresh": True}], ids=["prune", "fresh"])
def test_a_graph_that_would_shrink_is_not_published(tmp_path: Path, options: dict[str, bool]) -> None:
    """A slip in the call cannot empty a graph: without --force the old one stays."""
    many = [lesson(990001 + number, 9901 + number) for number in range(40)]
    source = write_lines(tmp_path / "a.jsonl", many)
    built(tmp_path / "graph", source)
    before = turtle(tmp_path / "graph")
    write_lines(source, many[:2])

    with pytest.raises(StoreError, match="would shrink from") as caught:
        built(tmp_path / "graph", source, **options)

    assert caught.value.exit_code == 3
    assert "--force" in caught.value.hint
    assert turtle(tmp_path / "graph") == before


def test_force_lets_a_graph_shrink(tmp_path: Path) -> None:
    """Who means it, says so."""
    source = write_lines(tmp_path / "a.jsonl", PAGES)
    built(tmp_path / "graph", source)

    built(tmp_path / "graph", write_lines(source, PAGES[:2]), prune=True, force=True)

    assert findings(tmp_path / "graph") == ["990001", "990002"]


def test_a_damaged_graph_names_the_way_out(tmp_path: Path) -> None:
    """Damaged files of an earlier build end in a message, and --fresh mends them."""
    source = write_lines(tmp_path / "a.jsonl", PAGES)
    built(tmp_path / "graph", source)
    (tmp_path / "graph/current/state.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(StoreError, match="damaged") as caught:
        built(tmp_path / "graph", source)
    built(tmp_path / "graph", source, fresh=True)

    assert "--fresh" in caught.value.hint
    assert len(findings(tmp_path / "graph")) == 6
