"""Run the notebooks of ``examples/notebooks`` and keep what they give, so that a reader sees it without running them.

``--check`` runs them and compares: a notebook whose answers are not those of the present code is a lie.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER: Final = Path(__file__).resolve().parent.parent / "examples" / "notebooks"
_KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}
_TIMEOUT: Final = 300


def run(file: Path) -> NotebookNode:
    """Return a notebook as it is after all its cells ran, without what differs from run to run."""
    notebook: NotebookNode = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=_TIMEOUT, kernel_name="python3").execute()
    notebook.metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {}
    return notebook


def notebooks() -> list[Path]:
    """Return the notebooks, sorted."""
    return sorted(FOLDER.glob("*.ipynb"))


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a notebook would change.")
def main(*, check: bool) -> None:
    """Run the notebooks and keep their outputs."""
    stale = []
    for file in notebooks():
        text = nbformat.writes(run(file)) + "\n"  # type: ignore[no-untyped-call]
        if file.read_text(encoding="utf-8") != text:
            stale.append(file.name)
            if not check:
                file.write_text(text, encoding="utf-8")
    if stale:
        click.echo(f"{', '.join(stale)}: {'differs; run python -m tools.notebook' if check else 'written'}", err=check)
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
