"""The labelled prose: records of our own, marked by hand before the rules were tuned on them.

A record begins with ``= name languages [nfd] [COUNTRIES]``; each further line is ``field: prose``. In the prose,
``[OIM|o/iom]`` is a mention, ``[OIE|?]`` stays unlinked, ``[Ilo|-]`` is a trap: nothing may be linked there. A third
part tells the difficulty: ``d`` damaged, ``a`` ambiguous; traps are told by their target. ``\\n`` is a line feed.
The parts ``local-...`` label bodies that no list holds, by their country: ``[Ministerio de Trabajo|l/pe]``, ``l/x``
where nothing tells it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reference import Reference

Part: TypeAlias = Literal["tune", "report", "local-tune", "local-report"]
Difficulty: TypeAlias = Literal["plain", "damaged", "ambiguous", "trap"]

LOCAL: Final = "organization/local"
FOLDER: Final = Path(__file__).resolve().parent / "labelled"
_MARK: Final = re.compile(r"\[([^\]|]+)\|([^\]|]+)(?:\|([da]))?\]")
_DIFFICULTIES: Final[dict[str, Difficulty]] = {"": "plain", "d": "damaged", "a": "ambiguous"}
_PATHS: Final = {"o": "organization", "c": "country", "p": "place", "g": "group", "l": LOCAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says of a span.

    Attributes
    ----------
    field
        The key of the field.
    start, end
        Code points of the field's value.
    surface
        The words there.
    target
        Path of the entity; ``None`` when nothing may be linked there.
    difficulty
        ``plain``, ``damaged``, ``ambiguous`` or ``trap``.
    """

    field: str
    start: int
    end: int
    surface: str
    target: str | None
    difficulty: Difficulty


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRecord:
    """The fields of a record, its countries, the language of each field, and the labels."""

    name: str
    fields: dict[str, str]
    languages: dict[str, str]
    countries: frozenset[str]
    labels: tuple[Label, ...]


def load_labelled(part: Part, reference: Reference) -> list[LabelledRecord]:
    """Read one part of the labelled prose.

    Raises
    ------
    ValueError
        If a line is no record, a target is unknown, or an offset does not lead to its surface.
    """
    blocks = (FOLDER / f"{part}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    records = [_record(block.splitlines()) for block in blocks]
    for record in records:
        for label in record.labels:
            if record.fields[label.field][label.start : label.end] != label.surface:
                raise ValueError(f"{record.name}: no {label.surface!r} at {label.start} of {label.field}")
            if label.target and not label.target.startswith(LOCAL) and label.target not in reference.entities:
                raise ValueError(f"{record.name}: {label.target} is in no vocabulary")
    return records


def _record(lines: list[str]) -> LabelledRecord:
    sign, name, *words = lines[0].split()
    if sign != "=":
        raise ValueError(f"{lines[0]!r} begins no record")
    languages = [word for word in words if word in ("es", "en", "fr", "pt")]
    countries = frozenset(code for word in words if word.isupper() for code in word.split(","))
    fields: dict[str, str] = {}
    labels: list[Label] = []
    for line in lines[1:]:
        key, _, prose = line.partition(": ")
        if "nfd" in words:
            prose = unicodedata.normalize("NFD", prose)
        fields[key] = ""
        for text, mark in _pieces(prose.replace("\\n", "\n")):
            if mark is not None:
                labels.append(_label(key, len(fields[key]), mark))
            fields[key] += text
    return LabelledRecord(
        name=name,
        fields=fields,
        languages={key: languages[min(index, len(languages) - 1)] for index, key in enumerate(fields)},
        countries=countries,
        labels=tuple(labels),
    )


def _pieces(prose: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    done = 0
    for mark in _MARK.finditer(prose):
        yield prose[done : mark.start()], None
        yield mark.group(1), mark
        done = mark.end()
    yield prose[done:], None


def _label(field: str, start: int, mark: re.Match[str]) -> Label:
    surface, target, sign = mark.groups(default="")
    kind, _, key = target.partition("/")
    is_trap = target in ("-", "?")
    return Label(
        field=field,
        start=start,
        end=start + len(surface),
        surface=surface,
        target=None if is_trap else f"{_PATHS[kind]}/{key}",
        difficulty="ambiguous" if target == "?" else "trap" if is_trap else _DIFFICULTIES[sign],
    )
