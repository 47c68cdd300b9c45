"""The fast engine: the PyPI package ``shacl``, written in Rust.

It reads the text of both graphs, checks them on all cores and hands over plain strings. It knows no network: its
SPARQL has no ``SERVICE``, and ``owl:imports`` stays a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.terms import text_of
from kg.validation.supported import unsupported

if TYPE_CHECKING:
    from kg.validation.described import DescribedShapes
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Result


class NotSupported(Exception):  # noqa: N818 -- no fault: it says that the reference has to do it
    """The fast engine cannot run these shapes; the text says why, as the end of a sentence."""


def run_fast(data: TripleGraph, shapes: DescribedShapes) -> list[Result]:
    """Return all that the shapes find in the data.

    Raises
    ------
    NotSupported
        If the engine is not installed, fails, or the shapes need the reference.
    """
    reason = unsupported(shapes.graph)
    if reason:
        raise NotSupported(reason)
    try:
        import shacl  # noqa: PLC0415 -- there is no wheel for every platform
    except ImportError as error:
        raise NotSupported("the package shacl is not installed") from error
    try:
        report = shacl.Shapes.from_text(shapes.ntriples, format="ntriples").validate_text(
            data.ntriples, format="ntriples"
        )
    except BaseException as error:  # a panic of Rust is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise NotSupported(
            f"the engine fails: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        ) from error
    return [
        shapes.result(
            source=_bare(result.source_shape or ""),
            focus_node=_bare(result.focus_node),
            path=_bare(result.path or ""),
            value=result.value,
            component=result.component_iri,
            severity=result.severity_iri,
            texts=result.messages,
        )
        for result in report.results
    ]


def _bare(term: str) -> str:
    """Return an IRI without brackets, a literal as its text; a blank node, or a longer path, as it is."""
    is_one = term.startswith("<") and term.find(">") == len(term) - 1
    return text_of(term) if is_one or term.startswith('"') else term
