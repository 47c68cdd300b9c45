"""The shapes, read from files and put below the base of the graph they will check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import Location, ShapesError
from kg.resources import shapes_folder
from kg.terms import Names
from kg.validation.graph import TripleGraph
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_SHAPES: Final = frozenset(ox.NamedNode(f"{PREFIXES['sh']}{kind}") for kind in ("NodeShape", "PropertyShape"))
_HINT: Final = "give a Turtle file of SHACL shapes, or a folder of them; without --shapes those of kg are used"


def read_shapes(path: Path | None = None, base: str = DEFAULT_BASE) -> TripleGraph:
    """Return the shapes of a file or folder, by default the shapes that ship with `kg`.

    IRIs below the default base move below `base`, so that shapes written for the default base meet the data.

    Parameters
    ----------
    path
        An RDF file, its format told by its extension, or a folder, of which every ``*.ttl`` is read.
    base
        The base of the graph to be checked, see `kg.terms.Names`.

    Raises
    ------
    ShapesError
        If there is no such file, it is not sound, or it holds no shape.

    Examples
    --------
    >>> from pathlib import Path
    >>> len(read_shapes()) > 1000
    True
    >>> read_shapes(Path("no-such.ttl"))
    Traceback (most recent call last):
    ...
    kg.errors.ShapesError: no-such.ttl: there are no shapes here
      give a Turtle file of SHACL shapes, or a folder of them; without --shapes those of kg are used
    """
    triples = [triple for file in _files(path or shapes_folder()) for triple in _triples(file, base)]
    if not any(triple.predicate == _TYPE and triple.object in _SHAPES for triple in triples):
        raise ShapesError("no sh:NodeShape or sh:PropertyShape is declared here", Location(str(path)), _HINT)
    return TripleGraph("".join(f"{triple} .\n" for triple in triples), is_plain=True)


def load_shapes(path: Path | None = None, base: str = DEFAULT_BASE) -> Graph:
    """Return the same shapes as `read_shapes` as a graph of rdflib, its prefixes bound."""
    graph = read_shapes(path, base).to_rdflib()
    for prefix, namespace in Names(base).prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path] if path.is_file() else []
    if not files:
        raise ShapesError("there are no shapes here", Location(str(path)), _HINT)
    return files


def _triples(file: Path, base: str) -> list[ox.Triple]:
    rdf_format = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if rdf_format is None:
        raise ShapesError(f"{file.suffix!r} is no extension of an RDF file", Location(str(file)), _HINT)
    try:
        text = (
            file.read_text(encoding="utf-8-sig")
            .replace(f"<{DEFAULT_BASE}", f"<{base}")
            .replace(f'"{DEFAULT_BASE}', f'"{base}')
        )
        triples = [quad.triple for quad in ox.parse(text, rdf_format, rename_blank_nodes=True)]
    except (SyntaxError, ValueError) as error:  # UnicodeDecodeError is a ValueError
        line = getattr(error, "lineno", None) or 0
        raise ShapesError(f"the shapes are not sound: {error}", Location(str(file), line), "mend the file") from error
    except OSError as error:
        raise ShapesError(f"the shapes cannot be read: {error.strerror}", Location(str(file)), _HINT) from error
    if any(isinstance(triple.object, ox.Triple) for triple in triples):
        raise ShapesError("a triple term has no place in shapes", Location(str(file)), "mend the file")
    return triples
