"""What people type for a parameter -> the term it stands for."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.reference import load_reference
from kg.terms import Names, Term, iri, is_web_address, literal, slug
from kg.vocabulary import PREFIXES, Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.queries.catalog import CatalogQuery
    from kg.reference import EntityKind

_KINDS: Final[dict[str, EvClass]] = {
    "lesson": EvClass.LessonLearned,
    "practice": EvClass.GoodPractice,
    "recommendation": EvClass.Recommendation,
}
_ENTITY_KINDS: Final[dict[str, EntityKind]] = {
    "country": "country",
    "organization": "organization",
    "region": "region",
    "theme": "theme",
}
_LANGUAGES: Final = ("en", "es", "fr", "pt")
LABEL_LANGUAGE: Final = "label-lang"


def bindings_for(
    query: CatalogQuery, given: Mapping[str, str], store: ox.Store, names: Names, *, language: str
) -> dict[str, Term]:
    """Return the terms to bind for what was given on the command line or in Python.

    Parameters
    ----------
    query
        The query.
    given
        By parameter name, as text: a label in any language, a code, an acronym, a CURIE or an IRI.
    store
        Where programmes and local themes are looked up.
    names
        The IRIs of that store.
    language
        Language of the labels in the answer.

    Raises
    ------
    ConfigError
        If a parameter is unknown, missing, or stands for nothing.
    """
    known = {name: parameter for parameter in query.parameters for name in parameter.types if name != LABEL_LANGUAGE}
    bindings: dict[str, Term] = {}
    for name, text in given.items():
        if name not in known:
            raise ConfigError(
                f"the query {query.name} has no parameter {name!r}",
                hint=f"it takes {', '.join(known)}" if known else "it takes none",
            )
        bindings[known[name].variable] = _term(name, text, store, names)
    for parameter in query.parameters:
        if parameter.required and parameter.variable not in bindings:
            wanted = " or ".join(f"-p {name}=..." for name in parameter.types)
            raise ConfigError(f"the query {query.name} needs {wanted}", hint=parameter.description)
        if LABEL_LANGUAGE in parameter.types:
            bindings[parameter.variable] = literal(language)
    return bindings


def _term(name: str, text: str, store: ox.Store, names: Names) -> Term:
    text = text.strip()
    if not text.isprintable() or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ConfigError(f"{text!r} is no text for the parameter {name!r}", hint="write it in UTF-8")
    expanded = names.expand(text)
    if is_web_address(expanded):
        return iri(expanded)
    if name == "kind":
        return _kind(text, names)
    if name == "lang":
        if text not in _LANGUAGES:
            raise ConfigError(f"unknown language {text!r}", hint=f"the languages are {', '.join(_LANGUAGES)}")
        return iri(PREFIXES["iso639"] + text)
    if name == "programme":
        return _programme(text, store, names)
    return _entity(name, text, store, names)


def _kind(text: str, names: Names) -> Term:
    if text not in _KINDS:
        raise ConfigError(f"unknown kind {text!r}", hint=f"the kinds are {', '.join(_KINDS)}")
    return names.ev(_KINDS[text])


def _programme(text: str, store: ox.Store, names: Names) -> Term:
    """Find a programme by symbol, by ``eval-`` and number, or by the number of one of its evaluations."""
    key = text.removeprefix("eval-")
    evaluation = ox.NamedNode(names.thing_iri("evaluation", key)) if key.isdigit() else None
    if evaluation is not None:
        for quad in store.quads_for_pattern(evaluation, ox.NamedNode(names.ev(Ev.evaluates)[1:-1]), None, None):
            return str(quad.object)
    for quad in store.quads_for_pattern(None, ox.NamedNode(names.ev(Ev.projectSymbol)[1:-1]), ox.Literal(text), None):
        return str(quad.subject)
    term = names.thing("programme", text.replace("/", "-"))
    if next(store.quads_for_pattern(ox.NamedNode(term[1:-1]), None, None, None), None) is not None:
        return term
    raise ConfigError(
        f"there is no programme {text!r} in the graph",
        hint="give a project symbol, the number of an evaluation, or an IRI; cross-country-programmes lists some",
    )


def _organization_of_graph(text: str, store: ox.Store, names: Names) -> Term:
    """Find an organization that the shipped vocabularies lack, one of the user's own or a local one, by its words.

    Of several with these words the first by IRI is taken, listed ones before local ones; empty if there is none.
    """
    properties = (PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel", names.ev(Ev.acronym)[1:-1])
    found = {
        str(quad.subject)
        for property_ in properties
        for language in _LANGUAGES
        for quad in store.quads_for_pattern(None, ox.NamedNode(property_), ox.Literal(text, language=language), None)
        if f"{names.base}id/organization/" in str(quad.subject)
    }
    return min(found, key=lambda subject: ("/local/" in subject, subject), default="")


def _entity(name: str, text: str, store: ox.Store, names: Names) -> Term:
    reference = load_reference(names.base)
    kind = _ENTITY_KINDS[name]
    found = reference.find(kind, text)
    if found is not None:
        return names.thing(*found.path.split("/"))
    local = names.thing(kind, "local", slug(text))
    if next(store.quads_for_pattern(ox.NamedNode(local[1:-1]), None, None, None), None) is not None:
        return local
    if kind == "organization" and (own := _organization_of_graph(text, store, names)):
        return own
    labels = {each.text for entity in reference.of_kind(kind) for each in entity.names}
    near = difflib.get_close_matches(text, sorted(labels), n=3, cutoff=0.6)
    hint = f"did you mean {', '.join(near)}?" if near else f"give a label, a code or an IRI of a {name}"
    raise ConfigError(f"no {name} is called {text!r}", hint=hint)
