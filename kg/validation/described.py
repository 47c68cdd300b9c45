"""What the shapes say of themselves: the same words for a result, whichever engine found it.

An engine names the shape that found something. All else a report needs is read from the shapes here, so that two
engines can differ only in what they find. Shapes without an IRI get one for the time of a run, since an engine makes
up its own names for blank nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms import language_of, literal, text_of
from kg.validation.graph import node_of
from kg.validation.model import SEVERITIES, Result, Severity
from kg.validation.paths import write_path
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.validation.graph import Node, TripleGraph

_SH: Final = PREFIXES["sh"]
_NAMED: Final = "urn:x-kg:shape:"
_NO_SHAPES: Final = frozenset(
    f"{_SH}{name}"
    for name in (
        "inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
        "prefix", "namespace", "select", "ask", "prefixes", "declare",
    )
)  # fmt: skip
"""Properties of blank nodes that are paths, queries or prefixes, no shapes."""

_HOLE: Final = re.compile(r"\\\{[?$]\w+\\\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A shape as a report tells it.

    Parameters
    ----------
    shape
        Its IRI or, where it has none, that of the nearest shape around it.
    path
        The path of a property shape, as in `kg.validation.model.Result`; empty for a node shape.
    messages, names, key
        As in `kg.validation.model.Result`.
    templates
        The messages of its SPARQL constraints, as patterns by language.
    """

    shape: str
    path: str
    messages: Mapping[str, str]
    names: Mapping[str, str]
    key: str
    templates: tuple[tuple[str, re.Pattern[str]], ...]


class DescribedShapes:
    """Shapes with their words, ready for an engine."""

    def __init__(self, graph: TripleGraph) -> None:
        self.graph = graph
        self._descriptions: dict[str, Description] = {}

    @cached_property
    def ntriples(self) -> str:
        """The shapes as N-Triples, each shape with an IRI."""
        triples = list(self.graph.as_written())
        said: dict[str, set[str]] = {}
        for subject, predicate, _ in triples:
            if isinstance(subject, ox.BlankNode) and predicate.value.startswith(_SH):
                said.setdefault(subject.value, set()).add(predicate.value)
        shapes = {blank for blank, predicates in said.items() if not predicates & _NO_SHAPES}
        lines = (
            f"{_named(subject, shapes)} {predicate} {_named(object_, shapes)} .\n"
            for subject, predicate, object_ in triples
        )
        return "".join(lines)

    def describe(self, source: str) -> Description:
        """Return the words of a shape that an engine names."""
        found = self._descriptions.get(source)
        if found is None:
            found = self._descriptions[source] = self._described(_node(source))
        return found

    def result(  # noqa: PLR0913 -- the parts of a result in SHACL
        self,
        *,
        source: str,
        focus_node: str,
        path: str,
        value: str | None,
        component: str,
        severity: str,
        texts: Iterable[str],
    ) -> Result:
        """Return the result of an engine in our words; `texts` are the messages that the engine gives."""
        known = self.describe(source)
        return Result(
            focus_node=focus_node,
            path=known.path or path,
            value=None if value is None else plain_string(value),
            component=component,
            severity=severity_of(severity),
            shape=known.shape,
            messages=_messages(known, component, texts),
            names=known.names,
            key=known.key,
        )

    def _described(self, shape: Node) -> Description:
        named = self._named_shape(shape)
        own = next(self.graph.objects(shape, f"{_SH}path"), None)
        key = next(
            (
                node.value
                for node in self.graph.objects(named, PREFIXES["skos"] + "notation")
                if isinstance(node, ox.Literal)
            ),
            "",
        )
        names = self._texts(named, f"{_SH}name") or self._texts(named, PREFIXES["rdfs"] + "label")
        return Description(
            shape=named.value if isinstance(named, ox.NamedNode) else str(named),
            path="" if own is None else write_path(self.graph, own),
            messages=self._texts(shape, f"{_SH}message"),
            names=names,
            key=key,
            templates=tuple(self._templates(shape)),
        )

    def _named_shape(self, shape: Node) -> Node:
        """Return the shape itself or, where it has no IRI, the nearest shape around it that has one."""
        seen: set[Node] = set()
        while isinstance(shape, ox.BlankNode) and shape not in seen:
            seen.add(shape)
            holders = [subject for subject, _, _ in self.graph.triples(None, None, shape)]
            shape = min(holders, key=lambda holder: (isinstance(holder, ox.BlankNode), str(holder)), default=shape)
        return shape

    def _texts(self, subject: Node, predicate: str) -> dict[str, str]:
        """Return the texts of a property by language, several of one language joined in a fixed order."""
        texts: dict[str, str] = {}
        found = (node for node in self.graph.objects(subject, predicate) if isinstance(node, ox.Literal))
        for text in sorted(found, key=lambda node: node.value):
            language = text.language or "en"
            texts[language] = f"{texts[language]} {text.value}" if language in texts else text.value
        return dict(sorted(texts.items()))

    def _templates(self, shape: Node) -> Iterable[tuple[str, re.Pattern[str]]]:
        for constraint in self.graph.objects(shape, f"{_SH}sparql"):
            for text in self.graph.objects(constraint, f"{_SH}message"):
                if isinstance(text, ox.Literal):
                    pattern = _HOLE.sub(".*", re.escape(text.value))
                    yield text.language or "en", re.compile(pattern, re.DOTALL)


def severity_of(iri: str) -> Severity:
    """Return the severity; one of the user's own counts as a violation, so that it cannot go unseen."""
    local_name = iri.removeprefix(_SH)
    return next((severity for severity in SEVERITIES if severity == local_name), "Violation")


def plain_string(term: str) -> str:
    r"""Write a term as `kg.terms` does, whichever escapes an engine chose.

    Examples
    --------
    >>> plain_string('"M\\u00E9xico"@es'), plain_string("<x:a>"), plain_string('"1"^^<x:integer>')
    ('"México"@es', '<x:a>', '"1"^^<x:integer>')
    """
    if not term.startswith('"'):
        return term
    datatype = term[term.rindex('"') + 1 :]
    written = literal(text_of(term), language_of(term))
    return written + datatype if datatype.startswith("^^") and not datatype.endswith("XMLSchema#string>") else written


def _messages(known: Description, component: str, texts: Iterable[str]) -> dict[str, str]:
    """Return the messages of a SPARQL constraint with their languages, else the shape's, else the engine's own."""
    listed = sorted(texts)
    if component.endswith("#SPARQLConstraintComponent") and known.templates:
        found = {language: text for text in listed for language, pattern in known.templates if pattern.fullmatch(text)}
        if found:
            return dict(sorted(found.items()))
    if known.messages:
        return dict(known.messages)
    return {"en": " ".join(listed)} if listed else {}


def _named(node: Node, shapes: set[str]) -> str:
    return f"<{_NAMED}{node.value}>" if isinstance(node, ox.BlankNode) and node.value in shapes else str(node)


def _node(source: str) -> Node:
    return ox.BlankNode(source.removeprefix(_NAMED)) if source.startswith(_NAMED) else node_of(source)
