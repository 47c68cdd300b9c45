"""Which words may name what: the labels of the vocabularies and the surfaces of ``surfaces.tsv``, ready to be found.

Two automata run over a folded text. One sees it as it is written and holds acronyms, countries and cities; the other
sees it without case and accents and holds the names of organizations, groups and phrases, whose case is tested after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import ahocorasick_rs

from kg.errors import LinkingError
from kg.linking.folding import fold, loosen
from kg.linking.naming import SMALL_WORDS
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.linking.rules import Rule
    from kg.reference import Entity, Reference

SurfaceKind: TypeAlias = Literal[
    "acronym", "name", "any-case", "country", "city", "group", "shared-group", "phrase", "guard"
]

SURFACES: Final = FOLDER / "surfaces.tsv"
_COLUMNS: Final = ("surface", "target", "kind", "languages", "note")
_KINDS: Final = frozenset(get_args(SurfaceKind))
_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = re.compile(r"^(?:The|La|Le|El|Les|Los|Las) (?=[A-ZÀ-Ý])|^L['’](?=[A-ZÀ-Ý])")
_INVERTED: Final = re.compile(r", .* (?:of|of the|de|del|da|du)$")
_BREAKABLE_FROM: Final = 5
_LOOSE_FROM: Final = 3
"""From this many words of weight on, a name counts in small letters too."""


@dataclass(slots=True)
class Entry:
    """A surface and what it may stand for.

    Attributes
    ----------
    surface
        As a vocabulary spells it, folded.
    kind
        What sort of words it is.
    targets
        Paths of entities, each with the languages that use the surface for it.
    rules
        Rows of ``rules.tsv`` for this surface, in order.
    needs_home
        The bare name of a city that is not clear without its country.
    is_inverted
        It ends in the middle of a name, as lists write it (``Tanzania, United Republic of``).
    """

    surface: str
    kind: SurfaceKind
    targets: dict[str, set[str]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    needs_home: bool = False
    is_inverted: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write an entry.

    Attributes
    ----------
    text
        What the automaton looks for.
    entry
        What it writes.
    upper
        Positions that must hold capitals, unless the whole surface does.
    """

    text: str
    entry: Entry
    upper: tuple[int, ...] = ()


class Lexicon:
    """All patterns, in two automata.

    Parameters
    ----------
    reference
        The vocabularies.
    surfaces
        Table of surfaces beside them; rows whose target no vocabulary knows are left out.

    Raises
    ------
    LinkingError
        If the table cannot be used.
    """

    def __init__(self, reference: Reference, surfaces: Path = SURFACES) -> None:
        self._exact: dict[str, Pattern] = {}
        self._loose: dict[str, Pattern] = {}
        self.entries: dict[tuple[str, str], Entry] = {}
        bare = reference.names.ev("bareName")
        self._unclear = {
            _path(subject, reference)
            for subject, predicate, object_ in reference.triples
            if predicate == bare and '"false"' in object_
        }
        rows = list(read_table(surfaces, _COLUMNS))
        for row in rows:
            if row["kind"] not in _KINDS or (row["kind"] != "guard" and not row["target"]):
                raise LinkingError(
                    f"the kind {row['kind']!r} is unknown, or the target is missing",
                    row.at,
                    f"kinds are {', '.join(sorted(_KINDS))}; only a guard has no target",
                )
            if row["target"] in reference.entities and row["kind"] != "guard":
                for surface in row.several("surface"):
                    self._add(surface, row["kind"], row["target"], row.several("languages", ","))  # type: ignore[arg-type]
        for kind in ("organization", "country", "city", "group"):
            for entity in reference.of_kind(kind):
                self._add_entity(entity)
        for row in rows:
            if row["kind"] == "guard":
                for surface in row.several("surface"):
                    self._add_guard(surface)
        self.exact_patterns: list[Pattern] = list(self._exact.values())
        self.loose_patterns: list[Pattern] = list(self._loose.values())
        self.words: frozenset[str] = frozenset(
            word
            for pattern in (*self.exact_patterns, *self.loose_patterns)
            if pattern.entry.kind not in ("acronym", "guard")
            for word in _WORD.findall(loosen(pattern.text))
            if len(word) >= _BREAKABLE_FROM
        )
        self.exact = _automaton(self.exact_patterns)
        self.loose = _automaton(self.loose_patterns)

    def written_as(self, surface: str) -> list[Entry]:
        """Return the entries that a folded surface may write: none, one, or one of each automaton."""
        known = (self._exact.get(surface), self._loose.get(loosen(surface)))
        return [pattern.entry for pattern in known if pattern is not None]

    def _add_entity(self, entity: Entity) -> None:
        is_bare = entity.path not in self._unclear
        for name in entity.names:
            if entity.kind == "city" and ", " in name.text:
                continue  # its country is named too, and is a mention of its own
            kind: SurfaceKind
            if entity.kind == "organization":
                kind = "acronym" if name.role == "acronym" else "name"
            elif entity.kind == "country":
                kind = "country"
            elif entity.kind == "city":
                kind = "city"
            else:
                kind = "group"
            text = _ARTICLE.sub("", name.text) if entity.kind == "organization" else name.text
            entry = self._add(text, kind, entity.path, [name.language])
            if entry is not None and not is_bare and name.role == "preferred":
                entry.needs_home = True

    def _add(self, text: str, kind: SurfaceKind, target: str, languages: list[str]) -> Entry | None:
        surface = fold(text).text.strip().removeprefix("The ")
        if not surface:
            return None
        is_exact = kind in ("acronym", "country", "city") or (kind == "name" and _WORD.fullmatch(surface) is not None)
        is_exact = is_exact or (kind == "group" and surface.isupper())
        key = ("exact", surface) if is_exact else ("loose", loosen(surface))
        table = self._exact if is_exact else self._loose
        known = table.get(key[1])
        if known is not None:
            if _same_sort(known.entry.kind, kind):
                known.entry.targets.setdefault(target, set()).update(languages)
                if not is_exact:  # where two spellings differ, neither capital is asked for
                    upper = tuple(position for position in known.upper if position in _capitals(surface))
                    table[key[1]] = Pattern(known.text, known.entry, upper)
                return known.entry
            return None
        entry = Entry(surface, kind, {target: set(languages)}, is_inverted=_INVERTED.search(surface) is not None)
        self.entries[key] = entry
        for pattern in _exact_patterns(entry) if is_exact else _loose_patterns(entry):
            table.setdefault(pattern.text, pattern)
        return entry

    def _add_guard(self, text: str) -> None:
        surface = fold(text).text
        self._exact.setdefault(surface, Pattern(surface, Entry(surface, "guard")))
        self._exact.setdefault(surface.upper(), Pattern(surface.upper(), Entry(surface, "guard")))


def _path(subject: str, reference: Reference) -> str:
    return subject[len(reference.names.base) + len("<id/") : -1]


def _automaton(patterns: list[Pattern]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([pattern.text for pattern in patterns])


def _same_sort(one: SurfaceKind, other: SurfaceKind) -> bool:
    organizations = {"acronym", "name", "any-case"}
    return one == other or (one in organizations and other in organizations)


def _exact_patterns(entry: Entry) -> Iterator[Pattern]:
    for text in _spellings(entry.surface):
        yield Pattern(text, entry)
        if entry.kind == "acronym":
            if not text.isupper() and (" " in text or len(text) >= 5):  # noqa: PLR2004 -- 'CoE' in capitals says nothing
                yield Pattern(text.upper(), entry)
            if text.isupper() and text.isalpha() and len(text) in (3, 4):
                yield Pattern(".".join(text) + ".", entry)
        else:
            plain = _unaccented(text)
            yield Pattern(plain, entry)
            if len(text) > 2:  # noqa: PLR2004 -- 'Pa' is no country in capitals
                yield Pattern(text.upper(), entry)
                yield Pattern(plain.upper(), entry)


def _loose_patterns(entry: Entry) -> Iterator[Pattern]:
    for text in _spellings(entry.surface):
        loose = loosen(text)
        yield Pattern(
            loose, entry, () if entry.kind in ("any-case", "group", "shared-group", "phrase") else _capitals(text)
        )


def _spellings(text: str) -> Iterator[str]:
    """Yield `text` and the ways in which hyphens, apostrophes and ampersands vary."""
    yield text
    if "'" in text:
        yield text.replace("'", "")
    first, blank, rest = text.partition(" ")
    if first in ("Ciudad", "City", "Ville", "Cidade"):
        yield first.lower() + blank + rest
    if "-" in text:
        yield text.replace("-", " ")
    if " & " in text:
        yield text.replace(" & ", " and ")
    if " and " in text:
        yield text.replace(" and ", " & ")


def _unaccented(text: str) -> str:
    return "".join(
        plain.upper() if letter.isupper() else plain for letter, plain in zip(text, loosen(text), strict=True)
    )


def _capitals(name: str) -> tuple[int, ...]:
    """Return the positions of `name` that must be capitals: of its acronyms always, of a short name all."""
    weight = [word for word in _WORD.findall(name) if word.lower() not in SMALL_WORDS]
    is_short = len(weight) < _LOOSE_FROM
    positions: list[int] = []
    for word in _WORD.finditer(name):
        if is_short or (word.group().isupper() and len(word.group()) > 1):
            positions += [index for index in range(*word.span()) if name[index].isupper()]
    return tuple(positions)
