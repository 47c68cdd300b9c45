"""IRIs, literals and prefixes: the only place that mints, expands or compresses.

Inside the pipeline a term is its N-Triples form, a `str` such as
``<https://kg.example/id/country/CL>`` or ``"Migración"@es``. That form is what
the store loads and what the exports sort, so a term is built once and copied
from there on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from json.encoder import encode_basestring
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.vocabulary import DEFAULT_BASE, PREFIXES

Term: TypeAlias = str
"""An IRI or literal in N-Triples form."""

Triple: TypeAlias = tuple[Term, Term, Term]
"""Subject, predicate, object."""

_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\f"): "\\f",
    0xFFFE: "\\uFFFE",
    0xFFFF: "\\uFFFF",
}
_NOT_IN_IRI = re.compile(r'[\x00-\x20\x7f<>"{}|\\^`\ud800-\udfff]')
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_SLUG_BREAK = re.compile(r"[\W_]+")
_PLAIN_SEGMENT = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9_.~-]+", re.ASCII)
"""A path segment that percent-encoding leaves as it is."""

RDF_TYPE: Term = f"<{PREFIXES['rdf']}type>"


def iri(text: str) -> Term:
    """Write an absolute IRI that is known to be sound as a term."""
    return f"<{text}>"


def is_web_address(text: str) -> bool:
    """Tell whether `text` from a source may become an IRI: http(s), with a host, no forbidden character (RFC 3987).

    Examples
    --------
    >>> is_web_address("https://webapps.ilo.org/ievaldiscovery/eval/3642")
    True
    >>> is_web_address("javascript:alert(1)"), is_web_address("https://x.org/a b")
    (False, False)
    """
    if _NOT_IN_IRI.search(text):
        return False
    try:
        parts = urlsplit(text)
        ox.NamedNode(text)  # what the store refuses would stop a whole build
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def literal(text: str, language: str = "") -> Term:
    """Write a string or, with `language`, a language-tagged string (N-Triples, section 2.4).

    Examples
    --------
    >>> print(literal('say "sí"', "es"))
    "say \\"sí\\""@es
    """
    quoted = encode_basestring(text)  # in C; its escapes are those of N-Triples but for control characters
    if "\\u" in quoted or "\x7f" in quoted or "\ufffe" in quoted or "\uffff" in quoted:
        quoted = f'"{text.translate(_ESCAPES)}"'
    return f"{quoted}@{language}" if language else quoted


def text_of(term: Term) -> str:
    """Return the lexical form of a literal, or the text of an IRI.

    Examples
    --------
    >>> text_of(literal('say "sí"', "es")), text_of(integer(3)), text_of("<https://x.org/>")
    ('say "sí"', '3', 'https://x.org/')
    """
    if term.startswith("<"):
        return term[1:-1]
    quoted = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescape, quoted) if "\\" in quoted else quoted


def language_of(term: Term) -> str:
    """Return the language tag of a literal, empty where it has none."""
    suffix = term[term.rindex('"') + 1 :] if term.startswith('"') else ""
    return suffix.removeprefix("@") if suffix.startswith("@") else ""


def typed(lexical_form: str, datatype: str) -> Term:
    """Write a literal of an XSD `datatype`, named by its local name (``"integer"``)."""
    return f'"{lexical_form}"^^<{PREFIXES["xsd"]}{datatype}>'


def integer(number: int) -> Term:
    """Write an ``xsd:integer``."""
    return typed(str(number), "integer")


def decimal(number: float) -> Term:
    """Write an ``xsd:decimal`` with at most two digits in its canonical form.

    The store normalises lexical forms, so only the canonical one survives it.

    Examples
    --------
    >>> decimal(0.9), decimal(0.75)
    ('"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"0.75"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    return typed(f"{number:.2f}".rstrip("0").rstrip("."), "decimal")


def boolean(flag: bool) -> Term:
    """Write an ``xsd:boolean``."""
    return typed("true" if flag else "false", "boolean")


def slug(text: str) -> str:
    """Fold `text` into the path segment of a minted IRI.

    Accents and case are folded away. Text with letters that have no ASCII form keeps them all (the
    IRI percent-encodes them), so that no two names are lost in one segment; it is never empty.

    Examples
    --------
    >>> slug("Conditions of work & equality"), slug("Côte d'Ivoire"), slug("東京 A"), slug("?!")
    ('conditions-of-work-and-equality', 'cote-d-ivoire', '東京-a', '%3F%21')
    """
    spelt = text.replace("&", " and ").lower()
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(mark))
    if any(letter.isalnum() and not letter.isascii() for letter in bare):
        bare = unicodedata.normalize("NFC", spelt)
    return _SLUG_BREAK.sub("-", bare).strip("-_") or quote(text.strip(), safe="")


def _segment(part: str) -> str:
    """Percent-encode a path segment; one that would be a step up or nowhere is encoded too (RFC 3986, 5.2.4)."""
    if _PLAIN_SEGMENT.fullmatch(part):
        return part
    return part.replace(".", "%2E") if part in {".", ".."} else quote(part, safe="")


@lru_cache(maxsize=1 << 15)
def _concept(base: str, path: str) -> Term:
    """Return the term of a thing by its path; concepts of vocabularies come again and again."""
    return f"<{base}id/" + "/".join(map(_segment, path.split("/"))) + ">"


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


@dataclass(frozen=True)
class Names:
    """All IRIs that `kg` mints, below one base.

    Parameters
    ----------
    base
        An http(s) IRI that ends in ``/`` or ``#``.

    Raises
    ------
    ConfigError
        If `base` is no such IRI.

    Examples
    --------
    >>> names = Names()
    >>> names.thing("mention", "lesson", "242853", "comments", "3-6")
    '<https://kg.example/id/mention/lesson/242853/comments/3-6>'
    >>> names.ev("coversCountry")
    '<https://kg.example/def#coversCountry>'
    >>> names.compress("https://kg.example/id/country/CL"), names.expand("d:country/CL")
    ('d:country/CL', 'https://kg.example/id/country/CL')
    """

    base: str = DEFAULT_BASE
    _ev: dict[str, Term] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not is_web_address(self.base) or self.base[-1] not in "/#":
            raise ConfigError(
                f"the base {self.base!r} is not an http(s) address ending in '/'",
                hint="write it like https://data.example.org/ieval/",
            )

    def ev(self, local_name: str) -> Term:
        """Return the term of the ontology with that local name."""
        term = self._ev.get(local_name)
        if term is None:
            term = self._ev[local_name] = f"<{self.base}def#{local_name}>"
        return term

    def thing_iri(self, *path: str) -> str:
        """Return the IRI of a thing; each part of `path` is percent-encoded (RFC 3986, section 2.1)."""
        return f"{self.base}id/" + "/".join(map(_segment, path))

    def thing(self, *path: str) -> Term:
        """Return the term of a thing, see `thing_iri`."""
        return f"<{self.thing_iri(*path)}>"

    def concept(self, path: str) -> Term:
        """Return the term of the thing at a path such as ``organization/iom``; like `thing`, and remembered."""
        return _concept(self.base, path)

    def graph(self, *path: str) -> Term:
        """Return the term of a named graph, such as ``graph("record", "lesson", "242853")``."""
        return f"<{self.base}graph/" + "/".join(map(_segment, path)) + ">"

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """All prefixes, ``ev:`` and ``d:`` of this base included, sorted by name."""
        return dict(sorted({**PREFIXES, "ev": f"{self.base}def#", "d": f"{self.base}id/"}.items()))

    def expand(self, curie: str) -> str:
        """Return the IRI that a CURIE stands for; text without a known prefix comes back as it is."""
        prefix, colon, local_name = curie.partition(":")
        namespace = self.prefixes.get(prefix) if colon else None
        return namespace + local_name if namespace is not None else curie

    def compress(self, full_iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI itself where no prefix fits."""
        fitting = [
            (len(namespace), name) for name, namespace in self.prefixes.items() if full_iri.startswith(namespace)
        ]
        if not fitting:
            return full_iri
        length, name = max(fitting)
        return f"{name}:{full_iri[length:]}"
