"""One record through linking and mapping: all that a build keeps of it, as text that is ready to be stored.

What comes out is plain text and small, so that it can be made in another process: the N-Quads of the record's two
named graphs, the Turtle of what is the record's alone, the triples about things that other records speak of too.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError, MappingError
from kg.exports.tally import Tallier
from kg.exports.turtle import TurtleWriter
from kg.linking.fields import languages_of_fields
from kg.linking.model import Links
from kg.mapping import map_record, summarise
from kg.mapping.linked import link_statements, mention_statements, mention_term, mentions_below, mentions_of
from kg.mapping.local import local_path
from kg.mapping.places import coverage_of
from kg.mapping.properties import MENTION
from kg.mapping.statements import prose_fields
from kg.mapping.themes import theme_pairs
from kg.pipeline.owned import Owned
from kg.pipeline.templates import END, NodeTemplate, in_graph
from kg.store.state import StoredRecord, encode_sign, encode_summary
from kg.terms import RDF_TYPE
from kg.validation.quality import record_flaws
from kg.validation.quality.model import flaws_to_text
from kg.vocabulary import Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.linking.linker import Linker
    from kg.linking.model import Mention
    from kg.records import Notice, Record
    from kg.reference import Reference
    from kg.terms import Term, Triple

    Pairs = set[tuple[Term, Term]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A record, linked, mapped and written.

    Attributes
    ----------
    row
        What the state keeps of it, but for the document's name.
    quads
        N-Quads of its two named graphs, and the same triples in the default graph.
    block
        Turtle of the subjects that are its own.
    order
        Where that stands in the Turtle of the graph, see `TurtleWriter.order`.
    tally
        Of the triples in `block`.
    shared
        Triples about other subjects, as ``order of the subject`` and ``subject predicate object``.
    bodies
        Unlisted bodies that it names, as path and what it says of each.
    flaws
        What is odd in it, see `kg.validation.quality.model.flaws_to_text`.
    is_linked
        Whether its linked graph says anything.
    notices
        What a person should know.
    """

    row: StoredRecord
    quads: bytes
    block: bytes
    order: str
    tally: dict[str, int]
    shared: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    flaws: str
    is_linked: bool
    notices: tuple[Notice, ...]


class RecordWriter:
    """Links, maps and writes records, one at a time; keeps nothing of them.

    Parameters
    ----------
    reference
        The vocabularies.
    linker
        Finds mentions, roles and languages; without one the prose is tagged by language only.
    """

    def __init__(self, reference: Reference, linker: Linker | None) -> None:
        self.reference, self.linker = reference, linker
        self.turtle = TurtleWriter(reference.names)
        self.tallier = Tallier(self.turtle)
        names = reference.names
        type_ = (RDF_TYPE, names.ev(EvClass.Mention))
        columns = [names.ev(property_) for property_, _, _ in MENTION]
        self.open_mention = NodeTemplate(self.turtle, [type_], columns)
        self.linked_mention = NodeTemplate(self.turtle, [type_], [*columns, names.ev(Ev.refersTo)])

    def write(self, record: Record, content: str = "", folded: str = "") -> Written:
        """Return what a build keeps of a record; its hashes are given where they are known already.

        Raises
        ------
        KgError
            If the record cannot be linked or mapped.
        """
        try:
            return self._written(record, content or record.content_hash(), folded or record.folded_hash())
        except (KgError, MemoryError):
            raise
        except Exception as error:  # one odd record must not stop the others: it is set aside and named
            problem = f"the record cannot be mapped: {type(error).__name__}: {error}"
            raise MappingError(problem, record.at, "this is a fault of kg: please report it with the record") from error

    def _written(self, record: Record, content: str, folded: str) -> Written:
        names, reference = self.reference.names, self.reference
        links = self.link(record)
        stated, notices = map_record(record, links, reference)
        linked: list[Triple] = []
        mentions: list[Mention] = []
        if self.linker is not None:
            linked, mentions = link_statements(record, links, reference), mentions_of(record, links, reference)
        page = _Page(Owned(record.key, names), self, record)
        page.take(stated)
        page.take(linked)
        said = page.mentions(mentions)
        quads = in_graph(_lines(stated), names.graph("record", *record.key))
        quads += in_graph(_lines(linked) + said, names.graph("linked", *record.key))
        summary = summarise(record, links, reference)
        row = StoredRecord(
            kind=record.kind,
            number=record.number,
            evaluation=record.evaluation_number,
            symbols=" ".join(summary.symbols),
            content=content,
            folded=folded,
            rank=record.rank(content),
            document="",
            facts_json=json.dumps(facts_of(record, links.language, reference), ensure_ascii=False),
            uses_json=json.dumps(self._uses(stated, linked, mentions)),
            summary_json=encode_summary(summary),
        )
        return Written(
            row=row,
            quads=quads.encode(),
            block=page.turtle().encode(),
            order=page.owned.order(self.turtle),
            tally=dict(page.tally),
            shared=tuple(page.shared),
            bodies=tuple((sign.path, encode_sign(sign)) for sign in summary.local),
            flaws=flaws_to_text(record_flaws(record, reference)),
            is_linked=bool(linked),
            notices=(*record.notices, *notices),
        )

    def link(self, record: Record) -> Links:
        """Return the links of a record."""
        fields = dict(prose_fields(record))
        if self.linker is None:
            languages, language = languages_of_fields(fields)
            return Links(language=language, fields=languages, mentions=(), roles=())
        countries = frozenset(path.rpartition("/")[2] for path in coverage_of(record, self.reference).countries)
        return self.linker.link(fields, countries=countries)

    def _uses(self, stated: list[Triple], linked: list[Triple], mentions: list[Mention]) -> list[str]:
        """Return the paths of the vocabulary concepts that the record names, sorted."""
        names, describes = self.reference.names, self.reference.describes
        named = {object_ for _, _, object_ in (*stated, *linked)} | {subject for subject, _, _ in stated}
        for mention in mentions:
            targets = (mention.target, *(candidate.target for candidate in mention.candidates))
            named.update(names.concept(target) for target in targets if target)
        start = len(names.base) + len("<id/")
        return sorted(term[start:-1] for term in named if describes(term))


class _Page:
    """What is written of one record, in the making."""

    def __init__(self, owned: Owned, writer: RecordWriter, record: Record) -> None:
        self.owned, self.writer, self.record = owned, writer, record
        self.tally: Counter[str] = Counter()
        self.shared: dict[tuple[str, str], None] = {}
        self._own: dict[Term, Pairs] = defaultdict(set)
        self._places: dict[Term, str] = {}
        self._mentions: list[tuple[str, str]] = []
        self._fields: dict[str, tuple[str, str]] = {}

    def take(self, triples: Iterable[Triple]) -> None:
        """Take in triples: the record's own by subject, the others one by one."""
        owns = self.owned.owns
        for subject, predicate, object_ in triples:
            place = self._places.get(subject)
            if place is None:
                place = self._places[subject] = "" if owns(subject) else self.writer.turtle.order(subject)
            if place:
                self.shared[place, f"{subject} {predicate} {object_}"] = None
            else:
                self._own[subject].add((predicate, object_))

    def mentions(self, mentions: list[Mention]) -> str:
        """Take in the nodes of mentions and return their triples, each ended by `END`."""
        names, writer = self.writer.reference.names, self.writer
        said: list[str] = []
        seen: set[Term] = set()
        counts: Counter[bool] = Counter()
        last: dict[bool, tuple[Term, ...]] = {}
        for mention in mentions:
            term = mention_term(self.record, mention, names)
            values = tuple([write(getattr(mention, attribute)) for _, attribute, write in MENTION])
            template = writer.open_mention
            if mention.target:
                template, values = (
                    writer.linked_mention,
                    (*values, names.concept(local_path(self.record, mention.target))),
                )
            shown = tuple([writer.turtle.term(value) for value in values])
            is_plain = not (mention.candidates or mention.label or term in seen)
            if not is_plain or "^^" in "".join(shown):  # no two of these are alike
                triples = list(mention_statements(self.record, mention, names))
                said.append(_lines(triples))
                self.take(triples)
                continue
            seen.add(term)
            said.append(template.lines(term, values))
            order, node = self._field(mention.field)
            block = template.block(f"{node}{mention.start}-{mention.end}>", shown)
            self._mentions.append((f"{order}{mention.start:09}-{mention.end:09}>", block))
            counts[bool(mention.target)] += 1
            last[bool(mention.target)] = values
        for is_linked, number in counts.items():
            template = writer.linked_mention if is_linked else writer.open_mention
            self.tally.update(template.tally(number, last[is_linked]))
        return "".join(said)

    def _field(self, field: str) -> tuple[str, str]:
        """Return how the places of all mentions in a field begin in the Turtle, and how they are written there."""
        known = self._fields.get(field)
        if known is None:
            turtle = self.writer.turtle
            one = f"{mentions_below(self.record, field, self.writer.reference.names)}0-0>"
            order = turtle.order(one).removesuffix(f"{0:09}-{0:09}>")
            known = self._fields[field] = (order, turtle.iri(one).removesuffix("0-0>"))
        return known

    def turtle(self) -> str:
        """Return the Turtle of the record's own subjects, and count them."""
        writer = self.writer
        blocks = self._mentions
        for subject, pairs in self._own.items():
            writer.tallier.count(self.tally, subject, pairs)
            blocks.append((writer.turtle.order(subject), writer.turtle.block(subject, pairs)))
        return "".join(block for _, block in sorted(blocks))


def facts_of(record: Record, language: str, reference: Reference) -> dict[str, list[str]]:
    """Return what people are told when records come, change or go: language, themes, progress."""
    themes = [pair.theme_label for pair in theme_pairs(record, reference) if pair.theme_label]
    facts = {"language": [language], "theme": themes, "progress": [record.first("progress")]}
    return {name: [value for value in values if value] for name, values in facts.items()}


def _lines(triples: Iterable[Triple]) -> str:
    return "".join([f"{subject} {predicate} {object_}{END}" for subject, predicate, object_ in triples])
