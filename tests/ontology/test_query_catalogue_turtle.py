"""The catalogue of queries as SHACL executables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, Graph, Literal, URIRef

from kg.queries.catalog import catalog
from tools.queries import declared_prefixes, text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Graph:
    """Return the committed file as a graph."""
    return Graph().parse(folder / "queries" / "catalogue.ttl")


def test_the_file_is_what_the_queries_give(folder: Path) -> None:
    """A query is changed in one place."""
    written = (folder / "queries" / "catalogue.ttl").read_text(encoding="utf-8")

    assert written == text(folder), "run python -m tools.queries"


def test_every_query_and_rule_is_there(folder: Path, catalogue: Graph) -> None:
    """What can be asked by name can be found as data."""
    names = {str(name) for name in catalogue.objects(None, DCTERMS.identifier)}

    assert names == {*catalog(), *(file.stem for file in (folder / "rules").glob("*.rq"))}


def test_every_executable_has_its_question_in_three_languages(catalogue: Graph) -> None:
    """A reader chooses by the question and not by the name."""
    for executable in catalogue.subjects(DCTERMS.identifier, None):
        labels = [label for label in catalogue.objects(executable, RDFS.label) if isinstance(label, Literal)]
        assert sorted(str(label.language) for label in labels) == ["en", "es", "fr"]


def test_every_executable_runs_with_the_declared_prefixes(folder: Path, catalogue: Graph) -> None:
    """The text and the prefixes of the ontology together are a whole query."""
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared_prefixes(folder / "kg.ttl").items())
    executables = [*catalogue.subject_objects(SH.select), *catalogue.subject_objects(SH.construct)]

    assert len(executables) == len(set(catalogue.subjects(DCTERMS.identifier, None)))
    for _, body in executables:
        ox.Store().query(head + str(body))


def test_every_parameter_is_a_variable_of_its_query(catalogue: Graph) -> None:
    """The last part of a parameter's path is the name to bind, as SHACL has it."""
    for query, parameter in catalogue.subject_objects(SH.parameter):
        assert (parameter, RDF.type, SH.Parameter) in catalogue
        path = catalogue.value(parameter, SH.path)
        assert isinstance(path, URIRef)
        assert f"?{path.rpartition('/')[2]} " in str(catalogue.value(query, SH.select))
        assert catalogue.value(parameter, SH.description)
