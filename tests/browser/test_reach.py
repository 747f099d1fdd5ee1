"""What readers with other eyes, hands and wishes meet: zoom, spacing, small targets, motion."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.colours import TOKENS, contrast
from support.pages import KINDS, LOST, STAGE, pages
from support.paths import script

LAYOUT = script("layout.js")
REACH = script("reach.js")
ZOOMED, PHONE, DESKTOP = (320, 256), (390, 780), (1280, 800)  # 400 % of 1280 x 1024
# WCAG 1.4.12. Arabic and Burmese join their letters and have taller lines already.
LINES = "p { margin-block-end: 2em !important } * { word-spacing: .16em !important"
SPACED = f"{LINES}; line-height: 1.5 !important; letter-spacing: .12em !important }}"
SPACED_BUT_JOINED = f"{LINES} }}"
CONTROLS = "button, summary, select, input"  # 24 px, WCAG 2.5.8; axe knows the links
THUMBS = (  # 44 px, the design's own promise
    ".head a, .head button, .head summary, .switcher a, .door, .way, .cycle__door, .filter select,"
    " .search button, .search input, .search__result, .foot nav a"
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def size(page: Page, wanted: tuple[int, int]) -> None:
    page.set_viewport_size({"width": wanted[0], "height": wanted[1]})


def opened(page: Page, address: str, wanted: tuple[int, int]) -> None:
    size(page, wanted)
    page.goto(address)
    page.evaluate(REACH)


def unfold(page: Page, selector: str) -> None:
    page.evaluate(f"for (const one of document.querySelectorAll('{selector}')) one.open = true")


def spaced(path: str) -> str:
    return SPACED_BUT_JOINED if path.startswith(("ar/", "my/")) else SPACED


def faults(page: Page) -> list[str]:
    return [*page.evaluate(LAYOUT), *page.evaluate("reach.cut()")]


# Wide letters want room everywhere, so every page has them. Narrow ones leave room: then what hangs
# or stands beside something may slip, and that shows on one page of each kind. Arabic and Burmese
# letters are the page's own, whatever the set.
SEEN = [("wide", path) for code in ("en", "fr", "ar", "my") for path in pages(code)]
SEEN += [("narrow", path) for code in ("en", "ar") for path in pages(code, KINDS)]


@pytest.mark.parametrize(("fonts", "path"), SEEN, indirect=["fonts"])
def test_nothing_is_lost_to_zoom_or_spacing(page: Page, home: str, path: str) -> None:
    opened(page, home + path, DESKTOP)
    unfold(page, "main details, .contents")
    found: list[str] = []
    for style in ("", spaced(path)):
        page.evaluate("text => reach.style(text)", style)
        for wanted in (DESKTOP, PHONE, ZOOMED):
            size(page, wanted)
            found += [f"{fault} [{wanted[0]}{' spaced' * bool(style)}]" for fault in faults(page)]
    assert not found, "\n".join(found)


# What is hit with a finger must be large enough with narrow letters, too.
HIT = [("narrow", path) for path in pages("en")]
HIT += [("wide", path) for code in ("ar", "my") for path in pages(code)]


@pytest.mark.parametrize(("fonts", "path"), HIT, indirect=["fonts"])
def test_all_can_be_hit(page: Page, home: str, path: str) -> None:
    opened(page, home + path, PHONE)
    found: list[str] = []
    for wanted in (PHONE, DESKTOP):
        size(page, wanted)
        unfold(page, "details")
        for selector, least in ((CONTROLS, 24), (THUMBS, 44)):
            small = page.evaluate("([what, least]) => reach.small(what, least)", [selector, least])
            found += [f"{fault} [{wanted[0]}]" for fault in small]
    assert not found, "\n".join(found)


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
    assert page.evaluate("what => reach.small(what, 44)", THUMBS) == []
    for style in ("", spaced(root)):
        page.evaluate("text => reach.style(text)", style)
        for other in (wanted, ZOOMED):
            size(page, other)
            assert faults(page) == [], (style, other)
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
    small = page.evaluate("what => reach.small(what, 24)", CONTROLS)
    found = [*faults(page), *page.evaluate("reach.moving()"), *small]
    assert [line for line in found if fault in line], found


def test_the_page_for_lost_readers_is_among_them() -> None:
    assert LOST in pages("en")
    assert LOST not in pages("ar")
