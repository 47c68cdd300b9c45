"""The fast engine: the PyPI package ``shacl``, written in Rust.

It reads the text of both graphs, checks them on all cores and hands over plain strings. It knows no network: its
SPARQL has no ``SERVICE``, and ``owl:imports`` stays a statement.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.terms import iri, text_of
from kg.validation.columns import Columns
from kg.validation.direct import reads
from kg.validation.stand_ins import SPARQL, stand_ins
from kg.validation.supported import unsupported
from kg.validation.targets import Targets
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.terms import Term
    from kg.validation.described import DescribedShapes
    from kg.validation.graph import TripleGraph
    from kg.validation.model import Result


_TARGET_CLASS: Final = iri(PREFIXES["sh"] + "targetClass")
_TARGET_OBJECTS: Final = iri(PREFIXES["sh"] + "targetObjectsOf")


class NotSupported(Exception):  # noqa: N818 -- no fault: it says that the reference has to do it
    """The fast engine cannot run these shapes; the text says why, as the end of a sentence."""


class Found(NamedTuple):
    """What a run finds: the results, the focus nodes, and those nodes that shapes aim at because something leads there.

    The latter are named also where they are not checked.
    """

    results: list[Result]
    focus_nodes: set[Term]
    led_to: set[Term]


class FastEngine:
    """The engine with its shapes read, ready for any number of graphs.

    Parameters
    ----------
    shapes
        The shapes.
    aims_at
        Whether things of a class, given as a term, are to be checked; by default all that a shape aims at.
    follows
        Whether things are to be checked because something leads to them (``sh:targetObjectsOf``).

    Raises
    ------
    NotSupported
        If the engine is not installed, or the shapes need the reference.
    """

    def __init__(
        self, shapes: DescribedShapes, aims_at: Callable[[Term], bool] | None = None, *, follows: bool = True
    ) -> None:
        reason = unsupported(shapes.graph)
        if reason:
            raise NotSupported(reason)
        try:
            import shacl  # noqa: PLC0415 -- there is no wheel for every platform
        except ImportError as error:
            raise NotSupported("the package shacl is not installed") from error
        self._shapes = shapes
        self._targets = Targets(shapes.graph)
        self.stand_ins = stand_ins(shapes.graph)
        if aims_at is not None:
            for targets in (self._targets, *(each.targets for each in self.stand_ins)):
                targets.keep_classes(aims_at)
        self._follows = follows
        text = "".join(line for line in shapes.ntriples.splitlines(keepends=True) if self._is_run(line, aims_at))
        with _own_words():
            self._engine = shacl.Shapes.from_text(text, format="ntriples")

    def run(self, data: TripleGraph) -> Found:
        """Return all that the shapes find in the data.

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
        for stand_in in self.stand_ins:
            results.extend(stand_in.results(columns, self._shapes))
        focus_nodes, led_to = self._targets.find(columns), self._targets.objects(columns)
        return Found(results=results, focus_nodes=focus_nodes if self._follows else focus_nodes - led_to, led_to=led_to)

    def _is_run(self, line: str, aims_at: Callable[[Term], bool] | None) -> bool:
        """Tell whether the engine itself is to see a triple of the shapes."""
        subject, predicate, object_ = line.removesuffix(" .\n").split(" ", 2)
        if predicate == f"<{SPARQL}>":
            return all(subject != str(each.shape) for each in self.stand_ins)
        if predicate == _TARGET_OBJECTS:
            return self._follows
        return aims_at is None or predicate != _TARGET_CLASS or aims_at(object_)

    def _reads(self, predicate: Term) -> bool:
        return self._targets.reads(predicate) or any(reads(predicate, each.names) for each in self.stand_ins)


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


def _bare(term: str) -> str:
    """Return an IRI without brackets, a literal as its text; a blank node, or a longer path, as it is."""
    is_one = term.startswith("<") and term.find(">") == len(term) - 1
    return text_of(term) if is_one or term.startswith('"') else term
