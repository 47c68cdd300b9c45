"""Records and links -> triples, each in the named graph that says who states it."""

from kg.mapping.linked import map_links
from kg.mapping.programmes import Summary, derive, summarise
from kg.mapping.statements import map_record

__all__ = ["Summary", "derive", "map_links", "map_record", "summarise"]
