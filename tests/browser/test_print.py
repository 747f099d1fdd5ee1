"""Pages printed from the browser: complete, light, with codes, squares and where links lead."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.core.model import Guide
from support.serving import Served

A4 = (595, 842)


def narrow(tab: Page, audience: str) -> None:
    if audience:
        tab.locator("#filter-audience").select_option(audience)
        expect(tab.locator("[data-filter][data-narrowed]")).to_be_visible()  # its script has come


def printed(browser: Browser, address: str, folder: Path, audience: str = "") -> Path:
    """The page as a PDF, printed by a browser that shows it dark."""
    path = folder / "page.pdf"
    tab = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 780})
    tab.goto(address)
    narrow(tab, audience)
    tab.pdf(path=path, format="A4", print_background=True)
    tab.close()
    return path


def text_of(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def on_paper(browser: Browser, address: str, audience: str = "") -> list[str]:
    """Codes of the points that the page shows when it is printed, in order."""
    tab = browser.new_page()
    tab.goto(address)
    narrow(tab, audience)
    tab.emulate_media(media="print")
    shown = tab.locator("[data-point]:visible").all()
    found = [str(point.get_attribute("data-point")) for point in shown]
    tab.close()
    return found


@pytest.mark.parametrize("root", ["", "ar/", "my/"])
def test_a_stage_is_printed_whole(
    browser: Browser, served: Served, guides: dict[str, Guide], tmp_path: Path, root: str
) -> None:
    stage = guides["en"].stage("context")
    address = f"{served.address}{root}checklist/context/"
    text = text_of(printed(browser, address, tmp_path))
    points = [point.code for point in (*stage.factors, *stage.items)]
    assert on_paper(browser, address) == points
    assert all(code in text for code in points)
    guide = guides[root.strip("/") or "en"]
    assert guide.interface["theme-skip"].value not in text
    assert guide.version in text


@pytest.mark.parametrize("root", ["", "ar/"])
def test_a_narrowed_stage_is_printed_narrowed_and_says_so(
    browser: Browser, served: Served, guides: dict[str, Guide], tmp_path: Path, root: str
) -> None:
    address = f"{served.address}{root}checklist/growth/"
    text = text_of(printed(browser, address, tmp_path, "companies"))
    stage = guides["en"].stage("growth")
    every = (*stage.factors, *stage.items)
    points = [point.code for point in every if "companies" in point.audiences]
    assert 0 < len(points) < len(every)
    assert on_paper(browser, address, "companies") == points
    assert all(code in text for code in points)
    if not root:
        assert re.search(r"^ *Companies\b", text, re.MULTILINE)
        left = [str(point.title) for point in every if point.code not in points]
        assert not [title for title in left if f"\n{title}" in text]
        assert f"Points shown: {len(points)} of" in text


def test_paper_is_light_and_has_a_square_for_each_item(
    browser: Browser, served: Served, guides: dict[str, Guide], tmp_path: Path
) -> None:
    pdf = printed(browser, f"{served.address}checklist/context/", tmp_path)
    subprocess.run(["pdftoppm", "-gray", "-r", "36", str(pdf), str(tmp_path / "page")], check=True)
    for page in sorted(tmp_path.glob("page-*.pgm")):
        data = page.read_bytes()
        pixels = data[-int(A4[0] / 2) * int(A4[1] / 2) :]
        assert sum(pixel > 200 for pixel in pixels) > 0.85 * len(pixels), page.name
    tab = browser.new_page()
    tab.goto(f"{served.address}checklist/context/")
    tab.emulate_media(media="print")
    script = """items => items.map(item => {
      const box = getComputedStyle(item, "::after");
      return [box.borderTopStyle, parseFloat(box.width)];
    })"""
    squares = tab.locator(".point--item .point__main").evaluate_all(script)
    assert len(squares) == len(guides["en"].stage("context").items)
    assert all(style == "solid" and width > 12 for style, width in squares), squares
    tab.close()


def test_where_a_link_leads_is_on_paper(browser: Browser, served: Served, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.goto(f"{served.address}about/")
    tab.evaluate(
        """() => document.querySelector("main p").insertAdjacentHTML(
          "beforeend", '<a href="https://example.net/where">words</a>')"""
    )
    tab.pdf(path=tmp_path / "page.pdf", format="A4")
    tab.close()
    assert "words (https://example.net/where)" in " ".join(text_of(tmp_path / "page.pdf").split())
