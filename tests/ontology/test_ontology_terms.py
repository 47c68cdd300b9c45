"""The classes and properties of ``kg.ttl``: complete, in three languages, within OWL 2 DL."""

from __future__ import annotations

from itertools import combinations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from kg.mapping.properties import CODES, PROSE
from kg.vocabulary import PREFIXES

BASE = "https://kg.example/"
EV = Namespace(BASE + "def#")
SCHEMA = Namespace("http://schema.org/")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
SORTS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

CLASSES = {
    "Build", "Candidate", "City", "ConstituentGroup", "Country", "CrossCountryProgramme", "Evaluation",
    "EvaluationFinding", "GoodPractice", "JointProgramme", "LessonLearned", "LocalOrganization", "Mention",
    "Organization", "Participation", "Place", "Programme", "Recommendation", "Region", "RegionalProgramme",
    "SourceDocument", "SourceField", "StatisticalMention", "Theme", "ThemeCategory",
}  # fmt: skip
DISJOINT = ("Evaluation", "Programme", "EvaluationFinding", "Organization", "Place", "Mention", "SourceDocument")
OWL2_DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.dateTime, XSD.anyURI, RDF.PlainLiteral}


def of_ours(ontology: Graph, *types: URIRef) -> set[URIRef]:
    """Return the terms in our namespace that have one of `types`."""
    subjects = {subject for type_ in types for subject in ontology.subjects(RDF.type, type_)}
    return {subject for subject in subjects if isinstance(subject, URIRef) and subject.startswith(EV)}


def languages(ontology: Graph, term: URIRef, predicate: URIRef) -> list[str]:
    """Return the languages of the literals, sorted, one for each literal."""
    found = (literal.language for literal in ontology.objects(term, predicate) if isinstance(literal, Literal))
    return sorted(language or "" for language in found)


def test_the_classes_are_those_of_the_design(ontology: Graph) -> None:
    """A class appears in the ontology when it appears in the design."""
    assert of_ours(ontology, OWL.Class) == {EV[name] for name in CLASSES}


def test_every_term_has_one_label_and_definition_in_each_language(ontology: Graph) -> None:
    """A reader of English, Spanish or French sees every term in that language."""
    lacking = [
        (term, predicate)
        for term in of_ours(ontology, OWL.Class, *SORTS)
        for predicate in (RDFS.label, SKOS.definition)
        if languages(ontology, term, predicate) != ["en", "es", "fr"]
    ]

    assert not lacking


def test_every_definition_is_one_sentence(ontology: Graph) -> None:
    """A definition ends with its only full stop."""
    definitions = [
        str(text) for term in of_ours(ontology, OWL.Class, *SORTS) for text in ontology.objects(term, SKOS.definition)
    ]

    assert not [text for text in definitions if not text.endswith(".") or ". " in text]


def test_every_term_says_where_it_is_defined(ontology: Graph) -> None:
    """Ours by the ontology, borrowed ones by the vocabulary they are borrowed from."""
    terms = {term for type_ in (OWL.Class, *SORTS) for term in ontology.subjects(RDF.type, type_)}

    for term in terms:
        home = str(ontology.value(term, RDFS.isDefinedBy))
        assert home == BASE + "def" if str(term).startswith(EV) else str(term).startswith(home)


def test_every_property_says_how_its_statements_come_about(ontology: Graph) -> None:
    """Asserted, derived and inferred statements can be told apart by the property."""
    properties = of_ours(ontology, *SORTS) - {EV.origin}

    for property_ in properties:
        said = {str(origin) for origin in ontology.objects(property_, EV.origin)}
        assert said, property_
        assert said <= {"asserted", "derived", "inferred"}


@pytest.mark.parametrize(("one", "other"), list(combinations(DISJOINT, 2)))
def test_things_that_differ_are_disjoint(ontology: Graph, one: str, other: str) -> None:
    """Nothing is both an evaluation and a place; a reasoner may say so."""
    assert {(EV[one], OWL.disjointWith, EV[other]), (EV[other], OWL.disjointWith, EV[one])} & set(ontology)


def test_a_group_is_no_organization(ontology: Graph) -> None:
    """Trade unions as a kind never become a body that joins every record."""
    assert (EV.Organization, OWL.disjointWith, EV.ConstituentGroup) in ontology


def test_findings_and_evaluations_point_at_each_other(ontology: Graph) -> None:
    """`hasFinding` is the inverse of `findingOf`, which has one value."""
    assert (EV.hasFinding, OWL.inverseOf, EV.findingOf) in ontology
    assert (EV.findingOf, RDF.type, OWL.FunctionalProperty) in ontology


@pytest.mark.parametrize("name", ["description", "context", "comments"])
def test_the_common_fields_belong_to_any_finding(ontology: Graph, name: str) -> None:
    """A recommendation with a context is not typed as a lesson."""
    assert list(ontology.objects(EV[name], RDFS.domain)) == [EV.EvaluationFinding]


def test_a_property_of_two_classes_has_no_domain(ontology: Graph) -> None:
    """Classes that `schema:domainIncludes` names are advice; a domain beside it would infer."""
    advised = set(ontology.subjects(SCHEMA.domainIncludes, None))

    assert not {property_ for property_ in advised if ontology.value(property_, RDFS.domain)}


def test_the_cross_country_definition_is_annotation_only(ontology: Graph) -> None:
    """The rule stands in words, in three languages, and not as an equivalence."""
    assert languages(ontology, EV.CrossCountryProgramme, SKOS.scopeNote) == ["en", "es", "fr"]
    assert not list(ontology.triples((None, OWL.equivalentClass, None)))


def test_every_property_is_of_one_sort(ontology: Graph) -> None:
    """OWL 2 DL wants object, data and annotation properties apart."""
    for one, other in combinations(SORTS, 2):
        assert not set(ontology.subjects(RDF.type, one)) & set(ontology.subjects(RDF.type, other))


def test_sub_properties_are_of_the_sort_of_their_super_property(ontology: Graph) -> None:
    """A data property is below a data property."""
    sorts = {term: sort for sort in SORTS for term in ontology.subjects(RDF.type, sort)}

    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert sorts[below] == sorts[above], (below, above)


def test_data_ranges_are_owl_2_datatypes(ontology: Graph) -> None:
    """OWL 2 DL knows neither xsd:date nor rdf:langString."""
    data_properties = set(ontology.subjects(RDF.type, OWL.DatatypeProperty))
    ranges = {range_ for property_ in data_properties for range_ in ontology.objects(property_, RDFS.range)}

    assert ranges <= OWL2_DATATYPES


def test_every_term_in_use_is_declared(ontology: Graph, vocabularies: Graph) -> None:
    """The ontology loads off line: no class or property is left for another file to explain."""
    declared = {term for type_ in (OWL.Class, *SORTS) for term in ontology.subjects(RDF.type, type_)}
    triples = [*ontology, *vocabularies]
    used = {predicate for _, predicate, _ in triples} | {object_ for _, p, object_ in triples if p == RDF.type}
    built_in = (str(RDF), str(RDFS), str(OWL))

    assert not {term for term in used - declared if not str(term).startswith(built_in)}


def test_every_term_has_a_status(ontology: Graph) -> None:
    """Who builds on a term knows whether it may still change."""
    for term in of_ours(ontology, OWL.Class, *SORTS):
        (status,) = ontology.objects(term, VS.term_status)
        assert str(status) in {"stable", "testing", "unstable", "archaic"}, term


def test_every_term_has_an_example_that_uses_it(ontology: Graph) -> None:
    """An example is sound Turtle and speaks of the term it stands at."""
    head = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in {**PREFIXES, "ev": str(EV)}.items())
    for term in of_ours(ontology, OWL.Class, *SORTS):
        (example,) = ontology.objects(term, SKOS.example)
        triples = Graph().parse(data=f"@base <{BASE}> .\n{head}\n{example}", format="turtle")
        assert term in {node for triple in triples for node in triple}, term


def test_examples_agree_with_the_ontology(ontology: Graph) -> None:
    """Taken together, the examples contradict no domain, range or disjointness."""
    head = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in {**PREFIXES, "ev": str(EV)}.items())
    together = "\n".join(str(example) for example in ontology.objects(None, SKOS.example))
    graph = Graph().parse(data=f"@base <{BASE}> .\n{head}\n{together}", format="turtle")
    for triple in ontology:
        graph.add(triple)

    DeductiveClosure(OWLRL_Semantics).expand(graph)

    assert not list(graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))


def test_the_ontology_says_how_it_may_be_used_and_cited(ontology: Graph) -> None:
    """Version, licence, citation and history stand on the ontology itself."""
    itself = URIRef(BASE + "def")
    version = str(ontology.value(itself, OWL.versionInfo))

    assert str(ontology.value(itself, OWL.versionIRI)) == f"{BASE}def/{version}"
    assert ontology.value(itself, DCTERMS.license)
    assert version in str(ontology.value(itself, DCTERMS.bibliographicCitation))
    assert languages(ontology, itself, SKOS.historyNote) == ["en", "es", "fr"]


def test_source_keys_are_those_of_the_mapping(ontology: Graph) -> None:
    """The dictionary sends a reader to the key that the mapping reads."""
    stated = {(str(key), str(term).removeprefix(EV)) for term, key in ontology.subject_objects(EV.sourceKey)}
    mapped = {(key, str(name)) for key, name in PROSE.items()} | {(key, str(name)) for key, (name, _) in CODES.items()}

    assert mapped <= stated
