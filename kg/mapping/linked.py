"""Links -> triples for a record's own linked graph: mentions, languages, codes read off the title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.linking.languages import UNDETERMINED
from kg.linking.titles import read_title
from kg.mapping.donors import donor_mentions
from kg.mapping.local import LOCAL, local_path
from kg.terms import RDF_TYPE, boolean, decimal, integer, iri, literal
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
    names = reference.names
    triples = list(_languages(record, links, names))
    triples.extend(_title_codes(record, names))
    for mention in [*_found(links), *(mention for mention, _ in donor_mentions(record, reference))]:
        triples.extend(_mention(record, mention, names))
    return list(dict.fromkeys(triples))


def mention_term(record: Record, mention: Mention, names: Names) -> Term:
    """Return the IRI of a mention: by its record, since the titles of one evaluation differ between records."""
    span = f"{mention.start}-{mention.end}"
    return names.thing("mention", record.kind, record.number, mention.field, span)


def _found(links: Links) -> Iterator[Mention]:
    """Yield the mentions; an acronym that stayed open gives way to the unlisted body that its record defines it as."""
    local = {(one.field, one.start, one.end) for one in links.local}
    yield from (one for one in links.mentions if one.target or (one.field, one.start, one.end) not in local)
    yield from links.local
    yield from links.suggested


def _owner(record: Record, mention: Mention) -> tuple[str, str]:
    if mention.field.startswith("eval_title"):
        return "evaluation", record.evaluation_number
    return record.kind, record.number


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
        yield evaluation, names.ev(Ev.timing), names.thing("code", "timing", reading.timing)
    for nature in reading.natures:
        yield evaluation, names.ev(Ev.natureOfEvaluation), names.thing("code", "nature", nature)
    if reading.scope:
        yield evaluation, names.ev(Ev.evaluationScope), names.thing("code", "evaluation-scope", reading.scope)


def _mention(record: Record, mention: Mention, names: Names) -> Iterator[Triple]:
    term = mention_term(record, mention, names)
    subject = names.thing(*_owner(record, mention))
    yield subject, names.ev(Ev.hasMention), term
    if mention.target:
        path = local_path(record, mention.target)
        target = names.thing(*path.split("/"))
        is_local = path.startswith(LOCAL)
        property_ = Ev.mentionsLocalOrganization if is_local else _MENTIONS.get(path.split("/")[0])
        if property_ and mention.field.partition(".")[0] != "project_symbols":  # a donor's code is evidence, not prose
            yield subject, names.ev(property_), target
        yield term, names.ev(Ev.refersTo), target
    yield term, RDF_TYPE, names.ev(EvClass.Mention)
    if mention.label:
        yield term, RDF_TYPE, names.ev(EvClass.StatisticalMention)
        yield term, names.ev(Ev.modelLabel), literal(mention.label)
    yield term, names.ev(Ev.inField), literal(mention.field.partition(".")[0])
    yield term, names.ev(Ev.start), integer(mention.start)
    yield term, names.ev(Ev.end), integer(mention.end)
    yield term, names.ev(Ev.surface), literal(mention.surface)
    yield term, names.ev(Ev.confidence), decimal(mention.confidence)
    yield term, names.ev(Ev.method), literal(mention.method)
    yield term, names.ev(Ev.sentenceStart), integer(mention.sentence_start)
    yield term, names.ev(Ev.sentenceEnd), integer(mention.sentence_end)
    for candidate in mention.candidates:
        span = f"{mention.start}-{mention.end}"
        key = candidate.target.rpartition("/")[2]
        node = names.thing("mention", record.kind, record.number, mention.field, span, "candidate", key)
        yield term, names.ev(Ev.candidate), node
        yield node, RDF_TYPE, names.ev(EvClass.Candidate)
        yield node, names.ev(Ev.proposes), names.thing(*candidate.target.split("/"))
        yield node, names.ev(Ev.score), decimal(candidate.score)
