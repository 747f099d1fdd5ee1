"""From 1 to 20 stages, from 0 to 20 audiences: every page has room for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from support import sites
from support.html_tree import Element
from support.paths import script
from support.sized import SIZES, Sized, written

pytestmark = pytest.mark.mkdocs

LAYOUT = script("layout.js")
# Pixels across: a phone, a tablet, a desk, and A4 between its margins.
VIEWS: tuple[tuple[int, Literal["screen", "print"]], ...] = (
    (320, "screen"),
    (768, "screen"),
    (1280, "screen"),
    (680, "print"),
)


@pytest.fixture(scope="module", params=SIZES, ids=str)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sized:
    made = written(request.param, tmp_path_factory.mktemp("sized") / "guide")
    sites.folder(made.root, made.site, (made.size.language,))
    return made


def having(element: Element, name: str) -> Iterator[Element]:
    """The elements within of a class."""
    return (one for one in element.all(**{"class": "*"}) if name in one.attrs["class"].split())


def shade_of(element: Element) -> int:
    found = re.search(r"(?:^| )stage-(\d+)(?: |$)", element.attrs["class"])
    assert found, element.attrs
    return int(found[1])


# --- pages --------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_no_page_is_wider_than_the_screen_or_the_paper(built: Sized, page: Page) -> None:
    paths = ["", "stages", f"stages/{built.guide.stages[-1].id}", "downloads"]
    if audiences := built.guide.audiences:
        paths += ["audiences", f"audiences/{audiences[0].id}"]
    for path in paths:
        page.goto(built.file(path).as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for width, media in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            assert page.evaluate(LAYOUT) == [], (path, width, media)


def test_the_picture_of_the_stages_has_each_and_their_order(built: Sized) -> None:
    count, returning = built.size.stages, built.size.order == "returning" and built.size.stages > 1
    pictures = list(having(built.page(""), "cycle--whole"))
    stations = [list(having(picture, "cycle__stage")) for picture in pictures]
    assert len(pictures) == (built.size.groups or 1)
    assert [shade_of(one) for found in stations for one in found] == built.shades
    numbers = [number.text for picture in pictures for number in having(picture, "number")]
    assert numbers == built.numbers
    circle = returning and not built.size.groups
    for picture, found in zip(pictures, stations, strict=True):
        names = picture.attrs["class"].split()
        assert ("cycle--linear" in names, bool([*having(picture, "cycle__return")])) == (
            not circle,
            circle,
        )
        assert ("cycle--across" in names) is (1 < len(found) < 5)
    for path in ("stages", f"stages/{built.guide.stages[-1].id}"):
        strips = list(having(built.page(path), "cycle"))
        assert len(strips) == (count > 1)
        folded = [one for strip in strips for one in strip.all("details")]
        assert bool(folded) is (count > 8 and path != "stages")


def test_the_matrix_has_each_stage_and_each_audience(built: Sized) -> None:
    if not built.guide.audiences:
        assert not (built.site / "audiences").exists()
        return
    [table] = having(built.page("audiences"), "matrix")
    numbered = [one for one in table.all(**{"class": "*"}) if "stage-" in one.attrs["class"]]
    assert [shade_of(one) for one in numbered] == built.shades
    assert [one.text for one in having(table, "number")] == built.numbers
    text = f" {table.text} "
    assert all(f" {one.short} " in text for one in built.guide.audiences)
    assert all(f" {one.title} " in text for one in built.guide.stages)
    assert len(list(table.all("td"))) == built.size.stages * built.size.audiences
