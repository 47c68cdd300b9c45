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
    from kg.store.state import Key
    from kg.terms import Names, Term, Triple

_PROV: Final = PREFIXES["prov"]
_DCTERMS: Final = PREFIXES["dcterms"]
WAS_REVISION_OF: Final[Term] = iri(_PROV + "wasRevisionOf")


def version_term(key: Key, content: str, names: Names) -> Term:
    """Return the IRI of the version of a record that has this content hash."""
    return names.thing("version", *key, content[:16])


def prior_version(
    key: Key, content: str, values: Iterable[Value], sources: Iterable[Term], names: Names
) -> Iterator[Triple]:
    """Yield the description of a version that was replaced, for the provenance graph.

    Parameters
    ----------
    key
        Kind and number of the record.
    content
        Hash of the version's values, which names it.
    values
        Its values, kept whole as JSON.
    sources
        IRIs of the documents it was read from.
    names
        Mints the IRI.
    """
    record = names.thing(*key)
    version = version_term(key, content, names)
    text = json.dumps(record_json(key[0], values), ensure_ascii=False, sort_keys=True)
    yield record, WAS_REVISION_OF, version
    yield version, RDF_TYPE, iri(_PROV + "Entity")
    yield version, iri(_PROV + "specializationOf"), record
    for source in sources:
        yield version, iri(_PROV + "hadPrimarySource"), source
    yield version, iri(_PROV + "value"), literal(text)
    yield version, iri(_DCTERMS + "identifier"), literal(f"{key[0]}/{key[1]}/{content[:16]}")
