"""A programme's box: its bars, its title, and how many evaluations and findings it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.lettering import width
from kg.views.markup import element, outline
from kg.views.palette import BOX, INK, MARKS, SOFT_INK
from kg.views.pen import Pen, spoken
from kg.views.rows import BOX_INSET, LEADING, NOTE_ROOM, PAD
from kg.views.strings import counted, strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.views.drawing import Node
    from kg.views.frames import Frame
    from kg.views.model import Programme


def box(node: Node, programme: Programme, frame: Frame, languages: Sequence[str]) -> str:
    """Return the elements of a box; a joint programme has two bars."""
    left = node.x - node.width / 2
    lines = node.lines[languages[0]]
    step = frame.title * LEADING
    note_height = frame.note * 1.6 if frame.has_note_below else 0
    first = node.y - ((len(lines) - 1) * step + note_height) / 2
    pen = Pen(size=frame.title, fill=INK, class_="title", bold=True, step=LEADING)
    title = pen.write(lines, left + BOX_INSET, first)
    if not frame.has_note_below:
        return _case(node, bars=1 + programme.joint) + title + _counts(programme, frame, left + node.width, node.y)
    y = first + len(lines) * step + frame.note * 0.1
    notes = {language: _note(programme, frame, (left + BOX_INSET, y), language) for language in languages}
    return _case(node, bars=1 + programme.joint) + title + spoken(notes)


def _case(node: Node, *, bars: int) -> str:
    mark = MARKS["programme"]
    left, top = node.x - node.width / 2, node.y - node.height / 2
    size = {"width": node.width, "height": node.height}
    case = element("rect", x=left, y=top, **size, rx=6, class_="box", fill=BOX, stroke=mark.outline, stroke_width=1.2)
    for place in range(bars):
        bar = {"x": left + 3 + 6.5 * place, "y": top + 3, "width": 4.5, "height": node.height - 6}
        case += element("rect", **bar, rx=2, class_="bar", fill=mark.fill)
    return case


def _small_mark(kind: str, x: float, y: float) -> str:
    mark = MARKS[kind]
    path = outline(mark.shape, x, y, 3.6)
    return element("path", d=path, class_=f"mark {kind}", fill=mark.fill, stroke=mark.outline, stroke_width=1)


def _counts(programme: Programme, frame: Frame, right: float, y: float) -> str:
    """Return the counts at the right end of a box, as marks and numbers."""
    pen = Pen(size=frame.note, fill=SOFT_INK, class_="small")
    parts = []
    for offset, kind, count in (
        (8, "evaluation", len(programme.evaluations)),
        (40, "finding", len(programme.findings)),
    ):
        x = right - NOTE_ROOM + offset
        parts.append(_small_mark(kind, x, y) + pen.write((str(count),), x + 8, y))
    return "".join(parts)


def _note(programme: Programme, frame: Frame, start: tuple[float, float], language: str) -> str:
    """Return what stands beneath a title: marks with their counts, then the programme's form while there is room."""
    pen = Pen(size=frame.note, fill=SOFT_INK, class_="small")
    evaluations, findings = len(programme.evaluations), len(programme.findings)
    if frame.has_words:
        words = [counted(language, "n_evaluations", evaluations), counted(language, "n_findings", findings)]
        forms = [strings(language)[f"{form}_one"] for form in ("joint", "regional") if getattr(programme, form)]
    else:
        words, forms = [str(evaluations), str(findings)], []
    x, y = start
    room = frame.box - BOX_INSET - PAD
    parts, end = [], x
    for kind, word in zip(("evaluation", "finding"), words, strict=True):
        parts.append(_small_mark(kind, end + 4, y) + pen.write((word,), end + 13, y))
        end += 21 + width(word, pen.size)
    for form in forms:
        if end + width(f"· {form}", pen.size) <= x + room:
            parts.append(pen.write((f"· {form}",), end - 3, y))
            end += width(f"· {form} ", pen.size)
    return "".join(parts)
