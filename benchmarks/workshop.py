"""What rows need before they can be measured: corpora, graphs, tables, made once in one folder."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.corpus import CorpusOptions, write_corpus
from benchmarks.environments import PEERS, interpreter, version_of
from benchmarks.measuring import python

ROOT: Final = Path(__file__).resolve().parents[1]
SCRIPTS: Final = ROOT / "benchmarks" / "peers"


@dataclass(slots=True)
class Workshop:
    """A folder of inputs, and the interpreters of the peers.

    Attributes
    ----------
    folder
        Where inputs and outputs stand; it may grow to some gigabytes.
    environments
        Where the peers' environments stand.
    install
        Whether peers that are not there are installed.
    versions
        Of the peers that were used so far.
    """

    folder: Path
    environments: Path
    install: bool
    versions: dict[str, str] = field(default_factory=dict)

    def kg(self, *arguments: str) -> list[str]:
        """Return the command line of `kg`."""
        return [python(), "-m", "kg", *arguments]

    def piece(self, name: str, *arguments: object) -> list[str]:
        """Return the command of a piece of `benchmarks.work`."""
        return [python(), "-m", "benchmarks.work", name, *map(str, arguments)]

    def peer(self, name: str, script: str, *arguments: object) -> list[str]:
        """Return the command of a peer's script.

        Raises
        ------
        PeerMissing
            If it is not installed and cannot be.
        """
        found = interpreter(PEERS[name], self.environments, install=self.install)
        if name not in self.versions:
            self.versions[name] = version_of(PEERS[name], found)
        return [str(found), str(SCRIPTS / script), *map(str, arguments)]

    def prepare(self, command: list[str]) -> None:
        """Run a command that only prepares."""
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603 -- commands of this package

    def corpus(self, records: int, *, revised: int = 0, violations: float = 0.0) -> Path:
        """Return a corpus; of its records `revised` differ from the plain one."""
        file = self.folder / f"corpus-{records}-{revised}-{violations:g}.jsonl"
        if not file.exists():
            every = max(records // revised, 1) if revised else 0
            write_corpus(file, records, options=CorpusOptions(violations=violations, revise_every=every))
        return file

    def known(self) -> Path:
        """Return the labels that peers look up."""
        file = self.folder / "known.json"
        if not file.exists():
            self.prepare(self.piece("known", file))
        return file

    def tables(self, records: int) -> Path:
        """Return the folder of the tables that mapping engines read, with the mapping."""
        folder = self.folder / f"tables-{records}"
        if not folder.exists():
            self.prepare(self.piece("tables", self.corpus(records), folder))
        return folder

    def plain_graph(self, records: int, *, violations: float = 0.0) -> Path:
        """Return a graph directory without links, and without a report."""
        graph = self.folder / f"plain-{records}-{violations:g}"
        if not graph.exists():
            corpus = str(self.corpus(records, violations=violations))
            self.prepare(self.kg("build", corpus, "--graph", str(graph), "--no-link", "--no-validate", "-q"))
        return graph

    def triples(self, graph: Path) -> Path:
        """Return the triples of a graph directory as N-Triples."""
        file = graph.with_name(f"{graph.name}.nt")
        if not file.exists():
            self.prepare(self.piece("triples", graph, file))
        return file

    def quads(self, graph: Path) -> Path:
        """Return all quads of a graph directory's store."""
        file = graph.with_name(f"{graph.name}.nq")
        if not file.exists():
            self.prepare(self.piece("quads", graph, file))
        return file

    def questions(self, records: int) -> Path:
        """Return a graph directory to ask questions of."""
        graph = self.folder / f"asked-{records}"
        if not graph.exists():
            self.prepare(self.piece("graph", records, graph))
        return graph

    def fresh(self, name: str) -> Path:
        """Return a path where nothing stands."""
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        return path
