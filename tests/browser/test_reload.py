"""The live preview in a real browser: a reloaded page keeps its place, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support import searching, tiny
from support.previewing import previewing

pytestmark = pytest.mark.mkdocs

STAGE = "content/stages/planning.yml"
PAGE = "checklist/planning/"


def test_a_reader_keeps_the_place_and_sees_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    page = browser.new_page(viewport={"width": 400, "height": 400})
    with previewing(root) as preview:
        page.goto(preview.address + PAGE)
        notice, heading = page.locator("#guide-preview"), page.locator("h1")
        expect(notice).to_be_hidden()
        page.evaluate("scrollTo(0, 700)")
        tiny.edit(root, STAGE, "title: Planning", "title: Marrows")
        expect(heading).to_contain_text("Marrows")
        page.wait_for_function("document.readyState === 'complete' && scrollY === 700")
        page.evaluate("window.same = true")
        tiny.edit(root, STAGE, "title: Marrows", "title: Mar: rows")
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(f"{STAGE}:3: not valid YAML")
        assert page.evaluate("window.same")
        tiny.edit(root, STAGE, "title: Mar: rows", "title: Melons")
        expect(heading).to_contain_text("Melons")
        expect(notice).to_be_hidden()
        page.wait_for_function("document.readyState === 'complete' && scrollY === 700")
    page.close()


def test_a_new_start_is_noticed_and_the_search_works(browser: Browser, tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    page = browser.new_page()
    with previewing(root) as preview:
        searching.answering(page)
        page.goto(preview.address)
        [found] = searching.results(page, ["sunny"])
        assert f"{preview.address}{PAGE}#p-f1" in found
        port = preview.port
    tiny.edit(root, "content/guide.yml", "The School Garden", "The Garden")
    with previewing(root, port=port):
        expect(page).to_have_title("The Garden", timeout=20_000)
    page.close()
