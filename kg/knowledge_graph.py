"""A built graph from Python, in the words of the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.queries import Solutions, run_query, run_sparql
from kg.queries.catalog import catalog
from kg.queries.evidence import why
from kg.queries.thing import describe, thing_iri
from kg.store import GraphDirectory
from kg.store.directory import SEARCH_INDEX
from kg.terms import Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import networkx as nx
    import rdflib

    from kg.queries import Graph, Truth
    from kg.queries.acronyms import UnknownAcronym
    from kg.queries.evidence import Evidence
    from kg.queries.reasons import Reason
    from kg.queries.statistics import Section
    from kg.queries.thing import Thing
    from kg.search import Hits, SearchIndex
    from kg.validation.model import Report
    from kg.validation.shacl import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A graph in numbers.

    Attributes
    ----------
    sections
        What it holds, see `kg.queries.statistics`.
    quality
        What the last build found: how much was ``set_aside``, and the results of validation by severity where the
        build validated.
    """

    sections: tuple[Section, ...]
    quality: dict[str, int]


class KnowledgeGraph:
    """A graph directory, open for reading.

    Parameters
    ----------
    directory
        The graph directory.

    Examples
    --------
    >>> graph = KnowledgeGraph.open("graph")                                   # doctest: +SKIP
    >>> graph.query("cross-country-programmes", theme="Migration").to_dicts()  # doctest: +SKIP
    """

    def __init__(self, directory: GraphDirectory) -> None:
        self.directory = directory
        self.store = directory.open()
        self.folder = directory.opened
        self.build: dict[str, Any] = json.loads((self.folder / "build.json").read_text(encoding="utf-8"))
        self.names = Names(self.build["base"])

    @classmethod
    def open(cls, path: str | Path = "graph") -> KnowledgeGraph:
        """Open the graph directory at `path`; nothing is locked or written.

        Raises
        ------
        StoreError
            If there is no graph, or its store is damaged.
        """
        return cls(GraphDirectory(Path(path)))

    def query(self, name_or_sparql: str, *, language: str = "en", **parameters: str) -> Solutions | Truth | Graph:
        """Answer a query of the catalogue by name, or any SPARQL 1.1 query.

        Raises
        ------
        ConfigError
            If a parameter does not fit the query.
        QueryError
            If the SPARQL cannot be parsed or answered.
        """
        if name_or_sparql in catalog():
            return run_query(self.store, name_or_sparql, parameters, self.names, language=language)
        return run_sparql(self.store, name_or_sparql, self.names)

    def select(self, name_or_sparql: str, *, language: str = "en", **parameters: str) -> Solutions:
        """Answer a SELECT query, see `query`; the result is sure to be rows.

        Raises
        ------
        QueryError
            Also if the query is an ASK, CONSTRUCT or DESCRIBE.
        """
        answer = self.query(name_or_sparql, language=language, **parameters)
        if not isinstance(answer, Solutions):
            raise QueryError("the query gives no rows", hint="ask it with query()")
        return answer

    def why(self, *things: str) -> list[Evidence]:
        """Return the evidence of a link, see `kg.queries.evidence.why`.

        Raises
        ------
        ConfigError
            If a thing is no IRI, or the graph knows nothing of it.
        """
        return why(self.store, self.names, things)

    def reasons(self, *things: str, language: str = "en") -> list[Reason]:
        """Return why a statement is there where no words of the prose show it, see `kg.queries.reasons.reasons`.

        Raises
        ------
        ConfigError
            If a thing is no IRI, or the language is not en, es or fr.
        """
        from kg.queries.evidence import things_named  # noqa: PLC0415
        from kg.queries.reasons import reasons  # noqa: PLC0415 -- it loads the vocabularies

        return reasons(self.store, self.names, things_named(self.store, self.names, things), language=language)

    def unknown_acronyms(self, *, least: int = 2, known: Collection[str] = ()) -> list[UnknownAcronym]:
        """Return the acronyms of the prose that no vocabulary lists, see `kg.queries.acronyms.unknown_acronyms`."""
        from kg.queries.acronyms import unknown_acronyms  # noqa: PLC0415

        return unknown_acronyms(self.store, self.names, least=least, known=known)

    def search(self, words: str, *, language: str = "en", kind: str = "", limit: int = 20, offset: int = 0) -> Hits:
        """Return the findings that answer a reader's words, with the reason of each, see `kg.search.search`.

        Raises
        ------
        ConfigError
            If there is no word in `words`, or another argument is out of range.
        """
        from kg.search import search  # noqa: PLC0415 -- most questions need no index

        return search(
            self._index, self.store, self.names, words, language=language, kind=kind, limit=limit, offset=offset
        )

    @cached_property
    def _index(self) -> SearchIndex:
        from kg.search import SearchIndex  # noqa: PLC0415

        file = self.folder / SEARCH_INDEX
        return SearchIndex.open(file) if file.is_file() else SearchIndex.in_memory(self.store, self.names)

    def describe(self, thing: str, *, language: str = "en", most: int = 20) -> Thing:
        """Return all that is known of a thing, given as IRI, CURIE or number, see `kg.queries.thing.describe`.

        Raises
        ------
        ConfigError
            If the graph says nothing of it.
        """
        iri = thing_iri(self.store, self.names, thing)
        return describe(self.store, self.names, iri, language=language, most=most)

    def statistics(self, *, language: str = "en") -> Statistics:
        """Return what the graph holds, how well it is linked and what is missing, in numbers."""
        from kg.queries.statistics import statistics  # noqa: PLC0415 -- no other question needs it

        quality = {"set_aside": self.build["set_aside"] + self.build["set_aside_before"]}
        report = self.folder / "report.json"
        if report.is_file():
            quality |= json.loads(report.read_text(encoding="utf-8"))["counts"]
        return Statistics(sections=statistics(self.store, self.names, language=language), quality=quality)

    def validate(self, shapes: Path | None = None, *, engine: Engine = "fast", fresh: bool = False) -> Report:
        """Check the graph against the shapes that ship with `kg`, or your own.

        By our own shapes and engine, what the build found is told, unless `fresh` asks to look again.
        """
        from kg.pipeline.checking import check_graph, check_published  # noqa: PLC0415 -- what others need not load

        state = self.directory.state()
        try:
            if shapes is None and engine == "fast" and not fresh:
                return check_published(self.store, self.names, state, self.folder)
            return check_graph(self.store, self.names, state=state, shapes=shapes, engine=engine)[0]
        finally:
            if state is not None:
                state.close()

    def export(self, to: str | Path, format_: str, *, parts: Collection[str] | None = None) -> None:
        """Write the graph to a file in one of `kg.exports.rdf.RDF_FORMATS`."""
        from kg.exports.rdf import write_rdf  # noqa: PLC0415
        from kg.store.triples import SHARED_PARTS  # noqa: PLC0415

        with Path(to).open("wb") as out:
            write_rdf(self.store, self.names, out, format_, parts=parts or SHARED_PARTS)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records, back from the graph, value for value as they were read; sorted by kind and number."""
        from kg.pipeline.records import records_back  # noqa: PLC0415

        return records_back(self.store, self.names)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the whole graph for rdflib, read from the store where it stands: nothing is copied or changed."""
        from kg.exports.live import live_graph  # noqa: PLC0415

        return live_graph(self.store, self.names)

    def to_rdflib_dataset(self) -> rdflib.Dataset:
        """Return the named graphs for rdflib, see `to_rdflib`."""
        from kg.exports.live import live_dataset  # noqa: PLC0415

        return live_dataset(self.store, self.names)

    def to_networkx(self, projection: str = "programmes", *, measures: bool = False) -> nx.Graph[str]:
        """Return a projection as a network, see `kg.exports.network.to_networkx`.

        With `measures`, its nodes carry degree, strength, betweenness and community, see
        `kg.exports.network.MEASURES`.
        """
        from kg.exports.network import measured, to_networkx  # noqa: PLC0415

        network = to_networkx(self.store, self.names, projection)
        return measured(network) if measures else network

    def view(self, to: str | Path, *, language: str = "en") -> None:
        """Draw the programmes that cross countries into an .html or .svg file."""
        from kg.views.programmes import draw_programmes  # noqa: PLC0415

        draw_programmes(self.store, self.names, to=Path(to), language=language)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {sum(self.build['records'].values()):,} records, {self.build['triples']:,} triples>"

    def _repr_html_(self) -> str:
        counts = "".join(f"<li>{kind}: {count}</li>" for kind, count in self.build["records"].items())
        return f"<p>Knowledge graph, {self.build['triples']:,} triples</p><ul>{counts}</ul>"
