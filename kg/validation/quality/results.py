"""Flaws -> results of the report, and the report of the shapes with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kg.mapping.properties import PROSE
from kg.terms import literal
from kg.validation.model import Aim, Report, Result
from kg.validation.quality.catalogue import codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Names
    from kg.validation.quality.across import Difference
    from kg.validation.quality.model import Flaw

_REGION_SHAPE: Final = "EvaluationShape-regionOfCountry"
_TITLE_SHAPE: Final = "EvaluationShape-titleOnce"
_RESPONSE_SHAPE: Final = "RecommendationShape-response"


@dataclass(slots=True)
class Findings:
    """Data-quality findings as results, and what shapes say of the same faults less exactly.

    Attributes
    ----------
    results
        The results.
    covered
        Focus node, local name of the shape and value of the results that these take the place of.
    """

    results: list[Result] = field(default_factory=list)
    covered: set[tuple[str, str, str | None]] = field(default_factory=set)

    def add_flaws(self, record: str, evaluation: str, flaws: Iterable[Flaw], names: Names) -> None:
        """Add the flaws of one record of an evaluation, both told by their IRIs."""
        for flaw in flaws:
            self.results.append(_of_flaw(record, flaw, names))
            if flaw.about:
                self.covered.add((evaluation, _REGION_SHAPE, f"<{names.base}id/{flaw.about}>"))
            if flaw.code == "Q-UNKNOWN-STATUS" and flaw.spots[0].key == "management_response":
                self.covered.add((record, _RESPONSE_SHAPE, None))

    def add_difference(self, difference: Difference, names: Names) -> None:
        """Add what the records of an evaluation tell differently."""
        self.results.append(_of_difference(difference, names))
        if difference.code == "Q-TITLES-DIFFER":
            self.covered.add((difference.evaluation, _TITLE_SHAPE, None))

    def joined_to(self, report: Report) -> Report:
        """Return a report with these results; where a shape found the same, the one that says more stays."""
        kept = [result for result in report.results if not self._covers(result)]
        return replace(Report.in_order([*kept, *self.results], report.focus_nodes), fallback=report.fallback)

    def _covers(self, result: Result) -> bool:
        _, hash_, local_name = result.shape.rpartition("#")
        return bool(hash_) and (result.focus_node, local_name, result.value) in self.covered


def _of_flaw(record: str, flaw: Flaw, names: Names) -> Result:
    first = flaw.spots[0]
    property_ = PROSE.get(first.key)
    return _result(
        flaw.code,
        names,
        focus_node=record,
        path=names.expand(f"ev:{property_}") if property_ is not None else "",
        text=flaw.text,
        key=first.key.removeprefix("?"),
        aims=tuple(Aim(record=record, key=spot.key, position=spot.position, breaks=spot.breaks) for spot in flaw.spots),
        position=first.position,
        start=first.start,
    )


def _of_difference(difference: Difference, names: Names) -> Result:
    aims = tuple(Aim(record=record, key=difference.key, position=0, breaks=0) for record in difference.records)
    return _result(
        difference.code,
        names,
        focus_node=difference.evaluation,
        path="",
        text=difference.text,
        key="location" if difference.key == "country" else difference.key,
        aims=aims,
    )


def _result(  # noqa: PLR0913 -- the parts of a result in SHACL
    code: str,
    names: Names,
    *,
    focus_node: str,
    path: str,
    text: str,
    key: str,
    aims: tuple[Aim, ...],
    position: int = 0,
    start: int = 0,
) -> Result:
    known = codes()[code]
    iri = f"{names.base}id/{known.path}"
    return Result(
        focus_node=focus_node,
        path=path,
        value=literal(text),
        component=iri,
        severity=known.severity,
        shape=iri,
        messages=known.messages,
        names=known.names,
        key=key,
        code=code,
        position=position,
        start=start,
        aims=aims,
    )
