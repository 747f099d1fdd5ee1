"""Tools in other languages: what translators are told, sent and asked to keep; what they give."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import polib
import pytest

from guide import project
from guide.content import loader
from guide.core.location import Location
from guide.core.model import Guide, State
from guide.core.walk import texts
from guide.i18n import catalogue, extract
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.checks import checks, lengths
from guide.i18n.checks.pair import Pair
from guide.i18n.coverage import parts
from guide.i18n.spreadsheet import exchange
from support import pseudo, tiny, tooled
from support.paths import TINY

FRENCH = "translations/fr.po"
HERE = "the tool “Record a visit to the beds”: an addition to the source."
READERS = "Readers: Teachers, Neighbours."
LINE = "One line of plain text."
MARKUP = 'Markup: **strong**, *emphasis*, [[term-id|words]], "- " for list lines.'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tooled.copy(tmp_path_factory.mktemp("tools") / "g")


@pytest.fixture(scope="module")
def guide(root: Path) -> Guide:
    return loader.load(root)


def catalogue_of(guide: Guide, code: str, values: Mapping[str, str]) -> Catalogue:
    """A catalogue with these translations, by the ids of their texts."""
    place = Location("fr.po", 1)
    entries = {
        text.id: CatalogueEntry(text.value, values[text.id], fuzzy=False, location=place)
        for text in texts(guide)
        if text.id in values
    }
    return Catalogue(code, entries)


def prepared(guide: Guide, code: str) -> Catalogue:
    """Every text of the tool in a pseudo-language."""
    found = texts(guide.tools)
    values = {text.id: pseudo.translated(text.value, code) for text in found}
    return catalogue_of(guide, code, values)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("title", [f"Title of {HERE}", READERS, "At most 90 characters.", LINE]),
        (
            "summary",
            [f"Introduction to {HERE}", READERS, "Glossary terms: Compost (compost).", MARKUP],
        ),
        ("when", [f"When to use {HERE}", READERS, "At most 72 characters.", LINE]),
        ("who", [f"Who uses {HERE}", READERS, "At most 42 characters.", LINE]),
        ("duration", [f"How long it takes to use {HERE}", READERS, LINE]),
        ("needs", [f"What must be at hand for {HERE}", READERS, LINE]),
        ("head.title", [f"Title of the part “The visit” of {HERE}", READERS, LINE]),
        ("head.text", [f"Text of the part “The visit” of {HERE}", READERS, MARKUP]),
        (
            "head.date.label",
            [f"Label of a line with room to write, in “The visit” of {HERE}", READERS, LINE],
        ),
        ("agree.water.text", [f"Text of a box to tick, in “What was agreed” of {HERE}", MARKUP]),
        (
            "beds.good.letters",
            [
                "One to three letters for an answer that stands in cells, in “Bed by bed” of",
                HERE,
                "At most 5 characters.",
            ],
        ),
        ("beds.who.title", [f"Title of a column, in “Bed by bed” of {HERE}", LINE]),
        (
            "beds.north.who",
            [f"Cell in the column “Bed” of a row of a table, in “Bed by bed” of {HERE}", MARKUP],
        ),
        ("beds.late.title", [f"Title of rows of a table, in “Bed by bed” of {HERE}", LINE]),
        ("year.mid.title", [f"Title of a level of a scale, in “A picture of the year” of {HERE}"]),
    ],
)
def test_translators_are_told_where_a_text_stands(
    guide: Guide, name: str, lines: list[str]
) -> None:
    made = {entry.msgctxt: entry.comment for entry in polib.pofile(extract.extract(guide))}
    comment = made[f"tool.visit.{name}"].replace("\n", " ")
    for line in lines:
        assert line in comment
    assert READERS in comment


def test_the_length_told_is_the_length_checked(guide: Guide) -> None:
    for text in texts(guide.tools):
        most = lengths.room(text)
        assert most >= 1.4 * len(text.value), text.id
        assert lengths.too_long(Pair(text, "x" * most, "fr")) == ""
        assert "more than" in lengths.too_long(Pair(text, "x" * (most + 1), "fr"))


def test_narrow_places_have_less_room_than_headings(guide: Guide) -> None:
    room = {text.id.removeprefix("tool.visit."): lengths.room(text) for text in texts(guide.tools)}
    assert room["title"] == room["head.title"] == 90
    assert (room["beds.cost.title"], room["beds.good.letters"], room["year.mid.title"]) == (
        26,
        5,
        30,
    )


@pytest.mark.parametrize("code", pseudo.CODES)
def test_a_translated_tool_has_every_text_in_its_language(guide: Guide, code: str) -> None:
    made = catalogue.translate(guide, prepared(guide, code))
    given = {text.id: pseudo.translated(text.value, code) for text in texts(guide.tools)}
    assert {text.id: text.value for text in texts(made.tools)} == given
    assert {text.state for text in texts(made.tools)} == {State.DRAFT}
    (table,) = (part.table for part in made.tool("visit").parts if part.table)
    north = table.rows[1]
    assert {name: text.value for name, text in north.cells.items()} == {
        "who": pseudo.translated("The bed by the wall", code)
    }
    assert north.answers == {"state": "poor"}
    assert table.answer("poor").short.value == pseudo.translated("Needs work", code)
    assert made.tool("visit").codes == guide.tool("visit").codes
    assert made.tools_for.keys() == guide.tools_for.keys()


def test_cells_keep_their_order(guide: Guide) -> None:
    made = catalogue.translate(guide, prepared(guide, "en-XA"))
    order = [text.id for text in texts(guide.tools)]
    assert [text.id for text in texts(made.tools)] == order
    entries = extract.extract(guide)
    listed = [one.msgctxt for one in polib.pofile(entries) if one.msgctxt.startswith("tool.")]
    assert listed == order


def test_what_is_not_translated_falls_back(guide: Guide) -> None:
    made = catalogue.translate(guide, Catalogue("fr", {}))
    for text in texts(made.tools):
        assert (text.state, text.language) == (State.UNTRANSLATED, "en"), text.id


@pytest.mark.parametrize("code", pseudo.CODES)
def test_longer_words_pass_the_checks(guide: Guide, code: str) -> None:
    found = checks.errors(guide, prepared(guide, code), [])
    assert [one for one in found if "tool.visit" in one.message] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("head.text", "Ecrivez :\n\n- <b>une</b> ligne", "HTML"),
        ("beds.north.who", "Le lit {{ x }}", "template"),
        ("beds.good.letters", "BONNES", "has 6 characters, more than 5"),
        ("beds.cost.title", "Combien cela coûte par an et par lit", "more than 26"),
        ("agree.water.text", "[[eau|Quelqu’un]] arrose.", "eau"),
    ],
)
def test_a_translation_that_would_spoil_a_form_is_named(
    guide: Guide, name: str, value: str, said: str
) -> None:
    ident = f"tool.visit.{name}"
    found = checks.check(guide, catalogue_of(guide, "fr", {ident: value}), [])
    assert any(said in one.message for one in found if one.id == ident), found


def test_tools_are_a_part_of_the_progress(
    root: Path, guide: Guide, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (part,) = [part for part in parts(guide) if part.id == "tools"]
    assert part.texts == tuple(texts(guide.tools))
    assert part.title == guide.interface["page-tools"]
    assert "tools" not in {part.id for part in parts(loader.load(TINY))}
    _, out = tiny.run(root, monkeypatch, capsys, "i18n", "status")
    rows = [line.split() for line in out.splitlines()]
    assert ["fr", "tools", "0", "0", "0", *[str(len(tooled.TEXTS))] * 2] in rows


def test_a_spreadsheet_takes_the_texts_there_and_back(guide: Guide) -> None:
    full, empty = prepared(guide, "en-XA"), Catalogue("en-XA", {})
    book = openpyxl.load_workbook(io.BytesIO(exchange.export(guide, empty, "en-XA")))
    (head, *rows) = book.worksheets[0].iter_rows()
    column = [str(cell.value) for cell in head].index("translation (en-XA)")
    for row in rows:
        if entry := full.entries.get(str(row[0].value)):
            row[column].value = entry.value
    made = io.BytesIO()
    book.save(made)
    report = exchange.merge(guide, empty, "en-XA", made.getvalue())
    assert report.refused == ()
    assert {ident: one.value for ident, one in report.changes.items()} == {
        ident: entry.value for ident, entry in full.entries.items()
    }


def test_a_renamed_tool_keeps_translations_and_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tooled.copy(tmp_path / "g")
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    po = polib.pofile(str(root / FRENCH))
    for entry in po:
        if entry.msgctxt.startswith("tool."):
            entry.msgstr = pseudo.translated(entry.msgid, "en-XA")
    po.save()
    status, out = tiny.run(
        root, monkeypatch, capsys, "i18n", "review", "fr", "tool.visit.beds.*", "--reviewer", "A. B"
    )
    assert (status, out.split()[1]) == (0, str(sum("beds." in name[:5] for name in tooled.TEXTS)))
    tiny.edit(root, "content/guide.yml", "tools: [visit]", "tools: [round]")
    (root / tooled.NAME).rename(root / "content/tools/round.yml")
    (root / "docs/tools/visit.md").unlink()
    (root / "docs/tools/round.md").write_text('{{ tool("round") }}\n', encoding="utf-8")
    tiny.edit(root, "content/tools/round.yml", "id: visit\n", "id: round\naliases: [visit]\n")
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update")[0] == 0
    french = project.load(root).guides["fr"]
    states = {text.id.removeprefix("tool.round."): text.state for text in texts(french.tools)}
    assert states.keys() == tooled.TEXTS.keys()
    for name, state in states.items():
        assert state is (State.REVIEWED if name.startswith("beds.") else State.DRAFT), name
