"""Write ``shapes/whole/kg-shapes.ttl``: all shapes in one file, for tools that take a single one.

    python -m tools.shapes            write it
    python -m tools.shapes --check    write nothing; exit 1 when it differs from the files of shapes/

The files of ``shapes/`` are what people read and change, one a class.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click

from kg.resources import shapes_folder

if TYPE_CHECKING:
    from pathlib import Path

WHOLE: Final = "whole/kg-shapes.ttl"
_PREFIX: Final = re.compile(r"^@prefix .* \.\n", re.MULTILINE)
_HEAD: Final = """\
# All shapes in one file, for tools that take a single one.
#
# Made by `python -m tools.shapes` from the files beside this folder: change those, not this file.
"""


def whole(folder: Path) -> str:
    """Return the text of all shapes in `folder`, the declaration of their prefixes first."""
    files = sorted(folder.glob("*.ttl"), key=lambda file: (file.name != "prefixes.ttl", file.name))
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    prefixes = sorted({line for text in texts.values() for line in _PREFIX.findall(text)})
    bodies = (f"# {'-' * 20} {name}\n\n{_without_prefixes(text)}" for name, text in texts.items())
    return "\n".join([_HEAD, "".join(prefixes), *bodies])


def _without_prefixes(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", _PREFIX.sub("", text)).strip("\n") + "\n"


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the file differs.")
def main(*, check: bool) -> None:
    """Write all shapes into one file."""
    file = shapes_folder() / WHOLE
    text = whole(shapes_folder())
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return
    if check:
        click.echo(f"{WHOLE}: differs from the shapes\n  run python -m tools.shapes", err=True)
        sys.exit(1)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{WHOLE}: written")


if __name__ == "__main__":
    main()
