"""One linker for all tests, and a short way to write what it should find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kg.linking.linker import Linker
from kg.reference import load_reference

if TYPE_CHECKING:
    from kg.linking.model import Mention


class Named(Protocol):
    """Link one text and give its mentions as ``"OIT=ilo"``; an unlinked one as ``"OIE=?"``."""

    def __call__(self, text: str, *countries: str, field: str = "description") -> list[str]:
        """Return the mentions in the order of the text."""
        ...


def written(mention: Mention) -> str:
    """Return a mention as ``surface=key``; groups and phrases with their path."""
    if mention.target is None:
        return f"{mention.surface}=?"
    kind, _, key = mention.target.partition("/")
    return (
        f"{mention.surface}={key}"
        if kind in ("organization", "country", "place")
        else f"{mention.surface}={kind}/{key}"
    )


@pytest.fixture(scope="session")
def linker() -> Linker:
    """Return a linker over the shipped vocabularies."""
    return Linker(load_reference())


@pytest.fixture(scope="session")
def named(linker: Linker) -> Named:
    """Return the short way to link one text."""

    def link(text: str, *countries: str, field: str = "description") -> list[str]:
        links = linker.link({field: text}, countries=frozenset(countries))
        return [written(mention) for mention in links.mentions]

    return link


@pytest.fixture(scope="session")
def bodies_and_places(named: Named) -> Named:
    """Return the same without groups of constituents and phrases."""

    def link(text: str, *countries: str, field: str = "description") -> list[str]:
        return [one for one in named(text, *countries, field=field) if "/" not in one.rpartition("=")[2]]

    return link
