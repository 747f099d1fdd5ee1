"""Floor 2. Further forms under which a text is found by search, by language.

The search finds words that begin with what the reader types. These forms stand in the index beside
the text and are never shown: words without accents; Arabic words without and with the article and
without vowel signs; Indonesian words without prefix; Burmese, which writes no spaces, from each
syllable on. The vectors are in tests/folding.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+")

# Vowel signs, the long stroke, and letters that are often written for one another.
_ARABIC_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىؤئة", "اااايويه")
_ARABIC_ALEFS = str.maketrans("أإآٱ", "اااا")  # the most usual: alef alone, the ending kept
# One-letter words that are written together with the next: and, so, with, as, for.
_ARABIC_JOINED = re.compile("^[وفبكل]?(?:ال|لل)")
_ARABIC_LEAST = 3

# Prefixes of Indonesian verbs and nouns, longest first, and the letter that a nasal one swallows.
# (Sneddon, Indonesian: A Comprehensive Grammar, ch. 1: meN- and peN- lose k, p, s, t.)
_INDONESIAN = (
    ("meny", "s"),
    ("peny", "s"),
    ("meng", ""),
    ("meng", "k"),
    ("peng", ""),
    ("peng", "k"),
    ("mem", ""),
    ("mem", "p"),
    ("pem", ""),
    ("pem", "p"),
    ("men", ""),
    ("men", "t"),
    ("pen", ""),
    ("pen", "t"),
    ("ber", ""),
    ("per", ""),
    ("ter", ""),
    ("me", ""),
    ("pe", ""),
    ("ke", ""),
    ("di", ""),
    ("se", ""),
)
_INDONESIAN_LEAST = 4

# A syllable begins at a consonant or independent vowel that is not stacked and has no asat.
_BURMESE_RUN = re.compile("[\u1000-\u109f\uaa60-\uaa7f]+")
_BURMESE_SYLLABLE = re.compile("(?<!\u1039)(?=[\u1000-\u102a\u103f\u104e](?![\u103a\u1039]))")
_BURMESE_LONGEST = 6  # syllables; longer queries are rare and would double the index


def without_accents(word: str) -> str:
    """The word with each letter's accents taken off."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(char for char in apart if not unicodedata.combining(char))


def _latin(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        bare = without_accents(word)
        if bare != word:
            yield bare


def _arabic(text: str) -> Iterator[str]:
    bare = _ARABIC_SIGNS.sub("", text)
    written = {*_WORD.findall(bare)} if bare == text else set()
    for word in _WORD.findall(bare):
        base = _ARABIC_JOINED.sub("", word)
        forms = {word, base, f"ال{base}"}
        if len(base) > _ARABIC_LEAST and base == word and word[0] in "وفبكل":
            forms |= {word[1:], f"ال{word[1:]}"}
        for letters in (_ARABIC_ALEFS, _ARABIC_LETTERS):
            forms |= {form.translate(letters) for form in forms}
        yield from sorted(form for form in forms - written if len(form) >= _ARABIC_LEAST)


def _indonesian(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        for stem in _stems(word):
            yield stem
            yield from _stems(stem)


def _stems(word: str) -> Iterator[str]:
    for prefix, swallowed in _INDONESIAN:
        if word.startswith(prefix):
            rest = word.removeprefix(prefix)
            if len(swallowed + rest) >= _INDONESIAN_LEAST and (not swallowed or rest[0] in "aiueo"):
                yield swallowed + rest


def _burmese(text: str) -> Iterator[str]:
    for run in _BURMESE_RUN.findall(text):
        syllables = [part for part in _BURMESE_SYLLABLE.split(run) if part]
        for start in range(1, len(syllables)):
            yield "".join(syllables[start : start + _BURMESE_LONGEST])


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "fr": _latin,
    "es": _latin,
    "pt": _latin,
    "ar": _arabic,
    "id": _indonesian,
    "my": _burmese,
}


def forms(text: str, language: str) -> str:
    """The further forms of a text's words, each once, parted by spaces; '' where there are none."""
    make = _FORMS.get(language, _latin)
    return " ".join(dict.fromkeys(make(unicodedata.normalize("NFC", text))))
