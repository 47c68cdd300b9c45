"""The codes of data-quality findings, with their severity and their words, as ``ontology/quality.ttl`` has them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.resources import ontology_folder
from kg.validation.model import SEVERITIES, Severity
from kg.vocabulary import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

_SKOS: Final = PREFIXES["skos"]
_THINGS: Final = f"{DEFAULT_BASE}id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One kind of data-quality finding.

    Attributes
    ----------
    code
        Its stable name, such as ``Q-DOUBLED-WORD``.
    path
        The part of its IRI after ``id/``: ``quality/doubled-word``.
    severity
        How grave it is; never a violation.
    names
        What it is about in a few words, by language.
    messages
        What is odd and what to do, by language.
    """

    code: str
    path: str
    severity: Severity
    names: Mapping[str, str] = field(hash=False)
    messages: Mapping[str, str] = field(hash=False)


@cache
def codes() -> Mapping[str, Code]:
    """Return all codes by name, sorted.

    Raises
    ------
    ConfigError
        If the file that ships with `kg` is not sound.

    Examples
    --------
    >>> codes()["Q-DOUBLED-WORD"].severity, codes()["Q-DOUBLED-WORD"].names["fr"]
    ('Warning', 'Mot répété')
    """
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    try:
        for triple in ox.parse((ontology_folder() / "quality.ttl").read_bytes(), ox.RdfFormat.TURTLE):
            value = triple.object
            language = (value.language or "") if isinstance(value, ox.Literal) else ""
            texts[str(triple.subject)[1:-1]][triple.predicate.value][language] = str(getattr(value, "value", ""))
    except (OSError, SyntaxError) as error:
        raise ConfigError(f"quality.ttl cannot be read: {error}", hint="install ieval-kg again") from error
    found = [_code(iri, said) for iri, said in texts.items() if f"{_SKOS}notation" in said]
    return {code.code: code for code in sorted(found, key=lambda each: each.code)}


def _code(iri: str, said: Mapping[str, Mapping[str, str]]) -> Code:
    severity = said[PREFIXES["sh"] + "severity"][""].removeprefix(PREFIXES["sh"])
    return Code(
        code=said[f"{_SKOS}notation"][""],
        path=iri.removeprefix(_THINGS),
        severity=SEVERITIES[SEVERITIES.index(severity)],
        names=dict(sorted(said[f"{_SKOS}prefLabel"].items())),
        messages=dict(sorted(said[f"{_SKOS}definition"].items())),
    )
