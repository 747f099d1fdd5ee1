"""Worksheets as PDF: whose points, whole rows, a head on each page, room to write, tags, states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from guide.core import markup, queries
from guide.core.model import Guide, Point, State, Text
from guide.core.queries import Worksheet
from guide.core.walk import map_texts
from guide.formats.context import Context
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.theme.files import ThemeFiles
from support.paths import ADDRESS, ROOT
from support.pdf_reading import Page, Pdf, letters, share_found

MADE = [("en", "stage"), ("en", "audience"), ("fr", "stage"), ("ar", "audience")]


def context_of(guide: Guide, source: Guide) -> Context:
    return Context(guide, source, ADDRESS, ThemeFiles(ROOT))


def worksheets(guide: Guide, kind: str) -> Iterator[Worksheet]:
    if kind == "stage":
        return (queries.stage_worksheet(guide, stage.id) for stage in guide.stages)
    return (queries.audience_worksheet(guide, audience.id) for audience in guide.audiences)


@pytest.fixture(scope="module")
def made(guides: dict[str, Guide]) -> dict[tuple[str, str], list[tuple[Worksheet, Pdf]]]:
    """Worksheets by language and kind, each compiled once."""
    return {
        (code, kind): [
            (sheet, Pdf(pdf_worksheet.write(context_of(guides[code], guides["en"]), sheet)))
            for sheet in worksheets(guides[code], kind)
        ]
        for code, kind in MADE
    }


@pytest.fixture(params=MADE, ids="-".join)
def some(
    request: pytest.FixtureRequest, made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]]
) -> list[tuple[Worksheet, Pdf]]:
    return made[request.param]


def codes_on(page: Page, guide: Guide) -> list[str]:
    found = [word for word in page.words if word.text in guide.points]
    return [word.text for word in sorted(found, key=lambda word: word.top)]


def test_holds_exactly_the_points_of_its_subject(
    some: list[tuple[Worksheet, Pdf]], guides: dict[str, Guide]
) -> None:
    for sheet, pdf in some:
        shown = [code for page in pdf.pages for code in codes_on(page, guides["en"])]
        assert shown == [point.code for point in sheet.points], sheet.id


def test_rows_are_whole(some: list[tuple[Worksheet, Pdf]], guides: dict[str, Guide]) -> None:
    for sheet, pdf in some:
        points = {point.code: point for point in sheet.points}
        for page in pdf.pages:
            for code in codes_on(page, guides["en"]):
                wanted = set(letters(row_text(points[code])))
                shown = set(letters(" ".join(page.texts)))
                # Poppler reads a few kerned Arabic words as two.
                assert len(wanted - shown) <= 0.25 * len(wanted), (sheet.id, code, wanted - shown)


def row_text(point: Point) -> str:
    return " ".join(markup.plain(text.value) for text in (point.title, point.question) if text)


def whole_or_parted(word: str, shown: set[str]) -> bool:
    """Whether a word is found, or its two parts: poppler parts Arabic where kerning is wide."""
    parts = ((word[:at], word[at:]) for at in range(1, len(word)))
    return word in shown or any(shown.issuperset(pair) for pair in parts)


def test_the_head_stands_on_each_page(
    some: list[tuple[Worksheet, Pdf]], guides: dict[str, Guide]
) -> None:
    keys = ("code", "point", "status", "priority", "owner", "due", "notes")
    for sheet, pdf in some:
        words = guides[sheet.title.language].interface
        head = set(letters(" ".join(words[f"worksheet-{key}"].value for key in keys)))
        for number, page in enumerate(pdf.pages, 1):
            shown = set(letters(" ".join(page.texts)))
            missing = {word for word in head if not whole_or_parted(word, shown)}
            assert not missing, (sheet.id, number)


def test_no_group_heading_is_the_last_of_a_page(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]], guides: dict[str, Guide]
) -> None:
    states_shown = 0
    for _, pdf in made["en", "stage"] + made["fr", "stage"]:
        for page in pdf.pages:
            lowest = max(word.top for word in page.words if word.text in guides["en"].points)
            steps = [word for word in page.words if word.text in guides["en"].steps]
            states_shown += len(steps)
            assert all(step.top < lowest for step in steps)
    assert states_shown >= 2 * len(guides["en"].steps)


def test_rows_leave_room_to_write(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]], guides: dict[str, Guide]
) -> None:
    for sheet, pdf in made["en", "stage"]:
        for page in pdf.pages:
            tops = sorted(word.top for word in page.words if word.text in guides["en"].points)
            rows = [below - above for above, below in pairwise(tops)]
            assert all(height > 45 for height in rows), sheet.id  # 16 mm


def test_each_row_offers_every_status_and_priority(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]],
) -> None:
    for sheet, pdf in made["en", "stage"]:
        text = " ".join(pdf.text.split())
        for words in ("Not yet", "Partly", "In place", "Not applicable", "Medium", "High"):
            assert text.count(words) == len(sheet.points), (sheet.id, words)


def test_columns_follow_the_direction(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]], guides: dict[str, Guide]
) -> None:
    def middle(pdf: Pdf) -> float:
        page = pdf.pages[0]
        found = [w.left for w in page.words if w.text in guides["en"].points]
        return max(found) / page.width

    assert middle(made["en", "stage"][0][1]) < 0.1
    assert middle(made["ar", "audience"][0][1]) > 0.85


def test_is_tagged_titled_and_lies_across(some: list[tuple[Worksheet, Pdf]]) -> None:
    for sheet, pdf in some:
        catalog, language = pdf.catalog, sheet.title.language
        assert catalog["/MarkInfo"]["/Marked"]
        assert str(catalog["/Lang"]).split("-")[0] == language
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert sheet.title.value in str(pdf.reader.metadata and pdf.reader.metadata.title)
        assert pdf.tags["/Table"] == pdf.tags["/H1"] == 1
        # The head, a row a group, a row a point.
        assert pdf.tags["/TR"] == 1 + len(sheet.groups) + len(sheet.points)
        assert all(page.width > page.height for page in pdf.pages)


def test_has_our_fonts_alone_and_stays_on_the_page(some: list[tuple[Worksheet, Pdf]]) -> None:
    for sheet, pdf in some:
        assert pdf.fonts
        assert all(pdf.fonts.values())
        assert {name.split("-")[0] for name in pdf.fonts} <= {"NotoSans", "Amiri"}
        assert not [word for page in pdf.pages for word in page.outside], sheet.id
        assert 2 <= len(pdf.pages) <= 2 + len(sheet.points) / 5, sheet.id


def test_arabic_words_can_be_found(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]],
) -> None:
    for sheet, pdf in made["ar", "audience"]:
        assert share_found(" ".join(map(row_text, sheet.points)), pdf.text) >= 0.95, sheet.id


def test_a_draft_has_one_notice_and_the_source_none(
    made: dict[tuple[str, str], list[tuple[Worksheet, Pdf]]], guides: dict[str, Guide]
) -> None:
    for code in ("fr", "en"):
        notice = letters(guides[code].interface["notice-draft-text"].value)
        for _, pdf in made[code, "stage"]:
            assert " ".join(letters(pdf.text)).count(" ".join(notice)) == (code == "fr")


def test_states(guides: dict[str, Guide]) -> None:
    code = next(code for code, point in guides["en"].points.items() if point.question)

    def change(text: Text) -> Text:
        if text.id == f"{code}.title":
            return replace(text, value="Only in English", language="en", state=State.UNTRANSLATED)
        return replace(text, value=text.value + " encore et encore" * (len(text.value) // 40))

    guide = map_texts(guides["fr"], change)
    home = guide.stage(guide.points[code].home)
    sheet = queries.stage_worksheet(guide, home.id)
    context = context_of(guide, guides["en"])
    data = pdf_worksheet.write(context, sheet)
    pdf = Pdf(data)
    shown = " ".join(pdf.text.split())
    assert "Only in English" in shown
    assert shown.count(guides["fr"].interface["state-untranslated"].value) == 1
    assert not [word for page in pdf.pages for word in page.outside]
    assert pdf_worksheet.write(context, sheet) == data
