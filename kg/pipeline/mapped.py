"""One record through linking and mapping: its two graphs, and what the build keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.linking.fields import languages_of_fields
from kg.linking.model import Links
from kg.mapping import map_links, map_record, summarise
from kg.mapping.places import coverage_of
from kg.mapping.statements import prose_fields
from kg.mapping.themes import theme_pairs
from kg.validation.quality import record_flaws
from kg.validation.quality.model import flaws_to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.linker import Linker
    from kg.mapping import Summary
    from kg.records import Notice, Record
    from kg.reference import Reference
    from kg.terms import Names, Term, Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A record as triples.

    Attributes
    ----------
    record
        The record.
    stated, linked
        The triples of its two named graphs.
    summary
        What its programme needs of it.
    language
        The language of its prose.
    notices
        What a person should know.
    flaws
        What is odd in the record, see `kg.validation.quality.model.flaws_to_text`.
    """

    record: Record
    stated: list[Triple]
    linked: list[Triple]
    summary: Summary
    language: str
    notices: tuple[Notice, ...]
    flaws: str

    def quads(self, names: Names) -> Iterator[str]:
        """Yield the lines of both graphs as N-Quads."""
        for part, triples in (("record", self.stated), ("linked", self.linked)):
            graph = names.graph(part, *self.record.key)
            yield from (f"{subject} {predicate} {object_} {graph} .\n" for subject, predicate, object_ in triples)

    def uses(self, reference: Reference) -> tuple[str, ...]:
        """Return the paths of the vocabulary concepts that it names, sorted."""
        start = len(reference.names.base) + 4
        named = {object_ for _, _, object_ in (*self.stated, *self.linked) if reference.describes(object_)}
        named.update(subject for subject, _, _ in self.stated if reference.describes(subject))
        return tuple(sorted(term[start:-1] for term in named))


def map_whole(record: Record, linker: Linker | None, reference: Reference) -> Mapped:
    """Link and map one record.

    Parameters
    ----------
    record
        The record.
    linker
        Finds mentions, roles and languages; without one the prose is tagged by language only.
    reference
        The vocabularies.
    """
    fields = dict(prose_fields(record))
    if linker is None:
        languages, language = languages_of_fields(fields)
        links = Links(language=language, fields=languages, mentions=(), roles=())
    else:
        countries = frozenset(path.rpartition("/")[2] for path in coverage_of(record, reference).countries)
        links = linker.link(fields, countries=countries)
    stated, notices = map_record(record, links, reference)
    return Mapped(
        record=record,
        stated=stated,
        linked=map_links(record, links, reference) if linker is not None else [],
        summary=summarise(record, links, reference),
        language=links.language,
        notices=(*record.notices, *notices),
        flaws=flaws_to_text(record_flaws(record, reference)),
    )


def facts_of(record: Record, language: str, reference: Reference) -> dict[str, list[str]]:
    """Return what people are told when records come, change or go: language, themes, progress."""
    themes = [pair.theme_label for pair in theme_pairs(record, reference) if pair.theme_label]
    facts = {"language": [language], "theme": themes, "progress": [record.first("progress")]}
    return {name: [value for value in values if value] for name, values in facts.items()}


def as_lines(triples: Iterable[Triple], graph: Term) -> Iterator[str]:
    """Yield triples as N-Quads lines of one named graph."""
    return (f"{subject} {predicate} {object_} {graph} .\n" for subject, predicate, object_ in triples)
