"""Which format a client gets for what it says it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.server.formats import choose

if TYPE_CHECKING:
    from kg.server.formats import Kind


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("", "json", "turtle"),
        ("*/*", "json", "turtle"),
        ("application/rdf+xml, application/sparql-results+xml", "xml", "rdfxml"),
        ("application/sparql-results+json,*/*;q=0.9", "json", "turtle"),
        ("application/n-triples,*/*;q=0.9", "json", "ntriples"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "tsv", None),
        ("text/*", "csv", "turtle"),
        ("application/json", "json", "jsonld"),
        ("text/javascript", "json", None),
        ("application/turtle", None, "turtle"),
        ("text/csv;q=0, */*", "json", "turtle"),
        ("image/png", None, None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html", "html"),
        ("nonsense", None, None),
        ("TEXT/CSV", "csv", None),
    ],
)
def test_the_accept_header_chooses_by_kind(accept: str, table: str | None, graph: str | None) -> None:
    """One header serves tables and graphs alike."""
    assert choose("table", accept) == table
    assert choose("graph", accept) == graph


@pytest.mark.parametrize(
    ("kind", "named", "format_"),
    [
        ("table", ["json", "json", "json"], "json"),
        ("table", ["csv"], "csv"),
        ("table", ["application/sparql-results+xml"], "xml"),
        ("table", ["application/sparql-results xml"], "xml"),
        ("table", ["turtle"], "tsv"),
        ("table", ["anything"], "tsv"),
        ("graph", ["xml"], "rdfxml"),
        ("graph", ["json"], "jsonld"),
        ("graph", ["csv", "nt"], "ntriples"),
    ],
)
def test_the_format_parameter_wins_where_it_fits(kind: Kind, named: list[str], format_: str) -> None:
    """What names no format of this kind is passed over, and the header decides."""
    assert choose(kind, "text/tab-separated-values, text/turtle;q=0.1", named) == format_
