"""Evaluations that two of their records tell differently: each told once, with both values and the records.

All statements are read once and grouped by evaluation, so that a thousand records of one evaluation cost no more than
a thousand of as many.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.records import number_in
from kg.records.record import PLURALS, fold_space
from kg.validation.quality.model import cut
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.reference import Reference
    from kg.terms import Names

_TITLE: Final = PREFIXES["dcterms"] + "title"
_PAGE: Final = PREFIXES["foaf"] + "isPrimaryTopicOf"
_SHOWN: Final = 3
"""How many values, and records of a value, are told; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the records of an evaluation tell differently.

    Attributes
    ----------
    code
        Its stable name, such as ``Q-TITLES-DIFFER``.
    evaluation
        IRI of the evaluation.
    key
        The key of the page.
    text
        The values, each with the records that state it.
    records
        IRIs of one record for each value, so that the values can be looked at.
    """

    code: str
    evaluation: str
    key: str
    text: str
    records: tuple[str, ...]


def differences(store: ox.Store, names: Names, reference: Reference) -> Iterator[Difference]:
    """Yield what the records of a store tell differently of their evaluation, sorted by evaluation."""
    found = [*_titles(store, names), *_addresses(store, names), *_locations(store, names, reference)]
    yield from sorted(found, key=lambda each: (each.evaluation, each.code, each.text))


def _titles(store: ox.Store, names: Names) -> Iterator[Difference]:
    """Yield titles that differ within one language; the same title in two languages is a translation."""
    held: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for evaluation, record, value in _stated(store, names, _TITLE):
        if isinstance(value, ox.Literal):
            held[evaluation, value.language or ""][fold_space(value.value)].append(record)
    for (evaluation, _), values in held.items():
        if len(values) > 1:
            yield _difference("Q-TITLES-DIFFER", evaluation, "eval_title", values, names)


def _addresses(store: ox.Store, names: Names) -> Iterator[Difference]:
    """Yield pages that differ; a mirror host does not count, and an address with another number is told by itself."""
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for evaluation, record, value in _stated(store, names, _PAGE):
        named = number_in(value.value) if isinstance(value, ox.NamedNode) else None
        if named is None or named == ("evaluation", evaluation.rpartition("/")[2]):
            held[evaluation]["/".join(named) if named else str(value)[1:-1]].append(record)
    for evaluation, values in held.items():
        if len(values) > 1:
            yield _difference("Q-ADDRESSES-DIFFER", evaluation, "eval_url", values, names)


def _locations(store: ox.Store, names: Names, reference: Reference) -> Iterator[Difference]:
    """Yield locations that differ, whatever their order, and records without any beside others that have some."""
    places: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for term in (Ev.coversCountry, Ev.coversRegion):
        for evaluation, record, value in _stated(store, names, names.expand(f"ev:{term}")):
            path = str(value)[len(names.base) + 4 : -1]
            places[evaluation][record].add(path)
    for evaluation, record, _ in _stated(store, names, names.expand(f"ev:{Ev.evaluationNumber}")):
        if evaluation in places:
            places[evaluation].setdefault(record, set())
    for evaluation, by_record in places.items():
        silent = sorted(record for record, paths in by_record.items() if not paths)
        if silent:
            text = f"{_listed(silent, names)} ≠ {_listed(sorted(set(by_record) - set(silent)), names)}"
            yield Difference(code="Q-LOCATION-MISSING", evaluation=evaluation, key="location", text=text,
                             records=tuple(silent[:_SHOWN]))  # fmt: skip
        values: dict[str, list[str]] = defaultdict(list)
        for record, paths in by_record.items():
            if paths:
                values[_places_text(paths, reference)].append(record)
        if len(values) > 1:
            yield _difference("Q-LOCATIONS-DIFFER", evaluation, "country", values, names)


def _stated(
    store: ox.Store, names: Names, predicate: str
) -> Iterator[tuple[str, str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
    """Yield evaluation, record and value of a predicate, from the named graphs of the records alone."""
    graphs, things, evaluations = f"{names.base}graph/record/", f"{names.base}id/", f"{names.base}id/evaluation/"
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        graph, subject = quad.graph_name, quad.subject
        if not (isinstance(graph, ox.NamedNode) and isinstance(subject, ox.NamedNode)):
            continue
        if graph.value.startswith(graphs) and subject.value.startswith(evaluations):
            yield subject.value, things + graph.value[len(graphs) :], quad.object


def _places_text(paths: Iterable[str], reference: Reference) -> str:
    """Return the countries of a record or, where it has none, its regions."""
    countries = sorted(path for path in paths if path.startswith("country/"))
    shown = countries or sorted(paths)
    entities = (reference.entities.get(path) for path in shown)
    labels = [entity.label() if entity is not None else path for entity, path in zip(entities, shown, strict=True)]
    return ", ".join(labels)


def _difference(code: str, evaluation: str, key: str, values: Mapping[str, list[str]], names: Names) -> Difference:
    told = sorted((sorted(records), value) for value, records in values.items())
    parts = [f"“{cut(value)}” ({_listed(records, names)})" for records, value in told[:_SHOWN]]
    if len(told) > _SHOWN:
        parts.append(f"+{len(told) - _SHOWN}")
    firsts = tuple(records[0] for records, _ in told[:_SHOWN])
    return Difference(code=code, evaluation=evaluation, key=key, text=" ≠ ".join(parts), records=firsts)


def _listed(records: list[str], names: Names) -> str:
    """Return records as the ends of their addresses: ``lessons/242853``."""
    parts = (record[len(names.base) + 3 :].partition("/") for record in records[:_SHOWN])
    plurals: Mapping[str, str] = {str(kind): plural for kind, plural in PLURALS.items()}
    shown = [f"{plurals.get(kind, kind)}/{number}" for kind, _, number in parts]
    return ", ".join([*shown, *([f"+{len(records) - _SHOWN}"] if len(records) > _SHOWN else [])])
