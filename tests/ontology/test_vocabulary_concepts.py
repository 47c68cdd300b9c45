"""The concepts of the vocabularies: labelled, in a scheme, told apart, well connected."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.reference import fold

BASE = "https://kg.example/"
ID = Namespace(BASE + "id/")
EV = Namespace(BASE + "def#")
ORG = Namespace("http://www.w3.org/ns/org#")
SDG = Namespace("http://metadata.un.org/sdg/")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")

LABELS = (SKOS.prefLabel, EV.acronym, SKOS.altLabel, SKOS.hiddenLabel)
LINKS = (
    EV.inCategory,
    EV.inCountry,
    EV.inRegion,
    ORG.classification,
    SKOS.broader,
    SKOS.broadMatch,
    SKOS.hasTopConcept,
    SKOS.inScheme,
    SKOS.topConceptOf,
)


def labels(graph: Graph, concept: URIRef, *predicates: URIRef) -> list[Literal]:
    """Return the literals that `predicates` give `concept`."""
    found = [label for predicate in predicates for label in graph.objects(concept, predicate)]
    return [label for label in found if isinstance(label, Literal)]


def concepts(graph: Graph) -> set[URIRef]:
    """Return every concept."""
    return {subject for subject in graph.subjects(RDF.type, SKOS.Concept) if isinstance(subject, URIRef)}


def below(graph: Graph, path: str) -> set[URIRef]:
    """Return the concepts whose IRI begins with the base, ``id/`` and `path`."""
    return {concept for concept in concepts(graph) if concept.startswith(ID[path])}


def test_every_concept_is_in_one_scheme(vocabularies: Graph) -> None:
    """No concept stands outside the lists that a reader browses."""
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))

    for concept in concepts(vocabularies):
        (scheme,) = vocabularies.objects(concept, SKOS.inScheme)
        assert scheme in schemes


def test_everything_with_a_label_is_a_concept_or_a_scheme(vocabularies: Graph) -> None:
    """No orphan: what is described is typed."""
    described = set(vocabularies.subjects(SKOS.prefLabel, None))

    assert described == concepts(vocabularies) | set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))


def test_every_scheme_has_concepts(vocabularies: Graph) -> None:
    """A list is not empty, other than those that a build fills with what a page names and no vocabulary lists."""
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    filled_by_builds = {ID["scheme/local-theme"], ID["scheme/local-category"]}

    assert schemes - filled_by_builds == set(vocabularies.objects(None, SKOS.inScheme))


def test_every_concept_has_its_place_in_the_hierarchy(vocabularies: Graph) -> None:
    """No orphan (qSKOS): a concept stands below another one, or at the top of its own scheme."""
    for concept in concepts(vocabularies):
        above = {*vocabularies.objects(concept, SKOS.broader), *vocabularies.objects(concept, EV.inCategory)}
        schemes = set(vocabularies.objects(concept, SKOS.inScheme))
        assert set(vocabularies.objects(concept, SKOS.topConceptOf)) == (set() if above else schemes), concept


def test_preferred_labels_exist_once_in_english_spanish_and_french(vocabularies: Graph) -> None:
    """Every concept and scheme can be shown in the three languages; Portuguese comes on top."""
    for subject in set(vocabularies.subjects(SKOS.prefLabel, None)):
        languages = [label.language for label in vocabularies.objects(subject, SKOS.prefLabel)]  # type: ignore[attr-defined]
        assert len(languages) == len(set(languages)), subject
        assert {"en", "es", "fr"} <= set(languages) <= {"en", "es", "fr", "pt"}, subject


def test_every_label_has_a_language(vocabularies: Graph) -> None:
    """The linker asks in which language a surface is used."""
    found = [label for concept in concepts(vocabularies) for label in labels(vocabularies, concept, *LABELS)]

    assert {label.language for label in found} == {"en", "es", "fr", "pt"}


def test_no_label_stands_twice_on_a_concept(vocabularies: Graph) -> None:
    """Preferred, alternative and hidden labels exclude each other (SKOS reference, S13)."""
    for concept in concepts(vocabularies):
        found = labels(vocabularies, concept, *LABELS)
        assert len(found) == len(set(found)), concept


def test_no_two_concepts_of_a_scheme_share_a_preferred_label(vocabularies: Graph) -> None:
    """A label in a list leads to one concept."""
    owners: dict[tuple[object, object], set[URIRef]] = defaultdict(set)
    for concept in concepts(vocabularies):
        for label in vocabularies.objects(concept, SKOS.prefLabel):
            owners[vocabularies.value(concept, SKOS.inScheme), label].add(concept)

    assert not {key: found for key, found in owners.items() if len(found) > 1}


@pytest.mark.parametrize("path", ["country/", "place/", "region/", "group/", "theme/", "category/"])
def test_no_label_of_any_kind_names_two(vocabularies: Graph, path: str) -> None:
    """Whatever its language, a spelling of a country, city, region, group, theme or category finds one of them."""
    owners: dict[str, set[URIRef]] = defaultdict(set)
    for concept in below(vocabularies, path):
        for label in labels(vocabularies, concept, *LABELS):
            owners[fold(label)].add(concept)

    assert not {label: found for label, found in owners.items() if len(found) > 1}


def test_two_acronyms_and_no_name_are_ambiguous_between_organizations(vocabularies: Graph) -> None:
    """BID and OIE have two readings and need a cue; every other label names one organization."""
    owners: dict[str, set[URIRef]] = defaultdict(set)
    for concept in below(vocabularies, "organization/"):
        for label in labels(vocabularies, concept, *LABELS):
            owners[fold(label)].add(concept)

    assert {label for label, found in owners.items() if len(found) > 1} == {"bid", "oie"}


def test_links_between_concepts_end_at_concepts(vocabularies: Graph) -> None:
    """A region, country, category, kind or scheme that is pointed at exists."""
    known = concepts(vocabularies) | set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    ends = {object_ for predicate in LINKS for object_ in vocabularies.objects(None, predicate)}

    assert ends <= known


def test_broader_has_no_cycle(vocabularies: Graph) -> None:
    """Going up always comes to an end."""
    for concept in concepts(vocabularies):
        assert concept not in set(vocabularies.transitive_objects(concept, SKOS.broader)) - {concept}
        above = [step for start in vocabularies.objects(concept, SKOS.broader) for step in _up(vocabularies, start)]
        assert concept not in above


def _up(graph: Graph, start: object) -> set[object]:
    return set(graph.transitive_objects(start, SKOS.broader))  # type: ignore[arg-type]


def test_every_kind_of_organization_stands_below_a_group(vocabularies: Graph) -> None:
    """The groups that readers filter by reach every organization."""
    scheme = ID["scheme/organization-kind"]
    top = set(vocabularies.objects(scheme, SKOS.hasTopConcept))

    assert top == set(vocabularies.subjects(SKOS.topConceptOf, scheme))
    for kind in below(vocabularies, "code/organization-kind/"):
        assert top & set(vocabularies.transitive_objects(kind, SKOS.broader))


@pytest.mark.parametrize(
    ("path", "class_"),
    [
        ("organization/", EV.Organization),
        ("country/", EV.Country),
        ("place/", EV.City),
        ("region/", EV.Region),
        ("theme/", EV.Theme),
        ("category/", EV.ThemeCategory),
        ("group/", EV.ConstituentGroup),
    ],
)
def test_concepts_have_the_class_of_their_path(vocabularies: Graph, path: str, class_: URIRef) -> None:
    """The class and the IRI agree."""
    assert below(vocabularies, path) == set(vocabularies.subjects(RDF.type, class_))


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("timing", "ex-post final midterm"),
        ("nature", "independent internal joint self"),
        ("evaluation-scope", "cluster country-programme project strategy thematic"),
        ("geographic-scope", "inter-regional multi-country national regional"),
        ("response", "action-not-yet-taken completed no-action-planned partially-completed rejected"),
        ("progress", "achieved no-implementation partially-achieved"),
        ("role", "commissioning donor implementing partner target-user"),
        ("information-source", "country-office head-quarters"),
        ("programme-form", "joint"),
    ],
)
def test_code_lists_are_complete(vocabularies: Graph, scheme: str, codes: str) -> None:
    """Programs rely on these codes by name."""
    assert set(vocabularies.subjects(SKOS.inScheme, ID[f"scheme/{scheme}"])) == {
        ID[f"code/{scheme}/{code}"] for code in codes.split()
    }


@pytest.mark.parametrize(
    ("code", "spelling"),
    [
        ("response/partially-completed", "Partially Completed"),
        ("response/no-action-planned", "No Action Planned"),
        ("progress/partially-achieved", "Partially achieved"),
        ("information-source/head-quarters", "Head Quarters"),
    ],
)
def test_the_spelling_of_the_source_is_the_notation(vocabularies: Graph, code: str, spelling: str) -> None:
    """A record goes back to its own words."""
    assert (ID[f"code/{code}"], SKOS.notation, Literal(spelling)) in vocabularies


def test_chile_carries_its_codes_and_links(vocabularies: Graph) -> None:
    """The country of the seed, as the design shows it."""
    chile = ID["country/CL"]

    assert {str(label) for label in vocabularies.objects(chile, SKOS.prefLabel)} == {"Chile", "Chili"}
    assert str(vocabularies.value(chile, EV.m49)) == "152"
    assert set(vocabularies.objects(chile, SKOS.exactMatch)) == {WIKIDATA.Q298, SDG["codes/geoArea/152"]}
    assert vocabularies.value(chile, EV.inRegion) == ID["region/americas"]


def test_migration_is_related_to_three_targets(vocabularies: Graph) -> None:
    """The theme of the seed, as the design shows it."""
    migration = ID["theme/migration"]

    assert set(vocabularies.objects(migration, SKOS.relatedMatch)) == {SDG["8.8"], SDG["10.7"], SDG["10.c"]}
    assert vocabularies.value(migration, EV.inCategory) == ID["category/conditions-of-work-and-equality"]


@pytest.mark.parametrize(
    ("organization", "acronyms"),
    [
        ("ilo", {"ILO@en", "OIT@es", "OIT@fr", "OIT@pt"}),
        ("iom", {"IOM@en", "OIM@es", "OIM@fr", "OIM@pt"}),
        ("unhcr", {"UNHCR@en", "ACNUR@es", "HCR@fr", "UNHCR@fr", "ACNUR@pt"}),
    ],
)
def test_the_bodies_of_the_seed_have_their_acronyms(vocabularies: Graph, organization: str, acronyms: set[str]) -> None:
    """OIT, OIM and ACNUR are found in Spanish prose."""
    found = labels(vocabularies, ID[f"organization/{organization}"], EV.acronym)

    assert {f"{label}@{label.language}" for label in found} == acronyms


@pytest.mark.parametrize("organization", ["un-system", "un-rco", "unct"])
def test_groups_of_the_united_nations_are_no_single_body(vocabularies: Graph, organization: str) -> None:
    """What exists once a country, or is the whole system, is kept apart by its kind."""
    kind = vocabularies.value(ID[f"organization/{organization}"], ORG.classification)

    assert kind == ID["code/organization-kind/igo-group"]


@pytest.mark.parametrize(
    ("place", "country", "bare", "label"),
    [
        ("MX-ciudad-de-mexico", "MX", True, Literal("Ciudad de México", "es")),
        ("CL-santiago", "CL", False, Literal("Santiago de Chile", "es")),
        ("LK-colombo", "LK", False, Literal("Colombo", "en")),
        ("IQ-basra", "IQ", True, Literal("Basora", "es")),
    ],
)
def test_cities_know_their_country_and_whether_they_need_it(
    vocabularies: Graph, place: str, country: str, bare: bool, label: Literal
) -> None:
    """Santiago alone is many towns; Ciudad de México is one."""
    city = ID[f"place/{place}"]

    assert vocabularies.value(city, EV.inCountry) == ID[f"country/{country}"]
    assert vocabularies.value(city, EV.bareName) == Literal(bare)
    assert label in labels(vocabularies, city, *LABELS)


def test_slugs_are_ascii(vocabularies: Graph) -> None:
    """No IRI needs escaping anywhere."""
    assert not [concept for concept in concepts(vocabularies) if not re.fullmatch(r"[\w./:-]+", concept, re.ASCII)]


def test_labels_are_trimmed_and_composed(vocabularies: Graph) -> None:
    """A label is what a reader would type: NFC, straight apostrophe, single blanks."""
    for concept in concepts(vocabularies):
        for label in labels(vocabularies, concept, *LABELS):
            assert str(label) == " ".join(unicodedata.normalize("NFC", label).split()), concept
            assert not set("\N{RIGHT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}`\N{NON-BREAKING HYPHEN}") & set(label), (
                concept
            )


def test_one_acronym_a_language_is_preferred(vocabularies: Graph) -> None:
    """A page shows one acronym; the linker knows them all."""
    for organization in below(vocabularies, "organization/"):
        preferred = labels(vocabularies, organization, EV.preferredAcronym)
        known = labels(vocabularies, organization, EV.acronym)
        assert set(preferred) <= set(known)
        assert sorted(str(label.language) for label in preferred) == sorted({str(label.language) for label in known})


@pytest.mark.parametrize(
    ("organization", "acronym"),
    [("un", "UN@en"), ("usdol", "USDOL@en"), ("eclac", "ECLAC@en"), ("unhcr", "HCR@fr"), ("woah", "OMSA@es")],
)
def test_the_preferred_acronym_is_the_current_one(vocabularies: Graph, organization: str, acronym: str) -> None:
    """UNO, DOL, UNECLAC and OIE are found in texts and not shown."""
    preferred = labels(vocabularies, ID[f"organization/{organization}"], EV.preferredAcronym)

    assert acronym in {f"{label}@{label.language}" for label in preferred}


def test_relations_to_targets_that_nobody_verified_are_told_apart(vocabularies: Graph) -> None:
    """An SDG target is related where the theme is verified, proposed where it is not."""
    for theme, target in vocabularies.subject_objects(SKOS.relatedMatch):
        if str(target).startswith(SDG):
            assert (theme, EV.verification, Literal("verified")) in vocabularies
    proposed = set(vocabularies.subjects(EV.proposedMatch, None))
    assert proposed
    assert not proposed & set(vocabularies.subjects(EV.verification, Literal("verified")))


def test_donor_codes_say_what_they_rest_on(vocabularies: Graph) -> None:
    """A code names one donor, is related to some, or is known to be open; each with its basis."""
    codes = below(vocabularies, "code/donor/")
    known = concepts(vocabularies)

    assert len(codes) > 20
    for code in codes:
        assert str(vocabularies.value(code, SKOS.notation)) == str(code).rpartition("/")[2]
        assert str(vocabularies.value(code, SKOS.editorialNote)).startswith("Basis: ")
        donors = list(vocabularies.objects(code, SKOS.exactMatch))
        assert len(donors) <= 1
        assert {*donors, *vocabularies.objects(code, SKOS.relatedMatch)} <= known


def test_only_certain_donor_codes_name_a_donor(vocabularies: Graph) -> None:
    """A country code says which country gives, and not which of its bodies."""
    named = {
        str(code).rpartition("/")[2]: str(donor).rpartition("/")[2]
        for code in below(vocabularies, "code/donor/")
        for donor in vocabularies.objects(code, SKOS.exactMatch)
    }

    assert named == {"EEC": "eu", "EUR": "eu", "IOM": "iom", "UND": "undp"}


def test_changes_lead_from_a_body_to_a_body(vocabularies: Graph) -> None:
    """A renamed body points at its change and the change at the body, before and after."""
    changes = set(vocabularies.subjects(RDF.type, ORG.ChangeEvent))

    assert changes
    for event in changes:
        (before,) = vocabularies.objects(event, ORG.originalOrganization)
        (after,) = vocabularies.objects(event, ORG.resultingOrganization)
        assert (before, ORG.changedBy, event) in vocabularies
        assert (after, ORG.resultedFrom, event) in vocabularies
        assert sorted(str(label.language) for label in labels(vocabularies, URIRef(str(event)), RDFS.label)) == [
            "en",
            "es",
            "fr",
        ]
        assert vocabularies.value(event, EV.verification)
