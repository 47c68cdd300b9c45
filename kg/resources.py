"""Where the files that ship with `kg` stand: ontology, shapes and examples.

In a wheel they are inside the package (``kg/ontology``); in a checkout they
stand beside it (``ontology``). Nothing else may guess those paths.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise ConfigError(f"the folder {name!r} that ships with kg is missing", hint="install ieval-kg again")


def ontology_folder() -> Path:
    """Return the folder of ``kg.ttl`` and the vocabularies."""
    return _shipped("ontology")


def shapes_folder() -> Path:
    """Return the folder of the SHACL shapes, one Turtle file a class."""
    return _shipped("shapes")


def examples_folder() -> Path:
    """Return the folder of the bundled example records."""
    return _shipped("examples")
