"""Brings the program's own translations of its messages up to date with their English.

python tools/messages.py

Adds new messages, to be translated, and marks as fuzzy what was made from other English.
"""

from __future__ import annotations

from pathlib import Path

import polib

from guide.content import interface, loader
from guide.core.ids import Owner
from guide.core.location import Location
from guide.core.model import Guide, State, Text
from guide.core.profile import DEFAULT_LANGUAGE, Profile
from guide.i18n import catalogue, examples, extract
from guide.i18n.catalogue import parse_po
from guide.theme.files import THEME

FOLDER = THEME / "translations"


def bare() -> Guide:
    """A guide that has nothing but the program's messages."""
    none = Text(
        "guide.title",
        "guide",
        DEFAULT_LANGUAGE,
        State.SOURCE,
        prose=False,
        location=Location("", 0),
    )
    return Guide(
        profile=Profile(),
        language=DEFAULT_LANGUAGE,
        title=none,
        subtitle=none,
        publishers=none,
        edition=none,
        summary=none,
        do_no_harm=none,
        slug="",
        licence="",
        official=True,
        version="",
        date="2026-11-22",
        stages=(),
        stage_groups=(),
        audience_groups=(),
        audiences=(),
        front=(),
        glossary=(),
        tools=(),
        source_sections=(),
        interface=interface.program(),
        aliases={},
    )


def updated(path: Path) -> str:
    """The content of a catalogue, brought up to date."""
    old = parse_po(path.read_text(encoding="utf-8"), path.name)
    text, _ = extract.update(bare(), old, path.stem)
    po = parse_po(text, path.name)
    kept = [entry for entry in po if Owner.MESSAGE.owns(entry.msgctxt) and not entry.obsolete]
    found = polib.POFile(wrapwidth=po.wrapwidth)
    found.metadata = po.metadata | {"Project-Id-Version": "guide"}
    found.extend(kept)
    return str(found)


def updated_example(path: Path) -> str:
    """The content of a catalogue of an example, brought up to date."""
    guide, code = loader.load(path.parents[1]), path.stem
    old = parse_po(path.read_text(encoding="utf-8"), path.name)
    return extract.update(guide, old, code, shipped=catalogue.shipped(code))[0]


def main() -> None:
    """Updates the catalogues of all languages: those of the program, those of its examples."""
    for path in sorted(FOLDER.glob("*.po")):
        path.write_text(updated(path), encoding="utf-8", newline="\n")
    for path in sorted(examples.FOLDER.glob("*/translations/*.po")):
        path.write_text(updated_example(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
