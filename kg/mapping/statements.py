"""A record -> the triples it states, for its own named graph, and nothing it does not state."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.mapping.fields import field_name
from kg.mapping.places import coverage_of
from kg.mapping.properties import CLASS_OF_KIND, CODES, PROSE
from kg.mapping.restore import source_fields
from kg.mapping.symbols import symbols_of
from kg.mapping.themes import ThemePair, theme_pairs
from kg.records import Notice, Record, is_empty
from kg.terms import RDF_TYPE, iri, is_web_address, literal, slug, typed
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.linking.model import Links
    from kg.records import Value
    from kg.reference import Reference
    from kg.terms import Term, Triple

_TITLE: Final = iri(PREFIXES["dcterms"] + "title")
_IDENTIFIER: Final = iri(PREFIXES["dcterms"] + "identifier")
_PAGE: Final = iri(PREFIXES["foaf"] + "isPrimaryTopicOf")
_CONCEPT: Final = iri(PREFIXES["skos"] + "Concept")
_PREF_LABEL: Final = iri(PREFIXES["skos"] + "prefLabel")
_IN_SCHEME: Final = iri(PREFIXES["skos"] + "inScheme")
_NOTATION: Final = iri(PREFIXES["skos"] + "notation")
_UNIT: Final = iri(PREFIXES["org"] + "OrganizationalUnit")
_UNIT_OF: Final = iri(PREFIXES["org"] + "unitOf")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")


def map_record(record: Record, links: Links, reference: Reference) -> tuple[list[Triple], list[Notice]]:
    """Return what the record states, as triples, and what of it a person should look at.

    Parameters
    ----------
    record
        The record.
    links
        Its links; only the languages are used here, as tags.
    reference
        The vocabularies, which also mint the IRIs.

    Returns
    -------
    tuple of list of Triple and list of Notice
        Triples for the graph ``graph/record/<kind>/<number>``, each once, in reading order. Whatever
        they cannot give back word for word follows as `SourceField` nodes.
    """
    writer = _Statements(record, links, reference)
    writer.write()
    triples = list(dict.fromkeys(writer.triples))
    triples.extend(source_fields(record, triples, reference, writer.texts))
    return triples, writer.notices


class _Statements:
    """The triples of one record in the making."""

    def __init__(self, record: Record, links: Links, reference: Reference) -> None:
        self.record, self.reference, self.names = record, reference, reference.names
        self.languages = {each.field: each.language for each in links.fields}
        self.language = links.language
        self.subject = self.names.thing(record.kind, record.number)
        self.evaluation = self.names.thing("evaluation", record.evaluation_number)
        self.triples: list[Triple] = []
        self.texts: dict[Term, str] = {}
        self.notices: list[Notice] = []
        self._values: dict[str, list[Value]] = defaultdict(list)
        for value in record.values:
            self._values[value.key].append(value)

    def write(self) -> None:
        """Write the evaluation, then the finding."""
        self._evaluation()
        if self.record.kind != "evaluation":
            self._finding()

    def _say(self, subject: Term, predicate: Term, object_: Term) -> None:
        self.triples.append((subject, predicate, object_))

    def _all(self, key: str) -> Sequence[Value]:
        return self._values.get(key, ())

    def _prose(self, subject: Term, predicate: Term, text: str, language: str) -> None:
        """Say a text in its language, and remember what was written so: escaping is not undone to read it back."""
        term = literal(text, language)
        self.texts[term] = text
        self.triples.append((subject, predicate, term))

    def _notice(self, code: str, problem: str, hint: str = "") -> None:
        self.notices.append(Notice(code, problem, self.record.at, hint))

    def _evaluation(self) -> None:
        record, names = self.record, self.names
        self._say(self.evaluation, RDF_TYPE, names.ev(EvClass.Evaluation))
        self._say(self.evaluation, names.ev(Ev.evaluationNumber), literal(record.evaluation_number))
        for value in self._all("eval_title"):
            if not is_empty(value.text):
                language = self.languages.get("eval_title", self.language)
                self._prose(self.evaluation, _TITLE, value.text, language)
        self._page(self.evaluation, "eval_url")
        coverage = coverage_of(record, self.reference)
        for path in coverage.countries:
            self._say(self.evaluation, names.ev(Ev.coversCountry), names.concept(path))
        for path in coverage.regions:
            self._say(self.evaluation, names.ev(Ev.coversRegion), names.concept(path))
        for name in coverage.unknown:
            self._notice("unknown-place", f"no vocabulary knows the place {name[:80]!r}", "check how it is spelt")
        for country, region in coverage.other_regions:
            self._notice("other-region", f"the page puts {country} in {region}; that is kept as the page's statement")

    def _finding(self) -> None:
        record, names = self.record, self.names
        self._say(self.evaluation, names.ev(Ev.hasFinding), self.subject)
        self._say(self.subject, RDF_TYPE, names.ev(CLASS_OF_KIND[record.kind]))
        self._say(self.subject, _IDENTIFIER, literal(record.number))
        self._say(self.subject, names.ev(Ev.findingOf), self.evaluation)
        self._page(self.subject, "url")
        for pair in theme_pairs(record, self.reference):
            self._theme(pair)
        for key, property_ in PROSE.items():
            for value in self._all(key):
                if not is_empty(value.text):
                    tag = self.languages.get(field_name(key, value.position), self.language)
                    self._prose(self.subject, names.ev(property_), value.text, tag)
        for key, (property_, scheme) in CODES.items():
            self._code(key, property_, scheme)
        self._units()
        self._date()

    def _page(self, subject: Term, key: str) -> None:
        for value in self._all(key):
            address = value.text.strip()
            if is_web_address(address):
                self._say(subject, _PAGE, iri(address))
            elif address:
                self._notice("bad-address", f"{key} {address[:80]!r} is no web address", "it begins with https://")

    def _theme(self, pair: ThemePair) -> None:
        names = self.names
        theme = names.concept(pair.theme) if pair.theme else ""
        category = names.concept(pair.category) if pair.category else ""
        if theme:
            self._say(self.subject, names.ev(Ev.hasTheme), theme)
            if pair.theme_label in pair.unknown:
                self._concept(theme, EvClass.Theme, pair.theme_label, "theme")
        if category and pair.category_label in pair.unknown:
            self._concept(category, EvClass.ThemeCategory, pair.category_label, "category")
        if theme and category:
            self._say(theme, names.ev(Ev.inCategory), category)

    def _concept(self, term: Term, class_: EvClass, label: str, scheme: str) -> None:
        """Mint a local concept: pages label themes in English whatever the language of the prose."""
        names = self.names
        self._say(term, RDF_TYPE, names.ev(class_))
        self._say(term, RDF_TYPE, _CONCEPT)
        self._say(term, _PREF_LABEL, literal(label, "en"))
        self._say(term, _IN_SCHEME, names.concept(f"scheme/local-{scheme}"))
        self._notice(f"unknown-{scheme}", f"no vocabulary knows the {scheme} {label[:80]!r}; it became a local one")

    def _code(self, key: str, property_: Ev, scheme: str) -> None:
        for value in self._all(key):
            if is_empty(value.text):
                continue
            if code := self.reference.find_code(scheme, value.text):
                self._say(self.subject, self.names.ev(property_), self.names.concept(code.path))
            else:
                self._notice(
                    f"unknown-{scheme}", f"{key} {value.text[:80]!r} is no known code; it is kept as source text"
                )

    def _units(self) -> None:
        for value in self._all("admin_units"):
            if is_empty(value.text):
                continue
            code = value.text.strip()
            unit = self.names.thing("unit", slug(code))
            self._say(self.subject, self.names.ev(Ev.adminUnit), unit)
            self._say(unit, RDF_TYPE, _UNIT)
            self._say(unit, _NOTATION, literal(code))
            self._say(unit, _UNIT_OF, self.names.concept("organization/ilo"))

    def _date(self) -> None:
        for value in self._all("date"):
            if is_empty(value.text):
                continue
            if day := calendar_day(value.text):
                self._say(self.subject, self.names.ev(Ev.responseDate), typed(day, "date"))
            else:
                self._notice("bad-date", f"date {value.text[:40]!r} is no date", "write YYYY-MM-DD")
        for symbol in symbols_of(self.record).unread:
            self._notice("bad-symbol", f"project symbol {symbol[:40]!r} is of no known form", "write ETH/16/01/EUR")


def prose_fields(record: Record) -> Iterator[tuple[str, str]]:
    """Yield name and value of the fields that linking reads: the prose, then the evaluation's title."""
    keys = [*PROSE, "eval_title"] if record.kind != "evaluation" else ["eval_title"]
    for key in keys:
        for value in record.all(key):
            if not is_empty(value.text):
                yield field_name(key, value.position), value.text


def calendar_day(text: str) -> str:
    """Return the calendar day of a date with or without a time, or an empty text."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return ""
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""
