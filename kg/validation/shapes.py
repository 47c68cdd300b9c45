"""The shapes, read from files and put below the base of the graph they will check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from kg.errors import Location, ShapesError
from kg.resources import shapes_folder
from kg.terms import Names
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

_STRING: Final = PREFIXES["xsd"] + "string"
_HINT: Final = "give a Turtle file of SHACL shapes, or a folder of them; without --shapes those of kg are used"


def load_shapes(path: Path | None = None, base: str = DEFAULT_BASE) -> Graph:
    """Return the shapes graph of a file or folder, by default the shapes that ship with `kg`.

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
    >>> len(load_shapes()) > 1000
    True
    >>> load_shapes(Path("no-such.ttl"))
    Traceback (most recent call last):
    ...
    kg.errors.ShapesError: no-such.ttl: there are no shapes here
      give a Turtle file of SHACL shapes, or a folder of them; without --shapes those of kg are used
    """
    files = _files(path or shapes_folder())
    shapes_graph = Graph(bind_namespaces="none")
    for prefix, namespace in Names(base).prefixes.items():
        shapes_graph.bind(prefix, namespace)
    for file in files:
        _add(shapes_graph, file, base)
    if not any((None, RDF.type, kind) in shapes_graph for kind in (SH.NodeShape, SH.PropertyShape)):
        raise ShapesError("no sh:NodeShape or sh:PropertyShape is declared here", Location(str(path)), _HINT)
    return shapes_graph


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path] if path.is_file() else []
    if not files:
        raise ShapesError("there are no shapes here", Location(str(path)), _HINT)
    return files


def _add(shapes_graph: Graph, file: Path, base: str) -> None:
    rdf_format = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if rdf_format is None:
        raise ShapesError(f"{file.suffix!r} is no extension of an RDF file", Location(str(file)), _HINT)
    try:
        text = file.read_text(encoding="utf-8-sig").replace(f"<{DEFAULT_BASE}", f"<{base}")
        for quad in ox.parse(text, rdf_format, rename_blank_nodes=True):
            shapes_graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    except (SyntaxError, ValueError) as error:  # UnicodeDecodeError is a ValueError
        line = getattr(error, "lineno", None) or 0
        raise ShapesError(f"the shapes are not sound: {error}", Location(str(file), line), "mend the file") from error
    except OSError as error:
        raise ShapesError(f"the shapes cannot be read: {error.strerror}", Location(str(file)), _HINT) from error


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """Turn a term of pyoxigraph into one of rdflib, where a plain string has no datatype."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language or term.datatype.value == _STRING:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    raise ValueError("a triple term has no place in shapes")  # a fault of the file, caught above
