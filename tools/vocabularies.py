"""Write the Turtle vocabularies of ``ontology/`` from the tables in ``ontology/data/``.

    python -m tools.vocabularies            write every vocabulary that has a table
    python -m tools.vocabularies --check    write nothing; exit 1 when a file and its table differ

A table has one row a concept. ``name_en`` is its preferred label, ``alt_en`` and ``hidden_en`` hold further ones with
``;`` between them, and so for es, fr and pt. Equal tables give equal bytes: concepts are sorted by IRI, labels by
language and spelling. The words of the schemes themselves stand in ``data/schemes.tsv``.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from kg.errors import ConfigError, KgError, Location
from kg.resources import ontology_folder
from kg.vocabulary import DEFAULT_BASE, PREFIXES
from tools.turtle import Statements, block, curie, literal, prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

Row: TypeAlias = dict[str, str]
"""One line of a table by column; an empty cell is an empty string."""

Concept: TypeAlias = tuple[str, Statements]
"""A CURIE and what is said of it."""

LANGUAGES: Final = ("en", "es", "fr", "pt")

NAMESPACES: Final = {
    **{prefix: PREFIXES[prefix] for prefix in ("dcterms", "foaf", "org", "owl", "rdfs", "sdg", "skos", "wd")},
    "category": DEFAULT_BASE + "id/category/",
    "change": DEFAULT_BASE + "id/change/",
    "country": DEFAULT_BASE + "id/country/",
    "donor": DEFAULT_BASE + "id/code/donor/",
    "ev": DEFAULT_BASE + "def#",
    "kind": DEFAULT_BASE + "id/code/organization-kind/",
    "m49": "http://metadata.un.org/sdg/codes/geoArea/",
    "organization": DEFAULT_BASE + "id/organization/",
    "place": DEFAULT_BASE + "id/place/",
    "region": DEFAULT_BASE + "id/region/",
    "ror": "https://ror.org/",
    "scheme": DEFAULT_BASE + "id/scheme/",
    "theme": DEFAULT_BASE + "id/theme/",
}

LICENCE: Final = "https://spdx.org/licenses/MIT"
VERSION: Final = "1.0.0"
"""Of every vocabulary, as of ``kg.ttl``; a test holds them equal."""

_RECORDS: Final = re.compile(r"(\d+) record\(s\): (\S+)")
_TRUTH: Final = {"yes": "true", "no": "false"}


def read_table(file: Path) -> list[Row]:
    """Return the rows of a tab-separated table; cells are plain text, a quote is a quote.

    Raises
    ------
    ConfigError
        If a row has more or fewer cells than the heading, or a cell begins or ends with a blank.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        heading, *body = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, cells in enumerate(body, start=2):
        place = Location(file.name, number)
        if len(cells) != len(heading):
            raise ConfigError(f"the row has {len(cells)} cells, the heading {len(heading)}", place, "count the tabs")
        if any(cell != cell.strip() for cell in cells):
            raise ConfigError("a cell begins or ends with a blank", place, "remove the blank")
    return [dict(zip(heading, cells, strict=True)) for cells in body]


def split(cell: str) -> list[str]:
    """Return the values of a cell that holds several.

    Examples
    --------
    >>> split("PNUMA;PNUA"), split("")
    (['PNUMA', 'PNUA'], [])
    """
    return [value for value in cell.split(";") if value]


def labels(row: Row, column: str) -> list[str]:
    """Write ``<column>_en``, ``<column>_es`` ... in the order of `LANGUAGES`, then of the alphabet."""
    return [
        literal(label, language)
        for language in LANGUAGES
        for label in sorted(split(row.get(f"{column}_{language}", "")), key=alphabetical)
    ]


def _preferred_acronyms(row: Row) -> list[str]:
    """Write the first acronym of each cell: the one to show in that language."""
    cells = ((language, split(row.get(f"acronyms_{language}", ""))) for language in LANGUAGES)
    return [literal(acronyms[0], language) for language, acronyms in cells if acronyms]


def alphabetical(label: str) -> tuple[str, str]:
    """Sort É beside e, and equal ones by code point."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", label) if not unicodedata.combining(sign))
    return plain.casefold(), label


def _notes(*notes: str) -> tuple[str, list[str]]:
    return "skos:editorialNote", [literal(note, "en") for note in notes if note]


def _concept(row: Row, class_: str, scheme: str, column: str = "name", *, is_top: bool = True) -> Statements:
    return [
        ("a", [class_, "skos:Concept"]),
        ("skos:inScheme", [curie("scheme", scheme)]),
        ("skos:topConceptOf", [curie("scheme", scheme)] if is_top else []),
        ("skos:prefLabel", labels(row, column)),
        ("ev:acronym", labels(row, "acronyms")),
        ("ev:preferredAcronym", _preferred_acronyms(row)),
        ("skos:altLabel", labels(row, "alt")),
        ("skos:hiddenLabel", labels(row, "hidden")),
    ]


def organization(row: Row) -> Concept:
    """State an organization and, in notes, what its identifiers and names rest on."""
    ids = [curie("wd", row["wikidata"])] if row["wikidata"] else []
    ids += [curie("ror", row["ror"].removeprefix("https://ror.org/"))] if row["ror"] else []
    said = row["verified_by"].replace(" ; ", "; ").replace("dac<-", "channel code<-").replace("<-", " from ")
    return curie("organization", row["id"]), [
        *_concept(row, "ev:Organization", "organizations"),
        ("org:classification", [curie("kind", row["kind"])]),
        ("org:identifier", [literal(row["iati_dac_channel"])] if row["iati_dac_channel"] else []),
        ("org:changedBy", [curie("change", change) for change in split(row.get("changed_by", ""))]),
        ("org:resultedFrom", [curie("change", change) for change in split(row.get("resulted_from", ""))]),
        ("foaf:homepage", [f"<{row['homepage']}>"] if row["homepage"] else []),
        ("skos:exactMatch", ids),
        ("ev:verification", [literal(row["status"])]),
        _notes(row["note"], f"Identifiers: {said}." if said else "", _names_rest_on(row)),
    ]


def _names_rest_on(row: Row) -> str:
    checked, ours = (row[column].replace(",", ", ") for column in ("names_checked", "names_editorial"))
    parts = [f"as in a source in {checked}" if checked else "", f"editorial in {ours}" if ours else ""]
    return f"Names: {'; '.join(filter(None, parts))}."


def country(row: Row) -> Concept:
    """State a country with its codes and its region."""
    return curie("country", row["iso2"]), [
        *_concept(row, "ev:Country", "countries"),
        ("ev:isoAlpha2", [literal(row["iso2"])]),
        ("ev:isoAlpha3", [literal(row["iso3"])]),
        ("ev:m49", [literal(row["m49"])]),
        ("ev:inRegion", [curie("region", row["region_id"])]),
        ("skos:exactMatch", [curie("m49", row["m49"]), curie("wd", row["wikidata"])]),
        ("ev:verification", [literal(row["status"])]),
        _notes(f"Region: {row['source']}."),
    ]


def city(row: Row) -> Concept:
    """State a city, its country and whether its name alone may be linked."""
    return curie("place", row["id"]), [
        *_concept(row, "ev:City", "cities"),
        ("ev:inCountry", [curie("country", row["country"])]),
        ("ev:bareName", [_TRUTH[row["bare"]]]),
        ("ev:verification", [literal(row["status"])]),
        _notes(f"City: {row['source']}."),
    ]


def region(row: Row) -> Concept:
    """State a region and the value that stands for it in the country field."""
    return curie("region", row["region_id"]), [
        *_concept(row, "ev:Region", "regions"),
        ("ev:verification", [literal(row["status"])]),
        _notes(f"Seen: {row['source']}."),
    ]


def category(row: Row) -> Concept | None:
    """State the category of a theme; `None` where the theme has none."""
    name = row["category_en"]
    if not name:
        return None
    spelled_out = {"alt_en": name.replace(" & ", " and ")} if " & " in name else {}
    labelled = {key: cell for key, cell in row.items() if key.startswith("category_")} | spelled_out
    return curie("category", row["category_id"]), [
        *_concept(labelled, "ev:ThemeCategory", "theme-categories", "category"),
        ("ev:verification", [literal("verified")]),
    ]


def theme(row: Row) -> Concept:
    """State a theme, its category and the SDG targets it is related to, verified ones and proposed ones apart."""
    seen = _RECORDS.match(row["evidence"])
    targets = [curie("sdg", target) for target in split(row["sdg_targets"])]
    return curie("theme", row["theme_id"]), [
        *_concept(row, "ev:Theme", "themes", "theme", is_top=not row["category_id"]),
        ("ev:inCategory", [curie("category", row["category_id"])] if row["category_id"] else []),
        ("skos:relatedMatch" if row["status"] == "verified" else "ev:proposedMatch", targets),
        ("ev:verification", [literal(row["status"])]),
        _notes(
            f"Records seen: {seen[1]}, such as {seen[2]}." if seen else f"{row['evidence']}.",
            f"SDG targets: {row['sdg_basis']}." if row["sdg_basis"] else "",
        ),
    ]


def donor(row: Row) -> Concept:
    """State a donor code of project symbols and what it stands for or is related to."""
    return curie("donor", row["code"]), [
        ("a", ["skos:Concept"]),
        ("skos:inScheme", [curie("scheme", "donor-codes")]),
        ("skos:topConceptOf", [curie("scheme", "donor-codes")]),
        ("skos:notation", [literal(row["code"])]),
        ("skos:prefLabel", labels(row, "name")),
        ("skos:exactMatch", [_path(path) for path in split(row["exact"])]),
        ("skos:relatedMatch", [_path(path) for path in split(row["related"])]),
        ("ev:verification", [literal(row["status"])]),
        _notes(f"Basis: {row['basis']}."),
    ]


def _path(path: str) -> str:
    """Write ``organization/eu`` as a CURIE."""
    kind, _, key = path.partition("/")
    return curie(kind, key)


def change(row: Row) -> Concept:
    """State that an organization was renamed, or went on in another."""
    return curie("change", row["id"]), [
        ("a", ["org:ChangeEvent"]),
        ("rdfs:label", labels(row, "name")),
        ("dcterms:date", [literal(row["date"])]),
        ("org:originalOrganization", [curie("organization", row["original"])]),
        ("org:resultingOrganization", [curie("organization", row["resulting"])]),
        ("ev:verification", [literal(row["status"])]),
        _notes(f"Basis: {row['basis']}."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One Turtle file and how its table becomes concepts.

    Attributes
    ----------
    name
        Stem of the Turtle file and of the table.
    title
        What the first line of the file says.
    schemes
        For each scheme, in the order of the file, what states a row as a concept of it; an empty name
        where rows become no concepts. Rows that give the same concept (themes of one category) give it once.
    """

    name: str
    title: str
    schemes: dict[str, Callable[[Row], Concept | None]]


VOCABULARIES: Final = (
    Vocabulary(
        name="organizations",
        title="Organizations that evaluations name.",
        schemes={"organizations": organization},
    ),
    Vocabulary(
        name="countries",
        title="Countries and areas under the short names that the United Nations use today.",
        schemes={"countries": country},
    ),
    Vocabulary(
        name="cities",
        title="Capitals and large cities that evaluations name.",
        schemes={"cities": city},
    ),
    Vocabulary(
        name="regions",
        title="The regions of the records, and Inter-Regional.",
        schemes={"regions": region},
    ),
    Vocabulary(
        name="donors",
        title="Donor codes: the last part of project symbols.",
        schemes={"donor-codes": donor},
    ),
    Vocabulary(
        name="changes",
        title="Organizations that took another name, or went on in another body.",
        schemes={"": change},
    ),
    Vocabulary(
        name="themes",
        title="Themes and the categories that gather them.",
        schemes={"theme-categories": category, "themes": theme},
    ),
)
"""Every vocabulary that has a table; the code lists of ``codes.ttl`` are written by hand."""


def turtle(vocabulary: Vocabulary, folder: Path) -> str:
    """Return the Turtle text of `vocabulary`, made from the tables in `folder`."""
    schemes = {row["scheme"]: row for row in read_table(folder / "schemes.tsv")}
    rows = _rows(vocabulary.name, folder)
    blocks: list[str] = []
    for name, state in vocabulary.schemes.items():
        concepts = dict(filter(None, map(state, rows)))
        if name:
            blocks.append(block(curie("scheme", name), _scheme(schemes[name])))
        blocks += [block(subject, concepts[subject]) for subject in sorted(concepts)]
    body = "\n".join(blocks)
    made = f"Made by `python -m tools.vocabularies` from data/{vocabulary.name}.tsv: change the table, not this file."
    return f"# {vocabulary.title}\n#\n# {made}\n\n{prefixes(NAMESPACES, body)}\n{body}"


def _rows(name: str, folder: Path) -> list[Row]:
    """Read the table `name`; organizations learn of their changes."""
    rows = read_table(folder / f"{name}.tsv")
    if name == "organizations":
        changes = read_table(folder / "changes.tsv")
        for row in rows:
            row["changed_by"] = ";".join(change["id"] for change in changes if change["original"] == row["id"])
            row["resulted_from"] = ";".join(change["id"] for change in changes if change["resulting"] == row["id"])
    return rows


def _scheme(row: Row) -> Statements:
    return [
        ("a", ["skos:ConceptScheme"]),
        ("skos:prefLabel", labels(row, "name")),
        ("skos:definition", [literal(row[f"description_{language}"], language) for language in ("en", "es", "fr")]),
        _notes(row["note"]),
        ("dcterms:source", [f"<{source}>" for source in split(row["sources"])]),
        ("dcterms:license", [f"<{LICENCE}>"]),
        ("owl:versionInfo", [literal(VERSION)]),
    ]


def stale(folder: Path) -> dict[Path, str]:
    """Return the Turtle files of `folder` that are missing or not what their tables give, with the text they lack."""
    wanted = {folder / f"{vocabulary.name}.ttl": turtle(vocabulary, folder / "data") for vocabulary in VOCABULARIES}
    return {file: text for file, text in wanted.items() if not file.is_file() or file.read_bytes() != text.encode()}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file and its table differ.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the Turtle files, with the tables in data/; by default ontology/.",
)
def main(*, check: bool, folder: Path | None) -> None:
    """Write the Turtle vocabularies from their tables."""
    try:
        files = stale(folder or ontology_folder())
    except KgError as error:
        click.echo(error, err=True)
        sys.exit(error.exit_code)
    for file, text in files.items():
        if check:
            click.echo(f"{file.name}: differs from its table\n  run python -m tools.vocabularies", err=True)
        else:
            file.write_bytes(text.encode())
            click.echo(f"{file.name}: written")
    if check and files:
        sys.exit(1)


if __name__ == "__main__":
    main()
