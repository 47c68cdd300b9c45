"""The pages of ``kg serve`` as people use them: in Debian's chromium, by keyboard."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

import pytest
from test_programmes_in_browser import started_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from serving import Served

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

pytestmark = pytest.mark.browser

__all__ = ["started_browser"]

_PAGES = (
    "/",
    "/id/lesson/900001",
    "/id/organization/iom",
    "/graph/record/lesson/900001",
    "/id/lesson/1",
    "/sparql",
    "/sparql?format=html&query=SELECT%20%3Fc%20%7B%20%3Fc%20a%20ev%3ACountry%20%7D",
    "/sparql?format=html&query=SELEC",
    "/search?q=refugee+agency+Colombia",
    "/search?q=ACNUR+xyzzy",
    "/queries",
    "/queries/findings-by-theme?theme=Migration",
    "/data",
    "/def",
)


@pytest.fixture(name="page", params=["light", "dark"])
def opened_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open an empty page on a phone; a word on the console, or a request that fails, fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=request.param, locale="es-CL")
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("requestfailed", lambda failed: trouble.append(failed.url))
    yield page
    context.close()
    assert trouble == []


def test_a_reader_finds_a_finding_and_its_page_by_keyboard(server: Served, page: Page) -> None:
    """From the first page: words, Enter, a hit, Enter; in the browser's language, within the width of the phone."""
    page.goto(f"{server.url}/")

    page.get_by_role("searchbox").fill("refugee agency")
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name=re.compile(r"^(Lección aprendida|Recomendación|Buena práctica) \d+$")).first
    hit.focus()
    page.keyboard.press("Enter")

    api.expect(page).to_have_url(re.compile("/id/(lesson|practice|recommendation)/"))
    api.expect(page.get_by_role("heading", level=2, name="Texto")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_reader_runs_a_query(server: Served, page: Page) -> None:
    """The form shows the answer as a table whose things are links."""
    page.goto(f"{server.url}/sparql")

    page.get_by_label("Consulta", exact=True).fill("SELECT ?c { ?c a ev:Country ; ev:isoAlpha2 'ET' }")
    page.get_by_role("button", name="Ejecutar la consulta").press("Enter")
    page.get_by_role("cell").get_by_role("link").click()

    api.expect(page.get_by_role("heading", level=1)).to_have_text("Etiopía")


def test_a_reader_changes_the_language_and_keeps_it(server: Served, page: Page) -> None:
    """The choice goes along with every link."""
    page.goto(f"{server.url}/id/country/ET")

    page.get_by_role("link", name="Français").click()
    page.get_by_role("link", name="Afrique", exact=True).first.click()

    api.expect(page.locator("html")).to_have_attribute("lang", "fr")
    api.expect(page.get_by_role("heading", level=1)).to_have_text("Afrique")


@pytest.mark.skipif(
    find_spec("axe_playwright_python") is None,
    reason="axe-core is not installed: pip install axe-playwright-python",
)
@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(
    server: Served, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    """Every kind of page, by the rules of WCAG that a machine can check; none is wider than its window."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr-FR", bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for path in _PAGES:
        page.goto(f"{server.url}{path}")
        page.evaluate(axe)
        answer = page.evaluate("axe.run()")
        assert len(answer["passes"]) > 10, "axe looked at the page"
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found[path] = [each["id"] for each in answer["violations"]] + (["wide"] if wide else [])
    context.close()

    assert {path: ids for path, ids in found.items() if ids} == {}
