"""What the title of an evaluation says of the evaluation itself: timing, nature, scope, and whether it was cut.

A silent title is no denial: what it does not say stays open.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.linking.folding import fold
from kg.linking.model import TitleReading

if TYPE_CHECKING:
    from kg.linking.folding import Folded

_EVALUATION: Final = r"(?:evaluation|evaluacion|avaliacao|review|revision|revue|assessment)s?"
_QUALIFIER: Final = (
    r"(?:mid[- ]?term|midterm|interim|final|finale|finals|ex[- ]?post|independent|independiente|"
    r"independente|independante|internal|interna|interne|self|auto|joint|conjunta|conjointe|conjoint|cluster|clustered|agrupada|groupee|thematic|"
    r"tematica|thematique|external|externa|externe|intermedia|intermediaire|a mi-parcours|mi-parcours|de medio termino|"
    r"de mitad de periodo|a medio termino|de meio termo|project|del proyecto|du projet|high-level|and|y|et|e|&|the|of|"
    r"decentralized|descentralizada|decentralisee)"
)
_SUFFIX: Final = re.compile(
    rf"(?:(?:{_QUALIFIER}[ -]+)*{_EVALUATION}(?:[ -]+{_QUALIFIER}|[ -]+(?:report|informe|rapport))*"
    rf"|(?:auto-?evaluacion|auto-?evaluation|auto-?avaliacao|self-?evaluation)(?: {_QUALIFIER})*)"
    r"[ .]*(?:\([^()]{1,60}\)[ .]*)?"
)
_PREFIX: Final = re.compile(
    rf"(?:{_QUALIFIER}[ -]+)*{_EVALUATION}(?:[ -]+{_QUALIFIER})*[ ]+"
    r"(?:(?:of|de|del|des|du|da|do|de la|de l')[ ]*(?:the |el |la |los |las |ilo's |l'|le |les )?|: )"
)
_DASH: Final = re.compile(r" - |(?<=\S)- (?=[A-ZÀ-Ý])| -(?=[A-ZÀ-Ý])")
_CUT: Final = re.compile(r"\.{3}|…|\(\.\.\.\)")
_TIMING: Final = (
    (
        "midterm",
        re.compile(
            r"mid[- ]?term|mid[- ]point|\binterim\b|intermedia\b|intermediaire|mi-parcours|medio termino|"
            r"mitad de periodo|meio termo|meio percurso"
        ),
    ),
    ("ex-post", re.compile(r"ex[- ]?post")),
    ("final", re.compile(r"\bfinal(?:e|es|s)?\b")),
)
_NATURES: Final = (
    ("independent", re.compile(r"\bindepend(?:ent|iente|ente|ante)s?\b")),
    ("internal", re.compile(r"\bintern(?:al|a|e)\b")),
    ("self", re.compile(r"\bself[- ]?evaluation|\bauto-?(?:evaluacion|evaluation|avaliacao)")),
    ("joint", re.compile(r"\bjoint\b|\bconjunt[ao]\b|\bconjointe?\b")),
)
_SCOPES: Final = (
    ("cluster", re.compile(r"\bcluster(?:ed)?\b|\bagrupad[ao]s?\b|\bgroupees?\b")),
    (
        "country-programme",
        re.compile(
            r"decent work country programmes?|programas? de trabajo decente por pais|"
            r"programas? nacionales? de trabajo decente|programas? de trabalho decente por pais|"
            r"programmes? par pays (?:pour le|de|de promotion du) travail decent|"
            r"\bdwcps?\b|\bptdp\b|\bpptd\b"
        ),
    ),
    (
        "strategy",
        re.compile(
            r"\bstrateg(?:y|ies)\b|\bestrategias? de la oit|\bstrategies? de l'oit|policy outcome|"
            r"resultado en materia de politicas"
        ),
    ),
    ("thematic", re.compile(r"\bthematic\b|\btematica\b|\bthematique\b")),
    ("project", re.compile(r"\bproject evaluation|\bevaluacion (?:\w+ )*del proyecto|\bevaluation (?:\w+ )*du projet")),
)
_JOINT_PROGRAMME: Final = re.compile(
    r"\bjoint (?:un |united nations )?program(?:me)?\b|\bun joint program(?:me)?\b|"
    r"\bprograma conjunto\b|\bprogramme conjoint\b"
)
_SCOPES_OF_SUBJECT: Final = frozenset({"country-programme", "strategy"})
_BRACKET: Final = re.compile(rf" ?\(((?:{_QUALIFIER}[ -]+)*{_EVALUATION}(?:[ -]+{_QUALIFIER})*)\) *$")


@lru_cache(maxsize=1 << 12)
def read_title(title: str) -> TitleReading:
    """Read the title of an evaluation.

    The words for the type stand after the last dash, or before the project ("Independent evaluation of ..."). Only
    those words tell timing and nature, so that "final" in the name of a project says nothing.

    Examples
    --------
    >>> reading = read_title("Trabajo decente en Chile... - Evaluación final independiente")
    >>> reading.project, reading.truncated, reading.timing, reading.natures
    ('Trabajo decente en Chile...', True, 'final', ('independent',))
    """
    folded = fold(title)
    start, end, suffix, prefix = _parted(folded)
    kind = f"{prefix} {suffix}"
    project = folded.loose[start:end]
    return TitleReading(
        project=title[slice(*folded.to_value(start, end))] if start < end else "",
        truncated=_CUT.search(folded.text) is not None,
        timing=next((name for name, pattern in _TIMING if pattern.search(kind)), None),
        natures=tuple(name for name, pattern in _NATURES if pattern.search(kind)),
        scope=_scope(kind, project if prefix else ""),
        is_joint=_JOINT_PROGRAMME.search(project) is not None,
    )


def _parted(folded: Folded) -> tuple[int, int, str, str]:
    """Return where the project's part begins and ends, and the loosened words of type after and before it."""
    text, loose = folded.text, folded.loose
    start, end, suffix = 0, len(text), ""
    for dash in reversed(list(_DASH.finditer(text))):
        if _SUFFIX.fullmatch(loose, dash.end()):
            end, suffix = dash.start(), loose[dash.end() :]
            break
    else:
        bracket = _BRACKET.search(loose)
        if bracket is not None:
            end, suffix = bracket.start(), bracket[1]
        elif _SUFFIX.fullmatch(loose.strip()):
            suffix = loose
    opening = _PREFIX.match(loose, 0, end) if suffix is not loose else None
    if opening is not None:
        start = opening.end()
    while start < end and text[end - 1] in " -":
        end -= 1
    while start < end and text[start] in " -":
        start += 1
    return start, end, suffix, loose[: opening.end()] if opening else ""


def _scope(kind: str, opened: str) -> str | None:
    """Return the scope of the evaluation; after words such as "Evaluation of" the project's own name may say it."""
    for name, pattern in _SCOPES:
        if pattern.search(kind) or (name in _SCOPES_OF_SUBJECT and pattern.search(opened)):
            return name
    return None
