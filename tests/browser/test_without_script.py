"""Readers without script reach everything but the search, and meet nothing that does nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support.pages import AUDIENCE, STAGE

CONTROLS = ("button", "input", "select", "textarea", "[role=status]", "dialog", "[data-action]")
PAGES = [
    root + path for root in ("", "ar/") for path in ("", STAGE, AUDIENCE, "downloads/", "workbook/")
]
FRAMES = ("", f"ar/{STAGE}")  # head and foot are the same on every page


@pytest.fixture(params=[(390, 780), (1280, 800)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    viewport = {"width": width, "height": height}
    context = browser.new_context(java_script_enabled=False, viewport=viewport)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_show_needs_a_script(page: Page, home: str, path: str) -> None:
    page.goto(home + path)
    shown = page.locator(", ".join(f"{control}:visible" for control in CONTROLS))
    assert shown.count() == 0, [one.evaluate("one => one.outerHTML") for one in shown.all()]


@pytest.mark.parametrize("path", FRAMES)
def test_the_foot_leads_to_every_page(page: Page, home: str, path: str) -> None:
    page.goto(home + path)
    links = page.locator(".foot nav a")
    assert links.count() >= 16
    root = home + ("ar/" if path.startswith("ar/") else "")
    for link in links.all():
        expect(link).to_be_visible()
    reached = set()
    for link in links.all():
        href = page.evaluate(
            "([a, b]) => new URL(a, b).href", [link.get_attribute("href"), page.url]
        )
        reached.add(href)
    assert {root + STAGE, root + AUDIENCE, f"{root}glossary/", f"{root}downloads/"} < reached
    for address in reached:
        assert page.request.get(address).ok, address


@pytest.mark.parametrize("path", FRAMES)
def test_menus_open_and_lead_on(page: Page, home: str, path: str) -> None:
    root = "ar/" if path.startswith("ar/") else ""
    page.goto(home + path)
    if page.locator(".menu > summary").is_visible():
        page.locator(".menu > summary").click()
        page.locator(".menu a[href*='glossary']").click()
    else:
        page.locator(".nav a[href*='glossary']").click()
    expect(page).to_have_url(f"{home}{root}glossary/")
    page.goto(home + path)
    page.locator(".switcher > summary").click()
    page.locator(".switcher a[hreflang=my]").click()
    expect(page).to_have_url(f"{home}my/{path.removeprefix(root)}")
    expect(page.locator("html")).to_have_attribute("lang", "my")


# --- where scripts run, and come late or never ---------------------------------------------------

MOVED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.mark.parametrize("path", ["workbook/", "ar/workbook/"])
def test_nothing_moves_when_the_form_takes_the_place_of_the_table(
    browser: Browser, home: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 780})
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/workbook.js", hold)
    page.goto(home + path, wait_until="commit")
    expect(page.locator(".foot")).to_be_attached()
    page.wait_for_timeout(300)  # the page is painted without its form
    expect(page.locator("[data-part=paper]")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("[data-part=tool]")).to_be_visible()
    assert page.evaluate(MOVED) < 0.02
    page.close()


@pytest.mark.parametrize("lost", ["**/*.js", "**/workbook.js"])
def test_the_table_is_read_where_the_form_does_not_come(
    browser: Browser, home: str, lost: str
) -> None:
    page = browser.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{home}workbook/")
    table = page.locator("[data-part=paper]")
    expect(table).to_be_hidden()
    page.evaluate("for (const one of document.getAnimations()) one.finish()")
    expect(table).to_be_visible()
    page.close()
