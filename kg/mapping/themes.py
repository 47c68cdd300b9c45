"""Theme and category of a finding, put right by the vocabulary and not by the key.

Recommendations carry the two swapped at source; a pair is read the way round
that the vocabulary knows better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import is_empty
from kg.terms import slug

if TYPE_CHECKING:
    from kg.records import Record, Value
    from kg.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePair:
    """One theme with its category.

    Attributes
    ----------
    theme, category
        Paths of the concepts (``theme/migration``); empty where the page leaves that half out.
    theme_label, category_label
        What the page says.
    swapped
        Whether the page has them the other way round.
    unknown
        The labels among the two that no vocabulary has; their concepts are local ones.
    """

    theme: str
    category: str
    theme_label: str
    category_label: str
    swapped: bool
    unknown: tuple[str, ...]


def theme_pairs(record: Record, reference: Reference) -> list[ThemePair]:
    """Return the theme pairs of a record in its order, empty halves left out."""
    return [
        pair
        for left, right in record.pairs("themes")
        if (pair := _pair(_text(left), _text(right), reference, is_recommendation=record.kind == "recommendation"))
    ]


def _text(value: Value | None) -> str:
    return "" if value is None or is_empty(value.text) else value.text.strip()


def _pair(left: str, right: str, reference: Reference, *, is_recommendation: bool) -> ThemePair | None:
    if not left and not right:
        return None
    as_read = _knows(reference, left, right)
    turned = _knows(reference, right, left)
    swapped = turned > as_read or (turned == as_read and is_recommendation and left != right)
    theme, category = (right, left) if swapped else (left, right)
    unknown: list[str] = []
    return ThemePair(
        theme=_path(reference, "theme", theme, unknown),
        category=_path(reference, "category", category, unknown),
        theme_label=theme,
        category_label=category,
        swapped=swapped,
        unknown=tuple(unknown),
    )


def _knows(reference: Reference, theme: str, category: str) -> int:
    return (bool(theme) and reference.find("theme", theme) is not None) + (
        bool(category) and reference.find("category", category) is not None
    )


def _path(reference: Reference, kind: str, label: str, unknown: list[str]) -> str:
    if not label:
        return ""
    found = reference.find("theme" if kind == "theme" else "category", label)
    if found is not None:
        return found.path
    unknown.append(label)
    return f"{kind}/local/{slug(label)}"
