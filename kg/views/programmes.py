"""The programmes of a stored graph as the file the user asked for: a page or a picture, told by its suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import ExportError, Location
from kg.views.collect import MOST_PROGRAMMES, collect_programmes
from kg.views.html import to_html
from kg.views.strings import LANGUAGES
from kg.views.svg import to_svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyoxigraph as ox

    from kg.terms import Names
    from kg.views.model import ProgrammeMap

WRITERS: Final[dict[str, Callable[[ProgrammeMap], str]]] = {".html": to_html, ".svg": to_svg}
"""How a map becomes text, by the suffix of the file."""


def draw_programmes(  # noqa: PLR0913 -- each option is a choice the command line offers
    store: ox.Store,
    names: Names,
    *,
    to: Path,
    language: str = "en",
    cross_country_only: bool = True,
    limit: int = MOST_PROGRAMMES,
) -> ProgrammeMap:
    """Draw the programmes that join countries, and return what was drawn.

    Parameters
    ----------
    store, names
        The graph and the base of its IRIs.
    to
        The file to write; ``.html`` gives a page that opens from disk, ``.svg`` a static picture.
    language
        ``en``, ``es`` or ``fr``.
    cross_country_only, limit
        See `kg.views.collect.collect_programmes`.

    Raises
    ------
    ExportError
        If the suffix or the language is none of these, or the file cannot be written.
    """
    writer = WRITERS.get(to.suffix.lower())
    if writer is None:
        known = " or ".join(WRITERS)
        raise ExportError(
            f"no picture is written as {to.suffix!r}", Location(str(to)), f"name a file that ends in {known}"
        )
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ExportError(f"no picture is drawn in {language!r}", Location(str(to)), f"the languages are {known}")
    drawn = collect_programmes(store, names, language=language, cross_country_only=cross_country_only, limit=limit)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(writer(drawn), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"the picture cannot be written: {error.strerror}", Location(str(to))) from error
    return drawn
