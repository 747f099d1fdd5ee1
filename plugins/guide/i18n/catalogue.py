"""Translations: one gettext PO file per language, with the id of each text as its `msgctxt`.

The program brings translations of its own messages. A project's catalogue needs none of them, but
its own translation of the same original comes first.

`translate` gives a Guide of the same type, so code that shows a guide need not know about
languages. The state of a text is computed, never stored: it is untranslated (and shown in the
original) if there is no translation; stale if the translation is of an older original or marked
fuzzy; reviewed if the ledger of reviews has its seal; otherwise draft.
"""

from __future__ import annotations

import functools
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from guide.content import profile
from guide.core import languages
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts, texts
from guide.files import cache, fingerprint
from guide.files.yaml_tree import read_text
from guide.i18n import reviews
from guide.theme.files import THEME

_THEME = "guide/theme/"
_LINE = re.compile(r'(?:msg\w+(?:\[\d+\])?\s+)?"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A translation (`value`) and the original that it was made from (`source`)."""

    source: str
    value: str
    fuzzy: bool
    location: Location

    def is_current(self, english: str) -> bool:
        """Whether it translates this original."""
        return bool(self.value) and not self.fuzzy and self.source == english


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A project's translations into one language by text id, and the seals of the reviewed ones.

    `shipped` holds the program's translations of its own messages.
    """

    language: str
    entries: Mapping[str, CatalogueEntry]
    reviewed: frozenset[str] = frozenset()
    shipped: Mapping[str, CatalogueEntry] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Path, language: str) -> Catalogue:
        """Reads translations/<language>.po and its reviews.

        Raises ContentError if either file is unreadable or damaged.
        """
        name = f"translations/{language}.po"
        entries = _entries(project / name, name)
        source = profile.read(project)[0].source_language
        given = shipped(language, source)
        return cls(language, entries, reviews.seals(project, language), given)

    def entry(self, text: Text) -> CatalogueEntry | None:
        """The translation of an original text: the program's, unless the project has its own."""
        own, given = self.entries.get(text.id), self.shipped.get(text.id)
        if given is None or given.source != text.value or (own and own.is_current(text.value)):
            return own
        return given


def _entries(path: Path, name: str) -> dict[str, CatalogueEntry]:
    """The entries of a PO file by text id; raises ContentError if it is unreadable or damaged."""
    if not os.path.lexists(path):
        message = (
            f'there is no such file; remove "{path.stem}" from translations/languages.yml, then '
            f"run guide i18n new {path.stem}"
        )
        raise ContentError([Diagnostic(Location(name, 1), message)])
    try:
        text = read_text(path, name)
    except UnreadableError as error:
        raise ContentError([error.diagnostic]) from None
    return _kept(text, name)


@functools.lru_cache(maxsize=8)  # the preview reads the same file again after each change
def _kept(text: str, name: str) -> dict[str, CatalogueEntry]:
    key = (b"catalogue", fingerprint.program(), name.encode(), text.encode())
    return cache.cached_object(key, lambda: _parsed(text, name))


def _parsed(text: str, name: str) -> dict[str, CatalogueEntry]:
    entries: dict[str, CatalogueEntry] = {}
    diagnostics: list[Diagnostic] = []
    for entry in parse_po(text, name):
        location = Location(name, entry.linenum or 1)
        if not entry.msgctxt:
            diagnostics.append(
                Diagnostic(location, "entry has no msgctxt; restore it from guide.pot")
            )
        elif entry.msgctxt in entries:
            first = entries[entry.msgctxt].location.line
            message = f'"{entry.msgctxt}" is defined twice; first on line {first}; keep one'
            diagnostics.append(Diagnostic(location, message))
        else:
            entries[entry.msgctxt] = CatalogueEntry(
                entry.msgid, entry.msgstr, entry.fuzzy, location
            )
    if diagnostics:
        raise ContentError(diagnostics)
    return entries


@functools.cache
def shipped(language: str, source: str = languages.ENGLISH) -> Mapping[str, CatalogueEntry]:
    """The program's translations of its own messages, by text id; none for other languages.

    In a guide that is written in another language than English, they translate from that language:
    both are translations of the same English.
    """
    if source != languages.ENGLISH:
        return dict(_from_another(language, source))
    path = THEME / shipped_name(language).removeprefix(_THEME)
    return _entries(path, shipped_name(language)) if path.exists() else {}


def _from_another(language: str, source: str) -> Iterator[tuple[str, CatalogueEntry]]:
    into = shipped(language)
    for ident, entry in shipped(source).items():
        if language == languages.ENGLISH:
            yield ident, replace(entry, source=entry.value, value=entry.source)
        elif ident in into:
            yield ident, replace(into[ident], source=entry.value)


def shipped_name(language: str) -> str:
    """What locations call the file of the program's translations into a language."""
    return f"{_THEME}translations/{language}.po"


def parse_po(text: str, name: str) -> polib.POFile:
    """The entries of a PO file; `text` is its content, and messages call it `name`.

    Raises ContentError if it is not a PO file. Each line is checked before polib sees it, because
    polib accepts an unterminated string, silently dropping its last letter or whole entries.
    """
    broken = "not a valid PO file from here on; check the quotes, or restore the last good copy"
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#") and not _LINE.fullmatch(line.strip()):
            raise ContentError([Diagnostic(Location(name, number), broken)])
    try:
        po = polib.pofile(text)
    except (OSError, ValueError, UnicodeError) as error:
        match = re.search(r"line (\d+)", str(error))
        location = Location(name, int(match[1]) if match else 1)
        raise ContentError([Diagnostic(location, broken)]) from None
    if not po.metadata:
        message = "not a valid PO file: the header is missing; restore the last good copy"
        raise ContentError([Diagnostic(Location(name, 1), message)])
    return po


def translate(guide: Guide, catalogue: Catalogue) -> Guide:
    """The guide in the catalogue's language, each text with its state."""

    def change(text: Text) -> Text:
        entry = catalogue.entry(text)
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


def in_source_language(guide: Guide) -> Guide:
    """The guide as it was read, with the program's messages in its source language too.

    A message that the program does not have in that language stays in English, as untranslated.
    """
    code = guide.profile.source_language
    given = shipped(code)

    def change(text: Text) -> Text:
        if text.language == code:
            return text
        entry = given.get(text.id)
        if entry is None or not entry.is_current(text.value):
            return replace(text, state=State.UNTRANSLATED)
        return replace(text, value=entry.value, language=code)

    return replace(guide, interface=map_texts(guide.interface, change))


def count_states(part: object) -> Counter[State]:
    """How many texts of a guide, or of any part of the model, are in each state."""
    return Counter(text.state for text in texts(part))
