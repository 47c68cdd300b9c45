"""Feed mutated bytes to every reader: each gives records or a reason, and nothing else.

    python -m pip install atheris
    mkdir -p fuzz/corpus
    python fuzz/fuzz_readers.py -max_total_time=600 fuzz/corpus fuzz/seeds

libFuzzer writes what it finds to ``fuzz/corpus`` and an input that breaks a
reader to ``crash-*``. Inputs that take over a second are reported as slow
(``-timeout=1``), those that take too much memory as well (``-rss_limit_mb=2048``).
The first byte of an input chooses the format; where it chooses none the content tells it.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["kg.sources", "kg.records"]):
    from kg.errors import KgError
    from kg.records import records_of
    from kg.sources import FORMATS, Document, read_pages, unpack

_FORMATS = [*FORMATS, None]


def read(data: bytes) -> None:
    """Read an input as a build would; what is raised is a finding."""
    if not data:
        return
    format_ = _FORMATS[min(data[0] % 16, len(FORMATS))]
    for document in unpack(Document("input", data[1:]), format_):
        if isinstance(document, KgError):
            continue
        for page in read_pages(document, format_):
            if not isinstance(page, KgError):
                list(records_of(page))


def main() -> None:
    """Hand the arguments to libFuzzer."""
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
