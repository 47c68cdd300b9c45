"""Write ``docs/ontology/``: a page of the ontology in each language, and the data dictionary.

    python -m tools.ontology_docs            write index.en.html, index.es.html, index.fr.html, data-dictionary.csv
    python -m tools.ontology_docs --check    write nothing; exit 1 when a file differs from ontology/ and shapes/

The pages load nothing from elsewhere, run no script and can be read without a network.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.resources import ontology_folder, shapes_folder
from tools.docs.model import LANGUAGES, read_ontology
from tools.docs.page import page

if TYPE_CHECKING:
    from tools.docs.model import Ontology, Term

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "ontology"
COLUMNS: Final = (
    "term", "kind", *(f"{column}_{language}" for column in ("label", "definition") for language in LANGUAGES),
    "domain", "range", "values", "parents", "origin", "source_key", "status", "example",
)  # fmt: skip


def files() -> dict[str, str]:
    """Return the text of every generated file by its name."""
    ontology = read_ontology(ontology_folder(), shapes_folder())
    pages = {f"index.{language}.html": page(ontology, language) for language in LANGUAGES}
    return {**pages, "data-dictionary.csv": dictionary(ontology)}


def dictionary(ontology: Ontology) -> str:
    """Return the terms as CSV (RFC 4180), classes first, a term a row."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(term) for term in (*ontology.classes, *ontology.properties))
    return out.getvalue()


def _row(term: Term) -> list[str]:
    return [
        term.curie,
        "class" if term.kind == "class" else f"{term.sort} property",
        *(term.labels[language] for language in LANGUAGES),
        *(term.definitions[language] for language in LANGUAGES),
        "; ".join(term.domains),
        "; ".join(term.ranges),
        "one" if term.functional else "" if term.kind == "class" else "several",
        "; ".join(term.parents),
        "; ".join(term.origins),
        "; ".join(term.keys),
        term.status,
        term.example,
    ]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file differs.")
def main(*, check: bool) -> None:
    """Write the documentation of the ontology."""
    stale = False
    for name, text in files().items():
        file = FOLDER / name
        if file.is_file() and file.read_bytes() == text.encode():
            continue
        stale = True
        if check:
            click.echo(
                f"{name}: differs from the ontology and the shapes\n  run python -m tools.ontology_docs", err=True
            )
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            click.echo(f"{name}: written")
    if check and stale:
        sys.exit(1)


if __name__ == "__main__":
    main()
