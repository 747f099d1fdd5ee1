"""What a page costs on a slow line: bytes as they travel, and requests, until it can be read."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Served
from guide.languages import language
from guide.model import Guide
from guide.sitemap import every_page
from test_site import PUBLISHED

# The project's promise, in bytes; a language's own fonts come on top.
PAGE, REQUESTS = 90_000, 8
INDEX = 30_000
FONTS = 100_000
BY_SEARCH = ("search_index.json", "/workers/", "/bundle.")


@dataclass(frozen=True, slots=True)
class Weight:
    """Of a first visit: bytes without fonts, bytes of fonts, requests without those for fonts."""

    page: int
    fonts: int
    requests: int


def travelling(path: Path) -> int:
    """Bytes of a file on the way: compressed, but for fonts, which are so already."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def file_of(site: Path, served: Served, address: str) -> Path:
    path = site / unquote(urlsplit(address).path).removeprefix(urlsplit(served.address).path)
    return path / "index.html" if path.is_dir() else path


def first_visit(browser: Browser, site: Path, served: Served, path: str) -> Weight:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.address + path)
    if "downloads" in path:  # its script asks once more
        page.wait_for_load_state("networkidle")
    context.close()
    files = [file_of(site, served, address) for address in asked]
    fonts = {path for path in files if path.name.startswith("font")}
    return Weight(
        sum(map(travelling, {*files} - fonts)),
        sum(map(travelling, fonts)),
        len([path for path in files if path not in fonts]),
    )


@pytest.mark.parametrize("code", PUBLISHED)
def test_no_page_is_heavy(
    browser: Browser, site: Path, served: Served, guides: dict[str, Guide], code: str
) -> None:
    for one in every_page(guides[code]):
        root = "" if code == "en" else f"{code}/"
        path = f"{root}{one.path}{'/' if one.path else ''}"
        weight = first_visit(browser, site, served, path)
        assert 20_000 < weight.page <= PAGE, path
        assert 4 <= weight.requests <= REQUESTS, path
        assert weight.fonts <= (0 if language(code).script == "Latn" else FONTS), path


@pytest.mark.parametrize("code", PUBLISHED)
def test_no_search_index_is_heavy(site: Path, code: str) -> None:
    assert travelling(site / ("" if code == "en" else code) / "search/search_index.json") <= INDEX


@pytest.mark.parametrize("way", ["field", "key", "sign"])
def test_the_search_is_fetched_when_it_is_opened(
    browser: Browser, served: Served, way: str
) -> None:
    """On a page with an anchor too, where the theme would close the search again."""
    width = 390 if way == "sign" else 1280
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{served.address}fr/checklist/setup/#s-2-1")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if any(part in url for part in BY_SEARCH)]
    open_search(page, way)
    page.keyboard.type("pilier")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.wait_for_timeout(500)  # so long the theme might close it
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert all(any(part in url for url in asked) for part in BY_SEARCH)
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__link").first).to_be_hidden()
    assert said == []
    context.close()


def open_search(page: Page, way: str) -> None:
    if way == "field":
        page.locator(".md-search__input").click()
    elif way == "key":
        page.keyboard.press("/")
    else:
        page.locator("label.md-header__button[for=__search]").click()


def test_the_menu_of_a_phone_gives_way_to_the_place_chosen_in_it(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(f"{served.address}checklist/setup/")
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator("label.md-nav__link[for=__toc]").click()
    page.locator(".md-sidebar--primary a[href='#take']").click()
    expect(page.locator("#take")).to_be_in_viewport()
    expect(page.locator("#__drawer")).not_to_be_checked()
    context.close()


def test_long_menus_scroll_beside_the_page(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 400})
    page = context.new_page()
    page.goto(f"{served.address}stakeholders/existing-groups/")
    last = page.locator(".md-sidebar--secondary .md-nav__link").last
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
    for place in ("link[rel=alternate][type='text/html']", ".light a", ".foot__take a >> nth=0"):
        found = page.locator(place)
        href = found.get_attribute("href") or ""
        assert page.evaluate("a => new URL(a, location).href", href) == served.address + leads_to
    page.locator(".light a").click()
    if "#" in leads_to:
        assert page.locator(":target").count() == 1
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
    assert page.locator(".light__why").is_visible() == (saves == "true")
    assert page.url == f"{served.address}checklist/setup/"
    context.close()
