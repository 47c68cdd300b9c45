"""The W3C's test suite of SHACL, by the fast engine and by the reference; what comes of each case stands in the docs.

After a change that is meant: ``pytest tests/conformance/shacl --update-golden``, and review the difference.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from shacl_suite import Case, Engine, cases, outcome

PAGE = Path(__file__).parents[3] / "docs" / "shacl-conformance.md"
ENGINES: tuple[Engine, ...] = ("fast", "pyshacl")
HEAD = """# The W3C's test suite of SHACL

What comes of each case of the suite (`tests/conformance/shacl/w3c`, with its licence) by the two engines of
`kg validate`. Passed means: focus node, path, value, component and severity of every result are those that the W3C
states, or the shapes are refused where they must be. `fast` leaves shapes that it is not known to read as SHACL says to
pyshacl, and says so.

This page is written by `pytest tests/conformance/shacl --update-golden`; every run of the tests compares it.
"""


@cache
def outcomes() -> dict[tuple[str, Engine], str]:
    """Run all cases by both engines."""
    return {(case.name, engine): outcome(engine, case) for case in cases() for engine in ENGINES}


def page() -> str:
    """Return the page of the docs."""
    counts = Counter((engine, found.partition(":")[0]) for (_, engine), found in outcomes().items())
    lines = [HEAD, f"| {len(cases())} cases | passed | left to pyshacl | not passed |", "|---|---|---|---|"]
    for engine in ENGINES:
        numbers = " | ".join(str(counts[engine, word]) for word in ("passed", "left to pyshacl", "not passed"))
        lines.append(f"| `{engine}` | {numbers} |")
    lines += ["", "| case | `fast` | `pyshacl` |", "|---|---|---|"]
    lines += [
        f"| {case.name} | {outcomes()[case.name, 'fast']} | {outcomes()[case.name, 'pyshacl']} |" for case in cases()
    ]
    return "\n".join(lines) + "\n"


def test_the_page_says_what_comes_of_every_case(request: pytest.FixtureRequest) -> None:
    """A case that passes no more, or passes at last, shows."""
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")

    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.name))
def test_the_fast_engine_passes_a_case_or_leaves_it(case: Case) -> None:
    """It never finds anything else than the W3C states."""
    assert outcomes()[case.name, "fast"].startswith(("passed", "left to pyshacl: "))


def test_the_suite_is_whole() -> None:
    """All core and SPARQL cases that the manifests list are run."""
    assert Counter(case.name.partition("/")[0] for case in cases()) == {"core": 98, "sparql": 22}
