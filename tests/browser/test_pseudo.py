"""Pseudo-languages in a real browser: all words come from the catalogue; longer words and the other
direction spoil no page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guide import project
from guide.core.languages import long_date
from guide.core.model import Guide
from support import pseudo, tiny
from support.pages import KINDS, PAGES
from support.paths import script
from support.serving import Served, serving

pytestmark = pytest.mark.mkdocs

STRANGE = script("strange.js")
LAYOUT = script("layout.js")
WIDTHS = (320, 390, 1280)
PHONES = (320, 390)
# What is never translated, and why.
EXEMPT = {
    ".languages a[hreflang]": "each language is listed by its own name",
    ".switcher summary bdi": "the language of the page by its own name",
    "main li > bdi[lang]": "each language by its own name, beside its file",
    ".statuses th [lang]": "each language by its own name",
    ".entry__use bdi[lang=en]": "the English term, for those who know it by that name",
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo.copy_project(tmp_path_factory.mktemp("pseudo") / "project")


@pytest.fixture(scope="module")
def site(copied: Path) -> Path:
    return pseudo.build_site(copied)


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(site, tmp_path_factory.mktemp("host")) as made:
        yield made


@pytest.fixture(scope="module")
def source(copied: Path) -> Guide:
    return project.load(copied).source


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def test_those_are_all_pages(site: Path) -> None:
    for code in pseudo.CODES:
        found = {path.parent for path in (site / code).rglob("index.html")}
        assert found == {site / code / page for page in PAGES}


# --- every word from the catalogue -------------------------------------------------------------


def english(text: str, guide: Guide, code: str) -> list[str]:
    """The plain words of a text; names of files, codes, dates, units and placeholders are none."""
    if not re.search("[A-Za-z]{2}", text):  # as nearly always
        return []
    codes = sorted({*guide.points, *guide.steps}, key=len, reverse=True)
    names = [re.escape(name) for name in (*codes, long_date(guide.date, code))]
    names += [r"(?:translations/)?[\w-]+\.po\b", r"\{\w+\}", r"(?<=\d)\s[kM]B\b"]
    return re.findall(r"[A-Za-z]{2,}", re.sub("|".join(names), "", text))


def untranslated(page: Page, guide: Guide, code: str) -> list[str]:
    """What a page says in plain English, with the places where it stands."""
    found = page.evaluate(STRANGE, list(EXEMPT))
    assert len(found) > 20
    return [f"{location}: {text.strip()}" for text, location in found if english(text, guide, code)]


@pytest.mark.parametrize(("code", "kinds"), [("en-XA", PAGES), ("ar-XB", KINDS)], ids=pseudo.CODES)
def test_every_word_went_through_the_catalogue(
    page: Page, served: Served, source: Guide, code: str, kinds: Sequence[str]
) -> None:
    found: list[str] = []
    unused = set(EXEMPT)
    for path in (f"{code}/{kind}" for kind in kinds):
        page.goto(served.address + path)
        found += [f"{path} {line}" for line in untranslated(page, source, code)]
        found += [f"{path} a fallback" for _ in page.locator("[data-state]").all()]
        unused -= {one for one in EXEMPT if page.locator(one).count()}
    assert found == []
    assert not unused, "an exemption that exempts nothing hides a fault one day"


PLANTED = {
    "a text": ("pages/home.html", "<h2 id", "<p>Read this first</p><h2 id"),
    "a label": (
        "pages/cycle.html",
        'class="cycle__stages"',
        'class="cycle__stages" title="All stages"',
    ),
    "a word of the script": (
        "pages/point.html",
        '{{ ui("copied") }}',
        "Copied to the clipboard",
    ),
    "a word of the search": (
        "partials/search.html",
        '{{ g.ui("search-type") }}',
        "What for?",
    ),
    "a word of the style": ("assets/guide.css", 'content: "("', 'content: "More"'),
}
EXPECTED = (
    "Read this first",
    "All stages",
    "Copied to the clipboard",
    "What for?",
    '"More"',
)


def test_planted_literals_are_found(
    page: Page, copied: Path, source: Guide, tmp_path: Path
) -> None:
    root = tmp_path / "planted"
    shutil.copytree(copied, root, ignore=shutil.ignore_patterns("dist"))
    for path, old, new in PLANTED.values():
        file = tiny.override(root, path)
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (root / file).write_text(text.replace(old, new), encoding="utf-8")
    (tmp_path / "host").mkdir()
    with serving(pseudo.build_site(root, ("en-XA",)), tmp_path / "host") as served:
        found: list[str] = []
        for path in ("en-XA/", "en-XA/checklist/setup/"):
            page.goto(served.address + path)
            found += untranslated(page, source, "en-XA")
    for words in EXPECTED:
        assert any(line.endswith(f": {words}") for line in found), (words, found)


# --- longer words, the other direction ----------------------------------------------------------


# Longer words on every page; the other direction, and narrow letters, on each kind of page.
LAID_OUT = [("wide", "en-XA", PAGES), *(("narrow", code, KINDS) for code in pseudo.CODES)]
LAID_OUT += [("wide", "ar-XB", KINDS)]


@pytest.mark.parametrize(
    ("fonts", "code", "kinds"),
    LAID_OUT,
    ids=[f"{fonts}-{code}" for fonts, code, _ in LAID_OUT],
    indirect=["fonts"],
)
def test_nothing_is_cut_covered_or_outside(
    page: Page, served: Served, code: str, kinds: Sequence[str]
) -> None:
    found: list[str] = []
    for path in (f"{code}/{kind}" for kind in kinds):
        page.goto(served.address + path)
        for width in WIDTHS:
            resize(page, width)
            found += [f"{path} at {width}: {fault}" for fault in page.evaluate(LAYOUT)]
    assert found == []


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        (".lead { white-space: nowrap }", "wider than the screen"),
        (".lead { white-space: nowrap; overflow: hidden }", "cut by"),
        (
            ".lead { position: relative; left: 20rem; width: 20rem; } body { overflow-x: clip }",
            "out",
        ),
        (".point__code { margin-inline-end: -3rem }", "code over title"),
    ],
)
def test_planted_faults_of_layout_are_found(
    page: Page, served: Served, style: str, fault: str
) -> None:
    page.goto(f"{served.address}en-XA/checklist/setup/")
    assert page.evaluate(LAYOUT) == []
    page.evaluate(  # the policy refuses a <style>
        """style => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          document.adoptedStyleSheets = [sheet];
        }""",
        style,
    )
    if not fault.startswith("code"):
        resize(page, 320)
    assert any(line.startswith(fault) for line in page.evaluate(LAYOUT))


@pytest.mark.parametrize("fonts", ["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("code", pseudo.CODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_header_switcher_and_search_can_be_used(
    page: Page, served: Served, source: Guide, code: str, width: int
) -> None:
    resize(page, width)
    page.goto(f"{served.address}{code}/checklist/setup/")
    page.locator(".switcher summary").click()
    for link in page.locator(".switcher a").all():
        expect(link).to_be_in_viewport(ratio=1)
    assert page.evaluate(LAYOUT) == []
    page.locator(".switcher summary").click()
    page.locator("[data-action=search]").click()
    page.keyboard.type(pseudo.letters("baseline", code))
    result = page.locator(".search__result").first
    expect(result).to_be_in_viewport()
    for words in page.locator("dialog.search").all_inner_texts():
        assert english(words, source, code) == [], words
    assert page.evaluate(LAYOUT) == []


@pytest.mark.parametrize("code", pseudo.CODES)
@pytest.mark.parametrize("width", PHONES)
def test_the_menu_of_phones_shows_whole_titles(
    page: Page, served: Served, code: str, width: int
) -> None:
    resize(page, width)
    page.goto(f"{served.address}{code}/stakeholders/")
    page.locator(".menu summary").click()
    expect(page.locator(".menu a").first).to_be_in_viewport(ratio=1)
    assert page.evaluate(LAYOUT) == []


def middle(page: Page, selector: str, number: int = 0) -> float:
    """Where the middle of an element stands, from the left."""
    box = page.locator(selector).nth(number).bounding_box()
    assert box is not None, selector
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize(("code", "sign"), [("en-XA", 1), ("ar-XB", -1)])
def test_the_page_runs_the_other_way(page: Page, served: Served, code: str, sign: int) -> None:
    page.goto(f"{served.address}{code}/checklist/setup/")
    assert page.locator("html").get_attribute("dir") == ("ltr" if sign == 1 else "rtl")
    order = [sign * middle(page, ".cycle__stage", number) for number in range(4)]
    assert order == sorted(order)
    assert sign * middle(page, ".point__code") < sign * middle(page, ".point__text")
    assert sign * middle(page, ".switcher") > sign * middle(page, ".brand")
    page.goto(f"{served.address}{code}/stakeholders/")
    cells = page.locator(".matrix thead th")
    order = [sign * middle(page, ".matrix thead th", n) for n in range(cells.count())]
    assert order == sorted(order)
    # The text above says “the first number”: the one that is read first.
    named, added = (sign * middle(page, f".matrix td .matrix__{n}") for n in ("named", "added"))
    assert named < added


# Where each character of a text within an element stands, from the left.
PLACES = """(element, words) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start < 0) continue;
    return [...words].map((_, number) => {
      const range = document.createRange();
      range.setStart(walker.currentNode, start + number);
      range.setEnd(walker.currentNode, start + number + 1);
      return range.getBoundingClientRect().left;
    });
  }
  return null;
}"""


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("#s-2-1 .point__code", "S-2.1"),
        ("#s-2-1 .cite__text", "S-2.1"),
        (".foot", "{version}"),
        ("#s-f1 .links__list", "S-5.3"),
    ],
)
def test_codes_and_version_run_from_left_to_right(
    page: Page, served: Served, source: Guide, place: str, words: str
) -> None:
    page.goto(f"{served.address}ar-XB/checklist/setup/")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = page.locator(place).evaluate(PLACES, words.format(version=source.version))
    assert found, "not there"
    assert found == sorted(found)
