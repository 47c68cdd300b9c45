"""maplib: ``by_maplib.py MAPPING.ttl OUT``; reads the tables beside the mapping, as ``tables.json`` describes them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.
import polars as pl
from maplib import Model

_LANGUAGE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
"""How maplib names the text of a tagged literal in a struct; its tag is ``l``."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def main(mapping: str, out: str) -> int:
    """Map every table and write all triples once; return how many lines there are."""
    folder = Path(mapping).parent
    model: Any = Model()
    for table in json.loads((folder / "tables.json").read_text(encoding="utf-8")):
        rows = pl.read_csv(folder / f"{table['name']}.csv", infer_schema=False)
        if not rows.is_empty():
            subject = _filled(table["subject"]).alias("subject")
            for class_ in table["classes"]:
                _add(model, rows.select(subject, pl.lit(class_).alias("object")), _TYPE)
            for predicate, form, value in table["properties"]:
                _add(model, rows.select(subject, _object(form, value).alias("object")), predicate)
    model.write(out, format="ntriples")
    with Path(out).open("rb") as lines:
        return sum(1 for _ in lines)


def _add(model: Any, rows: Any, predicate: str) -> None:  # noqa: ANN401 -- classes of the peer
    model.map_triples(rows.unique(), predicate)


def _object(form: str, value: str) -> Any:  # noqa: ANN401 -- an expression of polars
    if form == "template":
        return _filled(value)
    if form == "constant":
        return pl.lit(value)
    if form in {"language", "english"}:
        return pl.struct(pl.col(value).alias(_LANGUAGE), pl.lit("en").alias("l"))
    if form == "date":
        return pl.col(value).str.to_date()
    return pl.col(value)


def _filled(template: str) -> Any:  # noqa: ANN401 -- an expression of polars
    parts = re.split(r"\{(\w+)\}", template)
    return pl.concat_str([pl.col(part) if place % 2 else pl.lit(part) for place, part in enumerate(parts) if part])


if __name__ == "__main__":
    print(json.dumps({"triples": main(*sys.argv[1:])}))  # noqa: T201 -- how a worker answers
