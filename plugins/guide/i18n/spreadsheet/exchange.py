"""Exports translations to a spreadsheet and imports them, for translators without other tools.

Each row carries hashes of the original and of the translation at the time of the export. From these
an import tells what the translator changed (theirs) and what changed in the catalogue meanwhile
(ours). An untouched row never overwrites anything; a row changed on both sides is a conflict. The
import takes all rows or none. `force` accepts conflicts and overwrites reviewed texts, but nothing
that would damage a page is ever accepted.

Spreadsheet programs drop tabs, carriage returns and `_x000D_`. Texts that differ only in these are
therefore equal, and a new translation may not contain them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polib

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location
from guide.core.model import Guide, State
from guide.core.walk import texts
from guide.i18n import catalogue as catalogues
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.checks import checks
from guide.i18n.checks.waivers import Waiver
from guide.i18n.spreadsheet import reader, writer
from guide.i18n.spreadsheet.judge import Judge, base, by_id, lines_of
from guide.i18n.spreadsheet.reader import SheetError
from guide.i18n.spreadsheet.report import Change, Outcome, Report, RowOutcome
from guide.i18n.spreadsheet.writer import (
    CellTooLongError,
)

_STATES = {
    State.UNTRANSLATED: "not translated",
    State.STALE: "out of date: the original has changed",
    State.DRAFT: "draft, not reviewed",
    State.REVIEWED: "reviewed",
}


def previous_english(po: polib.POFile) -> dict[str, str]:
    """The original that stale translations were made from, by text id, as `update` keeps it."""
    return {entry.msgctxt: entry.previous_msgid for entry in po if entry.previous_msgid}


def export(
    guide: Guide,
    catalogue: Catalogue,
    language: str,
    previous: Mapping[str, str] | None = None,
) -> bytes:
    """The XLSX file of a language; the same inputs give the same bytes.

    `guide` is in the source language; `previous` is the result of `previous_english`. Raises
    ContentError for a text that does not fit into a cell.
    """
    states = {text.id: text.state for text in texts(catalogues.translate(guide, catalogue))}
    exported = list(by_id(guide).values())
    known = previous or {}
    rows = []
    for text in exported:
        entry = catalogue.entry(text)
        value, state, before = entry.value if entry else "", states[text.id], ""
        if entry and state is State.STALE:
            before = entry.source if entry.source != text.value else known.get(text.id, "")
        hashes = base(language, text.id, text.value, value)
        rows.append((text.id, text.value, before, value, _STATES[state], "", hashes))
    try:
        return writer.write(f"{guide.title.value} ({language})", language, rows)
    except CellTooLongError as error:
        text = exported[error.row]
        message = f"{text.id}: has more than the 32,767 characters of a cell; shorten it"
        raise ContentError([Diagnostic(text.location, message)]) from None


def merge(
    guide: Guide,
    catalogue: Catalogue,
    language: str,
    data: bytes,
    *,
    force: bool = False,
    waivers: Iterable[Waiver] = (),
) -> Report:
    """The outcome of each row of an XLSX file (`data`), and the changes to make.

    If any row is refused, there are no changes. `guide` is in the source language; `force` accepts
    conflicts. Problems of the file itself are reported like refused rows.
    """
    try:
        lines = list(lines_of(reader.read(data), language))
    except SheetError as error:
        return Report((RowOutcome(error.number, "", Outcome.REFUSED, error.why),))
    judge = Judge(guide, catalogue, language, force=force)
    rows = [judge.row(line) for line in lines]
    rows = _refuse_damage(guide, language, rows, judge.changes, waivers)
    if all(row.outcome is not Outcome.REFUSED for row in rows):
        return Report(tuple(rows), judge.changes)
    why = "would be taken; correct the refused rows first"
    return Report(
        tuple(
            replace(row, outcome=Outcome.HELD, why=why) if row.outcome is Outcome.TAKEN else row
            for row in rows
        )
    )


def _refuse_damage(
    guide: Guide,
    language: str,
    rows: list[RowOutcome],
    changes: Mapping[str, Change],
    waivers: Iterable[Waiver],
) -> list[RowOutcome]:
    """The rows, with those refused whose new translations would damage a page."""
    taken = {row.id: row.number for row in rows if row.outcome is Outcome.TAKEN}
    entries = {
        ident: CatalogueEntry(
            change.source, change.value, fuzzy=False, location=Location("", taken[ident])
        )
        for ident, change in changes.items()
    }
    damage: dict[int, str] = {}
    catalogue = Catalogue(language, entries)
    for diagnostic in checks.errors(guide, catalogue, waivers, checks.ALWAYS):
        damage.setdefault(diagnostic.location.line, diagnostic.message.partition(": ")[2])
    return [
        replace(row, outcome=Outcome.REFUSED, why=damage[row.number])
        if row.number in damage
        else row
        for row in rows
    ]


def apply(po: polib.POFile, changes: Mapping[str, Change]) -> None:
    """Puts new translations, by text id, into a PO file.

    A translation of the present original is no longer stale; one of an older is marked fuzzy.
    """
    known = {entry.msgctxt: entry for entry in sorted(po, key=lambda e: not e.obsolete)}
    for ident, change in changes.items():
        entry = known.get(ident)
        if entry is None:  # a text that `update` has not yet added to the catalogue
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
