"""What qSKOS asks of a vocabulary: labels, documentation, structure and mappings without the usual faults."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

LANGUAGES = {"en", "es", "fr", "pt"}
DEFAULT = "https://kg.example/id/"


def concepts(graph: Graph) -> list[URIRef]:
    """Return every concept, sorted."""
    return sorted(subject for subject in graph.subjects(RDF.type, SKOS.Concept) if isinstance(subject, URIRef))


def schemes(graph: Graph) -> list[URIRef]:
    """Return every scheme, sorted."""
    return sorted(subject for subject in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(subject, URIRef))


def languages(literals: Iterable[Node]) -> list[str]:
    """Return the languages of literals, sorted."""
    return sorted(str(literal.language) for literal in literals if isinstance(literal, Literal))


def test_every_scheme_is_defined_in_three_languages(vocabularies: Graph) -> None:
    """A reader learns what a list is for."""
    lacking = [
        scheme
        for scheme in schemes(vocabularies)
        if languages(vocabularies.objects(scheme, SKOS.definition)) != ["en", "es", "fr"]
    ]

    assert not lacking


def test_every_scheme_can_be_adopted_alone(vocabularies: Graph, ontology: Graph) -> None:
    """Licence and version stand on each list, not only on the ontology."""
    version = ontology.value(URIRef("https://kg.example/def"), OWL.versionInfo)

    for scheme in schemes(vocabularies):
        assert vocabularies.value(scheme, DCTERMS.license), scheme
        assert vocabularies.value(scheme, OWL.versionInfo) == version, scheme


def test_every_code_is_defined_in_three_languages(vocabularies: Graph) -> None:
    """A code says more than its label, where no outside list defines it."""
    codes = [each for each in concepts(vocabularies) if each.startswith(DEFAULT + "code/") and "/donor/" not in each]
    lacking = [code for code in codes if languages(vocabularies.objects(code, SKOS.definition)) != ["en", "es", "fr"]]

    assert not lacking


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition])
def test_language_tags_are_those_of_the_records(vocabularies: Graph, predicate: URIRef) -> None:
    """No tag is missing, misspelt or of another language; no text is empty."""
    literals = [each for each in vocabularies.objects(None, predicate) if isinstance(each, Literal)]

    assert literals
    assert {str(literal.language) for literal in literals} <= LANGUAGES
    assert all(str(literal).strip() for literal in literals)


def test_a_notation_names_one_concept_of_its_scheme(vocabularies: Graph) -> None:
    """The page's spelling of a code, and a donor code, leads to one concept; the broad kinds share IATI's."""
    owners: dict[tuple[object, object], set[object]] = defaultdict(set)
    for concept, notation in vocabularies.subject_objects(SKOS.notation):
        scheme = vocabularies.value(concept, SKOS.inScheme)
        if scheme is not None and not str(scheme).endswith("/organization-kind"):
            owners[scheme, notation].add(concept)

    assert not {key: found for key, found in owners.items() if len(found) > 1}


def test_no_two_concepts_are_exactly_the_same_outside_thing(vocabularies: Graph) -> None:
    """Two bodies or countries with one Wikidata item would be one; donor codes may share their donor."""
    owners: dict[object, set[object]] = defaultdict(set)
    for concept, outside in vocabularies.subject_objects(SKOS.exactMatch):
        if not str(outside).startswith(DEFAULT):
            owners[outside].add(concept)

    assert not {outside: found for outside, found in owners.items() if len(found) > 1}


def test_no_concept_is_mapped_to_itself_or_in_two_ways(vocabularies: Graph) -> None:
    """Exact, related and broad matches exclude each other (SKOS reference, S46)."""
    for concept in concepts(vocabularies):
        exact, related, broad = (
            set(vocabularies.objects(concept, each)) for each in (SKOS.exactMatch, SKOS.relatedMatch, SKOS.broadMatch)
        )
        assert concept not in exact | related | broad
        assert not exact & related
        assert not exact & broad
        assert not related & broad


def test_top_concepts_have_nothing_above_them(vocabularies: Graph) -> None:
    """A top concept is the beginning of a way down."""
    for scheme in schemes(vocabularies):
        for top in vocabularies.objects(scheme, SKOS.hasTopConcept):
            assert not list(vocabularies.objects(top, SKOS.broader))


def test_broader_stays_within_a_scheme_and_says_nothing_twice(vocabularies: Graph) -> None:
    """What is above what is above is not stated again."""
    for concept, above in vocabularies.subject_objects(SKOS.broader):
        assert vocabularies.value(concept, SKOS.inScheme) == vocabularies.value(above, SKOS.inScheme)
        others = set(vocabularies.objects(concept, SKOS.broader)) - {above}
        assert not others & set(vocabularies.transitive_objects(above, SKOS.broader))


def test_no_concept_is_both_related_and_broader(vocabularies: Graph) -> None:
    """Association and hierarchy exclude each other (SKOS reference, S27)."""
    for concept, other in vocabularies.subject_objects(SKOS.related):
        assert other not in set(vocabularies.transitive_objects(concept, SKOS.broader))


def test_preferred_labels_differ_from_each_other_in_case_too(vocabularies: Graph) -> None:
    """Two concepts of a scheme never differ only in capitals or spaces."""
    owners: dict[tuple[object, str, str], set[object]] = defaultdict(set)
    for concept in concepts(vocabularies):
        scheme = vocabularies.value(concept, SKOS.inScheme)
        for label in vocabularies.objects(concept, SKOS.prefLabel):
            if isinstance(label, Literal):
                owners[scheme, str(label.language), " ".join(str(label).casefold().split())].add(concept)

    assert not {key: found for key, found in owners.items() if len(found) > 1}
