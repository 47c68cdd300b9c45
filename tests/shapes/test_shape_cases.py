"""Every constraint of the shapes meets data that conform and data that do not.

A ``violates-*.ttl`` says in its head which shape finds what: ``# shape``, ``# path`` and, for each faulty node, the
constraint component. All files are checked in one run: each has IRIs of its own. A ``conforms-*.ttl`` may speak of
things that another one describes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.paths import AlternativePath, InvPath, SequencePath

from kg.terms import Names
from kg.validation.shacl import validate
from kg.validation.shapes import load_shapes
from kg.vocabulary import Ev, EvClass

if TYPE_CHECKING:
    from rdflib.paths import Path
    from rdflib.term import Node

    from kg.validation.model import Report

HERE = File(__file__).parent
NAMES = Names()
EV_CODE = URIRef(NAMES.expand("ev:CodeShape"))
PARAMETERS = (
    "minCount", "maxCount", "datatype", "class", "pattern", "languageIn", "uniqueLang", "nodeKind", "in", "or", "and",
    "not", "node", "equals", "disjoint", "lessThan", "lessThanOrEquals", "minInclusive", "maxInclusive", "minLength",
    "qualifiedMinCount", "closed", "hasValue",
)  # fmt: skip
COMPONENT_BY_PARAMETER: dict[Node, str] = {
    **{SH[name]: f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent" for name in PARAMETERS},
    SH.sparql: f"{SH}SPARQLConstraintComponent",
}


@dataclass(frozen=True)
class Case:
    """What a file of faulty data says of itself."""

    file: File
    shape: str
    path: str
    expected: frozenset[tuple[str, str]]


def read_case(file: File) -> Case:
    """Read the head of a ``violates-*.ttl``."""
    text = file.read_text(encoding="utf-8")
    base = re.findall(r"^@base <(.*)> \.$", text, re.MULTILINE)[0]
    stated = dict(re.findall(r"^# (shape|path) (.*)$", text, re.MULTILINE))
    faults = re.findall(r"^# <(.*)> (sh:\w+)$", text, re.MULTILINE)
    return Case(
        file=file,
        shape=NAMES.expand(stated["shape"]),
        path=stated.get("path", ""),
        expected=frozenset((urljoin(base, node), NAMES.expand(component)) for node, component in faults),
    )


CASES = [read_case(file) for file in sorted(HERE.glob("*/violates-*.ttl"))]


@cache
def shapes() -> Graph:
    """Return the shipped shapes, read once."""
    return load_shapes()


@cache
def report_on(pattern: str) -> Report:
    """Return the report on all files that match, checked together."""
    data_graph = Graph(bind_namespaces="none")
    for file in sorted(HERE.glob(pattern)):
        data_graph.parse(file)
    return validate(data_graph, shapes())


def short(path: str) -> str:
    """Write a path with prefixes."""
    return re.sub(r"<([^>]*)>", lambda found: NAMES.compress(found[1]), path) if "<" in path else NAMES.compress(path)


def test_sound_data_conform_to_every_shape() -> None:
    """The files of sound data give no violation, no warning and no info."""
    report = report_on("*/conforms-*.ttl")

    assert report.results == ()
    assert report.focus_nodes > 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.parent.name}-{case.file.stem}")
def test_faulty_data_are_found_by_their_shape(case: Case) -> None:
    """The shape names the faulty nodes, the path and the constraint, and no other node of the file."""
    home = f"/id/test/{case.file.parent.name}/{case.file.stem.removeprefix('violates-')}/"
    own = {node for node, _ in case.expected}

    found = [
        result
        for result in report_on("*/violates-*.ttl").results
        if result.shape == case.shape and (result.focus_node in own or home in result.focus_node)
    ]

    assert {(result.focus_node, result.component) for result in found} == case.expected
    assert {short(result.path) for result in found} == {case.path}


def constraints(shapes_graph: Graph) -> set[tuple[str, str]]:
    """Return the named shapes and the components of their constraints."""
    return {
        (str(shape), COMPONENT_BY_PARAMETER[parameter])
        for shape in shapes_graph.subjects()
        if isinstance(shape, URIRef) and not str(shape).endswith("CodeShape-inScheme")
        for parameter in shapes_graph.predicates(shape)
        if parameter in COMPONENT_BY_PARAMETER
    }


def test_every_constraint_has_faulty_data() -> None:
    """No constraint is without a file that shows what it finds; the code shapes are reached through sh:node."""
    shown = {(case.shape, component) for case in CASES for _, component in case.expected}

    assert constraints(shapes()) - shown == set()


@cache
def sound_data() -> Graph:
    """Return the files of sound data as one graph."""
    sound = Graph(bind_namespaces="none")
    for file in sorted(HERE.glob("*/conforms-*.ttl")):
        sound.parse(file)
    return sound


def test_every_class_has_sound_data() -> None:
    """Each target class has an instance among the sound data."""
    assert set(shapes().objects(None, SH.targetClass)) <= set(sound_data().objects(None, RDF.type))


def test_every_property_shape_has_a_sound_value_to_look_at() -> None:
    """No constraint conforms only because the sound data say nothing there."""
    graph, sound = shapes(), sound_data()
    silent = set()
    for node_shape, property_shape in graph.subject_objects(SH.property):
        classes = set(graph.objects(node_shape, SH.targetClass))
        if not isinstance(property_shape, URIRef) or not classes or (property_shape, SH.maxCount, Literal(0)) in graph:
            continue
        path = shacl_path(graph, graph.value(property_shape, SH.path))
        focus_nodes = {node for class_ in classes for node in sound.subjects(RDF.type, class_)}
        if not any(set(sound.objects(node, path)) for node in focus_nodes):
            silent.add(short(str(property_shape)))

    assert silent == set()


def shacl_path(graph: Graph, node: Node | None) -> URIRef | Path:
    """Return a SHACL property path as rdflib walks it."""
    if isinstance(node, URIRef):
        return node
    steps = graph.value(node, SH.alternativePath) or (node if graph.value(node, RDF.first) else None)
    if steps is not None:
        parts = [shacl_path(graph, step) for step in Collection(graph, steps)]
        return AlternativePath(*parts) if graph.value(node, SH.alternativePath) else SequencePath(*parts)
    return InvPath(shacl_path(graph, graph.value(node, SH.inversePath)))


def test_every_code_shape_is_broken_by_a_code_of_another_scheme() -> None:
    """Shapes without a target are reached from the property that takes the code; a case shows each of them at work."""
    graph = shapes()
    shown = {
        case.shape for case in CASES for _, component in case.expected if component.endswith("NodeConstraintComponent")
    }
    shown |= {
        case.shape for case in CASES for _, component in case.expected if component.endswith("#OrConstraintComponent")
    }
    codes = {shape for shape in graph.subjects(RDF.type, SH.NodeShape) if str(shape).endswith("CodeShape")} - {EV_CODE}

    reached = {
        code
        for shape in shown
        for part in (URIRef(shape), *graph.transitive_objects(graph.value(URIRef(shape), SH["or"]), RDF.rest))
        for holder in (part, graph.value(part, RDF.first))
        for code in graph.objects(holder, SH.node)
    }

    assert codes <= reached


def test_shapes_are_sound_by_the_shapes_of_shacl() -> None:
    """The shapes graph conforms to the shapes for shapes (SHACL, appendix C)."""
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)  # raises where they do not

    assert conforms


def test_every_shape_speaks_three_languages() -> None:
    """Name and message stand in en, es and fr once each, and every shape that finds something states its severity."""
    graph = shapes()
    speaking = set(graph.subjects(SH.message))
    wanting: dict[str, list[Node]] = defaultdict(list)
    for shape in speaking:
        for predicate in (SH.message, SH.name if (shape, RDF.type, SH.PropertyShape) in graph else RDFS.label):
            languages = [text.language for text in graph.objects(shape, predicate) if isinstance(text, Literal)]
            if sorted(map(str, languages)) != ["en", "es", "fr"]:
                wanting[str(predicate)].append(shape)

    assert not wanting
    assert {URIRef(shape) for shape, _ in constraints(graph)} <= speaking
    assert speaking == set(graph.subjects(SH.severity))


def test_messages_are_whole_sentences() -> None:
    """A message starts with a capital and ends with a full stop."""
    texts = [str(text) for text in shapes().objects(None, SH.message)]

    assert [text for text in texts if not re.fullmatch(r"[A-ZÉ].*[.]", text)] == []


def test_messages_name_the_field_that_the_report_shows() -> None:
    """Who reads the advice is sent to the field of the page that stands in the report, in every language."""
    graph = shapes()

    silent = [
        f"{shape} {message}"
        for shape, key in graph.subject_objects(SKOS.notation)
        for message in graph.objects(shape, SH.message)
        if f"'{key}'" not in str(message)
    ]

    assert silent == []


def test_shapes_speak_of_terms_that_the_ontology_declares() -> None:
    """A property that is renamed in the ontology alone would leave its shape without anything to look at."""
    terms = {*Ev, *EvClass}
    used = {NAMES.compress(str(term)) for triple in shapes() for term in triple if isinstance(term, URIRef)}

    assert {curie for curie in used if curie.startswith("ev:") and "Shape" not in curie} <= {
        f"ev:{term}" for term in terms
    }
