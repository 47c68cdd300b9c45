"""Properties of building: neither order, nor steps, nor repetition can be told from the graph."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from kg import BuildOptions, build
from kg.store import GraphDirectory
from kg.store.triples import shared_triples, triples_of_graph
from kg.terms import Names

SITE = "https://webapps.ilo.org/ievaldiscovery"
SENTENCES = (
    "La OIT, la OIM y el ACNUR apoyaron a los gobiernos locales.",
    "The programme was implemented by the ILO and UNDP in Chile and Mexico.",
    "Les organisations d'employeurs du Sénégal ont participé.",
    "UNICEF funded the second phase.",
    "-",
)
COUNTRIES = ("Chile", "Mexico", "Senegal", "Africa - regional", "Atlantis")
SYMBOLS = ("GLO/17/15/EUR", "CHL/16/01/UND", "MEX/18/02/IOM")
THEMES = ("Migration", "Gender equality", "Örganizing of towns")
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Page = dict[str, Any]


@st.composite
def record_sets(draw: st.DrawFn) -> list[Page]:
    """Return a few findings that share evaluations, programmes, places and themes; no number stands twice."""
    numbers = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
    return [_page(draw, number) for number in numbers]


def _page(draw: st.DrawFn, number: int) -> Page:
    kind, block = draw(st.sampled_from([("lessons", "lessons_learned"), ("practices", "good_practices")]))
    evaluation = draw(st.integers(9901, 9903))
    return {
        "eval_number": str(evaluation),
        "eval_url": f"{SITE}/eval/{evaluation}",
        block: {
            "themes": [{"theme": draw(st.sampled_from(THEMES)), "category": "Conditions of work & equality"}],
            "description": draw(st.sampled_from(SENTENCES)),
            "project_symbols": draw(st.lists(st.sampled_from(SYMBOLS), max_size=2)),
            "url": f"{SITE}/{kind}/{number}",
        },
        "location": [{"country": name} for name in draw(st.lists(st.sampled_from(COUNTRIES), max_size=3))],
        "eval_title": draw(st.sampled_from(["Skills for all - Final evaluation", "Empleo digno - Evaluación final"])),
    }


def _build(folder: Path, name: str, *steps: list[Page], link: bool = True) -> bytes:
    for number, pages in enumerate(steps):
        source = folder / f"{name}-{number}.jsonl"
        source.write_text("".join(f"{json.dumps(page)}\n" for page in pages), encoding="utf-8")
        build([source], folder / name, BuildOptions(validate=False, link=link))
    return (folder / name / "graph.ttl").read_bytes()


@QUICK
@given(record_sets(), st.randoms(use_true_random=False))
def test_the_order_of_records_cannot_be_told(pages: list[Page], shuffle: Any) -> None:  # noqa: ANN401 -- a Random
    """The same records in two orders give the same bytes."""
    other = list(pages)
    shuffle.shuffle(other)
    with tempfile.TemporaryDirectory() as folder:
        assert _build(Path(folder), "one", pages) == _build(Path(folder), "other", other)


@QUICK
@given(record_sets(), st.integers(1, 5))
def test_the_steps_of_a_build_cannot_be_told(pages: list[Page], cut: int) -> None:
    """Some records now and the others later give the bytes of all at once."""
    steps = [part for part in (pages[cut:], pages[:cut]) if part]
    with tempfile.TemporaryDirectory() as folder:
        assert _build(Path(folder), "steps", *steps) == _build(Path(folder), "once", pages)


@QUICK
@given(record_sets(), record_sets())
def test_what_a_graph_was_before_cannot_be_told(before: list[Page], pages: list[Page]) -> None:
    """Records that said something else, in another evaluation with other places, leave no trace outside provenance."""
    numbers = {_url(page) for page in pages}
    past = [page for page in before if _url(page) in numbers]
    steps = [part for part in (past, pages) if part]
    with tempfile.TemporaryDirectory() as folder:
        assert _build(Path(folder), "changed", *steps) == _build(Path(folder), "fresh", pages)


@QUICK
@given(record_sets(), record_sets())
def test_the_default_graph_is_the_union_of_the_named_graphs(before: list[Page], pages: list[Page]) -> None:
    """After changes and additions a query over all graphs sees what the named graphs hold, no more and no less."""
    names = Names()
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder), "graph", before, pages, link=False)
        directory = GraphDirectory(Path(folder) / "graph")
        store = directory.open()

        named = {*shared_triples(store, names), *triples_of_graph(store, names.graph("provenance"))}

        answer = store.query("SELECT * { ?s ?p ?o }")
        assert isinstance(answer, QuerySolutions)
        union = {(str(row["s"]), str(row["p"]), str(row["o"])) for row in answer}
        assert union == named


def _url(page: Page) -> str:
    block = page.get("lessons_learned") or page["good_practices"]
    return str(block["url"])
