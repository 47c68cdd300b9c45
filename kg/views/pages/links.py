"""IRIs -> addresses that a page may link to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.terms import is_web_address

if TYPE_CHECKING:
    from kg.terms import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Links from one page.

    Whatever stands below the base is a page of ours. Its address is relative, so that it holds behind a proxy, below
    any folder and on a disk.

    Attributes
    ----------
    names
        The IRIs of the graph.
    root
        The way from the page to the folder of all pages, such as ``../../``.
    language
        The language that the reader chose; empty where the browser chooses.
    """

    names: Names
    root: str = "./"
    language: str = ""

    def to(self, iri: str) -> str:
        """Return the address of what an IRI names; empty for what is no web address.

        Examples
        --------
        >>> from kg.terms import Names
        >>> links = Links(names=Names(), root="../../", language="es")
        >>> links.to("https://kg.example/id/country/CL"), links.to("https://kg.example/def#Theme")
        ('../../id/country/CL?lang=es', '../../def?lang=es#Theme')
        >>> links.to("https://ror.org/1"), links.to("javascript:alert(1)")
        ('https://ror.org/1', '')
        """
        below = iri.removeprefix(self.names.base)
        if below != iri:
            path, mark, fragment = below.partition("#")
            return f"{self.page(path)}{mark}{fragment}"
        return iri if is_web_address(iri) else ""

    def page(self, path: str, **fields: str) -> str:
        """Return the address of a page by its path below the root."""
        chosen = {**fields, **({"lang": self.language} if self.language else {})}
        return f"{self.root}{path}{f'?{urlencode(chosen)}' if chosen else ''}"
