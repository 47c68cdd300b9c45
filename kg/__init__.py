"""Evaluation records as a validated, queryable, drawn knowledge graph.

===================  =====================================================================
`kg.build`           sources into a graph directory
`kg.KnowledgeGraph`  a graph directory, open for questions, checks, exports and pictures
`kg.BuildOptions`    how to build
`kg.KgError`         all that `kg` raises on purpose
===================  =====================================================================

The rooms, in the order in which data flow through them:

==================  ==========================================================================
`kg.errors`         problem, place, remedy
`kg.resources`      where ontology, shapes and examples stand
`kg.vocabulary`     the terms of the ontology as names
`kg.terms`          IRIs, literals, prefixes
`kg.reference`      the vocabularies as look-up tables
`kg.sources`        files -> pages of keys and values
`kg.records`        pages -> records with an identity
`kg.linking`        prose -> mentions, roles, languages
`kg.mapping`        records and links -> triples
`kg.store`          triples -> a graph directory
`kg.validation`     graph and shapes -> report
`kg.queries`        questions -> solutions
`kg.search`         words -> findings, with the reason of each
`kg.exports`        graph -> files
`kg.remote`         graph -> other people's stores
`kg.views`          graph -> pictures and pages
`kg.server`         graph -> SPARQL endpoint, pages and search over HTTP
`kg.pipeline`       the stages in this order
`kg.assistant`      questions of assistants -> answers with quotes
`kg.cli`            the command line
==================  ==========================================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.knowledge_graph import KnowledgeGraph
    from kg.pipeline import BuildOptions, BuildResult, build

__all__ = ["BuildOptions", "BuildResult", "KgError", "KnowledgeGraph", "build"]

_HOMES = {
    "BuildOptions": "kg.pipeline",
    "BuildResult": "kg.pipeline",
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.knowledge_graph",
    "build": "kg.pipeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- PEP 562: what costs an import is loaded when it is used
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("ieval-kg")
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
