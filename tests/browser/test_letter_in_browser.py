"""The letter of ``kg validate`` as people open it: on a desk, on a phone, in the dark, on paper."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from kg.validation.context import Context, Thing
from kg.validation.html import to_html
from kg.validation.model import Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

pytestmark = pytest.mark.browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LONG = "Donaudampfschifffahrt" * 500
CONTRAST = """() => {
    const channel = value => { const c = value / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
    const light = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b) };
    const ground = node => { for (; node; node = node.parentElement) { const c = getComputedStyle(node).backgroundColor; if (c !== "rgba(0, 0, 0, 0)") return c } return "rgb(255, 255, 255)" };
    const ratios = [...document.querySelectorAll("body *")].filter(node => node.childElementCount === 0 && node.textContent.trim()).map(node => {
        const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    });
    return Math.min(...ratios);
}"""  # noqa: E501 -- one script, as the browser runs it


@pytest.fixture(scope="module", name="browser")
def started_browser() -> Iterator[Browser]:
    """Start chromium once; without it these tests are skipped."""
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module", name="address")
def written_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a letter with long words in every place, and return its address."""
    things = [
        Thing(iri=f"x:{number}", kind="lesson", name=str(number), pages=(f"https://x.example/{LONG}",), title=LONG)
        for number in (1, 2)
    ]
    results = [
        Result(
            focus_node=thing.iri, path="x:p", value=f'"{LONG}"', component="x:c", severity=severity, shape="x:s",
            messages={"en": f"Mend it. {LONG}"}, names={"en": "Long"}, key=LONG,
        )
        for thing in things
        for severity in ("Violation", "Warning", "Info")
    ]  # fmt: skip
    page = to_html(Report.in_order(results, 2), {thing.iri: Context(thing=thing, records=(thing,)) for thing in things})
    file: Path = tmp_path_factory.mktemp("letter") / "letter.html"
    file.write_text(page, encoding="utf-8")
    return file.as_uri()


def opened(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"] = "light"
) -> tuple[Page, list[str]]:
    """Return the page, and what it asked of others or told the console."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if request.url != address else None)
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_words_do_not_widen_the_page(browser: Browser, address: str, width: int) -> None:
    """Nobody scrolls sideways, and nothing is loaded from elsewhere."""
    page, complaints = opened(browser, address, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> None:
    """Every text has the contrast of WCAG 2.1, level AA."""
    page, _ = opened(browser, address, 1280, scheme)

    assert page.evaluate(CONTRAST) >= 4.5


def test_a_reader_by_landmarks_finds_the_records(browser: Browser, address: str) -> None:
    """Banner, main part, contents and footer are told apart, and a record opens from the contents by the keyboard."""
    page, _ = opened(browser, address, 1280)

    page.get_by_role("navigation", name="Records in this letter").get_by_role("link", name="Lesson 2").press("Enter")

    assert page.url.endswith("#record-2")
    api.expect(page.get_by_role("article", name="Lesson 2")).to_be_in_viewport()
    for role in ("banner", "main", "contentinfo"):
        api.expect(page.get_by_role(role)).to_have_count(1)


def test_it_prints_on_pages(browser: Browser, address: str) -> None:
    """Print is dark on white, without the contents."""
    page, _ = opened(browser, address, 1280, "dark")
    page.emulate_media(media="print")

    api.expect(page.get_by_role("navigation")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(CONTRAST) >= 7
    assert page.pdf().startswith(b"%PDF")
