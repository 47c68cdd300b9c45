"""What a corpus is like: the seed and the shares of what is rare."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusOptions:
    """How records are drawn; equal options give equal records, whatever their number.

    Attributes
    ----------
    seed
        Another seed gives other records.
    cross_country
        Share of programmes that work in two countries or more.
    hostile
        Share of records that a careless program would stumble over, and that are records all the same.
    bad
        Share of pages that are no records and must be set aside.
    violations
        Share of findings, and of programmes, that break a shape on purpose.
    revise_every
        Every so many-th record has one sentence more than without this option; 0 for none. The same
        corpus with and without it is one with a few changed records.
    """

    seed: int = 1
    cross_country: float = 0.14
    hostile: float = 0.0
    bad: float = 0.0
    violations: float = 0.0
    revise_every: int = 0
