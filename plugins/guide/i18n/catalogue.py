"""Translations: one gettext PO file a language, `msgctxt` the id of the text.

`translate` gives a Guide of the same type, so later rooms do not know about languages. A text's
state is computed, never stored: missing → untranslated (the English stands in), made from other
English or marked fuzzy → stale, sealed in the ledger of reviews → reviewed, else draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.model import Guide, Location, State, Text
from guide.core.walk import map_texts, texts
from guide.files.yaml_tree import read_text
from guide.i18n import reviews

_LINE = re.compile(r'(?:msg\w+(?:\[\d+\])?\s+)?"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A translation and the English it was made from."""

    source: str
    value: str
    fuzzy: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language by the id of the text; the seals of reviewed ones."""

    language: str
    entries: Mapping[str, CatalogueEntry]
    reviewed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, project: Path, language: str) -> Catalogue:
        """The catalogue translations/<language>.po; raises ContentError if it is damaged."""
        name = f"translations/{language}.po"
        try:
            text = read_text(project / name, name)
        except UnreadableError as fault:
            raise ContentError([fault.diagnostic]) from None
        entries: dict[str, CatalogueEntry] = {}
        diagnostics: list[Diagnostic] = []
        for entry in parse_po(text, name):
            location = Location(name, entry.linenum or 1)
            if not entry.msgctxt:
                diagnostics.append(
                    Diagnostic(location, "entry without msgctxt; restore it from guide.pot")
                )
            elif entry.msgctxt in entries:
                first = entries[entry.msgctxt].location.line
                message = f'"{entry.msgctxt}" stands twice, first in line {first}; keep one'
                diagnostics.append(Diagnostic(location, message))
            else:
                entries[entry.msgctxt] = CatalogueEntry(
                    entry.msgid, entry.msgstr, entry.fuzzy, location
                )
        if diagnostics:
            raise ContentError(diagnostics)
        return cls(language, entries, reviews.seals(project, language))


def parse_po(text: str, name: str) -> polib.POFile:
    """The entries of a PO file's text that are in use.

    Raises ContentError. polib takes an unterminated string and drops its last letter, or whole
    entries, and says nothing: so each line is looked at first.
    """
    broken = "not a PO file from here on; check its quotes, or restore the last good copy"
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#") and not _LINE.fullmatch(line.strip()):
            raise ContentError([Diagnostic(Location(name, number), broken)])
    try:
        po = polib.pofile(text)
    except (OSError, ValueError, UnicodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        location = Location(name, int(found[1]) if found else 1)
        raise ContentError([Diagnostic(location, broken)]) from None
    if not po.metadata:
        message = "not a PO file: it does not begin with a header; restore the last good copy"
        raise ContentError([Diagnostic(Location(name, 1), message)])
    return po


def translate(guide: Guide, catalogue: Catalogue) -> Guide:
    """The guide in the catalogue's language, each text with its state."""

    def change(text: Text) -> Text:
        entry = catalogue.entries.get(text.id)
        if entry is None or not entry.value:
            return replace(text, state=State.UNTRANSLATED)
        if entry.fuzzy or entry.source != text.value:
            state = State.STALE
        elif reviews.seal(text.id, entry.source, entry.value) in catalogue.reviewed:
            state = State.REVIEWED
        else:
            state = State.DRAFT
        return replace(
            text,
            value=entry.value,
            language=catalogue.language,
            state=state,
            location=entry.location,
        )

    return replace(map_texts(guide, change), language=catalogue.language)


def count_states(part: object) -> Counter[State]:
    """How many texts of a guide, or of a part of it, are in each state."""
    return Counter(text.state for text in texts(part))
