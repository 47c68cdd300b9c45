"""Templates and what they show -> HTML."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.views.markup import outline
from kg.views.pages.words import words
from kg.views.palette import MARKS
from kg.views.strings import LANGUAGES

if TYPE_CHECKING:
    from kg.views.pages.links import Links

_SIZE: Final = 16


def render(template: str, links: Links, language: str, **context: Any) -> str:  # noqa: ANN401 -- what a template shows
    """Return a page.

    Parameters
    ----------
    template
        Its name without the ending.
    links
        From the page to others.
    language
        Of its words.
    **context
        What the template shows; all text in it is escaped.
    """
    page = _environment().get_template(f"{template}.html")
    given = {"links": links, "language": language, "words": words(language), "languages": _languages()}
    return page.render(**given, **context)


def data_block(content: str) -> Markup:
    """Return JSON that may stand inside a ``script`` element: no value can end the element."""
    safe = content.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 -- nothing in it can be markup any more


def _languages() -> list[tuple[str, str]]:
    return [(language, words(language)["language_name"]) for language in LANGUAGES]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.views.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["mark"] = _mark
    environment.filters["number"] = _number
    environment.filters["json"] = lambda value: data_block(json.dumps(value, ensure_ascii=False))
    return environment


def _mark(kind: str) -> Markup:
    """Return the shape of a class, in its colours; empty for a class without one."""
    mark = MARKS.get(kind)
    if mark is None:
        return Markup()
    path = outline(mark.shape, _SIZE / 2, _SIZE / 2, _SIZE / 3.2)
    svg = f'<svg class="mark" viewBox="0 0 {_SIZE} {_SIZE}" aria-hidden="true">'
    drawn = f'<path d="{path}" fill="{mark.fill}" stroke="{mark.outline}" stroke-width="1.2"/></svg>'
    return Markup(svg + drawn)  # noqa: S704 -- numbers and colours of our own table


def _number(value: int) -> str:
    """Return a number with narrow no-break spaces between thousands, as all three languages allow."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
