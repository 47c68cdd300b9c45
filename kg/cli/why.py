"""``kg why``."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import graph_option, lang_option
from kg.cli.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.queries.evidence import Evidence
    from kg.queries.reasons import Reason
    from kg.terms import Names

_WIDTH: Final = 96
_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "refers": "refers to {target}: {method} ({rule}, confidence {confidence})",
        "open": "undecided: {method} ({rule}, confidence {confidence})",
        "none": "the graph holds no statement of its own between them, and no mention",
        "one": "no mention lies behind that; kg describe shows what is said of it",
        "because": "{subject} {predicate} {object}: {text}",
    },
    "es": {
        "refers": "se refiere a {target}: {method} ({rule}, confianza {confidence})",
        "open": "sin decidir: {method} ({rule}, confianza {confidence})",
        "none": "el grafo no tiene ninguna afirmación propia entre ambas cosas, ni una mención",
        "one": "no hay ninguna mención detrás; kg describe muestra lo que se dice de ello",
        "because": "{subject} {predicate} {object}: {text}",
    },
    "fr": {
        "refers": "désigne {target} : {method} ({rule}, confiance {confidence})",
        "open": "non tranché : {method} ({rule}, confiance {confidence})",
        "none": "le graphe n'a aucun énoncé propre entre les deux, ni mention",
        "one": "aucune mention n'est derrière cela ; kg describe montre ce qui en est dit",
        "because": "{subject} {predicate} {object} : {text}",
    },
}


@click.command("why")
@click.argument("things", metavar="IRI [IRI]", nargs=-1, required=True)
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print the evidence and the reasons as JSON.")
@lang_option
def why_command(things: tuple[str, ...], graph: Path, *, as_json: bool, lang: str) -> None:
    """Show why a statement is there: the words behind a link, what a page states, what follows from it.

    IRI is an IRI or a CURIE of a mention, a participation, an organization, a place, a record or a
    programme; two of them are the ends of one statement. Words are shown in their sentence, with field,
    offsets, rule and page.

    \b
    kg why d:lesson/242853 d:organization/iom
    kg why d:participation/eval-3642/unhcr/implementing
    kg why d:mention/lesson/242853/comments/3-6 --json
    kg why d:programme/eval-3642 ev:CrossCountryProgramme --lang es
    """
    from kg.knowledge_graph import KnowledgeGraph

    opened = KnowledgeGraph.open(graph)
    found, reasons = opened.why(*things), opened.reasons(*things, language=lang)
    if len(things) == 1 and found:
        reasons = [reason for reason in reasons if reason.reason not in ("address", "vocabulary")]
    if as_json:
        document = [{"by": "mention", **asdict(evidence)} for evidence in found]
        document += [{"by": "reason", **asdict(reason)} for reason in reasons]
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    elif not found and not reasons:
        click.echo(_WORDS[lang]["none" if len(things) > 1 else "one"])
    else:
        shown = [
            *(_evidence(evidence, opened.names, lang) for evidence in found),
            *_because(reasons, opened.names, lang),
        ]
        click.echo("\n\n".join(dict.fromkeys(shown)))


def _evidence(evidence: Evidence, names: Names, language: str) -> str:
    from kg.queries.reasons import method_words

    start, end = evidence.marked
    marked = f"{evidence.sentence[:start]}[{evidence.sentence[start:end]}]{evidence.sentence[end:]}"
    quote = textwrap.fill(f"“{printable(marked)}”", _WIDTH, initial_indent="  ", subsequent_indent="  ")
    link = _WORDS[language]["refers" if evidence.target else "open"].format(
        target=names.compress(evidence.target) if evidence.target else "",
        method=method_words(evidence.method, language),
        rule=evidence.method,
        confidence=f"{evidence.confidence:g}",
    )
    facts = [f"{names.compress(evidence.record)}, {evidence.field} {evidence.start}-{evidence.end}", link]
    if evidence.page:
        facts.append(evidence.page)
    return "\n".join([quote, *(f"  {printable(fact)}" for fact in facts)])


def _because(reasons: Sequence[Reason], names: Names, language: str) -> Iterator[str]:
    for reason in reasons:
        sentence = _WORDS[language]["because"].format(
            subject=names.compress(reason.subject),
            predicate=names.compress(reason.predicate),
            object=names.compress(reason.object),
            text=reason.text,
        )
        lines = [textwrap.fill(printable(sentence), _WIDTH, initial_indent="  ", subsequent_indent="    ")]
        yield "\n".join([*lines, *(f"    {printable(page)}" for page in reason.pages)])
