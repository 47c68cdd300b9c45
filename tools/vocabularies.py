"""Write the Turtle vocabularies of ``ontology/`` from the tables in ``ontology/data/``.

    python -m tools.vocabularies            write organizations, countries, cities, regions and themes
    python -m tools.vocabularies --check    write nothing; exit 1 when a file and its table differ

A table has one row a concept. ``name_en`` is its preferred label, ``alt_en`` and ``hidden_en`` hold further ones with
``;`` between them, and so for es, fr and pt. The same tables give the same bytes: rows are sorted by id, labels by
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Row: TypeAlias = dict[str, str]
"""One line of a table by column; an empty cell is an empty string."""

Statements: TypeAlias = list[tuple[str, list[str]]]
"""Predicates of one subject with their objects, written in Turtle, in the order of the page."""

LANGUAGES: Final = ("en", "es", "fr", "pt")
WIDTH: Final = 120
"""Characters of a line, where no single label is longer."""

_OWN: Final = {
    "category": "id/category/",
    "country": "id/country/",
    "ev": "def#",
    "kind": "id/code/organization-kind/",
    "organization": "id/organization/",
    "place": "id/place/",
    "region": "id/region/",
    "scheme": "id/scheme/",
    "theme": "id/theme/",
}
_NAMESPACES: Final = {
    **{prefix: DEFAULT_BASE + path for prefix, path in _OWN.items()},
    **{prefix: PREFIXES[prefix] for prefix in ("foaf", "org", "sdg", "skos", "wd")},
    "m49": "http://metadata.un.org/sdg/codes/geoArea/",
    "ror": "https://ror.org/",
}
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(?<!\.)")
_RECORDS: Final = re.compile(r"(\d+) record\(s\): (\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One Turtle file and the tables it comes from.

    Attributes
    ----------
    name
        Stem of the Turtle file.
    comment
        First line of the file, without the mark.
    sections
        The concepts, scheme by scheme: name of the scheme, then a function that gives each subject
        (a CURIE) with its statements, from the folder of the tables.
    """

    name: str
    comment: str
    sections: tuple[tuple[str, Callable[[Path], Iterator[tuple[str, Statements]]]], ...]


def read_table(file: Path) -> list[Row]:
    """Return the rows of a tab-separated table; cells are plain text, quotes mean nothing.

    Raises
    ------
    ConfigError
        If a row has more or fewer cells than the heading, or a cell begins or ends with a blank.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        heading, *body = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(heading):
            raise ConfigError(
                f"the row has {len(cells)} cells, the heading {len(heading)}",
                Location(file.name, number),
                "separate cells with one tab each",
            )
        if any(cell != cell.strip() for cell in cells):
            raise ConfigError("a cell begins or ends with a blank", Location(file.name, number), "remove the blank")
    return [dict(zip(heading, cells, strict=True)) for cells in body]


def curie(prefix: str, name: str) -> str:
    """Return `name` below the namespace `prefix`, checked to need no escape in Turtle.

    Examples
    --------
    >>> curie("sdg", "10.c")
    'sdg:10.c'
    """
    if not _ID.fullmatch(name):
        raise ConfigError(f"{name!r} is no identifier", hint="use ASCII letters, digits, hyphens and inner full stops")
    return f"{prefix}:{name}"


def text(value: str, language: str = "") -> str:
    """Write a literal as Turtle does, on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def texts(row: Row, column: str) -> list[str]:
    """Write the labels of ``<column>_en``, ``<column>_es`` ... in the order of `LANGUAGES`, then of the alphabet."""
    return [
        text(label, language)
        for language in LANGUAGES
        for label in sorted(_split(row.get(f"{column}_{language}", "")), key=_alphabetical)
    ]


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _alphabetical(label: str) -> tuple[str, str]:
    """Sort `É` beside `e`; equal ones by code point."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", label) if not unicodedata.combining(sign))
    return plain.casefold(), label


def _labels(row: Row) -> Statements:
    return [
        ("skos:prefLabel", texts(row, "name")),
        ("ev:acronym", texts(row, "acronyms")),
        ("skos:altLabel", texts(row, "alt")),
        ("skos:hiddenLabel", texts(row, "hidden")),
    ]


def _notes(*notes: str) -> tuple[str, list[str]]:
    return "skos:editorialNote", [text(note, "en") for note in notes if note]


def _concept(class_: str, scheme: str) -> Statements:
    return [("a", [class_, "skos:Concept"]), ("skos:inScheme", [curie("scheme", scheme)])]


def _organizations(folder: Path) -> Iterator[tuple[str, Statements]]:
    for row in read_table(folder / "organizations.tsv"):
        matches = [curie("wd", row["wikidata"])] if row["wikidata"] else []
        if row["ror"]:
            matches.append(curie("ror", row["ror"].removeprefix("https://ror.org/")))
        yield (
            curie("organization", row["id"]),
            [
                *_concept("ev:Organization", "organizations"),
                *_labels(row),
                ("org:classification", [curie("kind", row["kind"])]),
                ("org:identifier", [text(row["iati_dac_channel"])] if row["iati_dac_channel"] else []),
                ("foaf:homepage", [f"<{row['homepage']}>"] if row["homepage"] else []),
                ("skos:exactMatch", matches),
                ("ev:verification", [text(row["status"])]),
                _notes(row["note"], _identifiers_rest_on(row["verified_by"]), _names_rest_on(row)),
            ],
        )


def _identifiers_rest_on(verified_by: str) -> str:
    said = verified_by.replace(" ; ", "; ").replace("<-", " from ").replace("dac from", "channel code from")
    return f"Identifiers: {said}." if said else ""


def _names_rest_on(row: Row) -> str:
    checked, ours = row["names_checked"].replace(",", ", "), row["names_editorial"].replace(",", ", ")
    said = [f"a source has the same in {checked}"] if checked else []
    return f"Names: {'; '.join([*said, f'editorial in {ours}'] if ours else said)}."


def _countries(folder: Path) -> Iterator[tuple[str, Statements]]:
    for row in read_table(folder / "countries.tsv"):
        yield (
            curie("country", row["iso2"]),
            [
                *_concept("ev:Country", "countries"),
                *_labels(row),
                ("ev:isoAlpha2", [text(row["iso2"])]),
                ("ev:isoAlpha3", [text(row["iso3"])]),
                ("ev:m49", [text(row["m49"])]),
                ("ev:inRegion", [curie("region", row["region_id"])]),
                ("skos:exactMatch", [curie("m49", row["m49"]), curie("wd", row["wikidata"])]),
                ("ev:verification", [text(row["status"])]),
                _notes(f"Region: {row['source']}."),
            ],
        )


def _cities(folder: Path) -> Iterator[tuple[str, Statements]]:
    for row in read_table(folder / "cities.tsv"):
        yield (
            curie("place", row["id"]),
            [
                *_concept("ev:City", "cities"),
                *_labels(row),
                ("ev:inCountry", [curie("country", row["country"])]),
                ("ev:bareName", [{"yes": "true", "no": "false"}[row["bare"]]]),
                ("ev:verification", [text(row["status"])]),
                _notes(f"City: {row['source']}." if row["source"] else ""),
            ],
        )


def _regions(folder: Path) -> Iterator[tuple[str, Statements]]:
    for row in read_table(folder / "regions.tsv"):
        yield (
            curie("region", row["region_id"]),
            [
                *_concept("ev:Region", "regions"),
                *_labels(row),
                ("ev:verification", [text(row["status"])]),
                _notes(f"Seen: {row['source']}."),
            ],
        )


def _categories(folder: Path) -> Iterator[tuple[str, Statements]]:
    rows = {row["category_id"]: row for row in read_table(folder / "themes.tsv") if row["category_id"]}
    for key, row in rows.items():
        yield (
            curie("category", key),
            [
                *_concept("ev:ThemeCategory", "theme-categories"),
                ("skos:prefLabel", texts(row, "category")),
                ("skos:altLabel", _without_ampersand(row["category_en"])),
                ("ev:verification", [text("verified")]),
            ],
        )


def _themes(folder: Path) -> Iterator[tuple[str, Statements]]:
    for row in read_table(folder / "themes.tsv"):
        seen = _RECORDS.match(row["evidence"])
        yield (
            curie("theme", row["theme_id"]),
            [
                *_concept("ev:Theme", "themes"),
                ("skos:prefLabel", texts(row, "theme")),
                ("skos:altLabel", texts(row, "alt")),
                ("ev:inCategory", [curie("category", row["category_id"])] if row["category_id"] else []),
                ("skos:relatedMatch", [curie("sdg", target) for target in _split(row["sdg_targets"])]),
                ("ev:verification", [text(row["status"])]),
                _notes(
                    f"Records seen: {seen[1]}, such as {seen[2]}." if seen else f"{row['evidence']}.",
                    f"SDG targets: {row['sdg_basis']}." if row["sdg_basis"] else "",
                ),
            ],
        )


def _without_ampersand(label: str) -> list[str]:
    return [text(label.replace(" & ", " and "), "en")] if " & " in label else []


VOCABULARIES: Final = (
    Vocabulary(
        name="organizations", comment="Organizations that evaluations name.", sections=(("organizations", _organizations),)
    ),
    Vocabulary(
        name="countries",
        comment="Countries and areas, under the short names that the United Nations use today.",
        sections=(("countries", _countries),),
    ),
    Vocabulary(name="cities", comment="Capitals and large cities that evaluations name.", sections=(("cities", _cities),)),
    Vocabulary(name="regions", comment="The regions of the records, and Inter-Regional.", sections=(("regions", _regions),)),
    Vocabulary(
        name="themes",
        comment="Themes and the categories that gather them.",
        sections=(("theme-categories", _categories), ("themes", _themes)),
    ),
)
"""Every vocabulary that has a table; the code lists are written by hand in ``codes.ttl``."""


def turtle(vocabulary: Vocabulary, folder: Path) -> str:
    """Return the Turtle text of `vocabulary`, made from the tables in `folder`."""
    schemes = {row["scheme"]: row for row in read_table(folder / "schemes.tsv")}
    blocks: list[str] = []
    tables: set[str] = set()
    for scheme, concepts in vocabulary.sections:
        blocks.append(_block(curie("scheme", scheme), _scheme(schemes[scheme])))
        blocks.extend(_block(subject, statements) for subject, statements in sorted(concepts(folder)))
        tables.add(f"data/{vocabulary.name}.tsv")
    body = "\n".join(blocks)
    return f"# {vocabulary.comment}\n#\n# {_ADVICE.format(' and '.join(tables))}\n\n{_prefixes(body)}\n{body}"


_ADVICE: Final = "Made by `python -m tools.vocabularies` from {}: change the table, not this file."


def _scheme(row: Row) -> Statements:
    return [
        ("a", ["skos:ConceptScheme"]),
        ("skos:prefLabel", texts(row, "name")),
        ("skos:definition", [text(row[f"description_{language}"], language) for language in ("en", "es", "fr")]),
        _notes(row["note"]),
    ]


def _prefixes(body: str) -> str:
    used = {prefix: iri for prefix, iri in _NAMESPACES.items() if re.search(rf"(?m)(?:^|[\s,]){prefix}:", body)}
    margin = max(map(len, used)) + 1
    return "".join(f"@prefix {prefix + ':':{margin}} <{iri}> .\n" for prefix, iri in sorted(used.items()))


def _block(subject: str, statements: Statements) -> str:
    """Write one subject: a predicate a line, objects in one column, long lists folded."""
    kept = [(predicate, objects) for predicate, objects in statements if objects]
    margin = max(len(predicate) for predicate, _ in kept) + 1
    lines = [f"    {predicate:{margin}}{_folded(objects, 4 + margin)}" for predicate, objects in kept]
    return subject + "\n" + " ;\n".join(lines) + " .\n"


def _folded(objects: Sequence[str], margin: int) -> str:
    """Join `objects` with commas in lines of `WIDTH`, the first of which begins at column `margin`."""
    lines = [objects[0]]
    for object_ in objects[1:]:
        if margin + len(lines[-1]) + len(object_) + len(",  ;") > WIDTH:
            lines[-1] += ","
            lines.append(object_)
        else:
            lines[-1] += f", {object_}"
    return ("\n" + " " * margin).join(lines)


def differing(folder: Path) -> list[Path]:
    """Return the Turtle files in `folder` that are missing or not what the tables below it give, in order."""
    return [
        file
        for vocabulary in VOCABULARIES
        if not (file := folder / f"{vocabulary.name}.ttl").is_file()
        or file.read_text(encoding="utf-8") != turtle(vocabulary, folder / "data")
    ]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file and its table differ.")
def main(*, check: bool) -> None:
    """Write the Turtle vocabularies from their tables."""
    folder = ontology_folder()
    try:
        stale = differing(folder)
        if not check:
            for vocabulary in VOCABULARIES:
                text_ = turtle(vocabulary, folder / "data")
                (folder / f"{vocabulary.name}.ttl").write_text(text_, encoding="utf-8", newline="\n")
    except KgError as error:
        click.echo(error, err=True)
        sys.exit(error.exit_code)
    for file in stale:
        click.echo(f"{file.name}: {'differs from its table' if check else 'written'}", err=check)
    if stale and check:
        click.echo("  run python -m tools.vocabularies", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
