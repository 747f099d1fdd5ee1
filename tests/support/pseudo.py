"""Pseudo-languages: English made strange, so that what does not come from the catalogue shows.

`en-XA` has an accent on every letter and is longer by two fifths; `ar-XB` is written in Arabic
letters, from right to left. Unicode CLDR gives both codes to this purpose.
"""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib

from guide import project
from guide.build import BuildRequest, build
from guide.core.location import Location
from guide.i18n import extract, new_language
from guide.i18n.checks import waivers
from guide.i18n.checks.waivers import Waiver
from guide.i18n.terminology import NAME
from support.paths import ROOT

CODES = ("en-XA", "ar-XB")
_ACCENTED = "áƀçđéƒǧĥíĵķłɱñóƥʠřšŧúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶŁḾÑÓƤɊŘŠŦÚṼŴẊÝŽ"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"[:26]
_LETTERS: Mapping[str, dict[int, int]] = {
    "en-XA": str.maketrans(string.ascii_letters, _ACCENTED),
    "ar-XB": str.maketrans(string.ascii_letters, _ARABIC * 2),
}
_LONGER = 0.4
_PADDING = "áéíóúý"
# What a translation keeps: placeholders, ids of terms, addresses, markup.
_KEPT = re.compile(r"\{\w+\}|\[\[[a-z0-9-]+\||\]\([^()\s]+\)|https?://\S+|[^\s@]+@[^\s@]+")


def letters(text: str, code: str) -> str:
    """A text with its letters in a pseudo-language, and nothing more."""
    return text.translate(_LETTERS[code])


def translated(text: str, code: str) -> str:
    """A text in a pseudo-language; placeholders, markup, ids of terms and addresses as they are."""
    parts = "".join(_pieces(text, code))
    if code != "en-XA":
        return parts
    mark = "- " if parts.startswith("- ") else ""
    return f"{mark}⟦{parts.removeprefix(mark)}{_padding(len(text))}⟧"


def _pieces(text: str, code: str) -> Iterator[str]:
    end = 0
    for kept in _KEPT.finditer(text):
        yield letters(text[end : kept.start()], code)
        yield kept[0]
        end = kept.end()
    yield letters(text[end:], code)


def _padding(length: int) -> str:
    """Words of accented vowels, two fifths of a text's length."""
    more = max(1, round(length * _LONGER))
    words, rest = divmod(more, len(_PADDING))
    return f" {_PADDING}" * words + (f" {_PADDING[:rest]}" if rest else "")


# Texts with hardly more room than their English; no page shows them.
LONGER = [
    Waiver(f"interface.zim-{name}", "too-long", "A test of longer words.", Location("", 0))
    for name in ("title", "description")
]


def copy_project(folder: Path) -> Path:
    """A copy of this project's inputs, with both pseudo-languages begun and filled."""
    for name in ("content", "docs", "overrides", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    source = project.load(folder).source
    for code in CODES:
        new_language.begin(folder, source, code)
        catalogue: polib.POFile = extract.read(folder, code)
        for entry in catalogue:
            short = entry.msgctxt.endswith(".letters")  # for cells that hold no more
            entry.msgstr = (letters if short else translated)(entry.msgid, code)
        catalogue.save(str(folder / "translations" / f"{code}.po"))
        waivers.write(folder, code, LONGER)
        with (folder / NAME).open("a", encoding="utf-8") as rows:
            for status, term in zip(("proposed", "confirmed"), source.glossary, strict=False):
                rows.write(f"{term.id},{code},{letters(term.id, code)},{status},a test\n")
    return folder


def build_site(root: Path, codes: tuple[str, ...] = CODES) -> Path:
    """The online edition of a copy, in English and pseudo-languages."""
    build(BuildRequest(root, root / "dist", ("en", *codes), ("site",)))
    return root / "dist" / "site"
