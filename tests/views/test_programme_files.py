"""The two files: self-contained, the same every time, and deaf to hostile text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme_samples import sample_map, sample_store

from kg.errors import ExportError
from kg.terms import Names
from kg.views.collect import collect_programmes
from kg.views.html import to_html
from kg.views.payload import script_json
from kg.views.programmes import draw_programmes
from kg.views.svg import to_svg

if TYPE_CHECKING:
    from kg.views.model import ProgrammeMap

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """Return the root of an SVG, which is sound XML then."""
    return ET.fromstring(svg)  # noqa: S314 -- our own output


def hostile_map(title: str) -> ProgrammeMap:
    """Return a map whose programme, country and theme all go by `title`."""
    plain = sample_map(1)
    return replace(
        plain,
        programmes=tuple(replace(one, titles=((title, "en"),)) for one in plain.programmes),
        countries=tuple(replace(one, label=title) for one in plain.countries),
        themes=tuple(replace(one, label=title, labels={}) for one in plain.themes),
    )


def test_the_page_holds_what_the_records_say(tmp_path: Path) -> None:
    """Countries, organizations, quotes and the address of the record are in the file."""
    draw_programmes(sample_store(), Names(), to=tmp_path / "programmes.html")

    page = (tmp_path / "programmes.html").read_text(encoding="utf-8")
    for words in ("Chile", "Mexico", "IOM", "UNHCR", "el 76%", "https://webapps.ilo.org/ievaldiscovery/lessons/242853"):
        assert words in page


def test_the_picture_is_an_svg_with_title_description_and_source(tmp_path: Path) -> None:
    """A screen reader and a reader of the report both learn what it shows and where it is from."""
    draw_programmes(sample_store(), Names(), to=tmp_path / "programmes.svg", language="es")

    root = parsed((tmp_path / "programmes.svg").read_text(encoding="utf-8"))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == "Programas en varios países"
    assert "OIM" in (root.findtext(f"{SVG}desc") or "")
    assert "Registros: OIT, i-eval Discovery" in texts
    assert "México" in texts
    assert any("3 programas" in (text or "") for text in texts)


@pytest.mark.parametrize("write", [to_html, to_svg])
def test_the_same_graph_gives_the_same_bytes(write: type[str]) -> None:
    """The order in which a graph was filled leaves no trace."""
    one = collect_programmes(sample_store(), Names())
    other = collect_programmes(sample_store(is_reversed=True), Names())

    assert write(one) == write(other)


def test_another_hash_seed_gives_the_same_bytes() -> None:
    """No set is written in the order of its hashes."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from programme_samples import sample_map\n"
        "from hashlib import sha256; from kg.views.html import to_html; from kg.views.svg import to_svg\n"
        "print(sha256((to_html(sample_map(20)) + to_svg(sample_map(20))).encode()).hexdigest())"
    )
    folder = str(Path(__file__).parent)

    hashes = {
        subprocess.run(
            [sys.executable, "-c", program, folder], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert len(hashes) == 1


def test_nothing_is_loaded_from_outside() -> None:
    """The page has no element, style or address that a browser would fetch."""
    page = to_html(sample_map(15))
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)

    assert not re.search(r"<(img|iframe|link|object|embed|audio|video|source|image|use|base|form)\b", markup)
    assert not re.search(r"\bsrc=|@import|url\(|xlink:|srcset", page)
    assert "style=" not in markup


def test_the_policy_names_the_script_and_the_style_by_their_hashes() -> None:
    """A browser runs what we wrote and nothing that a record brought."""
    page = to_html(sample_map(1))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    parts = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))

    for directive, element in (("script-src", "script"), ("style-src", "style")):
        content = re.search(rf"<{element}>(.*?)</{element}>", page, flags=re.DOTALL)
        assert content
        digest = b64encode(sha256(content[1].encode()).digest()).decode()
        assert parts[directive] == f"'sha256-{digest}'"
    assert parts["default-src"] == "'none'"


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]> --> <!-- $title ${payload} {{ title }}",
        "javascript:alert(1)",
        "x" * 10_000,
        "\u202eturned\u2066 \x00\x08 \ud800 \uffff",
        "",
    ],
    ids=["script", "attribute", "comment", "address", "long", "controls", "empty"],
)
def test_hostile_text_stays_text(title: str) -> None:
    """Whatever a record says, the markup around it is ours, and the SVG is sound XML."""
    drawn = hostile_map(title)

    page, svg = to_html(drawn), to_svg(drawn)

    page.encode()
    parsed(svg)
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert max(len(text.text or "") for text in parsed(svg).iter(f"{SVG}text")) < 400


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_title_gives_a_sound_svg(title: str) -> None:
    """No text breaks the XML."""
    parsed(to_svg(hostile_map(title)))


@given(
    st.recursive(st.text(), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))
)
def test_json_in_a_script_comes_back_and_cannot_end_it(value: object) -> None:
    """What the page parses is what was written, and no bracket or ampersand stands in it."""
    written = script_json(value)

    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


@pytest.mark.parametrize(("name", "words"), [("map.pdf", "'.pdf'"), ("map", "''")])
def test_another_suffix_is_refused_with_those_that_are_known(tmp_path: Path, name: str, words: str) -> None:
    """The reader learns which files can be written."""
    with pytest.raises(ExportError) as caught:
        draw_programmes(sample_store(), Names(), to=tmp_path / name)

    assert words in str(caught.value)
    assert str(caught.value).endswith("name a file that ends in .html or .svg")


def test_another_language_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    """The reader learns in which languages a picture can be drawn."""
    with pytest.raises(ExportError, match="the languages are en, es, fr"):
        draw_programmes(sample_store(), Names(), to=tmp_path / "map.svg", language="de")


def test_a_graph_without_such_programmes_says_so(tmp_path: Path) -> None:
    """An empty picture explains itself."""
    for suffix in ("html", "svg"):
        draw_programmes(sample_store("https://other.example/"), Names(), to=tmp_path / f"map.{suffix}")

        assert "no programme that joins two or more countries" in (tmp_path / f"map.{suffix}").read_text("utf-8")


def test_a_picture_that_leaves_programmes_out_says_how_many(tmp_path: Path) -> None:
    """Nothing is left out silently."""
    draw_programmes(sample_store(), Names(), to=tmp_path / "map.svg", limit=1)

    assert "1 of 3 programmes drawn" in (tmp_path / "map.svg").read_text("utf-8")
