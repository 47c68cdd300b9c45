"""Why a statement is there where no words show it: every kind of edge has its words or its reason."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import kg as group
from kg.errors import ConfigError
from kg.queries.reasons import method_words

if TYPE_CHECKING:
    from pathlib import Path

    from kg import KnowledgeGraph

LANGUAGES = ("en", "es", "fr")
RLA = "d:programme/RLA-19-50-EUR"


@pytest.mark.parametrize(
    ("subject", "object_", "text"),
    [
        ("d:lesson/900001", "d:theme/migration", "the page states it: theme: Migration"),
        ("d:evaluation/9002", "d:country/EC", "the page states it: country: Ecuador"),
        (RLA, "d:country/EC", "evaluation 9002 covers it: country: Ecuador"),
        (RLA, "ev:CrossCountryProgramme", "its evaluations cover 3 countries: Colombia; Ecuador; Peru"),
        (RLA, "d:code/geographic-scope/multi-country", "its evaluations cover 3 countries: Colombia; Ecuador; Peru"),
        ("d:programme/eval-9015", "d:code/geographic-scope/national", "its evaluations cover one country: Djibouti"),
        ("d:evaluation/9002", "d:code/timing/final", "the title says so: “Evaluación final independiente”"),
        ("d:evaluation/9009", "d:programme/RAF-18-03-USA", "evaluation 9009 carries the project symbol RAF/18/03/USA"),
        (
            "d:evaluation/9015",
            "d:programme/eval-9015",
            "evaluation 9015 states no project symbol, so it stands for its own programme",
        ),
        ("d:recommendation/90017", "d:unit/lab-admin", "the page states it: admin_units: LAB/ADMIN"),
        (
            "d:recommendation/90015",
            "d:code/response/no-action-planned",
            "the page states it: management_response: No Action Planned",
        ),
        ("d:country/EC", "d:region/americas", "the vocabulary says so"),
        ("d:lesson/900001", "d:evaluation/9001", "both stand on one page"),
    ],
)
def test_a_statement_without_words_has_its_reason(
    example_graph: KnowledgeGraph, subject: str, object_: str, text: str
) -> None:
    """What a page states, what a title says, what follows from several records."""
    assert text in {reason.text for reason in example_graph.reasons(subject, object_)}


def test_the_ends_may_come_in_either_order(example_graph: KnowledgeGraph) -> None:
    """Nobody need know which end is the subject."""
    assert example_graph.reasons("d:country/EC", RLA) == example_graph.reasons(RLA, "d:country/EC")


def test_a_language_is_told_field_by_field(example_graph: KnowledgeGraph) -> None:
    """Each field with its language and probability."""
    (reason,) = example_graph.reasons("d:lesson/900001", "iso639:es", language="fr")

    assert reason.text.startswith("la plus grande partie de son texte est dans cette langue (description: es 0.")
    assert reason.pages == ("https://webapps.ilo.org/ievaldiscovery/lessons/900001",)


def test_a_declared_region_is_shown_as_the_page_writes_it(example_graph: KnowledgeGraph) -> None:
    """A regional programme rests on what stands in the location."""
    (row, *_) = example_graph.select("SELECT ?p { ?p a ev:RegionalProgramme } ORDER BY ?p").to_dicts()

    (reason, *_) = example_graph.reasons(row["p"], "ev:RegionalProgramme")

    assert re.match(r"its location is declared regional or inter-regional: country: .*[Rr]egional", reason.text)


def test_only_carrying_out_is_a_reason_for_carrying_out(example_graph: KnowledgeGraph) -> None:
    """Target users do not carry a programme out."""
    found = example_graph.reasons(RLA, "d:organization/iom")

    texts = {reason.text for reason in found if reason.predicate.endswith("carriedOutBy")}
    assert texts == {"takes part as: Implementing organization, confidence 0.85"}


def test_joint_programmes_name_the_bodies_that_make_them_so(example_graph: KnowledgeGraph) -> None:
    """Two or more bodies of the United Nations."""
    (reason,) = example_graph.reasons(RLA, "ev:JointProgramme", language="es")

    assert reason.text.startswith("3 entidades de las Naciones Unidas lo ejecutan: Oficina del Alto Comisionado")


def test_every_edge_of_the_examples_has_words_or_a_reason(example_graph: KnowledgeGraph) -> None:
    """Of each property and part of the graph, the first and the last edges: none is without an answer."""
    rows = example_graph.select(
        """SELECT DISTINCT ?part ?s ?p ?o { GRAPH ?g { ?s ?p ?o }
        BIND(REPLACE(STR(?g), "^.*/graph/([a-z]+).*$", "$1") AS ?part)
        FILTER(?part IN ("record", "linked", "inferred") && isIRI(?o))
        FILTER(?p NOT IN (rdf:type, ev:sourceField, foaf:isPrimaryTopicOf, prov:wasDerivedFrom, prov:wasGeneratedBy,
                          ev:candidate, ev:proposes, dcterms:subject))
        } ORDER BY ?part ?p ?s ?o"""
    ).to_dicts()
    edges: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        edges.setdefault((row["part"], row["p"]), []).append((row["s"], row["o"]))

    silent = [
        (place, pair)
        for place, pairs in edges.items()
        for pair in (*pairs[:2], *pairs[-2:])
        if not example_graph.why(*pair) and not example_graph.reasons(*pair)
    ]

    assert len(edges) > 20
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_answers_in_three_languages(example_directory: Path, language: str) -> None:
    """Sentence, rule in words and reason are in the reader's language; the same thing is shown once."""
    arguments = ["why", RLA, "d:organization/iom", "--graph", str(example_directory), "--lang", language]

    text = CliRunner().invoke(group, arguments).output

    told = {
        "en": ("refers to d:organization/iom: an acronym that means one thing", "takes part as: Implementing"),
        "es": ("se refiere a d:organization/iom: una sigla que significa una sola cosa", "participa como:"),
        "fr": ("désigne d:organization/iom : un sigle qui désigne une seule chose", "participe comme :"),
    }
    blocks = text.strip().split("\n\n")
    assert all(words in text for words in told[language])
    assert len(blocks) == len(set(blocks))


def test_the_command_tells_programs_both(example_directory: Path) -> None:
    """JSON says of each answer whether a mention or a reason gives it."""
    arguments = ["why", "d:evaluation/9002", "d:country/EC", "--graph", str(example_directory), "--json"]

    document = json.loads(CliRunner().invoke(group, arguments).output)

    assert {each["by"] for each in document} == {"mention", "reason"}


def test_what_is_not_said_has_no_reason(example_graph: KnowledgeGraph) -> None:
    """No edge, no reason."""
    assert example_graph.reasons("d:lesson/900001", "d:country/VN") == []


def test_another_language_is_refused(example_graph: KnowledgeGraph) -> None:
    """There are three."""
    with pytest.raises(ConfigError, match="choose en, es or fr"):
        example_graph.reasons("d:lesson/900001", language="de")


def test_every_method_of_the_examples_has_words(example_graph: KnowledgeGraph) -> None:
    """No reader is left with a rule's name alone, in any language."""
    methods = [row["m"] for row in example_graph.select("SELECT DISTINCT ?m { ?x ev:method ?m }").to_dicts()]

    for method in (*methods, "lexicon:acronym+damaged", "local:name", "local:definition", "cue:none", "model:x-1"):
        for language in LANGUAGES:
            assert method_words(method, language) != method
