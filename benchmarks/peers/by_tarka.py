"""tarka-rdf: ``by_tarka.py MAPPING.ttl OUT``; reads the tables that ``tables.json`` describes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.
import polars as pl
import tarka_rdf


def main(mapping: str, out: str) -> int:
    """Map every table by a TARQL query of its own, one after the other into one file; return its lines."""
    folder = Path(mapping).parent
    count = 0
    with Path(out).open("w", encoding="utf-8") as file:
        for table in json.loads((folder / "tables.json").read_text(encoding="utf-8")):
            rows = pl.read_csv(folder / f"{table['name']}.csv", infer_schema=False)
            if not rows.is_empty():
                text = tarka_rdf.Mapping.tarql(_query(table)).write(rows, format="ntriples")
                file.write(text)
                count += text.count(" .\n")
    return count


def _query(table: dict[str, Any]) -> str:
    made = [f"?s a <{class_}> ." for class_ in table["classes"]]
    bound = [f"BIND({_iri(table['subject'])} AS ?s)"]
    for number, (predicate, form, value) in enumerate(table["properties"]):
        made.append(f"?s <{predicate}> ?o{number} .")
        bound.append(f"BIND({_object(form, value)} AS ?o{number})")
    return f"CONSTRUCT {{ {' '.join(made)} }} WHERE {{ {' '.join(bound)} }}"


def _object(form: str, value: str) -> str:
    if form == "template":
        return _iri(value)
    if form == "constant":
        return f"<{value}>"
    if form == "iri":
        return f"IRI(?{value})"
    if form in {"language", "english"}:
        return f'STRLANG(?{value}, "en")'
    if form == "date":
        return f"STRDT(?{value}, <http://www.w3.org/2001/XMLSchema#date>)"
    return f"STR(?{value})"


def _iri(template: str) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    texts = [f"?{part}" if place % 2 else f'"{part}"' for place, part in enumerate(parts) if part]
    return f"IRI({texts[0]})" if len(texts) == 1 else f"IRI(CONCAT({', '.join(texts)}))"


if __name__ == "__main__":
    print(json.dumps({"triples": main(*sys.argv[1:])}))  # noqa: T201 -- how a worker answers
