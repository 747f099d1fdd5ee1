"""overrides/brand.yml: colours, font and mark of a guide in one place, seen in every edition."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from guide.build import BuildRequest, build
from guide.theme import brand, brand_fonts, branding, colours, fonts, marks, overrides
from guide.theme.contrast import contrast, lightened
from guide.theme.files import DEFAULTS, ThemeFiles
from support import tiny
from support.colours import contrast as measured
from support.html_tree import read

NAME = brand.NAME
AMIRI = fonts.SCRIPTS["Arab"].print.path
NOTO = fonts.SCRIPTS["Latn"].print.path
MARK = """<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"
  width="80" height="80" viewBox="0 0 8 8" i:version="1" fill="currentColor">
  <title>A square</title><i:view/>
  <rect width="8" height="8" fill="#ff00aa"/><circle cx="4" cy="4" r="3"/>
</svg>
"""
BRAND = """colours:
  accent: "#0B5C8A"
  stages: ["#7a5c00", "#005c5c", "#5c0000", "#3c005c", "#222222"]
fonts:
  regular: fonts/Amiri-Regular.ttf
  bold: fonts/Amiri-Bold.ttf
mark: mark.svg
"""


def project(folder: Path, text: str, **files: str) -> Path:
    """A copy of the tiny guide with a brand, and without the mark that it has among its pages."""
    root = tiny.copy(folder / "project")
    (root / "docs/assets/mark.svg").unlink()
    (root / "overrides/fonts").mkdir()
    for path in (*AMIRI.glob("*.ttf"), *NOTO.glob("*.ttf")):
        shutil.copy(path, root / "overrides/fonts")
    for name, data in {"mark.svg": MARK, **files}.items():
        (root / "overrides" / name).write_text(data, encoding="utf-8")
    (root / NAME).write_text(text, encoding="utf-8")
    return root


def problems(folder: Path, text: str, **files: str) -> list[str]:
    return [
        f"{one.location.line}: {one.message}"
        for one in sorted({*branding.diagnostics(ThemeFiles(project(folder, text, **files)))})
    ]


COLOUR = 'must be # and six hexadecimal digits, such as "#000000"'
FAULTS = {
    "accnt: x": ['1: unknown field "accnt" in brand; use one of: colours, fonts, mark'],
    "- a": ["1: brand must be a group of `field: value` lines"],
    "": ["1: the file is empty; add its fields or delete it"],
    "colours:\n  acent: x": ['2: unknown field "acent" in colours; did you mean "accent"?'],
    "colours:\n  accent: #0b5c8a": ['2: "accent" is empty; put the colour in quotes: "#000000"'],
    "colours:\n  accent: blue": [f'2: "accent" {COLOUR}, not "blue"'],
    'colours:\n  stages: ["#123"]': [f'2: "stages" {COLOUR}, not "#123"'],
    'colours:\n  stages: "#123456"': ['2: "stages" must be a list; begin each member with "- "'],
    'colours:\n  accent: "#dd8800"': [
        (
            "2: the contrast of accent #dd8800 with its ground #fdfcf9 is 2.6; "
            "choose a darker colour (4.5 or more)"
        )
    ],
    'colours:\n  dark:\n    quiet: "#333333"': [
        (
            "3: the contrast of quiet #333333 with its ground #191815 is 1.4; "
            "choose a lighter colour (4.5 or more)"
        )
    ],
    'colours:\n  paper: "#d0d0d0"\n  stages: ["#123456"]': [
        (
            "2: the contrast of edge #8b8478 with its ground #d0d0d0 is 2.4; "
            "choose a darker colour (3.0 or more)"
        )
    ],
    'colours:\n  ink: "#ffffff"': [
        (
            "2: the contrast of ink #ffffff with its ground #ffffff is 1.0; "
            "choose a darker colour (4.5 or more)"
        )
    ],
    'colours:\n  stages: ["#123456", "#eeeeee"]': [
        (
            "2: the contrast of stage 2 #eeeeee with its ground #fdfcf9 is 1.1; "
            "choose a darker colour (4.5 or more)"
        )
    ],
    'colours:\n  dark: {stages: ["#eeeeee"]}': [
        "2: there are 4 colours of stages on light ground and 1 on dark ground; give as many"
    ],
    "mark: marc.svg": [
        (
            '1: there is no file "marc.svg" in overrides/; correct the name, such as mark.svg, '
            "or put the file there"
        )
    ],
    "mark: ../content/guide.yml": [
        (
            '1: there is no file "../content/guide.yml" in overrides/; correct the name, such as '
            "mark.svg, or put the file there"
        )
    ],
    "fonts: {regular: fonts/Amiri-Regular.ttf}": [
        '1: fonts has no "bold"; add it: File of the same family in bold'
    ],
    "fonts: {regular: fonts/Amiri-Bold.ttf, bold: fonts/Amiri-Bold.ttf}": [
        "1: the font has the weight 700, which is not regular; choose its regular file"
    ],
    "fonts: {regular: fonts/Amiri-Regular.ttf, bold: fonts/Amiri-Regular.ttf}": [
        "1: the font has the weight 400, which is not bold; choose its bold file"
    ],
    "fonts: {regular: mark.svg, bold: fonts/Amiri-Bold.ttf}": [
        (
            "1: mark.svg is no font that can be used: Not a TrueType or OpenType font (bad "
            "sfntVersion); choose a TTF or OTF file"
        )
    ],
    "fonts:\n  regular: 'fonts/NotoSans[wdth,wght].ttf'\n  bold: fonts/Amiri-Bold.ttf": [
        "2: fonts/NotoSans[wdth,wght].ttf is a variable font; choose a file for each weight"
    ],
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_a_line(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == FAULTS[text]


SHAPES = "a mark is made of shapes alone, without"
DRAWINGS = {
    "nonsense": "1: not valid SVG: ",
    "{}" + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>": "1: the groups of the drawing are nested",
    "<html/>": "1: not an SVG drawing; ",
    "{}<script>1</script></svg>": f"2: {SHAPES} <script>; remove it",
    "{}<g>\n<style>*{{}}</style></g></svg>": f"3: {SHAPES} <style>; remove it",
    "{}<text>A</text></svg>": f"2: {SHAPES} <text>; remove it",
    '{}<path onload="x"/></svg>': f'2: {SHAPES} "onload"; remove it',
    '{}<path style="fill:red"/></svg>': f'2: {SHAPES} "style"; use attributes such as fill',
    "{}<image/></svg>": f"2: {SHAPES} <image>; remove it",
    '{}<path fill="url(https://a.test/b)"/></svg>': '2: a mark may load nothing, as "fill" does',
}


@pytest.mark.parametrize("text", DRAWINGS)
def test_a_drawing_that_no_page_may_show_is_a_line(tmp_path: Path, text: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg"\nviewBox="0 0 8 8">'
    root = project(tmp_path, "mark: mark.svg", **{"mark.svg": text.format(head)})
    found = branding.diagnostics(ThemeFiles(root))
    assert {one.location.file for one in found} == {"overrides/mark.svg"}
    assert f"{found[0].location.line}: {found[0].message}".startswith(DRAWINGS[text])


def test_a_mark_without_size_or_in_two_places_is_a_line(tmp_path: Path) -> None:
    root = project(tmp_path, "mark: mark.svg")
    tiny.edit(root, "overrides/mark.svg", 'viewBox="0 0 8 8"', "")
    [line] = branding.diagnostics(ThemeFiles(root))
    assert line.message.startswith('the drawing has no size; add viewBox="0 0 24 24"')
    tiny.override(root, branding.MARK)
    [line] = branding.diagnostics(ThemeFiles(root))
    assert line.location.file == "docs/assets/mark.svg"
    assert line.message == f"{NAME} names another mark; delete this file, or the line there"


def test_a_font_that_may_not_be_embedded_or_is_damaged_is_a_line(tmp_path: Path) -> None:
    root = project(tmp_path, BRAND)
    path = root / "overrides/fonts/Amiri-Bold.ttf"
    whole = path.read_bytes()
    with TTFont(path) as font:
        font["OS/2"].fsType = 2
        font.save(path)
    [line] = branding.diagnostics(ThemeFiles(root))
    assert (line.location.file, line.location.line) == (NAME, 6)
    assert line.message == (
        "fonts/Amiri-Bold.ttf forbids to be embedded; choose a font that allows it"
    )
    for size in (0, 4, 300, len(whole) // 2):
        path.write_bytes(whole[:size])
        [line] = branding.diagnostics(ThemeFiles(root))
        assert line.message.startswith("fonts/Amiri-Bold.ttf is no font that can be used: ")


def test_check_names_the_faults_and_no_file_of_a_brand_is_stray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, BRAND)
    shutil.rmtree(root / "overrides/fonts")
    (root / "overrides/fonts").mkdir()
    for name in ("Amiri-Regular.ttf", "Amiri-Bold.ttf"):
        shutil.copy(AMIRI / name, root / "overrides/fonts")
    assert tiny.run(root, monkeypatch, capsys, "check") == (0, "")
    assert overrides.warnings(root) == []
    tiny.edit(root, NAME, "#0B5C8A", "#0bbbbb")
    status, out = tiny.run(root, monkeypatch, capsys, "check")
    assert (status, out.count("\n")) == (1, 1)
    assert out.startswith(f"{NAME}:2: the contrast of accent #0bbbbb with its ground #fdfcf9 is 2.")


# --- what is made of it ---------------------------------------------------------------------------


def test_a_drawing_loses_what_its_program_left() -> None:
    found = marks.parse(MARK, "a.svg")
    shapes = '<rect width="8" height="8" fill="#ff00aa"/><circle cx="4" cy="4" r="3"/>'
    assert found.shapes == shapes
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" fill="#0b5c8a">'
    assert found.in_colour("#0b5c8a").replace("\n  ", "") == f"{head}{shapes}\n</svg>"


def test_without_a_brand_colours_are_those_of_the_sheet(tmp_path: Path) -> None:
    theme = ThemeFiles(tmp_path)
    assert (brand.read(theme), colours.read(theme)) == (brand.Brand(), colours.own())
    assert brand_fonts.read(theme) is None
    text = (DEFAULTS / branding.MARK).read_text(encoding="utf-8")
    drawn = text.replace("currentColor", colours.own().light.accent)
    assert f"{branding.guide_mark(theme)}\n" == drawn != text


def test_accent_and_stages_are_lightened_for_dark_ground(tmp_path: Path) -> None:
    found = colours.read(ThemeFiles(project(tmp_path, BRAND)))
    given = ("#7a5c00", "#005c5c", "#5c0000", "#3c005c", "#222222")
    assert (found.light.accent, found.light.stages) == ("#0b5c8a", given)
    ours = colours.own()
    assert (found.light.ink, found.dark.ink) == (ours.light.ink, ours.dark.ink)
    pairs = zip((found.light.accent, *given), (found.dark.accent, *found.dark.stages), strict=True)
    for light, dark in pairs:
        least = measured(light, found.light.paper)
        assert least <= measured(dark, found.dark.paper) < least + 0.3


@pytest.mark.parametrize("colour", ["#000000", "#0b5c8a", "#ff0000", "#ffffff"])
def test_a_colour_is_lightened_until_it_stands_out(colour: str) -> None:
    ground = "#191815"
    assert lightened(colour, ground, 1) == colour
    assert lightened(colour, ground, 22) == "#ffffff"
    assert contrast(lightened(colour, ground, 7), ground) >= 7
    assert contrast(colour, ground) == pytest.approx(measured(colour, ground))


# --- every edition --------------------------------------------------------------------------------

ACCENT = "#0b5c8a"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("brand"), BRAND)
    tiny.edit(root, "content/guide.yml", "version:", "official: no\nversion:")
    build(BuildRequest(root, root / "dist"))
    return root / "dist"


@pytest.mark.mkdocs
def test_pages_have_it(made: Path) -> None:
    for site in (made / "site", made / "usb/guide"):
        css = (site / "assets/guide.css").read_text(encoding="utf-8")
        before, begin, rest = css.partition("@media screen { :root { --ink: #1d1b18; ")
        assert before.endswith("}}\n")
        own = begin + rest
        assert f"--accent: {ACCENT}; --stage-1: #7a5c00; " in own
        assert ".stage-5 { --stage: var(--stage-5); }" in own
        assert "#" not in own.partition("@media print")[2]
        named = {*re.findall(r"font-own-\d+\.woff2", own)}
        assert named == {path.name for path in (site / "assets").glob("font-own-*")}
        assert len(named) == 2
        assert (site / "assets/mark.svg").read_text(encoding="utf-8").count(ACCENT) == 1
        page = next(path for path in site.rglob("index.html"))
        logo = next(read(page).all("span", **{"class": "brand__mark"}))
        [drawing] = logo.all("svg")
        assert drawing.attrs["fill"] == "currentColor"
        assert drawing.attrs["viewbox" if "viewbox" in drawing.attrs else "viewBox"] == "0 0 8 8"
        assert len([*drawing.all("rect")]) == 1


@pytest.mark.mkdocs
def test_files_have_it(made: Path) -> None:
    folder = made / "site/downloads/en"
    for page in (folder / "guide.html", made / "usb/START-HERE.html"):
        text = page.read_text(encoding="utf-8")
        assert ACCENT in text
        assert '<circle cx="4" cy="4" r="3"/>' in text
        assert "#8a3b12" not in text
    with zipfile.ZipFile(folder / "guide.epub") as book:
        assert f'fill="{ACCENT}"' in book.read("EPUB/title.xhtml").decode()
        assert ".stage-5 { border-bottom-color: #222222; }" in book.read("EPUB/style.css").decode()
    with zipfile.ZipFile(next(folder.glob("worksheet-*.docx"))) as package:
        styles = package.read("word/styles.xml").decode()
        assert f'w:val="{ACCENT[1:]}"' in styles
        assert 'w:ascii="Amiri"' in styles
        assert '<w:font w:name="Amiri"><w:altName w:val="Calibri"/>' in (
            package.read("word/fontTable.xml").decode()
        )
    tabs = [
        sheet.sheet_properties.tabColor
        for sheet in openpyxl.load_workbook(folder / "workbook.xlsx").worksheets
    ]
    assert [tab.rgb[2:].lower() for tab in tabs if tab][:1] == ["7a5c00"]
    with zipfile.ZipFile(folder / "workbook.xlsx") as book:
        assert f"FF{ACCENT[1:]}".lower() in book.read("xl/styles.xml").decode().lower()


@pytest.mark.mkdocs
def test_print_has_it(made: Path) -> None:
    reader = PdfReader(made / "site/downloads/en/guide.pdf")
    used = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name.replace("-", "") for name in used} >= {"AmiriRegular", "AmiriBold"}
    card = next((made / "site").rglob("*card*.png"), None) or next((made / "site").rglob("*.png"))
    shown = Image.open(io.BytesIO(card.read_bytes())).convert("RGB").getcolors(1_000_000)
    assert shown
    assert (0xFF, 0, 0xAA) in {colour for _, colour in shown}


@pytest.mark.mkdocs
def test_a_guide_that_is_not_official_says_so_in_every_edition(made: Path) -> None:
    folder = made / "site/downloads/en"
    said = "This is not an official publication of The Hill School."
    for page in (made / "site/index.html", made / "usb/guide/index.html", folder / "guide.html"):
        assert said in read(page).text.replace("\n", " "), page
    assert said in (made / "usb/START-HERE.html").read_text(encoding="utf-8")
    assert said in " ".join((made / "usb/README.en.txt").read_text(encoding="utf-8-sig").split())
    assert json.loads((folder / "guide.json").read_bytes())["official"] is False
    with zipfile.ZipFile(folder / "guide.epub") as book:
        assert said in book.read("EPUB/title.xhtml").decode()
        assert f"<dc:rights>{said}" in book.read("EPUB/package.opf").decode()
    with zipfile.ZipFile(next(folder.glob("worksheet-*.docx"))) as package:
        assert said in package.read("docProps/core.xml").decode()
        assert said in "".join(
            package.read(name).decode() for name in package.namelist() if "foot" in name
        )
    sheet = openpyxl.load_workbook(folder / "workbook.xlsx").worksheets[0]
    assert any(said in str(cell.value) for row in sheet.iter_rows() for cell in row)
    for name in ("guide.pdf", next(folder.glob("worksheet-*.pdf")).name):
        text = "".join(page.extract_text() for page in PdfReader(folder / name).pages)
        assert said in " ".join(text.split()), name
