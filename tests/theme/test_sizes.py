"""From 1 to 20 stages, from 0 to 20 audiences: every edition has room for all of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from guide import project
from guide.core import queries
from guide.core.model import Guide
from guide.core.profile import Order
from guide.formats import epub, html, social_card, typesetting
from guide.formats.context import Context
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.xlsx import workbook
from guide.site import metadata
from guide.theme.files import ThemeFiles
from support import grammars, sites
from support.html_tree import Element, read
from support.paths import script
from support.pdf_reading import Pdf, Word, share_found
from support.sized import sized

LAYOUT = script("layout.js")
COLOURS = 4  # that the theme declares
# Pixels across: a phone, a desk, and A4 between its margins.
VIEWS: tuple[tuple[int, Literal["screen", "print"]], ...] = (
    (320, "screen"),
    (1280, "screen"),
    (680, "print"),
)
EDGE, FOOT = 80, 54  # margins of the picture for shared links


@dataclass(frozen=True, slots=True)
class Size:
    """A guide to build: how large it is, and what else its layouts depend on."""

    stages: int
    audiences: int
    order: str
    language: str
    factors: bool = True

    def __str__(self) -> str:
        return f"{self.stages} x {self.audiences} {self.order} {self.language}"


SIZES = (
    Size(1, 0, "returning", "en"),
    Size(3, 1, "returning", "ar"),
    Size(4, 7, "linear", "my"),
    Size(7, 20, "returning", "my"),
    Size(14, 7, "linear", "ar", factors=False),
    Size(20, 20, "linear", "en"),
)


@dataclass(frozen=True, slots=True)
class Built:
    """A guide of a size: its pages in a folder, and what makes its files."""

    size: Size
    site: Path
    context: Context

    @property
    def guide(self) -> Guide:
        return self.context.guide

    @property
    def numbers(self) -> list[str]:
        """The numbers of the stages in the digits of the language."""
        return [self.context.words.digits(place) for place in range(1, self.size.stages + 1)]

    @property
    def shades(self) -> list[int]:
        """The colour of each stage, from 1."""
        return [place % COLOURS + 1 for place in range(self.size.stages)]

    @property
    def colours(self) -> list[str]:
        declared = self.context.colours.light.stages
        return [declared[shade - 1] for shade in self.shades]

    def file(self, path: str) -> Path:
        """The file of the page at a path."""
        index = self.site / path / "index.html"
        return index if index.is_file() else self.site / f"{path}.html"

    def page(self, path: str) -> Element:
        return read(self.file(path))


@pytest.fixture(scope="module", params=SIZES, ids=str)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    size: Size = request.param
    root = grammars.write(
        tmp_path_factory.mktemp("sized") / "guide",
        sized(
            size.stages,
            size.audiences,
            order=size.order,
            language=size.language,
            factors=size.factors,
        ),
    )
    sites.folder(root, root / "site", (size.language,))
    guide = project.load(root).source
    return Built(size, root / "site", Context(guide, guide, "", ThemeFiles(root)))


def having(element: Element, name: str) -> Iterator[Element]:
    """The elements within of a class."""
    return (one for one in element.all(**{"class": "*"}) if name in one.attrs["class"].split())


def shade_of(element: Element) -> int:
    found = re.search(r"(?:^| )stage-(\d+)(?: |$)", element.attrs["class"])
    assert found, element.attrs
    return int(found[1])


# --- pages --------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.mkdocs
def test_no_page_is_wider_than_the_screen_or_the_paper(built: Built, page: Page) -> None:
    paths = ["", "stages", f"stages/{built.guide.stages[-1].id}", "downloads"]
    if audiences := built.guide.audiences:
        paths += ["audiences", f"audiences/{audiences[0].id}"]
    for path in paths:
        page.goto(built.file(path).as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for width, media in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            assert page.evaluate(LAYOUT) == [], (path, width, media)


@pytest.mark.mkdocs
def test_the_picture_of_the_stages_has_each_and_their_order(built: Built) -> None:
    count, returning = built.size.stages, built.size.order == "returning" and built.size.stages > 1
    [picture] = having(built.page(""), "cycle--whole")
    stations = list(having(picture, "cycle__stage"))
    assert [shade_of(one) for one in stations] == built.shades
    assert [number.text for number in having(picture, "number")] == built.numbers
    names = picture.attrs["class"].split()
    assert ("cycle--linear" in names, bool([*having(picture, "cycle__return")])) == (
        not returning,
        returning,
    )
    assert ("cycle--across" in names) is (1 < count < 5)
    for path in ("stages", f"stages/{built.guide.stages[-1].id}"):
        strips = list(having(built.page(path), "cycle"))
        assert len(strips) == (count > 1)
        folded = [one for strip in strips for one in strip.all("details")]
        assert bool(folded) is (count > 8 and path != "stages")


@pytest.mark.mkdocs
def test_the_matrix_has_each_stage_and_each_audience(built: Built) -> None:
    if not built.guide.audiences:
        assert not (built.site / "audiences").exists()
        return
    [table] = having(built.page("audiences"), "matrix")
    numbered = [one for one in table.all(**{"class": "*"}) if "stage-" in one.attrs["class"]]
    assert [shade_of(one) for one in numbered] == built.shades
    assert [one.text for one in having(table, "number")] == built.numbers
    text = f" {table.text} "
    assert all(f" {one.short} " in text for one in built.guide.audiences)
    assert all(f" {one.title} " in text for one in built.guide.stages)
    assert len(list(table.all("td"))) == built.size.stages * built.size.audiences


# --- paper --------------------------------------------------------------------------------------


def lines(words: tuple[Word, ...]) -> Iterator[list[str]]:
    """The words of a page by the lines on which they stand."""
    middles = sorted({round(word.top + word.bottom) for word in words})
    for middle in middles:
        yield [word.text for word in words if round(word.top + word.bottom) == middle]


def heads(pdf: Pdf, numbers: list[str]) -> list[list[str]]:
    """The lines of a PDF that have several numbers of stages, each once and one after the other."""
    found = []
    for page in pdf.pages:
        for line in lines(page.words):
            places = sorted(numbers.index(word) for word in line if word in numbers)
            if len(places) > 2 and places == [*range(places[0], places[0] + len(places))]:
                found.append([numbers[place] for place in places])
    return found


def test_the_book_has_each_column_of_the_matrix(built: Built) -> None:
    made = Pdf(pdf_guide.write(built.context))
    assert [page.outside for page in made.pages if page.outside] == []
    if built.size.audiences and built.size.stages > 2:
        parts = {3: [3], 4: [4], 7: [7], 14: [7, 7], 20: [7, 7, 6]}[built.size.stages]
        ends = [sum(parts[:place]) for place in range(len(parts) + 1)]
        assert heads(made, built.numbers) == [
            built.numbers[start:end] for start, end in pairwise(ends)
        ]


def test_what_a_group_writes_on_has_room(built: Built) -> None:
    stage = built.guide.stages[-1]
    sheets = [queries.stage_worksheet(built.guide, stage.id)]
    files = []
    for audience in built.guide.audiences[:1]:
        sheets.append(queries.audience_worksheet(built.guide, audience.id))
        files.append(pdf_handout.write(built.context, audience.id))
    files += [pdf_worksheet.write(built.context, sheet) for sheet in sheets]
    for file in files:
        assert [page.outside for page in Pdf(file).pages if page.outside] == []


def test_the_squares_of_a_handout_stand_apart(built: Built) -> None:
    """Items that have but a title leave room for the square below their code."""
    if built.guide.audiences:
        made = Pdf(pdf_handout.write(built.context, built.guide.audiences[0].id))
        items = {item.code for stage in built.guide.stages for item in stage.items}
        for page in made.pages:
            tops = sorted({round(word.top) for word in page.words if word.text in items})
            gaps = [low - high for high, low in pairwise(tops)]
            assert all(gap < 3 or gap > 35 for gap in gaps)


# --- the picture for shared links ---------------------------------------------------------------


def test_the_shared_picture_holds_all(built: Built) -> None:
    text = typesetting._payload(
        built.context, social_card.data(built.context), typesetting.PageSetup()
    )
    made = Pdf(typesetting._compile(built.context, social_card.TEMPLATE, text, {}))
    [page] = made.pages
    assert page.outside == []
    assert {*built.numbers} <= {*page.texts} | {*re.findall(r"\S+", made.text)}
    least = 0.6 if built.size.language == "ar" else 1  # poppler joins or parts a few Arabic words
    for said in metadata.on_picture(built.guide):
        assert share_found(said.value, made.text) >= least, said.id
    titles = {stage.title for stage in built.guide.stages}
    assert titles.isdisjoint(metadata.on_picture(built.guide)) is (built.size.stages > 6)


def test_the_shared_picture_has_the_colours_and_returns_where_the_stages_do(built: Built) -> None:
    drawn = Image.open(io.BytesIO(social_card.picture(built.context))).convert("RGB")
    found = [colour for _, colour in drawn.getcolors() or [] if isinstance(colour, tuple)]
    for colour in built.colours:
        wanted = tuple(bytes.fromhex(colour[1:]))
        assert any(max(map(abs, map(int.__sub__, one, wanted))) < 8 for one in found), colour
    below = {
        drawn.getpixel((x, metadata.HEIGHT - FOOT + y)) for x in (EDGE + 150, 900) for y in (-1, 0)
    }
    returning = built.guide.profile.order is Order.RETURNING and built.size.stages > 1
    assert (below != {drawn.getpixel((0, 0))}) is returning


# --- other editions -----------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def test_word_documents_have_each_number_and_colour(built: Built) -> None:
    numbered = re.compile(r'StageNumber"/>.*?<w:color w:val="(\w+)"/>.*?<w:t>([^<]+)</w:t>')
    shown = list(zip((one[1:] for one in built.colours), built.numbers, strict=True))
    for stage, wanted in zip(built.guide.stages, shown, strict=True):
        sheet = queries.stage_worksheet(built.guide, stage.id)
        document = parts(docx_worksheet.write(built.context, sheet))["word/document.xml"]
        assert numbered.findall(document) == [wanted]
    for audience in built.guide.audiences[:1]:
        view = queries.for_audience(built.guide, audience.id)
        wanted_here = [shown[built.guide.stages.index(group.stage)] for group in view.named]
        document = parts(docx_handout.write(built.context, audience.id))["word/document.xml"]
        assert numbered.findall(document) == wanted_here


def test_the_workbook_has_a_coloured_tab_for_each_stage(built: Built) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(built.context)))
    tabs = [sheet.sheet_properties.tabColor for sheet in book.worksheets[1 : built.size.stages + 1]]
    assert [f"#{tab.rgb[2:].lower()}" for tab in tabs if tab] == built.colours
    few = built.size.stages + built.size.audiences <= 20
    assert book.worksheets[0].page_setup.fitToHeight == (None if few else 0)


def test_books_have_each_number_and_a_class_that_their_style_knows(
    built: Built, tmp_path: Path
) -> None:
    (tmp_path / "guide.html").write_bytes(html.write(built.context, (built.size.language,)))
    marked = [
        (head.attrs["class"], head.attrs["data-number"])
        for head in read(tmp_path / "guide.html").all(data_number="*")
    ]
    classes = [f"stage-{shade}" for shade in built.shades]
    assert marked == list(zip(classes, built.numbers, strict=True))
    files = parts(epub.write(built.context))
    chapters = [files[f"EPUB/stage-{stage.id}.xhtml"] for stage in built.guide.stages]
    for text, name, number in zip(chapters, classes, built.numbers, strict=True):
        assert f'class="{name}" data-number="{number}"' in text
    sheets = [text for name, text in files.items() if name.endswith(".css")]
    sheets.append((tmp_path / "guide.html").read_text(encoding="utf-8"))
    for sheet in sheets:
        assert all(f".{name}" in sheet for name in classes)
