"""Records of the real shape: ``python -m benchmarks.corpus --records 10000 --to corpus.jsonl``.

About 700 words a record in Spanish, English, French and Portuguese, written for this project: a few findings an
evaluation, programmes in several countries, organizations and places in the prose, the spellings of emptiness,
themes no vocabulary has, damaged apostrophes. Record `i` is the same in a corpus of a thousand and of a million.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generator.evaluations import BLOCK, evaluations_of_block
from benchmarks.generator.findings import Generated, finding
from benchmarks.generator.forms import FORMS
from benchmarks.generator.options import CorpusOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CorpusOptions", "Generated", "generate", "write_corpus"]


def generate(records: int, options: CorpusOptions | None = None, *, start: int = 0) -> Iterator[Generated]:
    """Yield records `start` to `start` + `records` - 1, one at a time; memory does not grow with their number.

    Examples
    --------
    >>> [one] = generate(1, start=123_456)
    >>> one == list(generate(2, start=123_455))[1]
    True
    """
    return islice(_from(start, options or CorpusOptions()), records)


def _from(start: int, options: CorpusOptions) -> Iterator[Generated]:
    block, skipped = divmod(start, BLOCK)
    while True:
        evaluations = evaluations_of_block(block, options)
        for place in range(skipped, BLOCK):
            yield finding(block * BLOCK + place, evaluations[place], options)
        block, skipped = block + 1, 0


def write_corpus(to: Path, records: int, *, form: str = "jsonl", options: CorpusOptions | None = None) -> int:
    """Write a corpus and return the number of its records.

    Parameters
    ----------
    to
        A file, or a folder for ``text``.
    records
        How many.
    form
        ``jsonl``, ``text`` or ``csv``.
    options
        Seed and shares.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    return FORMS[form](generate(records, options), to)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a corpus as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--records", type=int, required=True, help="how many")
    parser.add_argument("--to", type=Path, required=True, help="a file, or a folder for --form text")
    parser.add_argument("--form", choices=tuple(FORMS), default="jsonl")
    defaults = CorpusOptions()
    for knob in fields(CorpusOptions):
        default = getattr(defaults, knob.name)
        name = f"--{knob.name.replace('_', '-')}"
        parser.add_argument(name, type=type(default), default=default, help=f"default {default}")
    given = parser.parse_args(arguments)
    options = CorpusOptions(**{knob.name: getattr(given, knob.name) for knob in fields(CorpusOptions)})
    count = write_corpus(given.to, given.records, form=given.form, options=options)
    sys.stdout.write(f"{count} records in {given.to}\n")


if __name__ == "__main__":
    main()
