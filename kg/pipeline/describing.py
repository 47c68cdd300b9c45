"""The description of the data set in the provenance graph, in place of what the build before said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.exports.void import describe_contents, described_before
from kg.pipeline.provenance import describe_build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.pipeline.ledger import Ledger
    from kg.store import BuildState
    from kg.terms import Names, Term


def describe(ledger: Ledger, started: datetime, triples: int) -> None:
    """Say which build made the graph and what it holds; all that was said before is in the store then.

    Parameters
    ----------
    ledger
        Of the build.
    started
        When it began.
    triples
        How many the graph holds, provenance left out.
    """
    names, parts, build = ledger.reference.names, ledger.parts, ledger.made_by
    ledger.flush()
    about = (names.thing("dataset", "graph"), names.graph("inferred"), build)
    for subject in (*about, *described_before(parts.loader.store, names)):
        ledger.forget(subject)
    records = sum(ledger.state.counts().values())
    ledger.say(describe_build(build, names, started, datetime.now(UTC), triples=triples, records=records))
    ledger.say(describe_contents(parts.tally, _examples(ledger.state, names), names, build))
    ledger.flush()


def _examples(state: BuildState, names: Names) -> Iterator[Term]:
    """Yield the first programme, evaluation and lesson, by IRI."""
    if key := state.parts.first_programme():
        yield names.thing("programme", key.replace("/", "-"))
    if number := state.first_evaluation():
        yield names.thing("evaluation", number)
    if number := state.first_record("lesson"):
        yield names.thing("lesson", number)
