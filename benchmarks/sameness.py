"""Whether two programs made the same triples of the structured part, whatever their order and graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from pathlib import Path

_OURS: Final = "kg"
_PEERS: Final = ("kg2", "floor", "floor2", "pyoxigraph", "rdflib", "morph-kgc", "maplib", "tarka-rdf")
_LARGEST: Final = 20_000
"""Records beyond which triples are not held in memory to be compared."""


def compare(folder: Path, sizes: tuple[int, ...]) -> dict[str, str]:
    """Return for each output of a mapping how it differs from ours: ``the same``, or how many it lacks and adds."""
    found = {}
    for records in (size for size in sizes if size <= _LARGEST):
        ours = folder / f"{_OURS}-{records}.out"
        outputs = {name: folder / f"{name}-{records}.out" for name in _PEERS}
        if ours.exists():
            want = structured_triples(ours, ox.RdfFormat.N_QUADS)
            for name, file in outputs.items():
                if file.exists():
                    form = ox.RdfFormat.N_QUADS if name.startswith(_OURS) else ox.RdfFormat.N_TRIPLES
                    found[f"{name}, {records:,} records"] = _difference(want, structured_triples(file, form))
    return found


def structured_triples(file: Path, form: ox.RdfFormat) -> set[int]:
    """Return a number for each triple of a file but for our round-trip nodes, which no peer makes."""
    return {
        hash((str(quad.subject), str(quad.predicate), str(quad.object)))
        for quad in ox.parse(path=str(file), format=form, lenient=True)
        if "/id/field/" not in str(quad.subject) and not str(quad.predicate).endswith("#sourceField>")
    }


def _difference(want: set[int], got: set[int]) -> str:
    if want == got:
        return f"the same {len(want):,} triples"
    return f"lacks {len(want - got):,} of {len(want):,} triples, adds {len(got - want):,}"
