"""Ask the OWL API whether the ontology is OWL 2 DL, and HermiT whether it contradicts itself.

    python -m tools.owl_profile             kg.ttl and all vocabularies together
    python -m tools.owl_profile FILE...     these Turtle files together

Both programs are in one Java archive of the Python package owlready2, which is not imported. What is needed is Java 11
or newer with its compiler (Debian: ``default-jdk-headless``) and ``pip install --no-deps owlready2``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rdflib import Graph

from kg.errors import ConfigError, KgError
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

_SOURCE = Path(__file__).with_suffix("").with_name("OwlProfile.java")


def archive() -> Path | None:
    """Return the Java archive with the OWL API and HermiT, or `None` where owlready2 is not installed."""
    package = find_spec("owlready2")
    if package is None or package.origin is None:
        return None
    file = Path(package.origin).parent / "hermit" / "HermiT.jar"
    return file if file.is_file() else None


def findings(files: Iterable[Path]) -> list[str]:
    """Return what keeps `files`, taken together, from being sound OWL 2 DL; empty when nothing does.

    Raises
    ------
    ConfigError
        If Java or the archive is missing, or Java cannot read the files.
    """
    jar, java = archive(), shutil.which("java")
    if jar is None or java is None:
        raise ConfigError("Java or owlready2 is missing", hint="install default-jdk-headless, and owlready2 with pip")
    graph = Graph()
    for file in files:
        graph.parse(file)
    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder) / "all.ttl"
        graph.serialize(merged, format="turtle", encoding="utf-8")
        run = subprocess.run(  # noqa: S603 -- a fixed command on files we name
            [java, "-cp", str(jar), str(_SOURCE), str(merged)], capture_output=True, text=True, check=False
        )
    if run.returncode:
        raise ConfigError(f"the OWL API failed: {run.stderr.strip().splitlines()[0]}")
    return run.stdout.splitlines()


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(files: tuple[Path, ...]) -> None:
    """Say what is not OWL 2 DL; exit 1 when something is not."""
    try:
        found = findings(files or sorted(ontology_folder().glob("*.ttl")))
    except KgError as error:
        click.echo(error, err=True)
        sys.exit(error.exit_code)
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("OWL 2 DL, consistent, every class can have members")


if __name__ == "__main__":
    main()
