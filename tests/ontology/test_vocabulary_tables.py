"""The tables of ``ontology/data`` and the Turtle that is made from them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace

from kg.errors import ConfigError
from kg.reference import fold
from tools.vocabularies import LANGUAGES, Row, read_table, split, stale

if TYPE_CHECKING:
    from pathlib import Path

ID = Namespace("https://kg.example/id/")
EV = Namespace("https://kg.example/def#")
FOUND_NAMES = (*(f"name_{language}_un" for language in ("en", "es", "fr")), *(f"name_{x}_cldr" for x in LANGUAGES))
NO_LABELS = {("SX", "Saint-Martin"), ("MF", "San Martín")}
"""Names of a source that stand for another place too (README of the tables)."""


def spellings(row: Row) -> set[str]:
    """Return every label of a row, folded."""
    columns = [f"{column}_{language}" for column in ("name", "alt", "hidden") for language in LANGUAGES]
    return {fold(label) for column in columns for label in split(row.get(column, ""))}


def test_the_turtle_is_what_the_tables_give(folder: Path) -> None:
    """Nobody has changed a vocabulary beside its table."""
    assert not stale(folder), "run python -m tools.vocabularies"


def vocabularies_command(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the command as CI runs it."""
    return subprocess.run(
        [sys.executable, "-m", "tools.vocabularies", *options], capture_output=True, text=True, check=False
    )


def test_check_passes_in_silence() -> None:
    """The command that CI runs says nothing and exits 0."""
    run = vocabularies_command("--check")

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_check_fails_when_a_file_differs_from_its_table(folder: Path, tmp_path: Path) -> None:
    """A change by hand is named, with the way to undo it, and is left as it is."""
    copy = shutil.copytree(folder, tmp_path / "ontology")
    (copy / "regions.ttl").write_text("# by hand\n", encoding="utf-8")

    run = vocabularies_command("--check", "--folder", str(copy))

    assert run.returncode == 1
    assert run.stderr == "regions.ttl: differs from its table\n  run python -m tools.vocabularies\n"
    assert (copy / "regions.ttl").read_text(encoding="utf-8") == "# by hand\n"


def test_the_command_writes_what_differs_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    """After a run the check passes."""
    copy = shutil.copytree(folder, tmp_path / "ontology")
    (copy / "regions.ttl").unlink()

    run = vocabularies_command("--folder", str(copy))

    assert run.stdout == "regions.ttl: written\n"
    assert not stale(copy)


def test_a_row_of_the_wrong_length_is_reported_with_its_line(tmp_path: Path) -> None:
    """The editor learns which line to mend."""
    table = tmp_path / "cities.tsv"
    table.write_text("id\tcountry\nPE-lima\tPE\nCL-santiago\n", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_table(table)

    assert str(caught.value) == "cities.tsv:3: the row has 1 cells, the heading 2\n  count the tabs"


@pytest.mark.parametrize(
    ("table", "column", "path"),
    [
        ("organizations", "id", "organization/"),
        ("countries", "iso2", "country/"),
        ("cities", "id", "place/"),
        ("regions", "region_id", "region/"),
        ("themes", "theme_id", "theme/"),
        ("themes", "category_id", "category/"),
    ],
)
def test_the_ids_are_those_of_the_table(folder: Path, vocabularies: Graph, table: str, column: str, path: str) -> None:
    """The id column wins over any rule for slugs."""
    ids = [row[column] for row in read_table(folder / "data" / f"{table}.tsv") if row[column]]
    subjects = vocabularies.subjects(RDF.type, SKOS.Concept)
    found = {subject for subject in subjects if str(subject).startswith(ID[path])}

    assert found == {ID[path + id_] for id_ in ids}


@pytest.mark.parametrize("table", ["organizations", "countries", "cities", "regions", "themes"])
def test_every_row_has_a_status_of_the_list(folder: Path, table: str) -> None:
    """How far a row is verified is always said."""
    rows = read_table(folder / "data" / f"{table}.tsv")

    assert {row["status"] for row in rows} <= {"verified", "derived", "unverified", "editorial"}


def test_every_name_that_a_source_gives_a_country_is_a_label(folder: Path) -> None:
    """A page that writes what the United Nations or CLDR write is understood."""
    missing = [
        (row["iso2"], name)
        for row in read_table(folder / "data" / "countries.tsv")
        for name in (*(row[column] for column in FOUND_NAMES), *split(row["source_spellings"]))
        if name
        and fold(name.replace("\N{NON-BREAKING HYPHEN}", "-")) not in spellings(row)
        and (row["iso2"], name) not in NO_LABELS
    ]

    assert not missing


@pytest.mark.parametrize(
    ("spelling", "country"),
    [
        ("Bolivia", "BO"),
        ("Cape Verde", "CV"),
        ("Congo", "CG"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Costa de Marfil", "CI"),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CI"),
        ("East Timor", "TL"),
        ("Estados Unidos", "US"),
        ("Iran, Islamic Republic of", "IR"),
        ("Ivory Coast", "CI"),
        ("Korea, Republic of", "KR"),
        ("Lao PDR", "LA"),
        ("Moldova, Republic of", "MD"),
        ("Occupied Palestinian Territory", "PS"),
        ("South Korea", "KR"),
        ("Swaziland", "SZ"),
        ("Syria", "SY"),
        ("Tanzania, United Republic of", "TZ"),
        ("Timor-Leste", "TL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Venezuela, Bolivarian Republic of", "VE"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
    ],
)
def test_spellings_of_pages_find_their_country(folder: Path, spelling: str, country: str) -> None:
    """Long, short, inverted and former names are all known."""
    rows = read_table(folder / "data" / "countries.tsv")

    assert [row["iso2"] for row in rows if fold(spelling) in spellings(row)] == [country]


@pytest.mark.parametrize(
    ("country", "english", "spanish", "french"),
    [
        (
            "BO",
            "Bolivia (Plurinational State of)",
            "Bolivia (Estado Plurinacional de)",
            "Bolivie (État plurinational de)",
        ),
        ("CI", "Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("CZ", "Czechia", "Chequia", "Tchéquie"),
        ("MM", "Myanmar", "Myanmar", "Myanmar"),
        ("PS", "State of Palestine", "Estado de Palestina", "État de Palestine"),
        ("SZ", "Eswatini", "Eswatini", "Eswatini"),
        ("TR", "Türkiye", "Türkiye", "Türkiye"),
        ("VN", "Viet Nam", "Viet Nam", "Viet Nam"),
    ],
)
def test_countries_bear_their_current_united_nations_name(
    vocabularies: Graph, country: str, english: str, spanish: str, french: str
) -> None:
    """The preferred label is the short name that the United Nations use today."""
    wanted = {Literal(english, "en"), Literal(spanish, "es"), Literal(french, "fr")}

    assert wanted <= set(vocabularies.objects(ID[f"country/{country}"], SKOS.prefLabel))


def test_namibia_is_no_missing_value(folder: Path) -> None:
    """Its code is NA."""
    assert "NA" in {row["iso2"] for row in read_table(folder / "data" / "countries.tsv")}


def test_dissolved_areas_are_left_out(folder: Path) -> None:
    """The Netherlands Antilles are no more, and Sudan is the country of today."""
    rows = {row["iso2"]: row for row in read_table(folder / "data" / "countries.tsv")}

    assert "AN" not in rows
    assert rows["SD"]["m49"] == "729"


def test_an_organization_with_an_identifier_says_who_gives_it(folder: Path) -> None:
    """No identifier is filled in from memory."""
    for row in read_table(folder / "data" / "organizations.tsv"):
        identified = bool(row["wikidata"] or row["ror"] or row["iati_dac_channel"])
        assert identified == (row["status"] == "verified"), row["id"]
        assert not identified or row["verified_by"], row["id"]
