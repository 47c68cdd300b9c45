"""A built graph against the shapes: a programme at a time, and only those that changed.

What shapes find in a programme follows from its records, from what is shared, and from the shapes. So a build checks
the programmes of which a record came, changed or went, and those that speak of a shared thing of which something else
is said now; the results of the others are kept. Memory holds some hundred records at a time. Where shapes look
further than a programme, or the graph cannot be taken apart, all of it is checked at once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.resources import shapes_folder
from kg.terms import RDF_TYPE, text_of
from kg.validation.described import DescribedShapes
from kg.validation.fast import FastEngine, NotSupported
from kg.validation.graph import TripleGraph
from kg.validation.kept import Kept
from kg.validation.locality import UNIT_CLASSES, looked_back_along, looks_further
from kg.validation.shacl import validate
from kg.validation.shared import Shared
from kg.validation.units import NotInUnits, Units
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from kg.terms import Names, Term
    from kg.validation.model import Report, Result
    from kg.validation.shacl import Engine

KEPT: Final = "checked.sqlite"
"""The results of a build, beside its store."""

_ROWS: Final = 100_000
"""How many lines are checked at once, or those of one programme if it has more."""

_DOCUMENTS: Final = 10_000
"""How many source documents are checked at once."""

_SHARED: Final = "shared"
_ACCOUNT: Final = "account"
"""What is kept of things of no programme: the shared ones, and the account of the builds."""

_DOCUMENT: Final = "document"
"""What a source document is made of: nothing that could change."""

_CLOCK: Final = "RecommendationShape-responseDatePast"
"""The one shape whose results depend on the day of the build."""

_TYPED: Final = f" {RDF_TYPE} "


def kept_key(names: Names, rules: str) -> str:
    """Return what all kept results depend on: shapes, checks, engine, base, and the rules by which graphs are built."""
    return hashlib.sha256(f"{_checks_hash()}\n{names.base}\n{rules}".encode()).hexdigest()


def validate_built(
    store: ox.Store,
    names: Names,
    shapes: TripleGraph,
    *,
    engine: Engine = "fast",
    kept: Kept | None = None,
) -> Report:
    """Check a store that a build filled; the report is that of `validate`, whatever was kept.

    Parameters
    ----------
    store
        The store, with its named graphs.
    names
        The IRIs of the graph.
    shapes
        The shapes, below the base of the graph.
    engine
        As in `validate`.
    kept
        What earlier builds found by the same shapes. It is brought up to date.

    Raises
    ------
    ShapesError
        If the shapes break a rule of SHACL, so that nothing can be checked.
    """
    if engine == "fast":
        try:
            return _ByUnit(store, names, shapes, kept or Kept()).report()
        except (NotSupported, NotInUnits):
            if kept is not None:
                kept.put_setting("whole", "")
    return validate(TripleGraph(store=store), shapes, engine=engine)


class _ByUnit:
    """One validation of a store, unit by unit."""

    def __init__(self, store: ox.Store, names: Names, shapes: TripleGraph, kept: Kept) -> None:
        self._kept = kept
        described = DescribedShapes(shapes)
        self._own = {names.ev(class_) for class_ in UNIT_CLASSES}
        self._unit_engine = FastEngine(described, aims_at=lambda class_: class_ in self._own, follows=False)
        self._shared_engine = FastEngine(described, aims_at=lambda class_: class_ not in self._own)
        reason = looks_further(shapes, self._unit_engine.stand_ins, names)
        if reason:
            raise NotInUnits(reason)
        self._units = Units(store, names)
        aims, asks, followed = (_named(shapes, name) for name in ("targetClass", "class", "targetObjectsOf"))
        back = looked_back_along(shapes, names)
        self._shared = Shared(store, names, aims | asks, back=back, followed=sorted(followed))
        own = {class_[1:-1] for class_ in self._own}
        if not own.isdisjoint(self._shared.with_subclasses(aims - own)):
            raise NotInUnits("a shape aims at a class above those of the things of one programme")
        self._clock = names.expand(f"ev:{_CLOCK}")

    def report(self) -> Report:
        """Check what changed, and return the report of all."""
        kept = self._kept
        kept.put_setting("whole", "")
        digests = {unit: self._digest(unit) for unit in self._units.records}
        facts = {thing: _hash(lines) for thing, lines in self._shared.facts.items()}
        known = kept.digests()
        kept.forget(known.keys() - digests.keys() - {_SHARED, _ACCOUNT, *self._shared.documents})
        self._check_account(known.keys())
        self._check_shared(_hash([*facts.values(), *self._shared.incoming]), known.get(_SHARED))
        stale = {unit for unit, digest in digests.items() if known.get(unit) != digest or not digest}
        if len(stale) < len(digests):
            stale |= self._touched(facts) | self._outdated(digests.keys())
        for batch in self._batches(sorted(stale)):
            self._check(batch, digests)
        kept.put_facts(facts)
        kept.put_setting("day", self._shared.day)
        kept.put_setting("whole", "yes")
        return kept.report()

    def _digest(self, unit: str) -> str:
        """Return what a unit is made of; nothing where that is not known of all its records."""
        made_of = [f"{record} {self._kept.contents.get(record, '')}" for record in self._units.records[unit]]
        return "" if any(line.endswith(" ") for line in made_of) else _hash([unit, *made_of])

    def _check_shared(self, digest: str, known: str | None) -> None:
        if digest != known:
            found = self._shared_engine.run(_graph([*self._shared.rows, *self._shared.incoming]))
            self._kept.put(_SHARED, digest, len(found.focus_nodes), found.results)

    def _check_account(self, known: Collection[str]) -> None:
        """Check what the provenance says: of documents those that are new, of the build everything."""
        new = [document for document in self._shared.documents if document not in known]
        for start in range(0, len(new), _DOCUMENTS):
            self._check_things({thing: thing for thing in new[start : start + _DOCUMENTS]})
        self._check_things(dict.fromkeys(self._shared.account, _ACCOUNT))

    def _check_things(self, unit_of: Mapping[Term, str]) -> None:
        """Check things that are neither shared nor of a programme, and keep what is found in their units."""
        found = self._shared_engine.run(_graph([*self._shared.said_of(unit_of), *self._shared.rows]))
        results = [result for result in found.results if f"<{result.focus_node}>" in unit_of]
        self._keep(unit_of, results, found.focus_nodes & unit_of.keys(), dict.fromkeys(unit_of.values(), _DOCUMENT))

    def _touched(self, facts: Mapping[Term, str]) -> set[str]:
        """Return the units that speak of a shared thing of which something else is said now."""
        before = self._kept.facts()
        changed = {thing for thing, digest in before.items() ^ facts.items()}
        return {unit for thing in changed for unit in self._units.speaking_of(thing)}

    def _outdated(self, units: Collection[str]) -> set[str]:
        """Return the units whose results were another day's; as days pass, only such results can go."""
        before, today = self._kept.setting("day"), self._shared.day
        if today == before:
            return set()
        return self._kept.units_with(self._clock) & set(units) if today > before else set(units)

    def _batches(self, units: list[str]) -> Iterator[dict[str, list[str]]]:
        """Yield the units with their rows, as many as are checked at once."""
        batch: dict[str, list[str]] = {}
        size = 0
        for unit in units:
            batch[unit] = list(self._units.rows(unit))
            size += len(batch[unit])
            if size >= _ROWS:
                yield batch
                batch, size = {}, 0
        if batch:
            yield batch

    def _check(self, batch: Mapping[str, list[str]], digests: Mapping[str, str]) -> None:
        """Check some units at once, and keep what is found in each."""
        unit_of: dict[Term, str] = {}
        for unit, rows in batch.items():
            unit_of |= {row.partition(" ")[0]: unit for row in rows if _TYPED in row}
        rows = [row for rows in batch.values() for row in rows]
        found = self._unit_engine.run(_graph([*rows, *self._shared.rows, *self._shared.moments]))
        shared = self._shared.facts.keys()
        if not found.focus_nodes <= unit_of.keys() or not found.focus_nodes.isdisjoint(shared):
            raise NotInUnits("a thing of one programme is also a shared one")
        if not found.led_to <= shared:
            raise NotInUnits("shapes aim at things that a programme leads to and no vocabulary holds")
        self._keep(unit_of, found.results, found.focus_nodes, {unit: digests[unit] for unit in batch})

    def _keep(
        self, unit_of: Mapping[Term, str], results: Iterable[Result], focus_nodes: set[Term], digests: Mapping[str, str]
    ) -> None:
        """Keep results in the units of their things."""
        by_unit: dict[str, list[Result]] = {unit: [] for unit in digests}
        for result in results:
            by_unit[unit_of[f"<{result.focus_node}>"]].append(result)
        counts = Counter(unit_of[node] for node in focus_nodes)
        for unit, found in by_unit.items():
            self._kept.put(unit, digests[unit], counts[unit], found)


def _named(shapes: TripleGraph, name: str) -> set[str]:
    """Return the classes or properties that shapes name by one property of SHACL."""
    return {text_of(str(node)) for _, _, node in shapes.triples(None, PREFIXES["sh"] + name)}


def _graph(rows: list[str]) -> TripleGraph:
    return TripleGraph("\n".join([*rows, ""]), is_plain=True)


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def _checks_hash() -> str:
    """Return the hash of all that decides what is found in given triples."""
    digest = hashlib.sha256()
    for name in ("ieval-kg", "shacl"):
        try:
            digest.update(version(name).encode())
        except PackageNotFoundError:  # no wheel of the engine: results are those of the reference, and not kept
            digest.update(b"-")
    for file in sorted([*shapes_folder().glob("*.ttl"), *Path(__file__).parent.glob("*.py")]):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
