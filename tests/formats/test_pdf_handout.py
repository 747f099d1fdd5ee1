"""Handouts as PDF: what stands in them, how many pages they take, whether tools can read them."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from pypdf import PdfReader

from guide import project
from guide.core import markup, queries
from guide.core.model import Guide, Point
from guide.formats import papers
from guide.formats.context import Context
from guide.formats.papers import PAPERS
from guide.formats.pdf import handout as pdf_handout
from guide.formats.typesetting import TypesettingError
from guide.theme.files import ThemeFiles
from support.paths import ADDRESS, ROOT
from support.tiny import copy, edit, override

LATIN = ("en", "fr", "es", "pt", "id")
LANGUAGES = (*LATIN, "ar", "my")
GOVERNMENTS = ("host-governments", "home-governments")
AUDIENCES = (
    "vpi",
    "companies",
    *GOVERNMENTS,
    "ngos",
    "existing-groups",
    "future-processes",
    "coordinator",
)
EACH = [(language, audience) for language in LANGUAGES for audience in AUDIENCES]
OURS = {"NotoSans", "NotoSansMyanmar", "Amiri"}
CODE = re.compile(r"\b[A-Z]+-(?:F\d+|\d+(?:\.\d+)?)\b")
_EDGE = 17  # points, 6 mm: no printer cuts it off

Made = dict[tuple[str, str, str], bytes]


def context(guides: dict[str, Guide], language: str, address: str = ADDRESS) -> Context:
    return Context(guides[language], guides["en"], address, ThemeFiles(ROOT))


@pytest.fixture(scope="module")
def made(guides: dict[str, Guide]) -> Made:
    """Every handout on each paper."""
    return {
        (language, audience, paper): copy
        for language, audience in EACH
        for pdf in [pdf_handout.write(context(guides, language), audience)]
        for paper, copy in zip(PAPERS, papers.on(pdf, PAPERS), strict=True)
    }


@cache
def reader_of(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@cache
def text_of(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def shown(guide: Guide, audience: str) -> tuple[Point, ...]:
    return queries.for_audience(guide, audience).points


def bookmarks(pdf: bytes) -> Iterator[str]:
    """The titles of all headings, in order."""

    def walk(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield str(entry.title)

    return walk(reader_of(pdf).outline)


@pytest.mark.parametrize(("language", "audience"), EACH)
def test_its_points_are_those_of_the_audience_in_order(
    made: Made, guides: dict[str, Guide], language: str, audience: str
) -> None:
    points = shown(guides[language], audience)
    pdf = made[language, audience, "a4"]
    headings = [title for title in bookmarks(pdf) if CODE.match(title)]
    ui = guides[language].interface
    degrees = [ui[f"degree-{point.degree}"].value if point.degree else "" for point in points]
    wanted = [
        " ".join(f"{point.code} {degree} {markup.plain(point.title.value)}".split())
        for point, degree in zip(points, degrees, strict=True)
    ]
    assert [" ".join(heading.split()) for heading in headings] == wanted
    text = text_of(pdf)
    codes = {point.code for point in points}
    related = {code for point in points for code in point.related}
    assert codes <= set(CODE.findall(text)) <= codes | related
    legend = " ".join(ui["degree-legend"].value.split())
    assert (legend in " ".join(text.split())) is any(degrees) or language in "ar my"


def test_takes_four_pages_at_most(made: Made) -> None:
    pages = {key: len(reader_of(pdf).pages) for key, pdf in made.items()}
    assert {language for language, _, _ in pages} == {*LANGUAGES}
    assert {key: count for key, count in pages.items() if count > 4} == {}


@pytest.mark.parametrize(("language", "audience"), EACH)
def test_says_what_it_is_to_a_screen_reader(
    made: Made, guides: dict[str, Guide], language: str, audience: str
) -> None:
    reader = reader_of(made[language, audience, "a4"])
    root: Any = reader.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if language == "ar" else "/L2R")
    assert reader.metadata is not None
    assert reader.metadata.title == guides[language].audience(audience).title.value
    declared = root["/Metadata"].get_data().decode()
    for standard in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert standard in declared


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_fonts_are_ours_and_embedded(made: Made, language: str) -> None:
    for audience in AUDIENCES:
        for page in reader_of(made[language, audience, "a4"]).pages:
            resources: Any = page["/Resources"]
            for reference in resources["/Font"].values():
                font = reference.get_object()
                name = str(font["/BaseFont"]).partition("+")[2].partition("-")[0]
                assert name in OURS
                descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def letters(text: str) -> list[str]:
    """The words in Arabic letters, without vowel signs."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.findall(r"[\u0621-\u064a]+", plain)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_arabic_words_can_be_copied_and_searched(
    made: Made, guides: dict[str, Guide], audience: str
) -> None:
    guide = guides["ar"]
    points = shown(guide, audience)
    texts = [point.title for point in points]
    told = points if len(points) <= 30 else guide.audience(audience).recommendations  # else a list
    texts += [point.question for point in told if point.question]
    texts += [point.text for point in guide.audience(audience).recommendations]
    wanted = [word for text in texts for word in letters(markup.plain(text.value))]
    found = set(letters(text_of(made["ar", audience, "a4"])))
    recovered = sum(word in found for word in wanted)
    assert recovered >= 0.95 * len(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_over_the_edge(made: Made, language: str) -> None:
    for key, pdf in made.items():
        if key[0] != language:
            continue
        boxes = text_of(pdf, "-bbox")
        width, height = (
            float(n) for n in re.findall(r'<page width="(.*?)" height="(.*?)"', boxes)[0]
        )
        words = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', boxes)
        assert words
        for left, top, right, bottom in (map(float, word) for word in words):
            assert left >= _EDGE, key
            assert top >= _EDGE, key
            assert right <= width - _EDGE, key
            assert bottom <= height - _EDGE, key


@pytest.mark.parametrize(("language", "expected"), [("en", 0), ("fr", 1), ("id", 1)])
def test_a_draft_says_so_once_and_in_each_head(
    made: Made, guides: dict[str, Guide], language: str, expected: int
) -> None:
    words = guides[language].interface
    pdf = made[language, "companies", "a4"]
    text = " ".join(text_of(pdf).split())
    pages = len(reader_of(pdf).pages)
    title, notice = (words[f"notice-draft-{part}"].value for part in ("title", "text"))
    assert text.count(notice) == expected
    assert text.count(title) == expected * (pages + 1)


def test_marks_what_is_stale_and_what_is_not_translated(tmp_path: Path) -> None:
    root = copy(tmp_path / "guide")  # the title of W-2 is stale there; its text is not translated
    entry = 'msgctxt "W-2.text"\nmsgid "Give a part to those who watered."\nmsgstr "Une part."\n\n'
    following = 'msgctxt "interface.permalink"'
    edit(root, "translations/fr.po", following, entry + following)
    guides = project.load(root).guides
    text = text_of(pdf_handout.write(context(guides, "fr"), "neighbours"))
    first, *parts = re.split(r"^(?=[A-Z]+-\d)", text, flags=re.MULTILINE)
    words = guides["fr"].interface
    stale, missing = (words[f"state-{state}"].value for state in ("stale", "untranslated"))
    marks = {part.split()[0]: [m for m in (stale, missing) if m in part] for part in parts}
    assert marks == {"NE-1": [missing], "W-2": [stale], "P-1.2": [missing]}
    assert stale not in first
    assert missing not in first


@pytest.mark.parametrize("language", ["en", "my"])
def test_its_code_leads_to_its_page(made: Made, language: str) -> None:
    command = ["pdftoppm", "-gray", "-r", "100", "-singlefile"]
    picture = subprocess.run(
        command, input=made[language, "vpi", "a4"], capture_output=True, check=True
    ).stdout
    _, width, height, _ = picture.split(maxsplit=4)[:4]
    shape = (int(height), int(width))
    pixels = memoryview(picture[-shape[0] * shape[1] :]).cast("B", shape)
    found = [code.text for code in zxingcpp.read_barcodes(pixels)]
    path = "stakeholders/vpi/" if language == "en" else f"{language}/stakeholders/vpi/"
    assert found == [ADDRESS + path]
    assert ADDRESS + path in text_of(made[language, "vpi", "a4"], "-raw")


def test_without_an_address_there_is_no_code(guides: dict[str, Guide]) -> None:
    pdf = pdf_handout.write(context(guides, "en", address=""), "companies")
    assert "http" not in text_of(pdf)
    assert not any(page.images for page in reader_of(pdf).pages)


@pytest.mark.parametrize("language", ["en", "ar", "my"])
def test_the_same_input_gives_the_same_bytes(
    made: Made, guides: dict[str, Guide], language: str
) -> None:
    again = pdf_handout.write(context(guides, language), "ngos")
    assert papers.on(again, PAPERS)[0] == made[language, "ngos", "a4"]


def sizes_of(pdf: bytes) -> set[float]:
    """The sizes of all text, in points."""
    sizes: set[float] = set()

    def note(_text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if _text.strip():
            sizes.add(round(abs(matrix[3]) * size, 1))

    for page in reader_of(pdf).pages:
        page.extract_text(visitor_text=note)
    return sizes


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_print_has_no_small_text(guides: dict[str, Guide], language: str) -> None:
    pdf = pdf_handout.write(context(guides, language), "existing-groups", large=True)
    assert min(sizes_of(pdf)) >= 16
    headings = [title for title in bookmarks(pdf) if CODE.match(title)]
    assert [title.split()[0] for title in headings] == [
        point.code for point in shown(guides[language], "existing-groups")
    ]


def test_refuses_a_letter_that_no_font_has(guides: dict[str, Guide], tmp_path: Path) -> None:
    with (tmp_path / override(tmp_path, "print/handout.typ")).open("a", encoding="utf-8") as file:
        file.write("\n\u4e2d\n")
    spoilt = Context(guides["en"], guides["en"], "", ThemeFiles(tmp_path))
    with pytest.raises(TypesettingError, match=r"handout\.typ in en: Companies"):
        pdf_handout.write(spoilt, "companies")
