"""The notebooks run, and say what they are kept with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat, with which notebooks are read, is absent")
pytest.importorskip("nbclient", reason="nbclient, which runs notebooks, is absent")
pytest.importorskip("ipykernel", reason="ipykernel, in which notebooks run, is absent")
pytest.importorskip("pandas", reason="pandas, which the notebooks use, is absent")

from tools.notebook import notebooks, run  # noqa: E402 -- it needs these

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


def printed(notebook: NotebookNode) -> list[str]:
    """Return what the cells print: tables are pandas' affair, and look otherwise in another version of it."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [
        "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")
        for cell in cells
    ]


@pytest.mark.filterwarnings("default")  # what jupyter warns of is not ours to mend
@pytest.mark.parametrize("file", notebooks(), ids=lambda file: file.stem)
def test_a_notebook_runs_and_prints_what_it_is_kept_with(file: Path) -> None:
    """Whoever reads it without running it reads the truth."""
    assert printed(run(file)) == printed(nbformat.read(file, as_version=4))


def test_there_is_a_notebook() -> None:
    """An empty folder would pass every test."""
    assert notebooks()
