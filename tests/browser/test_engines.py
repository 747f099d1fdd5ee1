"""IBM Equal Access and HTML_CodeSniffer find nothing either, on any page of four languages.

axe-core (test_accessibility.py) looks at more states and languages; other engines have other rules.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.pages import KINDS, STAGE, pages
from support.paths import MODULES, script

DESKTOP, PHONE = (1280, 800), (390, 780)
LANGUAGES = ("en", "fr", "ar", "my")
RUN = script("engines_run.js")
ENGINES = {
    "ace": MODULES / "accessibility-checker-engine/ace.js",
    "HTMLCS": MODULES / "html_codesniffer/build/HTMLCS.js",
}
# Recommendations of Equal Access that we do not follow, each with its reason: the rule, the place.
NOT_FOLLOWED = (
    # It calls every `http-equiv` deprecated. The HTML Standard does not, and our policy needs it:
    # https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv
    "element_attribute_deprecated: /html[1]/head[1]/meta[2] ",
    # Roles that the script gives tables which a phone shows in blocks; guide.js says why.
    "aria_role_redundant: /html[1]/body[1]/div[1]/main[1]/div[1]/table[",
)


@functools.cache
def sources() -> str:
    """Both engines as they leave their names in the page."""
    return "".join(
        f"(() => {{ {path.read_text(encoding='utf-8')}; window.{name} = {name} }})();"
        for name, path in ENGINES.items()
    )


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def size(page: Page, wanted: tuple[int, int]) -> None:
    page.set_viewport_size({"width": wanted[0], "height": wanted[1]})


# The page of downloads fills its part on reading without a network once the list has come.
READY = "() => !document.querySelector('[data-part=can][hidden]')"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(READY)
    page.evaluate(sources())


def faults(page: Page) -> list[str]:
    return [line for line in page.evaluate(RUN) if not line.startswith(NOT_FOLLOWED)]


@pytest.mark.parametrize("path", [path for code in LANGUAGES for path in pages(code)])
def test_other_engines_find_nothing(page: Page, home: str, path: str) -> None:
    size(page, PHONE)
    opened(page, home + path)
    assert not (found := faults(page)), "\n".join(found)


@pytest.mark.parametrize("path", [path for code in LANGUAGES for path in pages(code, KINDS)])
def test_nor_on_a_wide_screen(page: Page, home: str, path: str) -> None:
    size(page, DESKTOP)
    opened(page, home + path)
    assert not (found := faults(page)), "\n".join(found)


def menu(page: Page) -> None:
    page.locator("details.menu > summary").click()
    expect(page.locator("details.menu a").first).to_be_visible()


def search(page: Page) -> None:
    page.locator("[data-action=search]").click()
    page.keyboard.type("S-2.1")
    expect(page.locator(".search__result").first).to_be_visible()


def boxes(page: Page) -> None:
    page.locator("[data-part=choose]").click()
    expect(page.locator(".keep input").first).to_be_focused()


def narrowed(page: Page) -> None:
    page.locator("[data-filter] select").select_option(index=1)


@pytest.mark.parametrize("root", ["", "fr/", "ar/", "my/"])
@pytest.mark.parametrize(
    ("path", "state"),
    [("about/", menu), ("about/", search), ("downloads/", boxes), (STAGE, narrowed)],
)
def test_nor_in_what_a_reader_opens(
    page: Page, home: str, root: str, path: str, state: Callable[[Page], None]
) -> None:
    size(page, PHONE)
    opened(page, home + root + path)
    state(page)
    assert not (found := faults(page)), "\n".join(found)


SMALL = """document.querySelectorAll('.foot__languages a').forEach((one) => {
  one.style.cssText = "display: block; min-block-size: 0; block-size: 9px; line-height: 9px";
})"""
# A fault a row, planted into a page as script may, and the rule that must find it.
PLANTED = [
    ("label_content_exists", "document.querySelector('.filter__label').textContent = ''"),
    ("aria_complementary_labelled", "document.querySelector('h1').outerHTML += '<aside>A</aside>'"),
    ("aria_content_in_landmark", "document.body.prepend(document.querySelector('.skip'))"),
    ("target_spacing_sufficient", SMALL),
    ("element_tabbable_role_valid", "document.querySelector('h1').tabIndex = 0"),
    (
        "WCAG2AA.Principle3.Guideline3_2.3_2_2.H32.2",
        "document.querySelector('h1').outerHTML += '<form></form>'",
    ),
    (
        "WCAG2AA.Principle1.Guideline1_4.1_4_3.G18.Fail",
        "document.querySelector('main p').style.color = '#bbb'",
    ),
]


@pytest.mark.parametrize(("rule", "fault"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_planted_faults_are_found(page: Page, home: str, rule: str, fault: str) -> None:
    size(page, PHONE)
    opened(page, f"{home}fr/{STAGE}")
    page.evaluate(f"void ({fault})")
    assert [line for line in faults(page) if line.startswith(f"{rule}:")]
