"""Questions -> solutions: the catalogue of named queries and any SPARQL 1.1 query."""

from kg.queries.catalog import CatalogQuery, catalog, named_query
from kg.queries.results import Graph, Solutions, Truth
from kg.queries.run import run_query, run_sparql

__all__ = ["CatalogQuery", "Graph", "Solutions", "Truth", "catalog", "named_query", "run_query", "run_sparql"]
