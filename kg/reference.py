"""The vocabularies of ``ontology/`` as look-up tables, rebased and read once.

A record names a country, a theme or a status in words; this module says which
IRI the word stands for. It also keeps the triples themselves, so that the
graph can carry exactly the concepts it uses.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.resources import ontology_folder
from kg.terms import Names, Term, Triple, iri, language_of, text_of
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

EntityKind = Literal["organization", "country", "city", "region", "theme", "category", "code", "group"]
"""What a reference concept is, told by the path of its IRI."""

NameRole = Literal["preferred", "acronym", "alternative", "hidden"]

_KIND_BY_PATH: Final[dict[str, EntityKind]] = {
    "organization": "organization",
    "country": "country",
    "place": "city",
    "region": "region",
    "theme": "theme",
    "category": "category",
    "code": "code",
    "group": "group",
}
_SKOS: Final = PREFIXES["skos"]
_QUOTES: Final = str.maketrans(dict.fromkeys("’‘´`ʼ＇′", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One label of a reference concept.

    Attributes
    ----------
    text
        The label as the vocabulary spells it.
    language
        ISO 639-1 code.
    role
        ``preferred`` (skos:prefLabel), ``acronym`` (ev:acronym), ``alternative`` or ``hidden``.
    """

    text: str
    language: str
    role: NameRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A concept of a vocabulary: a country, an organization, a theme, a code ...

    Attributes
    ----------
    path
        The part of the IRI after ``id/``, such as ``organization/iom``.
    kind
        What it is.
    names
        All its labels, in the order of the vocabulary.
    within
        Paths of the region of a country, the country of a city, the category of a theme,
        the kind of an organization, the scheme of a code; sorted.
    notations
        ``skos:notation`` and ISO codes, sorted.
    """

    path: str
    kind: EntityKind
    names: tuple[Name, ...]
    within: tuple[str, ...]
    notations: tuple[str, ...]

    @property
    def key(self) -> str:
        """The last part of the path: ``iom``, ``CL``, ``migration``."""
        return self.path.rpartition("/")[2]

    def label(self, language: str = "en") -> str:
        """Return the preferred label in `language`, in English where there is none."""
        preferred = {name.language: name.text for name in self.names if name.role == "preferred"}
        return preferred.get(language) or preferred.get("en") or self.key


def fold(text: str) -> str:
    """Fold a label for look-up: NFC, one kind of apostrophe and blank, no case.

    Examples
    --------
    >>> fold("Côte d’Ivoire ") == fold("CÔTE  D'IVOIRE")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return " ".join(text.replace("`", "'").split()).casefold()


class Reference:
    """The vocabularies below one base.

    Parameters
    ----------
    names
        Mints the IRIs; its base replaces the one the files are written with.
    folder
        Where the Turtle files stand.
    more
        Triples beside those of the files, with the IRIs of `names`.

    Raises
    ------
    ConfigError
        If a file is not sound Turtle.
    """

    def __init__(self, names: Names, folder: Path, more: Iterable[Triple] = ()) -> None:
        self.names = names
        self.triples: list[Triple] = []
        self.ontology: list[Triple] = []
        for file in sorted(folder.glob("*.ttl")):
            part = self.ontology if file.name == "kg.ttl" else self.triples
            part.extend(_rebased(file, names.base))
        self.triples.extend(more)
        self._by_subject: dict[Term, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            self._by_subject[triple[0]].append(triple)
        self.entities: dict[str, Entity] = {entity.path: entity for entity in self._read_entities()}
        self._look_up: dict[tuple[EntityKind, str], str] = {}
        for entity in self.entities.values():
            self._index(entity)

    def find(self, kind: EntityKind, label: str) -> Entity | None:
        """Return the entity of that kind whose label, in any language, or notation folds to the same text.

        Never fuzzy: a spelling that no vocabulary lists finds nothing.
        """
        path = self._look_up.get((kind, fold(label)))
        return self.entities[path] if path else None

    def find_code(self, scheme: str, label: str) -> Entity | None:
        """Return the code of `scheme` (``response``, ``progress`` ...) that `label` spells."""
        path = self._look_up.get(("code", f"{scheme}\n{fold(label)}"))
        return self.entities[path] if path else None

    def of_kind(self, kind: EntityKind) -> Iterator[Entity]:
        """Yield the entities of one kind, sorted by path."""
        return (entity for _, entity in sorted(self.entities.items()) if entity.kind == kind)

    def closure(self, used: Iterable[Term]) -> list[Triple]:
        """Return the triples of the `used` concepts and of the concepts those need to be read.

        A country brings its region, a theme its category, all of them their scheme.
        """
        seen: set[Term] = set()
        waiting = list(used)
        found: list[Triple] = []
        while waiting:
            subject = waiting.pop()
            if subject in seen:
                continue
            seen.add(subject)
            triples = self._by_subject.get(subject, ())
            found.extend(triples)
            waiting.extend(
                object_ for _, predicate, object_ in triples if object_ in self._by_subject and not _lists(predicate)
            )
        return found

    def describes(self, term: Term) -> bool:
        """Tell whether a vocabulary says anything of `term`."""
        return term in self._by_subject

    def _read_entities(self) -> Iterator[Entity]:
        prefix = f"<{self.names.base}id/"
        for subject in sorted(self._by_subject):
            kind = _KIND_BY_PATH.get(subject[len(prefix) : -1].split("/")[0]) if subject.startswith(prefix) else None
            if kind:
                yield self._entity(subject, subject[len(prefix) : -1], kind)

    def _entity(self, subject: Term, path: str, kind: EntityKind) -> Entity:
        names = self.names
        roles: dict[Term, NameRole] = {
            iri(_SKOS + "prefLabel"): "preferred",
            names.ev("acronym"): "acronym",
            iri(_SKOS + "altLabel"): "alternative",
            iri(_SKOS + "hiddenLabel"): "hidden",
        }
        notation = {iri(_SKOS + "notation"), names.ev("isoAlpha2"), names.ev("isoAlpha3"), names.ev("m49")}
        holders = {
            names.ev("inRegion"),
            names.ev("inCountry"),
            names.ev("inCategory"),
            iri(PREFIXES["org"] + "classification"),
            iri(_SKOS + "inScheme"),
        }
        found: list[Name] = []
        within: set[str] = set()
        notations: set[str] = set()
        prefix = f"<{names.base}id/"
        for _, predicate, object_ in self._by_subject[subject]:
            if predicate in roles:
                found.append(Name(text=text_of(object_), language=language_of(object_), role=roles[predicate]))
            elif predicate in notation:
                notations.add(text_of(object_))
            elif predicate in holders:
                within.add(object_[len(prefix) : -1])
        return Entity(
            path=path,
            kind=kind,
            names=tuple(dict.fromkeys(found)),
            within=tuple(sorted(within)),
            notations=tuple(sorted(notations)),
        )

    def _index(self, entity: Entity) -> None:
        scheme = entity.path.split("/")[1] + "\n" if entity.kind == "code" else ""
        preferred_first = sorted(entity.names, key=lambda name: name.role != "preferred")
        for text in (*(name.text for name in preferred_first), *entity.notations, entity.key):
            self._look_up.setdefault((entity.kind, scheme + fold(text)), entity.path)


@cache
def load_reference(base: str = DEFAULT_BASE) -> Reference:
    """Return the shipped vocabularies with their IRIs below `base`; read once a process."""
    return Reference(Names(base), ontology_folder())


def _lists(predicate: Term) -> bool:
    """Tell whether a predicate leads from a whole to its parts, which a closure must not follow."""
    return predicate in {iri(_SKOS + "hasTopConcept"), iri(_SKOS + "narrower"), iri(_SKOS + "member")}


def _rebased(file: Path, base: str) -> Iterator[Triple]:
    text = file.read_text(encoding="utf-8")
    if base != DEFAULT_BASE:
        text = text.replace(f"<{DEFAULT_BASE}", f"<{base}").replace(f'"{DEFAULT_BASE}', f'"{base}')
    try:
        for triple in ox.parse(text, ox.RdfFormat.TURTLE):
            yield str(triple.subject), str(triple.predicate), str(triple.object)
    except SyntaxError as error:
        raise ConfigError(f"{file.name} is not sound Turtle: {error}", hint="install ieval-kg again") from error
