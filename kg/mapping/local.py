"""Bodies that no vocabulary lists, over all records: which of them are the same, and what they are called.

Two records mean the same body if they give it the same name, but for case and accents, in the same known country.
Nothing else joins two: a name whose country is not known belongs to its record alone, for half the world has a
Ministry of Labour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.local import UNKNOWN
from kg.terms import RDF_TYPE, iri, literal
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.model import Links
    from kg.records import Record
    from kg.reference import Reference
    from kg.terms import Term, Triple

LOCAL: Final = "organization/local/"
"""Beginning of the path of such a body."""

_SKOS: Final = PREFIXES["skos"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSign:
    """An unlisted body as one record names it; `path` is the same in every record that means the same body."""

    path: str
    name: str
    language: str
    acronym: str
    country: str
    kind: str


def local_path(record: Record, target: str) -> str:
    """Return the path of the body that a record calls `target`; one of no known country gets the record's own key.

    Examples
    --------
    >>> from kg.errors import Location
    >>> from kg.records import Record
    >>> record = Record(kind="lesson", number="7", evaluation_number="1", values=(), at=Location("a.txt"))
    >>> local_path(record, "organization/local/ke-ministry-of-labour")
    'organization/local/ke-ministry-of-labour'
    >>> local_path(record, "organization/local/x-ministry-of-labour")
    'organization/local/x-lesson-7-ministry-of-labour'
    """
    unknown = f"{LOCAL}{UNKNOWN}-"
    if not target.startswith(unknown):
        return target
    return f"{unknown}{record.kind}-{record.number}-{target.removeprefix(unknown)}"


def local_signs(record: Record, links: Links) -> tuple[LocalSign, ...]:
    """Return the unlisted bodies of a record, sorted by path."""
    return tuple(
        LocalSign(
            path=local_path(record, body.target),
            name=body.name,
            language=body.language,
            acronym=body.acronym,
            country=body.country,
            kind=body.kind,
        )
        for body in links.bodies
    )


def describe_local(signs: Iterable[LocalSign], reference: Reference) -> Iterator[Triple]:
    """Yield what the graph says of the bodies themselves, sorted by path; the order of the signs does not matter.

    Parameters
    ----------
    signs
        Of all records.
    reference
        Mints the IRIs.

    Yields
    ------
    Triple
        Class, one preferred name a language (the most frequent), the other spellings, acronyms, country, kind.
    """
    by_path: dict[str, list[LocalSign]] = defaultdict(list)
    for sign in signs:
        by_path[sign.path].append(sign)
    for path, found in sorted(by_path.items()):
        yield from _description(reference.names.thing(*path.split("/")), found, reference)


def _description(body: Term, signs: list[LocalSign], reference: Reference) -> Iterator[Triple]:
    names = reference.names
    yield body, RDF_TYPE, names.ev(EvClass.LocalOrganization)
    for language in sorted({sign.language for sign in signs}):
        counts = Counter(sign.name for sign in signs if sign.language == language)
        preferred, *others = sorted(counts, key=lambda name: (-counts[name], name))
        yield body, iri(_SKOS + "prefLabel"), literal(preferred, language)
        for other in others:
            yield body, iri(_SKOS + "altLabel"), literal(other, language)
    for acronym, language in sorted({(sign.acronym, sign.language) for sign in signs if sign.acronym}):
        yield body, names.ev(Ev.acronym), literal(acronym, language)
    country, kind = signs[0].country, min((sign.kind for sign in signs if sign.kind), default="")
    if country:
        yield body, names.ev(Ev.inCountry), names.thing("country", country)
    if kind:
        yield body, iri(PREFIXES["org"] + "classification"), names.thing("code", "organization-kind", kind)
    yield body, names.ev(Ev.verification), literal("unverified")
