"""One record -> its flaws, whatever stands in other records: what may be kept until the record changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.records import is_empty
from kg.records.record import PROSE_KEYS
from kg.validation.quality.addresses import mirror_hosts, odd_numbers
from kg.validation.quality.damage import damaged_text
from kg.validation.quality.endings import unfinished_texts, unfinished_titles
from kg.validation.quality.fields import (
    bad_dates,
    bad_symbols,
    empty_fields,
    swapped_themes,
    unknown_keys,
    unknown_statuses,
)
from kg.validation.quality.model import MOST, Flaw, Prose, in_reading_order
from kg.validation.quality.places import odd_places
from kg.validation.quality.repeats import doubled_passages, doubled_words, same_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Record
    from kg.reference import Reference


def record_flaws(record: Record, reference: Reference) -> tuple[Flaw, ...]:
    """Return what is odd in a record, in a fixed order; of one code no more than the first twenty.

    The same record, read from any form or given back by its graph, has the same flaws. Nothing depends on other
    records, on the clock or on how the record was linked.

    Parameters
    ----------
    record
        The record.
    reference
        The vocabularies.

    Examples
    --------
    >>> from kg.errors import Location
    >>> from kg.records import Record, Value
    >>> from kg.reference import load_reference
    >>> values = (Value("description", "La La lección tratada."), Value("country", "Africa - regional"))
    >>> record = Record(kind="lesson", number="1", evaluation_number="2", values=values, at=Location("a.txt"))
    >>> [(flaw.code, flaw.text) for flaw in record_flaws(record, load_reference())]
    [('Q-DOUBLED-WORD', 'La La lección'), ('Q-PSEUDO-COUNTRY', 'Africa - regional')]
    """
    told: Counter[str] = Counter()
    found = []
    for flaw in _flaws(record, reference):
        told[flaw.code] += 1
        if told[flaw.code] <= MOST:
            found.append(flaw)
    return tuple(found)


def _flaws(record: Record, reference: Reference) -> Iterator[Flaw]:
    values = in_reading_order(record.values)
    prose = [Prose.of(value) for value in values if value.key in PROSE_KEYS and not is_empty(value.text)]
    titles = [Prose.of(value) for value in record.all("eval_title") if not is_empty(value.text)]
    for each in (*titles, *prose):
        yield from doubled_words(each)
        yield from damaged_text(each)
    for each in prose:
        yield from doubled_passages(each)
    yield from same_texts(prose)
    yield from unfinished_titles(record)
    yield from unfinished_texts(record)
    yield from odd_places(record, reference)
    yield from swapped_themes(record, reference)
    yield from unknown_statuses(record, reference)
    yield from bad_dates(record)
    yield from bad_symbols(record)
    yield from odd_numbers(record)
    yield from mirror_hosts(record)
    yield from empty_fields(record)
    yield from unknown_keys(record)
