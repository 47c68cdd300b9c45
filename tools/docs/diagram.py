"""The picture of the classes and of the properties between them: real text, drawn from a table of places.

``diagram.tsv`` says where a box stands and which points a line takes; the words come from the ontology, so the picture
speaks the language of its page and cannot name what the ontology does not have.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.views.markup import element, text
from tools.vocabularies import read_table

if TYPE_CHECKING:
    from tools.docs.model import Ontology

TABLE: Final = Path(__file__).with_name("diagram.tsv")
WIDTH, HEIGHT = 1420, 660
_HALF_WIDTH, _HALF_HEIGHT = 88, 28
_LINE: Final = 20
"""Letters of a line in a box."""

_ARROW: Final = (
    '<marker id="{id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto">'
    '<path class="{id}" d="M0 0L10 5L0 10Z"/></marker>'
)


def diagram(ontology: Ontology, language: str, title: str, description: str) -> str:
    """Return the picture as SVG for a page: boxes link to their terms.

    Raises
    ------
    ConfigError
        If the table names a class or property that the ontology lacks.
    """
    labels = {term.curie: term.labels[language] for term in (*ontology.classes, *ontology.properties)}
    labels |= {term.curie: term.labels[language] for term in ontology.borrowed}
    drawn: dict[str, list[str]] = {"below": [], "property": [], "class": []}
    for row in read_table(TABLE):
        name = row["name"] if ":" in row["name"] else f"ev:{row['name']}"
        if name not in labels:
            raise ConfigError(f"the diagram names {name}, which the ontology lacks", hint=f"mend {TABLE.name}")
        points = [tuple(float(each) for each in point.split(",")) for point in row["points"].split()]
        if row["sort"] == "class":
            drawn["class"].append(_box(name, labels[name], *points[0]))
        else:
            drawn[row["sort"]].append(_line(row["sort"], name, labels[name], points))
    body = (
        f"<title>{text(title)}</title><desc>{text(description)}</desc>"
        f"<defs>{_ARROW.format(id='arrow')}{_ARROW.format(id='hollow')}</defs>"
        + "".join(drawn["below"] + drawn["property"] + drawn["class"])
    )
    return (
        f'<svg class="diagram" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{text(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    )


def _box(name: str, label: str, x: float, y: float) -> str:
    lines = _folded(label)
    first = y + 5.5 - 9.5 * (len(lines) - 1)
    written = "".join(
        element("text", text(line), x=x, y=first + 19 * number, text_anchor="middle")
        for number, line in enumerate(lines)
    )
    outline = element(
        "rect", x=x - _HALF_WIDTH, y=y - _HALF_HEIGHT, width=2 * _HALF_WIDTH, height=2 * _HALF_HEIGHT, rx=9
    )
    return element("a", outline + written, href=f"#{name.removeprefix('ev:')}")


def _folded(label: str) -> list[str]:
    """Fold a label into two lines of about equal length, where it is too long for one."""
    if len(label) <= _LINE:
        return [label]
    words = label.split()
    cut = min(
        range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))), default=0
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])] if cut else [label]


def _line(sort: str, name: str, label: str, points: list[tuple[float, ...]]) -> str:
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    drawn = element("path", class_=sort, d=path, marker_end=f"url(#{'hollow' if sort == 'below' else 'arrow'})")
    if sort == "below":
        return drawn
    (ax, ay), (bx, by) = max(pairwise(points), key=lambda ends: _length(*ends))
    level = ay == by
    x, y = (ax + bx) / 2 + (0 if level else 8), (ay + by) / 2 + (-8 if level else 5)
    word = element("text", text(label), class_="edge", x=x, y=y, text_anchor="middle" if level else "start")
    return drawn + (element("a", word, href=f"#{name.removeprefix('ev:')}") if name.startswith("ev:") else word)


def _length(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
