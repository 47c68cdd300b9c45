"""The pages of the ontology: up to date, whole, sound, and read without a network."""

from __future__ import annotations

import csv
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from rdflib import OWL, RDF, Graph

from kg.resources import ontology_folder, shapes_folder
from kg.vocabulary import Ev, EvClass
from tools.docs.model import LANGUAGES, read_ontology
from tools.ontology_docs import FOLDER, files


class Links(HTMLParser):
    """The anchors, the links and what else a page would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        found = dict(attrs)
        if found.get("id"):
            self.anchors.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        elif tag in {"link", "script", "img", "iframe", "object", "embed", "video", "audio"} or "src" in found:
            self.loads.append(tag)


@cache
def written(language: str) -> str:
    """Return the committed page."""
    return (FOLDER / f"index.{language}.html").read_text(encoding="utf-8")


def test_the_committed_files_are_what_the_ontology_gives() -> None:
    """Nobody changes a page by hand, and no change of the ontology or the shapes leaves the pages behind."""
    stale = [name for name, text in files().items() if (FOLDER / name).read_bytes() != text.encode()]

    assert not stale, "run python -m tools.ontology_docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_scheme_and_message_is_on_the_page(language: str) -> None:
    """Nothing that the ontology has is left out, in any language."""
    links = Links(written(language))

    assert {str(name) for name in (*EvClass, *Ev)} <= set(links.anchors)
    for file in ontology_folder().glob("*.ttl"):
        for scheme in Graph().parse(file).subjects(RDF.type, None):
            if "/id/scheme/" in str(scheme):
                assert f"scheme-{str(scheme).rpartition('/')[2]}" in links.anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_page_arrives(language: str) -> None:
    """An anchor exists once; a link to it, or to a file beside the page, leads somewhere."""
    links = Links(written(language))

    assert len(links.anchors) == len(set(links.anchors))
    for link in links.links:
        if link.startswith("#"):
            assert link[1:] in links.anchors
        elif not link.startswith(("http://", "https://")):
            assert (FOLDER / link).is_file(), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_loads_nothing_and_runs_nothing(language: str) -> None:
    """The page works from a stick in a plane."""
    page = written(language)

    assert Links(page).loads == []
    assert not re.search(r"@import|url\((?!#)", page)
    assert f'<html lang="{language}">' in page


def test_every_class_with_a_shape_shows_its_rules() -> None:
    """A reader of a term sees what the shapes ask of it."""
    ontology = read_ontology(ontology_folder(), shapes_folder())

    governed = {curie for rule in ontology.rules for curie in rule.classes}

    assert {"ev:Evaluation", "ev:LessonLearned", "ev:Programme", "ev:Mention", "ev:Country"} <= governed
    assert all(set(rule.messages) == set(LANGUAGES) for rule in ontology.rules if rule.messages)


def test_the_dictionary_has_a_row_for_every_term() -> None:
    """A spreadsheet shows the terms with their labels, definitions and keys."""
    with (FOLDER / "data-dictionary.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["term"]: row for row in csv.DictReader(lines)}

    assert set(rows) == {f"ev:{name}" for name in (*EvClass, *Ev)}
    assert rows["ev:successFactors"]["source_key"] == "success"
    assert rows["ev:coversCountry"]["range"] == "ev:Country"
    assert rows["ev:Evaluation"]["label_fr"] == "Évaluation"
    assert OWL.Class.endswith(rows["ev:Evaluation"]["kind"].title())
