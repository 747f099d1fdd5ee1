"""The checks of every page find what is planted into one, as a script or a style sheet may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support import states
from support.pages import AUDIENCE, KINDS, PUBLISHED, STAGE, pages
from support.visits import ALL_STATES, CHECKS, Visitor, states_of


@pytest.fixture
def visitor(browser: Browser, site: Path, home: str) -> Iterator[Visitor]:
    made = Visitor(browser, site, home)
    yield made
    made.page.close()


def style(text: str) -> str:
    return f"""{{
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`{text}`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }}"""


def small(tag: str) -> str:
    return f"""for (const name of "ab") {{
      const made = document.createElement("{tag}");
      made.style.cssText = "display: inline-block; padding: 0; inline-size: 9px; block-size: 9px";
      made.textContent = name;
      document.querySelector(".foot").before(made);
    }}"""


HOME = ""  # has what every page has, and little else: axe has soon looked at it
PALE = style("main p { color: #bbb !important }")
WIDE = "@media (min-width: 60em)"
DARK, FORCED = "@media (prefers-color-scheme: dark)", "@media (forced-colors: active)"
GREY = "forced-color-adjust: none; color: #bbb !important; background: #fff"
SMALL = """document.querySelectorAll('.foot__languages a').forEach((one) => {
  one.style.cssText = "display: block; min-block-size: 0; block-size: 9px; line-height: 9px";
})"""
FIELD = "document.querySelector('.search__form').insertAdjacentHTML('beforeend', '<input>')"
HEADING = "document.querySelector('h1')"
FORM = f"{HEADING}.outerHTML += '<form></form>'"
# The state that must find a fault, what it must say, and what is planted.
AXE = [
    ("light", "color-contrast:", PALE),
    ("phone", "color-contrast:", PALE),
    ("dark", "color-contrast:", style(f"{DARK} {{ main p {{ color: #333 !important }} }}")),
    ("dark phone", "color-contrast:", style(f"{DARK} {{ main p {{ color: #333 !important }} }}")),
    ("unfolded", "color-contrast:", style("main details * { color: #333 !important }")),
    ("forced", "color-contrast:", style(f"{FORCED} {{ main p {{ {GREY} }} }}")),
    ("menu", "color-contrast:", style(f".menu a {{ {GREY} }}")),
    ("switcher", "color-contrast:", style(f".switcher a {{ {GREY} }}")),
    ("search", "color-contrast:", style(f".search__result * {{ {GREY} }}")),
    ("phone", "target-size:", small("button")),
    ("small", "target-size:", small("button")),
    ("light", "page-has-heading-one:", f"{HEADING}.remove()"),
    ("light", "html-has-lang:", "document.documentElement.lang = ''"),
    ("light", "region:", small("p")),
    ("search", "label:", FIELD),
    ("menu", "link-name:", "document.querySelector('.menu a').textContent = ''"),
]
# The check that must find faults; what it must say of each, and what is planted. Several stand on
# one page where none of them can make the check say the words of another.
OTHERS: list[tuple[str, dict[str, str]]] = [
    (
        "engines",
        {
            "label_content_exists:": "document.querySelector('.filter__label').textContent = ''",
            "aria_complementary_labelled:": f"{HEADING}.outerHTML += '<aside>A</aside>'",
            "aria_content_in_landmark:": "document.body.prepend(document.querySelector('.skip'))",
            "target_spacing_sufficient:": SMALL,
            "WCAG2AA.Principle3.Guideline3_2.3_2_2.H32.2:": FORM,
            "WCAG2AA.Principle1.Guideline1_4.1_4_3.G18.Fail:": PALE,
            "element_tabbable_role_valid:": f"{HEADING}.tabIndex = 0",
        },
    ),
    (
        "engines",
        {"[wide]": style(f"{WIDE} {{ main p {{ color: #bbb !important }} }}")},
    ),
    (
        "reach",
        {
            "cut below": style(".point__text { block-size: 1em !important; overflow: hidden }"),
            "wider than the screen": style(".lead { white-space: nowrap !important }"),
            " x 20: ": style(".tool { min-block-size: 0 !important; block-size: 20px }"),
        },
    ),
    ("reach", {"spaced]": style(".step h2 { block-size: 2.6rem; overflow: hidden }")}),
    ("weight", {"requests": "for (const one of 'abcde') fetch(`../../?${one}`)"}),
    ("weight", {"bytes": "fetch('../../downloads/en/guide.html')"}),
    ("weight", {"bytes of fonts": "fetch('../../my/assets/font-400.woff2')"}),
    (
        "traces",
        {
            "asks http://127.0.0.1:9/": "new Image().src = 'http://127.0.0.1:9/'",
            "a fault": "console.log('a fault')",
            "thrown": "setTimeout(() => { throw new Error('thrown') })",
            "404 ": "fetch('nowhere')",
            "keeps local: 1": "localStorage.setItem('a', 'b')",
            "keeps name: a": "window.name = 'a'",
        },
    ),
    # One cookie: what the page and what the browser say of it.
    ("traces", {"keeps cookies: a=b": "document.cookie = 'a=b'", "sets the cookie a": ""}),
]


def plant(visitor: Visitor, planted: str) -> None:
    script = f"addEventListener('DOMContentLoaded', () => {{ {planted} }})"
    visitor.page.add_init_script(script)


@pytest.mark.parametrize(
    ("check", "faults"), OTHERS, ids=[f"{check}-{next(iter(said))}" for check, said in OTHERS]
)
def test_a_check_finds_its_faults(visitor: Visitor, check: str, faults: dict[str, str]) -> None:
    plant(visitor, "; ".join(faults.values()))
    found = visitor.faults(STAGE, [check])
    for said in faults:
        assert [line for line in found if said in line], (said, "\n".join(found))


@pytest.mark.parametrize(("state", "said", "planted"), AXE)
def test_axe_finds_its_fault_in_a_state(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, state: str, said: str, planted: str
) -> None:
    monkeypatch.setattr(states, "ALL", (state,))
    plant(visitor, planted)
    found = visitor.faults(STAGE if state == "unfolded" else HOME, ["axe"])
    assert [line for line in found if line.startswith(f"axe: {said}") and state in line], found


def test_each_check_and_each_state_has_a_fault() -> None:
    assert {check for check, _ in OTHERS} | {"axe"} == {*CHECKS}
    assert {state for state, *_ in AXE} == {*states.STATES}


def test_all_states_are_met_and_each_page_is_looked_at() -> None:
    """Each kind of page in all states where letters differ, in both of the two elsewhere."""
    met = {code: {one for path in pages(code) for one in states_of(path)} for code in PUBLISHED}
    assert all(met[code] >= {*states.ALL} for code in ALL_STATES)
    assert all(states_of(path) for code in PUBLISHED for path in pages(code))
    others = [code for code in PUBLISHED if code not in ALL_STATES]
    for page in KINDS:
        assert {one for code in others for one in states_of(f"{code}/{page}")} == {*states.FEW}


def test_what_is_found_on_a_page_is_not_said_of_the_next(visitor: Visitor) -> None:
    plant(visitor, "if (location.pathname.includes('setup')) console.log('a fault')")
    assert visitor.faults(STAGE, ["traces"])
    assert not visitor.faults(AUDIENCE, ["traces"])
