"""Each loader and importer, given many spoilt files: it takes them or says what is wrong.

The files are those of the tiny guide with parts cut out, repeated or written over, so that what
comes is near to what is expected, and now and then plain noise.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.adapters import config
from guide.content import integrity, interface
from guide.content import loader as content_loader
from guide.content.assemble import Assembler
from guide.content.schema import ContentSchema
from guide.content.tool_schema import TOOL
from guide.core import markup, tool_queries
from guide.core.answers import PointAnswers, Workbook
from guide.core.diagnostics import ContentError, UnreadableError
from guide.core.model import Guide
from guide.core.profile import Profile, SourceUse
from guide.core.walk import texts
from guide.files import checksums, yaml_tree
from guide.files.validator import Validator
from guide.formats.context import Context
from guide.formats.xlsx import workbook
from guide.i18n import catalogue, extract, publication, reviews, terminology
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks, waivers
from guide.i18n.spreadsheet import exchange, judge, writer
from guide.site import page_sources
from guide.site import settings as mkdocs_yml
from guide.theme import brand, branding, overrides
from guide.theme.files import ThemeFiles
from guide.workbooks import sheet_file
from support import tiny, tooled
from support.paths import TINY

MANY = settings(
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEAL = "0123456789abcdef0123456789abcdef"
WORDS = (
    *("\t", "\n", "\r\n", " ", "  ", "- ", ": ", "#", "|", ">", "'", '"', "\\", "{", "}", "[", "]"),
    *("&a ", "*a ", "!!str ", "!ENV ", "---\n", "...\n", "<<: ", "? ", "@", "`", "%", ",", ";"),
    *("msgid ", "msgctxt ", "msgstr ", '""\n', "#~ ", "#, fuzzy\n", "#| ", "msgid_plural ", "\\n"),
    *("null", "~", "1.10", "-1", "9" * 5_000, "2026-02-30", "0000-00-00", "en", "fr", "xx", "../x"),
    *("{{ stage(", ") }}", "{% for x in y %}", "{#", "{{ 1e999 }}", "(" * 300, "[" * 300),
    *("**", "[[compost|x]]", "](", "<b>", "&lt;", "\x00", "\x85", "\u2028", "\u202e", "\ufeff"),
    *("\ufffe", "é", "e\u0301", "中", "😀", "၁", "٣", "²", "x" * 3_000, SEAL, "https://"),
)
WORD = st.sampled_from(WORDS) | st.text(max_size=6) | st.sampled_from(WORDS).map(lambda w: w * 2)


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> bytes:
    """A file with up to four places written over, in characters or in bytes."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=60) | st.lists(WORD, max_size=20).map(_joined))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from((0, 0, 1, 2, 5, 20, 80)))
        text = text[:at] + draw(WORD) + text[at + length :]
    made = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(made)))
        made = made[:at] + draw(st.binary(max_size=3)) + made[at + 1 :]
    return made


def _joined(words: list[str]) -> bytes:
    return "".join(words).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Loader:
    """What reads a file of a project; `text` is a good one, where the tiny guide has none.

    `copy` makes the project.
    """

    file: str
    read: Callable[[Path], object]
    text: str = ""
    copy: Callable[[Path], Path] = tiny.copy


def _record(name: str) -> Callable[[Path], object]:
    """The file as a tree, and by its record."""
    schema = ContentSchema(Profile(source=SourceUse.COVERED))
    records = {"content/stages": schema.stage(), "content/tools": TOOL}
    record = records.get(str(Path(name).parent), schema.glossary())

    def read(root: Path) -> object:
        node, _ = yaml_tree.read_tree(root / name, name)
        return Validator().read(node, record)

    return read


def _with_tool(root: Path) -> None:
    """A good tool is told to translators and listed by the points that it serves."""
    guide, found = content_loader.read(root)
    if any(one.location.file.startswith("content/") for one in found):
        raise ContentError(found)
    extract.extract(guide)
    for tool in guide.tools:
        tool_queries.by_home(guide, (point.code for point in tool_queries.points_of(guide, tool)))


def _po(root: Path) -> None:
    Catalogue.read(root, "fr")
    extract.update(_guide(), extract.read(root, "fr"), "fr")


def _translated(root: Path) -> None:
    made = Catalogue.read(root, "fr")
    checks.errors(_guide(), made, [])
    catalogue.translate(_guide(), made)


def _settings(root: Path) -> None:
    if found := mkdocs_yml.diagnostics(root):
        raise ContentError(found)
    config.settings(root)


def _brand(root: Path) -> None:
    if found := branding.diagnostics(ThemeFiles(root)):
        raise ContentError(found)


def _overrides(root: Path) -> None:
    if found := overrides.diagnostics(root):
        raise ContentError(found)
    overrides.warnings(root)


@cache
def _guide() -> Guide:
    return content_loader.load(TINY)


LOADERS = {
    "YAML of a stage": Loader("content/stages/growing.yml", _record("content/stages/growing.yml")),
    "YAML of the glossary": Loader("content/glossary.yml", _record("content/glossary.yml")),
    "YAML of a tool": Loader(tooled.NAME, _record(tooled.NAME), copy=tooled.copy),
    "content with a tool": Loader(tooled.NAME, _with_tool, copy=tooled.copy),
    "content with a list of tools": Loader("content/guide.yml", _with_tool, copy=tooled.copy),
    "content": Loader("content/guide.yml", content_loader.read),
    "content with aliases": Loader("content/stages/planning.yml", content_loader.read),
    "catalogue": Loader("translations/fr.po", _po),
    "translations": Loader("translations/fr.po", _translated),
    "points of the source": Loader("content/source.tsv", integrity.read_source_points),
    "waivers": Loader(
        "translations/fr.waivers.tsv",
        lambda root: waivers.read(root, "fr"),
        "id\tcode\treason\nP-1.title\tnumbers\tright\nP-2.title\tbidi\tso it is\n",
    ),
    "reviews": Loader(
        "translations/fr.reviews.tsv",
        lambda root: reviews.read(root, "fr"),
        f"id\tseal\treviewer\tdate\nP-1.title\t{SEAL}\tA\t2026-01-02\n",
    ),
    "terminology": Loader(
        "translations/glossary.csv",
        terminology.read,
        'term,language,translation,status,source\ncompost,fr,"a, b",confirmed,"a ""book"""\n',
    ),
    "languages": Loader(
        "translations/languages.yml",
        publication.read,
        "languages: [en, fr, sw]\ngate: {core: [interface.*], core_share: 90, listed: 10}\n",
    ),
    "pages": Loader(
        "docs/checklist/growing.md", lambda root: page_sources.diagnostics(_guide(), root)
    ),
    "mkdocs.yml": Loader("mkdocs.yml", _settings),
    "messages": Loader(
        "overrides/messages.yml",
        lambda root: interface.read(root, Assembler(Profile()), ()),
        "addition: Added by them\n",
    ),
    "brand": Loader(
        brand.NAME,
        _brand,
        'colours:\n  accent: "#0b5c8a"\n  stages: ["#5c0000", "#222222"]\n'
        '  dark: {accent: "#8ec7ea"}\n',
    ),
    "mark": Loader(
        "docs/assets/mark.svg",
        _brand,
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" fill="currentColor">\n'
        '<g><title>A</title><circle cx="4" cy="4" r="3"/></g>\n</svg>\n',
    ),
    "defaults of overrides": Loader(
        "overrides/defaults.tsv",
        _overrides,
        f"path\tsha256\nassets/mark.svg\t{SEAL * 2}\n",
    ),
    "checksums": Loader(
        "sums/SHA256SUMS",
        lambda root: checksums.verify(root / "sums"),
        f"{SEAL * 2}  a/b.txt\n{SEAL * 2}  c.txt\n",
    ),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.mkdocs) if name == "mkdocs.yml" else name
        for name in LOADERS
    ],
)
def test_a_loader_takes_a_file_or_says_what_is_wrong(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = LOADERS[name]
    root = loader.copy(tmp_path / "guide")
    few = tmp_path / "messages.yml"
    few.write_text("addition: Added by us\n", encoding="utf-8")
    monkeypatch.setattr(interface, "THEME", tmp_path)  # the program's own are many
    path = root / loader.file
    path.parent.mkdir(exist_ok=True)
    text = loader.text or path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    loader.read(root)

    @MANY
    @given(spoilt(text))
    def fuzz(made: bytes) -> None:
        path.write_bytes(made)
        with suppress(ContentError, UnreadableError):
            loader.read(root)

    fuzz()


@MANY
@given(st.lists(WORD, max_size=30).map("".join))
def test_markup_takes_any_text(text: str) -> None:
    markup.blocks(text)
    markup.plain(text)
    list(markup.terms(text))


ROWS = [
    (text.id, text.value, "", "x", "", "", judge.base("fr", text.id, text.value, ""))
    for text in list(texts(_guide()))[:3]
]


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


BOOK = unpacked(writer.write("x", "fr", ROWS))
FILLED = unpacked(
    workbook.write(
        Context(_guide(), _guide(), "", ThemeFiles(TINY)),
        Workbook(
            _guide().slug,
            points={code: PointAnswers("partly", due="2027-01-31") for code in _guide().points},
        ),
    )
)
XML = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml")
CELL = st.sampled_from(
    (
        '<c r="{at}" t="inlineStr"><is><t>{x}</t></is></c>',
        '<c r="{at}" t="str"><f>1+1</f><v>{x}</v></c>',
        '<c r="{at}" t="s"><v>{n}</v></c>',
        '<c r="{at}" t="e"><v>#REF!</v></c>',
        '<c r="{at}" t="d"><v>2026-02-30</v></c>',
        '<c r="{at}"><v>{n}</v></c>',
        '<c r="{at}" t="b"><v>{x}</v></c>',
        '<c r="{at}" s="{n}" t="n"><v>1e999</v></c>',
        '<c r="{at}" t="inlineStr"><is><r><t>a</t></r><rPh sb="0"/></is></c>',
        "<c/>",
    )
)
PLACES = st.sampled_from(("A2", "D2", "D3", "G4", "D99", "XFD1048576", "a0", "", "D1"))


@st.composite
def cells(draw: st.DrawFn, sheet: str) -> bytes:
    """A sheet with more cells, of odd kinds and in odd places."""
    rows = []
    for number in draw(st.lists(st.sampled_from((1, 2, 3, 4, 9, 0, -1, 20_000)), max_size=4)):
        row = "".join(
            draw(CELL).format(at=draw(PLACES), x=draw(st.sampled_from(WORDS[:40])), n=number)
            for _ in range(draw(st.integers(0, 4)))
        )
        rows.append(f'<row r="{number}">{row}</row>')
    end = sheet.index("</sheetData>")
    return (sheet[:end] + "".join(rows) + sheet[end:]).encode()


@st.composite
def books(draw: st.DrawFn, good: dict[str, bytes], sheet: str) -> bytes:
    """A workbook with one part spoilt, odd cells in a sheet, or bytes of the zip written over."""
    name = draw(st.sampled_from((sheet, *XML)))
    parts = dict(good)
    kind = draw(st.integers(0, 3))
    if kind == 0:
        parts[sheet] = draw(cells(good[sheet].decode()))
    elif kind == 1:
        parts[name] = draw(spoilt(good[name].decode()))
    elif kind == 2:
        del parts[name]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part, data in parts.items():
            package.writestr(zipfile.ZipInfo(part), data)
    data = made.getvalue()
    if kind == 3:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 8)) :]
    return data


@MANY
@given(books(BOOK, XML[0]))
def test_an_import_takes_a_workbook_or_says_what_is_wrong(data: bytes) -> None:
    report = exchange.merge(_guide(), Catalogue("fr", {}), "fr", data)
    assert report.rows or not report.changes
    report.text("fr", "x.xlsx")


@MANY
@given(books(FILLED, "xl/worksheets/sheet2.xml"))
def test_a_filled_spreadsheet_is_taken_or_refused(data: bytes) -> None:
    with suppress(ContentError):
        book, _ = sheet_file.read(data, "x.xlsx", _guide())
        assert set(book.points) <= set(_guide().points)
