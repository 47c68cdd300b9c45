"""The report as a ``sh:ValidationReport`` in Turtle: sorted, with an IRI for every result.

The IRI of a result hashes what it says, so that two reports can be compared line by line. Only a path of more than
one step is written as SHACL wants it, in brackets. ``sh:conforms`` follows SHACL: it is false as soon as there is any
result, also a warning or an info; `Report.conforms` asks for violations only.
"""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.terms import Names, boolean, is_web_address, literal
from kg.validation.text import summary
from kg.validation.words import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.validation.context import Context
    from kg.validation.model import Report, Result

_LOCAL_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_PREFIXES: Final = ("ev", "foaf", "rdfs", "sh", "skos", "xsd")
_TOKEN: Final = re.compile(r"<[^>]*>|[\^/|()*+?]")
_PAGES: Final = 100
"""How many pages a result names; a country may be that of ten thousand records."""

_REPEATS: Final = {"*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}


def to_turtle(
    report: Report, names: Names | None = None, contexts: Mapping[str, Context] = MappingProxyType({})
) -> str:
    """Write the report as Turtle: the same bytes for the same report.

    Parameters
    ----------
    report
        What was found.
    names
        Mints the IRIs of the report and its results; by default below the default base.
    contexts
        The records behind it, from `kg.validation.context.contexts`: their pages are named too.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> print(to_turtle(Report(results=(), focus_nodes=0)), end="")
    @prefix ev: <https://kg.example/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <BLANKLINE>
    <https://kg.example/id/report/e3b0c44298fc1c14>
        a sh:ValidationReport ;
        rdfs:comment "0 violations, 0 warnings, 0 notes (0 things checked)"@en ;
        rdfs:comment "0 infracciones, 0 advertencias, 0 notas (0 elementos revisados)"@es ;
        rdfs:comment "0 infractions, 0 avertissements, 0 remarques (0 éléments vérifiés)"@fr ;
        sh:conforms true .
    """
    minting = names or Names()
    iris = {result: minting.thing("report", "result", _hash(repr(result.sort_key))) for result in report.results}
    report_iri = minting.thing("report", _hash("".join(iris.values())))
    head = [f"@prefix {prefix}: <{minting.prefixes[prefix]}> ." for prefix in _PREFIXES]
    conforms = boolean(not report.results).split('"')[1]
    listed = "".join(f" ;\n    sh:result {iri}" for iri in sorted(iris.values()))
    counts = "".join(f" ;\n    rdfs:comment {literal(summary(report, words(lang)), lang)}" for lang in LANGUAGES)
    blocks = [f"{report_iri}\n    a sh:ValidationReport{counts} ;\n    sh:conforms {conforms}{listed} ."]
    pages = {focus_node: context.pages[:_PAGES] for focus_node, context in contexts.items()}
    blocks.extend(_block(result, iri, minting, pages.get(result.focus_node, ())) for result, iri in iris.items())
    quality = {result.shape: result for result in reversed(report.results) if result.code}
    blocks.extend(_code_block(result) for _, result in sorted(quality.items()))
    return "\n".join([*head, "", "\n\n".join(blocks), ""])


def _code_block(result: Result) -> str:
    """Return what a check is called, so that the report can be read without the ontology."""
    labels = "".join(f" ;\n    skos:prefLabel {literal(name, lang)}" for lang, name in sorted(result.names.items()))
    return f"<{result.shape}>\n    a skos:Concept ;\n    skos:notation {literal(result.code)}{labels} ."


def _block(result: Result, iri: str, names: Names, pages: tuple[str, ...]) -> str:
    statements = (*_statements(result, names), *(f"foaf:page <{page}>" for page in pages if is_web_address(page)))
    return f"{iri}\n    a sh:ValidationResult ;\n    " + " ;\n    ".join(statements) + " ."


def _statements(result: Result, names: Names) -> Iterator[str]:
    yield f"sh:focusNode {_term(result.focus_node, names)}"
    if result.path:
        yield f"sh:resultPath {path_to_turtle(result.path, names)}"
    if result.value is not None:
        yield f"sh:value {result.value}"
    yield f"sh:sourceConstraintComponent {_term(result.component, names)}"
    yield f"sh:sourceShape {_term(result.shape, names)}"
    yield f"sh:resultSeverity sh:{result.severity}"
    for language, message in sorted(result.messages.items()):
        yield f"sh:resultMessage {literal(message, language)}"
    for place in result.places:
        yield f"ev:sourcePlace {literal(str(place))}"


def path_to_turtle(path: str, names: Names) -> str:
    """Turn a path of `Result.path` into the form of SHACL, section 2.3.1.

    Examples
    --------
    >>> from kg.terms import Names
    >>> path_to_turtle("^<x:a>/<x:b>", Names())
    '( [ sh:inversePath <x:a> ] <x:b> )'
    >>> path_to_turtle("<x:a>|<x:b>", Names()), path_to_turtle("x:a", Names())
    ('[ sh:alternativePath ( <x:a> <x:b> ) ]', '<x:a>')
    """
    if "<" not in path:
        return _term(path, names)
    tokens = _TOKEN.findall(path)[::-1]
    return _choice(tokens, names)


def _choice(tokens: list[str], names: Names) -> str:
    steps = [_sequence(tokens, names)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        steps.append(_sequence(tokens, names))
    return steps[0] if len(steps) == 1 else f"[ sh:alternativePath ( {' '.join(steps)} ) ]"


def _sequence(tokens: list[str], names: Names) -> str:
    steps = [_step(tokens, names)]
    while tokens and tokens[-1] == "/":
        tokens.pop()
        steps.append(_step(tokens, names))
    return steps[0] if len(steps) == 1 else f"( {' '.join(steps)} )"


def _step(tokens: list[str], names: Names) -> str:
    head = tokens.pop()
    if head == "^":
        return f"[ sh:inversePath {_step(tokens, names)} ]"
    if head == "(":
        text = _choice(tokens, names)
        tokens.pop()
    else:
        text = _term(head.strip("<>"), names)
    if tokens and tokens[-1] in _REPEATS:
        return f"[ {_REPEATS[tokens.pop()]} {text} ]"
    return text


def _term(iri: str, names: Names) -> str:
    """Return an IRI as short as the prefixes of the file allow; a blank node as it is."""
    if iri.startswith("_:"):
        return iri
    prefix, colon, local_name = names.compress(iri).partition(":")
    if colon and prefix in _PREFIXES and _LOCAL_NAME.fullmatch(local_name):
        return f"{prefix}:{local_name}"
    return f"<{iri}>"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
