"""Languages in the graph: the tag of each field, and none of the four for what is in none of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kg
from kg import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://webapps.ilo.org/ievaldiscovery"


def lesson(**prose: str) -> str:
    """Return a lesson as JSON."""
    return json.dumps(
        {
            "url": f"{PAGE}/lessons/975001",
            "eval_url": f"{PAGE}/eval/9751",
            "eval_number": "9751",
            "eval_title": "Empleo juvenil en Chile - Evaluación final",
            "location": [{"region": "Americas", "country": "Chile"}],
            "theme": "Migration",
            "category": "Conditions of Work and Equality",
            **prose,
        }
    )


def tags(graph: KnowledgeGraph) -> dict[str, str]:
    """Return the language tag of each prose property of the lesson."""
    rows = graph.select("SELECT ?p (LANG(?o) AS ?tag) { <https://kg.example/id/lesson/975001> ?p ?o }").to_dicts()
    return {row["p"].rpartition("#")[2]: row["tag"] for row in rows if row["tag"]}


@pytest.mark.parametrize("link", [pytest.param(True, id="linked"), pytest.param(False, id="no-link")])
def test_each_field_has_its_own_tag(tmp_path: Path, *, link: bool) -> None:
    """A Spanish record with an English field; a field of acronyms is the record's; linking or not."""
    text = lesson(
        description="El comité no se reunió durante la pandemia y los sindicatos no firmaron el acuerdo.",
        context="The training was well received by factory managers and workers alike.",
        challenges="OIT, OIM, ACNUR, PNUD",
    )
    (tmp_path / "page.json").write_text(text, encoding="utf-8")

    kg.build(tmp_path / "page.json", tmp_path / "graph", link=link, validate=False)

    assert tags(KnowledgeGraph.open(tmp_path / "graph")) == {"description": "es", "context": "en", "challenges": "es"}


def test_another_language_has_no_wrong_tag(tmp_path: Path) -> None:
    """Arabic and Italian prose is tagged ``und``; the finding states none of the four; the record comes back whole."""
    arabic = "كانت مشاركة النقابات العمالية مهمة جدا للمشروع وللعمال المهاجرين في المنطقة"
    italian = "I governi locali non avevano personale sufficiente per il monitoraggio dei progetti."
    (tmp_path / "page.json").write_text(lesson(description=arabic, context=italian), encoding="utf-8")

    result = kg.build(tmp_path / "page.json", tmp_path / "graph")

    graph = KnowledgeGraph.open(tmp_path / "graph")
    (record,) = graph.records()
    stated = graph.select("SELECT ?l { <https://kg.example/id/lesson/975001> dcterms:language ?l }").to_dicts()
    assert tags(graph) == {"description": "und", "context": "und"}
    assert stated == []
    assert (record["lessons_learned"]["description"], record["lessons_learned"]["context"]) == (arabic, italian)
    assert result.violations == 2
