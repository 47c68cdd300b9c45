"""The graph directory: an embedded store and what a build made beside it, published whole or not at all."""

from kg.store.directory import GraphDirectory
from kg.store.state import BuildState, StoredRecord

__all__ = ["BuildState", "GraphDirectory", "StoredRecord"]
