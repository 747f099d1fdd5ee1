"""Glossary terms: which an English text holds, and whether a translation says them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from guide.core.model import Guide
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks.lengths import UNSEEN
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.terminology import Terminology

_ARABIC, _BURMESE = re.compile("[\u0600-\u06ff]"), re.compile("[\u1000-\u109f]")
# Arabic: long vowels and what bears them; the article; the prefix of nouns made from a verb.
_WEAK, _ARTICLE, _NOUN = re.compile("[اويىةء]"), re.compile("^ال"), re.compile("^م(?=...)")
_SMALL = 3  # letters of a word that says little: an article, a preposition


def held(english: str, terms: Iterable[str]) -> Iterator[str]:
    """Those of the terms that a text holds, in one or in several; none that is part of a longer."""
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        english, found = _whole(term).subn("·", english)
        if found:
            yield term


@cache
def _whole(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", re.IGNORECASE)


def terms_of(
    guide: Guide, catalogue: Catalogue, terms: Iterable[ExpectedTerm]
) -> tuple[ExpectedTerm, ...]:
    """The terms in English instead of by id; an abbreviation will do as well."""
    made = []
    for term in terms:
        entry = guide.terms.get(term.term)
        words, ways = entry.term.value if entry else term.term, term.translations
        if entry and entry.abbreviation:
            own = catalogue.entries.get(entry.abbreviation.id)
            ways += tuple(filter(None, (own.value if own else "", entry.abbreviation.value)))
        made.append(ExpectedTerm(words, ways))
    return tuple(made)


def by_language(terminology: Terminology) -> dict[str, tuple[ExpectedTerm, ...]]:
    """The terms of each language as the checks use them."""
    made: dict[str, tuple[ExpectedTerm, ...]] = {}
    for (term, language), use in terminology.items():
        made[language] = (*made.get(language, ()), ExpectedTerm(term, (use.translation,)))
    return made


def missing(pair: Pair) -> str:
    """Terms of the English that the translation does not say as the glossary does."""
    words, ways = _folded(pair.shown), {term.term: term.translations for term in pair.terms}
    unsaid = [
        f'"{term}" is "{ways[term][0]}"'
        for term in held(pair.english, ways)
        if not any(_says(words, wanted) for wanted in ways[term])
    ]
    return f"glossary: {'; '.join(unsaid)}; use the term" if unsaid else ""


def _folded(text: str) -> str:
    """The text without case, accents, vowel signs and unseen characters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        c for c in apart if unicodedata.category(c) not in UNSEEN or "\u1000" <= c < "\u10a0"
    )


def _says(words: str, wanted: str) -> bool:
    """Whether a text holds each word of a term, or of what stands in brackets beside it.

    Endings, prefixes and, in Arabic, long vowels may differ.
    """
    return any(_holds(words, way.strip()) for way in re.split(r"[()]", _folded(wanted)) if way)


def _holds(words: str, term: str) -> bool:
    if _BURMESE.search(term):
        term = term.replace(" ", "")
        return term[: -(-len(term) * 4 // 5)] in words.replace(" ", "")
    stems = re.findall(r"[^\W\d_]+", term)
    weighty = [stem for stem in stems if len(stem) > _SMALL] or stems
    if _ARABIC.search(term):  # broken plurals and verbs change what stands around the root
        bare = _WEAK.sub("", words)
        roots = [_NOUN.sub("", _WEAK.sub("", _ARTICLE.sub("", stem))) for stem in weighty]
        return all(root in bare for root in roots)
    return all(stem[: max(_SMALL, -(-len(stem) * 2 // 3))] in words for stem in weighty)
