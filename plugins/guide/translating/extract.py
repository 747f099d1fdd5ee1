"""Floor 5. The template of all texts, and catalogues brought up to date with it.

The result depends on the guide alone: no clock, no order of folders; a second run changes no byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from guide import languages
from guide.catalogue import parse_po
from guide.languages import Language
from guide.model import Guide, Text, texts
from guide.yaml_tree import read_text

TEMPLATE = Path("translations/guide.pot")
_WRAP = 78


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did to a catalogue: counts of texts."""

    new: int
    changed: int
    retired: int


def extract(guide: Guide) -> str:
    """The text of the template guide.pot: every text of the guide, in its order."""
    po = polib.POFile(wrapwidth=_WRAP)
    po.metadata = _metadata(guide, None)
    for text in _once(guide):
        po.append(_entry(text))
    return str(po)


def update(
    guide: Guide, old: polib.POFile, language: str, minor: frozenset[str] = frozenset()
) -> tuple[str, Update]:
    """A catalogue's text brought up to date, and what changed.

    Entries are matched by id alone. A text whose English changed keeps its translation, is marked
    fuzzy, and carries the English it was made from; a text that is gone is kept as obsolete,
    and taken up again if it comes back. `minor` names texts whose English changed in a way that
    leaves their translations right, such as a mended typing error.
    """
    before = {entry.msgctxt: entry for entry in old if not entry.obsolete}
    gone = {entry.msgctxt: entry for entry in old if entry.obsolete}
    po = polib.POFile(wrapwidth=_WRAP)
    po.header = old.header
    po.metadata = _metadata(guide, languages.language(language)) | {
        key: value for key, value in old.metadata.items() if key in _KEPT
    }
    new = changed = 0
    for text in _once(guide):
        entry = _entry(text)
        po.append(entry)
        known = before.pop(text.id, None) or gone.pop(text.id, None)
        if known is None:
            new += 1
            continue
        entry.msgstr, entry.tcomment = known.msgstr, known.tcomment
        entry.flags = [flag for flag in known.flags if known.msgstr or flag != "fuzzy"]
        entry.previous_msgctxt, entry.previous_msgid = known.previous_msgctxt, known.previous_msgid
        if known.msgid != text.value and text.id not in minor:
            changed += 1
            _mark_changed(entry, known)
    retired = [entry for entry in before.values() if entry.msgstr]
    for entry in (*retired, *gone.values()):
        entry.obsolete = True
        po.append(entry)
    return str(po), Update(new, changed, len(before))


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
    seen: set[str] = set()
    for text in texts(guide):
        if text.id not in seen:
            seen.add(text.id)
            yield text


def _entry(text: Text) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=text.id,
        msgid=text.value,
        comment=_comment(text),
        occurrences=[(text.where.file, "")],
    )


def _comment(text: Text) -> str:
    if text.prose:
        return 'Markup: **strong**, *emphasis*, [[term-id|words]], lines with "- " are a list.'
    return "One line of plain text."


def _metadata(guide: Guide, language: Language | None) -> dict[str, str]:
    return {
        "Project-Id-Version": f"{guide.title.value} {guide.version}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": f"{guide.date} 00:00+0000",
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
