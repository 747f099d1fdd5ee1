"""The site in a real browser, served under a base path: search, narrowing, switcher, phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from guide.core.model import Guide
from support import searching
from support.serving import Served

PHONE: ViewportSize = {"width": 390, "height": 780}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = context.new_page()
    searching.answering(made)
    yield made
    context.close()


def search(page: Page, words: str) -> list[str]:
    """Addresses of the results, best first."""
    searching.open_search(page)
    return searching.typed(page, words)


@pytest.mark.parametrize(
    ("root", "words", "expected"),
    [
        ("", "seed funding", "checklist/setup/#s-2-1"),
        ("", "S-2.1", "checklist/setup/#s-2-1"),
        ("", "baseline", "checklist/growth/#g-1-2"),
        ("", "embassy", "stakeholders/home-governments/#home-3"),
        ("", "pillar", "glossary/#term-pillar"),
        ("", "acknowledgements", "about/#acknowledgements"),
        ("fr/", "financement de démarrage", "fr/checklist/setup/#s-2-1"),
        ("fr/", "S-2.1", "fr/checklist/setup/#s-2-1"),
        ("fr/", "pilier", "fr/glossary/#term-pillar"),
    ],
)
def test_search_finds_in_its_language(
    page: Page, served: Served, root: str, words: str, expected: str
) -> None:
    page.goto(f"{served.address}{root}about/")
    found = [urlsplit(link) for link in search(page, words)]
    base = urlsplit(served.address).path
    paths = [f"{url.path.removeprefix(base)}#{url.fragment}" for url in found]
    assert expected in paths, paths
    assert all(path.startswith("fr/") == (root == "fr/") for path in paths), paths


def test_a_search_result_leads_to_its_point(page: Page, served: Served) -> None:
    page.goto(served.address)
    search(page, "S-2.1")
    page.locator(".search__result", has_text="S-2.1").first.click()
    expect(page).to_have_url(re.compile(r"checklist/setup/.*#s-2-1$"))
    expect(page.locator("#s-2-1")).to_be_in_viewport()


def shown(page: Page) -> list[str]:
    return [str(e.get_attribute("data-point")) for e in page.locator("[data-point]:visible").all()]


def concerning(guide: Guide, stage: str, audience: str) -> list[str]:
    found = guide.stage(stage)
    return [p.code for p in (*found.factors, *found.items) if audience in p.audiences]


@pytest.mark.parametrize("root", ["", "fr/"])
def test_the_checklist_narrows_by_link_and_by_hand(
    page: Page, served: Served, guides: dict[str, Guide], root: str
) -> None:
    guide = guides["en"]
    page.goto(f"{served.address}{root}stakeholders/companies/")
    page.locator(".onward a[href*='growth']").click()
    page.wait_for_load_state()
    assert page.url == f"{served.address}{root}checklist/growth/"
    assert page.evaluate("window.name") == ""
    assert shown(page) == concerning(guide, "growth", "companies")
    expect(page.locator("[data-filter] [role=status]")).to_contain_text("7")
    page.locator("#filter-audience").select_option("ngos")
    assert shown(page) == concerning(guide, "growth", "ngos")
    assert page.locator("[data-group]:visible h2").count() < page.locator("[data-group]").count()
    page.locator(".onward a[data-keeps-audience]").first.click()
    page.wait_for_load_state()
    assert page.url == f"{served.address}{root}checklist/sustainability/"
    assert shown(page) == concerning(guide, "sustainability", "ngos")
    page.locator("[data-action=clear]").click()
    everyone = guide.stage("sustainability")
    assert shown(page) == [p.code for p in (*everyone.factors, *everyone.items)]


def test_an_unknown_audience_and_a_hidden_target_show_all(page: Page, served: Served) -> None:
    page.goto(f"{served.address}about/")
    page.evaluate("window.name = 'narrow <b>nobody'")
    page.goto(f"{served.address}checklist/growth/")
    assert len(shown(page)) == page.locator("[data-point]").count()
    page.locator("#filter-audience").select_option("home-governments")
    assert "G-2.1" not in shown(page)
    page.evaluate("location.hash = '#g-2-1'")
    page.locator("#g-2-1").wait_for()
    assert "G-2.1" in shown(page)


def test_without_script_everything_is_there(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{served.address}checklist/growth/")
    assert page.locator("[data-point]:visible").count() == page.locator("[data-point]").count()
    expect(page.locator("[data-filter]")).to_be_hidden()
    page.locator(".switcher summary").click()
    page.locator(".switcher a[hreflang=fr]").click()
    assert page.url.endswith("/fr/checklist/growth/")
    context.close()


def test_a_citation_is_copied(page: Page, served: Served) -> None:
    page.goto(f"{served.address}checklist/setup/")
    point = page.locator("[data-point='S-2.1']")
    point.locator(".cite summary").click()
    point.locator("[data-action=copy]").click()
    expect(point.locator("[data-action=copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "From Commitment to Impact" in copied
    assert copied.endswith("point S-2.1.")
