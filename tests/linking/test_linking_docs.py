"""The Python of ``docs/linking.md`` runs, and gives what the comments below it say."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "linking.md"
BLOCKS = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_the_python_of_the_docs_gives_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from top to bottom, each expression with a comment below it has that value."""
    monkeypatch.chdir(tmp_path)
    code = "".join(BLOCKS)
    names: dict[str, object] = {}
    lines = code.splitlines()
    for statement in ast.parse(code).body:
        source = ast.get_source_segment(code, statement) or ""
        said = lines[statement.end_lineno or 0] if (statement.end_lineno or 0) < len(lines) else ""
        if isinstance(statement, ast.Expr) and said.startswith("# "):
            assert eval(source, names) == ast.literal_eval(said[2:])  # noqa: S307 -- our own docs
        else:
            exec(source, names)  # noqa: S102 -- our own docs


def test_there_is_python_to_run() -> None:
    """The docs show the linker, the component and an own lexicon."""
    assert len(BLOCKS) >= 3
