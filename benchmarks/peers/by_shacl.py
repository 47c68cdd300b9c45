"""A SHACL engine on the same data: ``by_shacl.py pyshacl|pyshacl-turbo|pyshifty|shacl DATA.nt SHAPES.ttl``.

Tells how many results the report holds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.
if TYPE_CHECKING:
    from collections.abc import Callable

RESULT = "http://www.w3.org/ns/shacl#resultSeverity"


def _pyshacl(data: str, shapes: str) -> int:
    import pyshacl  # noqa: PLC0415 -- only the engine that is asked is there
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes), advanced=True)
    return len(set(report.subjects(rdflib.URIRef(RESULT))))


def _turbo(data: str, shapes: str) -> int:
    import pyshacl_turbo  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = pyshacl_turbo.validate(graph, shacl_graph=rdflib.Graph().parse(shapes), advanced=True)
    return len(set(report.subjects(rdflib.URIRef(RESULT))))


def _shifty(data: str, shapes: str) -> int:
    import shifty  # noqa: PLC0415

    result = shifty.validate_algebra(Path(data), Path(shapes))
    return sum(max(len(violation.reasons), 1) for violation in result.violations)


def _shacl(data: str, shapes: str) -> int:
    import shacl  # noqa: PLC0415

    return len(shacl.Shapes.from_file(shapes).validate_file(data).results)


ENGINES: dict[str, Callable[[str, str], int]] = {
    "pyshacl": _pyshacl,
    "pyshacl-turbo": _turbo,
    "pyshifty": _shifty,
    "shacl": _shacl,
}

if __name__ == "__main__":
    name, data_file, shapes_file = sys.argv[1:]
    assert Path(data_file).exists()
    print(json.dumps({"results": ENGINES[name](data_file, shapes_file)}))  # noqa: T201 -- how a worker answers
