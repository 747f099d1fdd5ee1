"""Translations as a spreadsheet: nothing is lost, overwritten or let in that would damage."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from guide.content import loader
from guide.core.diagnostics import ContentError
from guide.core.location import Location
from guide.core.model import Guide, State
from guide.core.walk import map_texts, texts
from guide.i18n import catalogue, extract, reviews
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.checks import checks
from guide.i18n.checks.pair import Pair
from guide.i18n.spreadsheet import exchange, reader
from guide.i18n.spreadsheet.report import Change, Outcome, Report, RowOutcome
from support import tiny
from support.paths import TINY

PLACE = Location("fr.po", 1)
ENGLISH_GUIDE = loader.load(TINY)
FRENCH = Catalogue.read(TINY, "fr")
# Every text prose, so that each may hold any string; its English is simple.
PLAIN = map_texts(
    ENGLISH_GUIDE, lambda text: replace(text, prose=True, value=f"English of {text.id}")
)
IDS = list(dict.fromkeys(text.id for text in texts(PLAIN)))
EMPTY = Catalogue("fr", {})
Edits = Mapping[str, str]

NASTY = [
    *("=1+1", "=SUM(A1:A9)", '=cmd|"/c calc"!A0', "={1;2}", "= equals", "==", "="),
    *("+1", "+SUM(1)", "+", "++", "-1", "-", "- item", "- a\n- b", "--", "-2+3"),
    *("@SUM(1)", "@", "@name", "%0A", "#REF!", "#NAME?", "#N/A", "'", "'quoted", "''"),
    *('"', '"quoted"', '""', "«\u00a0cité\u00a0»", "“curly” ‘quotes’", "l’école", "a\\b", "\\n"),
    *("TRUE", "FALSE", "null", "None", "1.10", "007", "1e5", "2026-01-02", "12:30", "3/4", "50%"),
    *("one\ntwo", "one\n\ntwo", "a\n\n- b\n- c", " before", "after ", "two  spaces", "\u00a0"),
    *("&", "& < >", "a < b > c", "] ]>", "R&D;", "a;b,c", "x000D", "_x000", "_x00", "x_"),
    *("😀", "👩‍👩‍👧‍👦", "🇫🇷", "𝔘𝔫𝔦", "ê", "é", "ﬁ", "\u200b", "a\u200db"),
    *("\u200e", "\u2066isolated\u2069", "العناية الواجبة", "قال: «نعم»، 50%", "a عربي b"),
    *("မြန်မာ", "လုံခြုံရေးနှင့် လူ့အခွင့်အရေး", "၁၂၃", "စာသား။", "中文", "ไทย", "हिन्दी"),
    *("**fort** et *doux*", "[mots](https://example.org/?a=1&b=2)", "https://example.org"),
    *("mailto:a@b.example", "x" * 5000, "မြန်မာ " * 500, "ligne\n" * 300 + "fin", "% d %s"),
]


def filled(values: Mapping[str, str], **more: object) -> Catalogue:
    """A catalogue of `PLAIN` with these translations."""
    english = {text.id: text.value for text in texts(PLAIN)}
    made = {
        i: CatalogueEntry(english[i], value, fuzzy=False, location=PLACE)
        for i, value in values.items()
    }
    return replace(Catalogue("fr", made), **more)  # type: ignore[arg-type]


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def rewrite(data: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """The workbook as another program saves it: openpyxl writes each string within its cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(sheet_of(book))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def head(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): int(cell.column or 0) for cell in sheet[1]}


def row_of(sheet: Worksheet, ident: str) -> int:
    return next(int(row[0].row or 0) for row in sheet.iter_rows(min_row=2) if row[0].value == ident)


def put(sheet: Worksheet, row: int, column: str, value: object) -> None:
    cell = sheet.cell(row, head(sheet)[column])
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"  # else openpyxl makes a formula of "="


def edited(data: bytes, edits: Edits, column: str = "translation (fr)") -> bytes:
    """The workbook after a translator has written these texts."""

    def change(sheet: Worksheet) -> None:
        rows = {row[0].value: int(row[0].row or 0) for row in sheet.iter_rows(min_row=2)}
        for ident, value in edits.items():
            put(sheet, rows[ident], column, value)

    return rewrite(data, change)


def raw(data: bytes, old: str, new: str, member: str = "xl/sharedStrings.xml") -> bytes:
    """The workbook with other XML in a member, which must hold `old`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == member:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            after.writestr(name, text)
    return made.getvalue()


def added(data: bytes, name: str | zipfile.ZipInfo, text: bytes) -> bytes:
    """The workbook with one more member."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return made.getvalue()


def merge(data: bytes, ours: Catalogue = EMPTY, *, force: bool = False) -> Report:
    return exchange.merge(PLAIN, ours, "fr", data, force=force)


def taken(report: Report) -> dict[str, str]:
    """The new translations; nothing may be refused."""
    assert not report.refused, report.refused[:3]
    return {ident: change.value for ident, change in report.changes.items()}


def why(report: Report) -> str:
    """Why the one refused row is; nothing may change."""
    assert report.changes == {}
    assert all(row.outcome is not Outcome.TAKEN for row in report.rows)
    [row] = report.refused
    return f"{row.number} {row.id} {row.why}"


def result(report: Report, ident: str) -> RowOutcome:
    [row] = [row for row in report.rows if row.id == ident]
    return row


@pytest.fixture(scope="module")
def blank() -> bytes:
    """`PLAIN` without any translation."""
    return exchange.export(PLAIN, EMPTY, "fr")


# --- the workbook -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "ar", "my"])
def test_the_same_inputs_give_the_same_bytes(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = replace(FRENCH, language=language)
    first = exchange.export(ENGLISH_GUIDE, ours, language)
    monkeypatch.setenv("TZ", "Asia/Yangon")
    time.tzset()
    assert exchange.export(ENGLISH_GUIDE, ours, language) == first
    monkeypatch.undo()
    time.tzset()


def test_the_sheet_shows_each_text_with_its_state() -> None:
    po = extract.read(TINY, "fr")
    data = exchange.export(ENGLISH_GUIDE, FRENCH, "fr", exchange.previous_english(po))
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(data)))
    rows = {row[0]: [cell or "" for cell in row[1:6]] for row in sheet.iter_rows(values_only=True)}
    assert [row for row in rows if row != "id"] == IDS
    assert rows["guide.title"] == [
        *("The School Garden", "", "Le jardin de l’école", "draft, not reviewed", ""),
    ]
    assert rows["guide.subtitle"][2:4] == ["", "not translated"]
    assert rows["W-1.title"][1:3] == ["Sow in lines", "Semez en lignes"]
    assert rows["W-2.title"][1:3] == ["Share everything", "Partagez tout"]
    assert rows["W-2.title"][3] == "out of date: the original has changed"


def test_reviewed_texts_say_so() -> None:
    ident, ours = reviewed_title()
    data = exchange.export(PLAIN, ours, "fr")
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(data)))
    assert sheet.cell(row_of(sheet, ident), 5).value == "reviewed"


@pytest.mark.parametrize(("language", "rtl"), [("fr", False), ("ar", True), ("my", False)])
def test_only_translation_and_note_can_be_written(language: str, rtl: bool) -> None:  # noqa: FBT001
    ours = Catalogue(language, {})
    book = openpyxl.load_workbook(io.BytesIO(exchange.export(PLAIN, ours, language)))
    sheet = sheet_of(book)
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert bool(sheet.sheet_view.rightToLeft) is rtl
    assert sheet.column_dimensions["G"].hidden
    for row in sheet.iter_rows(max_col=7):
        assert [cell.column for cell in row if not cell.protection.locked] == (
            [4, 6] if row[0].value != "id" else []
        )
        assert all(cell.data_type in {"s", "n"} for cell in row)
        assert all(cell.data_type == "s" or cell.value is None for cell in row)
        assert all(cell.alignment.wrap_text for cell in row)
    fonts = {"ar": "Arial", "my": "Myanmar Text"}
    assert sheet["D2"].font.name == fonts.get(language, "Calibri")
    help_sheet = book.worksheets[1]
    assert (book.sheetnames, help_sheet.max_row) == ([language, "READ ME"], 5)


def test_rows_are_as_high_as_their_texts() -> None:
    values = dict(zip(IDS, ["short", "word " * 60, "a\n" * 9 + "b", "x" * 9000], strict=False))
    sheet = sheet_of(
        openpyxl.load_workbook(io.BytesIO(exchange.export(PLAIN, filled(values), "fr")))
    )
    short, long, lines, longest = (sheet.row_dimensions[n].height for n in range(2, 6))
    assert [short, long, lines, longest] == [33, 93, 153, 408.75]


def test_a_text_too_long_for_a_cell_is_named() -> None:
    with pytest.raises(ContentError, match=r"guide\.title: has more than the 32,767"):
        exchange.export(PLAIN, filled({"guide.title": "x" * 32_768}), "fr")


# --- nothing is lost ----------------------------------------------------------------------------


def test_there_are_enough_nasty_strings() -> None:
    assert len(set(NASTY)) == len(NASTY) >= 59
    assert len(NASTY) <= len(IDS)


def test_nasty_translations_come_back_as_they_went() -> None:
    ours = filled(dict(zip(IDS, NASTY, strict=False)))
    data = exchange.export(PLAIN, ours, "fr")
    for back in (data, rewrite(data, lambda _: None)):
        report = merge(back, ours)
        assert taken(report) == {}
        assert {row.outcome for row in report.rows} == {Outcome.UNCHANGED}
        assert len(report.rows) == len(IDS)


def test_nasty_translations_are_taken_as_written(blank: bytes) -> None:
    edits = dict(zip(IDS, NASTY, strict=False))
    assert taken(merge(edited(blank, edits))) == edits
    # And over what was there before.
    bare = dict.fromkeys(edits, "x")
    back = edited(exchange.export(PLAIN, filled(bare), "fr"), edits)
    assert taken(merge(back, filled(bare))) == edits


def sound(value: str) -> bool:
    """Whether the checks let an import take it."""
    pair = Pair(next(texts(PLAIN)), value, "fr")
    return not list(checks.faults(pair, checks.ALWAYS))


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\u2028\u2029*[]{}<_x")
    | st.sampled_from("\n=+-@'\" "),
    min_size=1,
    max_size=80,
).filter(lambda s: s == s.strip("\n") and sound(s.replace("\n", " ")))


# A quarter of what other tests ask: each writes and reads two workbooks.
@settings(deadline=None, max_examples=settings().max_examples // 4)
@given(before=st.lists(WORDS, max_size=40), after=st.lists(WORDS, max_size=40))
def test_any_text_makes_the_round_trip(before: list[str], after: list[str]) -> None:
    old = dict(zip(IDS, before, strict=False))
    new = dict(zip(IDS, after, strict=False))
    ours = filled(old)
    data = exchange.export(PLAIN, ours, "fr")
    assert taken(merge(data, ours)) == {}
    found = taken(merge(edited(data, new), ours))
    assert found == {ident: text for ident, text in new.items() if text != old.get(ident)}


def test_what_programs_drop_is_no_change() -> None:
    ours = filled({"guide.title": "a\tb", "guide.subtitle": "a\rb", "P-1.title": "a_x000D_b"})
    data = exchange.export(PLAIN, ours, "fr")
    assert taken(merge(data, ours)) == {}
    dropped = dict.fromkeys(ours.entries, "ab")
    assert taken(merge(edited(data, dropped), ours)) == {}


def test_columns_may_move_and_rows_be_sorted(blank: bytes) -> None:
    def shuffle(sheet: Worksheet) -> None:
        put(sheet, row_of(sheet, "guide.title"), "translation (fr)", "Titre")
        put(sheet, row_of(sheet, "guide.title"), "note", "=not a formula")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        rows[1:] = reversed(rows[1:])
        for y, row in enumerate(rows, start=1):
            for x, value in enumerate(["extra", *reversed(row)], start=1):
                cell = sheet.cell(y + 1 if y > 1 else y, x)  # leaves row 2 of before
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
        for x in range(1, 9):
            sheet.cell(2, x).value = None

    report = merge(rewrite(blank, shuffle))
    assert taken(report) == {"guide.title": "Titre"}
    assert result(report, "guide.title").note == "=not a formula"
    assert result(report, "guide.title").number == len(IDS) + 2


def test_rows_may_be_missing(blank: bytes) -> None:
    def cut(sheet: Worksheet) -> None:
        put(sheet, row_of(sheet, IDS[9]), "translation (fr)", "neuf")
        sheet.delete_rows(2, 5)

    report = merge(rewrite(blank, cut))
    assert taken(report) == {IDS[9]: "neuf"}
    assert len(report.rows) == len(IDS) - 5


# --- three ways ---------------------------------------------------------------------------------

TITLE = "guide.title"


def reviewed_title(value: str = "base") -> tuple[str, Catalogue]:
    """A catalogue whose one translation is reviewed."""
    seal = reviews.seal(TITLE, f"English of {TITLE}", value)
    return TITLE, filled({TITLE: value}, reviewed=frozenset([seal]))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "plain", "forced"),
    [
        ("a", "a", "a", "unchanged", "unchanged"),
        ("a", "b", "a", "taken", "taken"),
        ("a", "a", "b", "unchanged", "unchanged"),  # newer in the catalogue
        ("a", "b", "b", "unchanged", "unchanged"),  # both the same
        ("a", "b", "c", "refused", "taken"),  # a conflict
        ("", "b", "", "taken", "taken"),
        ("", "", "b", "unchanged", "unchanged"),
        ("", "b", "c", "refused", "taken"),
        ("a", "", "a", "refused", "taken"),  # emptied
        ("a", "", "b", "refused", "taken"),
        ("a", "b", "", "refused", "taken"),
        ("a", "", "", "unchanged", "unchanged"),
        ("", "", "", "unchanged", "unchanged"),
    ],
)
def test_three_ways(base: str, theirs: str, ours: str, plain: str, forced: str) -> None:
    data = exchange.export(PLAIN, filled({TITLE: base}), "fr")
    back = edited(data, {TITLE: theirs})
    for force, wanted in ((False, plain), (True, forced)):
        report = merge(back, filled({TITLE: ours}), force=force)
        assert result(report, TITLE).outcome == wanted
        change = {TITLE: Change(theirs, f"English of {TITLE}", current=True)}
        assert report.changes == (change if wanted == "taken" else {})


def test_a_reviewed_text_is_overwritten_by_force_alone() -> None:
    ident, ours = reviewed_title()
    states = {t.id: t.state for t in texts(catalogue.translate(PLAIN, ours))}
    assert states[ident] is State.REVIEWED
    data = exchange.export(PLAIN, ours, "fr")
    assert taken(merge(data, ours)) == {}
    back = edited(data, {ident: "other"})
    assert "overwrite a reviewed text" in why(merge(back, ours))
    assert taken(merge(back, ours, force=True)) == {ident: "other"}


def test_a_text_reviewed_since_the_export_is_kept() -> None:
    data = exchange.export(PLAIN, filled({TITLE: "base"}), "fr")
    _, ours = reviewed_title()
    assert "overwrite a reviewed text" in why(merge(edited(data, {TITLE: "other"}), ours))


def test_english_that_has_changed_since_the_export(blank: bytes) -> None:
    newer = map_texts(PLAIN, lambda t: replace(t, value="New English") if t.id == TITLE else t)
    assert taken(exchange.merge(newer, EMPTY, "fr", blank)) == {}
    back = edited(blank, {TITLE: "Titre"})
    assert "the original has changed" in why(exchange.merge(newer, EMPTY, "fr", back))
    report = exchange.merge(newer, EMPTY, "fr", back, force=True)
    assert report.changes == {TITLE: Change("Titre", f"English of {TITLE}", current=False)}


def test_all_or_nothing(blank: bytes) -> None:
    edits = {TITLE: "Titre", "guide.subtitle": "<b>faute</b>", "P-1.title": "Plan"}
    for force in (False, True):
        report = merge(edited(blank, edits), force=force)
        assert "is not allowed" in why(report)
        outcomes = {ident: result(report, ident).outcome for ident in edits}
        assert list(outcomes.values()) == [Outcome.HELD, Outcome.REFUSED, Outcome.HELD]
    lines = report.text("fr", "back.xlsx").splitlines()
    assert lines[1].startswith("back.xlsx:3: guide.subtitle: refused: HTML code <b>")
    assert lines[-1] == f"fr: 0 taken, {len(IDS) - 3} unchanged, 2 held, 1 refused"
    assert len(lines) == len(IDS) + 1


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\tb", "U+0009"),
        ("a_x000D_b", "_x000D_"),
        ("a_x0007_b", "_x0007_"),
        ("a\u0085b", "U+0085"),
        ("a\u2028b", "U+2028"),
        ("a\u202eb", "U+202E"),
        ("a\n", "must end like the original"),
        ("\na", "must begin like the original"),
        ("**a", 'markup "**" is not closed'),
        ("<script>x</script>", "not allowed"),
        ("&amp;", "not allowed"),
        ("e\u0301", "NFC"),
        ("{{ x }}", "not allowed"),
        ("[a](javascript:x)", "not allowed"),
        ("[[nothing|a]]", 'unknown term "nothing"'),
        ("{code}", "placeholders must be none"),
    ],
)
def test_a_text_that_would_damage_is_refused(blank: bytes, text: str, fault: str) -> None:
    for force in (False, True):
        found = why(merge(edited(blank, {TITLE: text}), force=force))
        assert found.startswith(f"2 {TITLE} ")
        assert fault in found


@pytest.mark.parametrize(
    ("ident", "text", "fault"),
    [
        ("interface.permalink", "Lien", "placeholders must be {code}"),
        ("interface.permalink", "{kode}", "placeholders must be {code}"),
        ("guide.subtitle", "deux\nlignes", "must be one line"),
        ("guide.subtitle", "*doux*", "markup is not allowed in this text"),
    ],
)
def test_each_text_keeps_its_own_rules(ident: str, text: str, fault: str) -> None:
    back = edited(exchange.export(ENGLISH_GUIDE, FRENCH, "fr"), {ident: text})
    assert fault in why(exchange.merge(ENGLISH_GUIDE, FRENCH, "fr", back))


@pytest.mark.parametrize("text", ["a&#13;b", "a_x000d_b", "a_x0000_b", "a_x005F_x000D_b"])
def test_carriage_returns_and_escapes_in_the_xml_are_refused(text: str) -> None:
    ours = filled({TITLE: "MARK"})
    back = raw(exchange.export(PLAIN, ours, "fr"), "MARK", text)
    assert f"2 {TITLE} the translation contains" in why(merge(back, ours))


def formula(sheet: Worksheet) -> None:
    sheet["D2"] = "=1+1"


def array_formula(sheet: Worksheet) -> None:
    sheet["D2"] = ArrayFormula("D2:D3", "=A1:A2")


def formula_for_english(sheet: Worksheet) -> None:
    sheet["B2"] = "=D2"


def number(sheet: Worksheet) -> None:
    sheet["D2"] = 1.10


def error_value(sheet: Worksheet) -> None:
    sheet["D2"] = "#NAME?"
    sheet["D2"].data_type = "e"


def english_by_hand(sheet: Worksheet) -> None:
    sheet["B2"] = "Better English"


def other_id(sheet: Worksheet) -> None:
    sheet["A2"] = "guide.titel"


def without_id(sheet: Worksheet) -> None:
    sheet["A2"] = None


def swapped_id(sheet: Worksheet) -> None:
    sheet["A2"] = "guide.subtitle"
    sheet.delete_rows(3)


def twice(sheet: Worksheet) -> None:
    for cell in sheet[2]:
        sheet.cell(400, int(cell.column or 0)).value = cell.value


def without_base(sheet: Worksheet) -> None:
    sheet["G2"] = None


def without_column(sheet: Worksheet) -> None:
    sheet.delete_cols(7)


def column_twice(sheet: Worksheet) -> None:
    sheet["H1"] = "id"


def without_rows(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 500)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (formula, "2 guide.title translation contains a formula"),
        (array_formula, "2 guide.title translation contains a formula"),
        (formula_for_english, "2 guide.title original contains a formula"),
        (number, "2 guide.title translation contains a number"),
        (error_value, "2 guide.title translation contains an error value"),
        (english_by_hand, "2 guide.title the original or the id was changed by hand"),
        (other_id, '2 guide.titel no text has this id; did you mean "guide.title"?'),
        (without_id, "2  no text has this id; delete the row"),
        (swapped_id, "2 guide.subtitle the original or the id was changed by hand"),
        (twice, "400 guide.title this id is used twice; first in row 2"),
        (without_base, "2 guide.title the hidden column was changed"),
        (without_column, '1  column "base (do not change)" is missing'),
        (column_twice, '1  column "id" is defined twice'),
        (without_rows, '1  column "id" is missing'),
    ],
)
def test_a_damaged_sheet_is_refused_with_its_row(
    blank: bytes, change: Callable[[Worksheet], None], fault: str
) -> None:
    for force in (False, True):
        assert why(merge(rewrite(blank, change), force=force)).startswith(fault)


def test_a_formula_with_a_cached_text_is_refused(blank: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(blank)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    start = sheet.index('<c r="D2"')
    cell = sheet[start : sheet.index("</c>", start) + 4]
    new = '<c r="D2" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>'
    back = raw(blank, cell, new, "xl/worksheets/sheet1.xml")
    assert "contains a formula" in why(merge(back))


def test_a_sheet_of_another_language_is_refused(blank: bytes) -> None:
    found = why(exchange.merge(PLAIN, Catalogue("es", {}), "es", blank))
    assert 'column "translation (es)" is missing' in found


def test_a_workbook_without_rows_is_refused() -> None:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    assert "the workbook is empty" in why(merge(made.getvalue()))


# --- files of strangers -------------------------------------------------------------------------


def link() -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("xl/link.xml")
    made.external_attr = 0o120777 << 16
    return made


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("xl/media/big.png", bytes(25_000_000), "larger than 20 MB"),
        ("../evil.xml", b"x", "unsafe name"),
        ("xl/../../evil.xml", b"x", "unsafe name"),
        ("..\\evil.xml", b"x", "unsafe name"),
        ("/etc/evil", b"x", "unsafe name"),
        ("C:/evil", b"x", "unsafe name"),
        (link(), b"/etc/passwd", "unsafe name"),
        ("xl/vbaProject.bin", b"x", "contains macros"),
        ("xl/macrosheets/sheet1.xml", b"x", "contains macros"),
    ],
)
def test_an_unsafe_member_is_refused(
    blank: bytes, name: str | zipfile.ZipInfo, text: bytes, fault: str
) -> None:
    found = why(merge(added(blank, name, text), force=True))
    assert found.startswith("0  ")
    assert fault in found


def test_a_bomb_that_lies_about_its_size_is_refused(blank: bytes) -> None:
    made = added(blank, "xl/big.xml", bytes(300_000_000))
    assert len(made) < 1_000_000
    size = (300_000_000).to_bytes(4, "little")
    assert made.count(size) == 2  # in the member's head and in the directory
    assert "not a valid workbook" in why(merge(made.replace(size, b"\x09\0\0\0")))


def test_many_members_are_refused(blank: bytes) -> None:
    made = io.BytesIO(blank)
    with zipfile.ZipFile(made, "a") as archive:
        for place in range(reader.MAX_MEMBERS):
            archive.writestr(f"xl/{place}.xml", b"")
    assert "more than 200 files" in why(merge(made.getvalue()))


def test_an_unknown_packing_is_refused(blank: bytes) -> None:
    made = io.BytesIO(blank)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/x.xml", b"x" * 100)
    assert "compressed in an unknown way" in why(merge(made.getvalue()))


def test_a_workbook_with_macros_is_refused(blank: bytes) -> None:
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    back = raw(blank, plain, macros, "[Content_Types].xml")
    assert "contains macros" in why(merge(back))


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused(blank: bytes, member: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    assert "not a valid workbook" in why(merge(raw(blank, head, head + bomb, member)))


@pytest.mark.parametrize("data", [b"", b"PK", b"id,English\n", bytes(20_000_001)])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert why(merge(data)).startswith("0  ")


def test_rows_far_down_cost_little(blank: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(blank)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    last = sheet[sheet.rindex("<row ") : sheet.index("</sheetData>")]
    far = '<row r="1048576"/><row r="999999999"/>'
    before = time.monotonic()
    report = merge(raw(blank, last, last + far, "xl/worksheets/sheet1.xml"))
    assert taken(report) == {}
    assert time.monotonic() - before < 20


@settings(deadline=None, max_examples=settings().max_examples * 3 // 5)
@given(data=st.data())
def test_a_damaged_file_never_breaks_the_import(blank: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(blank)
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(blank) - 1), st.integers(0, 255)), max_size=8)
    ):
        spoilt[place] = byte
    merge(bytes(spoilt[: data.draw(st.integers(0, len(blank)))]))
    merge(bytes(spoilt))


# --- into the catalogue -------------------------------------------------------------------------


def po() -> polib.POFile:
    return extract.read(TINY, "fr")


def entry_of(file: polib.POFile, ident: str) -> polib.POEntry:
    [entry] = [entry for entry in file if entry.msgctxt == ident]
    return entry


def test_import_makes_stale_texts_drafts_and_survives_update() -> None:
    edits = {
        "W-1.title": "Semez en rangs",  # made from other English
        "W-2.title": "Partagez vos récoltes",  # marked fuzzy
        "guide.subtitle": "Cultiver ensemble",  # not translated
        "guide.publishers": "L’école",  # not in the catalogue yet
    }
    back = edited(exchange.export(ENGLISH_GUIDE, FRENCH, "fr"), edits)
    report = exchange.merge(ENGLISH_GUIDE, FRENCH, "fr", back)
    assert taken(report) == edits
    file = po()
    exchange.apply(file, report.changes)
    text, _ = extract.update(ENGLISH_GUIDE, catalogue.parse_po(str(file), "fr.po"), "fr")
    made = {
        entry.msgctxt: CatalogueEntry(entry.msgid, entry.msgstr, entry.fuzzy, PLACE)
        for entry in catalogue.parse_po(text, "fr.po")
        if not entry.obsolete
    }
    guide: Guide = catalogue.translate(ENGLISH_GUIDE, Catalogue("fr", made))
    found = {t.id: (t.value, t.state) for t in texts(guide)}
    for ident, value in edits.items():
        assert found[ident] == (value, State.DRAFT)
    assert found["guide.title"] == ("Le jardin de l’école", State.DRAFT)
    assert entry_of(file, "W-2.title").previous_msgid is None


def test_a_translation_of_older_english_is_marked_fuzzy() -> None:
    file = po()
    exchange.apply(file, {"guide.title": Change("Titre", "The Garden", current=False)})
    entry = entry_of(file, "guide.title")
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("The School Garden", "Titre", True)
    assert entry.previous_msgid == "The Garden"


def test_an_emptied_translation_is_not_translated() -> None:
    file = po()
    exchange.apply(file, {"W-2.title": Change("", "Share what you grow", current=True)})
    entry = entry_of(file, "W-2.title")
    assert (entry.msgstr, entry.fuzzy) == ("", False)


def test_a_retired_text_is_taken_up_again() -> None:
    file = po()
    exchange.apply(file, {"W-3.title": Change("Paillez", "Mulch", current=True)})
    entry = entry_of(file, "W-3.title")
    assert (bool(entry.obsolete), entry.msgid, entry.msgstr) == (False, "Mulch", "Paillez")


def test_the_commands_carry_a_language_out_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, file = tiny.copy(tmp_path / "guide"), tmp_path / "fr.xlsx"
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update")[0] == 0
    before = (root / "translations/fr.po").read_bytes()
    assert tiny.run(root, monkeypatch, capsys, "i18n", "export", "fr", "--xlsx", str(file))[0] == 0
    done = tiny.run(root, monkeypatch, capsys, "i18n", "import", "fr", str(file))
    lines = done[1].splitlines()
    assert done[0] == 0
    assert lines[0] == f"{file}:2: guide.title: unchanged: the same as in the catalogue"
    assert lines[-1] == f"fr: 0 taken, {len(lines) - 1} unchanged, 0 held, 0 refused"
    assert len(lines) == len(IDS) + 1
    assert (root / "translations/fr.po").read_bytes() == before
    file.write_bytes(b"no workbook")
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "import", "fr", str(file))
    assert status == 1
    assert out.startswith(f"{file}:0: ")
    assert (root / "translations/fr.po").read_bytes() == before
    assert tiny.run(root, monkeypatch, capsys, "i18n", "export", "xx", "--xlsx", "f")[0] == 2


def test_the_import_says_what_became_of_each_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, file = tiny.copy(tmp_path / "guide"), tmp_path / "fr.xlsx"
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    before = (root / "translations/fr.po").read_bytes()
    clean = exchange.export(ENGLISH_GUIDE, Catalogue.read(root, "fr"), "fr")
    good = edited(clean, {"guide.subtitle": "Cultiver ensemble"})
    good = edited(good, {"guide.subtitle": "not\nsure"}, "note")
    file.write_bytes(edited(good, {"guide.title": "<b>Titre</b>"}))
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "import", "fr", str(file))
    lines = out.splitlines()
    assert status == 1
    assert lines[0].startswith(f"{file}:2: guide.title: refused: HTML code <b> is not allowed")
    assert lines[1] == (
        f"{file}:3: guide.subtitle: held: would be taken; correct the refused rows first"
        "; note: not\\nsure"
    )
    assert lines[-1] == f"fr: 0 taken, {len(IDS) - 2} unchanged, 1 held, 1 refused"
    assert (root / "translations/fr.po").read_bytes() == before
    file.write_bytes(good)
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "import", "fr", str(file))
    assert status == 0
    assert ": guide.subtitle: taken: changed by the translator; note: not" in out
    assert out.endswith(f"fr: 1 taken, {len(IDS) - 1} unchanged, 0 held, 0 refused\n")
    assert Catalogue.read(root, "fr").entries["guide.subtitle"].value == "Cultiver ensemble"
