"""Every example of ``docs/server.md`` works as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from serving import Served

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "server.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.replace("\\\n", "").strip().splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works(server: Served, command: str) -> None:
    """It prints an answer, and no error."""
    shell = command.replace(ADDRESS, server.url).replace("curl -s", "curl -sS --fail")
    shell = re.sub(r"^kg ", f"'{sys.executable}' -m kg ", shell)

    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=60)  # noqa: S607

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("program", PYTHON, ids=lambda program: re.findall(r"import (\w+)", program)[-1])
def test_a_program_works(server: Served, program: str) -> None:
    """It prints an answer."""
    wanted = re.findall(r"^(?:from|import) (\w+)", program, re.MULTILINE)
    for name in wanted:
        pytest.importorskip(name, reason=f"{name} is not installed")

    done = subprocess.run(
        [sys.executable, "-c", program.replace(ADDRESS, server.url)],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_documentation_names_every_option() -> None:
    """What the command takes stands in the page, with its default."""
    from kg.cli.serve import serve_command  # noqa: PLC0415 -- the test is about this one command

    options = {name for parameter in serve_command.params for name in parameter.opts if name.startswith("--")}

    assert {name for name in options - {"--verbose", "--quiet", "--port"} if name not in TEXT} == set()
