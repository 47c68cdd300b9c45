"""The shapes as a stranger takes them: the shipped files, pyshacl, and nothing of kg."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.resources import shapes_folder
from tools.shapes import WHOLE, whole

HERE = Path(__file__).parent


def pyshacl(shapes: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of pyshacl, in a folder from which kg cannot be seen."""
    command = [sys.executable, "-P", "-m", "pyshacl", "--shapes", str(shapes), "--format", "human", str(data)]
    return subprocess.run(command, capture_output=True, text=True, cwd=data.parent, check=False)


def test_the_file_of_all_shapes_is_made_from_the_others() -> None:
    """Nobody changes it by hand, and it holds what they hold."""
    file = shapes_folder() / WHOLE
    together = Graph()
    for each in shapes_folder().glob("*.ttl"):
        together.parse(each)

    assert file.read_text(encoding="utf-8") == whole(shapes_folder()), "run python -m tools.shapes"
    assert isomorphic(Graph().parse(file), together)


@pytest.mark.parametrize(("name", "code"), [("conforms-region-only", 0), ("violates-coverage", 1)])
def test_pyshacl_takes_the_file_of_all_shapes(tmp_path: Path, name: str, code: int) -> None:
    """Sound data pass, and what is wrong is told in three languages."""
    data = tmp_path / "data.ttl"
    texts = [HERE / "programme" / "conforms-regional.ttl", HERE / "evaluation" / f"{name}.ttl"]
    data.write_text("\n".join(file.read_text(encoding="utf-8") for file in texts), encoding="utf-8")

    done = pyshacl(shapes_folder() / WHOLE, data)

    assert (done.returncode, done.stderr) == (code, "")
    assert ("La evaluación no tiene país ni región." in done.stdout) == bool(code)


def test_one_class_is_checked_by_its_file_with_prefixes_and_codes(tmp_path: Path) -> None:
    """Three files put together are shapes of their own, as the README says."""
    mine = tmp_path / "my-shapes.ttl"
    files = [shapes_folder() / f"{name}.ttl" for name in ("prefixes", "code", "evaluation")]
    mine.write_text("\n".join(file.read_text(encoding="utf-8") for file in files), encoding="utf-8")
    data = tmp_path / "data.ttl"
    data.write_bytes((HERE / "evaluation" / "violates-region-of-country.ttl").read_bytes())

    done = pyshacl(mine, data)

    assert done.returncode == 1
    assert "EvaluationShape-regionOfCountry" in done.stdout


def test_the_readme_names_every_file_of_the_shapes() -> None:
    """Who takes the folder alone knows what each file is for."""
    readme = (shapes_folder() / "README.md").read_text(encoding="utf-8")
    names = [file.name for file in shapes_folder().glob("*.ttl")]

    assert [name for name in (*names, WHOLE) if f"`{name}`" not in readme] == []
