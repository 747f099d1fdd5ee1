"""The template of all texts, and catalogues brought up to date with it.

The result depends on the guide alone: no clock, no order of folders; a second run changes no byte.
"""

from __future__ import annotations

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
from guide.i18n.catalogue import parse_po
from guide.i18n.comments import comments

TEMPLATE = Path("translations/guide.pot")
_WRAP = 78


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did to a catalogue: counts of texts, and the seals that follow them.

    `seals` gives, by the seal that a review of a renamed or little changed text has, the text's id
    and its seal now.
    """

    new: int
    changed: int
    retired: int
    renamed: int = 0
    seals: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def extract(guide: Guide) -> str:
    """The text of the template guide.pot: every text of the guide, in its order."""
    po = polib.POFile(wrapwidth=_WRAP)
    po.metadata = _metadata(guide, None)
    notes = comments(guide)
    for text in _once(guide):
        po.append(_entry(text, notes))
    return str(po)


def update(
    guide: Guide, old: polib.POFile, language: str, minor: frozenset[str] = frozenset()
) -> tuple[str, Update]:
    """A catalogue's text brought up to date, and what changed.

    Entries are matched by id alone, or by an id that the guide lists as an alias. A text whose
    English changed keeps its translation, is marked fuzzy, and carries the English it was made
    from; a text that is gone is kept as obsolete, and taken up again if it comes back. `minor`
    names texts whose English changed in a way that leaves their translations right, such as a
    mended typing error.
    """
    shelf = _Shelf(old)
    po = _empty(guide, old, language)
    new = changed = renamed = 0
    seals: dict[str, tuple[str, str]] = {}
    notes, former = comments(guide), _former(guide)
    for text in _once(guide):
        entry = _entry(text, notes)
        po.append(entry)
        known = shelf.take(text.id, former.get(text.id, ()))
        if known is None:
            new += 1
            continue
        before = (known.msgctxt, known.msgid, known.msgstr)
        _relink(known, guide.aliases)
        _carry(entry, known)
        renamed += known.msgctxt != text.id
        after = (text.id, known.msgid, known.msgstr)
        if known.msgid != text.value and text.id not in minor:
            changed += 1
            _mark_changed(entry, known)
        elif (before != after or text.id in minor) and not known.fuzzy:
            now = reviews.seal(text.id, text.value, known.msgstr)
            seals[reviews.seal(*before)] = (text.id, now)
    left = shelf.left()
    retired = sum(not entry.obsolete for entry in left)
    po.extend(_retire(entry) for entry in left if entry.msgstr)
    return str(po), Update(new, changed, retired, renamed, seals)


def _empty(guide: Guide, old: polib.POFile, language: str) -> polib.POFile:
    """A file without entries, under the old one's head."""
    po = polib.POFile(wrapwidth=_WRAP)
    po.header = old.header
    po.metadata = _metadata(guide, languages.language(language)) | {
        key: value for key, value in old.metadata.items() if key in _KEPT
    }
    return po


class _Shelf:
    """The entries of a catalogue, each taken once; of several under a name those in use first."""

    def __init__(self, po: polib.POFile) -> None:
        self._entries: dict[str, list[polib.POEntry]] = {}
        for entry in sorted(po, key=lambda entry: bool(entry.obsolete)):
            self._entries.setdefault(entry.msgctxt, []).append(entry)

    def take(self, ident: str, former: Iterable[str]) -> polib.POEntry | None:
        """The entry of a text under its id, or under a former one if only that is translated."""
        names = (ident, *former)
        found = [entry for name in names for entry in self._entries.get(name, ())]
        if not found:
            return None
        taken = next((entry for entry in found if entry.msgstr), found[0])
        for name in {taken.msgctxt, ident}:  # an entry that is empty gives way
            kept = [e for e in self._entries.get(name, ()) if e is not taken and e.msgstr]
            self._entries[name] = kept
        return taken

    def left(self) -> list[polib.POEntry]:
        """What was not taken, entries in use first."""
        return sorted(chain(*self._entries.values()), key=lambda entry: bool(entry.obsolete))


def _former(guide: Guide) -> dict[str, list[str]]:
    """The ids that each text had before, where what it belongs to was renamed."""
    names: dict[str, list[str]] = {}
    for old, name in guide.aliases.items():
        names.setdefault(name, []).append(old)
    return {
        text.id: [f"{old}.{last}" for old in names[name]]
        for text in _once(guide)
        for name, last in [split(text.id)]
        if name in names
    }


def _relink(entry: polib.POEntry, aliases: Mapping[str, str]) -> None:
    """Lets an entry's links lead to terms under the ids that they have today."""
    for old, name in aliases.items():
        if Owner.TERM.owns(old):
            link, now = (f"[[{ident.removeprefix('term.')}|" for ident in (old, name))
            entry.msgid = entry.msgid.replace(link, now)
            entry.msgstr = entry.msgstr.replace(link, now)


def _carry(entry: polib.POEntry, known: polib.POEntry) -> None:
    """Gives an entry what translators and their programs wrote."""
    entry.msgstr, entry.tcomment = known.msgstr, known.tcomment
    entry.flags = [flag for flag in known.flags if known.msgstr or flag != "fuzzy"]
    entry.previous_msgctxt, entry.previous_msgid = known.previous_msgctxt, known.previous_msgid


def _retire(entry: polib.POEntry) -> polib.POEntry:
    """The entry out of use. It keeps the English it was made from: polib would lose `#~| msgid`."""
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
        # Without msgid beside it msgfmt rejects a previous msgctxt, so only the msgid is kept.
        entry.previous_msgid = known.msgid
    if entry.previous_msgid is None:
        entry.previous_msgid = known.msgid


def _once(guide: Guide) -> Iterator[Text]:
    """Each text once: a short name that repeats the title has the title's place in the file."""
    states_shown: set[str] = set()
    for text in texts(guide):
        if text.id not in states_shown:
            states_shown.add(text.id)
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
        # On one line: a line break would begin another field.
        "Project-Id-Version": " ".join(f"{guide.title} {guide.version}".split()),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
        **(
            {  # msgfmt wants these; a translator's program fills them in
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
    """The PO file of a language; raises ContentError if it is damaged, Fault if unreadable."""
    name = f"translations/{language}.po"
    return parse_po(read_text(project / name, name), name)
