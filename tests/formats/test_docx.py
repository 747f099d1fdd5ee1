"""Handouts and worksheets as DOCX: codes, structure, controls, languages, states, bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest

from guide.core import queries
from guide.core.answers import PRIORITIES, STATUSES
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts
from guide.formats.context import Context
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import worksheet as docx_worksheet
from guide.theme.files import ThemeFiles
from support.libreoffice import converted
from support.paths import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
LANGUAGES = ["en", "fr", "es", "pt", "id", "ar", "my"]
ADDRESS = "https://guide.test/base/"
LISTED = 28  # points; handouts with more list them
# The order of elements that ECMA-376 asks for, as far as they occur here.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind jc "
    "outlineLvl",
    "rPr": "rStyle rFonts b bCs i noProof color sz szCs u bdr rtl lang",
    "tblPr": "bidiVisual tblW tblBorders tblLayout tblCellMar tblLook tblCaption",
    "sectPr": "headerReference footerReference pgSz pgMar bidi",
    "sdtPr": "alias tag showingPlcHdr dropDownList date checkbox",
    "style": "name basedOn next qFormat pPr rPr",
}


def context(guides: dict[str, Guide], language: str) -> Context:
    return Context(guides[language], guides["en"], ADDRESS, ThemeFiles(ROOT))


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fromstring(package.read(name))  # noqa: S314 - our own bytes


def words(element: Element) -> str:
    """What an element shows, without marks of direction."""
    shown = "".join(text.text or "" for text in element.iter(f"{W}t"))
    return shown.replace("\u200e", "").replace("\u200f", "")


def value(element: Element, path: str) -> str:
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def paragraphs(body: Element, style: str) -> list[Element]:
    return [p for p in body.iter(f"{W}p") if value(p, "pPr/pStyle") == style]


def styled(element: Element, style: str) -> list[str]:
    return [words(run) for run in element.iter(f"{W}r") if value(run, "rPr/rStyle") == style]


class Documents:
    """The Word files of a language."""

    def __init__(self, made: Context) -> None:
        self._made = made

    @cached_property
    def handouts(self) -> list[tuple[str, bytes]]:
        """Each with the id of its audience."""
        made = self._made
        return [(one.id, docx_handout.write(made, one.id)) for one in made.guide.audiences]

    @cached_property
    def worksheets(self) -> list[tuple[queries.Worksheet, bytes]]:
        """Each with what it shows."""
        guide = self._made.guide
        sheets = [queries.stage_worksheet(guide, stage.id) for stage in guide.stages]
        sheets += [queries.audience_worksheet(guide, audience.id) for audience in guide.audiences]
        return [(sheet, docx_worksheet.write(self._made, sheet)) for sheet in sheets]

    @property
    def all(self) -> list[bytes]:
        """Every one of them."""
        return [data for _, data in (*self.handouts, *self.worksheets)]


@pytest.fixture(scope="module")
def written(guides: dict[str, Guide]) -> dict[str, Documents]:
    """The files of each language, made when a test first asks for them."""
    return {language: Documents(context(guides, language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handout_holds_the_points_of_its_audience(
    guides: dict[str, Guide], written: dict[str, Documents], language: str
) -> None:
    for audience, data in written[language].handouts:
        view = queries.for_audience(guides[language], audience)
        body = part(data)
        wanted = [point.code for point in view.points]
        headed = paragraphs(body, "Heading3") + paragraphs(body, "Heading4")
        order = {id(p): number for number, p in enumerate(body.iter(f"{W}p"))}
        headed.sort(key=lambda p: order[id(p)])
        assert [code for p in headed for code in styled(p, "Code")] == wanted
        assert len(list(body.iter(f"{W14}checkbox"))) == len(wanted)
        shown = words(body)
        others = len(view.points) - len(view.audience.recommendations)
        for point in view.points:
            assert point.title.value in shown
            if point.home == audience or others <= LISTED:
                assert point.question is None or point.question.value in shown
        assert f"{ADDRESS}{'' if language == 'en' else language + '/'}stakeholders/" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worksheet_holds_a_row_a_point(
    guides: dict[str, Guide], written: dict[str, Documents], language: str
) -> None:
    ui = context(guides, language).words.ui
    for sheet, data in written[language].worksheets:
        tables = list(part(data).iter(f"{W}tbl"))[1:]  # the first is for group, date, facilitator
        rows = [row for table in tables for row in list(table.iter(f"{W}tr"))[1:]]
        assert [styled(row, "Code")[0] for row in rows] == [point.code for point in sheet.points]
        for row, point in zip(rows, sheet.points, strict=True):
            assert point.title.value in words(row)
            lists = [
                [(item.get(f"{W}value"), item.get(f"{W}displayText")) for item in found]
                for found in row.iter(f"{W}dropDownList")
            ]
            assert lists == [
                [(status, str(ui(f"status-{status}"))) for status in STATUSES],
                [(priority, str(ui(f"priority-{priority}"))) for priority in PRIORITIES],
            ]
            assert len(list(row.iter(f"{W}date"))) == 2
            degree = [str(ui(f"degree-{point.degree}"))] if point.degree else []
            assert [words(p) for p in paragraphs(row, "Cell")[1:]][: len(degree)] == degree


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_repeat_their_head_and_keep_rows_whole(
    guides: dict[str, Guide], written: dict[str, Documents], language: str
) -> None:
    rtl = context(guides, language).words.language.direction == "rtl"
    for _, data in written[language].worksheets:
        body = part(data)
        for number, table in enumerate(body.iter(f"{W}tbl")):
            rows = list(table.iter(f"{W}tr"))
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            assert heads == [number > 0, *[False] * (len(rows) - 1)]
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            assert (table.find(f"{W}tblPr/{W}bidiVisual") is not None) is rtl
            layout = table.find(f"{W}tblPr/{W}tblLayout")
            assert layout is not None
            assert layout.get(f"{W}type") == "fixed"
            grid = [int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")]
            assert sum(grid) <= 16838 - 2 * 964
        size = body.find(f".//{W}pgSz")
        assert size is not None
        assert (size.get(f"{W}w"), size.get(f"{W}orient")) == ("16838", "landscape")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_headings_are_real_and_skip_no_level(written: dict[str, Documents], language: str) -> None:
    for data in written[language].all:
        levels = [
            int(style[-1])
            for p in part(data).iter(f"{W}p")
            if (style := value(p, "pPr/pStyle")).startswith("Heading")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        names = {
            style.get(f"{W}styleId"): value(style, "name")
            for style in part(data, "word/styles.xml").iter(f"{W}style")
        }
        assert {f"Heading{n}": f"heading {n}" for n in range(1, 5)}.items() <= names.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_of_words_knows_its_language_and_direction(
    written: dict[str, Documents], language: str
) -> None:
    for data in written[language].all:
        for name in ("word/document.xml", "word/header.xml", "word/footer.xml"):
            for run in part(data, name).iter(f"{W}r"):
                shown, rtl = words(run), run.find(f"{W}rPr/{W}rtl") is not None
                arabic = any("\u0620" <= c <= "\u064a" for c in shown)
                latin = any("a" <= c.lower() <= "z" for c in shown)
                assert not (arabic and not rtl), shown
                assert not (latin and rtl), shown
                if (arabic or latin) and value(run, "rPr/rStyle") not in {"Code", "Hyperlink"}:
                    tag = run.find(f"{W}rPr/{W}lang")
                    assert tag is not None
                    assert tag.get(f"{W}val") == tag.get(f"{W}bidi")
                    assert tag.get(f"{W}val") in {language, "en"}


def test_elements_stand_in_the_order_of_the_standard(written: dict[str, Documents]) -> None:
    for data in written["ar"].all:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.startswith("word/")]
        for name in names:
            for element in part(data, name).iter():
                order = ORDER.get(element.tag.rpartition("}")[2], "").split()
                if order:
                    places = [order.index(child.tag.rpartition("}")[2]) for child in element]
                    assert places == sorted(places), (name, element.tag)


@pytest.mark.parametrize(
    ("language", "emphasis"), [("en", {"i"}), ("my", {"b", "bCs"}), ("ar", {"b", "bCs"})]
)
def test_emphasis_is_bold_where_the_script_has_no_italics(
    guides: dict[str, Guide], language: str, emphasis: set[str]
) -> None:
    def stressed(text: Text) -> Text:
        return replace(text, value="*stressed*") if text.prose else text

    guide = map_texts(guides[language], stressed)
    made = replace(context(guides, language), guide=guide)
    body = part(docx_handout.write(made, guide.audiences[0].id))
    runs = [run for run in body.iter(f"{W}r") if words(run) == "stressed"]
    looks = [{tag.tag.removeprefix(W) for tag in run.findall(f"{W}rPr/*")} for run in runs]
    assert len(looks) > 5
    assert all(look & {"i", "b", "bCs"} == emphasis for look in looks)


def in_state(guide: Guide, state: State) -> Guide:
    def change(text: Text) -> Text:
        if state is State.UNTRANSLATED:
            return replace(text, value=f"English of {text.id}.", language="en", state=state)
        return replace(text, state=state)

    changed = map_texts(guide, change)
    return replace(changed, interface=guide.interface)


@pytest.mark.parametrize("state", State)
def test_states_are_said_in_words(guides: dict[str, Guide], state: State) -> None:
    guide = in_state(guides["ar"], state)
    made = replace(context(guides, "ar"), guide=guide)
    notice = str(made.words.ui("notice-draft-text"))
    marks = {State.UNTRANSLATED, State.STALE}
    for data in (
        docx_handout.write(made, guide.audiences[0].id),
        docx_worksheet.write(made, queries.stage_worksheet(guide, guide.stages[0].id)),
    ):
        body = part(data)
        assert words(body).count(notice) == (state is State.DRAFT)
        said = [words(p) for p in paragraphs(body, "StateLabel")]
        boxes = len(list(body.iter(f"{W14}checkbox"))) or len(styled(body, "Code"))
        if state in marks:
            assert said == [str(made.words.ui(f"state-{state}"))] * len(said)
            assert boxes >= len(said) > 0
        else:
            assert said == []
        foot = words(part(data, "word/footer.xml"))
        assert (str(made.words.ui("notice-draft-title")) in foot) is (state is State.DRAFT)


def test_what_is_not_translated_is_english_from_left_to_right(guides: dict[str, Guide]) -> None:
    guide = in_state(guides["ar"], State.UNTRANSLATED)
    made = replace(context(guides, "ar"), guide=guide)
    body = part(docx_handout.write(made, guide.audiences[0].id))
    text = f"English of {guide.audiences[0].recommendations[0].text.id}."
    found = [p for p in body.iter(f"{W}p") if words(p) == text]
    assert len(found) == 1
    assert value(found[0], "pPr/bidi") == "0"
    assert {tag.get(f"{W}val") for tag in found[0].iter(f"{W}lang")} == {"en"}


def test_additions_are_marked(guides: dict[str, Guide], written: dict[str, Documents]) -> None:
    made = context(guides, "fr")
    short = str(made.words.ui("addition-short"))
    whole = {audience.id for audience in made.guide.audiences if made.guide.adds(audience)}
    assert whole == {"coordinator"}
    documents = [(audience in whole, data) for audience, data in written["fr"].handouts]
    documents += [(False, data) for _, data in written["fr"].worksheets]
    for titled, data in documents:  # where the title bears the mark, the summary needs none
        body = part(data)
        found = paragraphs(body, "Addition") + paragraphs(body, "AdditionCell")
        assert all(words(p).endswith(short) for p in found[1:])
        label = str(made.words.ui("addition"))
        assert [words(p) for p in paragraphs(body, "Added")] == ([] if titled else [label])
        assert words(paragraphs(body, "Kicker")[0]).endswith(f" · {label}") or not titled
    for sheet, data in written["fr"].worksheets:
        heads = [words(p) for p in paragraphs(part(data), "Heading2")]
        for head, group in zip(heads, sheet.groups, strict=True):
            assert (str(made.words.ui("addition-link")) in head) is group.added


NASTY = [
    "<w:p/>",
    "a & b",
    "&amp;",
    "]]>",
    '"quoted"',
    "l'école",
    "{{ data }}",
    "{% raw %}",
    "<!--",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_cannot_become_markup(guides: dict[str, Guide], nasty: str) -> None:
    changed = map_texts(guides["en"], lambda text: replace(text, value=f"{text.value} {nasty}"))
    made = replace(context(guides, "en"), guide=changed)
    audience = changed.audiences[0]
    for data in (
        docx_handout.write(made, audience.id),
        docx_worksheet.write(made, queries.audience_worksheet(changed, audience.id)),
    ):
        assert audience.recommendations[0].title.value in words(part(data))
        assert nasty in docx.Document(io.BytesIO(data)).core_properties.title


def test_properties_head_and_foot(guides: dict[str, Guide]) -> None:
    made = context(guides, "my")
    guide = made.guide
    data = docx_handout.write(made, guide.audiences[1].id)
    said = docx.Document(io.BytesIO(data)).core_properties
    assert (said.title, said.language) == (str(guide.audiences[1].title), "my")
    assert said.created == said.modified == datetime.fromisoformat(guide.date).replace(tzinfo=UTC)
    assert str(guide.title) in words(part(data, "word/header.xml"))
    foot = part(data, "word/footer.xml")
    for text in (made.words.citation_of_all(), made.words.ui("footer-unofficial")):
        assert str(text) in words(foot)
    fields = [field.get(f"{W}instr", "").strip() for field in foot.iter(f"{W}fldSimple")]
    assert sorted(fields) == ["NUMPAGES", "PAGE"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_input_gives_the_same_bytes(
    guides: dict[str, Guide], written: dict[str, Documents], language: str
) -> None:
    first = written[language].all
    assert Documents(context(guides, language)).all == first
    for data in first:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            assert [entry.filename for entry in entries] == sorted(package.namelist())
        day = datetime.fromisoformat(guides[language].date)
        assert {entry.date_time for entry in entries} == {day.timetuple()[:6]}


def test_another_program_reads_it(guides: dict[str, Guide], tmp_path: Path) -> None:
    guide = guides["ar"]
    sheet = queries.stage_worksheet(guide, guide.stages[1].id)
    file = tmp_path / "worksheet.docx"
    file.write_bytes(docx_worksheet.write(context(guides, "ar"), sheet))
    read = converted(file, "txt:Text (encoded):UTF8").read_text(encoding="utf-8")
    assert all(point.code in read and point.title.value in read for point in sheet.points)
