"""Who is measured: our linker, and beside it what people use instead, with the same lexicon."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import spacy

from kg.linking.lexicon import Lexicon
from kg.linking.linker import Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.linking.labelled import LabelledRecord
    from kg.reference import Reference

_KINDS: Final = frozenset({"organization", "country", "place", "group"})
_STATISTICAL: Final = {"ORG": "organization", "LOC": "country", "GPE": "country"}
FRENCH_MODEL: Final = "fr_core_news_sm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A span that a system links; the target of a statistical model is only a kind."""

    field: str
    start: int
    end: int
    target: str


System: TypeAlias = "Callable[[LabelledRecord], list[Found]]"


def load_systems(reference: Reference) -> tuple[dict[str, System], dict[str, str]]:
    """Return the systems by name, and those that are missing with the reason."""
    surfaces = _surfaces(reference)
    systems: dict[str, System] = {
        "kg": _ours(Linker(reference)),
        "spaCy EntityRuler": _entity_ruler(surfaces),
        "substring": _substring(surfaces),
    }
    missing = {}
    for name, module, make in (
        ("flashtext", "flashtext", _flashtext),
        (FRENCH_MODEL, FRENCH_MODEL, _french_model),
    ):
        if importlib.util.find_spec(module) is None:
            missing[name] = "not installed"
        else:
            systems[name] = make(surfaces)
    return systems, missing


def _surfaces(reference: Reference) -> dict[str, str]:
    """Return every spelling of our lexicon with the first thing it may name, names as the vocabularies write them."""
    lexicon = Lexicon(reference)
    spellings = [(pattern.text, pattern.entry) for pattern in lexicon.exact_patterns]
    spellings += [(entry.surface, entry) for entry in lexicon.entries.values()]
    surfaces = {
        text: next(iter(entry.targets))
        for text, entry in spellings
        if entry.targets and entry.kind != "shared-group" and next(iter(entry.targets)).partition("/")[0] in _KINDS
    }
    for kind in ("organization", "country", "city", "group"):
        for entity in reference.of_kind(kind):
            for name in entity.names:
                surfaces.setdefault(name.text, entity.path)
    return surfaces


def _ours(linker: Linker) -> System:
    def link(record: LabelledRecord) -> list[Found]:
        links = linker.link(record.fields, countries=record.countries)
        return [
            Found(field=one.field, start=one.start, end=one.end, target=one.target)
            for one in links.mentions
            if one.target and one.target.partition("/")[0] in _KINDS
        ]

    return link


def _entity_ruler(surfaces: dict[str, str]) -> System:
    pipelines = {}
    for language in ("es", "en", "fr", "pt"):
        nlp = spacy.blank(language)
        ruler: Any = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "kg", "pattern": text, "id": path} for text, path in surfaces.items()])
        pipelines[language] = nlp

    def link(record: LabelledRecord) -> list[Found]:
        return [
            Found(field=key, start=span.start_char, end=span.end_char, target=span.ent_id_)
            for key, value in record.fields.items()
            for span in pipelines[record.languages[key]](value).ents
        ]

    return link


def _substring(surfaces: dict[str, str]) -> System:
    by_length = sorted(surfaces, key=lambda text: (-len(text), text))

    def link(record: LabelledRecord) -> list[Found]:
        return [found for key, value in record.fields.items() for found in _occurrences(key, value)]

    def _occurrences(key: str, value: str) -> Iterator[Found]:
        taken = [False] * len(value)
        for surface in by_length:
            start = value.find(surface)
            while start >= 0:
                end = start + len(surface)
                if not any(taken[start:end]):
                    taken[start:end] = [True] * len(surface)
                    yield Found(field=key, start=start, end=end, target=surfaces[surface])
                start = value.find(surface, end)

    return link


def _flashtext(surfaces: dict[str, str]) -> System:
    processor = importlib.import_module("flashtext").KeywordProcessor(case_sensitive=True)
    for text, path in surfaces.items():
        processor.add_keyword(text, path)

    def link(record: LabelledRecord) -> list[Found]:
        return [
            Found(field=key, start=start, end=end, target=path)
            for key, value in record.fields.items()
            for path, start, end in processor.extract_keywords(value, span_info=True)
        ]

    return link


def _french_model(_: dict[str, str]) -> System:
    nlp = spacy.load(FRENCH_MODEL)

    def link(record: LabelledRecord) -> list[Found]:
        return [
            Found(field=key, start=span.start_char, end=span.end_char, target=_STATISTICAL[span.label_])
            for key, value in record.fields.items()
            if record.languages[key] == "fr"
            for span in nlp(value).ents
            if span.label_ in _STATISTICAL
        ]

    return link
