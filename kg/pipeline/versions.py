"""Prior versions: what a record said before a later source said something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kg.records import record_json
from kg.terms import RDF_TYPE, iri, literal
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Value
    from kg.terms import Names, Term, Triple

_PROV: Final = PREFIXES["prov"]
_DCTERMS: Final = PREFIXES["dcterms"]


def prior_version(
    kind: str, number: str, content: str, values: Iterable[Value], source: Term, names: Names
) -> Iterator[Triple]:
    """Yield the description of a version that was replaced, for the provenance graph.

    Parameters
    ----------
    kind, number
        The record.
    content
        Hash of the version's values, which names it.
    values
        Its values, kept whole as JSON.
    source
        IRI of the document it was read from.
    names
        Mints the IRI.
    """
    record = names.thing(kind, number)
    version = names.thing("version", kind, number, content[:16])
    text = json.dumps(record_json(kind, values), ensure_ascii=False, sort_keys=True)
    yield record, iri(_PROV + "wasRevisionOf"), version
    yield version, RDF_TYPE, iri(_PROV + "Entity")
    yield version, iri(_PROV + "specializationOf"), record
    yield version, iri(_PROV + "hadPrimarySource"), source
    yield version, iri(_PROV + "value"), literal(text)
    yield version, iri(_DCTERMS + "identifier"), literal(f"{kind}/{number}/{content[:16]}")
