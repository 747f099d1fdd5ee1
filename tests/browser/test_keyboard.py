"""The pages by keyboard alone, in Chromium and in Firefox."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from support.firefox import Firefox, FirefoxError
from support.pages import AUDIENCE, STAGE, TOOL
from support.paths import script
from support.tabs import Chromium, Tab
from support.visits import NEAR

WALK = script("walk.js")
WALKED = ("", STAGE, AUDIENCE, TOOL, "downloads/")
DESKTOP, PHONE, ZOOMED = (1280, 800), (390, 780), (320, 256)  # 400 % of 1280 x 1024
# Each page on a desk and on a phone, in either direction; enlarged where most stands on it.
WALKS = [
    *((path, DESKTOP) for path in WALKED),
    *((f"ar/{path}", PHONE) for path in WALKED),
    (STAGE, ZOOMED),
    ("ar/downloads/", ZOOMED),
]
BARE = "nps,.fgjkhe?'/"  # that a theme or a library might listen to; / and ' last, as Firefox does
SEARCH, MENU = "[data-action=search]", "details.menu"


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def kind(request: pytest.FixtureRequest) -> Iterator[Chromium | Firefox]:
    if request.param == "firefox":
        yield request.getfixturevalue("fox")
    else:
        browser: Browser = request.getfixturevalue("browser")
        page = browser.new_page()
        yield Chromium(page)
        page.close()


@pytest.fixture
def tab(kind: Chromium | Firefox) -> Tab:
    """A tab in which the keyboard has not gone on to the browser's own buttons."""
    if isinstance(kind, Firefox):
        kind.renew()
    return kind


def wait(tab: Tab, condition: str, seconds: int = 20) -> None:
    """Until a condition holds in the page."""
    tab.run(
        f"""new Promise((resolve, reject) => {{
          const end = performance.now() + {1000 * seconds};
          const look = () => {{
            if ({condition}) resolve(true);
            else if (performance.now() > end) reject(new Error({json.dumps(condition)}));
            else setTimeout(look, 20);
          }};
          look();
        }})"""
    )


def opened(tab: Tab, address: str, size: tuple[int, int]) -> None:
    tab.resize(*size)
    tab.open(address)
    tab.run(WALK)
    tab.run(NEAR)
    wait(
        tab, "document.querySelector('[data-part=save]')?.textContent !== ''"
    )  # it comes by script
    tab.run("scrollTo(0, 0)")


def focus(tab: Tab, selector: str) -> None:
    tab.run(f"document.querySelector({json.dumps(selector)}).focus()")


def arrives(tab: Tab, address: str) -> None:
    """Until the page behind a link is there; while it comes, a browser may answer nothing."""
    for _ in range(200):
        with suppress(PlaywrightError, FirefoxError):
            if tab.run("location.href + document.readyState") == f"{address}complete":
                return
        time.sleep(0.1)
    raise AssertionError(address)


def walked(tab: Tab) -> list[str]:
    """The faults of every stop of the Tab key, from the top of the page to its end."""
    expected = tab.run("walk.begin()")
    found: list[str] = []
    for _ in range(expected + 20):
        tab.press("Tab")
        faults = tab.run("walk.step()")
        if faults is None:
            break
        found += faults
    return found + list(tab.run("walk.missed()"))


@pytest.mark.parametrize(("path", "size"), WALKS, ids=str)
def test_each_stop_is_seen_on_screen_and_marked(
    tab: Tab, home: str, path: str, size: tuple[int, int]
) -> None:
    opened(tab, home + path, size)
    found = walked(tab)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("root", "size"), [("", DESKTOP), ("ar/", PHONE), ("", ZOOMED)], ids=str)
def test_what_keeps_chosen_files_covers_none_of_them(
    tab: Tab, home: str, root: str, size: tuple[int, int]
) -> None:
    opened(tab, f"{home}{root}downloads/", size)
    tab.run("document.querySelector('[data-part=choose]').click()")
    wait(tab, "document.activeElement.matches('.keep input')")
    tab.run("walk.begin()")
    found: list[str] = []
    while not tab.run("document.activeElement.matches('[data-part=save]')"):
        tab.press("Tab")
        faults = tab.run("walk.step()")
        assert faults is not None  # the way leads to the button
        found += faults
    missed = [line for line in tab.run("walk.missed()") if line.startswith("never reached: input")]
    assert len(missed) <= 1  # the first, where the way began
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("main a { outline: 0 !important }", "shows no focus"),
        ("main a { opacity: 0 }", "not visible"),
        ("main a { position: fixed; top: -99px }", "not on screen"),
        ("main::after { content: ''; position: fixed; inset: 0 }", "covered by"),
    ],
)
def test_planted_faults_are_found(tab: Tab, home: str, style: str, fault: str) -> None:
    opened(tab, f"{home}about/", DESKTOP)
    tab.run(
        f"""void (sheet => {{
          sheet.replaceSync({json.dumps(style)});
          document.adoptedStyleSheets = [sheet];
        }})(new CSSStyleSheet())"""
    )
    assert [line for line in walked(tab) if line.startswith(fault)]


@pytest.mark.parametrize("start", ["", "main a", "summary"])
@pytest.mark.parametrize("path", ["", STAGE])
def test_bare_keys_do_nothing(tab: Tab, home: str, path: str, start: str) -> None:
    opened(tab, home + path, DESKTOP)
    if start:
        focus(tab, start)
    before = tab.run("walk.state()")
    for key in BARE:
        tab.press(key)
        assert tab.run("walk.state()") == before, key
    tab.run("new Promise(resolve => setTimeout(resolve, 300))")
    assert tab.run("walk.state()") == before


# --- menu ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("root", ["", "ar/"])
@pytest.mark.parametrize("menu", [MENU, "details.switcher"])
def test_a_menu_opens_leads_on_and_closes(
    tab: Tab, home: str, root: str, key: str, menu: str
) -> None:
    opened(tab, home + root + STAGE, PHONE)
    tab.run("walk.begin()")
    focus(tab, f"{menu} > summary")
    tab.press(key)
    wait(tab, f"document.querySelector('{menu}').open")
    links = tab.run(f"document.querySelectorAll('{menu} a').length")
    for number in range(links):
        tab.press("Tab")
        assert tab.run(f"walk.here('{menu} a')"), number
        assert tab.run("walk.step()") == []
    tab.press("Escape")
    wait(tab, f"!document.querySelector('{menu}').open")
    assert tab.run(f"walk.here('{menu} > summary')")


def test_the_menu_leads_to_a_page(tab: Tab, home: str) -> None:
    opened(tab, home + STAGE, PHONE)
    focus(tab, f"{MENU} > summary")
    tab.press("Enter")
    tab.press("Tab")
    wait(tab, f"walk.here('{MENU} a')")
    address = tab.run("document.activeElement.href")
    tab.press("Enter")
    arrives(tab, address)


# --- search -------------------------------------------------------------------------------------


def search(tab: Tab, address: str, size: tuple[int, int]) -> None:
    """Opens the search by its button, and types what every language finds."""
    opened(tab, address, size)
    focus(tab, SEARCH)
    tab.press("Enter")
    wait(tab, "walk.here('.search__input')")
    tab.type("S-2.1")
    wait(tab, "document.querySelector('.search__result')")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("root", ["", "ar/"])
def test_the_search_keeps_the_keyboard_and_gives_it_back(
    tab: Tab, home: str, root: str, size: tuple[int, int]
) -> None:
    search(tab, f"{home}{root}glossary/", size)
    met = set()
    for _ in range(40):
        tab.press("Tab")
        assert tab.run("walk.within('dialog.search') || walk.here('body')")
        met |= {name for name in ("search__result", "tool") if tab.run(f"walk.here('.{name}')")}
    assert met == {"search__result", "tool"}
    tab.press("Escape")
    wait(tab, f"!document.querySelector('dialog').open && walk.here('{SEARCH}')")


@pytest.mark.parametrize("root", ["", "ar/"])
def test_a_result_is_followed(tab: Tab, home: str, root: str) -> None:
    search(tab, f"{home}{root}glossary/", PHONE)
    sought = f"{home}{root}{STAGE}#s-2-1"
    wait(tab, f"document.querySelector('.search__result[href$=\"{STAGE}#s-2-1\"]')")
    for _ in range(10):
        tab.press("Tab")
        if tab.run("document.activeElement.href") == sought:
            break
    tab.press("Enter")
    arrives(tab, sought)
    assert tab.run("document.querySelector(':target').dataset.point") == "S-2.1"
