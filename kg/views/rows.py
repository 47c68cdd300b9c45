"""Boxes, rows and panels of a drawing, their size reckoned from their text and their place still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.views.drawing import Node
from kg.views.lettering import balance, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.views.drawing import Lines, NodeKind
    from kg.views.frames import Frame
    from kg.views.model import Programme, ProgrammeMap

PAD: Final = 10
BOX_INSET: Final = 21
NOTE_ROOM: Final = 70
LEADING: Final = 1.28
FEW_ORGANIZATIONS: Final = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A panel before it is placed: its heading, and its rows from top to bottom."""

    key: str
    heading: Mapping[str, Lines]
    rows: tuple[Node, ...]
    head: float

    @property
    def rows_height(self) -> float:
        """The height of all rows, packed."""
        return sum(row.height for row in self.rows)

    @property
    def height(self) -> float:
        """The height of the panel, its rows packed."""
        return self.head + self.rows_height + PAD


class RowMaker:
    """Makes the nodes and panels of one drawing, their size reckoned and their place still open."""

    def __init__(
        self,
        programmes: ProgrammeMap,
        headings: Mapping[str, Mapping[str, str]],
        frame: Frame,
        languages: Sequence[str],
    ) -> None:
        self.headings, self.frame, self.languages = headings, frame, languages
        self.programmes = {one.iri: one for one in programmes.programmes}
        self.countries = {one.iri: one for one in programmes.countries}
        self.regions = {one.iri: one for one in programmes.regions}
        self.organizations = {one.iri: one for one in programmes.organizations}
        self.themes = {one.iri: one for one in programmes.themes}
        self.full_names = frame.has_full_names and len(self.organizations) <= FEW_ORGANIZATIONS

    def _each(
        self, text: Callable[[str], str], size: float, room: float, lines: int, *, bold: bool = False
    ) -> dict[str, Lines]:
        return {
            language: balance(plain(text(language)), size, room, lines=lines, bold=bold) for language in self.languages
        }

    def _row(
        self, iri: str, kind: NodeKind, text: Callable[[str], str], small: Callable[[str], str] | None = None
    ) -> Node:
        frame = self.frame
        column = frame.side if kind in ("country", "region") else frame.tail
        room = column - 2 * frame.pad - 2 * frame.mark - 6
        lines = self._each(text, frame.label, room, 3)
        notes = self._each(small, frame.note - 0.5, room, 2) if small else {}
        count = max(map(len, lines.values()))
        extra = max(map(len, notes.values()), default=0)
        height = (
            max(count * frame.label * 1.25 + extra * frame.note * 1.2, 2 * frame.mark) + frame.label * frame.row_pad
        )
        return Node(iri=iri, kind=kind, x=0, y=0, width=column, height=height, lines=lines, small=notes)

    def _box(self, programme: Programme) -> Node:
        frame = self.frame
        room = frame.box - BOX_INSET - PAD - (0 if frame.has_note_below else NOTE_ROOM)
        lines = self._each(lambda _: programme.title, frame.title, room, frame.title_lines, bold=True)
        height = max(map(len, lines.values())) * frame.title * LEADING
        height += frame.note * 1.7 + 2 * PAD if frame.has_note_below else 12
        return Node(
            iri=programme.iri, kind="programme", x=0, y=0, width=frame.box, height=height, lines=lines, small={}
        )

    def node(self, iri: str) -> Node:
        """Return the node of a thing."""
        if iri in self.programmes:
            return self._box(self.programmes[iri])
        if iri in self.countries:
            return self._row(iri, "country", self.countries[iri].name)
        if iri in self.regions:
            return self._row(iri, "region", lambda language: self.headings["whole_region"][language])
        if iri in self.themes:
            return self._row(iri, "theme", self.themes[iri].name)
        organization = self.organizations[iri]
        has_both = self.full_names and organization.short("en") != organization.name("en")
        return self._row(iri, "organization", organization.short, organization.name if has_both else None)

    def block(self, key: str, rows: Iterable[str], heading: Mapping[str, str]) -> Block:
        """Return a panel with its rows."""
        nodes = tuple(map(self.node, rows))
        column = nodes[0].width
        lines = self._each(heading.__getitem__, self.frame.note, column - 2 * self.frame.pad, 3, bold=True)
        head = PAD + max(map(len, lines.values())) * self.frame.note * 1.25 + 4
        return Block(key, lines, nodes, head)

    def region_block(self, iri: str, rows: Iterable[str]) -> Block:
        """Return the panel of a region."""
        region = self.regions.get(iri)
        names = (
            {language: region.name(language) for language in self.languages}
            if region
            else self.headings["other_countries"]
        )
        return self.block(iri, rows, names)
