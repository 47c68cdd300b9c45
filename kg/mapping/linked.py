"""Links -> triples for a record's own linked graph: mentions, languages, codes read off the title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.linking.languages import UNDETERMINED
from kg.linking.titles import read_title
from kg.mapping.donors import donor_mentions
from kg.mapping.local import LOCAL, local_path
from kg.mapping.properties import MENTION
from kg.terms import RDF_TYPE, boolean, decimal, iri, literal
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.linking.model import Links, Mention
    from kg.records import Record
    from kg.reference import Reference
    from kg.terms import Names, Term, Triple

_LANGUAGE: Final = iri(PREFIXES["dcterms"] + "language")

_MENTIONS: Final[dict[str, Ev]] = {
    "organization": Ev.mentionsOrganization,
    "country": Ev.mentionsPlace,
    "place": Ev.mentionsPlace,
    "group": Ev.mentionsConstituent,
}
"""First part of a target's path -> the property that sums up the mentions of such things.

An unlisted body has a property of its own."""


def map_links(record: Record, links: Links, reference: Reference) -> list[Triple]:
    """Return the triples for ``graph/linked/<kind>/<number>``, each once."""
    triples = link_statements(record, links, reference)
    for mention in mentions_of(record, links, reference):
        triples.extend(mention_statements(record, mention, reference.names))
    return list(dict.fromkeys(triples))


def link_statements(record: Record, links: Links, reference: Reference) -> list[Triple]:
    """Return what the linked graph says of the record and of its evaluation, the mentions' own nodes left out."""
    names = reference.names
    triples = [*_languages(record, links, names), *_title_codes(record, names)]
    evaluation = names.thing("evaluation", record.evaluation_number)
    itself = names.thing(*record.key)
    for mention in mentions_of(record, links, reference):
        subject = evaluation if mention.field.startswith("eval_title") else itself
        triples.append((subject, names.ev(Ev.hasMention), mention_term(record, mention, names)))
        if mention.target and mention.key != "project_symbols":  # a donor's code is evidence, not prose
            path = local_path(record, mention.target)
            is_local = path.startswith(LOCAL)
            property_ = Ev.mentionsLocalOrganization if is_local else _MENTIONS.get(path.partition("/")[0])
            if property_:
                triples.append((subject, names.ev(property_), names.concept(path)))
    return list(dict.fromkeys(triples))


def mentions_of(record: Record, links: Links, reference: Reference) -> list[Mention]:
    """Return the mentions of a record: those in its prose, and the donors that its project symbols name."""
    return [*_found(links), *(mention for mention, _ in donor_mentions(record, reference))]


def mention_term(record: Record, mention: Mention, names: Names) -> Term:
    """Return the IRI of a mention: by its record, since the titles of one evaluation differ between records."""
    return f"{mentions_below(record, mention.field, names)}{mention.start}-{mention.end}>"


def mentions_below(record: Record, field: str, names: Names) -> str:
    """Return the beginning of the terms of all mentions in a field."""
    return f"{names.concept(f'mention/{record.kind}/{record.number}/{field}')[:-1]}/"


def _found(links: Links) -> Iterator[Mention]:
    """Yield the mentions; an acronym that stayed open gives way to the unlisted body that its record defines it as."""
    local = {(one.field, one.start, one.end) for one in links.local}
    yield from (one for one in links.mentions if one.target or (one.field, one.start, one.end) not in local)
    yield from links.local
    yield from links.suggested


def _languages(record: Record, links: Links, names: Names) -> Iterator[Triple]:
    if record.kind != "evaluation" and links.fields and links.language != UNDETERMINED:
        yield names.thing(record.kind, record.number), _LANGUAGE, iri(PREFIXES["iso639"] + links.language)


def _title_codes(record: Record, names: Names) -> Iterator[Triple]:
    title = record.first("eval_title")
    if not title:
        return
    reading = read_title(title)
    evaluation = names.thing("evaluation", record.evaluation_number)
    if reading.truncated:
        yield evaluation, names.ev(Ev.titleTruncated), boolean(reading.truncated)
    if reading.timing:
        yield evaluation, names.ev(Ev.timing), names.concept(f"code/timing/{reading.timing}")
    for nature in reading.natures:
        yield evaluation, names.ev(Ev.natureOfEvaluation), names.concept(f"code/nature/{nature}")
    if reading.scope:
        yield evaluation, names.ev(Ev.evaluationScope), names.concept(f"code/evaluation-scope/{reading.scope}")


def mention_statements(record: Record, mention: Mention, names: Names) -> Iterator[Triple]:
    """Yield what the node of a mention says, and the nodes of its candidates."""
    term = mention_term(record, mention, names)
    yield term, RDF_TYPE, names.ev(EvClass.Mention)
    if mention.target:
        yield term, names.ev(Ev.refersTo), names.concept(local_path(record, mention.target))
    if mention.label:
        yield term, RDF_TYPE, names.ev(EvClass.StatisticalMention)
        yield term, names.ev(Ev.modelLabel), literal(mention.label)
    for property_, attribute, write in MENTION:
        yield term, names.ev(property_), write(getattr(mention, attribute))
    for candidate in mention.candidates:
        key = candidate.target.rpartition("/")[2]
        span = f"{mention.start}-{mention.end}"
        node = names.thing("mention", record.kind, record.number, mention.field, span, "candidate", key)
        yield term, names.ev(Ev.candidate), node
        yield node, RDF_TYPE, names.ev(EvClass.Candidate)
        yield node, names.ev(Ev.proposes), names.concept(candidate.target)
        yield node, names.ev(Ev.score), decimal(candidate.score)
