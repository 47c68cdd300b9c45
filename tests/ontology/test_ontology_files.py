"""Every Turtle file of the ontology, as text and as a graph."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("kg", "changes", "cities", "codes", "countries", "donors", "organizations", "quality", "regions", "themes")
OTHERS = ("alignments/schema-org", "queries/catalogue")


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_read_the_same_graph(folder: Path, name: str) -> None:
    """The files hold nothing that one parser reads otherwise than the other."""
    file = folder / f"{name}.ttl"
    as_ntriples = ox.serialize(ox.parse(path=file, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    assert as_ntriples is not None

    assert set(Graph().parse(file)) == set(Graph().parse(data=as_ntriples, format="nt"))


@pytest.mark.parametrize("name", OTHERS)
def test_two_parsers_read_the_other_files_alike(folder: Path, name: str) -> None:
    """What a build does not load is sound Turtle too."""
    file = folder / f"{name}.ttl"
    as_ntriples = ox.serialize(ox.parse(path=file, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    assert as_ntriples is not None

    assert set(Graph().parse(file)) == set(Graph().parse(data=as_ntriples, format="nt"))
    assert sorted(each.relative_to(folder).with_suffix("").as_posix() for each in folder.glob("*/*.ttl")) == [*OTHERS]


@pytest.mark.parametrize("name", FILES)
def test_no_file_has_a_blank_node(folder: Path, name: str) -> None:
    """Equal graphs can be compared as sets of triples."""
    terms = {term for triple in Graph().parse(folder / f"{name}.ttl") for term in triple}

    assert not [term for term in terms if isinstance(term, BNode)]


def test_the_folder_holds_no_other_turtle_file(folder: Path) -> None:
    """A new vocabulary is tested from its first day."""
    assert sorted(file.stem for file in folder.glob("*.ttl")) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_text_is_plain(folder: Path, name: str) -> None:
    """One line end, no tab, no blank at the end of a line, no curly apostrophe, composed letters."""
    text = (folder / f"{name}.ttl").read_bytes().decode("utf-8")

    assert text.endswith(".\n")
    assert not [
        line
        for line in text.split("\n")
        if line != line.rstrip() or "\t" in line or "\N{RIGHT SINGLE QUOTATION MARK}" in line
    ]
    assert unicodedata.is_normalized("NFC", text)


def test_the_readme_names_every_file(folder: Path) -> None:
    """Who takes the folder alone knows what each file is for."""
    readme = (folder / "README.md").read_text(encoding="utf-8")

    names = {file.name for file in folder.glob("*.*") if file.name != "README.md"}
    names |= {f"{each.name}/" for each in folder.iterdir() if each.is_dir()}
    assert not [name for name in names if f"`{name}" not in readme]
