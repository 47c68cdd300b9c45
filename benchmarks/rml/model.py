"""The tables of a record's statements, and which column becomes which triple: one list for every engine.

Prose, codes and classes come from `kg.mapping.properties`, the table that `kg` itself maps by; what is fixed in
`kg.mapping.statements` stands here once more, as data. Round-trip nodes (`ev:SourceField`) are no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kg.mapping.properties import CLASS_OF_KIND, CODES, PROSE
from kg.vocabulary import DEFAULT_BASE, PREFIXES, Ev, EvClass

Form = Literal["template", "iri", "text", "language", "english", "date", "constant"]
"""How a column's value becomes an object: filled into an IRI, an IRI as it stands, a string, a string with the
language of column ``language``, one in English, a day; a constant takes no column."""

EV: Final = f"{DEFAULT_BASE}def#"
THING: Final = f"{DEFAULT_BASE}id/"


@dataclass(frozen=True, slots=True)
class Property:
    """A predicate and where its object comes from: a column, a template of columns, or a constant IRI."""

    predicate: str
    form: Form
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that all become triples in the same way.

    Attributes
    ----------
    name
        Of the file, without its ending.
    columns
        In their order. A row has a value in each of them.
    subject
        A template of columns, or ``{column}`` alone for an IRI that stands in a column.
    classes
        IRIs of the subject's classes.
    properties
        What is said of the subject.
    """

    name: str
    columns: tuple[str, ...]
    subject: str
    classes: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()


def tables() -> tuple[Table, ...]:
    """Return all tables."""
    return (*_EVALUATIONS, *_FINDINGS, *_PROSE, *_CODES, *_CONCEPTS)


_DCTERMS: Final = PREFIXES["dcterms"]
_SKOS: Final = PREFIXES["skos"]
_ORG: Final = PREFIXES["org"]
_EVALUATION: Final = THING + "evaluation/{evaluation}"
_FINDING: Final = THING + "{kind}/{number}"
_OF_FINDING: Final = ("kind", "number")

_EVALUATIONS: Final = (
    Table(
        "evaluations",
        ("evaluation",),
        _EVALUATION,
        (EV + EvClass.Evaluation,),
        (Property(EV + Ev.evaluationNumber, "text", "evaluation"),),
    ),
    Table(
        "titles",
        ("evaluation", "text", "language"),
        _EVALUATION,
        (),
        (Property(_DCTERMS + "title", "language", "text"),),
    ),
    Table(
        "countries",
        ("evaluation", "country"),
        _EVALUATION,
        (),
        (Property(EV + Ev.coversCountry, "template", THING + "country/{country}"),),
    ),
    Table(
        "regions",
        ("evaluation", "region"),
        _EVALUATION,
        (),
        (Property(EV + Ev.coversRegion, "template", THING + "region/{region}"),),
    ),
)
_FINDINGS: Final = (
    *(
        Table(
            f"{kind}s",
            ("number", "evaluation"),
            f"{THING}{kind}/{{number}}",
            (EV + class_,),
            (
                Property(_DCTERMS + "identifier", "text", "number"),
                Property(EV + Ev.findingOf, "template", _EVALUATION),
            ),
        )
        for kind, class_ in CLASS_OF_KIND.items()
        if kind != "evaluation"
    ),
    Table(
        "findings",
        ("evaluation", *_OF_FINDING),
        _EVALUATION,
        (),
        (Property(EV + Ev.hasFinding, "template", _FINDING),),
    ),
    Table(
        "pages",
        (*_OF_FINDING, "address"),
        _FINDING,
        (),
        (Property(PREFIXES["foaf"] + "isPrimaryTopicOf", "iri", "address"),),
    ),
    Table("themes", (*_OF_FINDING, "theme"), _FINDING, (), (Property(EV + Ev.hasTheme, "iri", "theme"),)),
    Table("dates", (*_OF_FINDING, "day"), _FINDING, (), (Property(EV + Ev.responseDate, "date", "day"),)),
    Table("admin_units", (*_OF_FINDING, "unit"), _FINDING, (), (Property(EV + Ev.adminUnit, "iri", "unit"),)),
)
_PROSE: Final = tuple(
    Table(key, (*_OF_FINDING, "text", "language"), _FINDING, (), (Property(EV + property_, "language", "text"),))
    for key, property_ in PROSE.items()
)
_CODES: Final = tuple(
    Table(
        key,
        (*_OF_FINDING, "code"),
        _FINDING,
        (),
        (Property(EV + property_, "template", f"{THING}code/{scheme}/{{code}}"),),
    )
    for key, (property_, scheme) in CODES.items()
)
_CONCEPTS: Final = (
    Table("categories", ("theme", "category"), "{theme}", (), (Property(EV + Ev.inCategory, "iri", "category"),)),
    *(
        Table(
            f"local_{name}",
            ("concept", "label"),
            "{concept}",
            (EV + class_, _SKOS + "Concept"),
            (
                Property(_SKOS + "prefLabel", "english", "label"),
                Property(_SKOS + "inScheme", "constant", f"{THING}scheme/local-{scheme}"),
            ),
        )
        for name, class_, scheme in (
            ("themes", EvClass.Theme, "theme"),
            ("categories", EvClass.ThemeCategory, "category"),
        )
    ),
    Table(
        "units",
        ("unit", "notation"),
        "{unit}",
        (_ORG + "OrganizationalUnit",),
        (
            Property(_SKOS + "notation", "text", "notation"),
            Property(_ORG + "unitOf", "constant", f"{THING}organization/ilo"),
        ),
    ),
)
