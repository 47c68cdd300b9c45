"""Any RDF files -> one graph to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Location, SourceError
from kg.validation.graph import TripleGraph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def load_data(files: Iterable[Path]) -> TripleGraph:
    """Return the union of RDF files; named graphs are merged.

    Raises
    ------
    SourceError
        If a file cannot be read, or is no RDF in the format that its name says.
    """
    lines: dict[str, None] = {}
    for file in files:
        at = Location(str(file))
        format_ = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
        if format_ is None:
            raise SourceError(
                f"the ending {file.suffix!r} tells no RDF format", at, "name it .ttl, .nt, .nq, .trig, .jsonld or .rdf"
            )
        try:
            base = file.resolve().as_uri()
            for quad in ox.parse(file.read_bytes(), format_, base_iri=base, rename_blank_nodes=True):
                lines[f"{quad.subject} {quad.predicate} {quad.object} .\n"] = None
        except OSError as error:
            raise SourceError(f"the file cannot be read: {error.strerror or error}", at) from error
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", 0) or 0
            raise SourceError(f"no sound {format_.name}: {error}", Location(str(file), line)) from error
    return TripleGraph("".join(lines), is_plain=True)
