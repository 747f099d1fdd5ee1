"""Three levels: where stages are in groups, each edition says so in each language."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polib
import pytest
from jsonschema import Draft202012Validator
from libzim.reader import Archive

from guide import cli, project
from guide.build import BuildRequest, build
from guide.core import queries
from guide.core.model import Guide
from guide.formats.data import export
from support import grammars
from support.html_tree import Element, read
from support.pdf_reading import Pdf, plain, share_found
from support.sized import VOICES, Size, contents

pytestmark = pytest.mark.mkdocs
CODES = ("en", "ar")
SIZE = Size(5, 1, "returning", "en", factors=False, groups=2)


@dataclass(frozen=True)
class Built:
    """A guide of three levels in one language, and all that was built of it."""

    dist: Path
    guide: Guide

    @property
    def titles(self) -> list[str]:
        """The titles of the groups."""
        return [str(group.title) for group in self.guide.stage_groups]

    @property
    def folder(self) -> str:
        """The folder of the language's pages."""
        return self.guide.folder

    def page(self, path: str) -> Element:
        """A page of the online edition."""
        return read(self.dist / "site" / self.folder / path / "index.html")

    def file(self, name: str) -> Path:
        """A file to take along."""
        return self.dist / "site/downloads" / self.guide.language / name


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Guide]]:
    root = grammars.write(tmp_path_factory.mktemp("levels") / "guide", contents(SIZE))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert cli.main(("i18n", "new", "ar")) == 0
    path = root / "translations/ar.po"
    po = polib.pofile(str(path))
    for number, entry in enumerate(po):
        entry.msgstr = entry.msgstr or f"{VOICES['ar'].short} {number}"
    path.write_text(str(po), encoding="utf-8")
    build(BuildRequest(root, root / "dist"))
    return root / "dist", dict(project.load(root).guides)


@pytest.fixture(params=CODES)
def built(request: pytest.FixtureRequest, whole: tuple[Path, dict[str, Guide]]) -> Built:
    return Built(whole[0], whole[1][request.param])


def texts(page: Element, tag: str, **attrs: str) -> list[str]:
    return [one.text for one in page.all(tag, **attrs)]


def labels(page: Element) -> Iterator[str]:
    """What is above the lists of stages in the menu, at the foot and in the path."""
    return (one.text for one in page.all("p", **{"class": "label"}))


def test_pages_have_groups_above_stages(built: Built) -> None:
    stages = [str(stage.title) for stage in built.guide.stages]
    home, checklist = built.page(""), built.page("stages")
    assert texts(home, "h3")[:2] == built.titles
    heads = [(one.tag, one.text) for one in checklist.all() if one.tag in ("h2", "h3")]
    wanted = [("h2", built.titles[0]), *(("h3", title) for title in stages[:2])]
    wanted += [("h2", built.titles[1]), *(("h3", title) for title in stages[2:])]
    assert [head for head in heads if head in wanted] == wanted
    assert not list(checklist.all(data_group="*")), "stages without points are narrowed away"
    for page in (home, checklist, built.page("audiences")):
        assert [one for one in labels(page) if one in built.titles][:2] == built.titles
    for path in ("downloads", "audiences"):
        rows = texts(built.page(path), "th", scope="row")
        opened = [row for row in rows if row.startswith(tuple(built.titles))]
        named = [f"{built.titles[0]} 1 {stages[0]}", f"{built.titles[1]} 3 {stages[2]}"]
        assert opened == named, path


def test_a_stage_says_which_group_it_is_in(built: Built) -> None:
    for stage in built.guide.stages:
        [kicker] = texts(built.page(f"stages/{stage.id}"), "p", **{"class": "kicker"})
        assert str(built.guide.stage_group_of[stage.id].title) in kicker


def test_an_audience_has_items_by_group(built: Built) -> None:
    page = built.page("audiences/group1")
    heads = [(one.tag, one.text) for one in page.all() if one.tag in ("h3", "h4")]
    wanted, before = [], None
    for found in queries.for_audience(built.guide, "group1").named:
        group = built.guide.stage_group_of[found.stage.id]
        number = built.guide.stages.index(found.stage) + 1
        wanted += [("h3", str(group.title))] if group != before else []
        wanted.append(("h4", f"{number} {found.stage.title}"))
        before = group
    assert [head for head in heads if head in wanted] == wanted


def test_the_book_has_a_part_for_each_group(built: Built) -> None:
    made = Pdf(built.file("guide.pdf").read_bytes())
    groups, stages = map(plain, built.titles), [plain(str(one.title)) for one in built.guide.stages]
    first, second = groups
    names = {first, second, *stages}
    found = [mark for mark in made.bookmarks if mark in names]
    assert found[: len(stages) + 2] == [first, *stages[:2], second, *stages[2:]]
    assert [page.outside for page in made.pages if page.outside] == []


def test_where_a_guide_lists_its_stages_each_says_what_it_is_about(built: Built) -> None:
    found = texts(built.page("stages"), "p")
    assert all(str(stage.subtitle) in found for stage in built.guide.stages)


def test_books_on_a_screen_have_groups_in_their_contents(built: Built) -> None:
    light = read(built.file("guide.html"))
    assert [one for one in texts(light, "span") if one in built.titles] == built.titles
    with zipfile.ZipFile(built.file("guide.epub")) as book:
        nav = book.read("EPUB/nav.xhtml").decode()
        chapters = [book.read(f"EPUB/stage-{one.id}.xhtml").decode() for one in built.guide.stages]
    assert [f"<span>{title}</span>" in nav for title in built.titles] == [True, True]
    for stage, chapter in zip(built.guide.stages, chapters, strict=True):
        title = built.guide.stage_group_of[stage.id].title
        assert f'<p class="label">{title}</p>' in chapter


def test_what_a_group_fills_in_has_them(built: Built) -> None:
    for name in ("worksheet-stage1", "worksheet-group1", "handout-group1"):
        said = built.titles[:1] if "stage" in name else built.titles
        text = Pdf(built.file(f"{name}.pdf").read_bytes()).text
        with zipfile.ZipFile(built.file(f"{name}.docx")) as package:
            document = package.read("word/document.xml").decode()
        for title in said:
            assert share_found(title, text) == 1, (name, title)
            assert title.split()[-1] in document, (name, title)
    book = openpyxl.load_workbook(built.file("workbook.xlsx"))
    for sheet in (*book.worksheets[:2], book.worksheets[-2]):
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert [cell for cell in cells if cell in built.titles] == built.titles, sheet.title


def test_data_has_them(built: Built) -> None:
    made = json.loads(built.file("guide.json").read_bytes())
    Draft202012Validator(json.loads(export.schema())).validate(made)
    ids = [stage.id for stage in built.guide.stages]
    assert [group["stages"] for group in made["stage_groups"]] == [ids[:2], ids[2:]]
    assert [group["title"]["text"] for group in made["stage_groups"]] == built.titles
    rows = csv.DictReader(io.StringIO(built.file("guide.csv").read_text("utf-8-sig")))
    groups = {row["home"]: (row["stage_group"], row["stage_group_title"]) for row in rows}
    assert groups["group1"] == ("", "")
    assert [groups[ident][1] for ident in ids] == [built.titles[place > 1] for place in range(5)]


def test_the_stick_and_the_zim_have_them(built: Built) -> None:
    start = read(built.dist / "usb/START-HERE.html")
    [here] = start.all("section", id=built.guide.language)
    assert texts(here, "li", **{"class": "quiet"}) == built.titles
    page = built.dist / "usb/guide" / built.folder / "index.html"
    assert texts(read(page), "h3")[:2] == built.titles
    [path] = (built.dist / "zim").glob(f"*_{built.guide.language}.zim")
    archive = Archive(path)
    home = bytes(archive.main_entry.get_item().content).decode()
    assert all(f"<h3>{title}</h3>" in home for title in built.titles)
