"""``kg.toml`` -> settings; nothing past here sees a raw dictionary.

The file is looked for in the current folder::

    [kg]
    base = "https://data.example.org/ieval/"   # where the IRIs stand
    graph = "graph"                            # the graph directory
    lang = "es"                                # language of labels and messages

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
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError, Location

FILE: Final = "kg.toml"
_KEYS: Final = ("base", "graph", "lang")
_LEXICON_KEYS: Final = ("language", "labels", "policies", "organizations")
_ORGANIZATION_KEYS: Final = ("label", "acronym", "names", "kind")
_LANGUAGES: Final = ("es", "en", "fr", "pt")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``kg.toml`` says; an option on the command line or a variable ``KG_...`` outranks it.

    Attributes
    ----------
    base, graph, lang
        Defaults of the options of that name; empty where the file is silent.
    """

    base: str = ""
    graph: str = ""
    lang: str = ""


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
    """

    language: str = "en"
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    organizations: tuple[OwnOrganization, ...] = ()


def load_settings(folder: Path | None = None) -> Settings:
    """Read ``kg.toml`` of a folder, by default the current one; without a file all settings are empty.

    Raises
    ------
    ConfigError
        If the file is no TOML, or says something that `kg` does not know.
    """
    document, at = _document(folder)
    table = document.get("kg", {})
    if not isinstance(table, dict) or set(document) - {"kg", "lexicon"}:
        raise ConfigError("settings stand in the tables [kg] and [lexicon]", at, f"[kg] may hold {', '.join(_KEYS)}")
    for key, value in table.items():
        if key not in _KEYS or not isinstance(value, str):
            raise ConfigError(
                f"unknown setting {key} = {value!r}", at, f"[kg] may hold {', '.join(_KEYS)}, each a text"
            )
    return Settings(**table)


def load_lexicon(folder: Path | None = None) -> OwnLexicon:
    """Read the table ``[lexicon]`` of ``kg.toml``; without a file or table it is empty.

    Raises
    ------
    ConfigError
        If the file is no TOML, or the table says something that `kg` does not know.
    """
    document, at = _document(folder)
    table = document.get("lexicon", {})
    if not isinstance(table, dict) or set(table) - set(_LEXICON_KEYS):
        raise ConfigError("[lexicon] holds something unknown", at, f"it may hold {', '.join(_LEXICON_KEYS)}")
    language = table.get("language", "en")
    if language not in _LANGUAGES:
        raise ConfigError(f"[lexicon] has language = {language!r}", at, f"write one of {', '.join(_LANGUAGES)}")
    labels = _table(table, "labels", at)
    policies = _table(table, "policies", at)
    for surface, policy in policies.items():
        if not isinstance(policy, str):
            raise ConfigError(
                f"[lexicon.policies] has {surface} = {policy!r}",
                at,
                'write "never", "open" or a path such as "organization/sdc"',
            )
    return OwnLexicon(
        language=language,
        labels={path: _texts(words, f"[lexicon.labels] {path}", at) for path, words in labels.items()},
        policies=policies,
        organizations=tuple(
            _organization(slug, table, at) for slug, table in _table(table, "organizations", at).items()
        ),
    )


def _document(folder: Path | None) -> tuple[dict[str, Any], Location]:
    file = (folder or Path()) / FILE
    at = Location(str(file))
    if not file.is_file():
        return {}, at
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")), at
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"no TOML: {error}", at, "see https://toml.io") from error
    except OSError as error:
        raise ConfigError(f"the file cannot be read: {error.strerror or error}", at) from error


def _table(table: dict[str, Any], key: str, at: Location) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(f"[lexicon.{key}] is no table but {value!r}", at)
    return value


def _texts(value: object, name: str, at: Location) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ConfigError(f"{name} = {value!r}", at, 'write a list of texts, such as ["OIM Chile"]')
    return tuple(texts)


def _organization(slug: str, table: object, at: Location) -> OwnOrganization:
    name = f"[lexicon.organizations.{slug}]"
    if not _SLUG.fullmatch(slug):
        raise ConfigError(f"{name} cannot end an IRI", at, "write small letters, digits and hyphens: mides-uy")
    if not isinstance(table, dict) or set(table) - set(_ORGANIZATION_KEYS) or not table.get("label"):
        raise ConfigError(f"{name} cannot be used", at, f"it needs label and may hold {', '.join(_ORGANIZATION_KEYS)}")
    for key in ("label", "acronym", "kind"):
        if not isinstance(table.get(key, ""), str):
            raise ConfigError(f"{name} has {key} = {table[key]!r}", at, "write a text")
    return OwnOrganization(
        slug=slug,
        label=table["label"],
        acronym=table.get("acronym", ""),
        names=_texts(table.get("names", []), f"{name} names", at),
        kind=table.get("kind", ""),
    )
