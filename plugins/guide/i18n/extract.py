"""Writes the template of all texts, and updates catalogues to match it.

The result depends only on the guide, not on the clock or the order of files; a second run changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import polib

from guide.core import languages
from guide.core.ids import Owner, split
from guide.core.languages import Language
from guide.core.model import Guide, Text
from guide.core.walk import texts
from guide.files.yaml_tree import read_text
from guide.i18n import reviews
from guide.i18n.catalogue import CatalogueEntry, parse_po, shipped_name
from guide.i18n.comments import comments

TEMPLATE = Path("translations/guide.pot")
_WRAP = 78
_IDS = re.compile(r'^msgctxt "(.*)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did to a catalogue: how many texts it changed, and how their seals changed.

    `seals` is for texts that were renamed, or whose original had a minor change: it gives the
    present id and seal of a text by its former seal, so that its review can follow.
    """

    new: int
    changed: int
    retired: int
    renamed: int = 0
    seals: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def extract(guide: Guide) -> str:
    """The content of the template guide.pot: every text of the guide, in its order."""
    po = polib.POFile(wrapwidth=_WRAP)
    po.metadata = _metadata(guide, None)
    notes = comments(guide)
    for text in _once(guide):
        po.append(_entry(text, notes))
    return str(po)


def update(
    guide: Guide,
    old: polib.POFile,
    language: str,
    minor: frozenset[str] = frozenset(),
    shipped: Mapping[str, CatalogueEntry] | None = None,
) -> tuple[str, Update]:
    """The content of the updated catalogue, and what changed.

    Entries are matched by id, or by an id that the guide lists as an alias, and by nothing else.
    If the original of a text has changed, its translation is kept, marked fuzzy, with the original
    that it was made from. If a text is gone, its entry is kept as obsolete, and used again if the
    text comes back. `minor` holds the ids of texts whose translations are still right although
    their original has changed, for example when a typing error was corrected. What the program
    translates, `shipped`, has an entry only where the catalogue translates the same otherwise.
    """
    shelf, po = _Shelf(old, shipped or {}), _empty(guide, old, language)
    new = changed = renamed = 0
    seals: dict[str, tuple[str, str]] = {}
    notes, former = comments(guide), _former(guide)
    for text in filter(shelf.needs, _once(guide)):
        entry = _entry(text, notes)
        po.append(entry)
        known = shelf.take(text.id, former.get(text.id, ()))
        if known is None:
            new += 1
            continue
        before = (known.msgctxt, known.msgid, known.msgstr)
        _carry(entry, known, guide.aliases)
        renamed += before[0] != text.id
        after = (text.id, known.msgid, known.msgstr)
        if known.msgid != text.value and text.id not in minor:
            changed += 1
            _mark_changed(entry, known)
        elif (before != after or text.id in minor) and not known.fuzzy:
            seals[reviews.seal(*before)] = text.id, reviews.seal(text.id, text.value, known.msgstr)
    left = shelf.left()
    retired = sum(not entry.obsolete for entry in left)
    po.extend(_retire(entry) for entry in left if entry.msgstr)
    return str(po), Update(new, changed, retired, renamed, seals)


def whole(catalogue: str, source: Guide, guide: Guide) -> str:
    """The text of a catalogue, followed by what the translated guide has from the program's own."""
    file, own = shipped_name(guide.language), {*_IDS.findall(catalogue)}
    shipped = {
        key: text
        for key, text in guide.interface.items()
        if text.location.file == file and text.id not in own
    }
    notes = comments(source, [source.interface[key] for key in shipped])
    entries = []
    for key, text in shipped.items():
        entry = _entry(source.interface[key], notes)
        entry.msgstr = text.value
        entries.append(f"\n{entry}")
    return "".join([catalogue, *entries])


def _empty(guide: Guide, old: polib.POFile, language: str) -> polib.POFile:
    """A catalogue without entries, with the header of the old one."""
    po = polib.POFile(wrapwidth=_WRAP)
    po.header = old.header
    po.metadata = _metadata(guide, languages.language(language)) | {
        key: value for key, value in old.metadata.items() if key in _KEPT
    }
    return po


class _Shelf:
    """The entries of a catalogue by id, to be taken once each; obsolete ones come last."""

    def __init__(self, po: polib.POFile, shipped: Mapping[str, CatalogueEntry]) -> None:
        self._shipped = shipped
        self._entries: dict[str, list[polib.POEntry]] = {}
        for entry in sorted(po, key=lambda entry: bool(entry.obsolete)):
            self._entries.setdefault(entry.msgctxt, []).append(entry)

    def take(self, ident: str, former: Iterable[str]) -> polib.POEntry | None:
        """The entry of a text under its id, or under a former one if only that is translated."""
        names = (ident, *former)
        entries = [entry for name in names for entry in self._entries.get(name, ())]
        if not entries:
            return None
        taken = next((entry for entry in entries if entry.msgstr), entries[0])
        for name in {taken.msgctxt, ident}:  # entries without a translation are dropped
            kept = [e for e in self._entries.get(name, ()) if e is not taken and e.msgstr]
            self._entries[name] = kept
        return taken

    def needs(self, text: Text) -> bool:
        """Whether a text needs an entry: the program does not translate it, or not so."""
        given = self._shipped.get(text.id)
        return (
            given is None
            or not given.is_current(text.value)
            or any(
                entry.msgid == text.value and entry.msgstr not in ("", given.value)
                for entry in self._entries.get(text.id, ())
                if not entry.obsolete and not entry.fuzzy
            )
        )

    def left(self) -> list[polib.POEntry]:
        """The entries that were not taken, obsolete ones last, without what the program says."""
        left = [entry for entry in chain(*self._entries.values()) if not self._repeats(entry)]
        return sorted(left, key=lambda entry: bool(entry.obsolete))

    def _repeats(self, entry: polib.POEntry) -> bool:
        given = self._shipped.get(entry.msgctxt)
        return given is not None and (given.source, given.value) == (entry.msgid, entry.msgstr)


def _former(guide: Guide) -> dict[str, list[str]]:
    """The former ids of each text whose owner was renamed."""
    former_owners: dict[str, list[str]] = {}
    for former, owner in guide.aliases.items():
        former_owners.setdefault(owner, []).append(former)
    return {
        text.id: [f"{former}.{field_name}" for former in former_owners[owner]]
        for text in _once(guide)
        for owner, field_name in [split(text.id)]
        if owner in former_owners
    }


def _relink(entry: polib.POEntry, aliases: Mapping[str, str]) -> None:
    """Points an entry's glossary links to the present ids of renamed terms."""
    for former, owner in aliases.items():
        if Owner.TERM.owns(former):
            old, new = (f"[[{name.removeprefix('term.')}|" for name in (former, owner))
            entry.msgid = entry.msgid.replace(old, new)
            entry.msgstr = entry.msgstr.replace(old, new)


def _carry(entry: polib.POEntry, known: polib.POEntry, aliases: Mapping[str, str]) -> None:
    """Copies to an entry what translators and their programs wrote, with present ids."""
    _relink(known, aliases)
    entry.msgstr, entry.tcomment = known.msgstr, known.tcomment
    entry.flags = [flag for flag in known.flags if known.msgstr or flag != "fuzzy"]
    entry.previous_msgctxt, entry.previous_msgid = known.previous_msgctxt, known.previous_msgid


def _retire(entry: polib.POEntry) -> polib.POEntry:
    """The entry as obsolete. Its msgid is what it was made from: polib drops `#~| msgid`."""
    entry.obsolete = True
    entry.msgid = entry.previous_msgid or entry.msgid
    entry.previous_msgid = entry.previous_msgctxt = None
    return entry


_KEPT = ("Last-Translator", "Language-Team", "PO-Revision-Date", "X-Generator")


def _mark_changed(entry: polib.POEntry, known: polib.POEntry) -> None:
    if not known.msgstr:
        return
    if "fuzzy" not in entry.flags:
        entry.flags.append("fuzzy")
        # msgfmt rejects a previous msgctxt without a previous msgid; the msgid alone is enough.
        entry.previous_msgid = known.msgid
    if entry.previous_msgid is None:
        entry.previous_msgid = known.msgid


def _once(guide: Guide) -> Iterator[Text]:
    """The texts of a guide, one per id."""
    seen: set[str] = set()
    for text in texts(guide):
        if text.id not in seen:
            seen.add(text.id)
            yield text


def _entry(text: Text, notes: Mapping[str, str]) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=text.id,
        msgid=text.value,
        comment=notes[text.id],
        occurrences=[(text.location.file, "")],
    )


def _metadata(guide: Guide, language: Language | None) -> dict[str, str]:
    created = f"{guide.date} 00:00+0000"
    return {
        # On one line, because a line break would begin another field.
        "Project-Id-Version": " ".join(f"{guide.title} {guide.version}".split()),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
        **(
            {  # msgfmt requires these; the translator's program fills them in
                "PO-Revision-Date": created,
                "Last-Translator": "",
                "Language-Team": language.english,
            }
            if language
            else {}
        ),
        "Language": language.code if language else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": language.plural} if language else {}),
    }


def read(project: Path, language: str) -> polib.POFile:
    """The PO file of a language, with obsolete entries and comments.

    Raises ContentError if it is damaged, UnreadableError if it cannot be read.
    """
    name = f"translations/{language}.po"
    return parse_po(read_text(project / name, name), name)
