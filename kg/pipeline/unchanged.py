"""Documents that are as they were in the build before: nothing in them need be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.pipeline.reading import path_of
from kg.pipeline.setaside import set_aside_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.sources import Document
    from kg.store import BuildState

_FORMATS: Final = "formats"


def known_documents(
    state: BuildState, previous: Path | None, format_: str | None
) -> Callable[[str, Document], int] | None:
    """Return what tells of a SOURCE and a document how many records it holds, if the build before read all of it.

    Parameters
    ----------
    state
        What is remembered; it is told which format documents are read in.
    previous
        The build before, if it was made by our rules.
    format_
        The format of every source, if it is said; ``None`` where it is recognised.

    Returns
    -------
    callable or None
        Gives 0 for a document that is to be read. ``None`` if every document is: the first time, and where builds of
        this graph were told different formats, for the same bytes may hold other records then.
    """
    formats = set(state.setting(_FORMATS).split()) | {format_ or "any"}
    state.set(_FORMATS, " ".join(sorted(formats)))
    if previous is None or len(formats) > 1:
        return None
    damaged = {entry.path for entry in set_aside_in(previous / "set-aside")}

    def known(source: str, document: Document) -> int:
        path = path_of(source, document.name)
        return 0 if path in damaged else state.records_at(source, path, document.digest)

    return known
