"""Tools as PDF: what stands on them, room for hands, whole tables, pages, tags, languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from guide import project
from guide.core import markup, tool_queries
from guide.core.artifacts import ArtifactKind
from guide.core.model import Guide, State, Text
from guide.core.profile import SourceUse
from guide.core.tools import Paper, Tool
from guide.core.walk import map_texts, texts
from guide.formats import papers
from guide.formats.context import Context
from guide.formats.papers import PAPERS
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import tool as pdf_tool
from guide.formats.registry import formats_of
from guide.formats.typesetting import TypesettingError
from guide.theme.files import ThemeFiles
from support import tooled
from support.paths import ADDRESS, ROOT, TINY
from support.pdf_reading import Page, Pdf, Shape, letters, share_found

MM = 72 / 25.4
LATIN = ("en", "fr", "es", "pt", "id")
LANGUAGES = (*LATIN, "ar", "my")
MOST = {"my": 7}  # pages; all others 5
OURS = {"NotoSans", "NotoSansMyanmar", "Amiri"}
SIZES = {"a4": (595, 842), "letter": (612, 792)}
Made = dict[tuple[str, str, str], Pdf]


@pytest.fixture(scope="module")
def made(guides: dict[str, Guide]) -> Made:
    """Every tool of the guide by language, id and paper."""
    return {
        (code, tool.id, paper): Pdf(papers.on(pdf, [paper])[0])
        for code in LANGUAGES
        for here in [Context(guides[code], guides["en"], ADDRESS, ThemeFiles(ROOT))]
        for tool in guides[code].tools
        for pdf in [pdf_tool.write(here, tool.id)]
        for paper in PAPERS
    }


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The tiny guide with a tool that has everything."""
    root = tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")
    guide = project.load(root).source
    return Context(guide, guide, ADDRESS, ThemeFiles(root))


def written(context: Context, tool_id: str = "visit") -> Pdf:
    return Pdf(pdf_tool.write(context, tool_id))


def changed(context: Context, change: Callable[[Tool], Tool]) -> Context:
    """The guide with another tool in place of its own."""
    tools = tuple(map(change, context.guide.tools))
    return replace(context, guide=replace(context.guide, tools=tools))


def of(made: Made, code: str, paper: str = "a4") -> Iterator[tuple[str, Pdf]]:
    return ((key[1], pdf) for key, pdf in made.items() if key[0] == code and key[2] == paper)


def said(pdf: Pdf) -> str:
    return " ".join(pdf.text.split())


def words_of(tool: Tool) -> str:
    return " ".join(markup.plain(text.value) for text in texts(tool))


def codes_on(page: Page, known: object) -> list[str]:
    """The codes on a page, in whole words; commas and signs that hold lines together are aside."""
    found = (re.sub(r"[^A-Za-z0-9.-]|\.$", "", word.text) for word in page.words)
    assert isinstance(known, dict)
    return [word for word in found if word in known]


def lines(shapes: list[Shape]) -> list[Shape]:
    """The lines across, from the top."""
    return sorted(
        (one for one in shapes if one.height < 2 and one.width > 60), key=lambda one: one.top
    )


def circles(pdf: Pdf) -> list[list[Shape]]:
    """On each page, the circles of a scale, which have 6 mm; a stage's number has another size."""
    return [
        [
            one
            for one in pdf.shapes(page)
            if one.curved and one.is_square and abs(one.width - 6 * MM) < 0.05
        ]
        for page in range(len(pdf.pages))
    ]


def test_each_tool_has_a_file_for_each_paper(guides: dict[str, Guide]) -> None:
    for code, guide in guides.items():
        found = [one for one in formats_of(guide) if one.kind is ArtifactKind.TOOL]
        pdfs = {one.name: (one.subject, one.form) for one in found if one.name.endswith(".pdf")}
        assert pdfs == {
            f"tool-{tool.id}{end}.pdf": (tool.id, form)
            for tool in guide.tools
            for end, form in (("", "a4"), ("-letter", "letter"))
        }, code
        assert len(pdfs) == 24
    plain = project.load(TINY).source
    assert not [one for one in formats_of(plain) if one.kind is ArtifactKind.TOOL]


@pytest.mark.parametrize("code", LANGUAGES)
def test_is_tagged_titled_and_in_our_fonts(made: Made, guides: dict[str, Guide], code: str) -> None:
    for ident, pdf in of(made, code):
        tool, catalog = guides[code].tool(ident), pdf.catalog
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] == code
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert catalog["/ViewerPreferences"]["/Direction"] == ("/R2L" if code == "ar" else "/L2R")
        assert pdf.reader.metadata is not None
        assert pdf.reader.metadata.title == tool.title.value
        declared = catalog["/Metadata"].get_data().decode()
        for standard in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
            assert standard in declared
        assert pdf.fonts
        assert all(pdf.fonts.values())
        assert {name.split("-")[0] for name in pdf.fonts} <= OURS
        tables = [part for part in tool.parts if part.table or part.scale]
        assert pdf.tags["/Table"] == len(tables)
        assert pdf.tags["/H1"] == 1
        assert pdf.tags["/H2"] == len(tool.parts)
        if code == "en":
            heads = [tool.title, *(part.title for part in tool.parts)]
            assert [" ".join(title.split()) for title in pdf.bookmarks] == [
                head.value for head in heads
            ]


@pytest.mark.parametrize(
    ("code", "least"), [("en", 0.99), ("fr", 0.99), ("id", 0.99), ("ar", 0.95)]
)
def test_says_all_that_the_tool_says(
    made: Made, guides: dict[str, Guide], code: str, least: float
) -> None:
    for ident, pdf in of(made, code):
        assert share_found(words_of(guides[code].tool(ident)), pdf.text) >= least, ident


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_the_points_that_it_serves_in_whole_words(
    made: Made, guides: dict[str, Guide], code: str
) -> None:
    guide = guides[code]
    for ident, pdf in of(made, code):
        tool = guide.tool(ident)
        found = {one for page in pdf.pages for one in codes_on(page, guide.points)}
        named = {point.code for point in tool_queries.points_of(guide, tool)}
        assert named <= found, ident
        assert all(one in words_of(tool) for one in found - named), ident


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_off_and_few_pages_are_taken(made: Made, code: str) -> None:
    for (language, ident, paper), pdf in made.items():
        if language == code:
            assert not [word for page in pdf.pages for word in page.outside], (ident, paper)
            assert len(pdf.pages) <= MOST.get(code, 5), (ident, paper)
            assert len(said(pdf)) > 500


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("paper", PAPERS)
def test_lies_as_it_asks_on_the_paper(
    made: Made, guides: dict[str, Guide], code: str, paper: str
) -> None:
    stands = set()
    for ident, pdf in of(made, code, paper):
        wide = guides[code].tool(ident).paper is Paper.LANDSCAPE
        stands.add(wide)
        size = SIZES[paper][::-1] if wide else SIZES[paper]
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {size}, ident
    assert stands == {True, False}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_scale_is_on_one_page_with_a_circle_for_each_level(
    made: Made, guides: dict[str, Guide], code: str
) -> None:
    seen = 0
    for (language, ident, _), pdf in made.items():
        scales = [part.scale for part in guides[code].tool(ident).parts if part.scale]
        if language != code or not scales:
            continue
        (scale,) = scales
        (drawn,) = [found for found in circles(pdf) if found]
        seen += 1
        assert len(drawn) == len(scale.points) * len(scale.levels)
        rows = sorted({round(one.top) for one in drawn})
        columns = sorted({round(one.left) for one in drawn})
        assert len(rows) == len(scale.points)
        assert len(columns) == len(scale.levels)
        assert all(below - above >= 7 * MM for above, below in pairwise(rows))
        assert all(right - left >= 15 * MM for left, right in pairwise(columns))
        on_right = columns[0] > pdf.pages[0].width / 2
        assert on_right is (code != "ar")
    assert seen == len(PAPERS)


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code not in ("id", "my")])
def test_a_year_is_on_one_page(made: Made, guides: dict[str, Guide], code: str) -> None:
    """The first table of the roadmap.

    In Indonesian, whose words are longer, and in Burmese, which asks for taller lines, it goes on.
    """
    part = guides[code].tool("roadmap").parts[0]
    assert part.table
    first = codes_on(made[code, "roadmap", "a4"].pages[0], guides[code].points)
    assert {code for row in part.table.rows for code in row.points} <= {*first}


def test_boxes_have_the_size_that_a_pen_needs(made: Made, guides: dict[str, Guide]) -> None:
    for code in ("en", "ar"):
        for ident, pdf in of(made, code):
            drawn = [one for page in range(len(pdf.pages)) for one in pdf.shapes(page)]
            boxes = [one for one in drawn if one.is_square and abs(one.width - 5 * MM) < 0.05]
            parts = guides[code].tool(ident).parts
            ticked = [part for part in parts if not part.choose_one]
            assert sum(not one.curved for one in boxes) == sum(len(p.checks) for p in ticked), ident
            assert sum(one.curved for one in boxes) == sum(
                len(part.checks) for part in parts if part.choose_one
            ), ident


def test_lines_and_empty_rows_leave_room_for_a_hand(tiny: Context) -> None:
    pdf = written(tiny)
    page = pdf.pages[0]
    (label,) = [word for word in page.words if word.text == "weather"]
    (agreed,) = [word for word in page.words if word.text == "agreed"]
    to_write = [
        one for one in lines(pdf.shapes(0)) if label.top < one.top < agreed.top and one.right > 700
    ]
    assert len(to_write) == 1 + 3
    assert all(below.top - above.top >= 8 * MM for above, below in pairwise(to_write))
    assert to_write[0].left > label.right
    assert all(one.width > 80 * MM for one in to_write)
    (key,) = [word for word in pdf.pages[1].words if word.text == "Key:"]
    rows = [one for one in lines(pdf.shapes(1)) if one.width > 700 and 60 < one.top < key.top]
    assert len(rows) == 1 + 2  # the rest of four rows, and the heading above them
    assert all(below.top - above.top >= 9 * MM for above, below in pairwise(rows))


def test_rows_that_are_filled_in_are_high_enough(made: Made, guides: dict[str, Guide]) -> None:
    """Of the items that a group agrees on, each leaves room for its change."""
    pdf = made["en", "responsibilities", "a4"]
    items = {code for code, point in guides["en"].points.items() if point.kind == "item"}
    for page in pdf.pages:
        tops = sorted(word.top for word in page.words if word.text in items and word.left < 70)
        assert all(below - above > 8.99 * MM for above, below in pairwise(tops))


def test_the_head_of_a_table_is_on_each_of_its_pages(made: Made, guides: dict[str, Guide]) -> None:
    for code in ("en", "fr", "my"):
        tool = guides[code].tool("responsibilities")
        (part,) = [one for one in tool.parts if one.table and one.table.answers]
        assert part.table
        items = {code for row in part.table.rows for code in row.points}
        head = letters(" ".join(column.title.value for column in part.table.columns))
        pages = made[code, tool.id, "a4"].pages
        held = [page for page in pages if len(items & {*codes_on(page, guides[code].points)}) > 1]
        legend = letters(" ".join(one.title.value for one in part.table.answers))
        for page in held[:3]:
            shown = " ".join(word.text for word in page.words)
            assert share_found(" ".join(head), shown) >= 0.9, code
            assert share_found(" ".join(legend), shown) >= 0.8, code


def test_stages_head_their_rows_in_their_colour(made: Made, guides: dict[str, Guide]) -> None:
    pdf = made["en", "responsibilities", "a4"]
    for stage in guides["en"].stages:
        assert any(stage.title.value in page.texts for page in pdf.pages), stage.id
    colours = {tuple(map(round, one)) for one in _strokes(pdf)}
    assert len(colours) >= 4


def _strokes(pdf: Pdf) -> Iterator[tuple[float, float, float]]:
    """The colours of lines, in 256 steps."""
    for page in pdf.reader.pages:
        content = page.get_contents()
        assert content is not None
        for values, operator in content.operations:
            if operator == b"SCN" and len(values) == 3:
                red, green, blue = (float(value) * 255 for value in values)
                yield red, green, blue


@pytest.mark.parametrize("code", LANGUAGES)
def test_says_once_what_keeps_people_safe(made: Made, guides: dict[str, Guide], code: str) -> None:
    safety = guides[code].do_no_harm
    assert safety
    first = " ".join(letters(markup.plain(safety.value))[:4])
    for ident, pdf in of(made, code):
        assert " ".join(letters(pdf.text)).count(first) == 1 or code in ("ar", "my"), ident


def test_says_it_only_where_something_is_written(tiny: Context) -> None:
    safe = replace(tiny.guide.title, value="Write no names of children here.")
    context = replace(tiny, guide=replace(tiny.guide, do_no_harm=safe))
    assert "Write no names of children here." in said(written(context))
    read_only = changed(context, lambda tool: replace(tool, parts=tool.parts[1:2]))
    assert "Write no names of children here." not in said(written(read_only))


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_a_draft_says_so_once(made: Made, guides: dict[str, Guide], code: str) -> None:
    notice = " ".join(letters(guides[code].interface["notice-draft-text"].value)[:3])
    for _, pdf in of(made, code):
        assert " ".join(letters(pdf.text)).count(notice) == (code != "en")


def test_an_addition_says_so_where_there_is_a_source(tiny: Context) -> None:
    words = tiny.guide.interface["tools-addition"].value
    assert words in said(written(tiny))
    profile = replace(tiny.guide.profile, source=SourceUse.NONE)
    alone = replace(tiny, guide=replace(tiny.guide, profile=profile))
    assert words not in said(written(alone))


def test_what_is_not_translated_says_so(guides: dict[str, Guide]) -> None:
    def change(text: Text) -> Text:
        if text.id == "tool.session.title":
            return replace(text, value="Only in English", language="en", state=State.UNTRANSLATED)
        return text

    guide = map_texts(guides["fr"], change)
    context = Context(guide, guides["en"], ADDRESS, ThemeFiles(ROOT))
    shown = said(written(context, "session"))
    assert "Only in English" in shown
    assert guide.interface["state-untranslated"].value in shown


def test_foot_and_head_say_what_it_is(tiny: Context) -> None:
    pdf = written(tiny)
    for number, page in enumerate(pdf.pages, 1):
        shown = " ".join(word.text for word in page.words)
        assert f"Page {number} of {len(pdf.pages)}" in shown
        assert f"Version {tiny.guide.version}" in shown
        assert "Tool: Record a visit to the beds" in shown
        assert "Please cite this guide" in shown
    assert f"{ADDRESS}tools/visit/" in "".join(pdf.text.split())


def test_letters_of_answers_have_a_key(tiny: Context) -> None:
    assert "Key: G In good order" in said(written(tiny))

    def without(tool: Tool) -> Tool:
        parts = []
        for part in tool.parts:
            table = part.table
            if table:
                answers = tuple(replace(one, letters=None) for one in table.answers)
                table = replace(table, answers=answers)
            parts.append(replace(part, table=table))
        return replace(tool, parts=tuple(parts))

    shown = said(written(changed(tiny, without)))
    assert "State: In good order · Needs work" in shown
    assert "Key:" not in shown


def test_lists_stand_side_by_side_in_their_direction(made: Made, guides: dict[str, Guide]) -> None:
    """The first column is where lines begin: codes at the left, in Arabic at the right."""
    for code, at_left in (("en", True), ("ar", False)):
        page = made[code, "responsibilities", "a4"].pages[1]
        places = [word.left for word in page.words if word.text in guides[code].points]
        assert places
        middle = page.width / 2
        assert all((left < middle) is at_left for left in places)


def test_long_words_do_not_leave_their_column(tiny: Context) -> None:
    """A head with a long word takes room from the others; none runs over its neighbour."""

    def long(text: Text) -> Text:
        if text.id.endswith(("beds.state.title", "beds.day.title")):
            return replace(text, value="Responsibilities")
        return text

    context = replace(tiny, guide=map_texts(tiny.guide, long))
    pdf = written(context)
    words = [word for page in pdf.pages for word in page.words if word.text == "Responsibilities"]
    assert len(words) >= 2
    edges = sorted({one.left for one in pdf.shapes(0) if one.width < 1 and one.height > 8})
    for word in words:
        assert not [edge for edge in edges if word.left < edge < word.right]
    assert not [word for page in pdf.pages for word in page.outside]


def test_a_scale_longer_than_a_page_goes_on(tiny: Context) -> None:
    def long(tool: Tool) -> Tool:
        (part,) = [one for one in tool.parts if one.scale]
        assert part.scale
        scale = replace(part.scale, points=part.scale.points * 12)
        return replace(tool, parts=(replace(part, scale=scale),))

    pdf = written(changed(tiny, long))
    found = circles(pdf)
    assert sum(map(len, found)) == 12 * 4 * 3
    assert sum(bool(one) for one in found) > 1
    assert not [word for page in pdf.pages for word in page.outside]


def test_another_time_it_is_the_same(tiny: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.formats.typesetting.cache.cached", lambda _, __, make: make())
    assert written(tiny).data == written(tiny).data


def test_empty_rows_are_higher_where_the_page_has_room(tiny: Context) -> None:
    def last(tool: Tool) -> Tool:
        return replace(tool, parts=tuple(part for part in tool.parts if part.table))

    pdf = written(changed(tiny, last))
    (key,) = [word for word in pdf.pages[0].words if word.text == "Key:"]
    rows = [one.top for one in lines(pdf.shapes(0)) if one.width > 700 and one.top < key.top]
    assert len(pdf.pages) == 1
    assert min(below - above for above, below in pairwise(rows[-5:])) >= 12 * MM


def test_an_unknown_tool_is_an_error(tiny: Context) -> None:
    with pytest.raises(KeyError):
        pdf_tool.write(tiny, "nothing")


def test_a_sign_without_a_glyph_names_the_tool(tiny: Context) -> None:
    def odd(text: Text) -> Text:
        return replace(text, value="\u27e6") if text.id == "tool.visit.head.title" else text

    context = replace(tiny, guide=map_texts(tiny.guide, odd))
    with pytest.raises(TypesettingError, match=r"tool.typ in en: Record a visit"):
        written(context)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_handouts_name_the_tools_of_their_audience(guides: dict[str, Guide], code: str) -> None:
    guide = guides[code]
    context = Context(guide, guides["en"], ADDRESS, ThemeFiles(ROOT))
    for audience in guide.audiences:
        shown = said(Pdf(pdf_handout.write(context, audience.id)))
        serving = tool_queries.for_audience(guide, audience.id)
        assert (guide.interface["tools-audience"].value in shown) is bool(serving), audience.id
        for one in serving:
            assert " ".join(one.tool.title.value.split()[:2]) in shown, (audience.id, one.tool.id)
    assert any(tool.audiences for tool in guide.tools)


def test_handouts_of_a_guide_without_tools_name_none() -> None:
    guide = project.load(TINY).source
    context = Context(guide, guide, ADDRESS, ThemeFiles(TINY))
    words = guide.interface["tools-audience"].value
    for audience in guide.audiences:
        assert words not in said(Pdf(pdf_handout.write(context, audience.id)))
