"""The drawing itself as SVG elements: lines, panels, marks and labels.

The static file and the page share it. Colours stand in presentation
attributes, so that office programs show them; the page's style overrides them
by class.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.views.boxes import box
from kg.views.lettering import cut, plain
from kg.views.markup import element, outline, text
from kg.views.palette import INK, MARKS, PANEL, SOFT_INK, STROKES
from kg.views.pen import Pen, spoken
from kg.views.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.views.drawing import Drawing, Line, Node, Panel
    from kg.views.model import Programme, ProgrammeMap

FONTS: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Noto Sans, Segoe UI, sans-serif"
_SIDES: Final = {"country": "end", "region": "end", "organization": "start", "theme": "start"}
_FEW_LINES, _MANY_LINES = 60, 240
_TITLE_LIMIT: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is needed to write one drawing: the positions, the things, the languages of its labels.

    `is_live` adds what a script and a screen reader need: keys, roles, names.
    """

    programmes: ProgrammeMap
    drawing: Drawing
    languages: tuple[str, ...]
    is_live: bool = False

    def key(self, iri: str) -> str:
        """Return the short name of a thing in addresses of the page: its IRI without base and ``id/``."""
        return short_key(iri, self.programmes.base)


def short_key(iri: str, base: str) -> str:
    """Return an IRI without the base and ``id/`` it begins with.

    Examples
    --------
    >>> short_key("https://kg.example/id/country/CL", "https://kg.example/")
    'country/CL'
    """
    return iri.removeprefix(f"{base}id/")


def paint(scene: Scene) -> str:
    """Return the elements of a drawing, lines beneath, then panels, boxes and marks."""
    names = _names(scene.programmes)
    by_iri = {programme.iri: programme for programme in scene.programmes.programmes}
    panels = "".join(_panel(scene, panel) for panel in scene.drawing.panels)
    nodes = "".join(_node(scene, node, names, by_iri) for node in scene.drawing.nodes)
    return (
        element("g", panels, class_="panels")
        + element("g", "".join(_lines(scene)), class_="lines", fill="none")
        + element("g", nodes, class_="nodes")
    )


def _names(programmes: ProgrammeMap) -> Mapping[str, Mapping[str, str]]:
    """Return the full name of every thing, by language."""
    languages = ("en", "es", "fr")
    things = (*programmes.countries, *programmes.organizations, *programmes.themes, *programmes.regions)
    named = {thing.iri: {language: thing.name(language) for language in languages} for thing in things}
    for programme in programmes.programmes:
        named[programme.iri] = dict.fromkeys(languages, programme.title)
    return named


def _panel(scene: Scene, panel: Panel) -> str:
    frame = scene.drawing.frame
    is_left = panel.x == 0
    shade = element(
        "rect", x=panel.x, y=panel.y, width=panel.width, height=panel.height, rx=8, class_="panel", fill=PANEL
    )
    x = panel.x + (panel.width - frame.pad if is_left else frame.pad)
    anchor = "end" if is_left else "start"
    pen = Pen(size=frame.note, fill=SOFT_INK, class_="heading", anchor=anchor, bold=True)
    words = {
        language: pen.write(lines, x, panel.y + 10 + frame.note * 0.55) for language, lines in panel.heading.items()
    }
    return element("g", shade + spoken(words), data_panel=scene.key(panel.key) if scene.is_live else None)


def _lines(scene: Scene) -> Iterable[str]:
    """Return the lines, fainter the more there are, and faintest to a mark that nearly every programme joins."""
    lines = scene.drawing.lines
    degree = Counter(line.other for line in lines)
    crowd = max(8, len(scene.programmes.programmes) // 2)
    usual = 0.75 if len(lines) <= _FEW_LINES else 0.55 if len(lines) <= _MANY_LINES else 0.35
    for line in lines:
        yield _line(scene, line, usual * (0.5 if degree[line.other] > crowd else 1))


def _line(scene: Scene, line: Line, opacity: float) -> str:
    stroke = STROKES[line.kind]
    bend = (line.x2 - line.x1) * 0.48
    start, end = f"{line.x1:.1f} {line.y1:.1f}", f"{line.x2:.1f} {line.y2:.1f}"
    return element(
        "path",
        d=f"M{start}C{line.x1 + bend:.1f} {line.y1:.1f} {line.x2 - bend:.1f} {line.y2:.1f} {end}",
        class_=f"line {line.kind}",
        stroke=stroke.colour,
        stroke_width=stroke.width,
        stroke_dasharray=stroke.dashes or None,
        stroke_linecap="round" if line.kind == "about" else None,
        stroke_opacity=f"{opacity:.2f}",
        data_a=scene.key(line.programme) if scene.is_live else None,
        data_b=scene.key(line.other) if scene.is_live else None,
    )


def _node(scene: Scene, node: Node, names: Mapping[str, Mapping[str, str]], by_iri: Mapping[str, Programme]) -> str:
    language = scene.languages[0]
    name = plain(names[node.iri][language])
    if node.kind == "region":
        name = f"{name} ({strings(language)['whole_region']})"
    inside = _inside(scene, node, by_iri)
    hint = element("title", text(cut(name, 1, _TITLE_LIMIT)))
    if not scene.is_live:
        return element("g", hint + inside)
    return element(
        "g",
        hint + inside,
        class_=f"node {node.kind}",
        data_key=scene.key(node.iri),
        role="button",
        tabindex="-1",
        aria_label=f"{strings(language)[node.kind]}: {name}",
    )


def _inside(scene: Scene, node: Node, by_iri: Mapping[str, Programme]) -> str:
    if node.kind == "programme":
        return box(node, by_iri[node.iri], scene.drawing.frame, scene.languages)
    return _mark(scene, node)


def _mark(scene: Scene, node: Node) -> str:
    frame, mark = scene.drawing.frame, MARKS[node.kind]
    is_left = _SIDES[node.kind] == "end"
    x = node.x - frame.mark - 6 if is_left else node.x + frame.mark + 6
    target = ""
    if scene.is_live:  # the whole row takes the pointer
        inset = frame.mark + frame.pad
        left = node.x + inset - node.width if is_left else node.x - inset
        target = element(
            "rect",
            x=left + 3,
            y=node.y - node.height / 2,
            width=node.width - 6,
            height=node.height,
            rx=5,
            class_="row",
            fill="none",
        )
    shape = element(
        "path",
        d=outline(mark.shape, node.x, node.y, frame.mark),
        class_=f"mark {node.kind}",
        fill=mark.fill,
        stroke=mark.outline,
        stroke_width=1.2,
    )
    return target + shape + spoken({language: _label(scene, node, x, language) for language in scene.languages})


def _label(scene: Scene, node: Node, x: float, language: str) -> str:
    frame = scene.drawing.frame
    lines, small = node.lines[language], node.small.get(language, ())
    tall = (len(lines) - 1) * frame.label * 1.25 + len(small) * frame.note * 1.2
    top = node.y - tall / 2
    pen = Pen(size=frame.label, fill=INK, class_="label", anchor=_SIDES[node.kind], bold=bool(small))
    label = pen.write(lines, x, top)
    if not small:
        return label
    y = top + len(lines) * frame.label * 1.25 - 1
    return label + Pen(size=frame.note - 0.5, fill=SOFT_INK, class_="small", step=1.2).write(small, x, y)
