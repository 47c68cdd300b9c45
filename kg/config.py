"""``kg.toml`` -> settings; nothing past here sees a raw dictionary.

The file is looked for in the current folder::

    [kg]
    base = "https://data.example.org/ieval/"   # where the IRIs stand
    graph = "graph"                            # the graph directory
    lang = "es"                                # language of labels and messages
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ConfigError, Location

FILE: Final = "kg.toml"
_KEYS: Final = ("base", "graph", "lang")


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


def load_settings(folder: Path | None = None) -> Settings:
    """Read ``kg.toml`` of a folder, by default the current one; without a file all settings are empty.

    Raises
    ------
    ConfigError
        If the file is no TOML, or says something that `kg` does not know.
    """
    file = (folder or Path()) / FILE
    if not file.is_file():
        return Settings()
    at = Location(str(file))
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"no TOML: {error}", at, "see https://toml.io") from error
    except OSError as error:
        raise ConfigError(f"the file cannot be read: {error.strerror or error}", at) from error
    table = document.get("kg", {})
    if not isinstance(table, dict) or set(document) - {"kg"}:
        raise ConfigError("settings stand in one table [kg]", at, f"it may hold {', '.join(_KEYS)}")
    for key, value in table.items():
        if key not in _KEYS or not isinstance(value, str):
            raise ConfigError(
                f"unknown setting {key} = {value!r}", at, f"[kg] may hold {', '.join(_KEYS)}, each a text"
            )
    return Settings(**table)
