"""What search is answered from, written with the graph or brought up to date from the build before."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.search.index import update_index, write_index
from kg.store.directory import SEARCH_INDEX, link_or_copy

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline.ledger import Ledger


def index_for_search(ledger: Ledger, folder: Path, before: Path | None) -> None:
    """Write the search index of a build.

    Parameters
    ----------
    ledger
        What the build did; its store holds the graph as it is now.
    folder
        Of the build.
    before
        Of the build before by the same rules, whose index serves on; ``None`` writes a new one.
    """
    store, names, file = ledger.parts.loader.store, ledger.reference.names, folder / SEARCH_INDEX
    old = before / SEARCH_INDEX if before is not None else None
    if old is None or not old.is_file():
        write_index(file, store, names)
    elif not ledger.before:
        link_or_copy(old, file)
    else:
        shutil.copyfile(old, file)
        findings = [names.thing_iri(*key) for key in ledger.before]
        evaluations = [names.thing_iri("evaluation", number) for number in ledger.evaluations]
        update_index(file, store, names, findings, evaluations)
