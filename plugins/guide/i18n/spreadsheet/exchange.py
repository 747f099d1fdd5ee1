"""Translations as a spreadsheet, for those who have nothing else: out and back in.

Each row carries two hashes of what was exported, of the English and of the translation. By them an
import tells what the translator changed (theirs), and what changed in the catalogue meanwhile
(ours): a row left alone never overwrites, a row changed on both sides is a conflict. The import is
all or nothing. `force` takes conflicts and writes over reviewed texts; nothing takes what would
damage a page.

Spreadsheet programs drop tabs, carriage returns and `_x000D_`: so these make no difference between
texts, and a new translation may not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polib

from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.errors import GuideError
from guide.core.model import Guide, Location, State, Text
from guide.core.walk import texts
from guide.i18n import catalogue as catalogues
from guide.i18n import reviews
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.checks import checks
from guide.i18n.checks.waivers import Waiver
from guide.i18n.spreadsheet import reader, writer
from guide.i18n.spreadsheet.reader import SheetCell, SheetError, SheetLine
from guide.i18n.spreadsheet.report import Change, Outcome, Report, RowOutcome
from guide.i18n.spreadsheet.writer import (
    BASE,
    ENGLISH,
    ID,
    NOTE,
    CellTooLongError,
    translation_column,
)

_STATES = {
    State.UNTRANSLATED: "not translated",
    State.STALE: "out of date: the English has changed",
    State.DRAFT: "draft, not reviewed",
    State.REVIEWED: "reviewed",
}
# openpyxl drops x005F_, by which XLSX escapes the escape _x000D_.
_DROPPED = re.compile(r"[\t\r]|_x[0-9A-Fa-f]{4}_|x005F_")
# What catalogues may not hold (yaml_tree), and what is dropped.
_REFUSED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
_SHOWN = 60  # letters of a stranger's text in a message


def previous_english(po: polib.POFile) -> dict[str, str]:
    """The English that stale translations were made from, by id, as `update` keeps it."""
    return {entry.msgctxt: entry.previous_msgid for entry in po if entry.previous_msgid}


def export(
    guide: Guide,
    catalogue: Catalogue,
    language: str,
    previous: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook of a language; the same inputs give the same bytes.

    `guide` is in the source language; `previous` is what `previous_english` gives. Raises
    ContentError for a text that is longer than a cell can be.
    """
    states = {text.id: text.state for text in texts(catalogues.translate(guide, catalogue))}
    found = list(_by_id(guide).values())
    known = previous or {}
    rows = []
    for text in found:
        entry = catalogue.entries.get(text.id)
        value, state, before = entry.value if entry else "", states[text.id], ""
        if entry and state is State.STALE:
            before = entry.source if entry.source != text.value else known.get(text.id, "")
        base = _base(language, text.id, text.value, value)
        rows.append((text.id, text.value, before, value, _STATES[state], "", base))
    try:
        return writer.write(f"{guide.title.value} ({language})", language, rows)
    except CellTooLongError as fault:
        text = found[fault.row]
        message = f"{text.id}: longer than the 32,767 letters of a cell; shorten it"
        raise ContentError([Diagnostic(text.location, message)]) from None


def _by_id(guide: Guide) -> dict[str, Text]:
    return {text.id: text for text in texts(guide)}


def _base(language: str, ident: str, english: str, translation: str) -> str:
    """The hashes of a row, of its English and of its translation."""
    key = f"{language}:{ident}"
    parts = (("English", english), ("translation", translation))
    return "-".join(reviews.seal(key, name, _steady(text)) for name, text in parts)


def _steady(text: str) -> str:
    """What is left of a text when a spreadsheet program has saved it."""
    return _DROPPED.sub("", text)


def merge(
    guide: Guide,
    catalogue: Catalogue,
    language: str,
    data: bytes,
    *,
    force: bool = False,
    waivers: Iterable[Waiver] = (),
) -> Report:
    """What a workbook would change. If any row is refused there are no changes."""
    try:
        lines = list(_lines(reader.read(data), language))
    except SheetError as fault:
        return Report((RowOutcome(fault.number, "", Outcome.REFUSED, fault.why),))
    judge = _Judge(guide, catalogue, language, force=force)
    rows = [judge.row(line) for line in lines]
    rows = _refuse_damage(guide, language, rows, judge.changes, waivers)
    if all(row.outcome is not Outcome.REFUSED for row in rows):
        return Report(tuple(rows), judge.changes)
    why = "would be taken; mend the rows that are refused"
    return Report(
        tuple(
            replace(row, outcome=Outcome.HELD, why=why) if row.outcome is Outcome.TAKEN else row
            for row in rows
        )
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row's cells by what they mean."""

    number: int
    id: SheetCell
    english: SheetCell
    translation: SheetCell
    base: SheetCell
    note: SheetCell


def _lines(sheets: list[list[SheetLine]], language: str) -> Iterator[_Line]:
    """The rows below the heads, in the sheet that has them. Raises Unreadable."""
    wanted = (ID, ENGLISH, translation_column(language), BASE)
    heads = [[cell.text.strip() for cell in lines[0].cells] for lines in sheets if lines]
    if not heads:
        raise SheetError("the workbook is empty; send the exported sheet")
    head = max(heads, key=lambda names: len(set(wanted) & set(names)))
    lines = [lines for lines in sheets if lines][heads.index(head)]
    for name in wanted:
        if head.count(name) != 1:
            fault = "stands twice" if name in head else "is missing"
            message = f'column "{name}" {fault}; export for {language} anew and fill that in'
            raise SheetError(message, lines[0].number)
    places = [head.index(name) for name in wanted]
    note = head.index(NOTE) if NOTE in head else None
    for line in lines[1:]:
        ident, english, translation, base = (line.cells[place] for place in places)
        remark = SheetCell() if note is None else line.cells[note]
        if any(cell != SheetCell() for cell in (ident, english, translation, base)):
            yield _Line(line.number, ident, english, translation, base, remark)


class _RowRefusedError(GuideError):
    """Why a row cannot be taken."""


class _Judge:
    """Judges row by row, and gathers the changes."""

    def __init__(self, guide: Guide, catalogue: Catalogue, language: str, *, force: bool) -> None:
        self.texts = _by_id(guide)
        self.entries = catalogue.entries
        self.language, self.force = language, force
        self.states = {t.id: t.state for t in texts(catalogues.translate(guide, catalogue))}
        self.states_shown: dict[str, int] = {}
        self.changes: dict[str, Change] = {}

    def row(self, line: _Line) -> RowOutcome:
        ident, note = line.id.text[:_SHOWN], line.note.text
        try:
            text = self._text(line)
            same = self._same(line, text)
            if not same:
                self._take(line, text)
        except _RowRefusedError as refusal:
            return RowOutcome(line.number, ident, Outcome.REFUSED, str(refusal), note)
        if same:
            return RowOutcome(line.number, ident, Outcome.UNCHANGED, same, note)
        return RowOutcome(line.number, ident, Outcome.TAKEN, "changed by the translator", note)

    def _text(self, line: _Line) -> Text:
        """The text that the row is about, when its locked cells are as they were exported."""
        named = {ID: line.id, ENGLISH: line.english, "translation": line.translation}
        for name, cell in named.items():
            if cell.odd:
                raise _RowRefusedError(
                    f"{name} holds {cell.odd}; format the cell as text and write it new"
                )
        ident = line.id.text
        if ident not in self.texts:
            hint = did_you_mean(ident[:_SHOWN], self.texts)
            raise _RowRefusedError(f"no text has this id{hint or '; delete the row'}")
        first = self.states_shown.setdefault(ident, line.number)
        if first != line.number:
            raise _RowRefusedError(f"this id stands in row {first} too; delete one of the rows")
        old, _, _ = _base(self.language, ident, line.english.text, "").partition("-")
        if not re.fullmatch(r"[0-9a-f]{32}-[0-9a-f]{32}", line.base.text):
            raise _RowRefusedError(
                "the hidden column was changed; export anew and copy the translation in"
            )
        if line.base.text.partition("-")[0] != old:
            raise _RowRefusedError(
                "the English or the id was changed by hand; copy it from a new export"
            )
        return self.texts[ident]

    def _same(self, line: _Line, text: Text) -> str:
        """Why there is nothing to take; '' if there is."""
        theirs, ours = line.translation.text, self._ours(text)
        if _steady(theirs) == _steady(ours):
            return "as in the catalogue"
        if line.base.text == _base(self.language, text.id, line.english.text, theirs):
            return "left alone by the translator; the catalogue has a newer text"
        return ""

    def _ours(self, text: Text) -> str:
        entry = self.entries.get(text.id)
        return entry.value if entry else ""

    def _take(self, line: _Line, text: Text) -> None:
        theirs, english = line.translation.text, line.english.text
        if found := _REFUSED.search(theirs):
            name = found[0] if len(found[0]) > 1 else f"the control character U+{ord(found[0]):04X}"
            raise _RowRefusedError(f"the translation holds {name}; delete it")
        for has, place in ((str.startswith, "begin"), (str.endswith, "end")):
            if theirs and has(theirs, "\n") != has(text.value, "\n"):
                raise _RowRefusedError(
                    f"the translation must {place} as the English; mend its line breaks"
                )
        current = _steady(english) == _steady(text.value)
        if not self.force:
            self._refuse_conflict(line, text, current=current)
        self.changes[text.id] = Change(theirs, text.value if current else english, current)

    def _refuse_conflict(self, line: _Line, text: Text, *, current: bool) -> None:
        mend = "export anew and compare, or import with --force"
        ours = self._ours(text)
        if line.base.text != _base(self.language, text.id, line.english.text, ours):
            raise _RowRefusedError(
                f"the catalogue has changed since the export, and so has the row; {mend}"
            )
        if not current:
            raise _RowRefusedError(f"the English has changed since the export; {mend}")
        if self.states[text.id] is State.REVIEWED:
            raise _RowRefusedError(
                "would overwrite a reviewed text; restore it, or import with --force"
            )
        if not line.translation.text:
            raise _RowRefusedError(
                "the translation was emptied; restore it, or import with --force"
            )


def _refuse_damage(
    guide: Guide,
    language: str,
    rows: list[RowOutcome],
    changes: Mapping[str, Change],
    waivers: Iterable[Waiver],
) -> list[RowOutcome]:
    """The rows, those refused whose new text would damage a page, whatever the English says."""
    taken = {row.id: row.number for row in rows if row.outcome is Outcome.TAKEN}
    entries = {
        ident: CatalogueEntry(
            change.source, change.value, fuzzy=False, location=Location("", taken[ident])
        )
        for ident, change in changes.items()
    }
    damage: dict[int, str] = {}
    made = Catalogue(language, entries)
    for diagnostic in checks.errors(guide, made, waivers, checks.ALWAYS):
        damage.setdefault(diagnostic.location.line, diagnostic.message.partition(": ")[2])
    return [
        replace(row, outcome=Outcome.REFUSED, why=damage[row.number])
        if row.number in damage
        else row
        for row in rows
    ]


def apply(po: polib.POFile, changes: Mapping[str, Change]) -> None:
    """Puts new translations into a PO file.

    A translation of today's English is no longer stale; one of older English is marked fuzzy.
    """
    known = {entry.msgctxt: entry for entry in sorted(po, key=lambda e: not e.obsolete)}
    for ident, change in changes.items():
        entry = known.get(ident)
        if entry is None:  # a text that `update` has not yet brought into the catalogue
            entry = polib.POEntry(msgctxt=ident, msgid=change.source)
            po.append(entry)
        entry.obsolete = False
        entry.msgstr = change.value
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgctxt = entry.previous_msgid = None
        if change.current:
            entry.msgid = change.source
        elif change.value:
            entry.flags.append("fuzzy")
            if entry.msgid != change.source:
                entry.previous_msgid = change.source
