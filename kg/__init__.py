"""Evaluation records as a validated, queryable, drawn knowledge graph."""
