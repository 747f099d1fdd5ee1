"""Checks of how each language is written: what a careful proofreader would correct.

Each function takes the original and the translation (as `pair.shown` gives them: without markup,
one line per paragraph or list item) and the code of the language. It gives a message `what is
wrong; what to do`, or ''.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from guide.core import languages

_PLACEHOLDER = re.compile(r"\{\w*\}")
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[.,\u066b\u066c\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,\u066b]\d+)*"
)
# What is seen only by what it does to its neighbours: soft hyphen, grapheme joiner, joiners and
# marks of direction.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060]")
_MARKS = "\u061c\u200e\u200f"  # of direction, where left meets right
_JOINERS = "\u200c\u200d"  # which letters are joined; in Indic scripts also how
_BREAKS = "\u200b\u2060"  # where a line may break and may not, where no spaces part words
_NEEDED: Mapping[str, str] = {
    "Arab": _MARKS + _JOINERS,
    **dict.fromkeys(("Adlm", "Hebr", "Nkoo", "Thaa"), _MARKS),
    **dict.fromkeys(("Mong", "Syrc"), _MARKS + _JOINERS),
    **dict.fromkeys(
        ("Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"), _JOINERS
    ),
    **dict.fromkeys(("Khmr", "Laoo", "Mymr", "Thai", "Tibt"), _JOINERS + _BREAKS),
}
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
    found = languages.find(language)
    needed = _NEEDED.get(found.script, "") if found else ""
    for match in _INVISIBLE.finditer(value):
        if match[0] not in needed:
            return f"invisible character U+{ord(match[0]):04X}; delete it"
    return ""
