"""Checks of punctuation: how a text ends, and which signs a script or a language has of its own.

As in typography.py, each function takes the original and the translation as readers see them, and
gives a message `what is wrong; what to do`, or ''.

Which signs end a sentence: Unicode 14, PropList.txt, property Sentence_Terminal, and the two of
Khmer that a later version has. Which of them a script uses: Unicode 17, chapters 7 to 20. Arabic:
ch. 9.2. Burmese: ch. 16.3 (U+104B ends a sentence of any kind). Chinese: GB/T 15834. French spaces:
Lexique des règles typographiques en usage à l'Imprimerie nationale; the narrow space U+202F is as
good as U+00A0. Spanish: Ortografía de la lengua española 3.4.9.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from guide.core import languages

T = TypeVar("T")

_TERMINAL = """
21 2E 3F 589 61D-61F 6D4 700-702 7F9 837 839 83D-83E 964-965 104A-104B 1362 1367-1368 166E 1735-1736
17D4-17D5 1803 1809 1944-1945 1AA8-1AAB 1B5A-1B5B 1B5E-1B5F 1B7D-1B7E 1C3B-1C3C 1C7E-1C7F 203C-203D
2047-2049 2E2E 2E3C 2E53-2E54 3002 A4FF A60E-A60F A6F3 A6F7 A876-A877 A8CE-A8CF A92F A9C8-A9C9
AA5D-AA5F AAF0-AAF1 ABEB FE52 FE56-FE57 FF01 FF0E FF1F FF61 10A56-10A57 10F55-10F59 10F86-10F89
11047-11048 110BE-110C1 11141-11143 111C5-111C6 111CD 111DE-111DF 11238-11239 1123B-1123C 112A9
1144B-1144C 115C2-115C3 115C9-115D7 11641-11642 1173C-1173E 11944 11946 11A42-11A43 11A9B-11A9C
11C41-11C42 11EF7-11EF8 16A6E-16A6F 16AF5 16B37-16B38 16B44 16E98 1BC9F 1DA88
"""
# What begins or breaks off rather than ends, but stands last as well.
_OTHERS = {":": ":：︓፥፦៖", "…": "…⋯"}
# What a script, or a language in it, writes where English has such a sign; a space means nothing.
_EAST_ASIAN = {".": "。", "?": "？", "!": "！", ":": "："}
_ARABIC = {"?": "؟"}
_DANDA = {".": "।."}
_NO_STOP = {".": ". "}
_NASTALIQ = {".": "۔", "?": "؟"}
_USED: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("Arab", "Nkoo", "Syrc", "Thaa"), _ARABIC),
    **dict.fromkeys(("ks", "ur"), _NASTALIQ),
    "Armn": {".": "։:", "?": "։:", "!": "։:"},
    **dict.fromkeys(("Beng", "Deva", "Guru", "Orya"), _DANDA),
    "Cans": {".": "᙮."},
    "Ethi": {".": "።", "?": "?፧", ":": ":፦፥"},
    "Grek": {"?": ";"},
    **dict.fromkeys(("Hans", "Hant", "Jpan"), _EAST_ASIAN),
    "Khmr": {".": "។៕", ":": ":៖"},
    "Mong": {".": "᠃"},
    "Mtei": {".": "꯫"},
    "Mymr": {".": "။", "?": "။?", "!": "။!"},
    "Olck": {".": "᱾᱿"},
    **dict.fromkeys(("Laoo", "Thai"), _NO_STOP),
    "Tibt": {".": "།", "?": "།?", "!": "།!"},
}
_NOTHING = " "
# What stands for a Latin sign after a letter of the script.
_OWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Ethi": ("\u1200-\u135a", {",": "፣", ";": "፤", ".": "።"}),
    **dict.fromkeys(
        ("Hans", "Hant"),
        ("\u3400-\u9fff", {**_EAST_ASIAN, ",": "，", ";": "；"}),
    ),
    "Jpan": ("\u3041-\u30ff\u3400-\u9fff", {**_EAST_ASIAN, ",": "、"}),
    "Khmr": ("\u1780-\u17d3", {".": "។"}),
    "Mymr": ("\u1000-\u109f", {",": "၊", ";": "၊", ".": "။"}),
    **dict.fromkeys(("ks", "ur"), ("\u0620-\u06d3", {".": "۔"})),
}
_CLOSERS = r" \u00a0\u202f\u200b-\u200f)\]}*\"'’”»›\u2069）］」』】》〉"
_END = re.compile(rf"([^{_CLOSERS}])[{_CLOSERS}]*\Z")
_UNSPACED = re.compile(
    r"(?<![\u00a0\u202f?!(])[;!?»]|(?<![\u00a0\u202f]):(?!//)(?!(?<=\d:)\d)|«(?![\u00a0\u202f])"
)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w+\Z"), re.compile(r"\s*\w+")


def _kinds() -> Iterator[tuple[str, str]]:
    """Each sign that a text may end with, and the English signs that it stands for."""
    for part in _TERMINAL.split():
        first, _, last = part.partition("-")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            name = unicodedata.name(chr(code), "")
            asked, called = "QUESTION" in name or "INTERROBANG" in name, "EXCLAMATION" in name
            yield chr(code), "?" * asked + "!" * called or "."
    for kind, signs_of_kind in _OTHERS.items():
        yield from ((sign, kind) for sign in signs_of_kind)


KINDS: Mapping[str, str] = dict(_kinds())


@cache
def _used(language: str) -> Mapping[str, str]:
    """What a language writes where English has a sign."""
    return _of(_USED, language) or {}


def _of(table: Mapping[str, T], language: str) -> T | None:
    """The entry of a table for a language, or else for its script."""
    found = languages.find(language)
    keys = (found.code, found.base, found.script) if found else ()
    return next((table[key] for key in keys if key in table), None)


def final(english: str, shown: str, language: str, source: str = languages.ENGLISH) -> str:
    """A last punctuation mark of another kind than the original one.

    `source` is the language of the original.
    """
    expected, actual = _last_sign(english, source), _last_sign(shown, language)
    kinds = _kind(expected, source)
    if not kinds:
        if not actual or _NOTHING in _used(source).get(_kind(actual, language)[:1], ""):
            return ""
        return f"ends with {actual}, but the original does not; delete it"
    allowed = "".join(dict.fromkeys("".join(_used(language).get(kind, kind) for kind in kinds)))
    if (actual or _NOTHING) in allowed:
        return ""
    listed = " or ".join(allowed.replace(_NOTHING, ""))
    return f"must end with {listed}, as the original ends with {expected}; correct it"


def _last_sign(text: str, language: str) -> str:
    match = _END.search(text)
    return match[1] if match and _kind(match[1], language) else ""


def _kind(sign: str, language: str) -> str:
    """The English signs for which a sign stands in a language; '' for what ends no sentence."""
    own = "".join(kind for kind, found in _used(language).items() if sign and sign in found)
    return own or KINDS.get(sign, "")


def _of_arabic(_: str, shown: str) -> str:
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


_SIGNS_OF: Mapping[str, Callable[[str, str], str]] = {
    "Arab": _of_arabic,
    "es": _spanish,
    "fr": _french,
    "fr-CA": lambda *_: "",  # has its own rules
}


def signs(english: str, shown: str, language: str) -> str:
    """Punctuation against the rules of the language."""
    find = _of(_SIGNS_OF, language)
    return (find(english, shown) if find else "") or _latin(shown, language)


def _latin(shown: str, language: str) -> str:
    """A Latin punctuation mark after a letter of the script, but not in a number such as 2.1."""
    letters, own = _of(_OWN, language) or ("", {})
    match = re.search(rf"(?<=[{letters}])[{''.join(own)}](?!\d)", shown) if own else None
    if not match:
        return ""
    name = languages.language(language).english.partition(" (")[0]
    return f"Latin {match[0]} in {name} text; write {own[match[0]]}"
