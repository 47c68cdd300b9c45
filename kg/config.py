"""``kg.toml`` -> settings; nothing past here sees a raw dictionary.

The file is looked for in the current folder::

    [kg]
    base = "https://data.example.org/ieval/"   # where the IRIs stand
    graph = "graph"                            # the graph directory
    lang = "es"                                # language of labels and messages
    local_organizations = true                 # look for ministries and other bodies that no list holds
    models = ["fr_core_news_sm"]               # trained spaCy pipelines that suggest more names

    [lexicon]                                  # what the linker knows beside the vocabularies
    language = "es"                            # of the words below

    [lexicon.labels]                           # more words for what is known
    "organization/iom" = ["OIM Chile"]

    [lexicon.policies]                         # what a word means in these records: one thing, "never", or "open"
    SDC = "organization/sdc"

    [lexicon.organizations.mides]              # an organization that no vocabulary lists
    label = "Ministerio de Desarrollo Social"
    acronym = "MIDES"
    names = ["Ministerio de Desarrollo"]
    kind = "government-national"

A mistake is named with the line of the file where it stands.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConfigError, Location

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE: Final = "kg.toml"
_TEXTS: Final = ("base", "graph", "lang")
_KEYS: Final = (*_TEXTS, "local_organizations", "models")
_LEXICON_KEYS: Final = ("language", "labels", "policies", "organizations")
_ORGANIZATION_KEYS: Final = ("label", "acronym", "names", "kind")
_LANGUAGES: Final = ("es", "en", "fr", "pt")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER: Final = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY: Final = re.compile(
    r"^\s*((?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+))*)\s*="
)
_PART: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``kg.toml`` says; an option on the command line or a variable ``KG_...`` outranks it.

    Attributes
    ----------
    base, graph, lang
        Defaults of the options of that name; empty where the file is silent.
    local_organizations
        Whether builds look for bodies that no list holds.
    models
        Trained spaCy pipelines that suggest more names.
    """

    base: str = ""
    graph: str = ""
    lang: str = ""
    local_organizations: bool = False
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOrganization:
    """An organization that the user adds.

    Attributes
    ----------
    slug
        Last part of its IRI.
    label, acronym, names
        How texts name it; all but `label` may be empty.
    kind
        A code of the kinds of organizations, such as ``government-national``; empty if not known.
    """

    slug: str
    label: str
    acronym: str = ""
    names: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the tables and keys of a TOML file stand: line numbers by path of keys."""

    file: str = FILE
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)

    def at(self, *path: str) -> Location:
        """Return the place of a key, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return Location(self.file, self.lines[path[:length]])
        return Location(self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLexicon:
    """What the user tells the linker.

    Attributes
    ----------
    language
        Of the words.
    labels
        By path of a known thing, more words for it.
    policies
        By surface: the path of what it names, ``never`` (no mention) or ``open`` (a mention, never linked).
    organizations
        New ones.
    places
        Where all that stands, for messages.
    """

    language: str = "en"
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    organizations: tuple[OwnOrganization, ...] = ()
    places: Places = field(default_factory=Places, compare=False)


def load_settings(folder: Path | None = None) -> Settings:
    """Read ``kg.toml`` of a folder, by default the current one; without a file all settings are empty.

    Raises
    ------
    ConfigError
        If the file is no TOML, or says something that `kg` does not know.
    """
    document, places = _document(folder)
    _refuse_unknown(document, ("kg", "lexicon"), (), places)
    table = document.get("kg", {})
    if not isinstance(table, dict):
        raise ConfigError(f"kg = {table!r} is no table", places.at("kg"), "settings stand below a line [kg]")
    _refuse_unknown(table, _KEYS, ("kg",), places)
    values: dict[str, Any] = {}
    for key, value in table.items():
        at = places.at("kg", key)
        if key in _TEXTS and not isinstance(value, str):
            raise ConfigError(f"[kg] has {key} = {value!r}", at, f'write a text: {key} = "..."')
        if key == "local_organizations" and not isinstance(value, bool):
            raise ConfigError(f"[kg] has {key} = {value!r}", at, "write true or false, without quotes")
        values[key] = _texts(value, f"[kg] has {key}", at, '["fr_core_news_sm"]') if key == "models" else value
    return Settings(**values)


def load_lexicon(folder: Path | None = None) -> OwnLexicon:
    """Read the table ``[lexicon]`` of ``kg.toml``; without a file or table it is empty.

    Raises
    ------
    ConfigError
        If the file is no TOML, or the table says something that `kg` does not know.
    """
    document, places = _document(folder)
    table = document.get("lexicon", {})
    if not isinstance(table, dict):
        raise ConfigError(f"lexicon = {table!r} is no table", places.at("lexicon"), "it begins with a line [lexicon]")
    _refuse_unknown(table, _LEXICON_KEYS, ("lexicon",), places)
    language = table.get("language", "en")
    if language not in _LANGUAGES:
        raise ConfigError(
            f"[lexicon] has language = {language!r}",
            places.at("lexicon", "language"),
            f"write one of {', '.join(_LANGUAGES)}",
        )
    labels = _table(table, "labels", places)
    policies = _table(table, "policies", places)
    for surface, policy in policies.items():
        if not isinstance(policy, str) or not surface.strip():
            raise ConfigError(
                f"[lexicon.policies] has {surface} = {policy!r}",
                places.at("lexicon", "policies", surface),
                'write "never", "open" or a path such as "organization/sdc"',
            )
    return OwnLexicon(
        language=language,
        labels={
            path: _texts(words, f"[lexicon.labels] {path}", places.at("lexicon", "labels", path), '["OIM Chile"]')
            for path, words in labels.items()
        },
        policies=policies,
        organizations=tuple(
            _organization(slug, one, places) for slug, one in _table(table, "organizations", places).items()
        ),
        places=places,
    )


def _document(folder: Path | None) -> tuple[dict[str, Any], Places]:
    file = (folder or Path()) / FILE
    at = Location(str(file))
    if not file.is_file():
        return {}, Places(file=str(file))
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), Places(file=str(file), lines=dict(_lines(text)))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(
            f"no TOML: {error}",
            Location(str(file), int(line[1])) if line else at,
            "texts stand in quotes, and a key with a slash or a blank too; see https://toml.io",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"the file is not UTF-8: {error.reason} at byte {error.start}", at, "save it as UTF-8"
        ) from error
    except OSError as error:
        raise ConfigError(f"the file cannot be read: {error.strerror or error}", at) from error


def _lines(text: str) -> Iterable[tuple[tuple[str, ...], int]]:
    """Yield the path of each table and key, and its line; a line inside a text of several lines may mislead."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            table = _path(header[1])
            yield table, number
        elif key is not None:
            yield (*table, *_path(key[1])), number


def _path(text: str) -> tuple[str, ...]:
    return tuple(next(part for part in found.groups() if part is not None) for found in _PART.finditer(text))


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], path: tuple[str, ...], places: Places) -> None:
    """Refuse a key that nobody reads, and name the one that may be meant."""
    for key in table:
        if key not in known:
            name = f"[{'.'.join(path)}] holds {key!r}" if path else f"{key!r} stands outside [kg] and [lexicon]"
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it may hold {', '.join(known)}"
            raise ConfigError(f"{name}, which is unknown", places.at(*path, key), hint)


def _table(table: dict[str, Any], key: str, places: Places) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(
            f"[lexicon.{key}] is no table but {value!r}",
            places.at("lexicon", key),
            f"it begins with a line [lexicon.{key}]",
        )
    return value


def _texts(value: object, name: str, at: Location, example: str) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ConfigError(f"{name} = {value!r}", at, f"write a list of texts, such as {example}")
    return tuple(texts)


def _organization(slug: str, table: object, places: Places) -> OwnOrganization:
    name = f"[lexicon.organizations.{slug}]"
    path = ("lexicon", "organizations", slug)
    if not _SLUG.fullmatch(slug):
        raise ConfigError(
            f"{name} cannot end an IRI", places.at(*path), "write small letters, digits and hyphens: mides-uy"
        )
    if not isinstance(table, dict):
        raise ConfigError(f"{name} is no table but {table!r}", places.at(*path), f"it begins with a line {name}")
    _refuse_unknown(table, _ORGANIZATION_KEYS, path, places)
    if not table.get("label"):
        raise ConfigError(f"{name} has no label", places.at(*path), 'write label = "..." with its full name')
    for key in ("label", "acronym", "kind"):
        if not isinstance(table.get(key, ""), str):
            raise ConfigError(f"{name} has {key} = {table[key]!r}", places.at(*path, key), "write a text in quotes")
    return OwnOrganization(
        slug=slug,
        label=table["label"],
        acronym=table.get("acronym", ""),
        names=_texts(
            table.get("names", []), f"{name} has names", places.at(*path, "names"), '["Ministerio de Trabajo"]'
        ),
        kind=table.get("kind", ""),
    )
