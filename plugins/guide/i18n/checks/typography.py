"""How each language writes: what a careful reader of the translation alone would mend.

Each function takes the English, the translation (both as readers see them, without markup, a line
a paragraph or list item) and the code of the language, and gives the fault and its mend, or "".

Arabic signs: Unicode 17, ch. 9.2. French spaces: Lexique des règles typographiques en usage à
l'Imprimerie nationale; the narrow space U+202F serves as well as U+00A0. Spanish: Ortografía de la
lengua española 3.4.9. Burmese: Unicode 17, ch. 16.3 (U+104B ends a sentence of any kind).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise

_PLACEHOLDER = re.compile(r"\{\w*\}")
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[.,\u066b\u066c\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,\u066b]\d+)*"
)
_CLOSERS = r" \u00a0\u202f\u200b-\u200f)\]}*\"'’”»›\u2069"
_END = re.compile(rf"([^{_CLOSERS}])[{_CLOSERS}]*\Z")
# What a language may end a sentence with in place of an English sign.
_ENDS = {"ar": {"?": "؟"}, "my": {".": "။", "?": "။?", "!": "။!"}}
_SIGNS = ".?!:…؟۔။"

_UNSPACED = re.compile(
    r"(?<![\u00a0\u202f?!(])[;!?»]|(?<![\u00a0\u202f]):(?!//)(?!(?<=\d:)\d)|«(?![\u00a0\u202f])"
)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w+\Z"), re.compile(r"\s*\w+")
# Soft hyphen, joiners, direction marks, fillers and the tags of plane 14, which can hide a message.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("[\u061c\u200b-\u200f]")
_NEED_JOINERS = frozenset({"ar", "my"})
_DOUBLED_RIGHTLY = {"fr": {"nous", "vous"}}  # nous nous réunissons
_NAME_WORD = re.compile(r"an?|and|at|by|de|et?|for|from|in|la|of|on|or|the|to|with|y")
_FEW = 3  # words that are often the same in two languages


def numbers(english: str, shown: str, _: str) -> str:
    """Numbers that are not those of the English; digits of any script are the same."""
    wanted, found = (Counter(_numbers(text)) for text in (english, shown))
    if wanted == found:
        return ""
    lost, added = (", ".join(sorted(rest.elements())) for rest in (wanted - found, found - wanted))
    faults = [f"{what} {rest}" for what, rest in (("lost", lost), ("added", added)) if rest]
    return f"numbers differ from the English ({'; '.join(faults)}); correct them"


def _numbers(text: str) -> list[str]:
    found = _NUMBER.findall(_PLACEHOLDER.sub("", text))
    return ["".join(str(unicodedata.digit(c)) for c in run if c.isdigit()) for run in found]


def final(english: str, shown: str, language: str) -> str:
    """A last sign of another kind than the English one."""
    wanted, found = (_last_sign(text) for text in (english, shown))
    allowed = _ENDS.get(language, {}).get(wanted, wanted)
    if found == wanted == "" or (found and found in allowed):
        return ""
    if not wanted:
        return f"ends with {found}, and the English does not; delete it"
    return f"must end with {' or '.join(allowed)}, as the English ends with {wanted}; correct it"


def _last_sign(text: str) -> str:
    found = _END.search(text)
    return found[1] if found and found[1] in _SIGNS else ""


def _arabic(_: str, shown: str) -> str:
    """A Latin sign beside Arabic letters."""
    for found in re.finditer(r"[?,;]", shown):
        before, after = shown[: found.start()].rstrip(), shown[found.end() :].lstrip()
        if not (before[-1:].isascii() and before[-1:].isalnum() and _latin_or_end(after)):
            sign = "؟،؛"["?,;".index(found[0])]
            return f"Latin sign {found[0]}; write {sign}"
    return ""


def _latin_or_end(text: str) -> bool:
    return not text or (text[0].isascii() and text[0].isalnum())


def _french(english: str, shown: str) -> str:
    """A sign that French parts from the word by a no-break space."""
    for found in _UNSPACED.finditer(shown):
        before = _WORD_BEFORE.search(shown, 0, found.start())
        after = _WORD_AFTER.match(shown, found.end())
        if before and after and f"{before[0]}{found[0]}{after[0]}" in english:
            continue  # within an English title
        side = "after" if found[0] == "«" else "before"
        return f"no no-break space {side} {found[0]}; put U+00A0 there"
    return ""


def _spanish(_: str, shown: str) -> str:
    """A question or exclamation without the sign that opens it."""
    for opening, closing in ("¿?", "¡!"):
        if shown.count(opening) != shown.count(closing):
            return f"{closing} without {opening}, or the reverse; write both"
    return ""


def _burmese(_: str, shown: str) -> str:
    """A Latin full stop or comma after a Burmese letter; within a number, 2.1, it is right."""
    found = re.search(r"(?<=[\u1000-\u109f])[.,;](?![\u1040-\u1049])", shown)
    sign = "။" if found and found[0] == "." else "၊"
    return f"Latin sign {found[0]} after Burmese; write {sign}" if found else ""


_SIGNS_OF: Mapping[str, Callable[[str, str], str]] = {
    "ar": _arabic,
    "es": _spanish,
    "fr": _french,
    "my": _burmese,
}


def signs(english: str, shown: str, language: str) -> str:
    """A sign that the language writes otherwise than English."""
    find = _SIGNS_OF.get(language)
    return find(english, shown) if find else ""


def unchanged(english: str, shown: str, _: str) -> str:
    """A text of several words left in English, unless it is a name."""
    words = re.findall(r"[^\W\d_]+", _PLACEHOLDER.sub("", english))
    if shown != english or len(words) <= _FEW or is_name(english):
        return ""
    return "the same as the English; translate it, or waive this for a name"


def is_name(text: str) -> bool:
    """Whether each word but the smallest begins with a capital, as in names of organisations."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not _NAME_WORD.fullmatch(word)]
    return bool(words) and all(word[0].isupper() for word in words)


def doubled(_: str, shown: str, language: str) -> str:
    """A word that stands twice in a row."""
    rightly = _DOUBLED_RIGHTLY.get(language, set())
    for line in shown.splitlines():
        for one, two in pairwise(line.casefold().split()):
            if one == two and one not in rightly and any(c.isalpha() for c in one):
                return f'"{one}" stands twice in a row; delete one'
    return ""


def edges(value: str) -> str:
    """A space before or after a text as it stands in the file."""
    return "space at the beginning or end; delete it" if value != value.strip() else ""


def quotes(english: str, shown: str, _: str) -> str:
    """Typewriter quotes or apostrophes that the English does not have."""
    for sign in "\"'":
        if sign in shown and sign not in english:
            return f"straight quote {sign}; write the language's own quotes or the apostrophe ’"
    return ""


def spaces(_: str, shown: str, _language: str) -> str:
    """Two spaces in a row."""
    found = re.search(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)", shown)
    return "two spaces in a row; delete one" if found else ""


def invisible(value: str, language: str) -> str:
    """Joiners, direction marks and other unseen characters where the language needs none."""
    for found in _INVISIBLE.finditer(value):
        if language not in _NEED_JOINERS or not _JOINERS.match(found[0]):
            return f"invisible character U+{ord(found[0]):04X}; delete it"
    return ""
