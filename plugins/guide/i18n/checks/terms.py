"""Glossary terms: which of them an original text has, and whether its translation has them too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from guide.core.model import Guide
from guide.core.widths import UNSEEN
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.terminology import Terminology

_ARABIC, _BURMESE = re.compile("[\u0600-\u06ff]"), re.compile("[\u1000-\u109f]")
# Arabic: long vowels and their carriers; the article; the prefix of nouns made from a verb.
_WEAK, _ARTICLE, _NOUN = re.compile("[اويىةء]"), re.compile("^ال"), re.compile("^م(?=...)")
_SMALL = 3  # letters of a word without much meaning, such as an article or a preposition


def held(english: str, terms: Iterable[str]) -> Iterator[str]:
    """The terms that an original text has, in the singular or plural, from long to short.

    A term inside a longer one does not count.
    """
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        english, count = _whole(term).subn("·", english)
        if count:
            yield term


@cache
def _whole(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", re.IGNORECASE)


def terms_of(
    guide: Guide, catalogue: Catalogue, terms: Iterable[ExpectedTerm]
) -> tuple[ExpectedTerm, ...]:
    """The same terms by their English words instead of their ids.

    An abbreviation, translated or not, also counts as a translation.
    """
    by_words = []
    for term in terms:
        entry = guide.terms.get(term.term)
        words, translations = entry.term.value if entry else term.term, term.translations
        if entry and entry.abbreviation:
            own = catalogue.entry(entry.abbreviation)
            translations += tuple(
                filter(None, (own.value if own else "", entry.abbreviation.value))
            )
        by_words.append(ExpectedTerm(words, translations))
    return tuple(by_words)


def by_language(terminology: Terminology) -> dict[str, tuple[ExpectedTerm, ...]]:
    """The terms of each language, by its code, with term ids as in the terminology."""
    terms: dict[str, tuple[ExpectedTerm, ...]] = {}
    for (term, language), use in terminology.items():
        terms[language] = (*terms.get(language, ()), ExpectedTerm(term, (use.translation,)))
    return terms


def missing(pair: Pair) -> str:
    """Terms of the original that are not translated as in the glossary."""
    text = _folded(pair.shown)
    translations = {term.term: term.translations for term in pair.terms}
    unused = [
        f'"{term}" is "{translations[term][0]}"'
        for term in held(pair.english, translations)
        if not any(_has(text, translation) for translation in translations[term])
    ]
    return f"glossary: {'; '.join(unused)}; use the term" if unused else ""


def _folded(text: str) -> str:
    """The text without case, accents, vowel signs and invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        c for c in decomposed if unicodedata.category(c) not in UNSEEN or "\u1000" <= c < "\u10a0"
    )


def _has(text: str, translation: str) -> bool:
    """Whether a folded text has each word of a term, or of the alternative in brackets after it.

    Endings, prefixes and, in Arabic, long vowels may differ.
    """
    ways = re.split(r"[()]", _folded(translation))
    return any(_has_words(text, way.strip()) for way in ways if way)


def _has_words(text: str, term: str) -> bool:
    if _BURMESE.search(term):
        term = term.replace(" ", "")
        return term[: -(-len(term) * 4 // 5)] in text.replace(" ", "")
    words = re.findall(r"[^\W\d_]+", term)
    main_words = [word for word in words if len(word) > _SMALL] or words
    if _ARABIC.search(term):  # broken plurals and verbs change the letters around the root
        consonants = _WEAK.sub("", text)
        roots = [_NOUN.sub("", _WEAK.sub("", _ARTICLE.sub("", word))) for word in main_words]
        return all(root in consonants for root in roots)
    return all(word[: max(_SMALL, -(-len(word) * 2 // 3))] in text for word in main_words)
