"""The fonts that readers see: named sets in tests, and own names of languages on any system."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, CDPSession, Page

import browsers
from guide.core.languages import language
from guide.theme import web_fonts
from support.firefox import Firefox
from support.pages import LOST
from support.paths import ROOT

BOTH = pytest.mark.parametrize("fonts", ["wide", "narrow"], indirect=True)
BARE = pytest.mark.parametrize("fonts", ["narrow"], indirect=True)  # no Arabic, no Burmese
WIDTH = """family => {
  const words = document.body.appendChild(document.createElement("span"));
  words.textContent = "Who is responsible for this group?";
  words.style = `font: 100px ${family}; white-space: nowrap`;
  return words.getBoundingClientRect().width;
}"""


def used(session: CDPSession, selector: str) -> list[list[dict[str, Any]]]:
    """The fonts that Chromium draws each element with, by what it tells developers."""
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    asked = [session.send("CSS.getPlatformFontsForNode", {"nodeId": node}) for node in nodes]
    return [answer["fonts"] for answer in asked]


# --- named sets ------------------------------------------------------------------------------


@BOTH
def test_a_browser_sees_its_set_and_nothing_else(
    browser: Browser, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["fonts"]
    page = browser.new_page()
    page.set_content("<p>Words</p>")
    families = ("system-ui", "sans-serif", "Arial", "'Noto Sans'", "'Liberation Sans'", "'No such'")
    widths = {family: round(page.evaluate(WIDTH, family)) for family in families}
    drawn = {font["familyName"] for fonts in used(session_of(page), "span") for font in fonts}
    page.close()
    assert drawn == {browsers.SETS[name].family}
    assert len({*widths.values()}) == 1, widths
    assert (widths["system-ui"] > 1650) == (name == "wide"), widths
    assert (widths["system-ui"] < 1250) == (name == "narrow"), widths


def session_of(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def test_firefox_sees_the_wide_set(fox: Firefox) -> None:
    fox.open("data:text/html,<p>Words</p>")
    assert fox.run(f"({WIDTH})('system-ui')") > 1650
    assert fox.run(f"({WIDTH})('Liberation Sans')") > 1650


@pytest.mark.parametrize(("installed", "told"), [("", True), ("libatomic.so.1 (libc6)", False)])
def test_a_missing_library_is_told(tmp_path: Path, installed: str, told: bool) -> None:  # noqa: FBT001
    """Of a machine without any of the tests' commands, and without apt."""
    for name in ("grep", "id"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    (tmp_path / "ldconfig").write_text(f"#!/bin/sh\necho '{installed}'\n")
    (tmp_path / "ldconfig").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / "tools/install-test-tools"],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert ("libatomic1" in done.stderr) == told
    assert "firefox-esr" in done.stderr


# --- own names of languages ------------------------------------------------------------------

NAMES = ".languages :is([lang=ar], [lang=my]), .own-name:is([lang=ar], [lang=my])"


def come_to_the_foot(page: Page) -> None:
    """Where the names of languages are laid out, and their letters fetched."""
    page.evaluate("document.querySelector('.foot__languages').scrollIntoView()")
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100)))")
    page.evaluate("document.fonts.ready")


def boxes(browser: Browser, address: str, *, blocked: bool = False) -> list[str]:
    """Own names on a page that are not drawn by a font of the page."""
    page = browser.new_page()
    if blocked:
        page.route("**/font-names-*", lambda route: route.abort())
    page.goto(address)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    come_to_the_foot(page)
    found = used(session_of(page), NAMES)
    texts = page.locator(NAMES).all_inner_texts()
    page.close()
    assert len(found) == len(texts) > 1
    return [
        text
        for text, fonts in zip(texts, found, strict=True)
        if not all(font["isCustomFont"] for font in fonts)
    ]


@BARE
@pytest.mark.parametrize(
    "path",
    [
        "",
        "fr/translate/",
        "translate/",
        "ar/downloads/",
        "my/",
        LOST,
    ],
)
def test_own_names_show_no_boxes(browser: Browser, home: str, path: str) -> None:
    assert boxes(browser, home + path) == []


@BARE
def test_own_names_show_no_boxes_on_the_stick(browser: Browser, dist: Path) -> None:
    for path in ("START-HERE.html", "guide/index.html"):
        page = browser.new_page()
        page.goto((dist / "usb" / path).as_uri())
        page.evaluate("document.fonts.ready")
        found = used(session_of(page), "nav a[hreflang=ar], nav a[hreflang=my]")
        page.close()
        assert len(found) > 1
        assert all(font["isCustomFont"] for fonts in found for font in fonts), path


@BARE
def test_boxes_would_be_found(browser: Browser, home: str) -> None:
    arabic, burmese = (language(code).endonym for code in ("ar", "my"))
    assert boxes(browser, home, blocked=True) == [arabic, burmese] * 2


@pytest.mark.parametrize(
    ("path", "fetched"),
    [("", {"arab", "mymr"}), ("ar/glossary/", {"mymr"}), ("my/glossary/", {"arab"})],
)
def test_a_page_fetches_the_letters_that_its_own_font_lacks(
    browser: Browser, home: str, path: str, fetched: set[str]
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + path)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "font-names-" in url]
    come_to_the_foot(page)
    page.close()
    found = [url for url in asked if "font-names-" in url]
    if path.startswith("ar/"):  # where the font of its page comes late, its own name asks as well
        found = [url for url in found if "arab" not in url]
    assert sorted(found) == sorted(f"{home}assets/font-names-{one}.woff2" for one in fetched)


@pytest.mark.parametrize(
    ("codes", "letters"),
    [
        (("en", "fr", "id"), {}),
        (("ar",), {"font-names-arab.woff2": "ابةرعلي"}),
        (("en", "fa", "my"), {"font-names-arab.woff2": "ارسفی", "font-names-mymr.woff2": "နမာ်ြ"}),
        (("am", "my"), {"font-names-ethi.woff2": "ማርኛአ", "font-names-mymr.woff2": "နမာ်ြ"}),
        (("ka", "ru", "my"), {"font-names-mymr.woff2": "နမာ်ြ"}),  # no font for these: none served
    ],
)
def test_names_need_few_letters(codes: tuple[str, ...], letters: dict[str, str]) -> None:
    made = web_fonts.of_names(codes)
    found = {}
    for name, font in made.items():
        data = web_fonts.woff2(font, 400)
        assert len(data) < 3_000, name
        kept = TTFont(io.BytesIO(data)).getBestCmap()
        found[name] = "".join(sorted(map(chr, kept)))
        assert {*kept} == {*font.characters}
    assert found == letters


@pytest.mark.parametrize(("code", "kept"), [("ar", False), ("ms-Arab", True)])
def test_the_ligature_that_a_name_needs_is_kept(code: str, *, kept: bool) -> None:
    (font,) = web_fonts.of_names([code]).values()
    made = TTFont(io.BytesIO(web_fonts.woff2(font, 400)))
    features = {record.FeatureTag for record in made["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina"} <= features
    assert ("rlig" in features) == kept
