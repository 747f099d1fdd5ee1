"""From 1 to 20 stages, from 0 to 20 audiences: every file has room for all of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from guide.core import queries
from guide.core.profile import Order
from guide.formats import epub, html, social_card, typesetting
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.xlsx import workbook
from guide.site import metadata
from support.html_tree import read
from support.pdf_reading import Pdf, Word, share_found
from support.sized import SIZES, Sized, written

EDGE, FOOT = 80, 54  # margins of the picture for shared links


@pytest.fixture(scope="module", params=SIZES, ids=str)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sized:
    return written(request.param, tmp_path_factory.mktemp("sized") / "guide")


@pytest.fixture(scope="module")
def book(built: Sized) -> Pdf:
    """The whole guide as a PDF."""
    return Pdf(pdf_guide.write(built.context))


# --- paper --------------------------------------------------------------------------------------


def lines(words: tuple[Word, ...]) -> Iterator[list[str]]:
    """The words of a page by the lines on which they stand."""
    middles = sorted({round(word.top + word.bottom) for word in words})
    for middle in middles:
        yield [word.text for word in words if round(word.top + word.bottom) == middle]


def head(line: list[str], numbers: list[str]) -> list[str]:
    """Several numbers of stages on a line, each once and one after the other; [] if it has none."""
    places = sorted(numbers.index(word) for word in line if word in numbers)
    if len(places) > 2 and places == [*range(places[0], places[0] + len(places))]:
        return [numbers[place] for place in places]
    return []


def test_the_book_has_each_column_of_the_matrix(built: Sized, book: Pdf) -> None:
    assert [page.outside for page in book.pages if page.outside] == []
    if built.size.audiences and built.size.stages > 2:
        parts = {3: [3], 4: [4], 7: [7], 12: [6, 6], 14: [7, 7], 20: [7, 7, 6]}[built.size.stages]
        ends = [sum(parts[:place]) for place in range(len(parts) + 1)]
        heads = [head(line, built.numbers) for page in book.pages for line in lines(page.words)]
        assert [found for found, _ in groupby(filter(None, heads))] == [
            built.numbers[start:end] for start, end in pairwise(ends)
        ]


def test_the_matrix_has_its_head_on_each_page(built: Sized, book: Pdf) -> None:
    """Else nobody could tell on the next page which column is that of which stage."""
    values = {built.context.words.digits(value) for value in (0, 4)}  # there are no others
    for page in book.pages:
        found = [*lines(page.words)]
        rows = [place for place, line in enumerate(found) if sum(w in values for w in line) > 2]
        heads = [place for place, line in enumerate(found) if head(line, built.numbers)]
        assert not rows or (heads and heads[0] < rows[0]), found


def test_what_a_group_writes_on_has_room(built: Sized) -> None:
    stage = built.guide.stages[-1]
    sheets = [queries.stage_worksheet(built.guide, stage.id)]
    files = []
    for audience in built.guide.audiences[:1]:
        sheets.append(queries.audience_worksheet(built.guide, audience.id))
        files.append(pdf_handout.write(built.context, audience.id))
    files += [pdf_worksheet.write(built.context, sheet) for sheet in sheets]
    for file in files:
        assert [page.outside for page in Pdf(file).pages if page.outside] == []


def test_the_squares_of_a_handout_stand_apart(built: Sized) -> None:
    """Items that have but a title leave room for the square below their code."""
    if built.guide.audiences:
        made = Pdf(pdf_handout.write(built.context, built.guide.audiences[0].id))
        items = {item.code for stage in built.guide.stages for item in stage.items}
        for page in made.pages:
            tops = sorted({round(word.top) for word in page.words if word.text in items})
            gaps = [low - high for high, low in pairwise(tops)]
            assert all(gap < 3 or gap > 35 for gap in gaps)


# --- the picture for shared links ---------------------------------------------------------------


def test_the_shared_picture_holds_all(built: Sized) -> None:
    text = typesetting._payload(
        built.context,
        social_card.TEMPLATE,
        social_card.data(built.context),
        10,
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


def test_the_shared_picture_has_the_colours_and_returns_where_the_stages_do(built: Sized) -> None:
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


def test_word_documents_have_each_number_and_colour(built: Sized) -> None:
    numbered = re.compile(r'StageNumber"/>.*?<w:color w:val="(\w+)"/>.*?<w:t>([^<]+)</w:t>')
    shown = list(zip((one[1:] for one in built.colours), built.numbers, strict=True))
    for stage, wanted in zip(built.guide.stages, shown, strict=True):
        sheet = queries.stage_worksheet(built.guide, stage.id)
        document = parts(docx_worksheet.write(built.context, sheet))["word/document.xml"]
        assert numbered.findall(document) == [wanted]
    for audience in built.guide.audiences[:1]:
        view = queries.for_audience(built.guide, audience.id)
        wanted_here = [
            shown[built.guide.stages.index(group.stage)]
            for group in view.factors_named + view.named
        ]
        document = parts(docx_handout.write(built.context, audience.id))["word/document.xml"]
        assert numbered.findall(document) == wanted_here


def test_the_workbook_has_a_coloured_tab_for_each_stage(built: Sized) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(built.context)))
    tabs = [sheet.sheet_properties.tabColor for sheet in book.worksheets[2 : built.size.stages + 2]]
    assert [f"#{tab.rgb[2:].lower()}" for tab in tabs if tab] == built.colours
    few = built.size.stages + built.size.groups + built.size.audiences <= 20
    assert book.worksheets[0].page_setup.fitToHeight == (None if few else 0)


def test_books_have_each_number_and_a_class_that_their_style_knows(
    built: Sized, tmp_path: Path
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
