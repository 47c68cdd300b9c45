"""The graph -> the record it came from, value for value.

What the model keeps word for word is read back from it; what it changes or
drops (pairs of places, empty values, times of day, unknown keys ...) stands in
`SourceField` nodes, which `source_fields` writes exactly where the model alone
would give something else.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.mapping.properties import CODES, PROSE
from kg.records.record import Value
from kg.sources.keys import KNOWN_KEYS
from kg.terms import RDF_TYPE, integer, iri, literal, text_of
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.records import Record
    from kg.reference import Reference
    from kg.terms import Term, Triple

_PREF_LABEL: Final = iri(PREFIXES["skos"] + "prefLabel")
_NOTATION: Final = iri(PREFIXES["skos"] + "notation")
_PAGE: Final = iri(PREFIXES["foaf"] + "isPrimaryTopicOf")
_TITLE: Final = iri(PREFIXES["dcterms"] + "title")
_NOTHING: Final[Mapping[Term, str]] = MappingProxyType({})


def source_fields(
    record: Record, triples: list[Triple], reference: Reference, texts: Mapping[Term, str] = _NOTHING
) -> Iterator[Triple]:
    """Yield the `SourceField` nodes that `triples` need to give the record back.

    A key whose values the model gives back exactly needs none. A key that the model gives but the
    source lacks gets a node without a value, which says so. `texts` are literals of which the text is
    known already.
    """
    modelled = model_values(record.kind, record.number, triples, reference, texts)
    stated: dict[str, list[Value]] = defaultdict(list)
    for value in record.values:
        stated[value.key].append(value)
    for key in [*stated, *(key for key in modelled if key not in stated)]:
        values = stated.get(key, [])
        if [(value.position, value.text) for value in values] != modelled.get(key, []):
            yield from _field_nodes(record, key, values, reference)


def restored_values(kind: str, number: str, triples: Iterable[Triple], reference: Reference) -> tuple[Value, ...]:
    """Return the values of a record from the triples of its named graph."""
    triples = list(triples)
    values = {
        key: [Value(key, text, position) for position, text in found]
        for key, found in model_values(kind, number, triples, reference).items()
    }
    values.update(_stated_fields(triples, reference))
    return tuple(value for found in values.values() for value in found)


def model_values(
    kind: str, number: str, triples: list[Triple], reference: Reference, texts: Mapping[Term, str] = _NOTHING
) -> dict[str, list[tuple[int, str]]]:
    """Return what the model alone says of a record: by key, positions and texts."""
    names = reference.names
    subject = names.thing(kind, number)
    about: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for each, predicate, object_ in triples:
        about[each][predicate].append(object_)
    said = about[subject]
    evaluation = subject if kind == "evaluation" else next(iter(said.get(names.ev(Ev.findingOf), [])), "")
    found: dict[str, list[Term]] = {
        "eval_number": about[evaluation].get(names.ev(Ev.evaluationNumber), []),
        "eval_url": about[evaluation].get(_PAGE, []),
        "eval_title": about[evaluation].get(_TITLE, []),
    }
    if kind != "evaluation":
        found["url"] = said.get(_PAGE, [])
        for key, property_ in _prose_keys(kind).items():
            found[key] = said.get(names.ev(property_), [])
        for key, (property_, _) in CODES.items():
            found[key] = _notations(said.get(names.ev(property_), []), reference)
        found["admin_units"] = [
            notation for unit in said.get(names.ev(Ev.adminUnit), []) for notation in about[unit].get(_NOTATION, [])
        ]
        found["theme"], found["category"] = _theme_labels(said.get(names.ev(Ev.hasTheme), []), about, reference)
    single = ((key, terms[0]) for key, terms in found.items() if len(terms) == 1)
    return {key: [(1, texts.get(term) or text_of(term))] for key, term in single}


@cache
def _prose_keys(kind: str) -> dict[str, Ev]:
    """Return the keys that own a prose property: on a recommendation ``title`` does, elsewhere ``description``."""
    other = "description" if kind == "recommendation" else "title"
    return {key: property_ for key, property_ in PROSE.items() if key != other}


def _notations(codes: list[Term], reference: Reference) -> list[Term]:
    prefix = f"<{reference.names.base}id/"
    entities = [reference.entities.get(code[len(prefix) : -1]) for code in codes]
    return [literal(entity.notations[0]) for entity in entities if entity is not None and entity.notations]


def _theme_labels(
    themes: list[Term], about: Mapping[Term, Mapping[Term, list[Term]]], reference: Reference
) -> tuple[list[Term], list[Term]]:
    """Return the English labels of one theme and its category; several themes are told by their fields."""
    if len(themes) != 1:
        return [], []
    categories = about[themes[0]].get(reference.names.ev(Ev.inCategory), [])
    return [_label(themes[0], about, reference)], [_label(each, about, reference) for each in categories]


def _label(term: Term, about: Mapping[Term, Mapping[Term, list[Term]]], reference: Reference) -> Term:
    local = about[term].get(_PREF_LABEL, []) if term in about else []
    if local:
        return local[0]
    entity = reference.entities.get(term[len(f"<{reference.names.base}id/") : -1])
    return literal(entity.label("en") if entity else "", "en")


def _field_nodes(record: Record, key: str, values: list[Value], reference: Reference) -> Iterator[Triple]:
    names = reference.names
    subject = names.thing(record.kind, record.number)
    shown = _field_key(key)
    held: list[Value | None] = [*values] or [None]
    for value in held:
        position = value.position if value is not None else 0
        node = names.thing("field", record.kind, record.number, shown, str(position))
        yield subject, names.ev(Ev.sourceField), node
        yield node, RDF_TYPE, names.ev(EvClass.SourceField)
        yield node, names.ev(Ev.key), literal(shown)
        yield node, names.ev(Ev.position), integer(position)
        if value is not None:
            yield node, names.ev(Ev.lexicalValue), literal(value.text)


def _field_key(key: str) -> str:
    """Return how a node names a key: without the ``?`` of an unknown one, if nothing else is called so."""
    bare = key.removeprefix("?")
    return key if bare in KNOWN_KEYS or bare.startswith("?") else bare


def _stated_fields(triples: list[Triple], reference: Reference) -> dict[str, list[Value]]:
    """Return the values that `SourceField` nodes state; they outrank the model."""
    names = reference.names
    parts: dict[Term, dict[Term, Term]] = defaultdict(dict)
    wanted = {names.ev(Ev.key), names.ev(Ev.position), names.ev(Ev.lexicalValue)}
    for node, predicate, object_ in triples:
        if predicate in wanted:
            parts[node][predicate] = object_
    found: dict[str, list[Value]] = defaultdict(list)
    for field in parts.values():
        key = text_of(field[names.ev(Ev.key)])
        known = key if key in KNOWN_KEYS or key.startswith("?") else f"?{key}"
        held = found[known]
        if names.ev(Ev.lexicalValue) in field:
            position = int(text_of(field[names.ev(Ev.position)]))
            held.append(Value(known, text_of(field[names.ev(Ev.lexicalValue)]), position))
    return {key: sorted(values, key=lambda value: value.position) for key, values in found.items()}
