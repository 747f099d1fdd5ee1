"""IBM Equal Access and HTML_CodeSniffer find nothing in what a reader opens on a phone, either.

test_pages.py asks them about each kind of page in the same languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support import engines
from support.pages import STAGE
from support.states import DESKTOP, PHONE, menu, search, size
from support.visits import complete


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    complete(page)
    engines.inject(page)


def wide(page: Page) -> None:
    size(page, DESKTOP)
    opened(page, page.url)


def boxes(page: Page) -> None:
    page.locator("[data-part=choose]").click()
    expect(page.locator(".keep input").first).to_be_focused()
    # The buttons stick to the foot of the window. The engines take what scrolls beneath them for
    # their neighbours, so in this window they lie over nothing.
    size(page, (PHONE[0], page.evaluate("document.documentElement.scrollHeight")))


def narrowed(page: Page) -> None:
    page.locator("[data-filter] select").select_option(index=1)
    expect(page.locator("[data-filter][data-narrowed]")).to_be_visible()


@pytest.mark.parametrize("root", ["", "ar/"])
@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("about/", menu),
        ("about/", search),
        ("downloads/", boxes),
        ("downloads/", wide),
        (STAGE, narrowed),
    ],
)
def test_nor_in_what_a_reader_opens(
    page: Page, home: str, root: str, path: str, state: Callable[[Page], None]
) -> None:
    size(page, PHONE)
    opened(page, home + root + path)
    state(page)
    assert not (found := engines.faults(page)), "\n".join(found)
