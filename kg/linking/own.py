"""The user's own words and organizations, as `kg.config.OwnLexicon` says them, beside the shipped vocabularies.

Examples
--------
>>> from kg.config import OwnLexicon, OwnOrganization
>>> from kg.linking.linker import Linker
>>> own = OwnLexicon(policies={"XYZ": "organization/mides"}, organizations=(OwnOrganization(slug="mides", label="M"),))
>>> linker = Linker(reference_with(own), policies=own.policies)
>>> [mention.target for mention in linker.link({"context": "The XYZ met the ILO."}).mentions]
['organization/mides', 'organization/ilo']
"""

from __future__ import annotations

import difflib
import hashlib
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.linking.folding import fold
from kg.reference import Reference, load_reference
from kg.resources import ontology_folder
from kg.terms import Names, iri, literal
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.config import OwnLexicon, OwnOrganization
    from kg.terms import Term, Triple

NEVER: Final = "never"
OPEN: Final = "open"
_SKOS: Final = PREFIXES["skos"]
_NOTE: Final = "From the own lexicon of this graph."


def reference_with(own: OwnLexicon, base: str = DEFAULT_BASE) -> Reference:
    """Return the vocabularies with the user's words and organizations; the shipped ones if there are none.

    Raises
    ------
    ConfigError
        If a label, policy or kind speaks of something that neither the vocabularies nor `own` know.
    """
    shipped = load_reference(base)
    _check(own, shipped)
    triples = list(_triples(own, shipped))
    return Reference(Names(base), ontology_folder(), triples) if triples else shipped


def digest(own: OwnLexicon) -> str:
    """Return what changes when, and only when, the lexicon does; empty for an empty one."""
    said = (own.labels, own.policies, own.organizations)
    return hashlib.sha256(repr((own.language, *said)).encode()).hexdigest()[:16] if any(said) else ""


def _check(own: OwnLexicon, shipped: Reference) -> None:
    new = {f"organization/{one.slug}" for one in own.organizations}
    for path in sorted(new & shipped.entities.keys()):
        raise ConfigError(
            f"{path} is listed already",
            own.places.at("lexicon", "organizations", path.partition("/")[2]),
            f'give it more words in [lexicon.labels]: "{path}" = [...]',
        )
    known = new | {
        path for path, entity in shipped.entities.items() if entity.kind in ("organization", "country", "city", "group")
    }
    spoken_of = [("labels", path, path) for path in own.labels]
    spoken_of += [("policies", surface, path) for surface, path in own.policies.items() if path not in (NEVER, OPEN)]
    for table, key, path in spoken_of:
        if path not in known:
            near = difflib.get_close_matches(path, sorted(known), n=2)
            raise ConfigError(
                f"[lexicon.{table}] speaks of {path!r}, which is not known",
                own.places.at("lexicon", table, key),
                f"did you mean {' or '.join(near)}?"
                if near
                else "write the end of an IRI, such as organization/iom or country/CL; or never or open as a policy",
            )
    for one in own.organizations:
        if one.kind and f"code/organization-kind/{one.kind}" not in shipped.entities:
            kinds = sorted(
                key.rpartition("/")[2] for key in shipped.entities if key.startswith("code/organization-kind/")
            )
            raise ConfigError(
                f"{one.slug} has the unknown kind {one.kind!r}",
                own.places.at("lexicon", "organizations", one.slug, "kind"),
                " or ".join(f"did you mean {kind}?" for kind in difflib.get_close_matches(one.kind, kinds, n=1))
                or f"known are {', '.join(kinds)}",
            )


def _triples(own: OwnLexicon, shipped: Reference) -> Iterator[Triple]:
    names = shipped.names
    for one in own.organizations:
        yield from _organization(one, own.language, names)
    for path, words in own.labels.items():
        for word in words:
            yield names.thing(*path.split("/")), _label_property(word, path, names), literal(word, own.language)
    for surface, path in own.policies.items():
        if path not in (NEVER, OPEN):
            property_ = names.ev("acronym") if path.startswith("organization/") else iri(_SKOS + "altLabel")
            yield names.thing(*path.split("/")), property_, literal(surface, own.language)


def _organization(one: OwnOrganization, language: str, names: Names) -> Iterator[Triple]:
    subject = names.thing("organization", one.slug)
    yield subject, iri(PREFIXES["rdf"] + "type"), names.ev("Organization")
    yield subject, iri(PREFIXES["rdf"] + "type"), iri(_SKOS + "Concept")
    yield subject, iri(_SKOS + "inScheme"), names.thing("scheme", "organizations")
    yield subject, iri(_SKOS + "prefLabel"), literal(one.label, language)
    for name in one.names:
        yield subject, _label_property(name, "organization/", names), literal(name, language)
    if one.acronym:
        yield subject, names.ev("acronym"), literal(one.acronym, language)
    if one.kind:
        yield (
            subject,
            iri(PREFIXES["org"] + "classification"),
            names.thing("code", "organization-kind", one.kind),
        )
    yield subject, names.ev("verification"), literal("unverified")
    yield subject, iri(_SKOS + "editorialNote"), literal(_NOTE, "en")


def _label_property(word: str, path: str, names: Names) -> Term:
    """Return the property for a word: an acronym, kept in exact case, is one word with two capitals or more."""
    folded = fold(word).text
    is_acronym = " " not in folded and sum(map(str.isupper, folded)) > 1
    return names.ev("acronym") if is_acronym and path.startswith("organization/") else iri(_SKOS + "altLabel")
