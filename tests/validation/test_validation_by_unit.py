"""A graph is checked a programme at a time, and the report cannot be told from one of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from record_samples import built, write_lines

from benchmarks.corpus import CorpusOptions, generate
from kg import KnowledgeGraph
from kg.terms import Names
from kg.validation import built as built_module
from kg.validation.built import validate_built
from kg.validation.graph import TripleGraph
from kg.validation.kept import Kept
from kg.validation.locality import looks_further
from kg.validation.shacl import read_shapes, validate
from kg.validation.stand_ins import stand_ins

if TYPE_CHECKING:
    from pathlib import Path

EV, ID, TYPE = "https://kg.example/def#", "https://kg.example/id/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HEAD = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ev: <https://kg.example/def#> . @prefix x: <http://e.org/> . "
)
ON_LESSONS = HEAD + "ev:S a sh:NodeShape ; sh:targetClass ev:LessonLearned ; sh:property [ sh:path "


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return a graph of generated records, a third of them with faults."""
    folder = tmp_path_factory.mktemp("corpus")
    options = CorpusOptions(violations=0.3, cross_country=0.5)
    source = write_lines(folder / "all.jsonl", [each.page for each in generate(120, options)])
    built(folder / "graph", source, local_organizations=True)
    return KnowledgeGraph.open(folder / "graph")


@pytest.fixture
def store(graph: KnowledgeGraph) -> ox.Store:
    """Return a copy of the graph that a test may change."""
    copy = ox.Store()
    copy.bulk_extend(iter(graph.store))
    return copy


def quad(subject: str, predicate: str, object_: ox.NamedNode | ox.Literal, graph: str = "") -> ox.Quad:
    """Return a quad of the default graph, or of a named one."""
    name = ox.NamedNode(f"https://kg.example/graph/{graph}") if graph else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), object_, name)


def contents_of(store: ox.Store) -> dict[str, str]:
    """Say of every record that it has not changed."""
    start = "https://kg.example/graph/record/"
    return {each.value.removeprefix(start): "same" for each in store.named_graphs() if isinstance(each, ox.NamedNode)}


def test_by_unit_as_a_whole(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results, order and count are the same, however many programmes are checked at once."""
    whole = validate(TripleGraph(store=graph.store), read_shapes())
    monkeypatch.setattr(built_module, "validate", None)
    assert len(whole.results) > 20

    for rows in (1, 2_000, 1_000_000):
        monkeypatch.setattr(built_module, "_ROWS", rows)
        assert validate_built(graph.store, graph.names, read_shapes()) == whole


def test_the_examples_by_unit_as_a_whole(example_graph: KnowledgeGraph) -> None:
    """The records that ship with kg."""
    whole = validate(TripleGraph(store=example_graph.store), read_shapes())

    assert validate_built(example_graph.store, example_graph.names, read_shapes()) == whole


def test_a_date_to_come_is_looked_at_again_as_days_pass(store: ox.Store) -> None:
    """What lay in the future when the graph was built does not when it is built later, and the other way round."""
    recommendation = next(store.quads_for_pattern(None, ox.NamedNode(f"{EV}responseDate"), None, None)).subject
    assert isinstance(recommendation, ox.NamedNode)
    date = ox.Literal("2101-02-03", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    record = recommendation.value.removeprefix(ID)
    for name in ("", f"record/{record}"):
        store.add(quad(recommendation.value, f"{EV}responseDate", date, name))
    kept = Kept(contents=contents_of(store))

    found = []
    for day in ("2026-11-23", "2101-02-03", "2101-02-02"):
        for old in list(store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/prov#endedAtTime"), None)):
            moment = ox.Literal(f"{day}T10:00:00Z", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime"))
            store.remove(old)
            store.add(ox.Quad(old.subject, old.predicate, moment, old.graph_name))
        report = validate_built(store, Names(), read_shapes(), kept=kept)
        assert report == validate(TripleGraph(store=store), read_shapes())
        found.append([each for each in report.results if each.shape.endswith("responseDatePast")])

    assert [len(results) for results in found] == [1, 0, 1]


def test_a_shared_thing_that_changes_is_looked_at_from_all_sides(store: ox.Store) -> None:
    """A country that is none any more is a fault of every evaluation that covers it, whatever was kept of them."""
    kept = Kept(contents=contents_of(store))
    before = validate_built(store, Names(), read_shapes(), kept=kept)
    covered = next(store.quads_for_pattern(None, ox.NamedNode(f"{EV}coversCountry"), None, None)).object
    for each in list(store.quads_for_pattern(covered, ox.NamedNode(TYPE), None, None)):  # type: ignore[arg-type]
        store.remove(each)

    after = validate_built(store, Names(), read_shapes(), kept=kept)

    assert after == validate(TripleGraph(store=store), read_shapes())
    assert len(after.results) > len(before.results)


@pytest.mark.parametrize(
    ("broken", "object_"),
    [("findingOf", "evaluation/999"), ("evaluates", "programme/other")],
)
def test_a_graph_that_cannot_be_taken_apart_is_checked_as_a_whole(store: ox.Store, broken: str, object_: str) -> None:
    """A finding of two evaluations, or an evaluation of two programmes, joins what should be apart."""
    subject = next(store.quads_for_pattern(None, ox.NamedNode(EV + broken), None, None)).subject
    store.add(ox.Quad(subject, ox.NamedNode(EV + broken), ox.NamedNode(ID + object_)))

    assert validate_built(store, Names(), read_shapes()) == validate(TripleGraph(store=store), read_shapes())


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (ON_LESSONS + "x:a ] .", ""),
        (ON_LESSONS + "( [ sh:inversePath ev:hasFinding ] [ sh:inversePath ev:hasFinding ] ) ] .", ""),
        (ON_LESSONS + "[ sh:inversePath ev:hasTheme ] ] .", "a path runs along https://kg.example/def#hasTheme"),
        (ON_LESSONS.replace("LessonLearned", "Theme") + "[ sh:inversePath ev:hasTheme ] ] .", ""),
        (ON_LESSONS + "[ sh:inversePath ( x:a ev:hasTheme ) ] ] .", "a path runs along http://e.org/a"),
        (ON_LESSONS + "[ sh:alternativePath ( x:a [ sh:inversePath x:b ] ) ] ] .", "a path runs along http://e.org/b"),
        (ON_LESSONS + "[ sh:oneOrMorePath x:a ] ] .", "a path runs along any number of steps"),
        (ON_LESSONS + "<http://www.w3.org/ns/prov#hadPrimarySource> ] .", "a path runs along"),
        (HEAD + "ev:S a sh:NodeShape ; sh:targetObjectsOf x:a .", ""),
        (HEAD + "ev:S a sh:NodeShape ; sh:targetSubjectsOf x:a .", "sh:targetSubjectsOf aims at any thing"),
        (HEAD + "ev:S a sh:NodeShape ; sh:targetNode x:a .", "sh:targetNode names one thing"),
        (ON_LESSONS + "x:a ; sh:sparql [ sh:select 'SELECT $this WHERE { }' ] ] .", "may look anywhere"),
    ],
)  # fmt: skip
def test_shapes_that_look_further_than_a_programme_are_known(tmp_path: Path, turtle: str, reason: str) -> None:
    """The reason names the first thing that leads out; none is given where nothing does."""
    (tmp_path / "shapes.ttl").write_text(turtle, encoding="utf-8")
    shapes = read_shapes(tmp_path / "shapes.ttl")

    found = looks_further(shapes, stand_ins(shapes), Names())

    assert reason in found
    assert bool(reason) == bool(found)


def test_the_shapes_of_kg_look_no_further_than_a_programme() -> None:
    """So builds of any size are checked in the memory of a few hundred records."""
    assert looks_further(read_shapes(), stand_ins(read_shapes()), Names()) == ""


@pytest.mark.parametrize(
    "rest",
    [
        "sh:targetClass ev:Theme ; sh:property [ sh:path [ sh:inversePath ev:hasTheme ] ; sh:maxCount 1 ] .",
        "sh:targetClass ev:Theme ; sh:property [ sh:path [ sh:inversePath ev:hasTheme ] ; sh:class ev:GoodPractice ] .",
        (
            "sh:targetClass ev:Theme ; sh:property [ sh:path [ sh:inversePath ev:hasTheme ] ; sh:node x:N ] . "
            "x:N a sh:NodeShape ; sh:property [ sh:path ev:comments ; sh:minCount 1 ] ."
        ),
        "sh:targetClass ev:EvaluationFinding ; sh:property [ sh:path ev:comments ; sh:minCount 1 ] .",
        (
            "sh:targetClass ev:LessonLearned ; sh:property [ sh:path ev:hasTheme ; sh:node x:N ] . "
            "x:N a sh:NodeShape ; sh:property [ sh:path [ sh:inversePath ev:hasTheme ] ; sh:maxCount 1 ] ."
        ),
        "sh:targetObjectsOf ev:hasTheme , ev:coversCountry ; sh:property [ sh:path ev:isoAlpha3 ; sh:minCount 1 ] .",
        "sh:targetObjectsOf ev:hasMention ; sh:property [ sh:path ev:surface ; sh:maxLength 4 ] .",
        "sh:targetObjectsOf ev:evaluationNumber ; sh:nodeKind sh:IRI .",
    ],
    ids=[
        "count",
        "class",
        "further",
        "class above",
        "there and back",
        "followed",
        "followed within",
        "followed to text",
    ],
)
def test_shapes_of_ones_own_find_what_they_look_for(graph: KnowledgeGraph, tmp_path: Path, rest: str) -> None:
    """A theme that several programmes share is seen from all of them, whatever way a shape looks."""
    (tmp_path / "shapes.ttl").write_text(f"{HEAD} ev:S a sh:NodeShape ; {rest}", encoding="utf-8")
    shapes = read_shapes(tmp_path / "shapes.ttl")

    report = validate_built(graph.store, graph.names, shapes)

    assert report.results
    assert report == validate(TripleGraph(store=graph.store), shapes)
