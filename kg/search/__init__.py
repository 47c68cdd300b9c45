"""Words of a reader -> findings, with the reason of each hit.

``words`` cuts and folds text, ``concepts`` finds what of a vocabulary the words name in any language,
``question`` turns both into what the index is asked, ``index`` writes and reads it, ``hits`` says why each
finding was found.
"""

from kg.search.hits import Hit, Hits, Reason, Sought, search
from kg.search.index import SearchIndex

__all__ = ["Hit", "Hits", "Reason", "SearchIndex", "Sought", "search"]
