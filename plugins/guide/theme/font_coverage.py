"""Finds characters that no font for print has, before Typst rejects them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from guide.core.diagnostics import Diagnostic
from guide.core.languages import language
from guide.core.model import Guide
from guide.core.walk import texts
from guide.theme.fonts import LATIN, SCRIPTS

_NEEDS_NONE = ("Cc", "Cf", "Zs", "Zl", "Zp")  # control and format characters, spaces


def diagnostics(guides: Iterable[Guide]) -> Iterator[Diagnostic]:
    """A problem for each text that cannot be printed, at its line."""
    for guide in guides:
        if not printable(guide.language):
            continue  # no PDF is made of it
        known = _known(language(guide.language).script)
        for text in {text.id: text for text in texts(guide)}.values():
            for char in sorted(set(text.value)):
                if ord(char) not in known and unicodedata.category(char) not in _NEEDS_NONE:
                    code = f"U+{ord(char):04X}"
                    message = f"no font for print has {char} ({code}); use another character"
                    yield Diagnostic(text.location, f"{text.id}: {message}")


def printable(code: str) -> bool:
    """Whether the fonts for print have the script of a language."""
    found = language(code)
    return all(ord(char) in _known(found.script) or char == " " for char in found.endonym)


@cache
def _known(script: str) -> frozenset[int]:
    """What can be printed in a script: the characters of its font, and of the Latin one."""
    latin = SCRIPTS[LATIN]
    return _characters(latin.print.path) | _characters(SCRIPTS.get(script, latin).print.path)


@cache
def _characters(folder: Path) -> frozenset[int]:
    found: set[int] = set()
    for path in folder.glob("*.ttf"):
        with path.open("rb") as file:
            found |= TTFont(file, lazy=True).getBestCmap().keys()
    return frozenset(found)
