"""The catalogue: every query says what it asks, takes and gives, and gives it."""

from __future__ import annotations

import pytest

from kg import KgError, KnowledgeGraph
from kg.queries import catalog, run_sparql
from kg.queries.catalog import parse_query

NAMES = sorted(catalog())
REQUIRED = {
    "organizations-in-programme": {"programme": "RLA/19/50/EUR"},
    "mentions-of": {"organization": "ACNUR"},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_query_asks_its_question_in_three_languages(name: str) -> None:
    """People read what a query asks in en, es or fr."""
    assert set(catalog()[name].questions) == {"en", "es", "fr"}


@pytest.mark.parametrize("name", NAMES)
def test_each_query_gives_the_columns_that_it_states(name: str, example_graph: KnowledgeGraph) -> None:
    """The head of the file and the answer agree."""
    answer = example_graph.select(name, **REQUIRED.get(name, {}))

    assert set(answer.variables) == set(catalog()[name].columns)


@pytest.mark.parametrize("name", NAMES)
def test_each_file_runs_as_it_stands(name: str, example_graph: KnowledgeGraph) -> None:
    """A query file needs no tool of ours: its parameters are undefined values."""
    assert run_sparql(example_graph.store, catalog()[name].text, example_graph.names) is not None


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"prior-versions", "unlinked-mentions"}))
def test_each_query_finds_something_in_the_examples(name: str, example_graph: KnowledgeGraph) -> None:
    """No query of the catalogue is dead on the bundled records."""
    assert len(example_graph.select(name, **REQUIRED.get(name, {}))) > 0


def test_the_question_of_the_project_is_answered(example_graph: KnowledgeGraph) -> None:
    """Programmes on migration that crossed countries are named, and who of ILO, IOM and UNHCR carried them out."""
    rows = example_graph.select("cross-country-programmes", theme="Migration")

    carried_out = {row["programme"]: set(row["carried_out_by"].split("; ")) for row in rows if row["carried_out_by"]}
    assert carried_out["RLA/19/50/EUR"] >= {"ILO", "IOM", "UNHCR"}
    assert carried_out["RAB/19/01/NLD"] >= {"ILO", "UNHCR"}


def test_labels_and_codes_of_countries_stand_in_the_same_order(example_graph: KnowledgeGraph) -> None:
    """The n-th code is that of the n-th country, in any language."""
    query = "cross-country-programmes"
    pairs = {
        language: {
            (label, code)
            for row in example_graph.select(query, language=language)
            if row["countries"]
            for label, code in zip(row["countries"].split("; "), row["country_codes"].split("; "), strict=True)
        }
        for language in ("en", "es", "fr")
    }

    assert ("Switzerland", "CH") not in pairs["en"]
    assert {("Viet Nam", "VN"), ("Cambodia", "KH")} <= pairs["en"]
    assert ("Camboya", "KH") in pairs["es"]
    assert ("Cambodge", "KH") in pairs["fr"]


@pytest.mark.parametrize(
    "spelling", ["Migration", "migration", "Migración", "d:theme/migration", "https://kg.example/id/theme/migration"]
)
def test_a_theme_may_be_given_by_label_code_or_iri(example_graph: KnowledgeGraph, spelling: str) -> None:
    """However a theme is named, the findings are the same."""
    wanted = example_graph.select("findings-by-theme", theme="Migration").to_dicts()

    assert example_graph.select("findings-by-theme", theme=spelling).to_dicts() == wanted


@pytest.mark.parametrize(
    "spelling", ["ACNUR", "UNHCR", "HCR", "unhcr", "Haut-Commissariat des Nations Unies pour les réfugiés"]
)
def test_an_organization_may_be_given_in_any_language(example_graph: KnowledgeGraph, spelling: str) -> None:
    """One body has many names and one answer."""
    wanted = example_graph.select("mentions-of", organization="UNHCR").to_dicts()

    assert example_graph.select("mentions-of", organization=spelling).to_dicts() == wanted


@pytest.mark.parametrize("key", ["RLA/19/50/EUR", "9001", "9002", "eval-9001", "d:programme/RLA-19-50-EUR"])
def test_a_programme_may_be_given_by_symbol_or_evaluation(example_graph: KnowledgeGraph, key: str) -> None:
    """A programme is found by what people know of it."""
    rows = example_graph.select("organizations-in-programme", programme=key)

    assert {"ILO", "IOM", "UNHCR"} <= {row["acronym"] for row in rows if row["role"] == "implementing"}


def test_filters_of_findings_narrow_the_answer(example_graph: KnowledgeGraph) -> None:
    """Kind, country and language are all respected."""
    rows = example_graph.select("findings-by-theme", kind="lesson", lang="es", country="Peru")

    assert len(rows) > 0
    assert {row["kind"] for row in rows} == {"lesson"}
    assert all("PE" in row["country_codes"].split("; ") for row in rows)


def test_each_sentence_of_a_mention_holds_its_surface(example_graph: KnowledgeGraph) -> None:
    """The evidence can be read where it stands."""
    rows = example_graph.select("mentions-of", organization="IOM")

    assert all(row["surface"] in row["sentence"] for row in rows)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("findings-by-theme", {"theme": "Migrashun"}, "did you mean"),
        ("findings-by-theme", {"colour": "red"}, "it takes theme, country"),
        ("mentions-of", {}, "-p organization=... or -p country=..."),
        ("organizations-in-programme", {"programme": "no such"}, "there is no programme 'no such'"),
        ("findings-by-theme", {"kind": "poem"}, "the kinds are lesson"),
    ],
    ids=["a slip", "no such parameter", "a missing one", "no such programme", "no such kind"],
)
def test_a_wrong_parameter_is_answered_with_the_right_ones(
    example_graph: KnowledgeGraph, name: str, parameters: dict[str, str], message: str
) -> None:
    """Whoever asks wrongly learns how to ask."""
    with pytest.raises(KgError) as caught:
        example_graph.select(name, **parameters)

    assert message in str(caught.value)


def test_a_hostile_parameter_cannot_leave_its_value(example_graph: KnowledgeGraph) -> None:
    """Text that looks like SPARQL stays text."""
    with pytest.raises(KgError, match="no theme is called"):
        example_graph.select("findings-by-theme", theme="x> } SELECT * { ?s ?p ?o } #")


def test_a_query_file_without_a_question_is_refused() -> None:
    """Whoever adds a query is told what it lacks."""
    with pytest.raises(KgError, match="does not say what it asks"):
        parse_query("mute", "SELECT * { ?s ?p ?o }")
