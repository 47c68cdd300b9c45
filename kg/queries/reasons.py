"""Why a statement is in the graph where no words of the prose show it: what a page states, and what follows from it.

`kg.queries.evidence` shows the words behind a link; this module tells the rest, in en, es or fr. A reason names the
records it rests on, so that whoever doubts it can read their pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ConfigError, Location
from kg.linking.fields import languages_of_fields
from kg.linking.titles import read_title
from kg.mapping.programmes import CARRYING_OUT
from kg.mapping.restore import restored_values
from kg.mapping.statements import prose_fields
from kg.mapping.symbols import symbols_of
from kg.records import Record
from kg.reference import load_reference
from kg.store.triples import triples_of_graph
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.terms import Names

_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_LANGUAGE: Final = PREFIXES["dcterms"] + "language"
_PAGE: Final = PREFIXES["foaf"] + "isPrimaryTopicOf"
_ROLE: Final = PREFIXES["prov"] + "hadRole"
_UNIT_OF: Final = PREFIXES["org"] + "unitOf"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    Ev.coversCountry: ("country",),
    Ev.coversRegion: ("region", "country"),
    Ev.hasTheme: ("theme",),
    Ev.inCategory: ("theme", "category"),
    Ev.managementResponse: ("management_response",),
    Ev.progress: ("progress",),
    Ev.informationSource: ("information_source",),
    Ev.adminUnit: ("admin_units",),
    Ev.projectSymbol: ("project_symbols",),
}
"""Property -> the keys of the page that state it."""

_TITLE_CODES: Final = frozenset({Ev.timing, Ev.natureOfEvaluation, Ev.evaluationScope})
_CROSSING: Final = frozenset({EvClass.CrossCountryProgramme, EvClass.RegionalProgramme})
_UN: Final = "code/organization-kind/igo-un-"
_SHOWN: Final = 40
"""Values and labels that a sentence names at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for one statement.

    Attributes
    ----------
    reason
        Which sort of reason, as in ``reasons.tsv``.
    subject, predicate, object
        IRIs of the statement.
    text
        The reason as a sentence, without a full stop.
    records, pages
        IRIs of the records it rests on, sorted, and the addresses of their pages.
    """

    reason: str
    subject: str
    predicate: str
    object: str
    text: str
    records: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def reasons(store: ox.Store, names: Names, things: Sequence[str], *, language: str = "en") -> list[Reason]:
    """Return why the statements between two things are there, or why one thing has its classes.

    Parameters
    ----------
    store, names
        The graph.
    things
        IRIs: one thing, or the two ends of a statement in either order.
    language
        Of the sentences and labels: en, es or fr.

    Returns
    -------
    list of Reason
        By predicate, the reasons of each statement; empty where words of the prose are all the reason there is.
    """
    reader = _Reader(store, names, language)
    pairs = [(things[0], None)] if len(things) == 1 else [(things[0], things[1]), (things[1], things[0])]
    merged: dict[tuple[str, ...], Reason] = {}
    for subject, object_ in pairs:
        for one in reader.of(subject, object_):
            key = (one.reason, one.subject, one.predicate, one.object, one.text)
            held = merged.get(key)
            merged[key] = one if held is None else _together(held, one)
    return list(merged.values())


def _together(one: Reason, other: Reason) -> Reason:
    """Return one reason for what several records show alike."""
    return replace(
        one,
        records=tuple(sorted({*one.records, *other.records})),
        pages=tuple(sorted({*one.pages, *other.pages})),
    )


def method_words(method: str, language: str) -> str:
    """Return a method of linking in words, the method itself if it is unknown.

    Examples
    --------
    >>> method_words("lexicon:country", "es")
    'el nombre de un país'
    """
    table = _words("methods.tsv")
    fitting = [key for key in table if method.startswith(key)]
    return table[max(fitting, key=len)][language] if fitting else method


@cache
def _words(table: str) -> dict[str, dict[str, str]]:
    """Return the sentences of a table by key and language."""
    lines = files("kg.queries").joinpath(table).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    rows = (line.split("\t") for line in lines[1:] if line and not line.startswith("#"))
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


class _Reader:
    """Walks one store and says what it finds."""

    def __init__(self, store: ox.Store, names: Names, language: str) -> None:
        if language not in _words("reasons.tsv")["stated"]:
            raise ConfigError(f"no reasons are told in {language!r}", hint="choose en, es or fr")
        self._store, self._names, self._language = store, names, language
        self._reference = load_reference(names.base)
        self._def = names.ev("")[1:-1]

    def of(self, subject: str, object_: str | None) -> Iterator[Reason]:
        """Yield the reasons of the statements between two things, or of the classes of one."""
        predicate = None if object_ is not None else ox.NamedNode(_RDF_TYPE)
        end = ox.NamedNode(object_) if object_ is not None else None
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), predicate, end, ox.DefaultGraph())
        for quad in sorted(quads, key=lambda each: (each.predicate.value, str(each.object))):
            if isinstance(quad.object, ox.NamedNode):
                yield from self._statement(subject, quad.predicate.value, quad.object.value)

    def _statement(self, subject: str, predicate: str, object_: str) -> Iterator[Reason]:
        parts = self._parts(subject, predicate, object_)
        local = predicate.removeprefix(self._def)
        statement = (subject, predicate, object_)
        if "reference" in parts:
            yield self._say("vocabulary", statement)
        if "record" in parts:
            yield from self._stated(statement, parts["record"])
        if "linked" in parts and local in _TITLE_CODES:
            yield from self._of_title(statement, parts["linked"])
        if "linked" in parts and predicate == _LANGUAGE:
            yield from self._of_language(statement, parts["linked"])
        if "inferred" in parts:
            yield from self._inferred(statement, local)

    def _parts(self, subject: str, predicate: str, object_: str) -> dict[str, list[tuple[str, ...]]]:
        """Return by part of the graph the records (kind and number) whose graph states it."""
        found: dict[str, list[tuple[str, ...]]] = {}
        prefix = f"{self._names.base}graph/"
        pattern = (ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object_))
        for quad in self._store.quads_for_pattern(*pattern, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(prefix):
                part, *key = quad.graph_name.value.removeprefix(prefix).split("/")
                found.setdefault(part, []).append(tuple(key))
        return {part: sorted(keys) for part, keys in found.items()}

    def _stated(self, statement: tuple[str, str, str], keys: list[tuple[str, ...]]) -> Iterator[Reason]:
        local = statement[1].removeprefix(self._def)
        for key in keys:
            if local in _KEYS:
                values = self._values(key, _KEYS[local], statement[2])
                if values:
                    yield self._say("stated", statement, [key], values=values)
            elif statement[1] == _RDF_TYPE or statement[1] == _PAGE:
                page = self._page(statement[0])
                if page:
                    yield self._say("address", statement, [key], page=page)
            elif statement[1] == _UNIT_OF:
                yield self._say("unit", statement, [key])
            elif local in (Ev.hasFinding, Ev.findingOf):
                yield self._say("same-page", statement, [key])

    def _of_title(self, statement: tuple[str, str, str], keys: list[tuple[str, ...]]) -> Iterator[Reason]:
        for key in keys:
            title = self._record(key).first("eval_title")
            project = read_title(title).project
            words = " ".join(title.replace(project, " ").split()).strip(" -–") if project else title
            yield self._say("title", statement, [key], words=words or title)

    def _of_language(self, statement: tuple[str, str, str], keys: list[tuple[str, ...]]) -> Iterator[Reason]:
        for key in keys:
            told, _ = languages_of_fields(dict(prose_fields(self._record(key))))
            fields = ", ".join(f"{one.field}: {one.language} {one.probability:g}" for one in told)
            yield self._say("language", statement, [key], fields=fields)

    def _inferred(self, statement: tuple[str, str, str], local: str) -> Iterator[Reason]:
        subject, predicate, object_ = statement
        class_ = object_.removeprefix(self._def)
        if predicate == _RDF_TYPE and class_ == EvClass.LocalOrganization:
            yield self._say("local", statement)
        elif predicate == _RDF_TYPE and class_ == EvClass.Programme:
            evaluations = ", ".join(one.rpartition("/")[2] for one in self._evaluations(subject))
            yield self._say("programme", statement, evaluations=evaluations)
        elif (predicate == _RDF_TYPE and class_ in _CROSSING) or local == Ev.geographicScope:
            yield from self._crossing(statement)
        elif predicate == _RDF_TYPE and class_ == EvClass.JointProgramme:
            yield from self._joint(statement)
        elif local in (Ev.coversCountry, Ev.coversRegion):
            yield from self._covering(statement, local)
        elif local == Ev.evaluates:
            yield from self._evaluated(statement)
        elif local in (Ev.participation, Ev.involvesOrganization, Ev.carriedOutBy):
            yield from self._taking_part(statement, local)
        elif predicate == _ROLE:
            confidence = min(self._literals(subject, self._ev(Ev.confidence)), default="")
            yield self._say("role", statement, role=self._label(object_), confidence=confidence)
        elif predicate == PREFIXES["dcterms"] + "isReplacedBy":
            yield self._say("renamed", statement)

    def _crossing(self, statement: tuple[str, str, str]) -> Iterator[Reason]:
        """Yield what makes a programme cross countries: their number, and declarations."""
        evaluations = [statement[0]] if "/evaluation/" in statement[0] else self._evaluations(statement[0])
        code = statement[2].rpartition("/")[2]
        is_declared = code in ("regional", "inter-regional") or statement[2].endswith(EvClass.RegionalProgramme)
        covered = {one for each in evaluations for one in self._objects(each, self._ev(Ev.coversCountry))}
        keys = self._records_of(evaluations)
        labels = "; ".join(sorted(map(self._label, covered))[:_SHOWN])
        if not is_declared and covered:
            reason = "countries" if len(covered) > 1 else "one-country"
            if reason == "countries" or code == "national":
                yield self._say(reason, statement, keys, count=str(len(covered)), countries=labels)
        if is_declared or statement[2].endswith(EvClass.CrossCountryProgramme):
            for key in keys:
                values = [text for text in self._record(key).all("country") if self._is_declaration(text.text)]
                if values:
                    shown = "; ".join(f"country: {value.text}" for value in values)
                    yield self._say("declared", statement, [key], values=shown)

    def _is_declaration(self, text: str) -> bool:
        """Tell whether a value of ``country`` names a region or none: ``Americas - regional``."""
        return self._reference.find("country", text) is None and "region" in text.casefold()

    def _joint(self, statement: tuple[str, str, str]) -> Iterator[Reason]:
        bodies = set()
        for participation in self._objects(statement[0], self._ev(Ev.participation)):
            role = min(self._objects(participation, _ROLE), default="")
            if role.endswith("/implementing"):
                bodies |= {
                    one
                    for one in self._objects(participation, PREFIXES["prov"] + "agent")
                    if self._is_united_nations(one)
                }
        if len(bodies) > 1:
            organizations = "; ".join(sorted(map(self._label, bodies)))
            yield self._say("joint", statement, count=str(len(bodies)), organizations=organizations)
        if any("/id/mention/" in one for one in self._objects(statement[0], PREFIXES["prov"] + "wasDerivedFrom")):
            yield self._say("called-joint", statement)

    def _covering(self, statement: tuple[str, str, str], local: str) -> Iterator[Reason]:
        for evaluation in self._evaluations(statement[0]):
            parts = self._parts(evaluation, statement[1], statement[2])
            for key in parts.get("record", []):
                values = self._values(key, _KEYS[local], statement[2])
                number = evaluation.rpartition("/")[2]
                yield self._say("covers", statement, [key], evaluation=number, values=values)

    def _evaluated(self, statement: tuple[str, str, str]) -> Iterator[Reason]:
        number = statement[0].rpartition("/")[2]
        held = self._literals(statement[2], self._ev(Ev.projectSymbol))
        keys = self._records_of([statement[0]])
        if not held:
            yield self._say("alone", statement, keys, evaluation=number)
        for key in keys:
            symbols = [one.text for one in symbols_of(self._record(key)).read if one.text in held]
            if symbols:
                yield self._say("symbol", statement, [key], evaluation=number, symbol="; ".join(symbols))

    def _taking_part(self, statement: tuple[str, str, str], local: str) -> Iterator[Reason]:
        """Yield the roles behind a participation; the words that show them are evidence."""
        held = {statement[2]} if local == Ev.participation else self._objects(statement[0], self._ev(Ev.participation))
        for participation in sorted(held):
            if local != Ev.participation and statement[2] not in self._objects(
                participation, PREFIXES["prov"] + "agent"
            ):
                continue
            for role in self._objects(participation, _ROLE):
                if local == Ev.carriedOutBy and role.rpartition("/")[2] not in CARRYING_OUT:
                    continue
                confidence = min(self._literals(participation, self._ev(Ev.confidence)), default="")
                yield self._say("role", statement, role=self._label(role), confidence=confidence)

    def _say(
        self, reason: str, statement: tuple[str, str, str], keys: Sequence[tuple[str, ...]] = (), **filled: str
    ) -> Reason:
        records = tuple(self._names.thing_iri(*key) for key in keys)
        pages = tuple(dict.fromkeys(page for record in records if (page := self._page(record))))
        text = _words("reasons.tsv")[reason][self._language].format(**filled)
        subject, predicate, object_ = statement
        return Reason(
            reason=reason,
            subject=subject,
            predicate=predicate,
            object=object_,
            text=text,
            records=records,
            pages=pages,
        )

    def _values(self, key: tuple[str, ...], wanted: Sequence[str], object_: str) -> str:
        """Return the values of the page under some keys; of places, those that stand for the object."""
        record = self._record(key)
        held = [(one, value.text) for one in wanted for value in record.all(one) if value.text.strip()]
        kind = "country" if "/id/country/" in object_ else "region" if "/id/region/" in object_ else ""
        if kind:
            named = [
                (one, text)
                for one, text in held
                if (entity := self._reference.find("country" if kind == "country" else "region", text)) is not None
                and object_.endswith(f"/id/{entity.path}")
            ]
            held = named or held
        return "; ".join(dict.fromkeys(f"{one}: {text}" for one, text in held[:_SHOWN]))

    def _record(self, key: tuple[str, ...]) -> Record:
        kind, number = key
        triples = triples_of_graph(self._store, self._names.graph("record", kind, number))
        values = restored_values(kind, number, triples, self._reference)
        evaluation = next((value.text for value in values if value.key == "eval_number"), number)
        return Record(
            kind=kind,  # type: ignore[arg-type]  # it is the name of a named graph that we wrote
            number=number,
            evaluation_number=evaluation,
            values=values,
            at=Location("graph"),
        )

    def _records_of(self, evaluations: Sequence[str]) -> list[tuple[str, ...]]:
        """Return kind and number of the records of some evaluations, sorted."""
        prefix = f"{self._names.base}id/"
        keys: set[tuple[str, ...]] = set()
        for evaluation in evaluations:
            findings = self._objects(evaluation, self._ev(Ev.hasFinding))
            for thing in findings or {evaluation}:
                keys.add(tuple(thing.removeprefix(prefix).split("/")))
        return sorted(keys)

    def _evaluations(self, programme: str) -> list[str]:
        quads = self._store.quads_for_pattern(
            None, ox.NamedNode(self._ev(Ev.evaluates)), ox.NamedNode(programme), ox.DefaultGraph()
        )
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})

    def _is_united_nations(self, organization: str) -> bool:
        entity = self._reference.entities.get(organization.partition("/id/")[2])
        return entity is not None and any(kind.startswith(_UN) for kind in entity.within)

    def _label(self, iri: str) -> str:
        labels: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(_LABEL), None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.Literal):
                labels[quad.object.language or ""] = quad.object.value
        return labels.get(self._language) or labels.get("en") or self._names.compress(iri)

    def _page(self, record: str) -> str:
        return min(self._objects(record, _PAGE), default="")

    def _ev(self, local_name: str) -> str:
        return self._def + local_name

    def _objects(self, subject: str, predicate: str) -> set[str]:
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}

    def _literals(self, subject: str, predicate: str) -> set[str]:
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
