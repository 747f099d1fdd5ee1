"""The search with zoom, spacing and thumbs; motion; edges and rings. test_pages.py has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support import reach
from support.colours import TOKENS, contrast
from support.pages import KINDS, STAGE, pages
from support.states import DESKTOP, PHONE, size


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def opened(page: Page, address: str, wanted: tuple[int, int]) -> None:
    size(page, wanted)
    page.goto(address)
    reach.inject(page)


@pytest.mark.parametrize("fonts", ["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("root", ["", "ar/", "my/"])
@pytest.mark.parametrize("wanted", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_search_can_be_hit_and_read(
    page: Page, home: str, root: str, wanted: tuple[int, int]
) -> None:
    opened(page, f"{home}{root}about/", wanted)
    page.locator("[data-action=search]").click()
    page.keyboard.type("S-2.1")
    expect(page.locator(".search__result").first).to_be_visible()
    assert reach.small(page, reach.THUMBS, 44) == []
    for style in ("", reach.spaced(root)):
        page.evaluate("text => reach.style(text)", style)
        for other in (wanted, reach.ZOOMED):
            size(page, other)
            assert reach.cut(page) == [], (style, other)
            expect(page.locator(".search__input")).to_be_in_viewport()


@pytest.mark.parametrize("path", [*pages("en", KINDS), f"ar/{STAGE}"])
def test_nothing_moves_whatever_the_reader_wishes(page: Page, home: str, path: str) -> None:
    opened(page, home + path, PHONE)
    for opener in (".menu > summary", ".switcher > summary", "[data-action=search]"):
        page.locator(opener).click()
        assert page.evaluate("reach.moving()") == []


def as_hex(colour: str) -> str:
    """A computed colour as a style sheet says it."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_have_an_edge_and_the_focus_a_ring(page: Page, home: str, scheme: str) -> None:
    paper = TOKENS[scheme]["--paper"]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, home + STAGE, PHONE)
    page.locator("[data-action=search]").click()
    edges = page.evaluate("reach.edges('.tool, .button, select, input')")
    assert len(edges) > 4
    for name, colour in edges:
        assert colour, name
        assert contrast(as_hex(colour), paper) >= 3, name
    ring = "getComputedStyle(document.activeElement).outlineColor"
    assert contrast(as_hex(page.evaluate(ring)), paper) >= 3


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        (".point__text { block-size: 1em; overflow: hidden }", "cut below"),
        (".lead, .point__text { white-space: nowrap }", "wider than the screen"),
        (".button, .tool, summary { transition: color 1s }", "may move"),
        (".tool { min-block-size: 0; block-size: 20px }", " x 20: "),
    ],
)
def test_planted_faults_are_found(page: Page, home: str, style: str, fault: str) -> None:
    opened(page, home + STAGE, PHONE)
    page.evaluate("text => reach.style(text.replaceAll(' }', ' !important }'))", style)
    small = reach.small(page, reach.CONTROLS, 24)
    found = [*reach.cut(page), *page.evaluate("reach.moving()"), *small]
    assert [line for line in found if fault in line], found
