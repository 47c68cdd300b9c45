"""The closed list of keys that i-eval pages use (none was seen outside it)."""

from __future__ import annotations

import difflib
from typing import Final

BLOCKS: Final[dict[str, str]] = {
    "lessons_learned": "lesson",
    "good_practices": "practice",
    "recommendations": "recommendation",
}
"""Keys that open a finding, and the kind of finding each opens."""

EVALUATION_KEYS: Final = ("eval_number", "eval_url", "eval_title")
PAIRS: Final[dict[str, tuple[str, str]]] = {"location": ("country", "region"), "themes": ("theme", "category")}
"""Keys that open a list of pairs, and the two keys of a pair."""

FINDING_KEYS: Final = (
    "comments",
    "challenges",
    "success",
    "context",
    "description",
    "administrative_issues",
    "replication",
    "cause_effect",
    "links",
    "indicators",
    "date",
    "action_plan",
    "management_response",
    "progress",
    "admin_units",
    "title",
    "project_symbols",
    "information_source",
    "url",
)
CONTAINERS: Final = frozenset((*BLOCKS, *PAIRS))
KNOWN_KEYS: Final = frozenset(
    (*CONTAINERS, *EVALUATION_KEYS, *FINDING_KEYS, *(key for pair in PAIRS.values() for key in pair))
)


def nearest_key(word: str) -> str:
    """Return the known key that `word` may be a slip of, or an empty text.

    Examples
    --------
    >>> nearest_key("challanges"), nearest_key("budget")
    ('challenges', '')
    """
    return next(iter(difflib.get_close_matches(word, sorted(KNOWN_KEYS), n=1, cutoff=0.75)), "")
