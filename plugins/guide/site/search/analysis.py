"""Text analysis for the search, by language: word boundaries and alternative forms of words.

The search finds words that begin with what the reader types. `separator` splits text into words: at
spaces and punctuation; after the Arabic and the Hebrew article; at each syllable, cluster or
character in scripts that are written without spaces, so that any part of a phrase is found. `forms`
are indexed along with the text and never shown: words without accents, Arabic and Hebrew words
without vowel signs and joined particles, Indonesian words without prefixes, Russian ё as е. The
test cases are in tests/site/folding.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from guide.core.languages import language

_WORD = re.compile(r"[^\W\d_]+")

# Material's default separators and more punctuation. A dot within a number does not separate, so
# the code S-2.1 gives the words `s` and `2.1`, as in Material's query parser, which always splits
# at a dash.
_SIGNS = r"\s\u200b\-,;:!?()\[\]/«»“”\"’'،؛؟၊။"
_DOT = r"\.(?!\d)"
_CJK_SIGNS = "、。，．！？：；「」『』（）《》〈〉【】…—～·・"
# Further signs that separate words, by script.
_SIGNS_OF = {
    **dict.fromkeys(("Beng", "Deva", "Gujr", "Guru", "Orya"), "।॥"),
    "Ethi": "\u1360-\u1368",
    "Hebr": "־׳״",
    "Khmr": "។៕៖",
    "Tibt": "\u0f0b-\u0f0d",
    **dict.fromkeys(("Hans", "Hant", "Jpan"), _CJK_SIGNS),
}
# The article, and the one-letter particles joined to it (and, so, with, as, for).
_ARTICLE = r"[وفبكل]?(?:ال|لل)(?=[\u0621-\u065f]{2})"
# The same in Hebrew: the article ה after any of the letters that are joined to words. Three letters
# must remain, so that the same are split off from a word with and without them.
_HEBREW_ARTICLE = r"[ושהבלכמ]*ה(?=[א-ת]{3})"
# A syllable begins at a consonant or independent vowel without an asat (U+103A) or a virama
# (U+1039) after it. Stacked letters are split as well, since browsers before 2023 have no
# lookbehind; that does no harm, because text and query are split alike.
_SYLLABLE = r"(?=[\u1000-\u102a\u103f\u104e](?![\u103a\u1039]))"
# A cluster begins at a consonant or at a vowel that is written before its consonant; in Chinese and
# Japanese each character is one.
_CHARACTER = r"(?=[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
_PARTS = {
    "Khmr": r"(?=[\u1780-\u17b3])",
    "Laoo": r"(?=[\u0e81-\u0eae\u0ec0-\u0ec4\u0edc-\u0edf])",
    "Mymr": _SYLLABLE,
    "Thai": r"(?=[\u0e01-\u0e2e\u0e40-\u0e44])",
    **dict.fromkeys(("Hans", "Hant", "Jpan"), _CHARACTER),
}
_ARTICLES = {"ar": _ARTICLE, "he": _HEBREW_ARTICLE}

# Articles, prepositions and pronouns, which say nothing about what a reader is looking for.
SMALL_WORDS = {
    "en": "a an and are as at by do for from how in is it its of on or our the their this to we "
    "what who with your",
    "fr": "a à au aux avec c ce ces cette comment d dans de des du en est et l la le les leur "
    "leurs n ou où par pour qu que qui s sa se ses son sont sur un une",
    "es": "a al como cómo con de del el en es la las lo los o para por que qué quien quién se su "
    "sus un una y",
    "pt": "a à ao aos as às com como da das de do dos e em é na nas no nos o os ou para pela pelas "
    "pelo pelos por que quem se seu sua um uma",
    "id": "atau bagaimana dan dari dengan di ini itu ke oleh pada para untuk yang",
    "ar": "أن أو أي اي أيضا ايضا إذا اذا إلى إن ان او الى التي الذي به بها ذلك على عن عند في فيه "
    "فيها كيف لا له لها ما مع من منه منها هذا هذه هو هي و وفي ومن",
}

# Letters that Unicode does not decompose, as people type them on a plain keyboard.
_LATIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})

# Vowel signs and the tatweel; letters that are often written for one another.
_ARABIC_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱؤئ", "ااااوي")
_ARABIC_LAST = re.compile(r"[هى](?![^\W\d_])")
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_ARABIC_PARTICLES = "وفبكل"
_ARABIC_SHORTEST = 3  # letters that must remain without the particle

_HEBREW_SIGNS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_HEBREW_WORD = re.compile("[א-ת]+")
_HEBREW_PARTICLES = re.compile("^[ושהבלכמ]{0,2}(?=[א-ת]{3})")
_CYRILLIC_YO = str.maketrans("Ёё", "Ее")
_LATIN_PIECE = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*", re.IGNORECASE)

# Prefixes of Indonesian verbs and nouns, longest first, each with the first letter of the stem that
# it replaces. Source: Sneddon, Indonesian: A Comprehensive Grammar, ch. 1 (stems lose k, p, s and t
# after meN- and peN-).
_INDONESIAN_PREFIXES = (
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
_INDONESIAN_SHORTEST = 4  # letters that a stem must have

_LONGEST_RUN = 7  # syllables


def separator(code: str) -> str:
    """What separates words in a language's texts and queries, for Python and JavaScript."""
    found = language(code)
    parts = _PARTS.get(found.script)
    article = _ARTICLES.get(found.base)
    if article:
        return rf"{_break(code)}(?:{article})?|^{article}|{_DOT}"
    return "|".join(filter(None, (_break(code), _DOT, parts)))


def _break(code: str) -> str:
    return f"[{_SIGNS}{_SIGNS_OF.get(language(code).script, '')}]+"


def small_words(code: str) -> str:
    """The small words of a language, separated by spaces; '' where none are listed."""
    return SMALL_WORDS.get(language(code).base, "")


def without_accents(word: str) -> str:
    """The word in lower case without accents; œ becomes oe."""
    if word.isascii():  # as most are
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_LATIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def as_sought(text: str) -> str:
    """A text as the pages' script sends it to the search.

    Arabic and Hebrew lose vowel signs; a final Arabic ه becomes ة and a final ى becomes ي; Cyrillic
    ё becomes е.
    """
    replacements = {"ه": "ة", "ى": "ي"}
    bare = _HEBREW_SIGNS.sub("", _ARABIC_SIGNS.sub("", text)).translate(_CYRILLIC_YO)
    return _ARABIC_LAST.sub(lambda match: replacements[match[0]], bare)


def runs(text: str, code: str) -> Iterator[str]:
    """Every run of up to seven syllables within a word, for a search that knows only whole words.

    Empty for languages that put spaces between words.
    """
    if language(code).script not in _PARTS:
        return
    for word in re.split(f"{_break(code)}|{_DOT}", unicodedata.normalize("NFC", text)):
        syllables = [syllable for syllable in re.split(separator(code), word) if syllable]
        if len(syllables) > 1 and "".join(syllables) == word:
            for first in range(len(syllables)):
                for last in range(first + 1, min(first + _LONGEST_RUN, len(syllables)) + 1):
                    yield "".join(syllables[first:last])


def _latin(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        unaccented = without_accents(word)
        if unaccented.isascii():
            yield unaccented


def _arabic(text: str) -> Iterator[str]:
    small_words = SMALL_WORDS["ar"].split()
    for word in _ARABIC_WORD.findall(_ARABIC_SIGNS.sub("", text)):
        if word in small_words:
            continue
        base = re.sub(f"^{_ARTICLE}", "", word)
        joined = base == word and len(base) > _ARABIC_SHORTEST and base[0] in _ARABIC_PARTICLES
        for form in (base, base[1:]) if joined else (base,):
            sought = as_sought(form)
            yield from (sought, sought.translate(_ARABIC_LETTERS))


def _hebrew(text: str) -> Iterator[str]:
    for word in _HEBREW_WORD.findall(_HEBREW_SIGNS.sub("", text)):
        base = re.sub(f"^{_HEBREW_ARTICLE}", "", word)
        yield base
        particles = _HEBREW_PARTICLES.match(base)
        yield from (base[first:] for first in range(1, particles.end() + 1 if particles else 1))


def _cyrillic(text: str) -> Iterator[str]:
    yield from (word.translate(_CYRILLIC_YO) for word in _WORD.findall(text.lower()) if "ё" in word)


def _between_characters(text: str) -> Iterator[str]:
    """Latin words and numbers, which no space parts from the characters before them."""
    yield from (piece.lower() for piece in _LATIN_PIECE.findall(text))


def _indonesian(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        for stem in _stems(word):
            yield stem
            yield from _stems(stem)


def _stems(word: str) -> Iterator[str]:
    """The possible stems of an Indonesian word; a letter is restored only before a vowel."""
    for prefix, restored in _INDONESIAN_PREFIXES:
        if word.startswith(prefix):
            rest = word.removeprefix(prefix)
            stem = restored + rest
            if len(stem) >= _INDONESIAN_SHORTEST and (not restored or rest[0] in "aiueo"):
                yield stem


# By language, or else by script.
_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "ar": _arabic,
    "he": _hebrew,
    "id": _indonesian,
    "Cyrl": _cyrillic,
    **dict.fromkeys(_PARTS, _between_characters),
}


def forms(text: str, code: str) -> list[str]:
    """The alternative forms of a text's words, each once, without words that are in the text."""
    text = unicodedata.normalize("NFC", text)
    alternatives = dict.fromkeys(_latin(text))
    found = language(code)
    if further := _FORMS.get(found.base) or _FORMS.get(found.script):
        alternatives |= dict.fromkeys(further(text))
    there = words(text, code)
    return [form for form in alternatives if form not in there]


def words(text: str, code: str) -> set[str]:
    """The words of a text, in lower case."""
    return {*re.split(separator(code), unicodedata.normalize("NFC", text).lower())}


def beyond(found: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of a text's forms that begin no longer one of `others`, its words and forms.

    The search finds the beginnings of words, so the longer one serves for both.
    """
    following = dict(pairwise(sorted({*others})))
    return [form for form in found if not following.get(form, "").startswith(form)]
