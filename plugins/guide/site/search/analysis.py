"""Text analysis for the search, by language: word boundaries and alternative forms of words.

The search finds words that begin with what the reader types. `separator` splits text into words: at
spaces and punctuation; after the Arabic article; at each syllable in Burmese, which is written
without spaces. `forms` are indexed along with the text and never shown: words without accents,
Arabic words without vowel signs and joined particles, Indonesian words without prefixes. The test
cases are in tests/site/folding.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+")

# Material's default separators and more punctuation. A dot within a number does not separate, so
# the code S-2.1 gives the words `s` and `2.1`, as in Material's query parser, which always splits
# at a dash.
_BREAK = r"[\s\u200b\-,;:!?()\[\]/«»“”\"’'،؛؟၊။]+"
_DOT = r"\.(?!\d)"
# The article, and the one-letter particles joined to it (and, so, with, as, for).
_ARTICLE = r"[وفبكل]?(?:ال|لل)(?=[\u0621-\u065f]{2})"
# A syllable begins at a consonant or independent vowel without an asat (U+103A) or a virama
# (U+1039) after it. Stacked letters are split as well, since browsers before 2023 have no
# lookbehind; that does no harm, because text and query are split alike.
_SYLLABLE = r"(?=[\u1000-\u102a\u103f\u104e](?![\u103a\u1039]))"
_SEPARATORS = {
    "ar": rf"{_BREAK}(?:{_ARTICLE})?|^{_ARTICLE}|{_DOT}",
    "my": rf"{_BREAK}|{_DOT}|{_SYLLABLE}",
}

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


def separator(language: str) -> str:
    """What separates words in texts and queries: a regular expression for Python and JavaScript."""
    return _SEPARATORS.get(language, f"{_BREAK}|{_DOT}")


def without_accents(word: str) -> str:
    """The word in lower case without accents; œ becomes oe."""
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_LATIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def as_sought(text: str) -> str:
    """Arabic as the pages' script sends it to the search.

    Vowel signs are removed; a final ه becomes ة and a final ى becomes ي.
    """
    replacements = {"ه": "ة", "ى": "ي"}
    return _ARABIC_LAST.sub(lambda match: replacements[match[0]], _ARABIC_SIGNS.sub("", text))


def runs(text: str, language: str) -> Iterator[str]:
    """Every run of up to seven syllables within a word, for a search that knows only whole words.

    Empty for languages that put spaces between words.
    """
    for word in re.split(f"{_BREAK}|{_DOT}", unicodedata.normalize("NFC", text)):
        syllables = [syllable for syllable in re.split(separator(language), word) if syllable]
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


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {"ar": _arabic, "id": _indonesian}


def forms(text: str, language: str) -> list[str]:
    """The alternative forms of a text's words, each once, without words that are in the text."""
    text = unicodedata.normalize("NFC", text)
    alternatives = dict.fromkeys(_latin(text))
    if language in _FORMS:
        alternatives |= dict.fromkeys(_FORMS[language](text))
    words = set(re.split(separator(language), text.lower()))
    return [form for form in alternatives if form not in words]
