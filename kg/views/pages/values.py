"""What is known of a thing -> what its page shows, grouped for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.queries.thing import Statements, Thing, Value
    from kg.terms import Names
    from kg.views.pages.links import Links

_TYPE: Final = f"{PREFIXES['rdf']}type"
_PAGE: Final = f"{PREFIXES['foaf']}isPrimaryTopicOf"
_LONG: Final = 60
"""Code points from which a text in a language is prose, shown in full width."""

_MARKS: Final[Mapping[str, str]] = {
    EvClass.Programme: "programme",
    EvClass.Country: "country",
    EvClass.Region: "region",
    EvClass.City: "country",
    EvClass.Organization: "organization",
    EvClass.ConstituentGroup: "organization",
    EvClass.Theme: "theme",
    EvClass.ThemeCategory: "theme",
    EvClass.Evaluation: "evaluation",
    EvClass.LessonLearned: "finding",
    EvClass.GoodPractice: "finding",
    EvClass.Recommendation: "finding",
}
"""By class, the mark of `kg.views.palette` that stands before its things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One value: its text, language, and addresses of itself and of the named graphs that say it."""

    text: str
    language: str
    href: str
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The values of one property; `more` is the address of all of them where only some are shown."""

    iri: str
    label: str
    href: str
    values: tuple[Shown, ...]
    count: int
    is_counted: bool = True
    more: str = ""

    @property
    def common(self) -> tuple[tuple[str, str], ...]:
        """The sources of all values; empty where they differ."""
        sources = {value.sources for value in self.values}
        return self.values[0].sources if len(sources) == 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """A thing as its page shows it: prose first, then facts, then where they come from, then what points to it."""

    iri: str
    label: str
    mark: str
    classes: tuple[Shown, ...]
    pages: tuple[str, ...]
    prose: tuple[Group, ...]
    facts: tuple[Group, ...]
    origins: tuple[Group, ...]
    links: tuple[Group, ...]


def thing_page(thing: Thing, names: Names, links: Links, path: str) -> ThingPage:
    """Return what the page of a thing shows.

    Parameters
    ----------
    thing
        What is known.
    names
        The IRIs of the graph.
    links
        From the page.
    path
        Of the page below the root, for the lists of what points to the thing.
    """
    groups = [_group(statements, names, links) for statements in thing.facts]
    rest = [group for group in groups if group.iri not in {_TYPE, _PAGE}]
    prose = [group for group in rest if _is_prose(group)]
    to_it = sorted(thing.links, key=lambda each: _is_technical(each.property_iri, names))
    return ThingPage(
        iri=thing.iri,
        label=thing.label,
        mark=next((_MARKS[name] for name in _local_names(thing.classes, names) if name in _MARKS), ""),
        classes=next((group.values for group in groups if group.iri == _TYPE), ()),
        pages=tuple(value.href for group in groups if group.iri == _PAGE for value in group.values if value.href),
        prose=tuple(sorted(prose, key=lambda group: group.iri != names.ev(Ev.description)[1:-1])),
        facts=tuple(group for group in rest if group not in prose and not _is_technical(group.iri, names)),
        origins=tuple(group for group in rest if group not in prose and _is_technical(group.iri, names)),
        links=tuple(_group(each, names, links, more=links.page(path, property=each.property_iri)) for each in to_it),
    )


def shown(value: Value, names: Names, links: Links) -> Shown:
    """Return one value as a page shows it."""
    return Shown(
        text=value.label,
        language=value.label_language if value.is_iri else value.language,
        href=links.to(value.text) if value.is_iri else "",
        sources=tuple((part_of(graph, names), links.to(graph)) for graph in value.graphs),
    )


def part_of(graph: str, names: Names) -> str:
    """Return which part of the data a named graph belongs to: ``record``, ``linked``, ``inferred`` ..."""
    return graph.removeprefix(f"{names.base}graph/").partition("/")[0]


def _group(statements: Statements, names: Names, links: Links, more: str = "") -> Group:
    return Group(
        iri=statements.property_iri,
        label=statements.label,
        href=links.to(statements.property_iri),
        values=tuple(shown(value, names, links) for value in statements.values),
        count=statements.count,
        is_counted=statements.is_counted,
        more=more if statements.count > len(statements.values) else "",
    )


def _is_technical(iri: str, names: Names) -> bool:
    """Tell whether a property says where something was read, rather than what is so."""
    own = {names.ev(name)[1:-1] for name in (Ev.sourceField, Ev.hasMention, Ev.refersTo, Ev.proposes)}
    return iri in own or iri.startswith((PREFIXES["prov"], PREFIXES["void"]))


def _is_prose(group: Group) -> bool:
    return all(value.language and len(value.text) >= _LONG for value in group.values)


def _local_names(classes: Iterable[str], names: Names) -> list[str]:
    return [each.removeprefix(f"{names.base}def#").replace("CrossCountryProgramme", "Programme") for each in classes]
