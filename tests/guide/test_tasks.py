"""What a new reader comes for, on a phone, from the English home page, in three clicks at most."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from guide.core.model import Guide
from support.serving import Served

MOST = 3


class Visitor:
    """Someone at the home page; `clicks` counts what they press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def press(self, target: Locator) -> None:
        expect(target).to_be_visible()
        target.click()
        self.clicks += 1


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served.address)
    made = Visitor(page)
    yield made
    assert 0 < made.clicks <= MOST
    context.close()


def test_find_what_an_embassy_is_asked_to_do(visitor: Visitor, guides: dict[str, Guide]) -> None:
    """Through the search, for who does not know that an embassy belongs to a home government."""
    page = visitor.page
    visitor.press(page.locator("[data-action=search]"))
    page.keyboard.type("embassy")
    visitor.press(page.locator(".search__result", has_text="HOME-").first)
    asked = guides["en"].audience("home-governments").recommendations
    assert page.locator("[data-point^='HOME-']:visible").count() == len(asked)


def test_print_the_handout_of_companies_in_spanish(visitor: Visitor) -> None:
    page = visitor.page
    visitor.press(page.locator(".foot a[hreflang=es]"))
    visitor.press(page.locator(".door", has_text="Empresas"))
    with page.expect_download() as taken:
        visitor.press(page.locator("a.file[href$='es/handout-companies.pdf']"))
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def test_find_all_points_on_funding(visitor: Visitor, guides: dict[str, Guide]) -> None:
    """The search names each point whose text says funding; where they are many, it shows more."""
    page, guide = visitor.page, guides["en"]
    visitor.press(page.locator("[data-action=search]"))
    page.keyboard.type("funding")
    page.locator(".search__result").first.wait_for()
    page.wait_for_timeout(300)  # until results for the whole word are there
    more = page.locator("[data-action=more]")
    if more.is_visible():
        visitor.press(more)
    found = page.locator(".search__title").all_inner_texts()
    said = [p.code for p in guide.points.values() if "funding" in f"{p.title} {p.text}".lower()]
    assert len(said) >= 4
    assert {code for code in said if not any(title.startswith(code) for title in found)} == set()


def test_start_a_worksheet_for_growth(visitor: Visitor) -> None:
    page = visitor.page
    visitor.press(page.locator(".cycle a", has_text="Growth").first)
    with page.expect_download() as taken:
        visitor.press(page.locator("a.file[href$='en/worksheet-growth.docx']"))
    assert taken.value.path().read_bytes().startswith(b"PK")


def test_correct_a_french_text(visitor: Visitor) -> None:
    page = visitor.page
    visitor.press(page.locator(".foot a[href='translate/']"))
    with page.expect_download() as taken:
        visitor.press(page.locator("a.file[href$='/fr.po']"))
    assert "Language: fr" in taken.value.path().read_text(encoding="utf-8")
