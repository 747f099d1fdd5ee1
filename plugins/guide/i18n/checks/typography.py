"""Checks of how each language is written: what a careful proofreader would correct.

Each function takes the original and the translation (as `pair.shown` gives them: without markup,
one line per paragraph or list item) and the code of the language. It gives a message `what is
wrong; what to do`, or ''.

Arabic punctuation: Unicode 17, ch. 9.2. French spaces: Lexique des règles typographiques en usage
à l'Imprimerie nationale; the narrow space U+202F is as good as U+00A0. Spanish: Ortografía de la
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
# What a language may end a sentence with instead of the original punctuation mark.
_ENDS = {"ar": {"?": "؟"}, "my": {".": "။", "?": "။?", "!": "။!"}}
_SIGNS = ".?!:…؟۔။"

_UNSPACED = re.compile(
    r"(?<![\u00a0\u202f?!(])[;!?»]|(?<![\u00a0\u202f]):(?!//)(?!(?<=\d:)\d)|«(?![\u00a0\u202f])"
)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w+\Z"), re.compile(r"\s*\w+")
# Soft hyphen, joiners, direction marks, fillers, and the tags of plane 14, which can hide text.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("[\u061c\u200b-\u200f]")
_NEED_JOINERS = frozenset({"ar", "my"})
_DOUBLED_RIGHTLY = {"fr": {"nous", "vous"}}  # as in: nous nous réunissons
_NAME_WORD = re.compile(r"an?|and|at|by|de|et?|for|from|in|la|of|on|or|the|to|with|y")
_FEW = 3  # so few words are often the same in two languages


def numbers(english: str, shown: str, _: str) -> str:
    """Numbers that differ from those of the original; the digits may be of any script."""
    expected, actual = (Counter(_numbers(text)) for text in (english, shown))
    if expected == actual:
        return ""
    differences = (("missing", expected - actual), ("added", actual - expected))
    listed = [f"{kind} {', '.join(sorted(c.elements()))}" for kind, c in differences if c]
    return f"numbers differ from the original ({'; '.join(listed)}); correct them"


def _numbers(text: str) -> list[str]:
    runs = _NUMBER.findall(_PLACEHOLDER.sub("", text))
    return ["".join(str(unicodedata.digit(c)) for c in run if c.isdigit()) for run in runs]


def final(english: str, shown: str, language: str) -> str:
    """A last punctuation mark of another kind than the original one."""
    expected, actual = (_last_sign(text) for text in (english, shown))
    allowed = _ENDS.get(language, {}).get(expected, expected)
    if actual == expected == "" or (actual and actual in allowed):
        return ""
    if not expected:
        return f"ends with {actual}, but the original does not; delete it"
    return f"must end with {' or '.join(allowed)}, as the original ends with {expected}; correct it"


def _last_sign(text: str) -> str:
    match = _END.search(text)
    return match[1] if match and match[1] in _SIGNS else ""


def _arabic(_: str, shown: str) -> str:
    """A Latin punctuation mark next to Arabic letters."""
    for match in re.finditer(r"[?,;]", shown):
        before, after = shown[: match.start()].rstrip(), shown[match.end() :].lstrip()
        if not (before[-1:].isascii() and before[-1:].isalnum() and _latin_or_end(after)):
            sign = "؟،؛"["?,;".index(match[0])]
            return f"Latin {match[0]} in Arabic text; write {sign}"
    return ""


def _latin_or_end(text: str) -> bool:
    return not text or (text[0].isascii() and text[0].isalnum())


def _french(english: str, shown: str) -> str:
    """A punctuation mark without the no-break space that separates it from the word."""
    for match in _UNSPACED.finditer(shown):
        before = _WORD_BEFORE.search(shown, 0, match.start())
        after = _WORD_AFTER.match(shown, match.end())
        if before and after and f"{before[0]}{match[0]}{after[0]}" in english:
            continue  # in a title left as it is
        side = "after" if match[0] == "«" else "before"
        return f"no-break space is missing {side} {match[0]}; insert U+00A0"
    return ""


def _spanish(_: str, shown: str) -> str:
    """A question or exclamation that is not both opened and closed."""
    for opening, closing in ("¿?", "¡!"):
        if shown.count(opening) != shown.count(closing):
            return f"{opening} and {closing} are not in pairs; write both"
    return ""


def _burmese(_: str, shown: str) -> str:
    """A Latin punctuation mark after a Burmese letter, but not inside a number such as 2.1."""
    match = re.search(r"(?<=[\u1000-\u109f])[.,;](?![\u1040-\u1049])", shown)
    sign = "။" if match and match[0] == "." else "၊"
    return f"Latin {match[0]} in Burmese text; write {sign}" if match else ""


_SIGNS_OF: Mapping[str, Callable[[str, str], str]] = {
    "ar": _arabic,
    "es": _spanish,
    "fr": _french,
    "my": _burmese,
}


def signs(english: str, shown: str, language: str) -> str:
    """Punctuation against the rules of the language."""
    find = _SIGNS_OF.get(language)
    return find(english, shown) if find else ""


def unchanged(english: str, shown: str, _: str) -> str:
    """A text of more than three words left as in the original, unless it is a name."""
    words = re.findall(r"[^\W\d_]+", _PLACEHOLDER.sub("", english))
    if shown != english or len(words) <= _FEW or is_name(english):
        return ""
    return "the same as the original; translate it, or waive this for a name"


def is_name(text: str) -> bool:
    """Whether every word except small ones begins with a capital, as in an organisation's name."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not _NAME_WORD.fullmatch(word)]
    return bool(words) and all(word[0].isupper() for word in words)


def doubled(_: str, shown: str, language: str) -> str:
    """A word twice in a row."""
    rightly = _DOUBLED_RIGHTLY.get(language, set())
    for line in shown.splitlines():
        for word, following in pairwise(line.casefold().split()):
            if word == following and word not in rightly and any(c.isalpha() for c in word):
                return f'"{word}" is repeated; delete one'
    return ""


def edges(value: str) -> str:
    """A space at the beginning or end of a text as it is in the file."""
    return "space at the beginning or end; delete it" if value != value.strip() else ""


def quotes(english: str, shown: str, _: str) -> str:
    """Typewriter quotes or apostrophes that the original does not have."""
    for sign in "\"'":
        if sign in shown and sign not in english:
            return f"straight quote {sign}; use the language's own quotes or the apostrophe ’"
    return ""


def spaces(_: str, shown: str, _language: str) -> str:
    """Two spaces in a row."""
    match = re.search(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)", shown)
    return "two spaces in a row; delete one" if match else ""


def invisible(value: str, language: str) -> str:
    """Joiners, direction marks and other invisible characters that the language does not need."""
    for match in _INVISIBLE.finditer(value):
        if language not in _NEED_JOINERS or not _JOINERS.match(match[0]):
            return f"invisible character U+{ord(match[0]):04X}; delete it"
    return ""
