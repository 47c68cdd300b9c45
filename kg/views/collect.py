"""A stored graph -> what the picture of the programmes shows, by the queries in ``sparql/``."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.mapping.properties import PROSE
from kg.terms import is_web_address
from kg.views.lettering import excerpt
from kg.views.model import (
    Country,
    Evaluation,
    Evidence,
    Finding,
    FindingKind,
    Involvement,
    Organization,
    Programme,
    ProgrammeMap,
    Region,
    Role,
    Theme,
)
from kg.vocabulary import DEFAULT_BASE, PREFIXES, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.terms import Names

QUOTE_LENGTH: Final = 400
MOST_PROGRAMMES: Final = 250

_KINDS: Final[dict[str, FindingKind]] = {
    EvClass.LessonLearned: "lesson",
    EvClass.GoodPractice: "practice",
    EvClass.Recommendation: "recommendation",
}
_KIND_ORDER: Final = ("lesson", "practice", "recommendation")

Row = dict[str, str]
"""A solution: text of each bound variable; ``<variable>@`` holds the language of a literal."""

_Titles = defaultdict[str, set[tuple[str, str]]]


def collect_programmes(
    store: ox.Store,
    names: Names,
    *,
    language: str = "en",
    cross_country_only: bool = True,
    limit: int = MOST_PROGRAMMES,
) -> ProgrammeMap:
    """Return the programmes of a graph with all that the picture shows of them.

    Parameters
    ----------
    store
        A dataset whose default graph is the union of its named graphs.
    names
        The base of its IRIs.
    language
        ISO 639-1 code of the labels; a thing without a label in it is shown by its English one.
    cross_country_only
        Whether programmes of one country are left out.
    limit
        How many programmes are taken at most: those that join the most countries, then those with the most findings.

    Returns
    -------
    ProgrammeMap
        Sorted, so that equal graphs give equal maps. An address that is not http(s) comes back empty.
    """
    reader = _Reader(store, names, language, "CrossCountryProgramme" if cross_country_only else "Programme")
    programmes = reader.programmes()
    ranked = sorted(programmes, key=lambda one: (-len(one.countries), -len(one.findings), one.iri))
    drawn = tuple(sorted(ranked[:limit], key=lambda one: one.iri))
    return ProgrammeMap(
        language=language,
        programmes=drawn,
        countries=reader.countries(drawn),
        regions=reader.regions(drawn),
        organizations=reader.organizations(drawn),
        themes=reader.themes(drawn),
        total=len(programmes),
        base=names.base,
        cross_country_only=cross_country_only,
    )


@cache
def _query_text(name: str) -> str:
    return files("kg.views").joinpath("sparql", f"{name}.rq").read_text(encoding="utf-8")


def _rows(store: ox.Store, names: Names, name: str, **bindings: str) -> Iterator[Row]:
    """Run a query of ``sparql/`` over the default graph, the union of all; `bindings` are IRIs by variable."""
    query = _query_text(name).replace(f"{DEFAULT_BASE}def#", f"{names.base}def#")
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(variable): ox.NamedNode(iri) for variable, iri in bindings.items()
    }
    solutions = store.query(query, substitutions=substitutions)
    assert isinstance(solutions, ox.QuerySolutions)  # every query there is a SELECT
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row: Row = {}
        for variable, term in zip(variables, solution, strict=True):
            if term is None:
                continue
            row[variable] = term.value
            if isinstance(term, ox.Literal):
                row[f"{variable}@"] = (term.language or "").partition("-")[0]
        yield row


def _tail(iri: str) -> str:
    """Return the last part of an IRI: the code, slug or number it ends in."""
    return iri.rpartition("/")[2].rpartition("#")[2]


def _page(rows: Iterable[Row]) -> str:
    """Return the first web address among the pages of `rows`, empty when there is none."""
    return min((row["page"] for row in rows if is_web_address(row.get("page", ""))), default="")


def _grouped(rows: Iterable[Row], variable: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[variable]].append(row)
    return groups


def _likeness(row: Row) -> tuple[bool, int, str]:
    """Sort key of a thing's names: of several acronyms the one that its IRI is made from comes first, then the longest.

    The Economic Commission for Latin America goes by ECLAC (``organization/eclac``) and by UNECLAC.
    """
    folded = "".join(filter(str.isalnum, row["label"])).lower()
    return folded != _tail(row["thing"]).replace("-", ""), -len(row["label"]), row["label"]


class _Reader:
    """Asks a store all the queries about one class of programmes, and joins the answers by IRI."""

    def __init__(self, store: ox.Store, names: Names, language: str, programme_class: str) -> None:
        self.store, self.names, self.language = store, names, language

        def ask(name: str, class_: str = programme_class) -> Iterator[Row]:
            return _rows(store, names, name, **{"class": f"{names.base}def#{class_}"})

        self.heads = _grouped(ask("programmes"), "programme")
        self.places = _grouped(ask("places"), "programme")
        self.declared = _grouped(ask("declared", "RegionalProgramme"), "programme")
        self.region_names = {row["name"]: row["region"] for row in _rows(store, names, "regions")}
        self.parts = _grouped(ask("organizations"), "programme")
        self.evidence = _grouped(ask("evidence"), "participation")
        evaluations, findings = list(ask("evaluations")), list(ask("findings"))
        self.evaluations = _grouped(evaluations, "programme")
        self.findings = _grouped(findings, "evaluation")
        self.records = {**_grouped(evaluations, "evaluation"), **_grouped(findings, "finding")}
        self.subjects = _grouped(ask("subjects"), "finding")
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        self.acronyms: dict[str, dict[str, str]] = defaultdict(dict)
        for row in sorted(_rows(store, names, "labels"), key=_likeness):
            named = self.acronyms if row["acronym"] == "true" else self.labels
            named[row["thing"]].setdefault(row["label@"], row["label"])

    def programmes(self) -> list[Programme]:
        """Return all programmes in order of IRI."""
        return [self._programme(iri, self.heads[iri]) for iri in sorted(self.heads)]

    def _programme(self, iri: str, rows: list[Row]) -> Programme:
        places = self.places.get(iri, [])
        covered = {row["region"] for row in places if "country" not in row}
        declared = {self.region_names.get(row["value"], "") for row in self.declared.get(iri, [])}
        evaluations = self._evaluations(iri)
        findings = tuple(finding for one in evaluations for finding in self._findings(one.iri))
        return Programme(
            iri=iri,
            identifier=min((row["identifier"] for row in rows if "identifier" in row), default=_tail(iri)),
            titles=self._titles(rows, evaluations),
            cross_country=rows[0]["cross"] == "true",
            joint=rows[0]["joint"] == "true",
            regional=rows[0]["regional"] == "true",
            countries=tuple(sorted({row["country"] for row in places if "country" in row})),
            regions=tuple(sorted(covered)),
            declared_regions=tuple(sorted(declared & covered)),
            involvements=self._involvements(iri),
            themes=tuple(sorted({theme for finding in findings for theme in finding.themes})),
            evaluations=evaluations,
            findings=findings,
        )

    def _rank(self, title: tuple[str, str]) -> tuple[bool, bool, str]:
        """Sort key of a title: those in the asked language first, whole ones before those that were cut."""
        return title[1] != self.language, "..." in title[0], title[0]

    def _titles(self, rows: Iterable[Row], evaluations: Iterable[Evaluation]) -> tuple[tuple[str, str], ...]:
        """Return the titles of a programme, those of its evaluations where it has none of its own."""
        own = {(row["title"], row["title@"]) for row in rows if "title" in row}
        borrowed = {(one.title, one.language) for one in evaluations if one.title}
        return tuple(sorted(own or borrowed, key=self._rank))

    def _evaluations(self, programme: str) -> tuple[Evaluation, ...]:
        found = []
        for iri, rows in _grouped(self.evaluations.get(programme, []), "evaluation").items():
            titles = sorted({(row["title"], row["title@"]) for row in rows if "title" in row}, key=self._rank)
            title, language = titles[0] if titles else ("", "")
            number = min((row["number"] for row in rows if "number" in row), default=_tail(iri))
            timing = min((_tail(row["timing"]) for row in rows if "timing" in row), default="")
            found.append(
                Evaluation(iri=iri, number=number, title=title, language=language, timing=timing, page=_page(rows))
            )
        return tuple(sorted(found, key=lambda one: (len(one.number), one.number, one.iri)))

    def _findings(self, evaluation: str) -> list[Finding]:
        found = []
        for iri, rows in _grouped(self.findings.get(evaluation, []), "finding").items():
            texts = sorted({(row["text"], row["text@"]) for row in rows if "text" in row}, key=self._rank)
            whole, language = texts[0] if texts else ("", "")
            text, is_cut = excerpt(whole, QUOTE_LENGTH)
            subjects = self.subjects.get(iri, [])
            found.append(
                Finding(
                    iri=iri,
                    kind=_KINDS[_tail(rows[0]["type"])],
                    number=min((row["number"] for row in rows if "number" in row), default=_tail(iri)),
                    text=text,
                    is_cut=is_cut,
                    language=language,
                    evaluation=evaluation,
                    themes=tuple(sorted({row["theme"] for row in subjects if "theme" in row})),
                    organizations=tuple(sorted({row["organization"] for row in subjects if "organization" in row})),
                    page=_page(rows),
                )
            )
        return sorted(found, key=lambda one: (_KIND_ORDER.index(one.kind), len(one.number), one.number, one.iri))

    def _involvements(self, programme: str) -> tuple[Involvement, ...]:
        involvements = []
        for organization, rows in sorted(_grouped(self.parts.get(programme, []), "organization").items()):
            by_role = _grouped((row for row in rows if "role" in row), "role")
            roles = [
                Role(code=_tail(role), evidence=self._evidence({row["participation"] for row in by_role[role]}))
                for role in sorted(by_role)
            ]
            involvements.append(Involvement(organization=organization, roles=tuple(roles)))
        return tuple(involvements)

    def _evidence(self, participations: Iterable[str]) -> tuple[Evidence, ...]:
        """Return the sentences behind some participations, each sentence once, in order of record and place."""
        rows = [row for iri in sorted(participations) for row in self.evidence.get(iri, [])]
        found: dict[tuple[str, str, str], Evidence] = {}
        for row in sorted(rows, key=lambda row: (row["record"], row["field"], int(row["start"]))):
            evidence = next((one for text in self._texts(row) if (one := self._quote(row, text))), None)
            if evidence is not None:
                found.setdefault((evidence.record, evidence.field, evidence.text), evidence)
        return tuple(found.values())

    def _texts(self, row: Row) -> list[ox.Literal]:
        """Return the values of the field that a mention stands in, in order; two keys may share a property."""
        field = row["field"]
        property_ = f"{self.names.base}def#{PROSE[field]}" if field in PROSE else f"{PREFIXES['dcterms']}title"
        subject, predicate = ox.NamedNode(row["record"]), ox.NamedNode(property_)
        quads = self.store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())
        values = {quad.object for quad in quads if isinstance(quad.object, ox.Literal)}
        return sorted(values, key=lambda value: (value.value, value.language or ""))

    def _quote(self, row: Row, field: ox.Literal) -> Evidence | None:
        """Return the sentence of a mention, or `None` where its offsets do not give the name back from `field`."""
        text, surface = field.value, row["surface"]
        start, end = int(row["start"]), int(row["end"])
        first, last = int(row.get("sentenceStart", start)), int(row.get("sentenceEnd", end))
        if text[start:end] != surface or not first <= start < end <= last:
            return None
        about = self.records.get(row["record"], [])
        return Evidence(
            text=text[first:last],
            surface=surface,
            mark=start - first,
            field=row["field"],
            start=start,
            end=end,
            record=row["record"],
            kind=next((_KINDS[_tail(one["type"])] for one in about if "type" in one), "evaluation"),
            number=min((one["number"] for one in about if "number" in one), default=_tail(row["record"])),
            language=(field.language or "").partition("-")[0],
            page=_page(about),
        )

    def _names(self, iri: str) -> tuple[str, dict[str, str]]:
        labels = self.labels.get(iri, {})
        label = labels.get(self.language) or labels.get("en") or min(labels.values(), default=_tail(iri))
        return label, dict(sorted(labels.items()))

    def countries(self, programmes: Iterable[Programme]) -> tuple[Country, ...]:
        """Return the countries that `programmes` cover."""
        facts = {row["country"]: row for rows in self.places.values() for row in rows if "country" in row}
        countries = []
        for iri in sorted({iri for programme in programmes for iri in programme.countries}):
            label, labels = self._names(iri)
            code, region = facts[iri].get("code", _tail(iri)), facts[iri].get("region", "")
            countries.append(Country(iri=iri, label=label, labels=labels, code=code, region=region))
        return tuple(countries)

    def regions(self, programmes: Iterable[Programme]) -> tuple[Region, ...]:
        """Return the regions of `programmes` and of their countries."""
        programmes = tuple(programmes)
        of_countries = {country.region for country in self.countries(programmes) if country.region}
        regions = []
        for iri in sorted(of_countries | {iri for programme in programmes for iri in programme.regions}):
            label, labels = self._names(iri)
            regions.append(Region(iri=iri, label=label, labels=labels, key=_tail(iri)))
        return tuple(regions)

    def organizations(self, programmes: Iterable[Programme]) -> tuple[Organization, ...]:
        """Return the organizations that take part in `programmes`, or are named by their findings."""
        kinds = {row["organization"]: row["kind"] for rows in self.parts.values() for row in rows if "kind" in row}
        organizations = []
        for iri in sorted({one.organization for programme in programmes for one in programme.involvements}):
            label, labels = self._names(iri)
            acronyms: Mapping[str, str] = self.acronyms.get(iri, {})
            organizations.append(
                Organization(
                    iri=iri,
                    label=label,
                    labels=labels,
                    acronym=acronyms.get(self.language) or acronyms.get("en", ""),
                    acronyms=dict(sorted(acronyms.items())),
                    kind=_tail(kinds.get(iri, "")),
                )
            )
        return tuple(organizations)

    def themes(self, programmes: Iterable[Programme]) -> tuple[Theme, ...]:
        """Return the themes of the findings of `programmes`."""
        subjects = [row for rows in self.subjects.values() for row in rows]
        categories = {row["theme"]: row["category"] for row in subjects if "category" in row}
        themes = []
        for iri in sorted({theme for programme in programmes for theme in programme.themes}):
            label, labels = self._names(iri)
            themes.append(Theme(iri=iri, label=label, labels=labels, category=categories.get(iri, "")))
        return tuple(themes)
