"""Tools as DOCX: tables to fill in and to make longer, boxes, circles, languages, states, bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest
from docx.table import Table as DocxTable

from guide import project
from guide.core import walk
from guide.core.languages import language
from guide.core.model import Guide, State, Text
from guide.core.tools import Paper, Tool
from guide.formats.context import Context
from guide.formats.docx import tool as docx_tool
from guide.theme.files import ThemeFiles
from support import grammars, tooled
from support.libreoffice import converted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ADDRESS = "https://garden.test/base/"
INNER = {False: 11906 - 2 * 964, True: 16838 - 2 * 964}  # of a page, in twentieths of a point
ORDER = {  # of elements in ECMA-376, as far as they occur here
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind jc "
    "outlineLvl",
    "rPr": "rStyle rFonts b bCs i noProof color sz szCs u bdr rtl lang",
    "tblPr": "bidiVisual tblW tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan",
    "sdtPr": "alias tag showingPlcHdr dropDownList date checkbox",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The tiny guide with a tool that has everything."""
    root = tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")
    guide = project.load(root).source
    return Context(guide, guide, ADDRESS, ThemeFiles(root))


def only(guide: Guide) -> Tool:
    (tool,) = guide.tools
    return tool


def changed(made: Context, change: Callable[[Text], Text], code: str = "en") -> Context:
    """The guide with other texts, in a language."""
    guide = walk.map_texts(replace(made.guide, language=code), change)
    return replace(made, guide=guide)


def spoken(made: Context, code: str) -> Context:
    """The guide as if all its texts were in a language."""
    letters = {"ar": "نص", "my": "စာ"}[code]
    return changed(made, lambda text: replace(text, value=letters, language=code), code)


def written(made: Context) -> bytes:
    return docx_tool.write(made, only(made.guide).id)


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fromstring(package.read(name))  # noqa: S314 - our own bytes


def tables(data: bytes) -> list[DocxTable]:
    return list(docx.Document(io.BytesIO(data)).tables)


def shown(element: Element) -> str:
    """What an element shows, without marks of direction."""
    found = "".join(
        "-" if it.tag == f"{W}noBreakHyphen" else it.text or ""
        for it in element.iter()
        if it.tag in (f"{W}t", f"{W}noBreakHyphen")
    )
    return found.replace("\u200e", "").replace("\u200f", "")


def styled(body: Element, style: str) -> list[str]:
    return [
        shown(p)
        for p in body.iter(f"{W}p")
        if (found := p.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style
    ]


def table_of(data: bytes, head: str) -> Element:
    """The table whose first column has a name."""
    return next(
        table
        for table in part(data).iter(f"{W}tbl")
        if (first := next(table.iter(f"{W}tc"))) is not None and shown(first) == head
    )


def test_everything_that_the_tool_says_is_there_in_order(made: Context) -> None:
    read = " ".join(shown(part(written(made))).split())
    place = 0
    for name, text in tooled.TEXTS.items():
        if name.endswith(("letters", "good.title", "poor.title")):
            continue  # in the key and in the lists
        for words in re.split(r"\*+|\n+- |\n+|\[\[[a-z]+\||\]\]", text):
            assert words.strip() in read[place:] or name.startswith("beds."), name
            place = read.index(words.strip())


def test_its_head_says_what_it_is_and_when_it_is_used(made: Context) -> None:
    tool, ui = only(made.guide), made.words.ui
    body = part(written(made))
    assert styled(body, "Kicker") == [f"{ui('tool')} · {ui('addition')}"]
    assert styled(body, "Heading1") == [str(tool.title)]
    assert styled(body, "Heading2") == [str(one.title) for one in tool.parts]
    about = {row.cells[0].text: row.cells[1].text for row in tables(written(made))[0].rows}
    audiences = [str(made.guide.audience(one).short) for one in tool.audiences]
    named = [code for code in made.guide.points if code in tool.codes]
    assert about == {
        str(ui("tool-when")): str(tool.when),
        str(ui("tool-who")): str(tool.who),
        str(ui("tool-duration")): str(tool.duration),
        str(ui("tool-needs")): str(tool.needs),
        str(ui("tool-audiences")): ", ".join(audiences),
        str(ui("tool-points")): ", ".join(named),
    }
    assert str(ui("tools-addition")) in shown(body)
    assert f"{ADDRESS}tools/visit/" in shown(body)


def test_a_table_repeats_its_head_and_has_empty_rows(made: Context) -> None:
    table = table_of(written(made), "Bed")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        *[False] * (len(rows) - 1),
    ]
    cells = [[shown(cell) for cell in row.iter(f"{W}tc")] for row in rows]
    stage = made.guide.stage("planning")
    assert cells[0] == ["Bed", "State", "Cost", "By when", "Points", "In words"]
    assert [len(row) for row in cells] == [6, 1, 6, 1, 6, 6, 6, 6, 6]
    assert cells[1][0].split() == ["1", *str(stage.title).split()]
    assert cells[3] == ["Later in the year"]
    first, second = (made.guide.points[code] for code in ("P-1.2", "W-2"))
    words = f"P-1.2  {first.title}W-2  {second.title}"
    assert cells[2] == ["The bed by the wall", "Needs work", "", "…", "P-1.2, W-2", words]
    assert cells[5:] == [["", "…", "", "…", "", ""]] * 4
    heights = [height.get(f"{W}val") for height in table.iter(f"{W}trHeight")]
    assert heights == ["567", "567", *["680"] * 4]


def test_answers_are_lists_and_days_calendars(made: Context) -> None:
    table = table_of(written(made), "Bed")
    lists = [
        [(item.get(f"{W}value"), item.get(f"{W}displayText")) for item in found]
        for found in table.iter(f"{W}dropDownList")
    ]
    assert lists == [[("good", "G"), ("poor", "Needs work"), ("–", "–")]] * 6
    chosen = [
        (shown(control), control.find(f"{W}sdtPr/{W}showingPlcHdr") is None)
        for control in table.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}dropDownList") is not None
    ]
    assert chosen == [("Needs work", True), *[("…", False)] * 5]
    assert len(list(table.iter(f"{W}date"))) == 6
    key = str(made.words.ui("tool-legend"))
    assert f"{key}: G – In good order" in styled(part(written(made)), "Aside")


def test_numbers_end_at_one_line_and_letters_stand_in_the_middle(made: Context) -> None:
    table = table_of(written(made), "Bed")
    styles = [
        [one.get(f"{W}val", "") for one in row.iter(f"{W}pStyle")] for row in table.iter(f"{W}tr")
    ]
    assert styles[0] == ["CellHead", "CellHeadMiddle", "CellHeadNumber", *["CellHead"] * 3]
    assert styles[-1] == ["Cell", "CellMiddle", "CellNumber", *["Cell"] * 3]


def test_it_says_what_not_to_write_where_something_is_written(made: Context) -> None:
    harm = replace(made.guide.summary, value="Write no names.")
    here = replace(made, guide=replace(made.guide, do_no_harm=harm))
    assert styled(part(written(here)), "Addition") == ["Write no names."]
    tool = only(here.guide)
    ticked = replace(tool, parts=(tool.parts[1],))
    guide = replace(here.guide, tools=(ticked,))
    assert styled(part(written(replace(here, guide=guide))), "Addition") == []


def test_boxes_circles_and_fields(made: Context) -> None:
    data = written(made)
    body = part(data)
    assert str(made.words.ui("tool-choose-one")) in styled(body, "Aside")
    assert styled(body, "Check") == ["☐Somebody waters today.  W-1", "☐We wait for rain."]
    ticks = [
        (
            control.find(f"{W}sdtPr/{W}alias").get(f"{W}val"),  # type: ignore[union-attr]
            shown(control),
        )
        for control in body.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W14}checkbox") is not None
    ]
    assert ticks[:2] == [("Somebody waters today.", "☐"), ("We wait for rain.", "☐")]
    codes = list(only(made.guide).parts[3].scale.points)  # type: ignore[union-attr]
    levels = ("Not yet", "Partly", "In place")
    assert ticks[2:] == [(f"{code}: {level}", "○") for code in codes for level in levels]
    fields = table_of(data, "Date and weather")
    rows = [[shown(cell) for cell in row.iter(f"{W}tc")] for row in fields.iter(f"{W}tr")]
    assert rows == [["Date and weather", ""], ["Beds that were dry"]]
    assert [one.get(f"{W}val") for one in fields.iter(f"{W}trHeight")] == ["510", "1702"]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("code", ["en", "ar", "my"])
def test_tables_fill_the_page_in_the_direction_of_the_language(
    made: Context, code: str, paper: Paper
) -> None:
    here = made if code == "en" else spoken(made, code)
    tool, landscape = replace(only(here.guide), paper=paper), paper is Paper.LANDSCAPE
    body = part(written(replace(here, guide=replace(here.guide, tools=(tool,)))))
    rtl = language(code).direction == "rtl"
    for table in body.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")]
        assert INNER[landscape] - len(grid) <= sum(grid) <= INNER[landscape]
        assert (table.find(f"{W}tblPr/{W}bidiVisual") is not None) is rtl
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            wide = [1 if span is None else int(span.get(f"{W}val", "")) for span in spans]
            assert sum(wide) == len(grid)
    size = body.find(f".//{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}orient") == "landscape") is landscape
    for run in body.iter(f"{W}r"):
        arabic = any("\u0620" <= c <= "\u064a" for c in shown(run))
        tag = run.find(f"{W}rPr/{W}lang")
        assert not arabic or run.find(f"{W}rPr/{W}rtl") is not None
        assert tag is None or tag.get(f"{W}val") == tag.get(f"{W}bidi")


@pytest.mark.parametrize(("ident", "column"), [("cost.title", 2), ("poor.title", 1)])
def test_a_narrow_column_breaks_no_word_of_its_head_and_answers(
    made: Context, ident: str, column: int
) -> None:
    def grid(name: str) -> list[int]:
        def change(text: Text) -> Text:
            return replace(text, value=name) if text.id.endswith(ident) else text

        table = table_of(written(changed(made, change)), "Bed")
        return [int(one.get(f"{W}w", "")) for one in table.iter(f"{W}gridCol")]

    short, long, endless = grid("Cost"), grid("Responsibility"), grid("W" * 40)
    assert long[column] > short[column]
    assert sum(long) <= sum(short)
    assert endless == short


def test_elements_stand_in_the_order_of_the_standard(made: Context) -> None:
    for element in part(written(spoken(made, "ar"))).iter():
        order = ORDER.get(element.tag.rpartition("}")[2], "").split()
        if order:
            places = [order.index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), element.tag


@pytest.mark.parametrize("state", State)
def test_states_are_said_in_words(made: Context, state: State) -> None:
    here = changed(made, lambda text: replace(text, state=state))
    body, ui = part(written(here)), here.words.ui
    marked = state in (State.UNTRANSLATED, State.STALE)
    assert styled(body, "StateLabel") == ([str(ui(f"state-{state}"))] if marked else [])
    assert len(styled(body, "Notice")) == (state is State.DRAFT)


@pytest.mark.parametrize("draft", ["do_no_harm", "stage.planning.title", "P-F1.title"])
def test_a_draft_that_it_takes_from_the_guide_is_said_too(made: Context, draft: str) -> None:
    harm = replace(made.guide.summary, id="guide.do_no_harm")
    here = replace(made, guide=replace(made.guide, do_no_harm=harm))
    ids = {text.id for text in walk.texts(here.guide)}
    (wanted,) = (one for one in ids if one.endswith(draft))

    def change(text: Text) -> Text:
        return replace(text, state=State.DRAFT) if text.id == wanted else text

    assert styled(part(written(here)), "Notice") == []
    assert len(styled(part(written(changed(here, change))), "Notice")) == 1


NASTY = ["<w:p/>", "a & b", "]]>", '"quoted"', "{{ data }}", "{% raw %}", "<!--", "=1+1"]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_cannot_become_markup(made: Context, nasty: str) -> None:
    here = changed(made, lambda text: replace(text, value=f"{text.value} {nasty}"))
    plain, hostile = (part(written(one)) for one in (made, here))
    assert shown(hostile).count(nasty) > len(tooled.TEXTS) / 2
    kinds = [{element.tag for element in body.iter()} for body in (plain, hostile)]
    assert kinds[0] == kinds[1]


def test_a_long_name_of_a_control_is_cut(made: Context) -> None:
    """Word takes a document for damaged where such a name is longer."""
    here = changed(made, lambda text: replace(text, value="word " * 50))
    names = [one.get(f"{W}val", "") for one in part(written(here)).iter(f"{W}alias")]
    assert max(map(len, names)) <= 64


@pytest.mark.parametrize(
    ("grammar", "code"), [("original", "R-1"), ("standard", "V1.1.1"), ("principles", "GP-1")]
)
def test_any_guide_may_have_tools(grammar: str, code: str, tmp_path: Path) -> None:
    """Guides without a source, audiences or steps, and one in French."""
    files = dict(grammars.GRAMMARS[grammar])
    files["guide"] = files["guide"] | {"tools": ["plain"]}
    part_ = {"id": "notes", "title": "Notes", "fields": [{"id": "note", "label": "Note"}]}
    files["tools/plain"] = dict.fromkeys(("when", "who", "duration", "needs"), "Any") | {
        "id": "plain",
        "title": "Take notes",
        "summary": "For notes.",
        "points": [code],
        "parts": [part_],
    }
    root = grammars.write(tmp_path / "guide", files)
    guide = project.load(root).source
    body = part(docx_tool.write(Context(guide, guide, "", ThemeFiles(root)), "plain"))
    addition = str(guide.interface["addition"])
    assert styled(body, "Heading1") == ["Take notes"]
    assert (addition in styled(body, "Kicker")[0]) is guide.has_source
    assert code in shown(body)
    cells = [shown(cell) for cell in body.iter(f"{W}tc")]
    assert str(guide.interface["tool-audiences"]) not in cells


def test_the_same_input_gives_the_same_bytes(made: Context) -> None:
    assert written(made) == written(made)


def test_another_program_reads_it(made: Context, tmp_path: Path) -> None:
    file = tmp_path / "tool.docx"
    file.write_bytes(written(spoken(made, "ar")))
    read = converted(file, "txt:Text (encoded):UTF8").read_text(encoding="utf-8")
    assert read.count("نص") > len(tooled.TEXTS)
    assert "○" in read
    assert "☐" in read


def test_it_keeps_what_is_filled_in_when_another_program_saves_it(
    made: Context, tmp_path: Path
) -> None:
    document = docx.Document(io.BytesIO(written(made)))
    table = next(one for one in document.tables if one.cell(0, 0).text == "Bed")
    table.rows[-1].cells[0].text = "The bed by the gate"
    table.add_row().cells[0].text = "One more"  # type: ignore[no-untyped-call]
    document.save(str(tmp_path / "filled.docx"))
    saved = docx.Document(str(converted(tmp_path / "filled.docx", "docx")))
    again = next(one for one in saved.tables if one.cell(0, 0).text == "Bed")
    assert [row.cells[0].text for row in again.rows[-2:]] == ["The bed by the gate", "One more"]
    assert len(list(again._tbl.iter(f"{W}dropDownList"))) == 6
