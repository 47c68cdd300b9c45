"""Signs in the text of what an organization does in a programme: implements, funds, takes part, commissions, uses.

Precision comes first. A cue counts only with the organizations directly beside it, in the enumeration that follows or
precedes it in the same sentence, and not when the sentence denies it, wishes it or puts it in the future.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, cast, get_args

import ahocorasick_rs

from kg.errors import LinkingError
from kg.linking.hedges import is_hedged
from kg.linking.model import Role, RoleEvidence
from kg.linking.tables import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.linking.model import Mention
    from kg.linking.scene import FieldScene

ROLES: Final = FOLDER / "roles.tsv"
USERS_FIELD: Final = "comments"
"""The box of target users; whoever is named there is one."""

_COLUMNS: Final = ("role", "side", "language", "hints", "cue", "confidence")
_AS_USER: Final = 0.8
_REACH: Final = 240
_LINKER: Final = re.compile(
    r"(?: |,|/|-|\(|\)|\"|'|&"
    r"|\b(?:el|la|los|las|del|de|y|e|o|u|asi como|tambien"
    r"|the|and|or|as well as|of|both|its"
    r"|le|les|l|du|des|d|et|ou|ainsi que"
    r"|a|os|as|do|da|dos|das|bem como)\b"
    r"|\b(?:agencias?|agencies|agency|agences?|organismos?|organizacion|organizaciones|organi[sz]ations?"
    r"|organizacoes|entidades|socios|partners?|partenaires?|donante|donor|sister|lead|lider|oficina|office|bureau"
    r"|gobiernos?|governments?|gouvernements?|governos?|un|onu|sistema|system|naciones unidas|united nations"
    r"|nations unies|nacoes unidas|social partners|interlocutores sociales|partenaires sociaux"
    r"|(?:ministr(?:y|ies)|ministerios?|ministeres?)(?: (?:of|de|du|do) (?:labour|labor|trabajo|travail|trabalho))?"
    r"|municipalidad(?:es)?|municipalit(?:y|ies|es?))\b"
    r"|\b\d{4}\b)+"
)
_PROGRAMME: Final = re.compile(
    r"\b(?:programas?|proyectos?|programmes?|programs?|projects?|projets?|projetos?|intervenci\w+|interventions?|iniciativas?|"
    r"initiatives?|fases?|phases?|components?|componentes?|composantes?)\b"
)
_WEAK: Final = 0.75
"""A cue as weak as this speaks of any piece of work, so its sentence must name a programme."""

_PROPER: Final = re.compile(
    r"[A-ZÀ-Ý][\w.'&-]*(?: (?:(?:de|del|of|for|du|des|da|do|and|y|et|e|the|la|las|los|le|les) )*[A-ZÀ-Ý][\w.'&-]*)*"
)
_NOT_THE_BODY: Final = re.compile(
    r"'s?\b|'s |[' ]+(?:constituents?|mandantes?|mandants|member states|members|staff|experts?|conventions?|"
    r"convenios?|standards?|recommendation|guidelines|tools|manual|methodology|curricula|norms?|trainers)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of ``roles.tsv``.

    Attributes
    ----------
    role
        What it says.
    follows
        The organizations follow it; else they stand before it.
    hints
        One of these stands in every text that holds the cue.
    pattern
        Seen on the text without case and accents.
    confidence
        Of the role.
    line
        Of the table.
    """

    role: Role
    follows: bool
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    confidence: float
    line: int


class _Cues:
    """The cues of one language, and those of them that a text can hold at all."""

    def __init__(self, cues: list[Cue]) -> None:
        owners: dict[str, list[int]] = {}
        for index, cue in enumerate(cues):
            for hint in cue.hints:
                owners.setdefault(hint, []).append(index)
        self._cues = cues
        self._owners = list(owners.values())
        self._hints = ahocorasick_rs.AhoCorasick(list(owners))

    def hinted(self, loose: str) -> list[Cue]:
        """Return the cues of which a hint stands in the text, in the order of the table."""
        found = {hint for hint, _, _ in self._hints.find_matches_as_indexes(loose, overlapping=True)}
        return [self._cues[index] for index in sorted({index for hint in found for index in self._owners[hint]})]


class RoleReader:
    """Reads roles from the mentions of a field.

    Parameters
    ----------
    groups
        Paths of organizations that are groups of bodies; they never have a role.
    file
        Table of cues.

    Raises
    ------
    LinkingError
        If the table cannot be used.
    """

    def __init__(self, groups: frozenset[str], file: Path = ROLES) -> None:
        self._groups = groups
        cues: dict[str, list[Cue]] = {}
        for row in read_table(file, _COLUMNS):
            if row["role"] not in get_args(Role) or row["side"] not in ("after", "before"):
                raise LinkingError("the role or the side is unknown", row.at, "sides are after and before")
            try:
                pattern = re.compile(
                    row["cue"] if row["cue"].startswith((",", "(?<=")) else rf"(?<!\w)(?:{row['cue']})"
                )
                confidence = float(row["confidence"])
            except (re.error, ValueError) as error:
                raise LinkingError(f"the cue cannot be used: {error}", row.at) from error
            cue = Cue(
                cast("Role", row["role"]),
                row["side"] == "after",
                tuple(row.several("hints")),
                pattern,
                confidence,
                row.at.line,
            )
            cues.setdefault(row["language"], []).append(cue)
        self._cues = {language: _Cues(of_language) for language, of_language in cues.items()}

    def read(self, scene: FieldScene, spans: Sequence[tuple[int, int, Mention]]) -> list[RoleEvidence]:
        """Return the roles that a field gives to the organizations it links.

        Parameters
        ----------
        scene
            The field.
        spans
            Its mentions, each with start and end in the folded text, ascending.
        """
        bodies = [span for span in spans if self._can_have_role(span[2])]
        if not bodies:
            return []
        found: dict[tuple[str, Role, int], RoleEvidence] = {}
        if scene.key == USERS_FIELD:
            for start, _, mention in bodies:
                _keep(found, start, _evidence(mention, "target-user", _AS_USER, "field:comments"))
        for start, cue, mention in self._cued(scene, spans):
            if self._can_have_role(mention):
                _keep(found, start, _evidence(mention, cue.role, cue.confidence, f"cue:{cue.line}"))
        return [evidence for _, evidence in sorted(found.items(), key=lambda item: (item[0][2], item[0][1]))]

    def _can_have_role(self, mention: Mention) -> bool:
        target = mention.target or ""
        return target.startswith("organization/") and target not in self._groups

    def _cued(self, scene: FieldScene, spans: Sequence[tuple[int, int, Mention]]) -> Iterator[tuple[int, Cue, Mention]]:
        text, loose = scene.folded.text, scene.folded.loose
        by_start = {start: (end, mention) for start, end, mention in spans}
        by_end = {end: (start, mention) for start, end, mention in spans}
        sentences = sorted({scene.sentence(start) for start, _, mention in spans if self._can_have_role(mention)})
        cues = self._cues[scene.language].hinted(loose) if scene.language in self._cues else []
        for (first, last), cue in product(sentences, cues):
            for match in cue.pattern.finditer(loose, first, last):
                if cue.confidence <= _WEAK and not _PROGRAMME.search(loose, first, last):
                    continue
                if _is_cut(loose, match.end()) or is_hedged(loose, scene.language, first, match.start()):
                    continue
                if cue.follows:
                    found = _following(text, loose, match.end(), min(last, match.end() + _REACH), by_start)
                else:
                    found = _preceding(loose, match.start(), max(first, match.start() - _REACH), by_end)
                yield from ((start, cue, mention) for start, mention in found)


def _is_cut(loose: str, end: int) -> bool:
    """Tell whether a cue ends inside a word (``por`` in ``porque``)."""
    return end < len(loose) and loose[end].isalnum() and loose[end - 1].isalnum()


def _following(
    text: str, loose: str, position: int, last: int, by_start: Mapping[int, tuple[int, Mention]]
) -> Iterator[tuple[int, Mention]]:
    """Yield the mentions of the enumeration that begins at `position`; other proper names in it are stepped over."""
    while position < last:
        if position in by_start:
            end, mention = by_start[position]
            other = _NOT_THE_BODY.match(loose, end)
            if other is None:
                yield position, mention
            elif other[0][0] == "'":
                return  # "the ILO's constituents and partners" lists no more bodies
            position = end if other is None else other.end()
            continue
        linker = _LINKER.match(loose, position, last)
        if linker is not None:
            position = _stop_at_mention(position + 1, linker.end(), by_start)
            continue
        proper = _PROPER.match(text, position, last)
        if proper is None:
            return
        position = _stop_at_mention(position + 1, proper.end(), by_start)


def _preceding(
    loose: str, position: int, first: int, by_end: Mapping[int, tuple[int, Mention]]
) -> Iterator[tuple[int, Mention]]:
    """Yield the mentions of the enumeration that ends at `position`."""
    while position > first:
        if position in by_end:
            start, mention = by_end[position]
            yield start, mention
            position = start
            continue
        ends = [end for end in by_end if end < position]
        if not ends or max(ends) <= first or _LINKER.fullmatch(loose, max(ends), position) is None:
            return
        position = max(ends)


def _stop_at_mention(position: int, end: int, by_start: Iterable[int]) -> int:
    """Return the first start of a mention from `position` to `end`, else `end`."""
    return min((start for start in by_start if position <= start < end), default=end)


def _evidence(mention: Mention, role: Role, confidence: float, method: str) -> RoleEvidence:
    assert mention.target is not None
    bounded = round(min(confidence, mention.confidence), 2)
    return RoleEvidence(target=mention.target, role=role, confidence=bounded, mention=mention, method=method)


def _keep(found: dict[tuple[str, Role, int], RoleEvidence], start: int, evidence: RoleEvidence) -> None:
    key = (evidence.target, evidence.role, start)
    if key not in found or found[key].confidence < evidence.confidence:
        found[key] = evidence
