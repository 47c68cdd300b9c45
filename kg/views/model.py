"""What the picture of the programmes shows, as frozen values without any RDF in them.

Things refer to each other by IRI; `ProgrammeMap` holds each thing once. Every
list is sorted, so equal graphs give equal maps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

FindingKind = Literal["lesson", "practice", "recommendation"]
"""Which of the three kinds of finding a record holds; also the path segment of its IRI."""

CARRYING_OUT: Final = frozenset({"implementing", "partner"})
"""Roles by which an organization carries a programme out (ev:carriedOutBy)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A node of reference data: it has an IRI and a name in several languages.

    Attributes
    ----------
    iri
        Full IRI.
    label
        Name in the language that was asked for, else in English, else the end of the IRI.
    labels
        Name by ISO 639-1 code, for a page whose reader switches the language.
    """

    iri: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Return the name in `language`, or the one that was asked for where there is none.

        Examples
        --------
        >>> chile = Thing(iri="https://kg.example/id/country/CL", label="Chile", labels={"fr": "Chili"})
        >>> chile.name("fr"), chile.name("es")
        ('Chili', 'Chile')
        """
        return self.labels.get(language, self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Thing):
    """One of the regions by which countries are grouped; its key is ``americas`` and the like."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Thing):
    """A country: `code` is its ISO alpha-2 code, `region` the IRI of its region (empty when unknown)."""

    code: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Thing):
    """An organization: `acronym` is empty where it has none, `kind` is a code such as ``igo-un-related``."""

    acronym: str
    kind: str
    acronyms: Mapping[str, str] = field(default_factory=dict)

    def short(self, language: str) -> str:
        """Return what stands beside the mark in a drawing: the acronym in `language`, else the name.

        Examples
        --------
        >>> iom = Organization(iri="x:iom", label="International Organization for Migration", acronym="IOM",
        ...                    kind="igo-un-related", acronyms={"es": "OIM"})
        >>> iom.short("es"), iom.short("en")
        ('OIM', 'IOM')
        """
        return self.acronyms.get(language) or self.acronym or self.name(language)

    def full(self, language: str) -> str:
        """Return acronym and name, the name alone where there is no acronym.

        Examples
        --------
        >>> Organization(iri="x:eu", label="European Union", acronym="EU", kind="igo-regional").full("en")
        'EU — European Union'
        """
        short, name = self.short(language), self.name(language)
        return name if short == name else f"{short} — {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Thing):
    """A theme; `category` is the IRI of its category, empty when it has none."""

    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a record says that an organization has a role: the sentence, and the name inside it.

    Attributes
    ----------
    text
        The whole sentence, verbatim.
    surface
        The name as it stands there; ``text[mark:mark + len(surface)] == surface``.
    mark
        Where the name begins in `text`, in code points.
    field
        The record's own key for the text, such as ``comments``.
    start, end
        Offsets of the name in the whole field, in code points, end exclusive.
    record
        IRI of the finding or evaluation that holds the field.
    kind, number
        What the record is and the number it goes by: ``lesson``, ``242853``.
    language
        ISO 639-1 code of the prose, empty when unknown.
    page
        http(s) address of the record's page, empty when it has none that may be linked.
    """

    text: str
    surface: str
    mark: int
    field: str
    start: int
    end: int
    record: str
    kind: str
    number: str
    language: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role an organization has in one programme, with the sentences that say so."""

    code: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """An organization (by IRI) in one programme, with its roles; no role: it is involved, no more is known."""

    organization: str
    roles: tuple[Role, ...] = ()

    @property
    def carries_out(self) -> bool:
        """Whether the organization implements the programme or is a partner in it."""
        return any(role.code in CARRYING_OUT for role in self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """An evaluation of a programme; `timing` is a code such as ``final``, empty when the title does not say."""

    iri: str
    number: str
    title: str
    language: str
    timing: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A lesson, good practice or recommendation.

    Attributes
    ----------
    text
        The beginning of its description, ended at a sentence where one ends in reach.
    is_cut
        Whether the description goes on after `text`.
    evaluation
        IRI of the evaluation it belongs to.
    themes, organizations
        IRIs: what it is about, and whom its text names.
    """

    iri: str
    kind: FindingKind
    number: str
    text: str
    is_cut: bool
    language: str
    evaluation: str
    themes: tuple[str, ...]
    organizations: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme with all that its evaluations say of it.

    Attributes
    ----------
    identifier
        Project symbol, or ``eval-<number>`` where none is known.
    titles
        ``(title, language)``; the first is the one to show.
    countries, regions
        IRIs. `regions` are those of the countries too.
    declared_regions
        Those of `regions` that a record names in place of a country; empty also where the graph does not tell.
    involvements
        The organizations, in order of IRI.
    themes
        IRIs of the themes of all findings.
    """

    iri: str
    identifier: str
    titles: tuple[tuple[str, str], ...]
    cross_country: bool
    joint: bool
    regional: bool
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    declared_regions: tuple[str, ...] = ()
    involvements: tuple[Involvement, ...]
    themes: tuple[str, ...]
    evaluations: tuple[Evaluation, ...]
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """The title to show, the identifier where no title is known."""
        return self.titles[0][0] if self.titles else self.identifier

    @property
    def title_language(self) -> str:
        """ISO 639-1 code of `title`, empty when unknown."""
        return self.titles[0][1] if self.titles else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeMap:
    """All that one picture shows; `total` counts the programmes of the graph, drawn or not."""

    language: str
    programmes: tuple[Programme, ...]
    countries: tuple[Country, ...]
    regions: tuple[Region, ...]
    organizations: tuple[Organization, ...]
    themes: tuple[Theme, ...]
    total: int
    base: str
    cross_country_only: bool = True

    def counts(self) -> dict[str, int]:
        """Return how many of each are in the picture, under the names the interface strings use.

        Examples
        --------
        >>> empty = ProgrammeMap(language="en", programmes=(), countries=(), regions=(), organizations=(),
        ...                      themes=(), total=0, base="https://kg.example/")
        >>> empty.counts()["programmes"]
        0
        """
        return {
            "programmes": len(self.programmes),
            "countries": len(self.countries),
            "organizations": len(self.organizations),
            "themes": len(self.themes),
            "evaluations": sum(len(programme.evaluations) for programme in self.programmes),
            "findings": sum(len(programme.findings) for programme in self.programmes),
            "joint": sum(programme.joint for programme in self.programmes),
            "regional": sum(programme.regional for programme in self.programmes),
        }
