"""morph-kgc: ``by_morph_kgc.py MAPPING.ttl OUT PROCESSES``; the tables stand where the mapping says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(mapping: str, out: str, processes: str) -> int:
    """Run the engine by its command line, which writes as it goes; return the number of lines."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.ini"
        config.write_text(
            f"[CONFIGURATION]\noutput_file={folder}/out.nt\noutput_format=N-TRIPLES\nnumber_of_processes={processes}\n"
            f"logging_level=ERROR\n[records]\nmappings={mapping}\n",
            encoding="utf-8",
        )
        subprocess.run([sys.executable, "-m", "morph_kgc", str(config)], check=True, stdout=sys.stderr)  # noqa: S603
        shutil.move(Path(folder) / "out.nt", out)  # it writes to other endings by other rules
    with Path(out).open("rb") as lines:
        return sum(1 for _ in lines)


if __name__ == "__main__":
    print(json.dumps({"triples": main(*sys.argv[1:])}))  # noqa: T201 -- how a worker answers
