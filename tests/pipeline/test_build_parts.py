"""What a build keeps of the graph's parts agrees with the graph: the Turtle, the counts, who still states what."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from record_samples import Page, built, lesson, recommendation, turtle, write_lines

from kg import KnowledgeGraph
from kg.errors import StoreError
from kg.exports.tally import Tallier
from kg.exports.turtle import TurtleWriter, to_turtle
from kg.linking.linker import Linker
from kg.mapping import map_links, map_record
from kg.pipeline.owned import Owned
from kg.pipeline.written import RecordWriter
from kg.records import records_of
from kg.reference import load_reference
from kg.sources import Document, read_pages
from kg.store.triples import shared_triples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.records import Record

PAGES: list[Page] = [
    lesson(990001, 9901, project_symbols="CHL/16/01/EUR"),
    lesson(990002, 9902, country="Peru", theme="Bees & honey", project_symbols="CHL/16/01/EUR"),
    lesson(990003, 9903, country="Atlantis", context="The OIM,\n\nand 100% of the “ILO”\x07.", comments="The BIT; AI."),
    recommendation(),
]
CHANGES: dict[str, Sequence[Page]] = {
    "text": [*PAGES[:2], lesson(990003, 9903, context="Only the UNHCR."), PAGES[3]],
    "evaluation": [*PAGES[:2], lesson(990003, 9901), PAGES[3]],
    "theme": [PAGES[0], lesson(990002, 9902, theme="Migration"), *PAGES[2:]],
    "symbol": [PAGES[0], lesson(990002, 9902, project_symbols="PER/19/50/USA"), *PAGES[2:]],
    "progress": [*PAGES[:3], recommendation(progress="Completed")],
    "fewer": PAGES[1:],
}


def check(graph: Path) -> None:
    """Compare what a build kept with what is in its store."""
    opened = KnowledgeGraph.open(graph)
    triples = list(shared_triples(opened.store, opened.names))
    tallier = Tallier(TurtleWriter(opened.names))
    counted: Counter[str] = Counter()
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, object_ in triples:
        pairs[subject].append((predicate, object_))
    for subject, found in pairs.items():
        tallier.count(counted, subject, found)
    with sqlite3.connect(graph / "current/state.sqlite") as database:
        ((kept,),) = database.execute("SELECT value FROM setting WHERE name = 'tally'")
    assert turtle(graph) == "".join(to_turtle(triples, opened.names))
    assert json.loads(kept) == counted
    assert opened.build["triples"] == len(triples)


@pytest.mark.parametrize("change", CHANGES)
def test_turtle_and_counts_follow_every_change(tmp_path: Path, change: str) -> None:
    """After a change the Turtle is that of the store, the counts are those of the store, and a fresh build agrees."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    check(tmp_path / "graph")
    write_lines(source, CHANGES[change])

    built(tmp_path / "graph", source, prune=True, force=True)

    check(tmp_path / "graph")
    built(tmp_path / "fresh", source)
    assert turtle(tmp_path / "graph") == turtle(tmp_path / "fresh")


def test_changes_there_and_back_leave_the_same_bytes(tmp_path: Path) -> None:
    """However often records came and went, nothing stays of it in the Turtle."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    before = turtle(tmp_path / "graph")

    for pages in (*CHANGES.values(), PAGES):
        built(tmp_path / "graph", write_lines(source, pages), prune=True, force=True)

    check(tmp_path / "graph")
    assert turtle(tmp_path / "graph") == before


def test_a_turtle_that_was_changed_by_hand_is_not_built_upon(tmp_path: Path) -> None:
    """Blocks are found by where they stand, so a file of another length is refused and the way out is named."""
    source = write_lines(tmp_path / "all.jsonl", PAGES)
    built(tmp_path / "graph", source)
    file = tmp_path / "graph/graph.ttl"
    file.write_text(turtle(tmp_path / "graph") + "# mine\n", encoding="utf-8")
    write_lines(source, CHANGES["text"])

    with pytest.raises(StoreError, match="is not as kg wrote it") as caught:
        built(tmp_path / "graph", source)

    assert "--fresh" in caught.value.hint


def records() -> list[Record]:
    """Return the records of the pages."""
    data = "\n".join(json.dumps(page) for page in PAGES).encode()
    pages = read_pages(Document("all.jsonl", data))
    return [record for page in pages for record in records_of(page)]  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.name)
def test_templates_write_what_the_mapping_says(record: Record) -> None:
    """The quads and the Turtle from templates are those of the triples that the mapping lists, one by one."""
    reference = load_reference()
    writer = RecordWriter(reference, Linker(reference))
    links = writer.link(record)
    stated, _ = map_record(record, links, reference)
    linked = map_links(record, links, reference)

    written = writer.write(record)

    said = [*((triple, "record") for triple in stated), *((triple, "linked") for triple in linked)]
    lines = {f"{' '.join(triple)} {reference.names.graph(part, *record.key)}" for triple, part in said}
    assert set(written.quads.decode().removesuffix(" .\n").split(" .\n")) == lines | {" ".join(one) for one, _ in said}
    own = {triple for triple, _ in said if Owned(record.key, reference.names).owns(triple[0])}
    assert "".join(to_turtle(own, reference.names)).endswith(written.block.decode())
    assert written.tally[""] == len(own)
    assert {triple for _, triple in written.shared} == {" ".join(one) for one, _ in said if one not in own}
