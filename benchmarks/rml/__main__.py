"""Write or check ``docs/records.rml.ttl``: ``python -m benchmarks.rml [--check]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from benchmarks.rml.mapping import rml_mapping

PUBLISHED: Final = Path(__file__).resolve().parents[2] / "docs" / "records.rml.ttl"


def main() -> int:
    """Write the mapping, or with ``--check`` tell whether it is the one of the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rml", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if the file is another one")
    text = rml_mapping()
    if parser.parse_args().check:
        is_same = PUBLISHED.exists() and PUBLISHED.read_text(encoding="utf-8") == text
        sys.stdout.write("" if is_same else f"{PUBLISHED} is out of date: run python -m benchmarks.rml\n")
        return 0 if is_same else 1
    PUBLISHED.parent.mkdir(exist_ok=True)
    PUBLISHED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
