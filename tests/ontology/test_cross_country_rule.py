"""The published rule concludes what the builder writes, on the examples and on generated programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from programme_corpus import programmes, triples

from kg.resources import ontology_folder
from kg.store.triples import shared_triples
from kg.terms import RDF_TYPE, iri
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg import KnowledgeGraph

RULE = (ontology_folder() / "rules" / "cross-country-programme.rq").read_text(encoding="utf-8")
CROSS, REGIONAL = (iri(f"{DEFAULT_BASE}def#{name}") for name in ("CrossCountryProgramme", "RegionalProgramme"))


def parted(graph: Iterable[tuple[str, str, str]]) -> tuple[ox.Store, set[tuple[str, str]]]:
    """Return a graph without the classes that the rule concludes, and those classes with their programmes."""
    classes: set[tuple[str, str]] = set()
    rest: list[str] = []
    for subject, predicate, object_ in graph:
        if predicate == RDF_TYPE and object_ in {CROSS, REGIONAL}:
            classes.add((subject, object_))
        else:
            rest.append(f"{subject} {predicate} {object_} .")
    store = ox.Store()
    store.load("\n".join(rest).encode(), ox.RdfFormat.N_TRIPLES)
    return store, classes


def concluded(store: ox.Store) -> set[tuple[str, str]]:
    """Return what the rule says of `store`."""
    found = store.query(RULE)
    assert isinstance(found, ox.QueryTriples)
    return {(str(triple.subject), str(triple.object)) for triple in found}


def test_rule_and_builder_agree_on_the_examples(example_graph: KnowledgeGraph) -> None:
    """Every programme of the bundled records has the classes that the rule gives it, and no other."""
    store, built = parted(shared_triples(example_graph.store, example_graph.names))

    assert built
    assert concluded(store) == built


def test_rule_builder_and_counting_agree_on_ten_thousand_records() -> None:
    """Programmes of every sort: no, one or several countries over their evaluations, declared regional or not."""
    generated = programmes(10_000)
    store, built = parted(triples(generated))

    counted = {(iri(f"{DEFAULT_BASE}id/programme/{each.key}"), CROSS) for each in generated if each.crosses}
    counted |= {(iri(f"{DEFAULT_BASE}id/programme/{each.key}"), REGIONAL) for each in generated if each.regional}

    assert sum(len(each.records) for each in generated) == 10_000
    assert 0 < len(counted) < len(generated)
    assert built == counted
    assert concluded(store) == counted
