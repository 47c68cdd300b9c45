"""The programmes as one HTML file: drawing, list, quotes, style and script inside, nothing from outside.

The page opens from disk. Its Content-Security-Policy allows its own script and
style by their hashes and nothing else, so no text of a record can run or load.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from kg.views.frames import narrow_frame, wide_frame
from kg.views.layout import lay_out
from kg.views.lettering import cut, plain
from kg.views.markup import element, number, outline, text
from kg.views.palette import BOX, MARKS, STROKES
from kg.views.payload import payload, script_json
from kg.views.scene import FONTS, Scene, paint, short_key
from kg.views.strings import LANGUAGES, strings
from kg.views.svg import count_line, headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.views.drawing import LineKind
    from kg.views.frames import Frame
    from kg.views.model import ProgrammeMap

_LIST_LIMIT: Final = 300
_LINE_KINDS: Final[tuple[LineKind, ...]] = ("covers", "carries-out", "involved", "about")


@cache
def _static(name: str) -> str:
    return files("kg.views").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return Template(files("kg.views").joinpath("templates", "programmes.html").read_text(encoding="utf-8"))


def _hash(content: str) -> str:
    """Return the hash by which a Content-Security-Policy names an inline script or style (CSP3, section 2.3.1)."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def to_html(programmes: ProgrammeMap) -> str:
    """Return the whole file, opened in the language of the map; a reader may switch to the others.

    The same map gives the same bytes.
    """
    language = programmes.language
    words = strings(language)
    ending = "" if programmes.cross_country_only else "_all"
    style, script = _static("programmes.css"), _static("programmes.js")
    fields = {
        "language": language,
        "title": text(words[f"title{ending}"]),
        "title_key": f"title{ending}",
        "subtitle": text(words[f"subtitle{ending}"]),
        "subtitle_key": f"subtitle{ending}",
        "counts": text(count_line(programmes, language)),
        "source": text(words["source"]),
        "source_address": text(words["source_address"]),
        "language_options": _language_options(language),
        "legend": _legend(programmes, words),
        "drawing": _drawing(programmes, words),
        "list": _list(programmes, words),
        "payload": script_json(payload(programmes)),
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
    }
    return _template().substitute({f"s_{key}": text(word) for key, word in words.items()}, **fields)


def _language_options(language: str) -> str:
    return "".join(
        element(
            "option", text(strings(one)["language_name"]), value=one, lang=one, selected="" if one == language else None
        )
        for one in LANGUAGES
    )


def _drawing(programmes: ProgrammeMap, words: Mapping[str, str]) -> str:
    """Return the drawing twice, for a screen and for a phone; the style shows the one that fits."""
    if not programmes.programmes:
        key = "empty" if programmes.cross_country_only else "empty_all"
        hint = element("p", text(words["empty_hint"]), data_s="empty_hint")
        return element("div", element("p", text(words[key]), data_s=key, class_="strong") + hint, class_="empty")
    count = len(programmes.programmes)
    return "\n".join(_live_svg(programmes, frame, words) for frame in (wide_frame(count), narrow_frame(count)))


def _live_svg(programmes: ProgrammeMap, frame: Frame, words: Mapping[str, str]) -> str:
    languages = (programmes.language, *(one for one in LANGUAGES if one != programmes.language))
    drawing = lay_out(programmes, headings(), frame=frame, languages=languages)
    scene = Scene(programmes=programmes, drawing=drawing, languages=languages, is_live=True)
    return element(
        "svg",
        paint(scene),
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing {frame.name}",
        viewBox=f"-2 -2 {number(drawing.width + 4)} {number(drawing.height + 4)}",
        role="application",
        aria_label=words["drawing_hint"],
        data_s_label="drawing_hint",
        font_family=FONTS,
    )


def _icon(content: str, width: int = 22, kind: str | None = None) -> str:
    view = f"0 -9 {width} 18"
    return element(
        "svg", content, class_="icon", data_icon=kind, viewBox=view, width=width, height=18, aria_hidden="true"
    )


def _mark_icon(kind: str, *, bars: int = 1) -> str:
    mark = MARKS[kind]
    is_box = kind == "programme"
    shape = element(
        "path",
        d=outline(mark.shape, 11, 0, 6.5),
        class_="box" if is_box else f"mark {kind}",
        fill=BOX if is_box else mark.fill,
        stroke=mark.outline,
        stroke_width=1.2,
    )
    for bar in range(bars if is_box else 0):
        shape += element("rect", x=3 + 4.5 * bar, y=-4.5, width=3, height=9, class_="bar", fill=mark.fill)
    return _icon(shape, kind=kind)


def _line_icon(kind: LineKind) -> str:
    stroke = STROKES[kind]
    line = element(
        "path",
        d="M1 0H31",
        class_=f"line {kind}",
        stroke=stroke.colour,
        stroke_width=stroke.width + 0.4,
        stroke_dasharray=stroke.dashes or None,
        stroke_linecap="round" if kind == "about" else None,
    )
    return _icon(line, 32)


def _entry(icon: str, key: str, word: str, count: int, **toggle: str) -> str:
    """Return a legend entry: a button when it toggles something, else plain text."""
    inside = icon + element("span", text(word), data_s=key) + " " + element("span", str(count), class_="count")
    if not toggle:
        return element("span", inside, class_="entry")
    pressed = "true" if "data_off" in toggle else "false"
    return element("button", inside, class_="entry", type="button", aria_pressed=pressed, **toggle)


def _legend(programmes: ProgrammeMap, words: Mapping[str, str]) -> str:
    counts = programmes.counts()
    shapes = [
        _entry(_mark_icon(kind), plural, words[plural], counts[plural], data_off=kind)
        for kind, plural in (
            ("programme", "programmes"),
            ("country", "countries"),
            ("organization", "organizations"),
            ("theme", "themes"),
        )
    ]
    shapes += [
        _entry(_mark_icon(kind), plural, words[plural], counts[plural])
        for kind, plural in (("evaluation", "evaluations"), ("finding", "findings"))
    ]
    lines = [
        _entry(_line_icon(kind), kind, words[kind], count, data_off=kind)
        for kind, count in _line_counts(programmes)
        if count
    ]
    only = [
        _entry(
            _mark_icon("programme", bars=2) if form == "joint" else "",
            f"only_{form}",
            words[f"only_{form}"],
            counts[form],
            data_only=form,
        )
        for form in ("joint", "regional")
        if 0 < counts[form] < counts["programmes"]
    ]
    rows = (shapes, lines, only)
    return "".join(element("div", "".join(row), class_="row") for row in rows if row)


def _line_counts(programmes: ProgrammeMap) -> Iterable[tuple[LineKind, int]]:
    """Count the lines of each kind, as drawn."""
    if not programmes.programmes:
        return ()
    drawing = lay_out(programmes, headings(), frame=wide_frame(len(programmes.programmes)))
    kinds = [line.kind for line in drawing.lines]
    return [(kind, kinds.count(kind)) for kind in _LINE_KINDS]


def _list(programmes: ProgrammeMap, words: Mapping[str, str]) -> str:
    """Return the drawing's twin: the same things as buttons, grouped by class and sorted by name."""
    language = programmes.language
    named = [
        ("programme", "programmes", [(one.iri, one.title, one.title_language) for one in programmes.programmes]),
        ("country", "countries", [(one.iri, one.name(language), "") for one in programmes.countries]),
        ("organization", "organizations", [(one.iri, one.full(language), "") for one in programmes.organizations]),
        ("theme", "themes", [(one.iri, one.name(language), "") for one in programmes.themes]),
    ]
    return "".join(_group(programmes, kind, plural, words[plural], rows) for kind, plural, rows in named if rows)


def _group(programmes: ProgrammeMap, kind: str, plural: str, word: str, rows: list[tuple[str, str, str]]) -> str:
    items = "".join(
        element(
            "li",
            element(
                "button",
                element("bdi", text(cut(plain(name), 1, _LIST_LIMIT)), lang=spoken or None),
                type="button",
                data_key=short_key(iri, programmes.base),
            ),
        )
        for iri, name, spoken in sorted(rows, key=lambda row: (row[1].casefold(), row[0]))
    )
    head = element(
        "h2",
        _mark_icon(kind)
        + element("span", text(word), data_s=plural)
        + " "
        + element("span", str(len(rows)), class_="count"),
    )
    return element("section", head + element("ul", items), class_="group", data_group=kind)
