"""Checks for characters that cannot be displayed, that mislead readers, or of a wrong script.

As in structure.py, each function gives a message `what is wrong; what to do`, or ''.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import cache
from typing import TYPE_CHECKING

from guide.core import languages
from guide.core.ids import Owner
from guide.i18n.checks import typography
from guide.i18n.checks.pair import Pair

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

_OVERRIDE = re.compile("[\u202a-\u202e]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_ISOLATE_END = "\u2069"
# Unicode's categories Cc (except the line feed), Co, Cs, Zl and Zp; the replacement character; the
# noncharacters; and what no text needs: fillers, invisible operators, deprecated format characters,
# the byte order mark, annotations, tags, which can hide text. PDF refuses some of the last.
_NONCHARACTERS = "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd"
    "\u115f\u1160\u180e\u2061-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
    f"\U000f0000-\U0010ffff{_NONCHARACTERS}]"
)
_GREEK_OR_CYRILLIC = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f]"
)
_LOOKALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_ZAWGYI = 0.95  # probability from which a text counts as Zawgyi
# Characters that Zawgyi and Unicode use differently; a text without them is the same in both.
_ZAWGYI_TELLS = re.compile("[\u1031\u1033\u1034\u1039-\u103f\u1050-\u1097]")
_LONG_ENOUGH = 20  # letters of an original beyond which a text is not just names and numbers


def control(pair: Pair) -> str:
    """Control, private-use, damaged and empty characters."""
    match = _CONTROL.search(pair.value)
    if not match:
        return ""
    return f"character U+{ord(match[0]):04X} cannot be displayed; delete it or restore the letter"


def bidi(pair: Pair) -> str:
    """Characters that reorder the text after them (UAX #9)."""
    if match := _OVERRIDE.search(pair.value):
        return f"direction override U+{ord(match[0]):04X} reorders the text; delete it"
    for line in pair.value.splitlines():
        depth = 0
        for match in _ISOLATE.finditer(line):
            depth += -1 if match[0] == _ISOLATE_END else 1
            if depth < 0:
                break
        if depth:
            return "direction isolates U+2066–2069 are not in pairs; close or delete them"
    return ""


def nfc(pair: Pair) -> str:
    """Letters written as several characters (UAX #15)."""
    composed = unicodedata.is_normalized("NFC", pair.value)
    return "" if composed else "not in Unicode form NFC; normalise the text"


@cache
def script(char: str) -> str:
    """The name of a character's script, such as LATIN."""
    from confusable_homoglyphs import categories  # noqa: PLC0415 - its table is slow to load

    return str(categories.alias(char))


def mixed(pair: Pair) -> str:
    """A word that mixes look-alike letters of several scripts, or is in an unexpected script."""
    if not _GREEK_OR_CYRILLIC.search(pair.value):
        return ""
    language = languages.find(pair.language)
    expected = {"LATIN", script(language.endonym[0]) if language else "LATIN"}
    for word in re.findall(r"[^\W\d_]+", pair.value):
        scripts = {script(char) for char in word} & _LOOKALIKE
        if len(scripts) > 1 or (scripts - expected and word not in pair.english):
            return f'"{word}" has {" and ".join(sorted(scripts))} letters; type it again'
    return ""


@cache
def _detector() -> ZawgyiDetector:
    from myanmartools import ZawgyiDetector  # noqa: PLC0415 - for Burmese only

    with warnings.catch_warnings():  # its way to open its model is deprecated since Python 3.11
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


def zawgyi(pair: Pair) -> str:
    """Burmese in Zawgyi, an encoding of old fonts that looks like Unicode but is not."""
    if not _ZAWGYI_TELLS.search(pair.value):
        return ""
    probability = float(_detector().get_zawgyi_probability(pair.value))
    return "text is in Zawgyi encoding; convert it to Unicode" if probability >= _ZAWGYI else ""


def wrong_script(pair: Pair) -> str:
    """A text without a single letter of its language, unless it names an organisation."""
    language = languages.find(pair.language)
    if language is None:
        return ""
    own = script(language.endonym[0])
    if any(script(char) == own for char in pair.value):
        return ""
    letters = sum(char.isalpha() for char in pair.english)
    is_name = Owner.TERM.owns(pair.text.id) and typography.is_name(pair.english)
    if letters <= _LONG_ENOUGH or is_name:
        return ""
    return f"has no {language.english} letters; translate it, or move it to its own language"
