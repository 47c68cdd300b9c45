"""By which rules a graph was made, and what is different when it is made by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.own import digest
from kg.pipeline.provenance import rules_hash

if TYPE_CHECKING:
    from kg.pipeline.options import BuildOptions


def linking_rules(options: BuildOptions) -> str:
    """Return all that decides the graph of a record beside the record, as one line of names and values.

    Raises
    ------
    ConfigError
        If a model that the options name is not there.
    """
    is_linked = options.link
    parts = {
        "rules": rules_hash(),
        "link": str(is_linked),
        "lexicon": digest(options.lexicon),
        "local": str(is_linked and options.local_organizations),
        "models": ",".join(_versions(options.models)) if is_linked else "",
    }
    return " ".join(f"{name}={value}" for name, value in parts.items())


def what_differs(before: str, after: str) -> str:
    """Return in words why records are done again.

    Examples
    --------
    >>> what_differs("rules=1 link=True local=False", "rules=1 link=True local=True")
    'local organizations are asked for now'
    >>> what_differs("rules=1 link=True local=False", "rules=2 link=True local=False")
    'other rules or vocabularies'
    """
    old, new = _read(before), _read(after)
    words = {
        "rules": "other rules or vocabularies",
        "link": "linking is on now" if new.get("link") == "True" else "linking is off now",
        "lexicon": "another [lexicon] in kg.toml",
        "local": f"local organizations are {'' if new.get('local') == 'True' else 'not '}asked for now",
        "models": f"the models that suggest names are now {new.get('models') or 'none'}",
    }
    default = {"local": "False", "models": ""}
    found = [
        text for name, text in words.items() if old.get(name, default.get(name)) != new.get(name, default.get(name))
    ]
    return ", ".join(found) or words["rules"]


def _read(line: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in line.split(" "))
    return {name if equals else "rules": value if equals else name for name, equals, value in pairs}


def _versions(models: tuple[str, ...]) -> list[str]:
    """Return each model with its version; spaCy is not loaded for it."""
    if not models:
        return []
    from kg.linking.statistical import signature  # noqa: PLC0415 -- nobody else pays for it

    return [signature(model) for model in models]
