"""What linking gives: mentions with their evidence, roles, languages, the reading of a title.

Offsets count code points of the value as it was read, so ``value[start:end] == surface`` always holds.
A target is the path of a reference entity, such as ``organization/iom``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["implementing", "partner", "donor", "target-user", "commissioning"]
"""How an organization takes part in a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reading that an ambiguous surface may have.

    Attributes
    ----------
    target
        Path of the organization.
    score
        In (0, 1), higher is likelier; the scores of one mention sum to less than 1.
    """

    target: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a field that names an entity, or may name one.

    Attributes
    ----------
    field
        The source's key: ``comments``, ``description``, ``eval_title`` ...
    start, end
        Code points of the value as read; ``value[start:end] == surface``.
    surface
        The words as they stand there.
    target
        Path of the entity; ``None`` when the surface is ambiguous and nothing decides.
    confidence
        In [0, 1); of an unlinked mention, the score of its best candidate.
    method
        The rule that spoke: ``lexicon:acronym``, ``lexicon:acronym+cue``, ``lexicon:acronym+damaged``,
        ``lexicon:name``, ``lexicon:city``, ``lexicon:country``, ``lexicon:group``, ``definition``,
        ``phrase:joint-programme`` or, unlinked, ``cue:none``; ``local:name`` and ``local:definition`` for bodies
        that no list holds; ``model:`` and the name and version of a trained pipeline.
    sentence_start, sentence_end
        Code points of the sentence around the mention, in the same value.
    candidates
        Of an unlinked mention, the organizations it may name, likeliest first.
    label
        What a trained model takes it for, such as ``ORG``; empty for what rules find.
    """

    field: str
    start: int
    end: int
    surface: str
    target: str | None
    confidence: float
    method: str
    sentence_start: int
    sentence_end: int
    candidates: tuple[Candidate, ...] = ()
    label: str = ""

    @property
    def key(self) -> str:
        """The source's key of the field, whichever of its values this is."""
        return self.field.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEvidence:
    """A sign in the text that an organization has a role in the programme.

    Attributes
    ----------
    target
        Path of the organization.
    role
        What it does there.
    confidence
        In [0, 1).
    mention
        The span that names the organization.
    method
        The rule: ``field:comments``, or ``cue:`` and the number of the cue's line in ``roles.tsv``.
    """

    target: str
    role: Role
    confidence: float
    mention: Mention
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLanguage:
    """The language of one prose field.

    Attributes
    ----------
    field
        The source's key.
    language
        ``es``, ``en``, ``fr`` or ``pt``; ``und`` for a field in another language.
    probability
        In [0, 1); of a field that takes the record's language, the share that this has there.
    """

    field: str
    language: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalBody:
    """A body that no list holds, as one record names it.

    Attributes
    ----------
    target
        ``organization/local/``, its country or ``x``, and its name.
    name, language
        Its name as the record first spells it, blanks closed up, and the language of that field.
    acronym
        The acronym that the record gives it, or empty.
    country
        ISO alpha-2 code, empty where it is not known.
    kind
        A code of the kinds of organizations, such as ``government-national``; empty where the name does not tell.
    """

    target: str
    name: str
    language: str
    acronym: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """All that linking says of one record.

    Attributes
    ----------
    language
        The language of most of its prose; ``und`` if all of it is in other languages.
    fields
        The language of each field, in the order given.
    mentions
        By field in the order given, then by start; they never overlap.
    roles
        Signs of roles, in the order of their mentions.
    local
        Mentions of unlisted bodies, where they were asked for; they may lie around mentions of places.
    bodies
        Those bodies, by target.
    suggested
        What trained models take for names and no rule has found, where they were asked for.
    """

    language: str
    fields: tuple[FieldLanguage, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[RoleEvidence, ...]
    local: tuple[Mention, ...] = ()
    bodies: tuple[LocalBody, ...] = ()
    suggested: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleReading:
    """What the title of an evaluation says besides naming the project.

    Attributes
    ----------
    project
        The title without the words for the type of evaluation.
    truncated
        The source cut the title short.
    timing
        ``midterm``, ``final`` or ``ex-post``; ``None`` when the title is silent.
    natures
        Of ``independent``, ``internal``, ``self``, ``joint``, those the title says, in this order.
    scope
        ``project``, ``cluster``, ``thematic``, ``strategy`` or ``country-programme``; ``None`` when silent.
    is_joint
        The project itself is a joint programme by its title.
    """

    project: str
    truncated: bool
    timing: str | None
    natures: tuple[str, ...]
    scope: str | None
    is_joint: bool
