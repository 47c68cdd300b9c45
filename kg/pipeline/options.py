"""How to build, and who is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kg.config import OwnLexicon


class Progress(Protocol):
    """Is told how a build goes on."""

    def __call__(self, done: int, share: float | None = None) -> None:
        """Take the number of records and refusals so far, and the share of the files that are read, if known."""

    def stage(self, name: str) -> None:
        """Take the name of the stage that begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build.

    Attributes
    ----------
    base
        Where the IRIs stand; empty for that of the graph, else ``https://kg.example/``.
    format_
        The format of every source, instead of recognising it.
    link, validate
        Whether to link prose, and to check the shapes.
    prune
        Remove records that their source no longer holds.
    fresh
        Start from nothing.
    force
        Publish even a graph that lost more than a tenth of its triples.
    workers
        How many processes read, link and map where there is much to do; 0 for one a processor core, 1 for none but
        the calling one.
    lexicon
        The user's own words, as ``[lexicon]`` of ``kg.toml`` says them.
    local_organizations
        Whether to look for ministries, municipalities and other bodies that no vocabulary lists.
    models
        Trained spaCy pipelines that suggest more names, by name or folder.
    """

    base: str = ""
    format_: str | None = None
    link: bool = True
    validate: bool = True
    prune: bool = False
    fresh: bool = False
    force: bool = False
    workers: int = 0
    lexicon: OwnLexicon = field(default_factory=OwnLexicon)
    local_organizations: bool = False
    models: tuple[str, ...] = ()
