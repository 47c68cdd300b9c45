"""Files, folders and standard input -> pages: what stands where, read by content.

`collect` finds the documents, `read_pages` reads one of them into pages, each
a sequence of keys and values with line numbers. Nothing here knows RDF.
"""

from kg.sources.collect import collect
from kg.sources.document import Document
from kg.sources.formats import FORMATS, read_pages
from kg.sources.page import Entry, Page

__all__ = ["FORMATS", "Document", "Entry", "Page", "collect", "read_pages"]
