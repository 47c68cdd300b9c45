"""What no programme has for itself: the vocabularies and all that several speak of, and the account of the builds."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms import text_of
from kg.validation.locality import UNIT_CLASSES
from kg.vocabulary import PREFIXES, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.terms import Names, Term
    from kg.validation.graph import Subject

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_BELOW: Final = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_ENDED: Final = ox.NamedNode(PREFIXES["prov"] + "endedAtTime")
_DEFAULT: Final = ox.DefaultGraph()


class Shared:
    """The things that are not of one programme.

    Attributes
    ----------
    facts
        What is said of each thing, as sorted lines ``subject predicate object .``, by its term.
    incoming
        What leads to them along the properties that shapes look back on or follow, as sorted lines.
    moments
        When builds ended, as lines.
    documents
        The source documents, as terms: what is said of one never changes, for its bytes name it.
    account
        The other things of the provenance graph that shapes aim at: builds, data sets and their like.

    Parameters
    ----------
    store
        The store, with its named graphs.
    names
        The IRIs of the graph.
    classes
        The classes that shapes ask for.
    back
        The properties along which shapes look back, by class.
    followed
        The properties whose objects shapes aim at.
    """

    def __init__(
        self,
        store: ox.Store,
        names: Names,
        classes: Iterable[str],
        *,
        back: Mapping[str, Iterable[str]],
        followed: Iterable[str],
    ) -> None:
        self._store = store
        self._reference = ox.NamedNode(names.graph("reference")[1:-1])
        self._own = {names.expand(f"ev:{class_}") for class_ in UNIT_CLASSES}
        self._provenance = ox.NamedNode(names.graph("provenance")[1:-1])
        self._build = ox.NamedNode(names.expand(f"ev:{EvClass.Build}"))
        kinds = self._kinds_of_account(set(classes))
        document = names.expand(f"ev:{EvClass.SourceDocument}")
        self.documents = sorted(thing for thing, kind in kinds.items() if kind == {document})
        self.account = sorted(kinds.keys() - set(self.documents))
        self.facts: dict[Term, list[str]] = {str(thing): self._said(thing) for thing in self._things(set(classes))}
        self.incoming = sorted({*self._incoming(back), *self._followed(followed)})
        self.moments = sorted(self._moments())

    @property
    def rows(self) -> list[str]:
        """What is said of the shared things, as lines."""
        return [line for lines in self.facts.values() for line in lines]

    @property
    def day(self) -> str:
        """The days on which builds ended."""
        return " ".join(sorted({text_of(row.split(" ", 2)[2][:-2])[:10] for row in self.moments if "endedAt" in row}))

    def with_subclasses(self, classes: set[str]) -> set[str]:
        """Return classes and all below them."""
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            class_ = waiting.pop()
            if class_ not in found:
                found.add(class_)
                waiting.extend(text_of(str(quad.subject)) for quad in self._quads(None, _BELOW, ox.NamedNode(class_)))
        return found

    def said_of(self, things: Iterable[Term]) -> Iterator[str]:
        """Yield what is said of things, as lines."""
        for thing in things:
            yield from self._said(ox.NamedNode(text_of(thing)))

    def _things(self, classes: set[str]) -> list[ox.NamedNode]:
        """Return the things of the reference graph, and those of the classes that are not of one unit, sorted."""
        quads = self._store.quads_for_pattern(None, None, None, self._reference)
        found = {quad.subject for quad in quads}
        for class_ in self.with_subclasses(classes - self._own) - self._own:
            found |= {quad.subject for quad in self._quads(None, _TYPE, ox.NamedNode(class_))}
        account = {*self.account, *self.documents}
        named = (node for node in found if isinstance(node, ox.NamedNode) and str(node) not in account)
        return sorted(named, key=lambda node: node.value)

    def _kinds_of_account(self, classes: set[str]) -> dict[Term, set[str]]:
        """Return the things of some classes that the provenance graph describes, with those of these classes."""
        kinds: dict[Term, set[str]] = {}
        for class_ in self.with_subclasses(classes - self._own):
            for quad in self._store.quads_for_pattern(None, _TYPE, ox.NamedNode(class_), self._provenance):
                kinds.setdefault(str(quad.subject), set()).add(class_)
        return kinds

    def _said(self, thing: ox.NamedNode) -> list[str]:
        return sorted(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in self._quads(thing))

    def _incoming(self, back: Mapping[str, Iterable[str]]) -> Iterator[str]:
        """Yield what leads to the things of some classes, and the classes of what it leads from."""
        for class_, predicates in back.items():
            for below in self.with_subclasses({class_}):
                for thing in self._quads(None, _TYPE, ox.NamedNode(below)):
                    for predicate in predicates:
                        yield from self._leading_to(thing.subject, ox.NamedNode(predicate))

    def _followed(self, predicates: Iterable[str]) -> Iterator[str]:
        """Yield one line for each thing that a property leads to: that is enough to make it a focus node."""
        for predicate in map(ox.NamedNode, predicates):
            for thing in self.facts:
                for quad in islice(self._quads(None, predicate, ox.NamedNode(thing[1:-1])), 1):
                    yield f"{quad.subject} {quad.predicate} {quad.object} ."

    def _leading_to(self, thing: Subject, predicate: ox.NamedNode) -> Iterator[str]:
        for quad in self._quads(None, predicate, thing):
            yield f"{quad.subject} {quad.predicate} {quad.object} ."
            for typed in self._quads(quad.subject, _TYPE):
                yield f"{typed.subject} {typed.predicate} {typed.object} ."

    def _moments(self) -> Iterator[str]:
        for quad in self._quads(None, _TYPE, self._build):
            yield f"{quad.subject} {quad.predicate} {quad.object} ."
            for ended in self._quads(quad.subject, _ENDED):
                yield f"{ended.subject} {ended.predicate} {ended.object} ."

    def _quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object_: Subject | None = None,
    ) -> Iterable[ox.Quad]:
        return self._store.quads_for_pattern(subject, predicate, object_, _DEFAULT)
