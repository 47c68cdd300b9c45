"""``kg stats``."""

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

    from kg.knowledge_graph import Statistics
    from kg.queries.acronyms import UnknownAcronym
    from kg.queries.statistics import Figure, Section

_WIDTH: Final = 96
_SHOWN: Final = 13
"""Figures of a section that people read; --json gives all."""

_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "classes": "What the graph holds",
        "languages": "Findings by language",
        "countries": "Findings by country covered",
        "themes": "Findings by theme",
        "links": "How well it is linked",
        "missing": "What is missing",
        "quality": "What the last build found",
        "more": "… and {} more",
        "mentions-linked": "mentions linked",
        "findings-naming-an-organization": "findings naming an organization",
        "findings-naming-a-place": "findings naming a place",
        "programmes-with-an-implementer": "programmes with a known implementer or partner",
        "findings-without-theme": "findings without a theme",
        "findings-without-text": "findings without a description",
        "recommendations-without-response": "recommendations without a management response",
        "evaluations-without-country": "evaluations without a country",
        "evaluations-without-findings": "evaluations without findings",
        "set_aside": "set aside",
        "Violation": "violations",
        "Warning": "warnings",
        "Info": "remarks",
        "none-unknown": "every acronym that stands there twice is known",
        "records": "in {} records",
    },
    "es": {
        "classes": "Lo que contiene el grafo",
        "languages": "Hallazgos por idioma",
        "countries": "Hallazgos por país abarcado",
        "themes": "Hallazgos por tema",
        "links": "Calidad de los enlaces",
        "missing": "Lo que falta",
        "quality": "Lo que encontró la última construcción",
        "more": "… y {} más",
        "mentions-linked": "menciones enlazadas",
        "findings-naming-an-organization": "hallazgos que nombran una organización",
        "findings-naming-a-place": "hallazgos que nombran un lugar",
        "programmes-with-an-implementer": "programas con ejecutor o socio conocido",
        "findings-without-theme": "hallazgos sin tema",
        "findings-without-text": "hallazgos sin descripción",
        "recommendations-without-response": "recomendaciones sin respuesta de la dirección",
        "evaluations-without-country": "evaluaciones sin país",
        "evaluations-without-findings": "evaluaciones sin hallazgos",
        "set_aside": "apartados",
        "Violation": "infracciones",
        "Warning": "advertencias",
        "Info": "observaciones",
        "none-unknown": "se conocen todas las siglas que aparecen dos veces",
        "records": "en {} registros",
    },
    "fr": {
        "classes": "Ce que contient le graphe",
        "languages": "Constats par langue",
        "countries": "Constats par pays couvert",
        "themes": "Constats par thème",
        "links": "Qualité des liens",
        "missing": "Ce qui manque",
        "quality": "Ce qu’a trouvé la dernière construction",
        "more": "… et {} de plus",
        "mentions-linked": "mentions liées",
        "findings-naming-an-organization": "constats citant une organisation",
        "findings-naming-a-place": "constats citant un lieu",
        "programmes-with-an-implementer": "programmes dont l’exécutant ou un partenaire est connu",
        "findings-without-theme": "constats sans thème",
        "findings-without-text": "constats sans description",
        "recommendations-without-response": "recommandations sans réponse de la direction",
        "evaluations-without-country": "évaluations sans pays",
        "evaluations-without-findings": "évaluations sans constat",
        "set_aside": "mis de côté",
        "Violation": "violations",
        "Warning": "avertissements",
        "Info": "remarques",
        "none-unknown": "tous les sigles qui figurent deux fois sont connus",
        "records": "dans {} fiches",
    },
}


@click.command("stats")
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option("--acronyms", is_flag=True, help="List the acronyms of the prose that no vocabulary knows.")
@lang_option
def stats_command(graph: Path, *, as_json: bool, acronyms: bool, lang: str) -> None:
    """Count what the graph holds, how well it is linked, and what is missing.

    --acronyms lists what stands twice or more in the prose and in no vocabulary, with the words that a
    record gives for it, so that it can be added to [lexicon] in kg.toml.

    \b
    kg stats --graph graph
    kg stats --lang fr --json
    kg stats --acronyms
    """
    from kg.knowledge_graph import KnowledgeGraph

    if acronyms:
        from kg.config import load_lexicon

        unknown = KnowledgeGraph.open(graph).unknown_acronyms(known=load_lexicon().policies)
        if as_json:
            click.echo(json.dumps([asdict(one) for one in unknown], ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_acronyms(unknown, _WORDS[lang])))
        return
    found = KnowledgeGraph.open(graph).statistics(language=lang)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_shown(found, _WORDS[lang])))


def _acronyms(unknown: Sequence[UnknownAcronym], words: dict[str, str]) -> Iterator[str]:
    if not unknown:
        yield words["none-unknown"]
    for one in unknown:
        meaning = f": {printable(one.meaning)}" if one.meaning else ""
        yield f"  {one.uses:>5,}  {printable(one.surface)} ({words['records'].format(one.records)}){meaning}"
        sentence = f"“{printable(one.example)}”"
        yield textwrap.fill(sentence, _WIDTH, initial_indent=" " * 9, subsequent_indent=" " * 9)


def _shown(found: Statistics, words: dict[str, str]) -> Iterator[str]:
    for section in found.sections:
        if section.figures:
            yield from _section(section, words)
            yield ""
    yield words["quality"]
    for key, count in found.quality.items():
        yield f"  {count:>9,}  {words[key]}"


def _section(section: Section, words: dict[str, str]) -> Iterator[str]:
    yield words[section.name]
    for figure in section.figures[:_SHOWN]:
        yield _line(figure, words)
    if len(section.figures) > _SHOWN:
        yield f"  {'':>9}  " + words["more"].format(len(section.figures) - _SHOWN)


def _line(figure: Figure, words: dict[str, str]) -> str:
    percent = 100 * figure.count // figure.of if figure.of else 0  # rounded down: 100 % is all of them
    share = f" ({percent} % · {figure.of:,})" if figure.of else ""
    return f"  {figure.count:>9,}  {printable(figure.label or words[figure.key])}{share}"
