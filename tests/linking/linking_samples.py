"""One linker for all tests, and a short way to write what it should find."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.linking.linker import Linker
from kg.reference import load_reference

if TYPE_CHECKING:
    from kg.linking.model import Mention


@cache
def shipped_linker() -> Linker:
    """Return a linker over the shipped vocabularies."""
    return Linker(load_reference())


def written(mention: Mention) -> str:
    """Return a mention as ``OIT=ilo``, an unlinked one as ``OIE=?``; groups and phrases with their path."""
    if mention.target is None:
        return f"{mention.surface}=?"
    kind, _, key = mention.target.partition("/")
    is_named = kind in ("organization", "country", "place")
    return f"{mention.surface}={key}" if is_named else f"{mention.surface}={kind}/{key}"


def named(text: str, *countries: str) -> list[str]:
    """Return the mentions of one text in a record of these countries, in the order of the text."""
    links = shipped_linker().link({"description": text}, countries=frozenset(countries))
    return [written(mention) for mention in links.mentions]


def bodies_and_places(text: str, *countries: str) -> list[str]:
    """Return the same without groups of constituents and phrases."""
    return [one for one in named(text, *countries) if "/" not in one.rpartition("=")[2]]
