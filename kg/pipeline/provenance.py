"""Where the graph comes from: sources, builds and the description of the data set."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import kg.exports
import kg.linking
import kg.mapping
import kg.records
import kg.validation.quality
from kg.resources import ontology_folder
from kg.terms import RDF_TYPE, integer, iri, literal, typed
from kg.vocabulary import DEFAULT_BASE, PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kg.sources import Document
    from kg.terms import Names, Term, Triple

_DCTERMS: Final = PREFIXES["dcterms"]
_PROV: Final = PREFIXES["prov"]
_DCAT: Final = PREFIXES["dcat"]
_VOID: Final = PREFIXES["void"]
PRIMARY_SOURCE: Final[Term] = iri(_PROV + "hadPrimarySource")
GENERATED_BY: Final[Term] = iri(_PROV + "wasGeneratedBy")

_DESCRIPTION: Final = {
    "en": "{records} records of the ILO from i-eval Discovery, with what rules found in them; each names its page.",
    "es": "{records} registros de la OIT procedentes de i-eval Discovery, con lo que las reglas hallaron en ellos; "
    "cada uno nombra su página.",
    "fr": "{records} fiches de l'OIT issues d'i-eval Discovery, avec ce que des règles y ont trouvé ; "
    "chacune nomme sa page.",
}
_RESERVED: Final = {
    "en": "Its base is the reserved name kg.example: set your own with --base before you publish it.",
    "es": "Su base es el nombre reservado kg.example: ponga la suya con --base antes de publicarlo.",
    "fr": "Sa base est le nom réservé kg.example : mettez la vôtre avec --base avant de le publier.",
}


def kg_version() -> str:
    """Return the version of the installed distribution."""
    return version("ieval-kg")


@cache
def rules_hash() -> str:
    """Return the hash of all that decides the graph and flaws of a record: version, vocabularies, rules, mapping."""
    digest = hashlib.sha256(kg_version().encode())
    rooms = (kg.exports, kg.linking, kg.mapping, kg.records, kg.validation.quality)
    folders = [ontology_folder(), *(Path(path) for room in rooms for path in room.__path__)]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".ttl", ".tsv", ".py"} and file.is_file():
                digest.update(file.name.encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def build_term(names: Names, rules: str) -> Term:
    """Return the IRI of builds by these rules: the same for every input, so derived facts can name it.

    Parameters
    ----------
    names
        Mints the IRI.
    rules
        All that decides what is derived, as `kg.pipeline.rules.linking_rules` writes it: the version and its rules,
        and what a configuration adds to them.
    """
    return names.thing("build", hashlib.sha256(rules.encode()).hexdigest()[:16])


def linked_by(kind: str, number: str, build: Term, names: Names) -> Triple:
    """Say which build derived what stands in the linked graph of a record."""
    return names.graph("linked", kind, number), GENERATED_BY, build


def source_term(document: Document, names: Names) -> Term:
    """Return the IRI of a source document."""
    return names.thing("source", document.digest[:16])


def describe_source(document: Document, layout: str, read_at: datetime, names: Names) -> Iterator[Triple]:
    """Yield what is known of one document as it was read."""
    term = source_term(document, names)
    yield term, RDF_TYPE, names.ev(EvClass.SourceDocument)
    yield term, iri(_DCTERMS + "title"), literal(document.name)
    yield term, names.ev(Ev.contentHash), literal(document.digest)
    yield term, names.ev(Ev.byteSize), integer(document.size)
    yield term, names.ev(Ev.layout), literal(layout)
    yield term, names.ev(Ev.retrievedAt), _moment(read_at)


def describe_build(  # noqa: PLR0913 -- what is told of a build
    build: Term, names: Names, started: datetime, ended: datetime, *, triples: int, records: int
) -> Iterator[Triple]:
    """Yield the build and the data set it made (PROV-O, DCAT, VoID)."""
    data_set = names.thing("dataset", "graph")
    yield build, RDF_TYPE, names.ev(EvClass.Build)
    yield build, iri(_PROV + "startedAtTime"), _moment(started)
    yield build, iri(_PROV + "endedAtTime"), _moment(ended)
    yield build, iri(_DCTERMS + "hasVersion"), literal(kg_version())
    yield names.graph("inferred"), GENERATED_BY, build
    yield data_set, RDF_TYPE, iri(_DCAT + "Dataset")
    yield data_set, RDF_TYPE, iri(_VOID + "Dataset")
    yield data_set, iri(_DCTERMS + "title"), literal("Knowledge graph of evaluation records", "en")
    yield data_set, iri(_DCTERMS + "title"), literal("Grafo de conocimiento de registros de evaluación", "es")
    yield data_set, iri(_DCTERMS + "title"), literal("Graphe de connaissances des fiches d'évaluation", "fr")
    for language, text in _DESCRIPTION.items():
        yield data_set, iri(_DCTERMS + "description"), literal(text.format(records=records), language)
    yield data_set, iri(_DCTERMS + "source"), iri("https://webapps.ilo.org/ievaldiscovery/")
    yield data_set, iri(_DCTERMS + "modified"), _moment(ended)
    yield data_set, GENERATED_BY, build
    yield data_set, iri(_VOID + "triples"), integer(triples)
    yield data_set, iri(_VOID + "uriSpace"), literal(names.base)
    if names.base == DEFAULT_BASE:
        for language, text in _RESERVED.items():
            yield data_set, iri(_DCTERMS + "description"), literal(text, language)


def _moment(moment: datetime) -> Term:
    return typed(moment.isoformat(timespec="seconds").replace("+00:00", "Z"), "dateTime")
