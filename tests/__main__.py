"""``python -m tests``: every check of this project, in the order in which they fail soonest."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("mypy", "tests/ontology/conftest.py"),
    ("lint-imports",),
    ("pytest",),
)


def main() -> int:
    """Run the checks; return how many failed."""
    failed = []
    for check in CHECKS:
        name = " ".join(check)
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        start = time.monotonic()
        tool = Path(sys.executable).parent / check[0]
        arguments = sys.argv[1:] if check[0] == "pytest" else []
        code = subprocess.run([str(tool), *check[1:], *arguments], cwd=ROOT, check=False).returncode
        sys.stdout.write(f"== {name}: {'ok' if code == 0 else f'failed ({code})'}, {time.monotonic() - start:.0f} s\n")
        if code:
            failed.append(name)
    if failed:
        sys.stdout.write(f"failed: {', '.join(failed)}\n")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
