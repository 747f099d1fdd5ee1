"""How search finds words, by language: where they are parted, and their further forms.

The search finds words that begin with what the reader types. `separator` parts words: at spaces and
punctuation; behind the Arabic article; Burmese, which writes no spaces, at each syllable. `forms`
stand in the index beside the text and are never shown: words without accents, Arabic words without
vowel signs and joined letters, Indonesian words without prefix. The vectors are in
tests/site/folding.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+")

# Material's default and other punctuation, but no dot within a number, so that the code S-2.1 gives
# the words `s` and `2.1`, as its query parser splits it, always at the dash.
_BREAK = r"[\s\u200b\-,;:!?()\[\]/«»“”\"’'،؛؟၊။]+"
_DOT = r"\.(?!\d)"
# Words of one letter joined to the next (and, so, with, as, for), and the article.
_ARTICLE = r"[وفبكل]?(?:ال|لل)(?=[\u0621-\u065f]{2})"
# A syllable begins at a consonant or independent vowel that has no asat and bears none below it. A
# stacked letter parts too: looking back would need a browser of 2023; text and query part alike.
_SYLLABLE = r"(?=[\u1000-\u102a\u103f\u104e](?![\u103a\u1039]))"
_SEPARATORS = {
    "ar": rf"{_BREAK}(?:{_ARTICLE})?|^{_ARTICLE}|{_DOT}",
    "my": rf"{_BREAK}|{_DOT}|{_SYLLABLE}",
}

# Articles, prepositions, pronouns: they say nothing of what a reader looks for.
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

# Letters that no accent makes, as they are typed without them.
_LATIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})

# Vowel signs, the long stroke, and letters that are often written for one another.
_ARABIC_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱؤئ", "ااااوي")
_ARABIC_LAST = re.compile(r"[هى](?![^\W\d_])")
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_ARABIC_JOINED = "وفبكل"
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

_LONGEST_RUN = 7  # syllables


def separator(language: str) -> str:
    """What parts the words of a text or a query: a regular expression for Python and script."""
    return _SEPARATORS.get(language, f"{_BREAK}|{_DOT}")


def without_accents(word: str) -> str:
    """The word in small letters with each letter's accents taken off, œ as oe."""
    apart = unicodedata.normalize("NFD", word.lower().translate(_LATIN_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def as_sought(text: str) -> str:
    """Arabic as the script sends it to the search: no signs; ه and ى at a word's end as ة and ي."""
    ends = {"ه": "ة", "ى": "ي"}
    return _ARABIC_LAST.sub(lambda last: ends[last[0]], _ARABIC_SIGNS.sub("", text))


def runs(text: str, language: str) -> Iterator[str]:
    """Runs of syllables within each word, for a search that knows whole words only.

    None where words are parted by spaces. A run is at most seven syllables long.
    """
    for word in re.split(f"{_BREAK}|{_DOT}", unicodedata.normalize("NFC", text)):
        syllables = [one for one in re.split(separator(language), word) if one]
        if len(syllables) > 1 and "".join(syllables) == word:
            for first in range(len(syllables)):
                for last in range(first + 1, min(first + _LONGEST_RUN, len(syllables)) + 1):
                    yield "".join(syllables[first:last])


def _latin(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        bare = without_accents(word)
        if bare.isascii():
            yield bare


def _arabic(text: str) -> Iterator[str]:
    small = SMALL_WORDS["ar"].split()
    for word in _ARABIC_WORD.findall(_ARABIC_SIGNS.sub("", text)):
        if word in small:
            continue
        base = re.sub(f"^{_ARTICLE}", "", word)
        joined = base == word and len(base) > _ARABIC_LEAST and base[0] in _ARABIC_JOINED
        for form in (base, base[1:]) if joined else (base,):
            sought = as_sought(form)
            yield from (sought, sought.translate(_ARABIC_LETTERS))


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


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {"ar": _arabic, "id": _indonesian}


def forms(text: str, language: str) -> list[str]:
    """The further forms of a text's words, each once."""
    text = unicodedata.normalize("NFC", text)
    made = dict.fromkeys(_latin(text))
    if language in _FORMS:
        made |= dict.fromkeys(_FORMS[language](text))
    written = set(re.split(separator(language), text.lower()))
    return [form for form in made if form not in written]
