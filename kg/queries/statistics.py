"""What a graph holds, in numbers: how much of what, how well it is linked, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.errors import ConfigError, QueryError
from kg.queries.results import Solutions
from kg.queries.run import run_sparql

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from kg.terms import Names

SectionName = Literal["classes", "languages", "countries", "themes", "links", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number.

    Attributes
    ----------
    key
        What is counted, for programs: a class, a code, the name of a gap.
    label
        The same for people, in their language; empty where `key` is one of those that programs know.
    count
        How many.
    of
        Out of how many; 0 where there is no whole.
    """

    key: str
    label: str
    count: int
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures of one kind, the greatest first but for those in a fixed order.

    Attributes
    ----------
    name
        ``classes``, ``languages``, ``countries``, ``themes``, ``links`` or ``missing``.
    figures
        Its numbers.
    """

    name: SectionName
    figures: tuple[Figure, ...]


_LANGUAGES: Final = ("en", "es", "fr")
_LABEL: Final = """
  OPTIONAL {{ ?thing skos:prefLabel|rdfs:label ?own FILTER(LANG(?own) = "{language}") }}
  OPTIONAL {{ ?thing skos:prefLabel|rdfs:label ?english FILTER(LANG(?english) = "en") }}
  BIND(REPLACE(STR(?thing), "^.*[#/]", "") AS ?key)
  BIND(STR(COALESCE(?own, ?english, ?key)) AS ?label)
"""

_GROUPED: Final[dict[SectionName, str]] = {
    "classes": """
        { SELECT ?thing (COUNT(?each) AS ?count) WHERE {
            VALUES ?thing {
              ev:Evaluation ev:LessonLearned ev:GoodPractice ev:Recommendation ev:Programme ev:CrossCountryProgramme
              ev:RegionalProgramme ev:JointProgramme ev:Organization ev:Country ev:City ev:Theme ev:Mention
            }
            ?each a ?thing
        } GROUP BY ?thing }""",
    "languages": """
        { SELECT ?thing (COUNT(DISTINCT ?finding) AS ?count) WHERE {
            ?finding ev:findingOf ?evaluation ; dcterms:language ?thing
        } GROUP BY ?thing }""",
    "countries": """
        { SELECT ?thing (COUNT(DISTINCT ?finding) AS ?count) WHERE {
            ?finding ev:findingOf ?evaluation . ?evaluation ev:coversCountry ?thing
        } GROUP BY ?thing }""",
    "themes": """
        { SELECT ?thing (COUNT(DISTINCT ?finding) AS ?count) WHERE {
            ?finding ev:findingOf ?evaluation ; ev:hasTheme ?thing
        } GROUP BY ?thing }""",
}
"""Section -> what is counted by ?thing."""

_SHARES: Final[dict[SectionName, dict[str, tuple[str, str]]]] = {
    "links": {
        "mentions-linked": (
            "?x a ev:Mention ; ev:refersTo ?y",
            "?x a ev:Mention FILTER NOT EXISTS { ?x a ev:StatisticalMention }",
        ),
        "findings-naming-an-organization": ("?x ev:findingOf ?e ; ev:mentionsOrganization ?y", "?x ev:findingOf ?e"),
        "findings-naming-a-place": ("?x ev:findingOf ?e ; ev:mentionsPlace ?y", "?x ev:findingOf ?e"),
        "programmes-with-an-implementer": ("?x a ev:Programme ; ev:carriedOutBy ?y", "?x a ev:Programme"),
    },
    "missing": {
        "findings-without-theme": (
            "?x ev:findingOf ?e FILTER NOT EXISTS { ?x ev:hasTheme ?y }",
            "?x ev:findingOf ?e",
        ),
        "findings-without-text": (
            "?x ev:findingOf ?e FILTER NOT EXISTS { ?x ev:description ?y }",
            "?x ev:findingOf ?e",
        ),
        "recommendations-without-response": (
            "?x a ev:Recommendation FILTER NOT EXISTS { ?x ev:managementResponse ?y }",
            "?x a ev:Recommendation",
        ),
        "evaluations-without-country": (
            "?x a ev:Evaluation FILTER NOT EXISTS { ?x ev:coversCountry ?y }",
            "?x a ev:Evaluation",
        ),
        "evaluations-without-findings": (
            "?x a ev:Evaluation FILTER NOT EXISTS { ?x ev:hasFinding ?y }",
            "?x a ev:Evaluation",
        ),
    },
}
"""Section -> figure -> the pattern that is counted, and that of the whole; both by distinct ?x."""


def statistics(store: ox.Store, names: Names, *, language: str = "en") -> tuple[Section, ...]:
    """Return what a graph holds, in numbers.

    Parameters
    ----------
    store, names
        The graph.
    language
        ``en``, ``es`` or ``fr``: of the labels.

    Raises
    ------
    ConfigError
        If the language is another.
    """
    if language not in _LANGUAGES:
        raise ConfigError(f"unknown language {language!r}", hint=f"the languages are {', '.join(_LANGUAGES)}")
    grouped = [
        Section(name=name, figures=tuple(_grouped(store, names, pattern, language)))
        for name, pattern in _GROUPED.items()
    ]
    shares = [
        Section(
            name=name,
            figures=tuple(
                Figure(key=key, label="", count=_count(store, names, part), of=_count(store, names, whole))
                for key, (part, whole) in figures.items()
            ),
        )
        for name, figures in _SHARES.items()
    ]
    return (*grouped, *shares)


def _grouped(store: ox.Store, names: Names, pattern: str, language: str) -> Iterator[Figure]:
    label = _LABEL.format(language=language)
    text = f"SELECT ?key ?label ?count WHERE {{ {pattern} {label} }} ORDER BY DESC(?count) ?key"
    for row in _rows(store, names, text):
        yield Figure(key=row["key"], label=row["label"], count=row["count"])


def _count(store: ox.Store, names: Names, pattern: str) -> int:
    (row,) = _rows(store, names, f"SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE {{ {pattern} }}")
    return int(row["count"])


def _rows(store: ox.Store, names: Names, text: str) -> Solutions:
    answer = run_sparql(store, text, names)
    if not isinstance(answer, Solutions):
        raise QueryError("a count gives rows")
    return answer
