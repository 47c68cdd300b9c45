"""What a graph holds, in the words of VoID and DCAT: counts by class and property, links outwards, parts, licences.

The build says that there is a data set and which build made it (`kg.pipeline.provenance`), and counts what is in it
(`kg.exports.tally`); this module puts that into words. All nodes are IRIs below ``id/dataset/``, so that a later
build can take back what an earlier one said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.exports.tally import ENTITIES, LINKSETS, linkset_key
from kg.terms import RDF_TYPE, integer, iri, literal
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.terms import Names, Term, Triple

_DCAT: Final = PREFIXES["dcat"]
_DCTERMS: Final = PREFIXES["dcterms"]
_PROV: Final = PREFIXES["prov"]
_VOID: Final = PREFIXES["void"]
_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/text/turtle"

_FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE"
_THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
"""Population and society, in the list of data themes that DCAT-AP names."""

KEYWORDS: Final = {
    "en": ("evaluation", "lessons learned", "good practices", "recommendations", "decent work"),
    "es": ("evaluación", "lecciones aprendidas", "buenas prácticas", "recomendaciones", "trabajo decente"),
    "fr": ("évaluation", "leçons apprises", "bonnes pratiques", "recommandations", "travail décent"),
}

RIGHTS: Final = {
    "en": "The records are the ILO's; each names the address of its page, which tells the terms of use.",
    "es": "Los registros son de la OIT; cada uno da la dirección de su página, que indica las condiciones de uso.",
    "fr": "Les fiches sont celles de l'OIT ; chacune donne l'adresse de sa page, qui indique les conditions d'usage.",
}
"""Whose the records are; the licence of the vocabularies and the ontology is on their part of the data set."""

PARTS: Final = {
    "record": ("What records state", "Lo que afirman los registros", "Ce que les fiches affirment"),
    "linked": (
        "What rules read in one record",
        "Lo que las reglas leen en un registro",
        "Ce que les règles lisent dans une fiche",
    ),
    "inferred": (
        "What follows from several records",
        "Lo que se sigue de varios registros",
        "Ce qui découle de plusieurs fiches",
    ),
    "reference": ("Vocabularies and ontology", "Vocabularios y ontología", "Vocabulaires et ontologie"),
}
"""The named graphs by who says what they hold, with titles in English, Spanish and French."""


def describe_contents(
    tally: Mapping[str, int], examples: Iterable[Term], names: Names, build: Term | None = None
) -> Iterator[Triple]:
    """Yield what the data set holds: partitions, link sets, parts, distribution, rights.

    Parameters
    ----------
    tally
        How often what stands in the graph, provenance left out, so that the description does not count itself; see
        `kg.exports.tally`.
    examples
        Things that a reader may begin with.
    names
        Its IRIs.
    build
        The build that made the derived parts; said of them where it is given.

    Yields
    ------
    Triple
        In a fixed order.
    """
    data_set = names.thing("dataset", "graph")
    yield from _catalogue_entry(names, data_set)
    yield from _distribution(names, data_set)
    yield from _parts(names, data_set, build)
    properties = {key[1:-1]: number for key, number in tally.items() if number and key.startswith("<")}
    classes = {key[3:-1]: number for key, number in tally.items() if number and key.startswith("a <")}
    yield data_set, iri(_VOID + "entities"), integer(tally.get(ENTITIES, 0))
    yield data_set, iri(_VOID + "properties"), integer(len(properties))
    yield data_set, iri(_VOID + "classes"), integer(len(classes))
    for namespace in sorted({_namespace(key) for key in (*properties, *classes)}):
        yield data_set, iri(_VOID + "vocabulary"), iri(namespace)
    yield from _partitions(names, data_set, "class", "entities", classes)
    yield from _partitions(names, data_set, "property", "triples", properties)
    yield from _linksets(tally, names, data_set)
    for example in examples:
        yield data_set, iri(_VOID + "exampleResource"), example


def described_before(store: ox.Store, names: Names) -> list[Term]:
    """Return the subjects of an earlier description, sorted: what a build forgets before it describes again."""
    start, graph = names.thing_iri("dataset") + "/", ox.NamedNode(names.graph("provenance")[1:-1])
    predicates = [ox.NamedNode(_VOID + name) for name in ("class", "property", "objectsTarget", "uriSpace")]
    predicates.append(ox.NamedNode(_DCAT + "mediaType"))
    found = {str(quad.subject) for each in predicates for quad in store.quads_for_pattern(None, each, None, graph)}
    return sorted(subject for subject in found if subject.startswith(f"<{start}"))


def _catalogue_entry(names: Names, data_set: Term) -> Iterator[Triple]:
    """Say what a catalogue of data asks (DCAT-AP), as far as a build can know it: publisher and contact are others'."""
    yield data_set, iri(_DCTERMS + "identifier"), literal(data_set[1:-1])
    yield data_set, iri(_DCAT + "theme"), iri(_THEME)
    yield data_set, iri(_DCAT + "landingPage"), iri(names.base)
    for part in ("def", "shapes"):
        yield data_set, iri(_DCTERMS + "conformsTo"), iri(f"{names.base}{part}")
    yield data_set, iri(_VOID + "sparqlEndpoint"), iri(f"{names.base}sparql")
    for language, text in RIGHTS.items():
        yield data_set, iri(_DCTERMS + "language"), iri(PREFIXES["iso639"] + language)
        yield data_set, iri(_DCTERMS + "rights"), literal(text, language)
        for keyword in KEYWORDS[language]:
            yield data_set, iri(_DCAT + "keyword"), literal(keyword, language)


def _distribution(names: Names, data_set: Term) -> Iterator[Triple]:
    turtle = names.thing("dataset", "distribution", "turtle")
    yield data_set, iri(_DCAT + "distribution"), turtle
    yield turtle, RDF_TYPE, iri(_DCAT + "Distribution")
    yield turtle, iri(_DCTERMS + "title"), literal("graph.ttl", "en")
    yield turtle, iri(_DCAT + "accessURL"), iri(f"{names.base}data")
    yield turtle, iri(_DCAT + "mediaType"), iri(_MEDIA_TYPE)
    yield turtle, iri(_DCTERMS + "format"), iri(_FILE_TYPE)
    yield turtle, iri(_DCTERMS + "conformsTo"), iri(f"{names.base}def")


def _parts(names: Names, data_set: Term, build: Term | None) -> Iterator[Triple]:
    for part, titles in PARTS.items():
        term = names.thing("dataset", "part", part)
        yield data_set, iri(_VOID + "subset"), term
        yield term, RDF_TYPE, iri(_VOID + "Dataset")
        yield term, iri(_VOID + "uriSpace"), literal(f"{names.base}graph/{part}")
        for language, title in zip(("en", "es", "fr"), titles, strict=True):
            yield term, iri(_DCTERMS + "title"), literal(title, language)
        if build and part in {"linked", "inferred"}:
            yield term, iri(_PROV + "wasGeneratedBy"), build
        if part == "reference":
            yield term, iri(_DCTERMS + "license"), iri("https://spdx.org/licenses/MIT")


def _partitions(names: Names, data_set: Term, sort: str, counted: str, counts: Mapping[str, int]) -> Iterator[Triple]:
    for key, count in sorted(counts.items()):
        part = names.thing("dataset", sort, names.compress(key).replace(":", "-", 1))
        yield data_set, iri(f"{_VOID}{sort}Partition"), part
        yield part, RDF_TYPE, iri(_VOID + "Dataset")
        yield part, iri(_VOID + sort), iri(key)
        yield part, iri(_VOID + counted), integer(count)


def _linksets(tally: Mapping[str, int], names: Names, data_set: Term) -> Iterator[Triple]:
    for name, (target, predicates) in LINKSETS.items():
        for predicate in predicates:
            count = tally.get(linkset_key(name, predicate), 0)
            if not count:
                continue
            term = names.thing("dataset", "linkset", f"{name}-{names.compress(predicate).partition(':')[2]}")
            yield data_set, iri(_VOID + "subset"), term
            yield term, RDF_TYPE, iri(_VOID + "Linkset")
            yield term, iri(_VOID + "subjectsTarget"), data_set
            yield term, iri(_VOID + "objectsTarget"), iri(target)
            yield term, iri(_VOID + "linkPredicate"), iri(predicate)
            yield term, iri(_VOID + "triples"), integer(count)


def _namespace(full_iri: str) -> str:
    """Return an IRI up to its last ``#`` or ``/``.

    Examples
    --------
    >>> _namespace("http://www.w3.org/ns/prov#Activity"), _namespace("http://purl.org/dc/terms/title")
    ('http://www.w3.org/ns/prov#', 'http://purl.org/dc/terms/')
    """
    return full_iri[: max(full_iri.rfind("#"), full_iri.rfind("/")) + 1]
