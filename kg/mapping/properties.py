"""The tables that say which key of a page, and which part of a mention, becomes which property; nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.terms import decimal, integer, literal
from kg.vocabulary import Ev, EvClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.terms import Term

    Columns: TypeAlias = tuple[tuple[Ev, str, Callable[[Any], Term]], ...]

CLASS_OF_KIND: Final[dict[str, EvClass]] = {
    "lesson": EvClass.LessonLearned,
    "practice": EvClass.GoodPractice,
    "recommendation": EvClass.Recommendation,
    "evaluation": EvClass.Evaluation,
}

PROSE: Final[dict[str, Ev]] = {
    "description": Ev.description,
    "context": Ev.context,
    "challenges": Ev.challenges,
    "success": Ev.successFactors,
    "comments": Ev.comments,
    "administrative_issues": Ev.administrativeIssues,
    "replication": Ev.replication,
    "cause_effect": Ev.causeEffect,
    "indicators": Ev.indicators,
    "links": Ev.links,
    "action_plan": Ev.actionPlan,
    "title": Ev.description,
}
"""Prose keys of a finding -> a property with language-tagged values.

``title`` inside a recommendation is its text; where a page has a ``description`` as well, that
keeps the property and the title stands beside it, told apart by its `SourceField`.
"""

CODES: Final[dict[str, tuple[Ev, str]]] = {
    "management_response": (Ev.managementResponse, "response"),
    "progress": (Ev.progress, "progress"),
    "information_source": (Ev.informationSource, "information-source"),
}
"""Keys with a closed list of values -> the property and the code scheme."""

MENTION: Final[Columns] = (
    (Ev.inField, "key", literal),
    (Ev.start, "start", integer),
    (Ev.end, "end", integer),
    (Ev.surface, "surface", literal),
    (Ev.confidence, "confidence", decimal),
    (Ev.method, "method", literal),
    (Ev.sentenceStart, "sentence_start", integer),
    (Ev.sentenceEnd, "sentence_end", integer),
)
"""What every mention states: the property, the attribute of `kg.linking.model.Mention`, how it is written."""


def key_of_property(property_: str) -> str:
    """Return the page's key behind a prose property.

    Examples
    --------
    >>> key_of_property("successFactors"), key_of_property("description")
    ('success', 'description')
    """
    return next(key for key, name in PROSE.items() if name == property_)
