"""Donor codes: who the last part of a project symbol stands for, by the table of the vocabulary.

Only a code that is a body's own (``skos:exactMatch``) and whose reading was checked names a donor; a
country's code does not say which of its bodies gives.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kg.linking.model import Mention
from kg.mapping.fields import field_name
from kg.mapping.symbols import symbols_of
from kg.terms import iri, text_of
from kg.vocabulary import PREFIXES, Ev

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.records import Record
    from kg.reference import Reference

_EXACT_MATCH: Final = iri(PREFIXES["skos"] + "exactMatch")
_UNCERTAIN: Final = "unverified"
_CONFIDENCE: Final = 0.9


@cache
def donors(reference: Reference) -> Mapping[str, str]:
    """Return the path of the organization by donor code, such as ``EUR`` to ``organization/eu``."""
    start = len(f"<{reference.names.base}id/")
    codes = f"<{reference.names.base}id/code/donor/"
    bodies = f"<{reference.names.base}id/organization/"
    status = reference.names.ev(Ev.verification)
    triples = [triple for triple in reference.triples if triple[0].startswith(codes)]
    uncertain = {code for code, predicate, value in triples if predicate == status and text_of(value) == _UNCERTAIN}
    return {
        code[len(codes) : -1]: body[start:-1]
        for code, predicate, body in triples
        if predicate == _EXACT_MATCH and body.startswith(bodies) and code not in uncertain
    }


def donor_mentions(record: Record, reference: Reference) -> Iterator[tuple[Mention, str]]:
    """Yield the donors that project symbols name by their last part, each as a mention with the donor's path."""
    for symbol in symbols_of(record).read:
        path = donors(reference).get(symbol.donor_code)
        if path is not None:
            end = symbol.start + len(symbol.text)
            start = end - len(symbol.donor_code)
            mention = Mention(
                field=field_name("project_symbols", symbol.position),
                start=start,
                end=end,
                surface=symbol.donor_code,
                target=path,
                confidence=_CONFIDENCE,
                method="symbol:donor",
                sentence_start=symbol.start,
                sentence_end=end,
            )
            yield mention, path
