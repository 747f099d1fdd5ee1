"""Floor 3. The checks of texts: what would damage a page, and what readers stumble on.

`CHECKS` is the table of them, by code; what it calls an error ends `guide check` and `guide build`.
A check looks at one text, its English beside it. A stale translation is shown, and the English is
shown everywhere: of these, the checks that are `always` made are made. A text that is not
translated is not looked at. Where two checks would find the same fault, the one that says less
names in `unless` the code of the one that says more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.catalogue import Catalogue
from guide.checking import damage, typography
from guide.checking.damage import Pair, Term
from guide.checking.terms import held
from guide.checking.waivers import Waiver
from guide.model import Guide, Where, texts
from guide.problems import Problem
from guide.terminology import Terminology

_ARABIC, _BURMESE = re.compile("[\u0600-\u06ff]"), re.compile("[\u1000-\u109f]")
# Arabic: long vowels and what bears them; the article; the prefix of nouns made from a verb.
_WEAK, _ARTICLE, _NOUN = re.compile("[اويىةء]"), re.compile("^ال"), re.compile("^م(?=...)")
_SMALL = 3  # letters of a word that says little: an article, a preposition
ERROR, WARNING = "error", "warning"
UNUSED = "unused-waiver"
TERM = "glossary-term"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in a translation, at its line in the PO file."""

    where: Where
    id: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of fault. `find` gives a message or ""; `languages` none: all of them.

    `always`: looked for in stale translations and in the English, too.
    """

    severity: str
    help: str
    find: Callable[[Pair], str]
    unless: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    always: bool = False


def check(
    guide: Guide,
    catalogue: Catalogue,
    waivers: Iterable[Waiver],
    terms: Mapping[str, tuple[Term, ...]] | None = None,
) -> list[Finding]:
    """Every fault of a catalogue that is not waived, and every waiver without a fault, by line.

    `guide` is in its source language; `terms` are what `glossary` gives.
    """
    mine = _terms(guide, catalogue, (terms or {}).get(catalogue.language, ()))
    let_stand = {(waiver.id, waiver.code): waiver for waiver in waivers}
    every = list(_findings(guide, catalogue, CHECKS, mine))
    found = [one for one in every if (one.id, one.code) not in let_stand]
    used = {(one.id, one.code) for one in every}
    for key, waiver in let_stand.items():
        if key not in used:
            message = f"the waiver of {waiver.code} waives nothing; delete its line"
            severity = CHECKS[UNUSED].severity
            found.append(Finding(waiver.where, waiver.id, UNUSED, severity, message))
    return sorted(found, key=lambda finding: (finding.where, finding.id, finding.code))


def errors(
    guide: Guide,
    catalogue: Catalogue,
    waivers: Iterable[Waiver],
    of: Mapping[str, Check] | None = None,
) -> list[Problem]:
    """The faults of a catalogue that end a build, or those `of` some checks, if not waived."""
    let_stand = {(waiver.id, waiver.code) for waiver in waivers}
    return [
        Problem(one.where, f"{one.id}: {one.message}")
        for one in _findings(guide, catalogue, ERRORS if of is None else of)
        if (one.id, one.code) not in let_stand
    ]


def _findings(
    guide: Guide, catalogue: Catalogue, of: Mapping[str, Check], terms: tuple[Term, ...] = ()
) -> Iterator[Finding]:
    """What the checks given find in a catalogue, waived or not."""
    known = frozenset(guide.terms)
    for text in {text.id: text for text in texts(guide)}.values():
        entry = catalogue.entries.get(text.id)
        if entry is None or not entry.value:
            continue
        stale = entry.fuzzy or entry.source != text.value
        pair = Pair(text, entry.value, catalogue.language, terms, known)
        for code, message in faults(pair, ALWAYS if stale else of):
            yield Finding(entry.where, text.id, code, CHECKS[code].severity, message)


def source_problems(guide: Guide) -> Iterator[Problem]:
    """Every fault of the guide in its source language, at its line."""
    known = frozenset(guide.terms)
    for text in texts(guide):
        pair = Pair(text, text.value, guide.language, known=known)
        yield from (Problem(text.where, message) for _, message in faults(pair, ALWAYS))


def faults(pair: Pair, of: Mapping[str, Check] | None = None) -> Iterator[tuple[str, str]]:
    """Code and message of each fault of one text, by all checks or by those given."""
    codes: set[str] = set()
    for code, kind in (CHECKS if of is None else of).items():
        if codes.isdisjoint(kind.unless) and (
            not kind.languages or pair.language in kind.languages
        ):
            message = kind.find(pair)
            if message:
                codes.add(code)
                yield code, message


def _terms(guide: Guide, catalogue: Catalogue, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms in English instead of by id; an abbreviation will do as well."""
    made = []
    for term in terms:
        entry = guide.terms.get(term.term)
        words, ways = entry.term.value if entry else term.term, term.translations
        if entry and entry.abbreviation:
            own = catalogue.entries.get(entry.abbreviation.id)
            ways += tuple(filter(None, (own.value if own else "", entry.abbreviation.value)))
        made.append(Term(words, ways))
    return tuple(made)


def glossary(terminology: Terminology) -> dict[str, tuple[Term, ...]]:
    """The terms of each language as the checks use them."""
    made: dict[str, tuple[Term, ...]] = {}
    for (term, language), use in terminology.items():
        made[language] = (*made.get(language, ()), Term(term, (use.translation,)))
    return made


def _term(pair: Pair) -> str:
    words, ways = _folded(pair.shown), {term.term: term.translations for term in pair.terms}
    missing = [
        f'"{term}" is "{ways[term][0]}"'
        for term in held(pair.english, ways)
        if not any(_says(words, wanted) for wanted in ways[term])
    ]
    return f"glossary: {'; '.join(missing)}; use the term" if missing else ""


def _folded(text: str) -> str:
    """The text without case, accents, vowel signs and unseen characters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        c for c in apart if unicodedata.category(c) not in damage.UNSEEN or "\u1000" <= c < "\u10a0"
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


def _reader(find: Callable[[str, str, str], str]) -> Callable[[Pair], str]:
    """A check of typography as a check of a pair."""
    return lambda pair: find(pair.english, pair.shown, pair.language)


_ENGLISH = ("unchanged", "wrong-script")
_FOREIGN = ("template", "html", "unsafe-link")

CHECKS: Mapping[str, Check] = {
    "template": Check(
        ERROR, "Template code (Jinja braces) in a text.", damage.template, always=True
    ),
    "html": Check(
        ERROR, "HTML tags, closed or not, or entities in a text.", damage.html, always=True
    ),
    "unsafe-link": Check(
        ERROR,
        "A link that does not begin with https://, http:// or mailto:.",
        damage.unsafe,
        always=True,
    ),
    "image": Check(ERROR, "An image in a text.", damage.image, always=True),
    "placeholder": Check(
        ERROR,
        "{placeholders} that are not those of the English.",
        damage.placeholder,
        unless=("template",),
        always=True,
    ),
    "link": Check(
        ERROR, "A link with another target.", damage.link, unless=("unsafe-link", "image")
    ),
    "stray-markup": Check(
        ERROR,
        "Markup that is not closed, or any in a one-line text.",
        damage.stray,
        unless=("unsafe-link", "template", "image"),
        always=True,
    ),
    "unknown-term": Check(
        ERROR, "A link to a term that the glossary has not.", damage.unknown_term, always=True
    ),
    "markup": Check(
        ERROR,
        "Other counts of **strong**, *emphasis*, list lines or paragraphs, or other terms linked.",
        damage.marking,
        unless=("unsafe-link", "link", "stray-markup", "unknown-term"),
    ),
    "line-break": Check(ERROR, "A line break in a one-line text.", damage.line_break, always=True),
    "control-character": Check(
        ERROR, "A control, private-use or replacement character.", damage.control, always=True
    ),
    "bidi": Check(
        ERROR, "A direction override, or direction isolates not in pairs.", damage.bidi, always=True
    ),
    "not-nfc": Check(
        ERROR, "Letters in parts: not in Unicode’s form NFC.", damage.nfc, always=True
    ),
    "mixed-script": Check(
        ERROR,
        "A word with Cyrillic or Greek look-alikes of Latin letters.",
        damage.mixed,
        always=True,
    ),
    "zawgyi": Check(
        ERROR, "Burmese in Zawgyi encoding.", damage.zawgyi, languages=("my",), always=True
    ),
    "too-long": Check(
        ERROR, "Too long for its place: titles, short names, interface.", damage.too_long
    ),
    "wrong-script": Check(ERROR, "No letter of the language’s own script.", damage.wrong_script),
    "unchanged": Check(
        WARNING,
        "More than three words left in English, names of organisations apart.",
        _reader(typography.unchanged),
        unless=("wrong-script",),
    ),
    TERM: Check(
        WARNING, "A glossary term not said as the glossary says it.", _term, unless=_ENGLISH
    ),
    "numbers": Check(
        WARNING,
        "Numbers that differ from the English.",
        _reader(typography.numbers),
        unless=_FOREIGN,
    ),
    "final-punctuation": Check(
        WARNING,
        "Another kind of last sign than the English.",
        _reader(typography.final),
        unless=(*_ENGLISH, *_FOREIGN),
    ),
    "punctuation": Check(
        WARNING,
        "A sign that the language writes otherwise: ؟ ، ؛ in Arabic, ။ ၊ in Burmese, no-break "
        "spaces in French, ¿ ¡ in Spanish.",
        _reader(typography.signs),
        unless=(*_ENGLISH, *_FOREIGN, "final-punctuation"),
    ),
    "doubled-word": Check(WARNING, "A word twice in a row.", _reader(typography.doubled)),
    "edge-space": Check(
        WARNING,
        "A space at the beginning or end.",
        lambda pair: typography.edges(pair.value),
        unless=("line-break", "control-character"),
    ),
    "straight-quote": Check(
        WARNING, "A straight quote or apostrophe.", _reader(typography.quotes), unless=_FOREIGN
    ),
    "double-space": Check(WARNING, "Two spaces in a row.", _reader(typography.spaces)),
    "invisible-character": Check(
        WARNING,
        "An unseen character that the language does not need.",
        lambda pair: typography.invisible(pair.value, pair.language),
    ),
    UNUSED: Check(WARNING, "A waiver that waives nothing.", lambda _: ""),
}

ALWAYS = {code: kind for code, kind in CHECKS.items() if kind.always}
ERRORS = {code: kind for code, kind in CHECKS.items() if kind.severity == ERROR}
