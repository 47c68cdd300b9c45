"""Media types, and which of them a client gets.

A query's form decides which formats it may have at all, so a client that names formats of both kinds, in any order,
as rdflib does, gets the one that fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["table", "graph"]
"""``table`` for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "html": "text/html; charset=utf-8",
    "hits": "application/json",
}
"""What each format is sent as."""

_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/json", "text/javascript", "application/javascript"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "html": ("text/html", "application/xhtml+xml"),
}
_GRAPHS: Final[Mapping[str, tuple[str, ...]]] = {
    "turtle": ("text/turtle", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig",),
    "nquads": ("application/n-quads",),
    "html": ("text/html", "application/xhtml+xml"),
}
ACCEPTED: Final[Mapping[Kind, Mapping[str, tuple[str, ...]]]] = {"table": _TABLES, "graph": _GRAPHS}
"""By kind and format, the media types that ask for it; the first format is what ``*/*`` gets."""

_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "srj": ("json", ""),
    "srx": ("xml", ""),
    "csv": ("csv", ""),
    "tsv": ("tsv", ""),
    "turtle": ("", "turtle"),
    "ttl": ("", "turtle"),
    "n3": ("", "turtle"),
    "ntriples": ("", "ntriples"),
    "n-triples": ("", "ntriples"),
    "nt": ("", "ntriples"),
    "jsonld": ("", "jsonld"),
    "json-ld": ("", "jsonld"),
    "rdf": ("", "rdfxml"),
    "rdfxml": ("", "rdfxml"),
    "rdf+xml": ("", "rdfxml"),
    "trig": ("", "trig"),
    "nquads": ("", "nquads"),
    "nq": ("", "nquads"),
    "html": ("html", "html"),
}
"""What ``?format=`` may say: the format of a table and of a graph."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One part of an Accept header."""

    type: str
    subtype: str
    weight: float

    def specificity(self, media_type: str) -> int:
        """Return how closely it names `media_type`: 3 the type itself, 2 ``text/*``, 1 ``*/*``, 0 not at all."""
        main, _, sub = media_type.partition("/")
        if (self.type, self.subtype) == (main, sub):
            return 3
        if self.type == main and self.subtype == "*":
            return 2
        return int(self.type == self.subtype == "*")


def media_ranges(accept: str) -> list[MediaRange]:
    """Read an Accept header (RFC 9110, section 12.5.1); parts that are none are passed over.

    Examples
    --------
    >>> media_ranges("text/csv;q=0.5, */*;q=x")
    [MediaRange(type='text', subtype='csv', weight=0.5)]
    """
    found = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        main, slash, sub = name.partition("/")
        weights = [value for key, _, value in (each.partition("=") for each in parameters) if key.strip() == "q"]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            continue
        if slash and 0 <= weight <= 1:
            found.append(MediaRange(main, sub, weight))
    return found


def choose(kind: Kind, accept: str, named: Sequence[str] = (), *, without: str = "") -> str | None:
    """Return the format that a client gets.

    Parameters
    ----------
    kind
        What there is to send.
    accept
        The Accept header; empty stands for ``*/*``.
    named
        What ``?format=`` and its like say: names or media types. Those that name no format of this kind are passed
        over, because some clients send all they know with every request.
    without
        A format that cannot be had here.

    Returns
    -------
    str or None
        ``None`` if the client takes nothing that there is.

    Examples
    --------
    >>> rdflib = "application/rdf+xml, application/sparql-results+xml"
    >>> choose("table", rdflib), choose("graph", rdflib), choose("table", "", ["csv"]), choose("graph", "image/png")
    ('xml', 'rdfxml', 'csv', None)
    """
    offered = {name: types for name, types in ACCEPTED[kind].items() if name != without}
    for name in named:
        format_ = _by_name(kind, name, offered)
        if format_ in offered:
            return format_
    ranges = media_ranges(accept) if accept.strip() else [MediaRange("*", "*", 1.0)]
    weights = {name: _weight(ranges, types) for name, types in offered.items()}
    best = max(weights.values())
    return next((name for name, weight in weights.items() if weight == best), None) if best else None


def _by_name(kind: Kind, name: str, offered: Mapping[str, tuple[str, ...]]) -> str:
    plain = name.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain][kind == "graph"]
    media_type = plain.partition(";")[0].strip().replace(" ", "+")  # an unescaped plus arrives as a blank
    return next((format_ for format_, types in offered.items() if media_type in types), "")


def _weight(ranges: list[MediaRange], types: tuple[str, ...]) -> float:
    """Return the weight of a format: of the range that names its own type most closely, or another exactly."""
    closest = max(ranges, key=lambda each: each.specificity(types[0]), default=None)
    own = closest.weight if closest and closest.specificity(types[0]) else 0.0
    exact = (each.weight for each in ranges for alias in types[1:] if f"{each.type}/{each.subtype}" == alias)
    return max([own, *exact])
