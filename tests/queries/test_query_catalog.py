"""The catalogue: every query says what it asks, takes and gives, and gives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg import BuildOptions, KgError, KnowledgeGraph, build
from kg.queries import catalog, run_sparql
from kg.queries.catalog import parse_query

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(catalog())
REQUIRED = {
    "organizations-in-programme": {"programme": "RLA/19/50/EUR"},
    "mentions-of": {"organization": "ACNUR"},
}
EMPTY_ON_THE_EXAMPLES = {
    "evaluations-without-findings",
    "local-organizations",
    "prior-versions",
    "suggested-names",
    "unlinked-mentions",
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


@pytest.mark.parametrize("name", sorted(set(NAMES) - EMPTY_ON_THE_EXAMPLES))
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


def test_each_organization_of_a_programme_stands_with_its_roles(example_graph: KnowledgeGraph) -> None:
    """The n-th roles are those of the n-th organization, as the query of the one programme gives them."""
    for row in example_graph.select("cross-country-programmes"):
        names, roles = row["organizations"].split("; "), row["organization_roles"].split("; ")
        detail = example_graph.select("organizations-in-programme", programme=row["programme_iri"])
        wanted: dict[str, set[str]] = {}
        for each in detail:
            if each["role"]:
                wanted.setdefault(each["acronym"] or each["organization"], set()).add(each["role"])
        found = {name: set(some.split(", ")) for name, some in zip(names, roles, strict=True) if name}
        assert found == wanted, row["programme"]


def test_the_network_tells_being_named_together_from_working_together(example_graph: KnowledgeGraph) -> None:
    """The European Union is named beside the ILO and pays; the IOM implements with it."""
    pairs = {
        (row["organization_a"], row["organization_b"]): row for row in example_graph.select("organization-network")
    }

    assert pairs["ILO", "IOM"]["programmes"] == len(pairs["ILO", "IOM"]["programme_names"].split("; ")) > 0
    assert pairs["EU", "ILO"]["findings"] > 0
    assert pairs["EU", "ILO"]["programmes"] == 0


def test_the_network_of_a_region_leaves_other_regions_out(example_graph: KnowledgeGraph) -> None:
    """A programme in Latin America joins nobody in Africa."""
    rows = example_graph.select("organization-network", region="Africa", theme="Migration").to_dicts()

    names = {name for row in rows for name in (row["programme_names"] or "").split("; ") if name}
    assert names
    assert all(name.startswith("RAF/") for name in names)


def test_a_cell_of_the_matrix_counts_the_findings_of_theme_and_country(example_graph: KnowledgeGraph) -> None:
    """Theme and country, counted by the matrix, are as many as the list of findings gives."""
    cells = {
        (row["theme"], row["country_code"]): row["findings"]
        for row in example_graph.select("theme-country-matrix", region="Americas")
    }

    assert len(cells) > 20
    for (theme, code), count in list(cells.items())[:20]:
        assert len(example_graph.select("findings-by-theme", theme=theme, country=code)) == count


def test_a_recommendation_is_followed_up_in_the_language_asked(example_graph: KnowledgeGraph) -> None:
    """What management answered is read in the reader's language, with its code beside it."""
    rows = {
        row["recommendation"]: row for row in example_graph.select("recommendation-follow-up", language="fr").to_dicts()
    }

    assert rows["90001"]["response_code"] == "partially-completed"
    assert rows["90001"]["progress"] == "Partiellement atteint"
    assert rows["90001"]["admin_unit"] == "DWT/CO-Lima"
    assert rows["90001"]["date"] == "2021-11-18"


def test_every_recommendation_is_followed_up_once(example_graph: KnowledgeGraph) -> None:
    """Several values share one cell, so that no recommendation counts twice."""
    numbers = [row["recommendation"] for row in example_graph.select("recommendation-follow-up")]

    wanted = example_graph.select("SELECT ?r { ?r a ev:Recommendation }")
    assert len(numbers) == len(set(numbers)) == len(wanted)


def test_an_evaluation_without_findings_is_listed_with_its_countries(tmp_path: Path) -> None:
    """Keepers see which evaluations nothing was learned from yet."""
    source = tmp_path / "evaluation.json"
    address = "https://webapps.ilo.org/ievaldiscovery/evaluations/9777"
    location = [{"region": "Americas", "country": "Chile"}, {"region": "Americas", "country": "Peru"}]
    source.write_text(
        json.dumps({"eval_number": "9777", "eval_url": address, "eval_title": "Labour", "location": location}),
        encoding="utf-8",
    )
    build([source], tmp_path / "graph", BuildOptions(validate=False))

    graph = KnowledgeGraph.open(tmp_path / "graph")
    (row,) = graph.select("evaluations-without-findings", language="es").to_dicts()

    assert (row["evaluation"], row["countries"], row["country_codes"]) == ("9777", "Chile; Perú", "CL; PE")
    assert len(graph.select("evaluations-without-findings", country="MX")) == 0


def test_label_coverage_counts_every_thing_of_a_vocabulary(example_graph: KnowledgeGraph) -> None:
    """A vocabulary is whole in a language when the count is that of its things."""
    rows = {row["vocabulary"]: row for row in example_graph.select("label-coverage").to_dicts()}

    countries = example_graph.select("SELECT ?c { ?c a ev:Country }")
    assert rows["Country"]["things"] == rows["Country"]["fr"] == len(countries)
    assert rows["Country"]["incomplete"] == 0


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
