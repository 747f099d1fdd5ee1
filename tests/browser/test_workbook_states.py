"""The workbook page as people meet it: checked by engines, on paper, by keyboard, left, fast."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from guide import project
from guide.core.model import Guide
from support import axe, engines, reach, states, workbook_page, workbooks
from support.paths import ROOT
from support.pdf_reading import Pdf
from support.serving import serving

pytestmark = pytest.mark.mkdocs  # MkDocs reads the settings of a site
CODES = ("en", "fr", "ar")


@dataclass(frozen=True, slots=True)
class Ours:
    """Our own guide, and the address of its workbook in each language."""

    guide: Guide
    web: str

    def page(self, code: str) -> str:
        return self.web + ("" if code == "en" else f"{code}/") + "workbook/"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ours]:
    top = tmp_path_factory.mktemp("ours")
    made = workbook_page.build(ROOT, CODES, top / "site")
    with serving(made / "web", top / "host") as served:
        yield Ours(project.load_source(ROOT), served.address)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()


def files(ours: Ours, folder: Path) -> list[str]:
    """Two files that differ, and a locked one."""
    first = {"S-2.1": {"status": "partly", "owner": "Awa", "due": "2026-01-31"}}
    first["C-1"] = {"status": "not-yet", "owner": "Ben", "notes": "Line one\nLine two"}
    second = {"S-2.1": {"status": "in-place", "owner": "Ben"}, "GONE-1": {"owner": "x"}}
    made = []
    for name, points, saved in (
        ("one", first, workbooks.OLDER),
        ("two", second, workbooks.NEWER),
    ):
        made.append(folder / f"{name}.json")
        made[-1].write_text(workbooks.text_of(ours.guide, points, saved=saved))
    (locked,) = (
        one.data for one in workbooks.workbook_files(ours.guide) if one.refused == "locked"
    )
    made.append(folder / "locked.json")
    made[-1].write_bytes(locked)
    return [str(path) for path in made]


def give(page: Page, file: str, action: str = "open") -> None:
    page.set_input_files(f"[data-action={action}]", file)


def answer(page: Page, value: str) -> None:
    page.locator(f"[data-answer='{value}']:visible").click()


def planned(page: Page) -> None:
    """Shows a plan of one point."""
    page.locator("[name=find]").fill("")
    page.locator("article[data-point='C-1'] [data-tick]").check()
    page.locator("[data-action=plan]").click()


def wrong_date(page: Page) -> None:
    """Writes a date as a browser without fields for dates lets its user do."""
    page.evaluate(
        """(() => {
          const field = document.querySelector("[name=due]");
          field.type = "text";
          field.value = "31/01/2027";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        })()"""
    )


def steps(page: Page, made: list[str]) -> Iterator[str]:
    """Does one thing after the other on a page, and names each state."""
    yield "empty"
    page.locator("[data-scope=stage-context]").click()  # fewer points are looked at sooner
    give(page, made[0])
    yield "opened"
    give(page, made[1])
    yield "both"
    answer(page, "merge")
    yield "clashes"
    answer(page, "take")
    yield "merged"
    give(page, __file__)
    yield "refused"
    give(page, made[2])
    yield "locked"
    page.locator("[data-action=erase]").click()
    yield "erasing"
    states.unfold(page, "main details")
    yield "unfolded"
    give(page, made[0], "compare")
    yield "compared"
    page.locator("[name=find]").fill("no such words")
    yield "none found"
    planned(page)
    yield "planned"
    wrong_date(page)
    yield "wrong date"


@pytest.mark.parametrize("code", CODES)
def test_no_engine_finds_a_fault_in_any_state(
    tab: Page, ours: Ours, code: str, tmp_path: Path
) -> None:
    tab.goto(ours.page(code))
    made = files(ours, tmp_path)
    axe.inject(tab.evaluate)
    engines.inject(tab)
    reach.inject(tab)
    found = []
    for name in steps(tab, made):
        tab.wait_for_timeout(200)
        for size in (states.PHONE, states.DESKTOP):
            states.size(tab, size)
            tab.evaluate("scrollTo(0, 0)")  # nothing is half below the bar
            faults = axe.faults(tab.evaluate, whole=False)
            if size == states.PHONE:
                faults += engines.faults(tab)
            found += [f"{name} {size[0]}: {fault}" for fault in faults]
        if name in ("clashes", "unfolded", "planned"):
            tab.emulate_media(color_scheme="dark")
            dark = axe.faults(tab.evaluate, states.COLOURS, whole=False)
            found += [f"{name} dark: {fault}" for fault in dark]
            tab.emulate_media(color_scheme="light")
        states.size(tab, (320, 640))
        wide = tab.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {wide} wide"] * (wide > 320)
        small = "main :is(button, select, textarea, input, summary), main .answer__title a"
        found += [f"{name}: {one}" for one in tab.evaluate(f"reach.small({json.dumps(small)}, 44)")]
        found += [f"{name}: {one}" for one in tab.evaluate("reach.moving()")]
    # What a field without a value, and one that the test has made another, would look like.
    untold = ("test color contrast with a value entered", "Unable to determine contrast ratio")
    left = [one for one in dict.fromkeys(found) if not any(why in one for why in untold)]
    assert not left, "\n".join(left)


def test_a_french_file_opens_in_the_arabic_page(tab: Page, ours: Ours, tmp_path: Path) -> None:
    tab.goto(ours.page("fr"))
    point = tab.locator("article[data-point='S-2.1']")
    point.locator("[name=status]").select_option("partly")
    point.locator("[name=owner]").fill("Émile")
    point.locator("[name=due]").fill("2027-01-31")
    with tab.expect_download() as download:
        tab.locator("[data-action=save]").click()
    download.value.save_as(tmp_path / "fr.json")
    assert json.loads((tmp_path / "fr.json").read_text())["language"] == "fr"
    tab.goto(ours.page("ar"))
    give(tab, str(tmp_path / "fr.json"))
    expect(point.locator("[name=status]")).to_have_value("partly")
    expect(point.locator("[name=owner]")).to_have_value("Émile")
    expect(point.locator("[name=due]")).to_have_value("2027-01-31")
    assert tab.evaluate("document.dir") == "rtl"


# --- paper ----------------------------------------------------------------------------------


def test_the_printed_plan_has_answers_and_only_chosen_points(
    tab: Page, ours: Ours, tmp_path: Path
) -> None:
    tab.goto(ours.page("en"))
    give(tab, files(ours, tmp_path)[0])
    expect(tab.locator("[data-point='C-1'] [name=owner]")).to_have_value("Ben")
    tab.locator("[data-point='C-1'] [data-tick]").check()
    tab.locator("[data-action=plan]").click()
    tab.emulate_media(media="print")
    text = tab.locator("body").inner_text()
    harm = str(ours.guide.do_no_harm)[:40]
    for words in ("C-1", "Ben", "Not yet", "Line one\nLine two", harm):
        assert words in text
    for words in ("S-2.1", "Awa", "Save to a file", "How far you are"):
        assert words not in text
    assert text.index(harm) < text.index("C-1")
    printed = Pdf(tab.pdf(format="A4")).text
    assert "C-1" in printed
    assert "Ben" in printed
    assert not re.search(r"S-2\.1|Awa", printed)
    tab.emulate_media(media="screen")
    tab.locator("[data-point='S-2.1'] [data-tick]").check()
    tab.locator("[name=by]").select_option("stage")
    heads = tab.locator("[data-part=plan] h3").all_inner_texts()
    assert heads == [str(ours.guide.stages[0].title), str(ours.guide.stages[1].title)]
    tab.locator("[name=by]").select_option("owner")
    assert tab.locator("[data-part=plan] h3").all_inner_texts() == ["Awa", "Ben"]
    tab.locator("[data-action=tick-none]").click()
    expect(tab.locator("[data-part=plan]")).to_be_hidden()
    tab.locator("[data-action=print]").click()
    expect(tab.locator("[data-part=said]")).to_have_text("No point is ticked for the action plan.")


def test_without_a_plan_an_empty_table_is_printed(tab: Page, ours: Ours) -> None:
    tab.goto(ours.page("en"))
    printed = Pdf(tab.pdf(prefer_css_page_size=True))
    assert all(code in printed.text for code in ours.guide.points)
    assert "Save to a file" not in printed.text
    assert tab.locator("tr[data-point]").count() == 0  # it is away again


def test_without_script_there_is_a_table_with_room_to_write(browser: Browser, ours: Ours) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for code in CODES:
        page.goto(ours.page(code))
        assert page.locator("tr[data-point]:visible").count() == len(ours.guide.points)
        for control in ("button", "input", "select", "textarea", "[role=status]"):
            assert page.locator(f"{control}:visible").count() == 0
    context.close()


# --- by keyboard alone ----------------------------------------------------------------------


def reach_by_tab(page: Page, selector: str, most: int = 400) -> None:
    """Presses Tab until what the selector names has the focus, on screen and uncovered."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = page.evaluate(
                """(() => {
                  const one = document.activeElement;
                  const { left, right, top, bottom } = one.getBoundingClientRect();
                  const [x, y] = [(left + right) / 2, (top + Math.min(bottom, innerHeight)) / 2];
                  const there = document.elementFromPoint(x, y);
                  return one.contains(there) || (there !== null && there.contains(one));
                })()"""
            )
            assert seen, selector
            return
    raise AssertionError(selector)


def test_the_whole_flow_goes_by_keyboard(tab: Page, ours: Ours, tmp_path: Path) -> None:
    tab.on("filechooser", lambda _: None)  # else Chromium may open one before Playwright takes it
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(ours.page("en"))
    press = tab.keyboard.press
    reach_by_tab(tab, "[data-scope='stage-setup']")
    press("Enter")
    assert tab.evaluate("document.activeElement.dataset.part") == "scope"
    reach_by_tab(tab, "[data-point='S-F1'] [name=status]")
    tab.keyboard.type("Part")
    reach_by_tab(tab, "[data-point='S-F1'] [name=due]")
    tab.keyboard.type("01312027")
    reach_by_tab(tab, "[data-point='S-F1'] [name=owner]")
    tab.keyboard.type("Awa")
    reach_by_tab(tab, "[data-point='S-F1'] [data-tick]")
    press("Space")
    tab.evaluate("document.querySelector('main').focus()")
    reach_by_tab(tab, "[data-action=save]")
    with tab.expect_download() as download:
        press("Enter")
    download.value.save_as(tmp_path / "a.json")
    point = json.loads((tmp_path / "a.json").read_text())["points"]["S-F1"]
    assert point == {"status": "partly", "owner": "Awa", "due": "2027-01-31"}
    reach_by_tab(tab, "[data-action=erase]")
    press("Enter")
    assert tab.evaluate("document.activeElement.dataset.part") == "erasing"
    press("Escape")
    assert tab.evaluate("document.activeElement.dataset.action") == "erase"
    press("Enter")
    reach_by_tab(tab, "[data-answer=erase]")
    press("Enter")
    assert tab.evaluate("document.activeElement.dataset.part") == "said"
    tab.evaluate("document.querySelector('main').focus()")
    reach_by_tab(tab, "[data-action=open]")
    with tab.expect_file_chooser() as chooser:
        press("Enter")
    chooser.value.set_files(tmp_path / "a.json")
    expect(tab.locator("[data-point='S-F1'] [name=owner]")).to_have_value("Awa")
    tab.evaluate("document.querySelector('.workbook__plan').scrollIntoView()")
    tab.locator("[data-action=tick-all]").focus()
    press("Enter")
    reach_by_tab(tab, "[data-action=plan]")
    press("Enter")
    expect(tab.locator("[data-part=plan]")).to_be_focused()


# --- leaving --------------------------------------------------------------------------------


def test_leaving_warns_only_of_what_is_not_saved(browser: Browser, ours: Ours) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    field = page.locator("[data-point='C-1'] [name=owner]")
    page.goto(ours.page("en"))
    page.reload()
    assert asked == []
    field.fill("Awa")
    page.reload()
    assert asked == ["beforeunload"]
    assert field.input_value() == ""  # nor does the browser fill it in again
    field.fill("Awa")
    with page.expect_download():
        page.locator("[data-action=save]").click()
    page.reload()
    assert len(asked) == 1
    page.locator("[data-action=remember]").check()
    field.fill("Ben")
    page.wait_for_timeout(700)
    page.reload()
    assert len(asked) == 1
    expect(field).to_have_value("Ben")
    page.locator("[data-action=erase]").click()
    page.locator("[data-answer=erase]").click()
    page.reload()
    assert len(asked) == 1
    assert field.input_value() == ""
    context.close()


def test_links_lead_to_a_part_of_it(tab: Page, ours: Ours) -> None:
    tab.goto(f"{ours.web}checklist/setup/")
    tab.locator("main a[href*='workbook']").click()
    expect(tab.locator("[data-scope=stage-setup]")).to_have_attribute("aria-pressed", "true")
    tab.goto(f"{ours.web}stakeholders/ngos/")
    tab.locator("main a[href*='workbook']").click()
    expect(tab.locator("[data-scope=audience-ngos]")).to_have_attribute("aria-pressed", "true")
    assert "ngos" not in tab.url
    assert tab.evaluate("window.name") == ""


# --- size -----------------------------------------------------------------------------------


def test_a_full_file_opens_and_can_be_written_in(tab: Page, ours: Ours, tmp_path: Path) -> None:
    tab.goto(ours.page("en"))
    filled = {"status": "partly", "owner": "Awa", "notes": "words " * 333}
    path = tmp_path / "full.json"
    path.write_text(workbooks.text_of(ours.guide, dict.fromkeys(ours.guide.points, filled)))
    give(tab, str(path))
    expect(tab.locator("[data-part=said]")).not_to_be_empty()
    notes = tab.locator("[data-point='S-2.1'] [name=notes]")
    notes.press("End")
    tab.keyboard.type("x" * 20)
    assert notes.input_value().count("x") == 20


def test_no_browser_is_let_keep_what_is_ticked(tab: Page, ours: Ours) -> None:
    tab.goto(ours.page("en"))
    kept = "[...document.querySelectorAll('main [type=checkbox]')].map((one) => one.autocomplete)"
    found = tab.evaluate(kept)
    assert len(found) > len(ours.guide.points)
    assert {*found} == {"off"}


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_points_off_screen_have_about_the_room_that_they_will_take(
    tab: Page, ours: Ours, code: str, width: int
) -> None:
    """Else the page moves under who scrolls, and links lead beside their place."""
    tab.set_viewport_size({"width": width, "height": 780})
    tab.goto(ours.page(code))
    heights = """(way) => [...document.querySelectorAll("article.answer")].slice(10).map((one) => {
      one.style.contentVisibility = way;
      return one.offsetHeight;
    })"""
    guessed = sum(tab.evaluate(heights, "auto"))
    assert guessed == pytest.approx(sum(tab.evaluate(heights, "visible")), rel=0.08)
