"""Characters that cannot be shown, that deceive readers, or of another script or encoding.

As in structure.py, each function gives the fault and how to correct it, or "".
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
# Unicode's categories Cc (but for the line feed), Co, Cs, Zl, Zp; the replacement character; and
# the characters that are none.
_NONE = "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd"
    f"\U000f0000-\U0010ffff{_NONE}]"
)
_GREEK_OR_CYRILLIC = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f]"
)
_LOOKALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_ZAWGYI = 0.95
# Signs that Zawgyi and Unicode use differently; a text without them is the same in both.
_ZAWGYI_TELLS = re.compile("[\u1031\u1033\u1034\u1039-\u103f\u1050-\u1097]")
_LONG_ENOUGH = 20  # letters of English that cannot all be names and numbers


def control(pair: Pair) -> str:
    """Control, private and damaged characters."""
    found = _CONTROL.search(pair.value)
    if not found:
        return ""
    return f"character U+{ord(found[0]):04X} cannot be shown; delete it or restore the letter"


def bidi(pair: Pair) -> str:
    """Characters that reorder the text after them."""
    if found := _OVERRIDE.search(pair.value):
        return f"direction override U+{ord(found[0]):04X} reorders the text; delete it"
    for line in pair.value.splitlines():
        depth = 0
        for found in _ISOLATE.finditer(line):
            depth += -1 if found[0] == _ISOLATE_END else 1
            if depth < 0:
                break
        if depth:
            return "direction isolates U+2066–2069 are not in pairs; close or delete them"
    return ""


def nfc(pair: Pair) -> str:
    """Letters written in parts."""
    composed = unicodedata.is_normalized("NFC", pair.value)
    return "" if composed else "not in Unicode's form NFC; normalise the text"


@cache
def script(char: str) -> str:
    """The name of a letter's script, such as LATIN."""
    from confusable_homoglyphs import categories  # noqa: PLC0415 - its table takes long to read

    return str(categories.alias(char))


def mixed(pair: Pair) -> str:
    """A word with look-alike letters of another script, or wholly in one that is not expected."""
    if not _GREEK_OR_CYRILLIC.search(pair.value):
        return ""
    language = languages.find(pair.language)
    expected = {"LATIN", script(language.endonym[0]) if language else "LATIN"}
    for word in re.findall(r"[^\W\d_]+", pair.value):
        found = {script(char) for char in word} & _LOOKALIKE
        if len(found) > 1 or (found - expected and word not in pair.english):
            return f'"{word}" has letters that are {" and ".join(sorted(found))}; type it anew'
    return ""


@cache
def _detector() -> ZawgyiDetector:
    from myanmartools import ZawgyiDetector  # noqa: PLC0415 - for Burmese only

    with warnings.catch_warnings():  # it opens its model in a way that Python 3.11 deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


def zawgyi(pair: Pair) -> str:
    """Burmese in the encoding of old fonts."""
    if not _ZAWGYI_TELLS.search(pair.value):
        return ""
    probability = float(_detector().get_zawgyi_probability(pair.value))
    return "Zawgyi encoding; convert the text to Unicode" if probability >= _ZAWGYI else ""


def wrong_script(pair: Pair) -> str:
    """A text without a letter of its language, names of organisations apart."""
    language = languages.find(pair.language)
    if language is None:
        return ""
    own = script(language.endonym[0])
    letters = sum(char.isalpha() for char in pair.english)
    named = Owner.TERM.owns(pair.text.id) and typography.is_name(pair.english)
    if letters <= _LONG_ENOUGH or named or any(script(char) == own for char in pair.value):
        return ""
    return f"no letter of {language.english}; translate it, or move it to its own language"
