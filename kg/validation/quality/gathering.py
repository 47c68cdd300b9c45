"""The data-quality findings of all records: those a build kept, or those of any graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import Location
from kg.mapping.properties import CLASS_OF_KIND
from kg.mapping.restore import restored_values
from kg.records import Record
from kg.reference import load_reference
from kg.validation.quality.across import differences
from kg.validation.quality.model import flaws_of_text
from kg.validation.quality.record import record_flaws
from kg.validation.quality.results import Findings
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.records import Kind
    from kg.store import BuildState
    from kg.terms import Names, Triple
    from kg.validation.graph import Node, Subject, TripleGraph

_FINDINGS: Final[tuple[Kind, ...]] = ("lesson", "practice", "recommendation")
_LABEL: Final = "skos:prefLabel"
_IN_CATEGORY: Final = f"ev:{Ev.inCategory}"
_NEAR: Final[Mapping[str, tuple[str, ...]]] = {
    Ev.findingOf: (f"ev:{Ev.evaluationNumber}", "foaf:isPrimaryTopicOf", "dcterms:title"),
    Ev.hasTheme: (_LABEL, _IN_CATEGORY),
    Ev.adminUnit: ("skos:notation",),
    Ev.sourceField: (f"ev:{Ev.key}", f"ev:{Ev.position}", f"ev:{Ev.lexicalValue}"),
}
"""What the values of a record are restored from, beside the triples of the finding itself."""

_TYPE: Final = PREFIXES["rdf"] + "type"


def kept_findings(store: ox.Store, names: Names, state: BuildState) -> Findings:
    """Return the findings of a built graph: those of the records as the build kept them, those across records anew."""
    findings = Findings()
    evaluation_of = _evaluations(store, names)
    for kind, number, text in state.flaws.all():
        record = names.thing_iri(kind, number)
        findings.add_flaws(record, evaluation_of.get(record, record), flaws_of_text(text), names)
    for difference in differences(store, names, load_reference(names.base)):
        findings.add_difference(difference, names)
    return findings


def findings_of_graph(data: TripleGraph, names: Names) -> Findings:
    """Return the findings of the records in any graph, as far as it tells what their pages said.

    A graph without named graphs does not tell which record said what of its evaluation; what two records tell
    differently is left to the shapes.
    """
    findings, reference = Findings(), load_reference(names.base)
    for record, evaluation in _records(data, names):
        iri = names.thing_iri(*record.key)
        findings.add_flaws(iri, evaluation, record_flaws(record, reference), names)
    return findings


def _evaluations(store: ox.Store, names: Names) -> dict[str, str]:
    """Return the IRI of the evaluation of every finding."""
    finding_of = ox.NamedNode(names.expand(f"ev:{Ev.findingOf}"))
    quads = store.quads_for_pattern(None, finding_of, None, ox.DefaultGraph())
    return {str(quad.subject)[1:-1]: str(quad.object)[1:-1] for quad in quads}


def _records(data: TripleGraph, names: Names) -> Iterator[tuple[Record, str]]:
    """Yield the findings of a graph with the IRIs of their evaluations, sorted."""
    reference = load_reference(names.base)
    for kind in _FINDINGS:
        class_ = ox.NamedNode(names.expand(f"ev:{CLASS_OF_KIND[kind]}"))
        for subject in sorted(set(data.subjects(_TYPE, class_)), key=str):
            prefix, _, number = str(subject)[1:-1].rpartition("/")
            said = list(_said(data, subject, names))
            evaluation = next((object_ for _, predicate, object_ in said if predicate == names.ev(Ev.findingOf)), "")
            if f"{prefix}/" == names.thing_iri(kind, "") and number.isdecimal() and evaluation.startswith("<"):
                record = Record(
                    kind=kind,
                    number=number,
                    evaluation_number=evaluation[1:-1].rpartition("/")[2],
                    values=restored_values(kind, number, said, reference),
                    at=Location(""),
                )
                yield record, evaluation[1:-1]


def _said(data: TripleGraph, subject: Subject, names: Names) -> Iterator[Triple]:
    """Yield the triples of a finding, and what the model needs of its evaluation, themes, units and source fields."""
    for _, predicate, object_ in data.triples(subject):
        yield str(subject), str(predicate), str(object_)
        near = _NEAR.get(predicate.value.rpartition("#")[2])
        if near is not None and predicate.value.startswith(f"{names.base}def#"):
            yield from _near(data, object_, near, names)


def _near(data: TripleGraph, node: Node, properties: Iterable[str], names: Names) -> Iterator[Triple]:
    for property_ in properties:
        predicate = names.expand(property_)
        for value in data.objects(node, predicate):
            yield str(node), f"<{predicate}>", str(value)
            if property_ == _IN_CATEGORY:
                yield from _near(data, value, (_LABEL,), names)
