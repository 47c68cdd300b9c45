"""The SPARQL constraints of our own shapes as plain checks.

The query in the shape is the definition, and the reference runs it. An engine runs it once for every thing it aims
at, which takes longer than all other constraints together; here a thing is looked at in a few microseconds. A check
stands in for a shape only as long as the shape is the one that ships with `kg`; tests hold the results equal.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.terms import Term, iri, text_of
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kg.terms import Names
    from kg.validation.columns import Columns

    Check: TypeAlias = Callable[[Columns, Names, Collection[Term]], Iterator[tuple[Term, Term]]]
    """Focus nodes in, those at fault out, each with the value at fault."""

_BROADER: Final = iri(PREFIXES["skos"] + "broader")
_ENDED: Final = iri(PREFIXES["prov"] + "endedAtTime")
_XSD: Final = PREFIXES["xsd"]
_CAST: Final = ("", *(f"^^<{_XSD}{name}>" for name in ("integer", "decimal", "string")))

_FIELDS: Final = (
    " description=description context=context challenges=challenges success=successFactors comments=comments "
    "administrative_issues=administrativeIssues replication=replication cause_effect=causeEffect "
    "indicators=indicators links=links action_plan=actionPlan title=description eval_title=title "
)
"""Which property holds a field, as the query of ``MentionShape-quoted`` writes it."""

_PROSE: Final = frozenset(pair.partition("=")[2] for pair in _FIELDS.split())
_READ: Final = (
    Ev.hasMention, Ev.inField, Ev.start, Ev.end, Ev.surface, Ev.sourceField, Ev.key, Ev.lexicalValue, Ev.coversCountry,
    Ev.coversRegion, Ev.inRegion, Ev.carriedOutBy, Ev.involvesOrganization, Ev.responseDate,
)  # fmt: skip


def reads(predicate: Term, names: Names) -> bool:
    """Tell whether a check reads this property."""
    return (
        predicate in {_ENDED, _BROADER}
        or predicate in {names.ev(term) for term in _READ}
        or _local_name(predicate) in _PROSE
    )


def misquoted_mentions(data: Columns, names: Names, mentions: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each mention whose words do not stand between its start and its end, and those words.

    A mention that states two starts is wrong as soon as one of them is.
    """
    texts = _Texts(data, names)
    fields, starts, ends, surfaces = (data.of(names.ev(term)) for term in (Ev.inField, Ev.start, Ev.end, Ev.surface))
    for mention in mentions:
        for surface in surfaces.get(mention, ()):
            text = _str(surface)
            places = product(fields.get(mention, ()), starts.get(mention, ()), ends.get(mention, ()))
            if text is not None and any(not texts.quote(text, mention, *place) for place in places):
                yield mention, surface


def countries_elsewhere(data: Columns, names: Names, evaluations: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each evaluation that states regions, but not the one of a country that it covers, and that country."""
    everywhere = names.thing("region", "inter-regional")
    stated, regions = data.of(names.ev(Ev.coversRegion)), data.of(names.ev(Ev.inRegion))
    for evaluation, countries in data.of(names.ev(Ev.coversCountry)).items():
        held = stated.get(evaluation, [])
        if evaluation in evaluations and held and everywhere not in held:
            for country in countries:
                if any(region not in held for region in regions.get(country, ())):
                    yield evaluation, country


def uninvolved_carriers(data: Columns, names: Names, programmes: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each programme that an organization carries out without being involved, and the organization."""
    involved = data.of(names.ev(Ev.involvesOrganization))
    for programme, carriers in data.of(names.ev(Ev.carriedOutBy)).items():
        if programme in programmes:
            yield from ((programme, each) for each in carriers if each not in involved.get(programme, ()))


def dates_to_come(data: Columns, names: Names, recommendations: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each recommendation with a response dated after the day of the last build, and that date."""
    ended = data.of(_ENDED)
    moments = (_str(moment) for build in data.typed(names.ev(EvClass.Build)) for moment in ended.get(build, ()))
    last = max((moment[:10] for moment in moments if moment is not None), default=None)
    if last is None:
        return
    for recommendation, dates in data.of(names.ev(Ev.responseDate)).items():
        if recommendation in recommendations:
            yield from ((recommendation, date) for date in dates if (_str(date) or "") > last)


def broader_cycles(data: Columns, _: Names, concepts: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each concept from which broader ones lead back to it, and the first of these."""
    broader = data.of(_BROADER)
    for concept, wider in broader.items():
        if concept in concepts:
            yield from ((concept, each) for each in wider if concept in _reached(each, broader))


def _reached(start: Term, column: Mapping[Term, list[Term]]) -> set[Term]:
    """Return a thing and all to which a property leads from it, in any number of steps."""
    seen, waiting = {start}, [start]
    while waiting:
        steps = set(column.get(waiting.pop(), ())) - seen
        seen |= steps
        waiting.extend(steps)
    return seen


DIRECT: Final[Mapping[str, Check]] = {
    "MentionShape-quoted": misquoted_mentions,
    "EvaluationShape-regionOfCountry": countries_elsewhere,
    "ProgrammeShape-carriedOutByInvolved": uninvolved_carriers,
    "RecommendationShape-responseDatePast": dates_to_come,
    "ConceptShape-broaderCycle": broader_cycles,
}
"""Checks by the local name of the shape they stand in for."""


@dataclass(slots=True)
class _Texts:
    """What the fields of records read, as the graph tells it."""

    data: Columns
    names: Names
    _records: dict[Term, list[Term]] = field(init=False)
    _known: dict[tuple[Term, Term], tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._records = defaultdict(list)
        for record, mentions in self.data.of(self.names.ev(Ev.hasMention)).items():
            for mention in mentions:
                self._records[mention].append(record)

    def quote(self, text: str, mention: Term, name: Term, start: Term, end: Term) -> bool:
        """Tell whether a text stands at a start and end of a field of the mention's records."""
        first, last = _whole(start), _whole(end)
        if not name.startswith('"') or first is None or last is None or not 0 <= first < last:
            return False
        part = slice(first, last)
        return any(
            text == whole[part] for record in self._records.get(mention, ()) for whole in self._texts(record, name)
        )

    def _texts(self, record: Term, name: Term) -> tuple[str, ...]:
        found = self._known.get((record, name))
        if found is None:
            found = self._known[record, name] = tuple(self._read(record, name))
        return found

    def _read(self, record: Term, name: Term) -> Iterator[str]:
        """Yield the values of the properties that hold the field, and what the page states beside them."""
        is_string = "^^" not in name[name.rindex('"') :]
        for predicate in self.data.predicates if is_string else ():
            if f" {text_of(name)}={_local_name(predicate)} " in _FIELDS:
                yield from _literals(self.data.of(predicate).get(record, ()))
        keys, values = self.data.of(self.names.ev(Ev.key)), self.data.of(self.names.ev(Ev.lexicalValue))
        for source in self.data.of(self.names.ev(Ev.sourceField)).get(record, ()):
            if name in keys.get(source, ()):
                yield from _literals(values.get(source, ()))


def _literals(terms: Iterable[Term]) -> Iterator[str]:
    return (text_of(term) for term in terms if term.startswith('"'))


def _local_name(predicate: Term) -> str:
    """Return what stands behind the last ``#`` or ``/`` of an IRI."""
    return predicate[max(predicate.rfind("#"), predicate.rfind("/")) + 1 : -1]


def _str(term: Term) -> str | None:
    """Return what ``STR`` of SPARQL gives; `None` for a blank node, which has no text."""
    return None if term.startswith("_:") else text_of(term)


@lru_cache(maxsize=1 << 16)
def _whole(term: Term) -> int | None:
    """Return a literal as ``xsd:integer`` casts it, `None` where it cannot be cast."""
    if term.startswith('"') and term[term.rindex('"') + 1 :] in _CAST:
        with suppress(ArithmeticError, ValueError):
            return int(Decimal(text_of(term)))
    return None
