"""All that is known of one thing, for people: its facts, what points to it, and who says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.terms import Names, is_web_address
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_RDFS_LABEL: Final = f"{PREFIXES['rdfs']}label"
_SUBCLASS_OF: Final = f"{PREFIXES['rdfs']}subClassOf"
_MOST_COUNTED: Final = 10_000
"""Links to a thing are counted up to here by property: the ILO has millions, and nobody reads them one by one."""
_VOID_PROPERTY: Final = ox.NamedNode(f"{PREFIXES['void']}property")

_NUMBERED: Final = ("lesson", "practice", "recommendation", "evaluation")
"""What a bare number may stand for, in the order of the design."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The other end of a statement.

    Attributes
    ----------
    text
        A literal's lexical form, or an IRI.
    label
        What people call the thing behind an IRI, in their language; the lexical form of a literal.
    is_iri
        Whether `text` is an IRI.
    language, datatype
        Of a literal; both may be empty.
    label_language
        Of the label of a thing, where it is not the reader's own; empty else.
    graphs
        IRIs of the named graphs that hold the statement, sorted; empty where only inference of a reader does.
    """

    text: str
    label: str
    is_iri: bool
    language: str = ""
    datatype: str = ""
    label_language: str = ""
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The statements of one property.

    Attributes
    ----------
    property_iri
        The property.
    label
        What people call it.
    values
        The other ends, sorted by label; of links to the thing at most as many as were asked for.
    count
        How many there are.
    is_counted
        Whether `count` is all of them; where not, there are more.
    """

    property_iri: str
    label: str
    values: tuple[Value, ...]
    count: int
    is_counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing.

    Attributes
    ----------
    iri
        Which.
    label
        What people call it.
    classes
        IRIs of its classes: those of the ontology before those it reuses, the most special first.
    facts
        What is said of it, by property.
    links
        What else points to it, by property.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    facts: tuple[Statements, ...]
    links: tuple[Statements, ...]


def thing_iri(store: ox.Store, names: Names, key: str) -> str:
    """Return the IRI that people mean by an IRI, a CURIE or the number of a record.

    Raises
    ------
    ConfigError
        If it is none of these, or the graph says nothing of it.
    """
    text = key.strip().strip("<>")
    if text.isascii() and text.isdigit():
        found = [names.thing_iri(kind, text) for kind in _NUMBERED]
        known = [iri for iri in found if _is_known(store, iri)]
        if known:
            return known[0]
        raise ConfigError(f"no record has the number {text}", hint="kg query findings-by-theme lists them")
    iri = names.expand(text)
    if not is_web_address(iri):
        raise ConfigError(f"{key!r} is no IRI, no CURIE and no number", hint="write it like d:organization/iom")
    if not _is_known(store, iri):
        raise ConfigError(f"the graph says nothing of {iri}", hint="kg search finds things by words")
    return iri


def describe(store: ox.Store, names: Names, iri: str, *, language: str = "en", most: int = 20) -> Thing:
    """Return all that is known of a thing.

    Parameters
    ----------
    store, names
        The graph.
    iri
        The thing.
    language
        Of the labels: English where there is none in it, any where there is none in English.
    most
        How many of the links to it are given by property; all are counted, up to 10,000 by property.
    """
    reader = _Reader(store, names, language)
    classes = reader.classes(iri)
    return Thing(
        iri=iri,
        label=reader.label(iri),
        classes=classes,
        facts=tuple(reader.facts(iri)),
        links=tuple(reader.links(iri, most)),
    )


def subjects_of(  # noqa: PLR0913 -- which of them, and in which language
    store: ox.Store,
    names: Names,
    iri: str,
    property_iri: str,
    *,
    language: str = "en",
    offset: int = 0,
    most: int = 100,
) -> tuple[tuple[Value, ...], bool]:
    """Return some of what points to a thing by one property, in the store's own order, and whether there are more."""
    reader = _Reader(store, names, language)
    to_it = store.quads_for_pattern(None, ox.NamedNode(property_iri), ox.NamedNode(iri), ox.DefaultGraph())
    found = [
        quad.subject.value for quad in islice(to_it, offset, offset + most) if isinstance(quad.subject, ox.NamedNode)
    ]
    is_more = next(to_it, None) is not None
    return tuple(reader.link(subject) for subject in found), is_more


def labels_of(store: ox.Store, names: Names, language: str) -> Callable[[str], str]:
    """Return a function that gives what people call a thing; its CURIE where the graph has no name for it."""
    return _Reader(store, names, language).label


def _is_known(store: ox.Store, iri: str) -> bool:
    node = ox.NamedNode(iri)
    of_it = store.quads_for_pattern(node, None, None, ox.DefaultGraph())
    to_it = store.quads_for_pattern(None, None, node, ox.DefaultGraph())
    return next(of_it, None) is not None or next(to_it, None) is not None


class _Reader:
    """Reads one store in one language."""

    def __init__(self, store: ox.Store, names: Names, language: str) -> None:
        self._store, self._names, self._language = store, names, language
        self._labels: dict[str, tuple[str, str]] = {}
        self._findings = tuple(names.thing_iri(kind, "") for kind in _NUMBERED[:3])
        self._labelling = (
            f"{PREFIXES['skos']}prefLabel",
            _RDFS_LABEL,
            f"{PREFIXES['dcterms']}title",
            names.ev(Ev.surface)[1:-1],
            f"{PREFIXES['dcterms']}identifier",
            names.ev(Ev.lexicalValue)[1:-1],
            f"{PREFIXES['skos']}notation",
        )

    def label(self, iri: str) -> str:
        """Return what people call a thing; its CURIE where the graph has no name for it."""
        return self._labelled(iri)[0]

    def _labelled(self, iri: str) -> tuple[str, str]:
        """Return the label of a thing and its language; that is empty where it is the reader's, or none."""
        if iri not in self._labels:
            label, language = self._found_label(iri)
            self._labels[iri] = label, "" if language == self._language else language
        return self._labels[iri]

    def link(self, iri: str, graphs: tuple[str, ...] = ()) -> Value:
        """Return a thing as the other end of a statement."""
        label, language = self._labelled(iri)
        return Value(text=iri, label=label, is_iri=True, label_language=language, graphs=graphs)

    def classes(self, iri: str) -> tuple[str, ...]:
        """Return the classes of a thing: those of the ontology before those it reuses, the most special first."""
        own = f"{self._names.base}def#"
        found = [value.text for value in self._values(iri, _RDF_TYPE)]
        return tuple(sorted(found, key=lambda each: (not each.startswith(own), -len(self._above(each)), each)))

    def _above(self, class_: str) -> set[str]:
        """Return the classes that a class is below, as the ontology says."""
        above: set[str] = set()
        waiting = [class_]
        while waiting:
            for value in self._values(waiting.pop(), _SUBCLASS_OF):
                if value.is_iri and value.text not in above:
                    above.add(value.text)
                    waiting.append(value.text)
        return above

    def facts(self, iri: str) -> Iterable[Statements]:
        """Yield what is said of a thing, its names first, then by label of the property."""
        by_property: dict[str, dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, set[str]]] = defaultdict(dict)
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            graphs = by_property[quad.predicate.value].setdefault(quad.object, set())
            if isinstance(quad.graph_name, ox.NamedNode):
                graphs.add(quad.graph_name.value)
        for property_iri in self._ordered(by_property):
            of_it = by_property[property_iri]
            values = sorted((self._value(term, of_it[term]) for term in of_it), key=_by_label)
            yield Statements(
                property_iri=property_iri, label=self.label(property_iri), values=tuple(values), count=len(values)
            )

    def links(self, iri: str, most: int) -> Iterable[Statements]:
        """Yield what points to a thing, by property."""
        node = ox.NamedNode(iri)
        to_it = self._store.quads_for_pattern(None, None, node, ox.DefaultGraph())
        by_property: dict[str, list[str]] = defaultdict(list)
        for quad in islice(to_it, _MOST_COUNTED):
            if isinstance(quad.subject, ox.NamedNode):
                by_property[quad.predicate.value].append(quad.subject.value)
        if next(to_it, None) is not None:
            by_property = self._links_by_property(node, by_property)
        for property_iri in self._ordered(by_property):
            subjects = sorted(by_property[property_iri][:_MOST_COUNTED])
            values = [self.link(subject) for subject in subjects[:most]]
            yield Statements(
                property_iri=property_iri,
                label=self.label(property_iri),
                values=tuple(sorted(values, key=_by_label)),
                count=len(subjects),
                is_counted=len(by_property[property_iri]) <= _MOST_COUNTED,
            )

    def _links_by_property(self, node: ox.NamedNode, seen: Iterable[str]) -> dict[str, list[str]]:
        """Return what points to a hub, one more than is counted by each property.

        The properties are those that were seen, and those that the description of the data set names: among millions
        of links by one property the few by another may stand anywhere.
        """
        described = self._store.quads_for_pattern(None, _VOID_PROPERTY, None, ox.DefaultGraph())
        properties = {*seen, *(quad.object.value for quad in described if isinstance(quad.object, ox.NamedNode))}
        found: dict[str, list[str]] = {}
        for property_iri in properties:
            to_it = self._store.quads_for_pattern(None, ox.NamedNode(property_iri), node, ox.DefaultGraph())
            things = (quad.subject.value for quad in to_it if isinstance(quad.subject, ox.NamedNode))
            if subjects := list(islice(things, _MOST_COUNTED + 1)):
                found[property_iri] = subjects
        return found

    def _ordered(self, properties: Iterable[str]) -> list[str]:
        first = {property_iri: rank for rank, property_iri in enumerate((_RDF_TYPE, *self._labelling))}
        return sorted(properties, key=lambda each: (first.get(each, len(first)), self.label(each).casefold(), each))

    def _found_label(self, iri: str) -> tuple[str, str]:
        if iri.startswith(self._findings):
            number = iri.rpartition("/")[2]
            classes = self.classes(iri)
            return f"{self.label(classes[0])} {number}" if classes else number, ""
        for predicate in self._labelling:
            by_language = {value.language: value.text for value in self._values(iri, predicate) if not value.is_iri}
            if by_language:
                language = next((each for each in (self._language, "en") if each in by_language), min(by_language))
                return by_language[language], language
        return self._names.compress(iri), ""

    def _values(self, subject: str, predicate: str) -> Sequence[Value]:
        quads = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
        found = []
        for quad in quads:
            term = quad.object
            if isinstance(term, ox.Literal):
                found.append(Value(text=term.value, label=term.value, is_iri=False, language=term.language or ""))
            elif isinstance(term, ox.NamedNode):
                found.append(Value(text=term.value, label=term.value, is_iri=True))
        return sorted(found, key=_by_label)

    def _value(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, graphs: Iterable[str]) -> Value:
        held_by = tuple(sorted(graphs))
        if isinstance(term, ox.Literal):
            return Value(
                text=term.value,
                label=term.value,
                is_iri=False,
                language=term.language or "",
                datatype="" if term.language else term.datatype.value,
                graphs=held_by,
            )
        if isinstance(term, ox.NamedNode):
            return self.link(term.value, held_by)
        return Value(text=str(term), label=str(term), is_iri=False, graphs=held_by)


def _by_label(value: Value) -> tuple[str, str, str]:
    return value.label.casefold(), value.text, value.language
