"""The fast engine: the PyPI package ``shacl``, written in Rust.

It reads the text of both graphs, checks them on all cores and hands over plain strings. It knows no network: its
SPARQL has no ``SERVICE``, and ``owl:imports`` stays a statement.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.terms import text_of
from kg.validation.columns import Columns
from kg.validation.direct import reads
from kg.validation.stand_ins import SPARQL, stand_ins
from kg.validation.supported import unsupported
from kg.validation.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.terms import Term
    from kg.validation.described import DescribedShapes
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Result
    from kg.validation.stand_ins import StandIn


class NotSupported(Exception):  # noqa: N818 -- no fault: it says that the reference has to do it
    """The fast engine cannot run these shapes; the text says why, as the end of a sentence."""


class FastEngine:
    """The engine with its shapes read, ready for any number of graphs.

    Raises
    ------
    NotSupported
        If the engine is not installed, or the shapes need the reference.
    """

    def __init__(self, shapes: DescribedShapes) -> None:
        reason = unsupported(shapes.graph)
        if reason:
            raise NotSupported(reason)
        try:
            import shacl  # noqa: PLC0415 -- there is no wheel for every platform
        except ImportError as error:
            raise NotSupported("the package shacl is not installed") from error
        self._shapes = shapes
        self._targets = Targets(shapes.graph)
        self._stand_ins = stand_ins(shapes.graph)
        with _own_words():
            self._engine = shacl.Shapes.from_text(_without(shapes, self._stand_ins), format="ntriples")

    def run(self, data: TripleGraph) -> tuple[list[Result], int]:
        """Return all that the shapes find in the data, and how many focus nodes there are.

        Raises
        ------
        NotSupported
            If the engine fails.
        """
        with _own_words():
            report = self._engine.validate_text(data.ntriples, format="ntriples")
        results = [
            self._shapes.result(
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
        columns = Columns(data.rows(), self._reads)
        for stand_in in self._stand_ins:
            results.extend(stand_in.results(columns, self._shapes))
        return results, len(self._targets.find(columns))

    def _reads(self, predicate: Term) -> bool:
        return self._targets.reads(predicate) or any(reads(predicate, each.names) for each in self._stand_ins)


@contextmanager
def _own_words() -> Iterator[None]:
    """Say in our words that the engine fails; a panic of Rust is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NotSupported(f"the engine fails: {reason}") from error


def _without(shapes: DescribedShapes, standing_in: Iterable[StandIn]) -> str:
    """Return the shapes without the SPARQL constraints that are checked directly."""
    heads = tuple(f"{each.shape} <{SPARQL}> " for each in standing_in)
    return "".join(line for line in shapes.ntriples.splitlines(keepends=True) if not line.startswith(heads))


def _bare(term: str) -> str:
    """Return an IRI without brackets, a literal as its text; a blank node, or a longer path, as it is."""
    is_one = term.startswith("<") and term.find(">") == len(term) - 1
    return text_of(term) if is_one or term.startswith('"') else term
