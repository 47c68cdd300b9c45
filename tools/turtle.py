"""Turtle as a careful hand would write it: a predicate a line, objects in one column, long lists folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Statements: TypeAlias = list[tuple[str, list[str]]]
"""Predicates of one subject with their objects, written in Turtle, in the order of the page."""

WIDTH: Final = 120
"""Characters of a line, where no single object is longer."""

_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(?<!\.)")


def curie(prefix: str, name: str) -> str:
    """Return `name` below the namespace `prefix`, checked to need no escape in Turtle.

    Raises
    ------
    ConfigError
        If `name` is anything but ASCII letters, digits, hyphens and inner full stops.

    Examples
    --------
    >>> curie("sdg", "10.c")
    'sdg:10.c'
    """
    if not _LOCAL_NAME.fullmatch(name):
        raise ConfigError(f"{name!r} is no identifier", hint="use ASCII letters, digits, hyphens and inner full stops")
    return f"{prefix}:{name}"


def literal(value: str, language: str = "") -> str:
    r"""Write a string, or with `language` a language-tagged one.

    Examples
    --------
    >>> print(literal('the pronoun "we"', "en"))
    "the pronoun \"we\""@en
    """
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def block(subject: str, statements: Statements) -> str:
    """Write one subject; predicates without an object are left out.

    Examples
    --------
    >>> print(block("place:PE-lima", [("a", ["ev:City"]), ("skos:altLabel", []), ("ev:bareName", ["true"])]), end="")
    place:PE-lima
        a           ev:City ;
        ev:bareName true .
    """
    kept = [(predicate, objects) for predicate, objects in statements if objects]
    margin = max(len(predicate) for predicate, _ in kept) + 1
    lines = [f"    {predicate:{margin}}{_folded(objects, 4 + margin)}" for predicate, objects in kept]
    return subject + "\n" + " ;\n".join(lines) + " .\n"


def _folded(objects: Sequence[str], margin: int) -> str:
    """Join `objects` with commas in lines of `WIDTH`, the first of which begins at column `margin`."""
    lines = [objects[0]]
    for object_ in objects[1:]:
        if margin + len(lines[-1]) + len(object_) + len(",  ;") > WIDTH:
            lines[-1] += ","
            lines.append(object_)
        else:
            lines[-1] += f", {object_}"
    return ("\n" + " " * margin).join(lines)


def prefixes(namespaces: Mapping[str, str], body: str) -> str:
    """Declare those of `namespaces` that `body` uses, sorted and aligned.

    Examples
    --------
    >>> print(prefixes({"ev": "https://kg.example/def#", "wd": "http://www.wikidata.org/entity/"}, "x a ev:City ."))
    @prefix ev: <https://kg.example/def#> .
    <BLANKLINE>
    """
    used = {prefix: iri for prefix, iri in namespaces.items() if re.search(rf"(?m)(?:^|[\s,]){prefix}:", body)}
    margin = max(map(len, used)) + 1
    return "".join(f"@prefix {prefix + ':':{margin}} <{iri}> .\n" for prefix, iri in sorted(used.items()))
