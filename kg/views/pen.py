"""Text on a drawing: how it is set, and how it is written once for every language that shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.views.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a text is set: size, colour, class for the page's style, anchor, and line step as a multiple of the size."""

    size: float
    fill: str
    class_: str
    anchor: str = "start"
    bold: bool = False
    step: float = 1.25

    def write(self, lines: Sequence[str], x: float, y: float) -> str:
        """Return lines of text, the middle of the first one at height `y`."""
        baseline = y + self.size * 0.35
        return "".join(
            element(
                "text",
                text(line),
                x=x,
                y=baseline + place * self.size * self.step,
                class_=self.class_,
                fill=self.fill,
                font_size=self.size,
                font_weight="700" if self.bold else None,
                text_anchor=self.anchor if self.anchor != "start" else None,
            )
            for place, line in enumerate(lines)
        )


def spoken(texts: Mapping[str, str]) -> str:
    """Return markup by language as markup that a page shows in its language.

    Examples
    --------
    >>> spoken({"en": "<text>Chile</text>", "es": "<text>Chile</text>"})
    '<text>Chile</text>'
    >>> spoken({"en": "A", "es": "B", "fr": "A"})
    '<g class="l l-en l-fr">A</g><g class="l l-es">B</g>'
    """
    parts = list(_by_content(texts))
    if len(parts) == 1:
        return parts[0][0]
    return "".join(
        element("g", content, class_=" ".join(("l", *(f"l-{language}" for language in group))))
        for content, group in parts
    )


def _by_content(texts: Mapping[str, str]) -> Iterable[tuple[str, list[str]]]:
    """Group languages that show the same, so that it is written once."""
    languages = sorted(texts, key=lambda language: (texts[language], language))
    for content, group in groupby(languages, texts.__getitem__):
        yield content, list(group)
