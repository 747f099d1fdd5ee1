"""The page of a tool on a screen and on paper, in a real browser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from guide import project
from guide.core.model import Guide
from support import axe, engines, reach, states, tiny, tool_site, tooled
from support.serving import serving

pytestmark = pytest.mark.mkdocs  # MkDocs reads the settings of a site

PAGE, LIST, STAGE, AUDIENCE = (
    "tools/visit/",
    "tools/",
    "checklist/planning/",
    "stakeholders/teachers/",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")


@pytest.fixture(scope="module")
def guide(root: Path) -> Guide:
    return project.load(root).source


@pytest.fixture(scope="module")
def address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tool_site.build(root), tmp_path_factory.mktemp("host")) as served:
        yield served.address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 390, "height": 780})
    yield made
    made.close()


@pytest.mark.parametrize("path", [PAGE, LIST, STAGE, AUDIENCE, f"fr/{PAGE}", f"fr/{LIST}"])
def test_no_engine_finds_a_fault(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path)
    engines.inject(tab)
    axe.inject(tab.evaluate)
    reach.inject(tab)
    found = engines.faults(tab)
    states.size(tab, states.DESKTOP)
    states.unfold(tab, ".contents")
    found += [f"{fault} [wide]" for fault in engines.faults(tab)]
    found += states.faults(tab, states.OWN) + reach.faults(tab, path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_only_tables_scroll_and_a_keyboard_reaches_them(
    tab: Page, address: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto(address + PAGE)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    frames = tab.locator(".table-scroll")
    assert frames.count() == 2
    wide = [frame for frame in frames.all() if frame.evaluate("f => f.scrollWidth > f.clientWidth")]
    assert bool(wide) == (width < 1280)
    for frame in wide:
        frame.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())


def test_the_name_of_a_row_stays_in_sight(tab: Page, address: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 780})
    tab.goto(address + PAGE)
    frame = tab.locator(".table-scroll").last
    frame.evaluate("frame => { frame.style.width = '16rem'; frame.scrollLeft = 9999; }")
    left = frame.locator("th[scope=row]").first.evaluate(
        "(th) => th.getBoundingClientRect().left - th.closest('div').getBoundingClientRect().left"
    )
    assert abs(left) < 2


def test_few_empty_rows_are_on_screen_and_all_on_paper(
    tab: Page, address: str, guide: Guide
) -> None:
    table = guide.tool("visit").parts[2].table
    assert table
    tab.goto(address + PAGE)
    empty = tab.locator("tr:not(:has(th)):has(td:empty):visible")
    assert empty.count() == min(3, table.blank_rows)
    tab.emulate_media(media="print")
    assert empty.count() == table.blank_rows
    heights = empty.evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert all(height >= 30 for height in heights), heights  # 8 mm


def test_lines_and_boxes_are_drawn_as_borders(tab: Page, address: str, guide: Guide) -> None:
    """Browsers print no grounds."""
    tab.emulate_media(media="print")
    tab.goto(address + PAGE)
    fields = guide.tool("visit").parts[0].fields
    lines = tab.locator(".blanks i")
    assert lines.count() == sum(field.lines for field in fields)
    styles = lines.evaluate_all(
        "all => all.map(one => [getComputedStyle(one).borderBottomStyle, one.offsetWidth])"
    )
    assert all(style == "solid" and width > 100 for style, width in styles), styles
    boxes = tab.locator(".boxes li").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::before').borderTopStyle)"
    )
    assert boxes == ["solid"] * len(guide.tool("visit").parts[1].checks)


def printed(browser: Browser, address: str, folder: Path, paper: str) -> tuple[str, set[str]]:
    """The words of a page printed to PDF, and the sizes of its sheets in points."""
    path = folder / "page.pdf"
    made = browser.new_page(color_scheme="dark")
    made.goto(address)
    made.pdf(path=path, format=paper, prefer_css_page_size=True)
    made.close()
    told = subprocess.run(
        ["pdfinfo", "-l", "99", str(path)], capture_output=True, text=True, check=True
    )
    words = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", told.stdout)
    return " ".join(words.stdout.split()), {
        "landscape" if float(width) > float(height) else "portrait" for width, height in sizes
    }


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("turned", ["landscape", "portrait"])
def test_paper_stands_as_the_tool_asks(
    browser: Browser, tmp_path: Path, paper: str, turned: str
) -> None:
    root = tooled.copy(tmp_path / "guide")
    tiny.edit(root, tooled.NAME, "paper: landscape", f"paper: {turned}")
    (tmp_path / "host").mkdir()
    with serving(tool_site.build(root), tmp_path / "host") as served:
        words, stands = printed(browser, served.address + PAGE, tmp_path, paper)
        _, others = printed(browser, served.address + STAGE, tmp_path, paper)
    assert stands == {turned}
    assert others == {"portrait"}
    guide = project.load(root).source
    for code in guide.tool("visit").codes:
        assert code in words
    for part in guide.tool("visit").parts:
        assert part.title.value in words
    assert guide.interface["tools-addition"].value in words
    for key in ("tool-file", "next-title"):  # of no use on paper
        assert guide.interface[key].value not in words


def test_from_right_to_left_the_table_begins_at_the_right(browser: Browser, tmp_path: Path) -> None:
    root = tooled.copy(tmp_path / "guide")
    tiny.edit(root, "content/profile.yml", "source:", "source_language: ar\nsource:")
    languages = root / "translations/languages.yml"
    languages.write_text("languages: [ar]\n", encoding="utf-8")
    (root / "translations/fr.po").unlink()
    (tmp_path / "host").mkdir()
    with serving(tool_site.build(root), tmp_path / "host") as served:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(served.address + PAGE)
        assert page.locator("html").get_attribute("dir") == "rtl"
        heads = page.locator(".fill").first.locator("th[scope=col]")
        lefts = heads.evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
        assert lefts == sorted(lefts, reverse=True)
        box = page.locator(".boxes li").first
        assert box.evaluate("one => getComputedStyle(one).paddingRight") != "0px"
        code, title = (page.locator(f".fill__point {part}").first for part in ("bdi", "span"))
        at = "one => one.getBoundingClientRect().right"
        assert code.evaluate(at) > title.evaluate(at)
        page.close()
