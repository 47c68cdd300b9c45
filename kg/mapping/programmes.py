"""Summaries of records -> programmes: what follows only from several records together.

Evaluations that share a project symbol evaluate one programme; its countries,
organizations and roles are gathered over all of them before anything is counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.linking.titles import read_title
from kg.mapping.donors import donor_mentions
from kg.mapping.linked import mention_term
from kg.mapping.local import LocalSign, describe_local, local_signs
from kg.mapping.places import coverage_of
from kg.mapping.symbols import symbols_of
from kg.terms import RDF_TYPE, decimal, iri, literal
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.model import Links
    from kg.records import Record
    from kg.reference import Reference
    from kg.terms import Term, Triple

_DCTERMS: Final = PREFIXES["dcterms"]
_PROV: Final = PREFIXES["prov"]
_JOINT: Final = "code/programme-form/joint"
_TARGET_USERS_BOX: Final = "field:comments"
"""How linking finds target users: ``comments`` is their box on lessons, and a free remark elsewhere."""

_EVALUATION: Final = "eval-"
"""Begins the key of a programme that has no symbol; no symbol begins so."""

_INTER_REGIONAL: Final = "region/inter-regional"
CARRYING_OUT: Final = frozenset({"implementing", "partner"})
"""Roles that mean carrying a programme out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSign:
    """An organization in a role, as one mention shows it: paths of both, the mention's IRI."""

    organization: str
    role: str
    confidence: float
    mention: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the derivation of programmes needs of one record, and nothing more.

    Attributes
    ----------
    evaluation
        Number of the evaluation.
    title, language
        The evaluation's title as this record states it, and its language.
    countries, regions, declared
        Paths, see `Coverage`.
    symbols
        Project symbols.
    roles
        Signs of roles.
    joint
        IRIs of the mentions that call the programme a joint one.
    local
        Bodies that no vocabulary lists.
    """

    evaluation: str
    title: str
    language: str
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    declared: tuple[str, ...]
    symbols: tuple[str, ...]
    roles: tuple[RoleSign, ...]
    joint: tuple[Term, ...]
    local: tuple[LocalSign, ...] = ()


def summarise(record: Record, links: Links, reference: Reference) -> Summary:
    """Return what a record adds to its programme."""
    names = reference.names
    coverage = coverage_of(record, reference)
    languages = {each.field: each.language for each in links.fields}
    signs = [
        RoleSign(
            organization=sign.target,
            role=sign.role,
            confidence=sign.confidence,
            mention=mention_term(record, sign.mention, names),
        )
        for sign in links.roles
        if record.kind == "lesson" or sign.method != _TARGET_USERS_BOX
    ]
    signs.extend(
        RoleSign(
            organization=path, role="donor", confidence=mention.confidence, mention=mention_term(record, mention, names)
        )
        for mention, path in donor_mentions(record, reference)
    )
    return Summary(
        evaluation=record.evaluation_number,
        title=record.first("eval_title"),
        language=languages.get("eval_title", links.language),
        countries=coverage.countries,
        regions=coverage.regions,
        declared=coverage.declared,
        symbols=tuple(dict.fromkeys(symbol.text for symbol in symbols_of(record).read)),
        roles=tuple(signs),
        joint=tuple(mention_term(record, mention, names) for mention in links.mentions if mention.target == _JOINT),
        local=local_signs(record, links),
    )


def derive(summaries: Iterable[Summary], reference: Reference) -> Iterator[Triple]:
    """Yield the triples of ``graph/inferred``; the order of the summaries does not matter.

    Parameters
    ----------
    summaries
        One a record, of all records of the graph.
    reference
        The vocabularies.

    Yields
    ------
    Triple
        Programmes with their evaluations, coverage, participations and classes, sorted by programme; then the
        bodies that no vocabulary lists.
    """
    by_evaluation: dict[str, list[Summary]] = defaultdict(list)
    for summary in summaries:
        by_evaluation[summary.evaluation].append(summary)
    bonds = ((number, summary.symbols) for number, parts in by_evaluation.items() for summary in parts)
    for programme in sorted(join(bonds), key=lambda each: each.key):
        own = (summary for number in programme.evaluations for summary in by_evaluation[number])
        yield from derive_programme(programme, own, reference)
    everything = chain.from_iterable(by_evaluation.values())
    yield from describe_local((sign for summary in everything for sign in summary.local), reference)


def derive_programme(programme: Programme, summaries: Iterable[Summary], reference: Reference) -> Iterator[Triple]:
    """Yield what follows of one programme.

    Parameters
    ----------
    programme
        The programme.
    summaries
        Those of the records of its evaluations, and no others.
    reference
        The vocabularies.
    """
    yield from _Derivation(programme, summaries, reference).triples()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Evaluations that belong together.

    Attributes
    ----------
    evaluations
        Their numbers, sorted.
    symbols
        Their project symbols, sorted.
    """

    evaluations: tuple[str, ...]
    symbols: tuple[str, ...]

    @property
    def key(self) -> str:
        """The first project symbol in sorted order, else the smallest evaluation number."""
        return self.symbols[0] if self.symbols else f"{_EVALUATION}{self.evaluations[0]}"


def join(bonds: Iterable[tuple[str, Iterable[str]]]) -> list[Programme]:
    """Join the evaluations that share a project symbol, by disjoint sets; in no order.

    Parameters
    ----------
    bonds
        Number of an evaluation and project symbols that a record of it states; the same may come again.
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for evaluation, symbols in bonds:
        own = root(f"{_EVALUATION}{evaluation}")
        for symbol in symbols:
            parent[root(symbol)] = own
            own = root(own)
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for node in parent:
        is_evaluation = node.startswith(_EVALUATION)
        found[root(node)][not is_evaluation].append(node[len(_EVALUATION) :] if is_evaluation else node)
    return [
        Programme(evaluations=tuple(sorted(evaluations, key=_number)), symbols=tuple(sorted(symbols)))
        for evaluations, symbols in found.values()
    ]


def _number(text: str) -> tuple[int, str]:
    return int(text), text


class _Derivation:
    """The triples of one programme."""

    def __init__(self, programme: Programme, summaries: Iterable[Summary], reference: Reference) -> None:
        self.programme, self.reference, self.names = programme, reference, reference.names
        self.term = self._term(programme.key)
        self.evaluations: dict[str, list[Summary]] = {number: [] for number in programme.evaluations}
        for summary in summaries:
            self.evaluations[summary.evaluation].append(summary)

    def triples(self) -> Iterator[Triple]:
        """Yield them: the programme, its evaluations, its participations."""
        summaries = [summary for parts in self.evaluations.values() for summary in parts]
        yield from self._identity()
        yield from self._classes(summaries)
        yield from self._coverage(self.term, summaries)
        yield from self._titles(summaries)
        for number, parts in self.evaluations.items():
            evaluation = self.names.thing("evaluation", number)
            yield evaluation, self.names.ev(Ev.evaluates), self.term
            for scope in _scopes(parts):
                code = self.names.concept(f"code/geographic-scope/{scope}")
                yield evaluation, self.names.ev(Ev.geographicScope), code
        yield from self._participations(summaries)
        yield from self._former_names()

    def _term(self, key: str) -> Term:
        return self.names.thing("programme", key.replace("/", "-"))

    def _path(self, path: str) -> Term:
        return self.names.concept(path)

    def _identity(self) -> Iterator[Triple]:
        yield self.term, iri(_DCTERMS + "identifier"), literal(self.programme.key)
        for symbol in self.programme.symbols:
            yield self.term, self.names.ev(Ev.projectSymbol), literal(symbol)

    def _classes(self, summaries: list[Summary]) -> Iterator[Triple]:
        names = self.names
        countries = {path for summary in summaries for path in summary.countries}
        declared = {path for summary in summaries for path in summary.declared}
        yield self.term, RDF_TYPE, names.ev(EvClass.Programme)
        if declared or len(countries) > 1:
            yield self.term, RDF_TYPE, names.ev(EvClass.CrossCountryProgramme)
        if declared:
            yield self.term, RDF_TYPE, names.ev(EvClass.RegionalProgramme)
        called = sorted({mention for summary in summaries for mention in summary.joint})
        if called or len(self._united_nations_implementers(summaries)) > 1:
            yield self.term, RDF_TYPE, names.ev(EvClass.JointProgramme)
        for mention in called:
            yield self.term, iri(_PROV + "wasDerivedFrom"), mention

    def _united_nations_implementers(self, summaries: list[Summary]) -> set[str]:
        """Return the UN bodies that carry the programme out; the Office is the ILO's."""
        return {
            "organization/ilo" if sign.organization == "organization/ilo-office" else sign.organization
            for summary in summaries
            for sign in summary.roles
            if sign.role == "implementing" and self._is_united_nations(sign.organization)
        }

    def _is_united_nations(self, path: str) -> bool:
        entity = self.reference.entities.get(path)
        return entity is not None and any(kind.startswith("code/organization-kind/igo-un-") for kind in entity.within)

    def _coverage(self, subject: Term, summaries: list[Summary]) -> Iterator[Triple]:
        names = self.names
        for path in sorted({path for summary in summaries for path in summary.countries}):
            yield subject, names.ev(Ev.coversCountry), self._path(path)
        for path in sorted({path for summary in summaries for path in summary.regions}):
            yield subject, names.ev(Ev.coversRegion), self._path(path)
        for scope in _scopes(summaries):
            yield subject, names.ev(Ev.geographicScope), names.concept(f"code/geographic-scope/{scope}")

    def _titles(self, summaries: list[Summary]) -> Iterator[Triple]:
        """Yield one title a language: the project's name, whole ones before cut ones, earlier evaluations first."""
        chosen: dict[str, tuple[bool, tuple[int, str], str]] = {}
        for summary in summaries:
            if summary.title:
                reading = read_title(summary.title)
                rank = (reading.truncated, _number(summary.evaluation), reading.project)
                chosen[summary.language] = min(chosen.get(summary.language, rank), rank)
        for language, (_, _, project) in sorted(chosen.items()):
            yield self.term, iri(_DCTERMS + "title"), literal(project[:1].upper() + project[1:], language)

    def _participations(self, summaries: list[Summary]) -> Iterator[Triple]:
        names = self.names
        signs: dict[tuple[str, str], list[RoleSign]] = defaultdict(list)
        for summary in summaries:
            for sign in summary.roles:
                signs[sign.organization, sign.role].append(sign)
        programme_key = self.programme.key.replace("/", "-")
        for (organization, role), found in sorted(signs.items()):
            term = names.thing("participation", programme_key, organization.rpartition("/")[2], role)
            agent = self._path(organization)
            yield self.term, names.ev(Ev.participation), term
            yield self.term, names.ev(Ev.involvesOrganization), agent
            if role in CARRYING_OUT:
                yield self.term, names.ev(Ev.carriedOutBy), agent
            yield term, RDF_TYPE, names.ev(EvClass.Participation)
            yield term, iri(_PROV + "agent"), agent
            yield term, iri(_PROV + "hadRole"), names.concept(f"code/role/{role}")
            yield term, names.ev(Ev.confidence), decimal(max(sign.confidence for sign in found))
            for mention in sorted({sign.mention for sign in found}):
                yield term, iri(_PROV + "wasDerivedFrom"), mention

    def _former_names(self) -> Iterator[Triple]:
        """Yield the names under which fewer records would have shown the programme.

        A symbol that arrives later renames it; told for every such name, the result does not
        depend on the order in which the records came.
        """
        keys = {f"{_EVALUATION}{number}" for number in self.programme.evaluations} | set(self.programme.symbols)
        for key in sorted(keys - {self.programme.key}):
            yield self._term(key), iri(_DCTERMS + "isReplacedBy"), self.term


def _scopes(summaries: list[Summary]) -> list[str]:
    """Return the geographic scopes that hold, sorted: a declaration outranks a single country."""
    countries = {path for summary in summaries for path in summary.countries}
    declared = {path for summary in summaries for path in summary.declared}
    scopes = {"inter-regional" if path == _INTER_REGIONAL else "regional" for path in declared}
    if len(countries) > 1:
        scopes.add("multi-country")
    elif countries and not scopes:
        scopes.add("national")
    return sorted(scopes)
