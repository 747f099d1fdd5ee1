"""How easy English is to read, by the formula of Rudolf Flesch: 60 and more is plain English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def _syllables(word: str) -> int:
    """A count by groups of vowels: off by one now and then, right on the whole."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - (1 if silent and groups > 1 else 0))


def sentences(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each sentence, of each line of a list and of each part before a colon."""
    for text in texts:
        for part in re.split(r"[.?!:;\n]+", text):
            if words := re.findall(r"[A-Za-z][A-Za-z’'-]*", part):
                yield words


def ease(texts: Iterable[str]) -> float:
    """Reading ease: 100 is very easy, 30 very hard."""
    found = list(sentences(texts))
    words = [word for sentence in found for word in sentence]
    per_sentence, per_word = len(words) / len(found), sum(map(_syllables, words)) / len(words)
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word
