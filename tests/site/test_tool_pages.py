"""The pages of tools, and where a reader meets them elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from guide import project
from guide.core import markup
from guide.core.diagnostics import ContentError
from guide.core.ids import anchor
from guide.core.model import Guide
from guide.core.tools import Table
from guide.core.walk import texts
from guide.site import metadata, starter, tool_tables
from guide.site.routes import chapter_of, every_page, home_of
from support import grammars, links, tiny, tool_site, tooled
from support.html_tree import Element, read

PAGE, LIST = "tools/visit", "tools"
BLANK_ON_SCREEN = 3


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")


@pytest.fixture(scope="module")
def guide(root: Path) -> Guide:
    return project.load(root).source


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return tool_site.build(root)


def page(site: Path, path: str) -> Element:
    return next(read(site / path / "index.html").all("main"))


def hrefs(part: Element) -> list[str]:
    return [link.attrs["href"] for link in part.all("a")]


def classed(part: Element, tag: str, name: str) -> list[Element]:
    return [one for one in part.all(tag) if name in one.attrs.get("class", "").split()]


@pytest.mark.mkdocs
def test_the_page_of_a_tool_shows_all_of_it(site: Path, guide: Guide) -> None:
    shown = re.sub(r"\W", "", page(site, PAGE).text)
    for text in texts(guide.tool("visit")):
        assert re.sub(r"\W", "", markup.plain(text.value)) in shown, text.id


@pytest.mark.mkdocs
def test_it_is_an_addition_as_a_whole_and_says_so(site: Path, guide: Guide) -> None:
    whole = next(page(site, PAGE).all("div", data_addition="*"))
    assert "guide--tool" in whole.attrs["class"]
    assert "guide--landscape" in whole.attrs["class"]
    for key in ("addition", "tools-addition"):
        assert guide.interface[key].value in whole.text


@pytest.mark.mkdocs
def test_nothing_on_it_is_a_field(site: Path) -> None:
    main = page(site, PAGE)
    for tag in ("input", "textarea", "select", "form", "button"):
        assert not list(main.all(tag)), tag


@pytest.mark.mkdocs
def test_it_says_for_whom_and_offers_its_files_first(site: Path, guide: Guide) -> None:
    header = next(page(site, PAGE).all("header"))
    for ident in guide.tool("visit").audiences:
        assert f"../../stakeholders/{ident}/" in hrefs(header)
    found = [link for link in hrefs(header) if "/downloads/" in link]
    assert found == [f"../../downloads/en/{file.name}" for file in tool_site.files("visit")]


@pytest.mark.mkdocs
def test_every_code_leads_to_its_point_and_is_read_from_the_left(site: Path, guide: Guide) -> None:
    main = page(site, PAGE)
    codes = {bdi.text for bdi in main.all("bdi", dir="ltr")}
    assert codes == {*guide.tool("visit").codes}
    for code in codes:
        home = home_of(guide, guide.points[code])
        assert f"../../{home}/#{anchor(code)}" in hrefs(main)


@pytest.mark.mkdocs
def test_every_link_of_the_site_resolves(site: Path) -> None:
    lost = links.broken(site, least=500)
    there = [f"{page}/{link}" for page, link in lost]
    assert [link for link in there if "downloads/" not in link] == []  # no files are beside it


@pytest.mark.mkdocs
def test_its_table_has_heads_headings_and_rows_to_write_in(site: Path, guide: Guide) -> None:
    part = guide.tool("visit").parts[2]
    shown = part.table
    assert shown
    table = classed(page(site, PAGE), "table", "fill")[0]
    assert next(table.all("caption")).text == part.title.value
    heads = [head.text for head in table.all("th", scope="col")]
    assert heads == [column.title.value for column in shown.columns]
    across = [one.text for one in classed(table, "td", "fill__across")]
    assert across == ["1 Planning", "Later in the year"]
    rows = [row for row in table.all("tr") if len([*row.all("td"), *row.all("th")]) == len(heads)]
    named = [next(iter(row.all("th", scope="row")), None) for row in rows[1:]]
    assert [one.text if one else "" for one in named][:2] == [
        "P-1.2 W-2",
        "TE-1",
    ]
    blank = [row for row in rows if not row.text]
    assert len(blank) == shown.blank_rows
    on_paper = [row for row in blank if row.attrs.get("class") == "print-only"]
    assert len(on_paper) == shown.blank_rows - BLANK_ON_SCREEN
    assert blank[: -len(on_paper)] + on_paper == blank
    frame = table.parent
    assert frame
    assert frame.attrs["tabindex"] == "0"
    assert frame.attrs["aria-labelledby"] == f"part-{part.id}"


@pytest.mark.mkdocs
def test_letters_have_a_key_and_are_read_as_words(tmp_path: Path) -> None:
    short = tooled.copy(tmp_path / "guide")
    tiny.edit(short, tooled.NAME, "state: poor", "state: good")
    main = page(tool_site.build(short), PAGE)
    cell = next(one for one in classed(main, "td", "fill__answer") if "G" in one.text)
    assert [one.text for one in cell.all("span", aria_hidden="true")] == ["G"]
    assert [one.text for one in classed(cell, "span", "visually-hidden")] == ["In good order"]
    assert "G In good order" in " ".join(one.text for one in classed(main, "p", "legend"))


@pytest.mark.mkdocs
def test_a_scale_is_a_table_of_circles_with_names(site: Path, guide: Guide) -> None:
    scale = guide.tool("visit").parts[3].scale
    assert scale
    table = classed(page(site, PAGE), "table", "fill")[1]
    levels = [level.title.value for level in scale.levels]
    assert [head.text for head in table.all("th", scope="col")] == levels
    assert [one.text for one in classed(table, "span", "ring")] == levels * len(scale.points)
    assert [one.text for one in classed(table, "td", "fill__across")] == [
        "1 Planning",
        "2 Growing",
        "Neighbours of the school",
        "Teachers",
    ]


@pytest.mark.mkdocs
def test_boxes_of_which_one_is_chosen_say_so(site: Path, guide: Guide) -> None:
    main = page(site, PAGE)
    boxes = classed(main, "ul", "boxes--one")
    assert len(boxes) == 1
    assert "Somebody waters today" in boxes[0].text
    assert guide.interface["tool-choose-one"].value in main.text


# --- elsewhere ----------------------------------------------------------------------------


@pytest.mark.mkdocs
def test_a_point_names_its_tools_where_it_is_at_home_and_nowhere_else(
    site: Path, guide: Guide
) -> None:
    found: dict[str, set[str]] = {}
    for path in {one.path for one in every_page(guide)}:
        for point in page(site, path).all(data_point="*"):
            if any(link.endswith(f"{PAGE}/") for link in hrefs(point)):
                found.setdefault(point.attrs["data-point"], set()).add(path)
    assert found == {
        code: {home_of(guide, guide.points[code])} for code in guide.tool("visit").codes
    }


def section(site: Path, path: str, ident: str) -> Element | None:
    heading = next(iter(page(site, path).all("h2", id=ident)), None)
    return heading.parent if heading else None


@pytest.mark.parametrize(
    ("stage", "codes"),
    [("planning", ["P-F1", "P-1.1", "P-1.2"]), ("growing", ["W-F1", "W-1", "W-2"])],
)
@pytest.mark.mkdocs
def test_a_stage_lists_its_tools_with_codes(site: Path, stage: str, codes: list[str]) -> None:
    found = section(site, f"checklist/{stage}", "tools-here")
    assert found
    assert f"../../{PAGE}/" in hrefs(found)
    assert [bdi.text for bdi in found.all("bdi")] == codes
    assert "data-addition" in found.attrs


@pytest.mark.mkdocs
def test_an_audience_lists_the_tools_that_it_uses(site: Path, tmp_path: Path) -> None:
    root = tooled.copy(tmp_path / "guide")
    tiny.edit(root, tooled.NAME, "audiences: [teachers, neighbours]", "audiences: [teachers]")
    other = tool_site.build(root)
    for made, ident, is_there in (
        (site, "teachers", True),
        (site, "neighbours", True),
        (other, "teachers", True),
        (other, "neighbours", False),
    ):
        found = section(made, f"stakeholders/{ident}", "tools-audience")
        assert bool(found) == is_there
        assert not found or f"../../{PAGE}/" in hrefs(found)


@pytest.mark.mkdocs
def test_the_overview_says_what_each_is_for_and_offers_its_files(site: Path, guide: Guide) -> None:
    entry = next(page(site, LIST).all("div", id="tool-visit"))
    tool = guide.tool("visit")
    for text in (tool.title, tool.summary, tool.when, tool.who):
        assert re.sub(r"\W", "", markup.plain(text.value)) in re.sub(r"\W", "", entry.text)
    assert "visit/" in hrefs(entry)
    assert [bdi.text for bdi in entry.all("bdi")] == [*(p for p in guide.points if p in tool.codes)]
    assert len(classed(entry, "a", "file")) == len(tool_site.FORMS)


@pytest.mark.mkdocs
def test_home_and_downloads_list_them(site: Path) -> None:
    home = section(site, "", "take")
    assert home
    assert "tools/" in hrefs(home)
    row = next(page(site, "downloads").all("tr", id="tool-visit"))
    assert hrefs(row)[0] == "../tools/visit/"
    assert len(classed(row, "a", "file")) == len(tool_site.FORMS)


@pytest.mark.mkdocs
def test_menu_and_sitemap_lead_to_them(site: Path) -> None:
    nav = next(read(site / "index.html").all("nav", **{"class": "nav"}))
    assert "tools/" in hrefs(nav)
    here = next(read(site / PAGE / "index.html").all("nav", **{"class": "nav"}))
    assert [link.attrs["href"] for link in here.all("a", aria_current="true")] == ["../"]
    written = (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in ("tools/", "tools/visit/", "fr/tools/", "fr/tools/visit/"):
        assert f"/{path}</loc>" in written


def test_a_shared_link_says_what_it_is_for(guide: Guide) -> None:
    for path, said in (
        (PAGE, markup.plain(guide.tool("visit").summary.value)),
        (LIST, guide.interface["tools-lead"].value),
    ):
        (page,) = (page for page in every_page(guide) if page.path == path)
        assert metadata.metadata(guide, page, pictured=False).description == said


def test_the_light_edition_is_offered_as_a_whole(guide: Guide) -> None:
    pages = {one.path: one for one in every_page(guide)}
    assert [chapter_of(pages[path]) for path in (PAGE, LIST)] == ["", ""]


@pytest.mark.mkdocs
def test_the_search_knows_its_title_its_use_and_its_parts(site: Path, guide: Guide) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    found = [one for one in index["docs"] if one["location"].startswith("tools/visit/")]
    tool = guide.tool("visit")
    assert [one["title"] for one in found] == [tool.title.value]
    for text in (tool.summary, *(part.title for part in tool.parts)):
        assert " ".join(markup.plain(text.value).split()) in " ".join(found[0]["text"].split())


@pytest.mark.mkdocs
def test_texts_that_are_not_translated_are_marked(site: Path) -> None:
    french = page(site, f"fr/{PAGE}")
    marked = {one.text for one in french.all(data_state="untranslated")}
    assert {"Record a visit to the beds", "Date and weather", "In place", "State"} <= marked
    assert len(list(french.all(data_notice="draft"))) == 1
    assert classed(french, "p", "state")
    assert not list(page(site, PAGE).all(data_state="*"))


# --- guides of other kinds ----------------------------------------------------------------


SMALL: grammars.Data = {
    "id": "visit",
    "title": "Notez une visite",
    "summary": "Une feuille par visite.",
    "when": "Le soir",
    "who": "Deux personnes",
    "duration": "Une heure",
    "needs": "Un crayon",
    "points": ["R-1"],
    "parts": [{"id": "main", "title": "La visite", "fields": [{"id": "day", "label": "Date"}]}],
}


@pytest.mark.mkdocs
def test_without_a_source_nothing_is_called_an_addition(tmp_path: Path) -> None:
    files = {
        **grammars.ORIGINAL,
        "guide": {**grammars.ORIGINAL["guide"], "tools": ["visit"]},
        "tools/visit": SMALL,
    }
    root = grammars.write(tmp_path / "guide", files)
    with pytest.raises(ContentError) as error:
        project.check(root)
    assert sorted(str(one.location.file) for one in error.value.diagnostics) == [
        "docs/tools/index.md",
        "docs/tools/visit.md",
    ]
    for name, page_text in starter.files(project.load(root).source).items():
        if name.startswith("docs/tools/"):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(page_text, encoding="utf-8")
    site = tool_site.build(root)
    for path in (PAGE, LIST, "stages/printemps", "downloads"):
        tree = page(site, path)
        assert not list(tree.all(data_addition="*")), path
        assert not classed(tree, "p", "addition__label"), path
    assert section(site, "stages/printemps", "tools-here")


@pytest.mark.parametrize("call", ["tools()", 'tool("visit")'])
def test_a_page_of_tools_without_any_is_reported(tmp_path: Path, call: str) -> None:
    root = tiny.copy(tmp_path / "guide")
    (root / "docs/more.md").write_text(f"# More\n\n{{{{ {call} }}}}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        project.check(root)
    name = call.partition("(")[0]
    told = f"{name} has nothing to show; add content/tools, or delete the page"
    assert [one.message for one in error.value.diagnostics] == [told]


@pytest.mark.mkdocs
def test_a_guide_without_tools_shows_no_trace_of_them(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    site = tool_site.build(root)
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "tools/" not in text, path
        assert "worktools" not in text, path
        assert "tools-here" not in text, path


# --- how tables stand ---------------------------------------------------------------------


def visit_table(guide: Guide) -> Table:
    table = guide.tool("visit").parts[2].table
    assert table
    return table


def test_rows_are_grouped_by_their_headings(guide: Guide) -> None:
    shown = visit_table(guide)
    ids = [
        (group.heading.id if group.heading else "", [row.id for row in group.rows])
        for group in tool_tables.groups(shown)
    ]
    assert ids == [("early", ["north"]), ("late", ["south"])]
    without = replace(shown, rows=shown.rows[1:])
    first = tool_tables.groups(without)[0]
    assert first.heading is None
    assert [row.id for row in first.rows] == ["north"]
    assert tool_tables.groups(replace(shown, rows=())) == ()


@pytest.mark.parametrize(
    ("columns", "rows", "named"),
    [
        (["who", "codes", "points"], slice(None), "codes"),  # one bed has no name
        (["who", "codes", "points"], slice(1, 2), "who"),
        (["state", "points", "who"], slice(None), "points"),
        (["state", "cost", "points"], slice(None), ""),  # what names a row stands before the rest
        (["who", "codes"], slice(0, 0), ""),
    ],
)
def test_what_names_a_row(guide: Guide, columns: list[str], rows: slice, named: str) -> None:
    shown = visit_table(guide)
    by_id = {column.id: column for column in shown.columns}
    changed = replace(shown, columns=tuple(by_id[one] for one in columns), rows=shown.rows[rows])
    found = tool_tables.naming(changed)
    assert (found.id if found else "") == named


@pytest.mark.parametrize(("blank", "everywhere", "paper"), [(0, 0, 0), (2, 2, 0), (9, 3, 6)])
def test_few_empty_rows_are_on_screen(
    guide: Guide, blank: int, everywhere: int, paper: int
) -> None:
    found = tool_tables.empty(replace(visit_table(guide), blank_rows=blank))
    assert (found.everywhere, found.on_paper) == (everywhere, paper)
