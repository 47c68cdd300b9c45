"""Local organizations in a graph: off unless asked for, apart from the listed ones, merged only where that is safe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kg
from kg import BuildOptions, KnowledgeGraph
from kg.config import load_settings
from kg.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://webapps.ilo.org/ievaldiscovery"
LABOUR = "d:organization/local/pe-ministerio-de-trabajo"


def record(number: int, countries: list[str], **prose: str) -> str:
    """Return a lesson as a line of JSON, each with an evaluation of its own."""
    return json.dumps(
        {
            "url": f"{PAGE}/lessons/{number}",
            "eval_url": f"{PAGE}/eval/{number}",
            "eval_number": str(number),
            "eval_title": "Inspección del trabajo - Evaluación final",
            "location": [{"region": "Americas", "country": country} for country in countries],
            "theme": "Migration",
            "category": "Conditions of Work and Equality",
            **prose,
        }
    )


RECORDS = [
    record(
        970001,
        ["Peru"],
        description="Implementado por la OIT y el Ministerio de Trabajo (MINTRA) con éxito en todo el país.",
        context="La Confederación Sindical Independiente (CSI) llegó tarde, pero la CSI firmó el acuerdo.",
    ),
    record(970002, ["Peru"], description="El MINISTERIO cambió. El Ministerio de trabajo y la OIM pagaron el taller."),
    record(970003, ["Chile", "Peru"], description="El Ministerio de Trabajo no respondió a las cartas de la OIT."),
    record(970004, ["Chile", "Peru"], description="El Ministerio de Trabajo no respondió a las llamadas de la OIT."),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the records as a file."""
    file = tmp_path_factory.mktemp("local") / "records.jsonl"
    file.write_text("\n".join(RECORDS), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def graph(source: Path) -> KnowledgeGraph:
    """Return a graph with local organizations, valid by the shapes."""
    result = kg.build([source], source.parent / "graph", local_organizations=True)
    assert (result.violations, result.warnings) == (0, 0)
    return KnowledgeGraph.open(source.parent / "graph")


def test_they_are_off_unless_asked_for(source: Path, tmp_path: Path) -> None:
    """The usual build says nothing of them."""
    kg.build([source], tmp_path / "graph", validate=False)

    found = KnowledgeGraph.open(tmp_path / "graph").select("SELECT ?it { ?it a ev:LocalOrganization }")
    assert found.to_dicts() == []


def test_records_share_a_body_of_one_country_only(graph: KnowledgeGraph) -> None:
    """The same name in the same country is one body; where the country is not known, each record has its own."""
    rows = graph.select("SELECT ?body { ?body a ev:LocalOrganization ; skos:prefLabel ?name } ORDER BY ?body")

    assert [row["body"].rpartition("/")[2] for row in rows] == [
        "pe-confederacion-sindical-independiente",
        "pe-ministerio-de-trabajo",
        "x-lesson-970003-ministerio-de-trabajo",
        "x-lesson-970004-ministerio-de-trabajo",
    ]


def test_a_body_is_described_once(graph: KnowledgeGraph) -> None:
    """One preferred name a language, the other spelling beside it, acronym, country, kind, and that it is unchecked."""
    body = f"<{graph.names.expand(LABOUR)}>"
    rows = graph.select(f"SELECT ?p ?o {{ {body} ?p ?o FILTER(?p != rdf:type) }} ORDER BY ?p ?o")

    assert [(graph.names.compress(row["p"]), row["o"].rpartition("/")[2]) for row in rows] == [
        ("skos:altLabel", "Ministerio de trabajo"),
        ("skos:prefLabel", "Ministerio de Trabajo"),
        ("org:classification", "government-national"),
        ("ev:acronym", "MINTRA"),
        ("ev:inCountry", "PE"),
        ("ev:verification", "unverified"),
    ]


def test_they_are_no_listed_organizations(graph: KnowledgeGraph) -> None:
    """Their class and the property that mentions them are their own, and they take part in no programme."""
    said = graph.select(
        """SELECT ?body ?what { { ?body a ev:LocalOrganization , ev:Organization BIND("class" AS ?what) }
        UNION { ?body a ev:LocalOrganization . ?x ev:mentionsOrganization|ev:involvesOrganization|prov:agent ?body }
        }"""
    )

    assert said.to_dicts() == []


def test_an_open_acronym_becomes_the_body_it_is_defined_as(graph: KnowledgeGraph) -> None:
    """The record says what CSI is, so it is open no more; there is one mention a span."""
    (row,) = graph.select(
        'SELECT (COUNT(?m) AS ?all) (COUNT(?b) AS ?linked) { ?m ev:surface "CSI" OPTIONAL { ?m ev:refersTo ?b } }'
    ).to_dicts()

    assert (row["all"], row["linked"]) == (2, 2)


def test_why_shows_where_a_body_is_named(graph: KnowledgeGraph) -> None:
    """Evidence is like that of every mention, and tells the rule by which it was found."""
    found = graph.why(LABOUR)

    assert [(each.surface, each.method) for each in found] == [
        ("Ministerio de Trabajo", "local:name"),
        ("MINTRA", "local:definition"),
        ("Ministerio de trabajo", "local:name"),
    ]
    assert found[0].sentence.startswith("Implementado por la OIT")


def test_the_catalogue_lists_them_apart(graph: KnowledgeGraph) -> None:
    """One query names them, by country if asked; that of organizations in a programme does not."""
    rows = graph.select("local-organizations", language="es", country="PE").to_dicts()
    involved = graph.select("organizations-in-programme", programme="970001").to_dicts()

    assert [(row["organization"], row["country"], row["mentions"]) for row in rows] == [
        ("Confederación Sindical Independiente", "Perú", 3),
        ("Ministerio de Trabajo", "Perú", 3),
    ]
    assert all("Ministerio" not in row["organization"] for row in involved)


def test_records_come_back_whole(graph: KnowledgeGraph, source: Path) -> None:
    """What linking guesses changes nothing in what the records say."""
    read = [json.loads(line)["description"] for line in source.read_text(encoding="utf-8").splitlines()]

    assert [back["lessons_learned"]["description"] for back in graph.records()] == read


def test_switching_the_option_makes_the_same_graph_as_a_new_build(source: Path, tmp_path: Path) -> None:
    """On and off again: all records are linked again without their source, the build says why, bytes are the same."""
    new, other = tmp_path / "new", tmp_path / "other"
    kg.build([source], new, local_organizations=True, validate=False)
    kg.build([source], other, validate=False)
    plain = (other / "graph.ttl").read_bytes()

    on = kg.build([source], other, local_organizations=True, validate=False)
    same = (other / "graph.ttl").read_bytes() == (new / "graph.ttl").read_bytes()
    off = kg.build([source], other, validate=False, force=True)

    assert same
    assert (other / "graph.ttl").read_bytes() == plain
    assert on.changes[-1].endswith("linked and mapped again: local organizations are asked for now")
    assert off.changes[-1].endswith("linked and mapped again: local organizations are not asked for now")


def test_the_order_of_records_does_not_matter(source: Path, tmp_path: Path) -> None:
    """Two builds of the same records in another order give the same bytes, and so does one record at a time."""
    lines = source.read_text(encoding="utf-8").splitlines()
    (tmp_path / "turned.jsonl").write_text("\n".join(reversed(lines)), encoding="utf-8")
    kg.build([source], tmp_path / "one", local_organizations=True, validate=False)
    kg.build([tmp_path / "turned.jsonl"], tmp_path / "two", local_organizations=True, validate=False)
    for number, line in enumerate(lines):
        (tmp_path / f"{number}.jsonl").write_text(line, encoding="utf-8")
        kg.build([tmp_path / f"{number}.jsonl"], tmp_path / "three", local_organizations=True, validate=False)

    texts = {(tmp_path / name / "graph.ttl").read_bytes() for name in ("one", "two", "three")}
    assert len(texts) == 1


def test_the_setting_is_read_from_the_file(tmp_path: Path) -> None:
    """``kg.toml`` may ask for them for good; a text in place of true is told with its line."""
    (tmp_path / "kg.toml").write_text("[kg]\nlocal_organizations = true\n", encoding="utf-8")
    assert load_settings(tmp_path).local_organizations

    (tmp_path / "kg.toml").write_text('[kg]\nlocal_organizations = "yes"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"kg.toml:2: .*\n  write true or false, without quotes"):
        load_settings(tmp_path)


def test_an_unknown_setting_of_a_build_is_refused(source: Path, tmp_path: Path) -> None:
    """A slip in the name of an option is a slip in the call."""
    with pytest.raises(TypeError, match="local_organisations"):
        kg.build([source], tmp_path / "graph", BuildOptions(), local_organisations=True)
