"""The questions that queries are measured with: every query of the catalogue, plain and with parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the catalogue with parameters, as people type them."""

    query: str
    given: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How results call it."""
        return " ".join([self.query, *(f"{name}={value}" for name, value in self.given.items())])


QUESTIONS: Final = (
    Question("cross-country-programmes"),
    Question("cross-country-programmes", {"theme": "Migration"}),
    Question("findings-by-theme"),
    Question("findings-by-theme", {"theme": "Migration"}),
    Question("findings-by-theme", {"country": "CL", "kind": "lesson"}),
    Question("findings-by-theme", {"organization": "IOM", "theme": "Migration"}),
    Question("findings-by-theme", {"lang": "fr", "theme": "Training"}),
    Question("organizations-in-programme", {"programme": "1000"}),
    Question("co-covered-countries"),
    Question("organization-network"),
    Question("organization-network", {"region": "Americas"}),
    Question("theme-country-matrix"),
    Question("theme-country-matrix", {"region": "Africa", "kind": "lesson"}),
    Question("recommendation-follow-up"),
    Question("recommendation-follow-up", {"country": "CL"}),
    Question("mentions-of", {"organization": "IOM"}),
    Question("mentions-of", {"organization": "UNESCO"}),
    Question("mentions-of", {"country": "CL"}),
    Question("evaluations-without-findings"),
    Question("unlinked-mentions"),
    Question("label-coverage"),
    Question("prior-versions"),
)
