"""One identity in all editions: colours by name, marks by rule, numbers and rules of the stages."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from guide.core import queries
from guide.core.model import Guide
from guide.formats import epub, social_card
from guide.formats import html as html_file
from guide.formats.context import Context
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.usb import texts as usb_texts
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.theme import branding
from guide.theme import colours as colours_of
from guide.theme.files import DEFAULTS, ThemeFiles
from support import tiny
from support.html_tree import read
from support.paths import ADDRESS, ROOT
from support.pdf_reading import Pdf

LANGUAGES = ("en", "ar", "my")
MARKS = ROOT / "overrides" / "marks"
OTHER = DEFAULTS / "marks/other.svg"
DRAWN = [*sorted(MARKS.glob("*.svg")), OTHER]
STAGES = tuple(f"stage-{place}" for place in range(1, 5))
# Black and white are ink and paper, and need no name.
PLAIN = {"#000", "#fff", "#000000", "#ffffff"}
HEX = re.compile(r"(?<![&\w])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![\w-])")
WORD = re.compile(r'(?:w:color|w:fill|<w:color w:val)="([0-9a-fA-F]{6})"')
OTHERWISE = re.compile(
    r"\b(?:luma|cmyk|hsla?|oklch|oklab|color-mix|rgba?)\((?!\"|data\.)|\brgb\(\"(?!#)"
)
NAMED = re.compile(
    r"(?:colou?r|fill|stroke|background|paint)\"?\s*[:=]\s*[\"']?"
    r"(red|green|blue|gr[ae]y|silver|navy|maroon|purple|teal|olive|orange|yellow|brown|pink)\b"
)


def block(css: str, start: str) -> dict[str, str]:
    """The colours among the custom properties of the first `:root` after a place."""
    found = re.search(r":root\s*\{(.*?)\}", css[css.index(start) :], re.DOTALL)
    assert found
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", found[1]))


DARK = "prefers-color-scheme"
PAGES = (DEFAULTS / "assets/guide.css").read_text(encoding="utf-8")
LIGHT_TOKENS, DARK_TOKENS = block(PAGES, ":root"), block(PAGES, DARK)
LIGHT_STAGES = [LIGHT_TOKENS[name] for name in STAGES]


def sources() -> Iterator[Path]:
    """Everything beside the pages that may name a colour."""
    for folder in ("book", "docx", "epub", "html", "print", "usb", "zim"):
        yield from (DEFAULTS / folder).rglob("*")
    yield from DRAWN
    yield from (ROOT / "plugins" / "guide").rglob("*.py")
    yield from (ROOT / "overrides").glob("*.svg")


FILES = sorted(path for path in sources() if path.is_file() and path.suffix != ".pyc")


def test_the_pages_name_their_colours() -> None:
    names = {"ink", "quiet", "paper", "rule", "edge", "accent", *STAGES}
    assert LIGHT_TOKENS.keys() == DARK_TOKENS.keys() == names
    assert not set(LIGHT_TOKENS.values()) & set(DARK_TOKENS.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_format_declares_a_colour(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {colour.lower() for colour in HEX.findall(text)}
    found |= {f"#{colour.lower()}" for colour in WORD.findall(text)}
    drawn = {*LIGHT_TOKENS.values()} if path.suffix == ".svg" else set()  # data cannot reach them
    assert found <= PLAIN | drawn
    assert OTHERWISE.findall(text) == []
    assert NAMED.findall(text) == []


PLANTED = (
    ("print/common.typ", "rgb(data.colours.at(name))", 'rgb("#57534c")'),
    ("docx/styles.xml", "{{ data.colours.quiet }}", "57534c"),
    ("html/guide.css", "{{ of.ink }}", "#1d1b18"),
    ("epub/style.css", "border-bottom-color: {{ colour }}", "border-bottom-color: navy"),
    ("usb/start.css", "{{ light.ink }}", "rgb(1 2 3)"),
)


@pytest.mark.parametrize(("path", "old", "new"), PLANTED, ids=[path for path, _, _ in PLANTED])
def test_a_colour_that_is_declared_is_found(tmp_path: Path, path: str, old: str, new: str) -> None:
    text = (DEFAULTS / path).read_text(encoding="utf-8")
    assert old in text
    spoilt = tmp_path / Path(path).name
    spoilt.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError):
        test_no_other_format_declares_a_colour(spoilt)


def test_the_module_reads_what_the_pages_have() -> None:
    found = colours_of.read(ThemeFiles(ROOT))
    for scheme, tokens in ((found.light, LIGHT_TOKENS), (found.dark, DARK_TOKENS)):
        assert scheme.stages == tuple(tokens[name] for name in STAGES)
        named = {name: value for name, value in asdict(scheme).items() if name != "stages"}
        assert named == {name: tokens[name] for name in named}
        assert named.keys() | {*STAGES} == tokens.keys()


# Colours that no sheet of ours has, one for each of ours, by its name.
OTHER_TOKENS = {
    scheme: {name: f"#{number:02x}{place:02x}7f" for place, name in enumerate(tokens, 1)}
    for number, (scheme, tokens) in enumerate((("light", LIGHT_TOKENS), ("dark", DARK_TOKENS)), 3)
}


def recolour(root: Path) -> None:
    """Gives a project a style sheet with other colours."""
    name = root / tiny.override(root, "assets/guide.css")
    text = name.read_text(encoding="utf-8")
    for tokens, other in zip((LIGHT_TOKENS, DARK_TOKENS), OTHER_TOKENS.values(), strict=True):
        for key, value in tokens.items():
            text = text.replace(f"--{key}: {value};", f"--{key}: {other[key]};", 1)
    name.write_text(text, encoding="utf-8")


def shown_colours(made: Context, folder: Path) -> dict[str, set[str]]:
    """The colours in each format of a guide, but for black and white."""
    guide = made.guide
    first = guide.audiences[0].id
    sheet = queries.stage_worksheet(guide, guide.stages[0].id)
    files = {
        "html.html": html_file.write(made, ("en",)),
        "start.html": usb_texts.start([usb_texts.Entrance(made, "guide/index.html", ())]),
        "handout.docx": docx_handout.write(made, first),
        "worksheet.docx": docx_worksheet.write(made, sheet),
        "guide.epub": epub.write(made),
        "workbook.xlsx": xlsx_workbook.write(made),
    }
    found = {}
    for name, data in files.items():
        (folder / name).write_bytes(data)
        text = data.decode("utf-8", "replace")
        if zipfile.is_zipfile(folder / name):
            with zipfile.ZipFile(folder / name) as package:
                text = "".join(package.read(part).decode() for part in package.namelist())
        text = re.sub(r"<svg.*?</svg>", "", text)
        found[name] = {colour.lower() for colour in HEX.findall(text)}
        found[name] |= {f"#{one.lower()}" for one in re.findall(r'[cC]olor="(\w{6})"', text)}
        found[name] |= {f"#{one.lower()}" for one in re.findall(r'olor rgb="FF(\w{6})"', text)}
        found[name] |= {f"#{one.lower()}" for one in re.findall(r'w:color w:val="(\w{6})"', text)}
    for name, pdf in (
        ("handout.pdf", pdf_handout.write(made, first)),
        ("worksheet.pdf", pdf_worksheet.write(made, sheet)),
    ):
        found[name] = colours(pdf)
    return {name: one - PLAIN for name, one in found.items()}


def test_every_format_takes_the_colours_of_the_style_sheet(
    guides: dict[str, Guide], tmp_path: Path
) -> None:
    (tmp_path / "docs/assets").mkdir(parents=True)
    shutil.copy(DEFAULTS / "marks/other.svg", tmp_path / "docs/assets/mark.svg")  # no colour
    plain = replace(context(guides, "en"), theme=ThemeFiles(tmp_path))
    ours = shown_colours(plain, tmp_path)
    recolour(tmp_path)
    other_colours = replace(plain)  # what was read of the style sheet is kept in a context
    theirs = shown_colours(other_colours, tmp_path)
    named = {value: name for name, value in LIGHT_TOKENS.items()}
    named |= {value: name for name, value in DARK_TOKENS.items()}
    other = {value: name for tokens in OTHER_TOKENS.values() for name, value in tokens.items()}
    for name, found in theirs.items():
        assert found, name
        assert found <= {*other}, name
        assert {other[one] for one in found} == {named[one] for one in ours[name]}, name
    card = Image.open(io.BytesIO(social_card.picture(other_colours))).convert("RGB")
    assert f"#{card.tobytes()[:3].hex()}" == OTHER_TOKENS["light"]["paper"]


# Marks


SVG = "{http://www.w3.org/2000/svg}"
ROOT_ATTRIBUTES = {
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
SHAPES = {
    f"{SVG}path": {"d"},
    f"{SVG}circle": {"cx", "cy", "r"},
    f"{SVG}rect": {"x", "y", "width", "height", "rx"},
}


def test_each_audience_has_a_mark_of_its_own(guides: dict[str, Guide]) -> None:
    ids = {audience.id for audience in guides["en"].audiences}
    assert {path.stem for path in DRAWN} == {*ids, "other"}
    assert len({path.read_bytes() for path in DRAWN}) == len(DRAWN)


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_mark_is_strokes_alone(path: Path) -> None:
    tree = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert (tree.tag, tree.attrib) == (f"{SVG}svg", ROOT_ATTRIBUTES)
    assert len(tree) > 0
    for shape in tree:
        assert set(shape.attrib) <= SHAPES[shape.tag]
        assert not list(shape)
    assert "".join(tree.itertext()).strip() == ""
    assert path.stat().st_size <= 400


def context(guides: dict[str, Guide], language: str) -> Context:
    return Context(guides[language], guides["en"], ADDRESS, ThemeFiles(ROOT))


def test_an_audience_without_a_mark_has_that_of_others(guides: dict[str, Guide]) -> None:
    made = context(guides, "en")
    common = OTHER.read_text(encoding="utf-8").strip()
    assert branding.audience_mark(made.theme, "gardeners") == common
    assert branding.audience_mark(made.theme, "ngos") != common


def test_the_mark_stands_on_a_handout(guides: dict[str, Guide], tmp_path: Path) -> None:
    """With the mark of another audience in its place, the handout is another."""
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    elsewhere = replace(context(guides, "en"), theme=ThemeFiles(tmp_path))
    ours = pdf_handout.write(context(guides, "en"), "ngos")
    assert pdf_handout.write(elsewhere, "ngos") == ours
    shutil.copy(MARKS / "vpi.svg", tmp_path / "overrides/marks/ngos.svg")
    assert pdf_handout.write(elsewhere, "ngos") != ours


# Stages


def colours(pdf: bytes) -> set[str]:
    """All colours of text, lines and areas but greys."""
    found: set[str] = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        contents = page.get_contents()
        assert contents is not None
        drawn = contents.get_data().decode("latin-1")
        for parts in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:scn|SCN|rg|RG)\b", drawn):
            found.add("#" + "".join(f"{round(float(part) * 255):02x}" for part in parts))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_worksheets_on_paper_know_their_stage(guides: dict[str, Guide], language: str) -> None:
    made = context(guides, language)
    for place, stage in enumerate(made.guide.stages, 1):
        pdf = pdf_worksheet.write(made, queries.stage_worksheet(made.guide, stage.id))
        used = colours(pdf)
        assert used <= set(LIGHT_TOKENS.values())
        assert used & set(LIGHT_STAGES) == {LIGHT_STAGES[place - 1]}
        head = [word.text for word in Pdf(pdf).pages[0].words if word.top < 110]
        assert made.words.digits(place) in head


def lists_of(view: queries.AudienceView) -> tuple[queries.StagePoints, ...]:
    """The lists of a handout that stand under the name of a stage, in order."""
    return view.factors_named + view.named + view.factors_added + view.added


@pytest.mark.parametrize("language", LANGUAGES)
def test_handouts_on_paper_use_the_colours_of_their_stages(
    guides: dict[str, Guide], language: str
) -> None:
    made = context(guides, language)
    for audience in made.guide.audiences:
        view = queries.for_audience(made.guide, audience.id)
        ids = {part.stage.id for part in lists_of(view)}
        shown = [stage.id in ids for stage in made.guide.stages]
        used = colours(pdf_handout.write(made, audience.id))
        assert used <= set(LIGHT_TOKENS.values())
        assert [colour in used for colour in LIGHT_STAGES] == shown


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def framed(data: bytes) -> list[tuple[str, str]]:
    """The numbers of stages in a Word document, each with the colour of the rule below it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own
    found = []
    for paragraph in body.iter(f"{W}p"):
        rule = paragraph.find(f"{W}pPr/{W}pBdr/{W}bottom")
        runs = [
            run
            for run in paragraph.iter(f"{W}r")
            if (style := run.find(f"{W}rPr/{W}rStyle")) is not None
            and style.get(f"{W}val") == "StageNumber"
        ]
        assert len(runs) == (rule is not None)
        if rule is not None:
            number = "".join(text.text or "" for text in runs[0].iter(f"{W}t"))
            found.append((number, f"#{rule.get(f'{W}color')}"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_documents_number_their_stages(guides: dict[str, Guide], language: str) -> None:
    made = context(guides, language)
    places = {stage.id: place for place, stage in enumerate(made.guide.stages, 1)}

    def shown(ids: list[str]) -> list[tuple[str, str]]:
        return [(made.words.digits(places[i]), LIGHT_TOKENS[f"stage-{places[i]}"]) for i in ids]

    for stage in made.guide.stages:
        sheet = queries.stage_worksheet(made.guide, stage.id)
        assert framed(docx_worksheet.write(made, sheet)) == shown([stage.id])
    for audience in made.guide.audiences:
        view = queries.for_audience(made.guide, audience.id)
        ids = [part.stage.id for part in lists_of(view)]
        sheet = queries.audience_worksheet(made.guide, audience.id)
        groups = [group.stage for group in sheet.groups if group.stage]
        assert {*groups} == {*ids}
        assert framed(docx_worksheet.write(made, sheet)) == shown(groups)
        assert framed(docx_handout.write(made, audience.id)) == shown(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_numbers_its_stages(guides: dict[str, Guide], language: str) -> None:
    made = context(guides, language)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_workbook.write(made)))
    count = len(made.guide.stages)
    stages, audiences = book.worksheets[2 : count + 2], book.worksheets[count + 2 : -1]
    tabs = [sheet.sheet_properties.tabColor for sheet in stages]
    assert [f"#{tab.rgb[2:].lower()}" for tab in tabs if tab] == LIGHT_STAGES
    assert not any(sheet.sheet_properties.tabColor for sheet in audiences)
    for sheet, audience in zip(audiences, made.guide.audiences, strict=True):
        worksheet = queries.audience_worksheet(made.guide, audience.id)
        titles = [
            (str(cell.value), f"#{str(cell.border.bottom.color.rgb)[2:].lower()}")
            for cell in sheet["A"]
            if cell.border.bottom.style == "medium"
            and cell.border.bottom.color.rgb
            and cell.value
            and cell.row > 1
        ]
        ids = [stage.id for stage in made.guide.stages]
        places = [ids.index(group.stage) + 1 for group in worksheet.groups if group.stage]
        assert titles == [(made.words.digits(n), LIGHT_STAGES[n - 1]) for n in places]


@pytest.mark.parametrize("language", LANGUAGES)
def test_books_number_their_stages(guides: dict[str, Guide], language: str, tmp_path: Path) -> None:
    made = context(guides, language)
    wanted = [
        (str(stage.title), f"stage-{place}", made.words.digits(place))
        for place, stage in enumerate(made.guide.stages, 1)
    ]
    page = tmp_path / "guide.html"
    page.write_bytes(html_file.write(made, (language,)))
    with zipfile.ZipFile(io.BytesIO(epub.write(made))) as package:
        package.extractall(tmp_path)
    chapters = [tmp_path / f"EPUB/stage-{stage.id}.xhtml" for stage in made.guide.stages]
    for files in ([page], chapters):
        heads = [head for file in files for head in read(file).all(data_number="*")]
        assert [(h.text, h.attrs["class"], h.attrs["data-number"]) for h in heads] == wanted
    for file in (page, tmp_path / "EPUB/title.xhtml"):
        assert len(list(read(file).all("span", **{"class": "mark", "aria-hidden": "true"}))) == 1
    for audience in made.guide.audiences:
        head = next(read(tmp_path / f"EPUB/audience-{audience.id}.xhtml").all("h1"))
        assert (len(list(head.all("svg"))), head.text) == (1, str(audience.title))
