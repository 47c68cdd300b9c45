"""A drawing of the programmes as one static SVG: real text, a legend, a source, and nothing from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.views.frames import wide_frame
from kg.views.layout import lay_out
from kg.views.lettering import plain, width, wrap
from kg.views.markup import element, number, outline, text
from kg.views.palette import BOX, INK, MARKS, PAPER, SOFT_INK, STROKES
from kg.views.rows import PAD
from kg.views.scene import FONTS, Scene, paint
from kg.views.strings import LANGUAGES, counted, strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.views.model import ProgrammeMap

MARGIN: Final = 24
_LEGEND_SIZE: Final = 12
_TITLE_SIZE: Final = 22
_DESCRIBED: Final = 60

Item = tuple[float, str]
"""A legend entry before it has a place: its width, and its markup as if it stood at the origin."""


def headings() -> Mapping[str, Mapping[str, str]]:
    """Return the headings of the panels by key and language, as `lay_out` takes them."""
    keys = ("organizations", "themes", "organizations_and_themes", "other_countries", "whole_region")
    return {key: {language: strings(language)[key] for language in LANGUAGES} for key in keys}


def count_line(programmes: ProgrammeMap, language: str) -> str:
    """Return how many of each are in the picture, as one line of text.

    A picture that leaves programmes out says so.
    """
    counts = programmes.counts()
    kinds = ("programmes", "countries", "organizations", "themes", "evaluations", "findings")
    line = " · ".join(counted(language, f"n_{kind}", counts[kind]) for kind in kinds)
    if programmes.total <= counts["programmes"]:
        return line
    drawn = strings(language)["drawn_of"].format(n=counts["programmes"], total=programmes.total)
    return f"{line} · {drawn}"


def description(programmes: ProgrammeMap) -> str:
    """Return the picture in words, for those who do not see it: what each programme joins."""
    language = programmes.language
    words = strings(language)
    names = {
        thing.iri: thing.name(language) for thing in (*programmes.countries, *programmes.regions, *programmes.themes)
    }
    names |= {organization.iri: organization.short(language) for organization in programmes.organizations}
    sentences = [count_line(programmes, language) + "."]
    for programme in programmes.programmes[:_DESCRIBED]:
        lists = (
            (words["countries"], programme.countries or programme.regions),
            (words["organizations"], tuple(one.organization for one in programme.involvements)),
            (words["themes"], programme.themes),
        )
        joined = "; ".join(
            f"{head}: {', '.join(names[iri] for iri in iris if iri in names)}" for head, iris in lists if iris
        )
        sentences.append(f"{plain(programme.title)} — {joined}.")
    return " ".join(sentences)


def to_svg(programmes: ProgrammeMap) -> str:
    """Return the whole file, in the language of the map.

    The same map gives the same bytes. Colours stand in attributes, so office programs and printers show them.
    """
    language = programmes.language
    words = strings(language)
    drawing = lay_out(programmes, headings(), frame=wide_frame(len(programmes.programmes)))
    whole = drawing.width + 2 * MARGIN
    title = words["title" if programmes.cross_country_only else "title_all"]
    head, y = _head(programmes, title, drawing.width)
    legend, y = _legend(programmes, y, drawing.width)
    body = _body(programmes, Scene(programmes=programmes, drawing=drawing, languages=(language,)), y)
    y += max(drawing.height, 60) + 34
    foot = element("text", text(words["source"]), x=MARGIN, y=y, fill=SOFT_INK, font_size=11)
    height = y + MARGIN - 6
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element(
            "svg",
            element("title", text(title), id="kg-title")
            + element("desc", text(description(programmes)), id="kg-desc")
            + element("rect", width=whole, height=height, fill=PAPER)
            + head
            + legend
            + body
            + foot,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(whole)} {number(height)}",
            width=whole,
            height=height,
            role="img",
            aria_labelledby="kg-title kg-desc",
            lang=language,
            font_family=FONTS,
        )
        + "\n"
    )


def _body(programmes: ProgrammeMap, scene: Scene, y: float) -> str:
    words = strings(programmes.language)
    if not programmes.programmes:
        sentence = words["empty" if programmes.cross_country_only else "empty_all"]
        return element("text", text(sentence), x=MARGIN, y=y + 30, fill=INK, font_size=14)
    return element("g", paint(scene), transform=f"translate({MARGIN} {number(y)})")


def _head(programmes: ProgrammeMap, title: str, room: float) -> tuple[str, float]:
    words = strings(programmes.language)
    parts = [element("text", text(title), x=MARGIN, y=MARGIN + 18, fill=INK, font_size=_TITLE_SIZE, font_weight="700")]
    y = MARGIN + 40.0
    for key, size, fill in (("subtitle", 13, SOFT_INK), ("", 13, INK)):
        name = key if programmes.cross_country_only else f"{key}_all"
        sentence = words[name] if key else count_line(programmes, programmes.language)
        for line in wrap(sentence, size, room, lines=2):
            parts.append(element("text", text(line), x=MARGIN, y=y, fill=fill, font_size=size))
            y += size * 1.4
        y += 2
    return "".join(parts), y


def _legend(programmes: ProgrammeMap, y: float, room: float) -> tuple[str, float]:
    """Return the legend as rows that flow, and where they end."""
    words, counts = strings(programmes.language), programmes.counts()
    shapes = [("programme", "programmes"), ("country", "countries"), ("organization", "organizations")]
    shapes += [("theme", "themes"), ("evaluation", "evaluations"), ("finding", "findings")]
    marks = [_mark_item(kind, words[plural]) for kind, plural in shapes]
    if counts["joint"]:
        marks.insert(1, _joint_item(words["joint"]))
    if any(programme.regional for programme in programmes.programmes):
        marks.append(_mark_item("region", words["whole_region"]))
    used = {involvement.carries_out for one in programmes.programmes for involvement in one.involvements}
    kinds = ["covers", *(["carries-out"] if True in used else []), *(["involved"] if False in used else [])]
    kinds += ["about"] if programmes.themes else []
    strokes = [_line_item(kind, words[kind]) for kind in kinds]
    parts: list[str] = []
    for row in (marks, strokes):
        markup, y = _flow(row, y + 6, room)
        parts.append(markup)
    return "".join(parts), y + 16


def _flow(items: Iterable[Item], y: float, room: float) -> tuple[str, float]:
    x, parts = 0.0, []
    for item_width, markup in items:
        if x and x + item_width > room:
            x, y = 0.0, y + 20
        parts.append(element("g", markup, transform=f"translate({number(MARGIN + x)} {number(y + 8)})"))
        x += item_width + 2 * PAD
    return "".join(parts), y + 18


def _words_at(x: float, words: str) -> str:
    return element("text", text(words), x=x, y=_LEGEND_SIZE * 0.35, fill=INK, font_size=_LEGEND_SIZE)


def _mark_item(kind: str, words: str) -> Item:
    mark = MARKS[kind]
    fill = BOX if kind == "programme" else mark.fill
    x = 9 if kind == "programme" else 6
    shape = element("path", d=outline(mark.shape, x, 0, 6), fill=fill, stroke=mark.outline, stroke_width=1.2)
    if kind == "programme":
        shape += element("rect", x=2, y=-4, width=3, height=8, fill=mark.fill)
    return 2 * x + 6 + width(words, _LEGEND_SIZE), shape + _words_at(2 * x + 5, words)


def _joint_item(words: str) -> Item:
    _, shape = _mark_item("programme", "")
    shape += element("rect", x=6.5, y=-4, width=3, height=8, fill=MARKS["programme"].fill)
    return 24 + width(words, _LEGEND_SIZE), shape + _words_at(23, words)


def _line_item(kind: str, words: str) -> Item:
    stroke = STROKES[kind]
    line = element(
        "path",
        d="M0 0H30",
        stroke=stroke.colour,
        stroke_width=stroke.width + 0.4,
        stroke_dasharray=stroke.dashes or None,
        stroke_linecap="round" if kind == "about" else None,
    )
    return 36 + width(words, _LEGEND_SIZE), line + _words_at(36, words)
