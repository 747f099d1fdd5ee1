"""The page of downloads: tables that list each file once, and boxes only for who asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.build import BuildRequest, build
from guide.core.artifacts import Artifact, ArtifactKind, Grid, grid, holding_all
from guide.core.model import Audience, Guide, Stage
from guide.core.tools import Tool
from guide.formats.registry import formats_of
from support import tiny
from support.html_tree import Element, read
from support.paths import script
from support.serving import Served

LAYOUT = script("layout.js")
REACH = script("reach.js")
ENDS = {"a4": ".pdf", "letter": "-letter.pdf", "large": "-large.pdf", "docx": ".docx"}
ALL_ENDS = {**ENDS, "xlsx": ".xlsx"}
LANGUAGES = ("", "fr/", "ar/", "my/")
WIDTHS = (320, 360, 390, 600, 768, 1024, 1280)


def page_of(site: Path, code: str) -> Element:
    return read((site if code == "en" else site / code) / "downloads/index.html")


def tables(tree: Element) -> list[Element]:
    return list(tree.all("table"))


def cells(row: Element) -> list[Element]:
    return [one for one in row.children if isinstance(one, Element)]


def file_in(cell: Element) -> str:
    """The name of the file that a cell links."""
    (link,) = cell.all("a", **{"class": "file"})
    return link.attrs["href"].rpartition("/")[2]


def test_each_file_is_in_one_row(site: Path, guides: dict[str, Guide]) -> None:
    for code, guide in guides.items():
        found = [
            file_in(cell)
            for table in tables(page_of(site, code))
            for row in table.all("tr")
            for cell in cells(row)
            if any(cell.all("a", **{"class": "file"}))
        ]
        made = [one.name for one in formats_of(guide)] + [f"impact-guide-usb-{guide.version}.zip"]
        assert sorted(found) == sorted(made), code


def test_a_column_holds_one_form_and_a_row_one_subject(
    site: Path, guides: dict[str, Guide]
) -> None:
    for code, guide in guides.items():
        _, handouts, stages, audiences, tools = tables(page_of(site, code))
        sheet = ["a4", "letter", "docx"]
        expected: list[tuple[Element, str, str, Sequence[Stage | Audience | Tool], list[str]]] = [
            (handouts, "handout", "stakeholders", guide.audiences, [*ENDS]),
            (stages, "worksheet", "checklist", guide.stages, sheet),
            (audiences, "worksheet", "stakeholders", guide.audiences, sheet),
            (tools, "tool", "tools", guide.tools, [*sheet, "xlsx"]),
        ]
        for table, kind, folder, subjects, forms in expected:
            head, *rows = table.all("tr")
            assert [cell.text for cell in cells(head)[1:]] == [
                " ".join(guide.interface[f"file-{form}"].value.split()) for form in forms
            ]
            for row, subject in zip(rows, subjects, strict=True):
                first, *others = cells(row)
                (link,) = first.all("a")
                assert (first.tag, first.attrs["scope"]) == ("th", "row")
                assert link.attrs["href"].endswith(f"/{folder}/{subject.id}/")
                assert " ".join(subject.title.value.split()) in link.text
                plain = isinstance(subject, Tool) and not subject.has_spreadsheet
                assert [file_in(cell) for cell in (others[:-1] if plain else others)] == [
                    f"{kind}-{subject.id}{ALL_ENDS[form]}" for form in (sheet if plain else forms)
                ]


def test_tables_have_captions_and_links_names_of_their_own(
    site: Path, guides: dict[str, Guide]
) -> None:
    for code in guides:
        tree = page_of(site, code)
        captions = [next(table.all("caption")).text for table in tables(tree)]
        assert len({*captions} - {""}) == 5
        heads = [cell for table in tables(tree) for cell in cells(next(table.all("tr")))]
        assert all(cell.attrs["scope"] == "col" and cell.text for cell in heads)
        names = [link.text for link in tree.all("a", **{"class": "file"})]
        assert len(names) == len({*names}) > 60


def made(kind: ArtifactKind, subject: str, form: str) -> Artifact:
    return Artifact(f"{kind}-{subject}.{form}", "print", kind, subject, form, 1000, 1)


def test_a_form_without_a_file_has_no_column(guides: dict[str, Guide]) -> None:
    first, second, *others = guides["en"].audiences
    files = [
        made(ArtifactKind.HANDOUT, first.id, "a4"),
        made(ArtifactKind.HANDOUT, second.id, "docx"),
    ]
    found = grid(
        [*files, made(ArtifactKind.WORKSHEET, first.id, "letter")],
        ArtifactKind.HANDOUT,
        [first, second],
    )
    assert found == Grid(("a4", "docx"), ((first, (files[0], None)), (second, (None, files[1]))))
    assert grid(files, ArtifactKind.WORKSHEET, others).forms == ()


def test_data_for_programs_comes_last() -> None:
    files = [made(ArtifactKind.GUIDE, "", form) for form in ("json", "a4", "csv", "epub")]
    shown = holding_all(
        [*files, made(ArtifactKind.HANDOUT, "ngos", "a4"), made(ArtifactKind.WORKBOOK, "", "xlsx")]
    )
    assert [one.form for one in shown] == ["a4", "epub", "xlsx", "json", "csv"]


@pytest.mark.mkdocs
@pytest.mark.parametrize(
    ("edition", "places", "columns"),
    [
        ("office", ["whole", "handouts", "worksheets"], {"Word"}),
        (
            "print",
            ["whole", "handouts", "worksheets"],
            {"PDF, A4", "PDF, Letter", "PDF, large print"},
        ),
        ("book", ["whole"], set()),
    ],
)
def test_what_was_not_made_has_no_place(
    tmp_path: Path, edition: str, places: list[str], columns: set[str]
) -> None:
    """In a guide with other stages and audiences."""
    root = tiny.copy(tmp_path / "tiny")
    build(BuildRequest(root, tmp_path / "dist", ("en",), ("site", edition)))
    tree = read(tmp_path / "dist/site/downloads/index.html")
    assert [one.attrs["id"] for one in tree.all("h2")] == [*places, "offline", "print"]
    heads = {cell.text for table in tables(tree)[1:] for cell in table.all("th", scope="col")}
    assert heads - {"Audiences", "Stage"} == columns
    rows = [row.text for table in tables(tree)[1:] for row in table.all("th", scope="row")]
    assert len(rows) == (0 if edition == "book" else 6)


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def opened(page: Page, address: str) -> None:
    page.goto(f"{address}#offline")
    expect(page.locator("[data-part=save]")).to_be_visible()


def choose(page: Page) -> None:
    page.locator("[data-part=choose]").click()
    expect(page.locator("[data-part=choose]")).to_be_hidden()


@pytest.mark.parametrize("root", LANGUAGES)
def test_boxes_come_when_asked_for_each_with_its_own_words(
    page: Page, served: Served, root: str
) -> None:
    opened(page, f"{served.address}{root}downloads/")
    assert page.locator("main input").count() == 0
    choose(page)
    boxes = page.locator(".keep input")
    files = page.locator("a.file:not([href$='.zip'])")
    assert boxes.count() == files.count() > 60
    expect(boxes.first).to_be_focused()
    names = page.locator(".keep").all_text_contents()
    tick = page.locator("[data-offline]").get_attribute("data-tick")
    assert tick
    assert len({*names}) == len(names)
    for name, file in zip(names, files.all_text_contents(), strict=True):
        assert name == f"{tick} – {file}"
    page.context.close()


def test_a_box_follows_its_file_on_the_way_of_the_keyboard(page: Page, served: Served) -> None:
    opened(page, f"{served.address}downloads/")
    choose(page)
    first = page.locator(".keep input").first
    page.keyboard.press("Shift+Tab")
    expect(page.locator("a.file").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(page.locator("[data-part=chosen]")).to_contain_text(" kB")
    page.keyboard.press("Tab")
    expect(page.locator("a.file").nth(1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    asked = page.locator("[data-offline]").get_attribute("data-files") or ""
    expect(page.locator("[data-part=chosen]")).to_have_text(asked)
    page.context.close()


@pytest.mark.parametrize("root", LANGUAGES)
def test_tables_fit_every_screen(page: Page, served: Served, root: str) -> None:
    opened(page, f"{served.address}{root}downloads/")
    page.evaluate(REACH)
    found: list[str] = []
    for boxes in (False, True):
        if boxes:
            choose(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults = page.evaluate(LAYOUT)
            faults += page.evaluate("reach.small('.takes a, .keep, .keeping button', 44)")
            found += [f"{fault} [{width}{' boxes' * boxes}]" for fault in faults]
    assert not found, "\n".join(found)
    page.context.close()


@pytest.mark.parametrize("root", LANGUAGES)
def test_a_phone_has_blocks_that_are_still_tables(
    browser: Browser, served: Served, root: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    opened(page, f"{served.address}{root}downloads/")
    row = page.get_by_role("table").nth(1).get_by_role("row").nth(2)
    tops = [cell.bounding_box() for cell in row.get_by_role("cell").all()]
    head = row.get_by_role("rowheader").bounding_box()
    assert head
    assert all(box and box["y"] >= head["y"] + head["height"] - 1 for box in tops)
    expect(row.get_by_role("cell").first.locator(".file__form")).to_be_visible()
    context.close()
