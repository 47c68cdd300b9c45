"""``kg search``."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import graph_option, lang_option
from kg.cli.printable import printable

if TYPE_CHECKING:
    from pathlib import Path

    from kg.search import Hit, Hits, Reason, Sought

_WIDTH = 96

_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "none": "no finding answers all of it",
        "only": "only: {}",
        "one": "1 finding",
        "many": "{} findings",
        "shown": "{} shown, the best first; --limit shows more",
        "alone": "{} alone: {}",
        "is": "{} = {}",
        "or": " or ",
        "lesson": "Lesson learned",
        "practice": "Good practice",
        "recommendation": "Recommendation",
        "evaluation": "evaluation {}",
        "theme": "{}: its theme is {}",
        "coverage": "{}: the evaluation covers {}",
        "mention": "{}: “{}” names {}: “{}”",
        "words": "{}: “{}” says “{}”",
        "field_eval_title": "title of the evaluation",
    },
    "es": {
        "none": "ningún hallazgo responde a todo",
        "only": "solo: {}",
        "one": "1 hallazgo",
        "many": "{} hallazgos",
        "shown": "se muestran {}, los mejores primero; --limit muestra más",
        "alone": "{} por separado: {}",
        "is": "{} = {}",
        "or": " o ",
        "lesson": "Lección aprendida",
        "practice": "Buena práctica",
        "recommendation": "Recomendación",
        "evaluation": "evaluación {}",
        "theme": "{}: su tema es {}",
        "coverage": "{}: la evaluación abarca {}",
        "mention": "{}: en «{}» se nombra a {}: «{}»",
        "words": "{}: en «{}» se dice «{}»",
        "field_eval_title": "título de la evaluación",
    },
    "fr": {
        "none": "aucun constat ne répond à tout",
        "only": "seulement : {}",
        "one": "1 constat",
        "many": "{} constats",
        "shown": "affichage limité à {}, les meilleurs d’abord ; --limit en montre davantage",
        "alone": "{} seul : {}",
        "is": "{} = {}",
        "or": " ou ",
        "lesson": "Leçon apprise",
        "practice": "Bonne pratique",
        "recommendation": "Recommandation",
        "evaluation": "évaluation {}",
        "theme": "{} : son thème est {}",
        "coverage": "{} : l’évaluation couvre {}",
        "mention": "{} : « {} » cite {} : « {} »",
        "words": "{} : « {} » dit « {} »",
        "field_eval_title": "titre de l’évaluation",
    },
}


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@graph_option
@click.option("--kind", type=click.Choice(["lesson", "practice", "recommendation"]), help="Only findings of this kind.")
@click.option("--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
@lang_option
def search_command(  # noqa: PLR0913 -- one argument an option
    words: tuple[str, ...], graph: Path, *, kind: str | None, limit: int, as_json: bool, lang: str
) -> None:
    """Find findings by WORDS in Spanish, English or French, with the reason of each hit.

    Accents and case do not matter. Words that name an organization, country, region, theme or group in
    any language find what is linked to it: 'refugee agency', ACNUR and HCR find the same lessons.
    A finding answers every word; words in double quotes are found as they stand.

    \b
    kg search migrant women Chile
    kg search refugee agency --kind lesson --lang es
    kg search '"comité de coordinación"' --json
    """
    from kg.knowledge_graph import KnowledgeGraph
    from kg.mapping.properties import PROSE
    from kg.queries.thing import labels_of

    opened = KnowledgeGraph.open(graph)
    found = opened.search(" ".join(words), language=lang, kind=kind or "", limit=limit)
    if as_json:
        click.echo(_json(found))
        return
    label = labels_of(opened.store, opened.names, lang)
    fields = {f"field_{key}": label(opened.names.ev(property_)[1:-1]) for key, property_ in PROSE.items()}
    click.echo(_shown(found, _WORDS[lang] | fields))


def _json(found: Hits) -> str:
    """Return the hits as JSON, with escapes where a terminal would obey a character or cannot take it."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=2)
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def _shown(found: Hits, words: dict[str, str]) -> str:
    lines = [words["only"].format(words[found.kind])] if found.kind else []
    lines += [line for sought in found.sought if (line := _understood(sought, words))]
    counted = "none" if not found.total else "one" if found.total == 1 else "many"
    lines.append(words[counted].format(found.total))
    if found.total > len(found.hits):
        lines.append(words["shown"].format(len(found.hits)))
    return "\n\n".join(["\n".join(lines), *(_hit(hit, words) for hit in found.hits)])


def _understood(sought: Sought, words: dict[str, str]) -> str:
    parts = []
    labels = [label for label in sought.labels if label.casefold() != sought.asked.casefold()]
    if labels:
        parts.append(words["is"].format(printable(sought.asked), printable(words["or"].join(labels))))
    if sought.findings is not None:
        parts.append(words["alone"].format(printable(sought.asked), sought.findings))
    return "; ".join(parts)


def _hit(hit: Hit, words: dict[str, str]) -> str:
    evaluation = words["evaluation"].format(printable(hit.evaluation))
    lines = [f"{words[hit.kind]} {printable(hit.number)} ({evaluation}: {printable(hit.title)})"]
    lines += [
        textwrap.fill(_reason(reason, words), _WIDTH, initial_indent="  ", subsequent_indent="    ")
        for reason in hit.reasons
    ]
    if hit.page:
        lines.append(f"  {printable(hit.page)}")
    return "\n".join(lines)


def _reason(reason: Reason, words: dict[str, str]) -> str:
    start, end = reason.marked
    quote = printable(f"{reason.quote[:start]}[{reason.quote[start:end]}]{reason.quote[end:]}")
    pattern, asked, label = words[reason.relation], printable(reason.asked), printable(reason.label)
    field = words.get(f"field_{reason.field}", reason.field)
    if reason.relation == "words":
        return pattern.format(asked, field, quote)
    if reason.relation == "mention":
        return pattern.format(asked, field, label, quote)
    return pattern.format(asked, label)
