"""Reports that the tests of the letter share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.terms import literal
from kg.validation.context import Context, Thing
from kg.validation.model import Place, Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.validation.model import Severity

BASE = "https://kg.example/id/"
MESSAGES = {
    "en": "The page's title is cut short. Write it in 'eval_title'.",
    "es": "El título está cortado. Escríbalo en 'eval_title'.",
    "fr": "Le titre est coupé : écrivez-le dans 'eval_title'.",
}


def lesson(number: int | str, title: str = "Inserción laboral - Evaluación final") -> Context:
    """Return a lesson with its page."""
    thing = Thing(
        iri=f"{BASE}lesson/{number}",
        kind="lesson",
        name=str(number),
        pages=(f"https://webapps.ilo.org/ievaldiscovery/lessons/{number}",),
        title=title,
        language="es",
    )
    return Context(thing=thing, records=(thing,))


def result(  # noqa: PLR0913 -- what a result is made of
    context: Context,
    severity: Severity = "Violation",
    *,
    value: str | None = "Uno...",
    key: str = "eval_title",
    shape: str = "TitleShape",
    line: int = 0,
) -> Result:
    """Return a result about a lesson."""
    return Result(
        focus_node=context.thing.iri,
        path="https://kg.example/def#title",
        value=None if value is None else literal(value, "es"),
        component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        severity=severity,
        shape=f"https://kg.example/def#{shape}",
        messages=MESSAGES,
        names={"en": f"Whole title ({shape})", "es": "Título completo", "fr": "Titre complet"},
        key=key,
        places=(Place(file="page.txt", line=line, record=context.thing.iri),) if line else (),
    )


def report_of(results: Iterable[Result]) -> Report:
    """Return a report."""
    return Report.in_order(results, 9)


def by_thing(*found: Context) -> dict[str, Context]:
    """Return contexts by IRI."""
    return {context.thing.iri: context for context in found}
