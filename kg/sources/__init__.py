"""Files, folders, archives and standard input -> pages: what stands where, read by content.

`collect` finds the documents, `unpack` opens archives, `read_pages` reads one
document into pages, each a sequence of keys and values with line numbers.
Nothing here knows RDF.
"""

from kg.sources.collect import collect
from kg.sources.document import Document
from kg.sources.formats import FORMATS, read_pages, recognise
from kg.sources.page import Entry, Page, PartError
from kg.sources.unpack import unpack

__all__ = ["FORMATS", "Document", "Entry", "Page", "PartError", "collect", "read_pages", "recognise", "unpack"]
