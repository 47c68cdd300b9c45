"""The page of the programmes as people use it: opened from disk in Debian's chromium, by mouse and by keyboard."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.terms import Names
from kg.views.programmes import draw_programmes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

pytestmark = pytest.mark.browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TURTLE = Path(__file__).parents[1] / "views" / "programmes.ttl"
SEED = re.compile("Programme: Desarrollo de capacidades")
LESSON = "https://webapps.ilo.org/ievaldiscovery/lessons/242853"


@pytest.fixture(scope="module", name="browser")
def started_browser() -> Iterator[Browser]:
    """Start chromium once; without it these tests are skipped."""
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module", name="address")
def drawn_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Draw the sample once, and return the address of the file."""
    store = ox.Store()
    store.load(path=TURTLE, format=ox.RdfFormat.TURTLE)
    file = tmp_path_factory.mktemp("view") / "programmes.html"
    draw_programmes(store, Names(), to=file)
    return file.as_uri()


@pytest.fixture(name="page")
def opened_page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page; whatever the console complains of, and any request, fails the test."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if request.url != address else None)
    page.goto(address)
    yield page
    context.close()
    assert complaints == []


def drawn(page: Page, name: str | re.Pattern[str]) -> Locator:
    """Return something in the drawing."""
    return page.get_by_role("application").get_by_role("button", name=name)


def details(page: Page) -> Locator:
    """Return the panel that tells what the records say."""
    return page.get_by_role("region", name="Details")


def test_a_click_on_a_programme_shows_its_quotes_and_pages(page: Page) -> None:
    """The finding's text, the sentence behind a role, and the links to the ILO's page are on screen."""
    drawn(page, SEED).click()

    panel = details(page)
    api.expect(panel).to_contain_text("Una razón importante que explica que no hubo una mayor articulación")
    api.expect(panel).to_contain_text("el 76% considera que la participación conjunta")
    api.expect(panel.locator("mark").first).to_have_text("OIT")
    link = panel.get_by_role("link", name="Open the record of lesson learned 242853").first
    api.expect(link).to_have_attribute("href", LESSON)
    api.expect(panel).to_contain_text("https://kg.example/id/programme/eval-3642")


def test_a_click_on_a_country_shows_its_programmes_and_findings(page: Page) -> None:
    """From a country one comes to the programmes that it takes part in."""
    drawn(page, "Country: Mexico").click()

    panel = details(page)
    api.expect(panel).to_contain_text("242853")
    panel.get_by_role("button", name=re.compile("Desarrollo")).first.click()
    api.expect(panel.get_by_role("heading", level=2)).to_contain_text("Desarrollo de capacidades")


def test_a_click_on_an_organization_shows_its_roles_with_evidence(page: Page) -> None:
    """From an organization one comes to what it did, and where that is written."""
    drawn(page, "Organization: International Organization for Migration").click()

    panel = details(page)
    api.expect(panel).to_contain_text("implementing")
    api.expect(panel).to_contain_text("field “challenges”")


def test_the_keyboard_alone_reads_a_quote(page: Page) -> None:
    """Tab reaches the drawing once, arrows walk it, Enter opens, Esc leads back."""
    page.get_by_role("button", name="Only regional programmes").focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    api.expect(focused).to_have_attribute("aria-label", SEED)

    page.keyboard.press("ArrowLeft")
    api.expect(focused).to_have_attribute("aria-label", re.compile("Country: (Chile|Mexico)"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    api.expect(details(page).get_by_role("heading", level=2)).to_be_focused()
    api.expect(details(page)).to_contain_text("el 76% considera")

    page.keyboard.press("Escape")
    api.expect(focused).to_have_attribute("aria-label", re.compile("^Programme: "))
    api.expect(details(page)).to_contain_text("Choose a programme")


def test_a_slash_leads_to_the_search_which_narrows_the_list(page: Page) -> None:
    """Accents do not matter, and the number of matches is said."""
    page.keyboard.press("/")
    page.keyboard.type("articulacion")

    listed = page.get_by_role("navigation", name="List")
    api.expect(listed.get_by_role("button")).to_have_count(1)
    api.expect(page.get_by_role("status")).to_have_text("1 match")
    page.keyboard.press("Enter")
    api.expect(details(page)).to_contain_text("242853")


def test_the_legend_hides_a_class_and_shows_it_again(page: Page) -> None:
    """An entry of the legend is a filter over drawing and list alike."""
    themes = page.get_by_role("group", name="Legend").get_by_role("button", name="Themes")
    themes.click()

    api.expect(themes).to_have_attribute("aria-pressed", "false")
    api.expect(drawn(page, "Theme: Migration")).to_have_count(0)
    api.expect(page.get_by_role("navigation").get_by_role("button", name="Migration", exact=True)).to_have_count(0)
    themes.click()
    api.expect(drawn(page, "Theme: Migration")).to_be_visible()


def test_the_list_opens_the_same_details_as_the_drawing(page: Page) -> None:
    """Whoever cannot use the drawing loses nothing."""
    entry = page.get_by_role("navigation", name="List").get_by_role("button", name=re.compile("Desarrollo"))
    entry.click()

    api.expect(entry).to_have_attribute("aria-current", "true")
    api.expect(details(page)).to_contain_text("el 76% considera")


def test_the_language_of_the_page_can_be_switched(page: Page) -> None:
    """Interface and labels change; what the records say stays as it was written."""
    drawn(page, SEED).click()
    page.get_by_label("Language").select_option("fr")

    api.expect(page.get_by_role("heading", level=1)).to_have_text("Programmes dans plusieurs pays")
    api.expect(page.locator("svg.wide text", has_text="Mexique").first).to_be_visible()
    panel = page.get_by_role("region", name="Détails")
    api.expect(panel).to_contain_text("mise en œuvre")
    api.expect(panel).to_contain_text("el 76% considera")


def test_the_address_holds_the_state(page: Page, address: str) -> None:
    """A copied address opens what its sender saw, and Back goes back."""
    drawn(page, SEED).click()
    page.get_by_role("button", name="Themes").click()
    copied = page.url
    page.go_back()
    api.expect(details(page)).to_contain_text("Choose a programme")

    page.goto("about:blank")
    page.goto(copied)
    api.expect(details(page)).to_contain_text("el 76% considera")
    api.expect(page.get_by_role("button", name="Themes")).to_have_attribute("aria-pressed", "false")
    assert copied.startswith(address)


def test_hostile_text_is_shown_as_text(page: Page) -> None:
    """Nothing that a record holds runs, loads or becomes a link."""
    drawn(page, re.compile("script>alert")).click()

    panel = details(page)
    api.expect(panel).to_contain_text("</script><script>alert(1)</script><img src=x onerror=alert(2)>")
    api.expect(panel).to_contain_text("<iframe src=https://evil.example></iframe>")
    api.expect(panel.get_by_role("link")).to_have_count(0)
    api.expect(page.locator("img, iframe")).to_have_count(0)


def test_dark_mode_follows_the_system_and_the_button(page: Page) -> None:
    """The system's wish holds until the reader says otherwise."""
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Light").click()

    assert dark != light
    assert page.evaluate(ground) == light


def test_a_phone_has_its_own_drawing_and_no_sideways_scrolling(page: Page) -> None:
    """At 390 pixels everything fits, and the details come up as a sheet that closes."""
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page, SEED).click()

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    api.expect(details(page)).to_contain_text("el 76% considera")
    details(page).get_by_role("button", name="Close").click()
    api.expect(details(page)).not_to_be_visible()


def test_the_drawing_can_be_made_larger_and_fitted_again(page: Page) -> None:
    """Small print can be read by whoever needs it larger."""
    drawing = page.get_by_role("application")
    before = drawing.bounding_box()
    page.get_by_role("button", name="Larger").click()
    larger = drawing.bounding_box()
    page.get_by_role("button", name="Fit").click()

    assert before
    assert larger
    assert larger["width"] > before["width"]
    assert drawing.bounding_box() == before


def test_without_javascript_drawing_and_list_are_there(browser: Browser, address: str) -> None:
    """What matters most needs no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    api.expect(drawn(page, SEED)).to_be_visible()
    api.expect(page.get_by_role("navigation", name="List")).to_contain_text("Mexico")
    context.close()


def test_a_word_of_ten_thousand_letters_breaks(browser: Browser, tmp_path: Path) -> None:
    """No text, however long, pushes the page wider than the screen."""
    store = ox.Store()
    store.load(path=TURTLE, format=ox.RdfFormat.TURTLE)
    seed, title = (
        ox.NamedNode("https://kg.example/id/programme/eval-3642"),
        ox.NamedNode("http://purl.org/dc/terms/title"),
    )
    for quad in list(store.quads_for_pattern(seed, title, None)):
        store.remove(quad)
    store.add(ox.Quad(seed, title, ox.Literal("W" * 10_000, language="en")))
    draw_programmes(store, Names(), to=tmp_path / "long.html")
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto((tmp_path / "long.html").as_uri())

    drawn(page, re.compile("WWWW")).click()

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1200
    context.close()
