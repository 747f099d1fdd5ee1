"""What is fetched, and when: test_pages.py weighs the first visit of every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from guide.theme.files import DEFAULTS
from support.pages import PUBLISHED
from support.serving import Served
from support.weight import travelling

INDEX = 40_300  # bytes as they travel
BY_SEARCH = ("search_index.json", "/workers/", "/search.js", "/search.css")


@pytest.mark.parametrize("code", PUBLISHED)
def test_no_search_index_is_heavy(site: Path, code: str) -> None:
    assert travelling(site / ("" if code == "en" else code) / "search/search_index.json") <= INDEX


def test_styles_travel_without_comments_and_are_what_was_written(
    browser: Browser, site: Path
) -> None:
    """tests/site/test_workbook_page.py asks the same of scripts."""
    rules = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText.replace(/,\\s+/g, ","));
    }"""
    page = browser.new_page()
    for path in sorted((DEFAULTS / "assets").glob("*.css")):
        written = path.read_text(encoding="utf-8")
        sent = (site / "assets" / path.name).read_text(encoding="utf-8")
        assert "/*" in written
        assert not re.search(r"/\*|; |\n", sent)
        expected = page.evaluate(rules, written)
        assert len(expected) > 10
        assert page.evaluate(rules, sent)[: len(expected)] == expected
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_is_fetched_when_it_is_opened(
    browser: Browser, served: Served, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{served.address}fr/checklist/setup/#s-2-1")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if any(part in url for part in BY_SEARCH)]
    page.locator("[data-action=search]").click()
    page.keyboard.type("pilier")
    expect(page.locator(".search__result").first).to_be_visible()
    assert all(any(part in url for url in asked) for part in BY_SEARCH)
    page.keyboard.press("Escape")
    expect(page.locator(".search__result").first).to_be_hidden()
    assert said == []
    context.close()


def test_the_menu_of_a_phone_gives_way(browser: Browser, served: Served) -> None:
    """To a press beside it, to Escape, and to the place that is chosen in it."""
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(f"{served.address}checklist/setup/")
    menu, summary = page.locator("details.menu"), page.locator("details.menu summary")
    other = page.locator(".switcher summary")
    leave: list[Callable[[], None]] = [
        partial(page.mouse.click, 4, 770),
        other.click,
        partial(page.keyboard.press, "Escape"),
    ]
    for way in leave:
        summary.click()
        expect(menu).to_have_attribute("open", "")
        way()
        expect(menu).not_to_have_attribute("open", "")
    page.keyboard.press("Escape")
    page.locator(".contents summary").click()
    page.locator(".contents a[href='#take']").click()
    expect(page.locator("#take")).to_be_in_viewport()
    context.close()


def test_a_menu_that_is_open_closes_when_the_screen_grows_wide(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(f"{served.address}checklist/setup/")
    page.locator("details.menu summary").click()
    covered = "[...document.querySelectorAll('.skip, .page, .foot')].map(part => part.inert)"
    expect(page.locator(".page")).to_have_attribute("inert", "")
    assert page.evaluate(covered) == [True] * 3
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".cite summary").first.click()
    assert page.evaluate(covered) == [False] * 3
    context.close()


def test_long_contents_scroll_beside_the_page(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 300})
    page = context.new_page()
    page.goto(f"{served.address}about/")
    last = page.locator(".contents a").last
    page.evaluate("scrollTo(0, 1500)")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert page.evaluate("scrollY") == 1500
    context.close()


# --- the light edition --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("", "downloads/en/guide.html"),
        ("checklist/setup/", "downloads/en/guide.html#stage-setup"),
        ("fr/stakeholders/companies/", "downloads/fr/guide.html#audience-companies"),
        ("ar/glossary/", "downloads/ar/guide.html#glossary"),
        ("about/", "downloads/en/guide.html#front"),
    ],
)
def test_each_page_leads_to_its_place_in_the_light_edition(
    browser: Browser, served: Served, path: str, leads_to: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + path)
    menu, foot = ".menu [data-light]", ".foot [data-light]"
    for place in ("link[rel=alternate][type='text/html']", ".light a", menu, foot):
        found = page.locator(place)
        href = found.get_attribute("href") or ""
        assert page.evaluate("a => new URL(a, location).href", href) == served.address + leads_to
    page.locator(foot).click()
    if "#" in leads_to:
        expect(page.locator(":target")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("saves", ["true", "false"])
def test_who_saves_data_is_offered_the_light_edition(
    browser: Browser, served: Served, saves: str
) -> None:
    context = browser.new_context()
    context.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {saves} }} }});"
    )
    page = context.new_page()
    page.goto(f"{served.address}checklist/setup/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".light").is_visible() == (saves == "true")
    assert page.url == f"{served.address}checklist/setup/"
    context.close()
