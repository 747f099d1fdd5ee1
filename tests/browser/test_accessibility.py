"""axe-core finds nothing on any page, in any of its states, in two browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support import axe
from support.firefox import Firefox, firefox
from support.pages import AUDIENCE, KINDS, LOST, STAGE, pages

DESKTOP, PHONE, SMALL = (1280, 800), (390, 780), (320, 640)
TYPED = "S-2.1"  # found in every language
WHOLE, OTHERS = ("en", "ar", "my"), ("fr", "es", "pt", "id")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(color_scheme="light")
    yield made
    made.close()


def size(page: Page, wanted: tuple[int, int]) -> None:
    page.set_viewport_size({"width": wanted[0], "height": wanted[1]})


# --- states of one page that stays loaded; each begins with all closed, light, on a desk --------


def light(page: Page) -> None:
    size(page, DESKTOP)


def dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")


def small(page: Page) -> None:
    size(page, SMALL)


def phone(page: Page) -> None:
    size(page, PHONE)


def dark_phone(page: Page) -> None:
    phone(page)
    dark(page)


def forced(page: Page) -> None:
    page.emulate_media(forced_colors="active")


def menu(page: Page) -> None:
    phone(page)
    page.locator("details.menu > summary").click()
    expect(page.locator("details.menu a").first).to_be_visible()


def switcher(page: Page) -> None:
    page.locator("details.switcher > summary").click()
    expect(page.locator(".switcher a").first).to_be_visible()


def search(page: Page) -> None:
    dark_phone(page)
    page.locator("[data-action=search]").click()
    page.locator(".search__input").fill("")
    page.keyboard.type(TYPED)
    expect(page.locator(".search__result").first).to_be_visible()


def unfolded(page: Page) -> None:
    """What a reader may unfold on the page itself, all at once."""
    dark_phone(page)
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    page.evaluate("for (const one of document.querySelectorAll('.contents')) one.open = true")


WHOLE_PAGE = (light, dark, forced)  # nothing over it, nothing scrolled out of sight
STATES = (light, dark, small, phone, forced, menu, switcher, search, unfolded)


def begin(page: Page) -> None:
    """Ends the state before."""
    page.keyboard.press("Escape")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    page.emulate_media(color_scheme="light", forced_colors="none")
    size(page, DESKTOP)


def faults(page: Page, address: str, states: tuple[Callable[[Page], None], ...]) -> list[str]:
    page.goto(address)
    axe.inject(page.evaluate)
    found: dict[str, list[str]] = {}
    for state in states:
        begin(page)
        state(page)
        for fault in axe.faults(page.evaluate, whole=state in WHOLE_PAGE):
            found.setdefault(fault, []).append(state.__name__)
    return [f"{fault} [{' '.join(names)}]" for fault, names in found.items()]


@pytest.mark.parametrize("path", [path for code in WHOLE for path in pages(code)])
def test_axe_finds_nothing_in_any_state(page: Page, home: str, path: str) -> None:
    assert not (found := faults(page, home + path, STATES)), "\n".join(found)


@pytest.mark.parametrize("path", [path for code in OTHERS for path in pages(code)])
def test_axe_finds_nothing_in_the_other_languages(page: Page, home: str, path: str) -> None:
    found = faults(page, home + path, (light, dark_phone))
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    with firefox() as made:
        yield made


@pytest.mark.parametrize("path", [path for code in WHOLE for path in pages(code, KINDS)])
def test_axe_finds_nothing_in_firefox(fox: Firefox, home: str, path: str) -> None:
    fox.open(home + path)
    axe.inject(fox.run)
    assert not (found := axe.faults(fox.run)), "\n".join(found)


ADD = """{{
  const made = document.createElement("{tag}");
  made.style.cssText = "display: inline-block; padding: 0; inline-size: 9px; block-size: 9px";
  made.textContent = name;
  document.querySelector(".foot").before(made);
}}"""
# A fault a row, planted into a page as script may: the rule that must find it, and the state.
PLANTED = [
    ("color-contrast", light, "document.querySelector('main p').style.color = '#bbb'"),
    ("color-contrast", dark, "document.querySelector('main p').style.color = '#333'"),
    ("target-size", phone, f"for (const name of 'ab') {ADD.format(tag='button')}"),
    ("page-has-heading-one", light, "document.querySelector('h1').remove()"),
    ("label", search, "document.querySelector('.search__form').innerHTML = '<input type=email>'"),
    ("html-has-lang", light, "document.documentElement.lang = ''"),
    ("region", light, f"for (const name of 'ab') {ADD.format(tag='p')}"),
]


@pytest.mark.parametrize(("rule", "state", "fault"), PLANTED)
def test_planted_faults_are_found(
    page: Page, home: str, rule: str, state: Callable[[Page], None], fault: str
) -> None:
    page.goto(home + STAGE)
    axe.inject(page.evaluate)
    begin(page)
    state(page)
    page.evaluate(fault)
    assert [line for line in axe.faults(page.evaluate) if line.startswith(f"{rule}:")]


def test_every_kind_of_page_is_there(site: Path) -> None:
    assert {LOST, STAGE, AUDIENCE} < set(pages("en"))
    assert all((site / path.replace(LOST, "")).is_dir() for path in pages("ar") + pages("en"))
