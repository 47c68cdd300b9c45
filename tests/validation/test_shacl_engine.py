"""Shapes are loaded, run, and their faults told."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from report_graphs import PAGE_WITHOUT_LOCATION, graph_of

from kg.errors import KgError, ShapesError
from kg.validation.shacl import load_shapes, validate

if TYPE_CHECKING:
    from pathlib import Path

SHAPES_HEAD = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://example.org/> . @base <http://example.org/> .\n"
)


def shapes_of(turtle: str) -> Graph:
    """Parse a shapes graph of the test's own."""
    return Graph().parse(data=SHAPES_HEAD + turtle, format="turtle")


def test_a_whole_page_without_location_has_one_clear_violation() -> None:
    """Nothing else is said of such a page: the one sentence is what its keeper must read."""
    report = validate(graph_of(PAGE_WITHOUT_LOCATION))

    assert [(each.severity, each.focus_node, each.key, each.message()) for each in report.results] == [
        (
            "Violation",
            "https://kg.example/id/evaluation/3642",
            "location",
            "The evaluation has no country or region. Add the 'location' of the page.",
        )
    ]


def test_shapes_move_with_the_base_of_the_graph() -> None:
    """A graph below another base is checked all the same."""
    base = "https://data.example.org/ieval/"
    turtle = f"@prefix ev: <{base}def#> . <{base}id/evaluation/1> a ev:Evaluation ."
    data_graph = Graph().parse(data=turtle, format="turtle")

    report = validate(data_graph, load_shapes(base=base))

    assert f"{base}def#EvaluationShape-coverage" in {each.shape for each in report.results}


def test_shapes_that_meet_nothing_say_so() -> None:
    """Under the wrong base nothing is checked, and the report can be told from a good one."""
    report = validate(graph_of(PAGE_WITHOUT_LOCATION), load_shapes(base="https://data.example.org/ieval/"))

    assert (report.results, report.focus_nodes) == ((), 0)


def test_both_engines_find_the_same() -> None:
    """The fast engine is held to the reference."""
    data_graph = graph_of(PAGE_WITHOUT_LOCATION)

    assert validate(data_graph, engine="fast") == validate(data_graph, engine="pyshacl")


def test_an_unknown_engine_is_answered_with_the_known_ones() -> None:
    """A caller's slip is a ValueError that names the choices."""
    with pytest.raises(ValueError, match="known are 'fast' and 'pyshacl'"):
        validate(Graph(), engine="slow")  # type: ignore[arg-type]


def test_a_plain_string_is_one_literal_however_it_is_written() -> None:
    """`"verified"` and `"verified"^^xsd:string` are the same term (RDF 1.1, section 3.3)."""
    data_graph = Graph()
    country = URIRef("https://kg.example/id/country/CL")
    data_graph.add((country, RDF.type, URIRef("https://kg.example/def#Country")))
    data_graph.add((country, URIRef("https://kg.example/def#verification"), Literal("verified", datatype=XSD.string)))

    assert not [each for each in validate(data_graph).results if each.shape.endswith("verification")]


def test_a_subclass_of_a_target_is_checked() -> None:
    """The ontology in the data says what is below a class; no inference is run."""
    shapes_graph = shapes_of("<S> a sh:NodeShape ; sh:targetClass x:Animal ; sh:property <S-name> . "
                             "<S-name> a sh:PropertyShape ; sh:path x:name ; sh:minCount 1 .")  # fmt: skip
    data_graph = shapes_of("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
                           "x:Dog rdfs:subClassOf x:Animal . x:rex a x:Dog .")  # fmt: skip

    report = validate(data_graph, shapes_graph)

    assert [(each.focus_node, each.shape) for each in report.results] == [
        ("http://example.org/rex", "http://example.org/S-name")
    ]
    assert report.focus_nodes == 1


def test_a_shape_without_a_name_is_told_by_the_one_around_it() -> None:
    """Shapes of users often nest property shapes in brackets; their report still points somewhere."""
    shapes_graph = shapes_of(
        "<S> a sh:NodeShape ; sh:targetNode x:rex ; sh:property [ sh:path x:name ; sh:minCount 1 ] ."
    )

    found = validate(Graph(), shapes_graph).results

    assert [(each.shape, each.path) for each in found] == [("http://example.org/S", "http://example.org/name")]


@pytest.mark.parametrize(
    ("turtle", "written"),
    [
        ("x:a", "http://example.org/a"),
        ("[ sh:inversePath x:a ]", "^<http://example.org/a>"),
        ("( x:a [ sh:alternativePath ( x:b x:c ) ] )", "<http://example.org/a>/(<http://example.org/b>|<http://example.org/c>)"),
        ("( x:a [ sh:zeroOrMorePath x:b ] )", "<http://example.org/a>/<http://example.org/b>*"),
        ("[ sh:oneOrMorePath ( x:a x:b ) ]", "(<http://example.org/a>/<http://example.org/b>)+"),
        ("[ sh:zeroOrOnePath [ sh:inversePath x:a ] ]", "(^<http://example.org/a>)?"),
    ],
)  # fmt: skip
def test_paths_are_written_as_in_sparql(turtle: str, written: str) -> None:
    """A result can be read, and pasted into a query."""
    shapes_graph = shapes_of(f"<S> a sh:PropertyShape ; sh:targetNode x:rex ; sh:path {turtle} ; sh:minCount 2 .")

    assert [each.path for each in validate(Graph(), shapes_graph).results] == [written]


def test_a_severity_of_the_users_own_counts_as_a_violation() -> None:
    """What we cannot rank is not passed over."""
    shapes_graph = shapes_of(
        "<S> a sh:PropertyShape ; sh:targetNode x:rex ; sh:path x:a ; sh:minCount 1 ; sh:severity x:Grave ."
    )

    assert [each.severity for each in validate(Graph(), shapes_graph).results] == ["Violation"]


def test_shapes_of_a_user_are_read_from_a_file_or_a_folder(tmp_path: Path) -> None:
    """A folder gives all its Turtle files as one shapes graph."""
    (tmp_path / "one.ttl").write_text(SHAPES_HEAD + "<S1> a sh:NodeShape .", encoding="utf-8")
    (tmp_path / "two.ttl").write_text(SHAPES_HEAD + "<S2> a sh:NodeShape .", encoding="utf-8")

    assert len(load_shapes(tmp_path)) == 2
    assert len(load_shapes(tmp_path / "one.ttl")) == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("broken.ttl", "<a> <b> .", r"broken\.ttl:1: the shapes are not sound"),
        ("bytes.ttl", b"\xff\xfe\xff", r"bytes\.ttl: the shapes are not sound"),
        (
            "data.ttl",
            "<http://e.org/a> a <http://e.org/B> .",
            r"data\.ttl: no sh:NodeShape or sh:PropertyShape is declared",
        ),
        ("shapes.docx", "x", r"shapes\.docx: '\.docx' is no extension of an RDF file"),
    ],
)
def test_files_that_hold_no_shapes_are_refused_by_name(
    tmp_path: Path, name: str, content: str | bytes, problem: str
) -> None:
    """The reader learns which file is at fault and what to give instead; it is no finding about the data."""
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(ShapesError, match=problem) as caught:
        load_shapes(tmp_path / name)

    assert caught.value.hint
    assert caught.value.exit_code in {2, 3}


def test_missing_shapes_are_refused_by_name(tmp_path: Path) -> None:
    """A path that leads nowhere is told from shapes that found nothing."""
    with pytest.raises(ShapesError, match="there are no shapes here"):
        load_shapes(tmp_path / "nowhere.ttl")


@pytest.mark.parametrize(
    "turtle",
    [
        "<S> a sh:NodeShape ; sh:targetNode x:rex ; sh:property [ sh:minCount 1 ] .",
        "<S> a sh:PropertyShape ; sh:targetNode x:rex ; sh:path x:a ; sh:minCount 1 , 2 .",
        '<S> a sh:PropertyShape ; sh:targetNode x:rex ; sh:path x:a ; sh:minCount "one" .',
    ],
    ids=["no path", "two minimums", "no number"],
)
def test_shapes_that_break_the_rules_of_shacl_are_our_error(turtle: str) -> None:
    """No traceback of the engine comes through."""
    data_graph = shapes_of("x:rex x:a 1 .")

    with pytest.raises(KgError, match="the shapes cannot be used"):
        validate(data_graph, shapes_of(turtle))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import in shapes or data stays what it is: a statement."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    importing = "<http://e.org/> a owl:Ontology ; owl:imports <http://e.org/more> ."
    prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
    shapes_graph = shapes_of(prefix + importing + " <S> a sh:NodeShape ; sh:targetNode x:rex ; sh:class x:Dog .")

    report = validate(shapes_of(prefix + importing), shapes_graph)

    assert [each.component for each in report.results] == [str(SH.ClassConstraintComponent)]


def test_the_data_graph_is_left_as_it_was() -> None:
    """Validation reads."""
    data_graph = graph_of(PAGE_WITHOUT_LOCATION)
    before = set(data_graph)

    validate(data_graph)

    assert set(data_graph) == before
