"""Peers, each in a virtual environment of its own, made once and kept."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LIMIT: Final = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program to stand beside ours.

    Attributes
    ----------
    name
        The environment's folder, and how results call it.
    packages
        What is installed.
    shown
        The package whose version is told.
    """

    name: str
    packages: tuple[str, ...]
    shown: str


PEERS: Final[dict[str, Peer]] = {
    peer.name: peer
    for peer in (
        Peer(name="floor", packages=("orjson",), shown="orjson"),
        Peer(name="rdflib", packages=("rdflib", "orjson"), shown="rdflib"),
        Peer(name="pyoxigraph", packages=("pyoxigraph", "orjson"), shown="pyoxigraph"),
        Peer(name="morph-kgc", packages=("morph-kgc",), shown="morph-kgc"),
        Peer(name="maplib", packages=("maplib", "polars"), shown="maplib"),
        Peer(name="tarka-rdf", packages=("tarka-rdf", "polars"), shown="tarka-rdf"),
        Peer(name="oxrdflib", packages=("oxrdflib",), shown="oxrdflib"),
        Peer(name="pyshacl", packages=("pyshacl",), shown="pyshacl"),
        Peer(name="pyshacl-turbo", packages=("pyshacl-turbo",), shown="pyshacl-turbo"),
        Peer(name="pyshifty", packages=("pyshifty",), shown="pyshifty"),
        Peer(name="shacl", packages=("shacl",), shown="shacl"),
    )
}


class PeerMissing(Exception):  # noqa: N818 -- a state of this machine, told as it is
    """A peer is not there; the text says why."""


def default_folder() -> Path:
    """Return where the environments stand: ``KG_BENCHMARK_ENVIRONMENTS``, else the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("KG_BENCHMARK_ENVIRONMENTS") or cache / "kg-benchmarks")


def interpreter(peer: Peer, folder: Path, *, install: bool) -> Path:
    """Return the Python of a peer's environment, made now if it is not there and `install` allows it.

    Raises
    ------
    PeerMissing
        If it is not there, or its packages cannot be installed.
    """
    home = folder / peer.name
    python = home / "bin" / "python"
    done = home / "installed"
    if done.exists():
        return python
    if not install:
        raise PeerMissing("not installed; python -m benchmarks installs it, unless told --no-install")
    steps = ([sys.executable, "-m", "venv", str(home)], [str(python), "-m", "pip", "install", "-q", *peer.packages])
    for step in steps:
        try:
            subprocess.run(step, check=True, capture_output=True, text=True, timeout=_LIMIT)  # noqa: S603 -- ours
        except subprocess.SubprocessError as error:
            said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            raise PeerMissing(f"could not be installed: {said[-1] if said else error}") from error
    done.touch()
    return python


def version_of(peer: Peer, python: Path) -> str:
    """Return the version of a peer as its environment tells it."""
    code = f"from importlib.metadata import version; print(version({peer.shown!r}))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    return done.stdout.strip() or "unknown"
