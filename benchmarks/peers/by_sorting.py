"""The floor of sorted Turtle: ``by_sorting.py GRAPH.nt OUT``; lines sorted, grouped by subject, IRIs in full."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path


def main(source: str, out: str) -> int:
    """Write the groups; return the number of triples."""
    with Path(source).open(encoding="utf-8", newline="\n") as file:
        rows = sorted({line[:-3] for line in file})
    with Path(out).open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        for subject, group in groupby(rows, key=lambda row: row.split(" ", 1)[0]):
            said = " ;\n    ".join(row.split(" ", 1)[1] for row in group)
            file.write(f"{subject}\n    {said} .\n\n")
    return len(rows)


if __name__ == "__main__":
    print(json.dumps({"triples": main(*sys.argv[1:])}))  # noqa: T201 -- how a worker answers
