"""Judges the rows of an imported spreadsheet: which changes to take, and which to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.core.diagnostics import did_you_mean
from guide.core.errors import GuideError
from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.i18n import catalogue as catalogues
from guide.i18n import reviews
from guide.i18n.catalogue import Catalogue
from guide.i18n.spreadsheet.reader import SheetCell, SheetError, SheetLine
from guide.i18n.spreadsheet.report import Change, Outcome, RowOutcome
from guide.i18n.spreadsheet.writer import (
    BASE,
    ID,
    NOTE,
    ORIGINAL,
    translation_column,
)

# openpyxl drops x005F_, with which XLSX escapes the escape _x000D_ itself.
_DROPPED = re.compile(r"[\t\r]|_x[0-9A-Fa-f]{4}_|x005F_")
# What catalogues may not contain (yaml_tree), and what is dropped.
_REFUSED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
_SHOWN = 60  # most characters of an id from the file that a message repeats


def by_id(guide: Guide) -> dict[str, Text]:
    """The texts of a guide by their ids."""
    return {text.id: text for text in texts(guide)}


def base(language: str, ident: str, english: str, translation: str) -> str:
    """The base of a row: the hashes of its original and of its translation."""
    key = f"{language}:{ident}"
    parts = (("original", english), ("translation", translation))
    return "-".join(reviews.seal(key, name, _steady(text)) for name, text in parts)


def _steady(text: str) -> str:
    """What is left of a text after a spreadsheet program has saved it."""
    return _DROPPED.sub("", text)


@dataclass(frozen=True, slots=True)
class RowLine:
    """The cells of a row by their columns."""

    number: int
    id: SheetCell
    english: SheetCell
    translation: SheetCell
    base: SheetCell
    note: SheetCell


def lines_of(sheets: list[list[SheetLine]], language: str) -> Iterator[RowLine]:
    """The rows below the header, of the sheet that has it; raises SheetError if there is none."""
    required = (ID, ORIGINAL, translation_column(language), BASE)
    headers = [[cell.text.strip() for cell in lines[0].cells] for lines in sheets if lines]
    if not headers:
        raise SheetError("the workbook is empty; send the exported sheet")
    header = max(headers, key=lambda names: len(set(required) & set(names)))
    lines = [lines for lines in sheets if lines][headers.index(header)]
    for name in required:
        if header.count(name) != 1:
            fault = "is defined twice" if name in header else "is missing"
            message = f'column "{name}" {fault}; export {language} again and fill in the new file'
            raise SheetError(message, lines[0].number)
    columns = [header.index(name) for name in required]
    note_column = header.index(NOTE) if NOTE in header else None
    for line in lines[1:]:
        ident, english, translation, base = (line.cells[column] for column in columns)
        note = SheetCell() if note_column is None else line.cells[note_column]
        if any(cell != SheetCell() for cell in (ident, english, translation, base)):
            yield RowLine(line.number, ident, english, translation, base, note)


class _RowRefusedError(GuideError):
    """A row that cannot be taken; the message says why."""


class Judge:
    """Judges one row at a time and collects the changes in `changes`."""

    def __init__(self, guide: Guide, catalogue: Catalogue, language: str, *, force: bool) -> None:
        self.texts = by_id(guide)
        self.catalogue = catalogue
        self.language, self.force = language, force
        self.states = {t.id: t.state for t in texts(catalogues.translate(guide, catalogue))}
        self.first_rows: dict[str, int] = {}
        self.changes: dict[str, Change] = {}

    def row(self, line: RowLine) -> RowOutcome:
        """The outcome of a row; a change to make goes to `changes`."""
        ident, note = line.id.text[:_SHOWN], line.note.text
        try:
            text = self._text(line)
            why_unchanged = self._why_unchanged(line, text)
            if not why_unchanged:
                self._take(line, text)
        except _RowRefusedError as error:
            return RowOutcome(line.number, ident, Outcome.REFUSED, str(error), note)
        if why_unchanged:
            return RowOutcome(line.number, ident, Outcome.UNCHANGED, why_unchanged, note)
        return RowOutcome(line.number, ident, Outcome.TAKEN, "changed by the translator", note)

    def _text(self, line: RowLine) -> Text:
        """The text of the row; raises _RowRefusedError if the row's locked cells were changed."""
        cells = {ID: line.id, ORIGINAL: line.english, "translation": line.translation}
        for name, cell in cells.items():
            if cell.odd:
                raise _RowRefusedError(
                    f"{name} contains {cell.odd}; format the cell as text and type it again"
                )
        ident = line.id.text
        if ident not in self.texts:
            hint = did_you_mean(ident[:_SHOWN], self.texts)
            raise _RowRefusedError(f"no text has this id{hint or '; delete the row'}")
        first = self.first_rows.setdefault(ident, line.number)
        if first != line.number:
            raise _RowRefusedError(f"this id is used twice; first in row {first}; keep one")
        english_hash = base(self.language, ident, line.english.text, "").partition("-")[0]
        if not re.fullmatch(r"[0-9a-f]{32}-[0-9a-f]{32}", line.base.text):
            raise _RowRefusedError(
                "the hidden column was changed; export again and copy the translation there"
            )
        if line.base.text.partition("-")[0] != english_hash:
            raise _RowRefusedError(
                "the original or the id was changed by hand; copy it from a new export"
            )
        return self.texts[ident]

    def _why_unchanged(self, line: RowLine, text: Text) -> str:
        """Why the row changes nothing; '' if it does."""
        theirs, ours = line.translation.text, self._ours(text)
        if _steady(theirs) == _steady(ours):
            return "the same as in the catalogue"
        if line.base.text == base(self.language, text.id, line.english.text, theirs):
            return "not changed by the translator; the catalogue has a newer text"
        return ""

    def _ours(self, text: Text) -> str:
        entry = self.catalogue.entry(text)
        return entry.value if entry else ""

    def _take(self, line: RowLine, text: Text) -> None:
        theirs, english = line.translation.text, line.english.text
        if match := _REFUSED.search(theirs):
            char = match[0]
            name = char if len(char) > 1 else f"the control character U+{ord(char):04X}"
            raise _RowRefusedError(f"the translation contains {name}; delete it")
        for has, place in ((str.startswith, "begin"), (str.endswith, "end")):
            if theirs and has(theirs, "\n") != has(text.value, "\n"):
                raise _RowRefusedError(
                    f"the translation must {place} like the original; correct its line breaks"
                )
        current = _steady(english) == _steady(text.value)
        if not self.force:
            self._refuse_conflict(line, text, current=current)
        self.changes[text.id] = Change(theirs, text.value if current else english, current)

    def _refuse_conflict(self, line: RowLine, text: Text, *, current: bool) -> None:
        advice = "export again and compare, or import with --force"
        ours = self._ours(text)
        if line.base.text != base(self.language, text.id, line.english.text, ours):
            raise _RowRefusedError(
                f"both the catalogue and the row have changed since the export; {advice}"
            )
        if not current:
            raise _RowRefusedError(f"the original has changed since the export; {advice}")
        if self.states[text.id] is State.REVIEWED:
            raise _RowRefusedError(
                "would overwrite a reviewed text; restore it, or import with --force"
            )
        if not line.translation.text:
            raise _RowRefusedError(
                "the translation was emptied; restore it, or import with --force"
            )
