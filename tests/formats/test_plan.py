"""Action plans as PDF and Word: what they show, in any script, tags, pages, hostile answers."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest

from guide import project
from guide.core.answers import PointAnswers, Workbook
from guide.core.characters import in_one_line
from guide.core.languages import long_date
from guide.core.model import Guide
from guide.core.plans import Grouping, PlanRequest
from guide.formats.context import Context
from guide.formats.docx import plan as docx_plan
from guide.formats.pdf import plan as pdf_plan
from guide.theme.files import ThemeFiles
from support import grammars, shapes
from support.hostile import HOSTILE, LEGITIMATE, packed
from support.libreoffice import converted
from support.paths import ROOT, TINY
from support.pdf_reading import Pdf, letters, share_found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TODAY = "2026-12-05"
OWNER, STAGE = (PlanRequest(TODAY, by) for by in Grouping)
FRENCH = "Demandé à la banque le 3 octobre.\nDeux bailleurs sont d’accord."
ARABIC = "اتصلنا بالشركة وننتظر الرد"
BURMESE = "နောက်အစည်းအဝေးမှာ ဆွေးနွေးမည်"
GREEK = "Θα συζητηθεί αύριο"
WRITERS: Mapping[str, Callable[..., bytes]] = {"pdf": pdf_plan.write, "docx": docx_plan.write}


def context_of(guide: Guide, source: Guide) -> Context:
    return Context(guide, source, "", ThemeFiles(ROOT))


def tiny() -> Context:
    guide = project.load_source(TINY)
    return Context(guide, guide, "", ThemeFiles(TINY))


def filled(guide: Guide, **more: PointAnswers) -> Workbook:
    """The first points answered by a French group, the others as `more` says of the fifth on."""
    codes = list(guide.points)
    points = {
        codes[0]: PointAnswers("partly", "high", "Awa", "2026-11-15", "2026-10-01", FRENCH),
        codes[1]: PointAnswers("not-yet", "low", "Ben", "2027-01-31", notes=ARABIC),
        codes[2]: PointAnswers("in-place", "", "Awa", "2026-01-01", notes=BURMESE),
        codes[3]: PointAnswers("not-yet", notes=GREEK),
        **dict(zip(codes[4:], more.values(), strict=False)),
    }
    gone = {"GONE-1": PointAnswers("partly", "", "Ben", "2026-09-01", notes="Ancien point")}
    return Workbook(guide.slug, "0", "fr", "2026-12-01T10:00:00Z", "Nord & Sud", points, gone)


def document(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fromstring(package.read(name))  # noqa: S314 - our own bytes


def shown(element: Element) -> str:
    found = "".join(it.text or "" for it in element.iter(f"{W}t"))
    return found.replace("\u200e", "").replace("\u200f", "")


@pytest.fixture(scope="module", params=["en", "fr", "ar", "my"])
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(code: str, guides: dict[str, Guide]) -> tuple[Guide, Pdf, bytes]:
    """A French file in a language, by owner: as PDF and as Word file."""
    guide = guides[code]
    context, book = context_of(guide, guides["en"]), filled(guide)
    return (
        guide,
        Pdf(pdf_plan.write(context, book, OWNER)),
        docx_plan.write(context, book, OWNER),
    )


def test_a_pdf_says_everything_in_order(made: tuple[Guide, Pdf, bytes]) -> None:
    guide, pdf, _ = made
    text, ui = pdf.text, guide.interface
    codes = list(guide.points)[:4]
    order = [codes[2], codes[0], codes[1], codes[3], "GONE-1"]  # by owner, then by day
    found = [
        (page, word.top, word.text) for page, one in enumerate(pdf.pages) for word in one.words
    ]
    assert [word for _, _, word in sorted(found) if word in order] == order
    words = [ui[key].value for key in ("workbook-plan", "workbook-owner-none", "workbook-retired")]
    words += [ui[key].value for key in ("status-partly", "status-not-yet", "priority-high")]
    words += [guide.points[point].title.value for point in codes]
    words += [FRENCH, GREEK, ARABIC, "Ancien point", "Nord", "Sud"]
    if guide.do_no_harm:
        words.append(guide.do_no_harm.value)
    assert share_found(" ".join(words), text) >= 0.9  # poppler parts some Arabic and Burmese words
    for part in (FRENCH, GREEK):
        assert share_found(part, text) == 1


def test_overdue_is_said_in_words_once_for_each_such_point(made: tuple[Guide, Pdf, bytes]) -> None:
    guide, pdf, word = made
    overdue = guide.interface["workbook-overdue"].value
    assert pdf.text.count(overdue) == 2  # that of Awa, and the retired one; the other is in place
    assert shown(document(word)).count(overdue) == 2


def test_a_pdf_is_archival_accessible_and_of_the_group(made: tuple[Guide, Pdf, bytes]) -> None:
    guide, pdf, _ = made
    catalog = pdf.catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).split("-")[0] == guide.language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    about = catalog["/Metadata"].get_data().decode()
    for standard in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert standard in about
    assert pdf.reader.metadata
    assert pdf.reader.metadata.author == "Nord & Sud"
    assert str(pdf.reader.metadata.creation_date).startswith(TODAY)
    groups = 4
    assert (pdf.tags["/H1"], pdf.tags["/H2"], pdf.tags["/Table"]) == (1, groups, groups)
    assert pdf.tags["/TR"] == groups + 5
    assert pdf.tags["/TH"] == 3 * 4 + 5  # the last one says who the owner is
    assert [str(guide.interface["workbook-plan"]), "Awa", "Ben"] == pdf.bookmarks[:3]
    assert pdf.fonts
    assert all(pdf.fonts.values())
    assert not [word for page in pdf.pages for word in page.outside]


def test_columns_follow_the_direction(made: tuple[Guide, Pdf, bytes]) -> None:
    guide, pdf, word = made
    first = next(iter(guide.points))
    page = next(page for page in pdf.pages if first in page.texts)
    place = next(one.left for one in page.words if one.text == first) / page.width
    rtl = guide.language == "ar"
    assert (place > 0.6) is rtl
    assert (document(word).find(f".//{W}bidiVisual") is not None) is rtl


def test_a_word_file_holds_the_same_and_can_be_filled_in(made: tuple[Guide, Pdf, bytes]) -> None:
    guide, _, word = made
    body, ui = document(word), guide.interface
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 4
    rows = [[shown(cell) for cell in row.iter(f"{W}tc")] for row in tables[0].iter(f"{W}tr")]
    names = ("code", "point", "notes", "owner", "due", "checked", "status", "priority")
    assert rows[0] == [ui[f"worksheet-{name}"].value for name in names]
    codes = list(guide.points)
    assert [row[0] for row in rows[1:]] == [codes[2], codes[0]]
    choose = ui["worksheet-choose"].value
    assert rows[2] == [
        codes[0],
        guide.points[codes[0]].title.value,
        FRENCH.replace("\n", ""),
        "Awa",
        long_date("2026-11-15", guide.language) + ui["workbook-overdue"].value,
        long_date("2026-10-01", guide.language),
        ui["status-partly"].value,
        ui["priority-high"].value,
    ]
    assert rows[1][-1] == choose
    days = [one.get(f"{W}fullDate") for one in tables[0].iter(f"{W}date")]
    assert days == ["2026-01-01T00:00:00Z", None, "2026-11-15T00:00:00Z", "2026-10-01T00:00:00Z"]
    lists = list(tables[0].iter(f"{W}dropDownList"))
    assert len(lists) == 4
    values = [item.get(f"{W}value") for item in lists[0]]
    assert values == ["not-yet", "partly", "in-place", "not-applicable"]
    core = document(word, "docProps/core.xml")
    assert "Nord & Sud" in [one.text for one in core]


def test_notes_run_as_their_own_letters_do(made: tuple[Guide, Pdf, bytes]) -> None:
    """Whatever the language of the plan, Arabic runs from the right and French from the left."""
    _, _, word = made
    runs = {}
    for paragraph in document(word).iter(f"{W}p"):
        bidi = paragraph.find(f"{W}pPr/{W}bidi")
        rtl = bidi is not None and bidi.get(f"{W}val") != "0"
        languages = {one.get(f"{W}val") for one in paragraph.iter(f"{W}lang")}
        runs[shown(paragraph)] = (rtl, languages)
    assert runs[ARABIC][0]
    assert "fr" not in runs[ARABIC][1]
    for line in FRENCH.split("\n"):
        assert runs[line] == (False, {"fr"})


def test_by_stage_each_has_its_owner_and_its_number(guides: dict[str, Guide]) -> None:
    guide = guides["en"]
    book = filled(guide)
    pdf = Pdf(pdf_plan.write(context_of(guide, guide), book, STAGE))
    assert pdf.bookmarks[1] == guide.stage(guide.points[next(iter(guide.points))].home).title.value
    assert pdf.text.count("Owner") == pdf.tags["/H2"]
    assert [pdf.text.split().count(name) for name in ("Awa", "Ben")] == [2, 2]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(paper: str, size: tuple[int, int]) -> None:
    context = tiny()
    book = filled(context.guide)
    page = Pdf(pdf_plan.write(context, book, OWNER, paper=paper)).pages[0]
    assert (round(page.width), round(page.height)) == size
    section = docx.Document(io.BytesIO(docx_plan.write(context, book, OWNER, paper=paper)))
    found = section.sections[0]
    assert found.page_width
    assert found.page_height
    assert (round(found.page_width.pt), round(found.page_height.pt)) == size[::-1]


def test_long_notes_flow_over_pages_and_lose_nothing(tmp_path: Path) -> None:
    context = tiny()
    words = [f"word{number:04}" for number in range(1_100)]
    long = PointAnswers(
        "partly", owner="Awa", notes="\n".join([" ".join(words[:600]), *words[600:]])
    )
    codes = list(context.guide.points)
    book = Workbook(context.guide.slug, points={codes[0]: long, codes[1]: replace(long, due=TODAY)})
    pdf = Pdf(pdf_plan.write(context, book, OWNER))
    assert len(pdf.pages) > 6
    assert [word for word in pdf.text.split() if word.startswith("word")] == words * 2
    assert not [word for page in pdf.pages for word in page.outside]
    heads = [page.texts >= {"Status", "Priority"} for page in pdf.pages]
    assert all(heads)
    file = tmp_path / "plan.docx"
    file.write_bytes(docx_plan.write(context, book, OWNER))
    read = Pdf(converted(file, "pdf").read_bytes())
    assert [word for word in read.text.split() if word.startswith("word")] == words * 2


@pytest.mark.parametrize("owner", ["W" * 200, "x@" * 100, "ل" * 200, "م ن " * 50, BURMESE * 6])
@pytest.mark.parametrize("request_", [OWNER, STAGE], ids=["owner", "stage"])
def test_what_has_no_spaces_stays_on_the_page(owner: str, request_: PlanRequest) -> None:
    context = tiny()
    code = next(iter(context.guide.points))
    answers = PointAnswers("partly", "high", owner, TODAY, notes=owner * 5)
    book = Workbook(context.guide.slug, group=owner, points={code: answers})
    pdf = Pdf(pdf_plan.write(context, book, request_))
    assert not [word for page in pdf.pages for word in page.outside]


def test_a_character_that_no_font_has_is_shown_as_such() -> None:
    context = tiny()
    code = next(iter(context.guide.points))
    book = Workbook(context.guide.slug, group="😀", points={code: PointAnswers(owner="A 😀🀄 b")})
    assert dict(pdf_plan.unprintable(book)) == {"": "😀", code: "😀🀄"}
    assert Pdf(pdf_plan.write(context, book, OWNER)).text.count("\ufffd") >= 3
    assert "😀" in shown(document(docx_plan.write(context, book, OWNER)))


def test_answers_leave_no_trace_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever uses the same computer next must not find them."""

    def refuse(*_: object) -> bytes:
        raise AssertionError

    context = tiny()
    pdf_plan.write(context, filled(context.guide), OWNER)  # fonts are read, and kept
    monkeypatch.setattr("guide.files.cache.cached", refuse)
    monkeypatch.setattr("guide.formats.typesetting.cache.cached", refuse)
    for write in WRITERS.values():
        assert write(context, filled(context.guide), OWNER)


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_input_gives_the_same_bytes(form: str) -> None:
    context = tiny()
    first, second = (WRITERS[form](context, filled(context.guide), OWNER) for _ in range(2))
    assert first == second


def holding(guide: Guide, texts: list[str]) -> Workbook:
    """A workbook whose every free text is one of some texts."""
    codes = list(guide.points)
    points = {
        code: PointAnswers("partly", "high", texts[place % len(texts)][:200], TODAY, notes=text)
        for place, (code, text) in enumerate(zip(codes, texts * len(codes), strict=False))
    }
    return Workbook(guide.slug, group=texts[0][:200], points=points)


def directed(shape: shapes.Shape) -> shapes.Shape:
    """A shape without the directions of paragraphs, which follow the letters in them."""
    found: shapes.Shape = Counter()
    for what, number in shape.items():
        found[what.removesuffix(" val") if what.endswith("/bidi val") else what] += number
    return found


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("table", [HOSTILE, LEGITIMATE], ids=["hostile", "odd"])
def test_no_answer_is_more_than_text(form: str, table: Mapping[str, str]) -> None:
    context = tiny()
    guide, read = context.guide, {"pdf": shapes.pdf, "docx": shapes.docx}[form]
    strings = [in_one_line(text)[:300] for text in packed(table.values(), 1)]
    size = len(guide.points)
    for start in range(0, len(strings), size):
        some = [text if text.strip() else "x" for text in strings[start : start + size]]
        made, plain = (
            WRITERS[form](context, holding(guide, texts), STAGE)
            for texts in (some, ["harmless"] * len(some))
        )
        assert directed(read(made).shape) == directed(read(plain).shape)
        if form == "docx" and table is LEGITIMATE:
            said = shapes.folded(shapes.docx(made).words)
            for text in some:
                assert all(piece in said for piece in text.split()), text


@pytest.mark.parametrize("grammar", grammars.GRAMMARS)
@pytest.mark.parametrize("form", WRITERS)
def test_any_guide_has_one(grammar: str, form: str, tmp_path: Path) -> None:
    """Guides without a source, audiences, steps or do-no-harm words, and one in French."""
    root = grammars.write(tmp_path / "guide", dict(grammars.GRAMMARS[grammar]))
    guide = project.load(root).source
    code = next(iter(guide.points))
    book = Workbook(guide.slug, points={code: PointAnswers("partly", owner="Awa")})
    made = WRITERS[form](Context(guide, guide, "", ThemeFiles(root)), book, STAGE)
    text = Pdf(made).text if form == "pdf" else " ".join(map(shown, document(made).iter(f"{W}p")))
    assert code in text
    assert set(letters(guide.points[code].title.value)) <= set(letters(text))
    assert "Awa" in text


def test_a_thousand_points() -> None:
    """As many as the largest guides have, in one file that opens."""
    context = tiny()
    retired = {
        f"X-{number}": PointAnswers("partly", owner="Awa", notes=f"Note {number}. " * 20)
        for number in range(1_000)
    }
    book = Workbook(context.guide.slug, retired=retired)
    pdf = Pdf(pdf_plan.write(context, book, OWNER))
    assert pdf.tags["/TR"] == 1_001
    assert len(pdf.pages) > 60
    document_ = docx.Document(io.BytesIO(docx_plan.write(context, book, OWNER)))
    assert len(document_.tables[0].rows) == 1_001
