"""HTML pages: lists, tables, damaged markup, and what is no page of a record."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from record_formats import lesson, read_all, read_one, recommendation, refusal, to_html, to_text

if TYPE_CHECKING:
    from record_formats import Form, PageObject


def rows(value: PageObject, tag: str = "th") -> str:
    """Write an object as nested tables with the key before each value."""
    parts = []
    for key, item in value.items():
        for each in item if isinstance(item, list) else [item]:
            shown = rows(each, tag) if isinstance(each, dict) else _breaks(each)
            parts.append(f"<tr><{tag}>{key}:</{tag}><td>{shown}</td></tr>")
    return f"<table>{''.join(parts)}</table>"


def cells(value: PageObject) -> str:
    """Write an object as nested tables of plain cells."""
    return rows(value, "td")


def bullets(value: PageObject) -> str:
    """Write an object as nested lists with bold keys."""
    parts = []
    for key, item in value.items():
        for each in item if isinstance(item, list) else [item]:
            shown = bullets(each) if isinstance(each, dict) else f" {_breaks(each)}"
            parts.append(f"<li><strong>{key}:</strong>{shown}</li>")
    return f"<ul>{''.join(parts)}</ul>"


def plain_bullets(value: PageObject) -> str:
    """Write an object as nested lists whose keys nothing marks but their colon."""
    return bullets(value).replace("<strong>", "").replace("</strong>", "")


def headed_table(value: PageObject) -> str:
    """Write the places as a table with a row of keys above, the rest as definitions."""
    places = "".join(f"<tr><td>{each['country']}<td>{each['region']}" for each in value["location"])
    table = f"<table><tr><th>country<th>region</tr>{places}</table>"
    rest = to_html({key: item for key, item in value.items() if key != "location"})
    return rest.replace("</dl></body>", f"<dt>location<dd>{table}</dl></body>")


def preformatted(value: PageObject) -> str:
    """Write the text form into an element that keeps its lines."""
    return f"<html><body><pre>{html.escape(to_text(value))}</pre></body></html>"


def _breaks(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


@pytest.mark.parametrize(
    "form", [to_html, rows, cells, bullets, plain_bullets, headed_table, preformatted], ids=lambda form: form.__name__
)
@pytest.mark.parametrize("page", [lesson(), recommendation()], ids=["lesson", "recommendation"])
def test_every_markup_gives_the_same_record(form: Form, page: PageObject) -> None:
    """Definition lists, bullets and tables of two kinds say the same as the text form."""
    assert read_one(form(page)).folded_hash() == read_one(to_text(page)).folded_hash()


def test_entities_are_read_as_characters() -> None:
    """Named, decimal and hexadecimal references stand for letters."""
    page = to_html(lesson(context="X")).replace("X</dd>", "caf&eacute; &#38; t&#xe9;&nbsp;&lt;b&gt;</dd>", 1)

    assert read_one(page).first("context") == "café & té\u00a0<b>"


def test_scripts_styles_and_comments_say_nothing() -> None:
    """What no reader sees is no text, and nothing of it runs."""
    noise = "<script>document.write('<dt>url')</script><style>a{}</style><!-- <dt>context</dt><dd>old</dd> -->"
    page = to_html(lesson()).replace("<dt>success", f"{noise}<dt>success")

    assert read_one(page).to_json() == read_one(to_html(lesson())).to_json()


def test_uppercase_tags_are_tags() -> None:
    """Old pages shout."""
    page = to_html(lesson()).replace("<dt>", "<DT CLASS=key>").replace("</dd>", "</DD>")

    assert read_one(page).number == "900501"


def test_missing_end_tags_are_supplied() -> None:
    """HTML lets list items and cells end where the next begins."""
    page = to_html(lesson()).replace("</dt>", "").replace("</dd>", "")

    assert read_one(page).folded_hash() == read_one(to_html(lesson())).folded_hash()


def test_page_without_its_last_tags_is_whole_by_its_footer() -> None:
    """``</body></html>`` may be left out; the footer stands under the record."""
    page = to_html(lesson()).replace("</body></html>", "<a href='#top'>Skip to top</a>\n")

    assert read_one(page).number == "900501"


@pytest.mark.parametrize("form", [to_html, rows, bullets], ids=lambda form: form.__name__)
def test_page_cut_short_anywhere_gives_no_wrong_record(form: Form) -> None:
    """A download that stops inside the markup is refused; one that only lacks the last tags may be whole."""
    data = form(lesson()).encode()
    whole = read_one(data).folded_hash()

    for end in range(len(data)):
        records, errors = read_all(data[:end], format_="html")
        assert [record.folded_hash() for record in records] in ([], [whole])
        assert records or errors


@pytest.mark.parametrize("inside", ["<p>context: see above</p>", "see <b>title:</b> and <b>url:</b> there"])
def test_key_inside_running_text_is_text(inside: str) -> None:
    """Where keys are marked, a word with a colon in a sentence is none."""
    page = to_html(lesson(description="X")).replace("X</dd>", f"X {inside}</dd>", 1)

    assert len(read_one(page).all("context")) == 1
    assert len(read_one(page).all("url")) == 1


def test_paragraphs_become_lines() -> None:
    """Values of several paragraphs keep them apart."""
    page = to_html(lesson(description="X")).replace("<dd>X</dd>", "<dd><p>One.</p><p>Two.</p></dd>", 1)

    assert read_one(page).first("description") == "One.\nTwo."


def test_error_page_is_refused_by_its_title() -> None:
    """The reader sees that the server answered something else."""
    page = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"

    assert "no key of a record stands on the page; its title is '404 Not Found'" in refusal(page)


def test_index_page_is_refused() -> None:
    """A list of links holds no record."""
    page = "<html><title>Lessons learned</title><ul><li><a href='/lessons/1'>Decent work</a></ul></html>"

    assert "an index or error page holds no record" in refusal(page)


def test_deep_markup_is_refused() -> None:
    """Depth is bounded, and no stack overflows."""
    assert "nested too deeply" in refusal("<html>" + "<div>" * 5_000 + "x</html>")


def test_many_open_formats_take_no_long_time() -> None:
    """Markup made to be slow is read or refused in bounded time."""
    assert refusal("<html><body>" + "<b><i><a>" * 3_000 + "</p>" * 3_000 + "</html>")


def test_large_page_is_refused() -> None:
    """Twenty mebibytes are more than any page of a record."""
    assert "at most 20,971,520 are read" in refusal("<html>" + " " * (20 << 20) + "</html>")
