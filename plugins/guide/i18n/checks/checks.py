"""The checks of texts: what would damage a page, and what readers stumble on.

`CHECKS` is the table of them, by code; what it calls an error ends `guide check` and `guide build`.
A check looks at one text, its English beside it. A stale translation is shown, and the English is
shown everywhere: of these, the checks that are `always` made are made. A text that is not
translated is not looked at. Where two checks would find the same fault, the one that says less
names in `unless` the code of the one that says more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide, Location
from guide.core.walk import texts
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import characters, lengths, structure, typography
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.checks.terms import missing, terms_of
from guide.i18n.checks.waivers import Waiver

ERROR, WARNING = "error", "warning"
UNUSED = "unused-waiver"
TERM = "glossary-term"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in a translation, at its line in the PO file."""

    location: Location
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
    terms: Mapping[str, tuple[ExpectedTerm, ...]] | None = None,
) -> list[Finding]:
    """Every fault of a catalogue that is not waived, and every waiver without a fault, by line.

    `guide` is in its source language; `terms` are what `terms.by_language` gives.
    """
    mine = terms_of(guide, catalogue, (terms or {}).get(catalogue.language, ()))
    waived = {(waiver.id, waiver.code): waiver for waiver in waivers}
    every = list(_findings(guide, catalogue, CHECKS, mine))
    found = [one for one in every if (one.id, one.code) not in waived]
    used = {(one.id, one.code) for one in every}
    for key, waiver in waived.items():
        if key not in used:
            message = f"the waiver of {waiver.code} waives nothing; delete its line"
            severity = CHECKS[UNUSED].severity
            found.append(Finding(waiver.location, waiver.id, UNUSED, severity, message))
    return sorted(found, key=lambda finding: (finding.location, finding.id, finding.code))


def errors(
    guide: Guide,
    catalogue: Catalogue,
    waivers: Iterable[Waiver],
    of: Mapping[str, Check] | None = None,
) -> list[Diagnostic]:
    """The faults of a catalogue that end a build, or those `of` some checks, if not waived."""
    waived = {(waiver.id, waiver.code) for waiver in waivers}
    return [
        Diagnostic(one.location, f"{one.id}: {one.message}")
        for one in _findings(guide, catalogue, ERRORS if of is None else of)
        if (one.id, one.code) not in waived
    ]


def _findings(
    guide: Guide,
    catalogue: Catalogue,
    of: Mapping[str, Check],
    terms: tuple[ExpectedTerm, ...] = (),
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
            yield Finding(entry.location, text.id, code, CHECKS[code].severity, message)


def source_problems(guide: Guide) -> Iterator[Diagnostic]:
    """Every fault of the guide in its source language, at its line."""
    known = frozenset(guide.terms)
    for text in texts(guide):
        pair = Pair(text, text.value, guide.language, known=known)
        yield from (Diagnostic(text.location, message) for _, message in faults(pair, ALWAYS))


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


def _reader(find: Callable[[str, str, str], str]) -> Callable[[Pair], str]:
    """A check of typography as a check of a pair."""
    return lambda pair: find(pair.english, pair.shown, pair.language)


_ENGLISH = ("unchanged", "wrong-script")
_FOREIGN = ("template", "html", "unsafe-link")

CHECKS: Mapping[str, Check] = {
    "template": Check(
        ERROR, "Template code (Jinja braces) in a text.", structure.template, always=True
    ),
    "html": Check(
        ERROR, "HTML tags, closed or not, or entities in a text.", structure.html, always=True
    ),
    "unsafe-link": Check(
        ERROR,
        "A link that does not begin with https://, http:// or mailto:.",
        structure.unsafe,
        always=True,
    ),
    "image": Check(ERROR, "An image in a text.", structure.image, always=True),
    "placeholder": Check(
        ERROR,
        "{placeholders} that are not those of the English.",
        structure.placeholder,
        unless=("template",),
        always=True,
    ),
    "link": Check(
        ERROR, "A link with another target.", structure.link, unless=("unsafe-link", "image")
    ),
    "stray-markup": Check(
        ERROR,
        "Markup that is not closed, or any in a one-line text.",
        structure.stray,
        unless=("unsafe-link", "template", "image"),
        always=True,
    ),
    "unknown-term": Check(
        ERROR, "A link to a term that the glossary has not.", structure.unknown_term, always=True
    ),
    "markup": Check(
        ERROR,
        "Other counts of **strong**, *emphasis*, list lines or paragraphs, or other terms linked.",
        structure.marking,
        unless=("unsafe-link", "link", "stray-markup", "unknown-term"),
    ),
    "line-break": Check(
        ERROR, "A line break in a one-line text.", structure.line_break, always=True
    ),
    "control-character": Check(
        ERROR, "A control, private-use or replacement character.", characters.control, always=True
    ),
    "bidi": Check(
        ERROR,
        "A direction override, or isolates not in pairs.",
        characters.bidi,
        always=True,
    ),
    "not-nfc": Check(
        ERROR, "Letters in parts: not in Unicode’s form NFC.", characters.nfc, always=True
    ),
    "mixed-script": Check(
        ERROR,
        "A word with Cyrillic or Greek look-alikes of Latin letters.",
        characters.mixed,
        always=True,
    ),
    "zawgyi": Check(
        ERROR, "Burmese in Zawgyi encoding.", characters.zawgyi, languages=("my",), always=True
    ),
    "too-long": Check(
        ERROR, "Too long for its place: titles, short names, interface.", lengths.too_long
    ),
    "wrong-script": Check(ERROR, "No letter of the language’s script.", characters.wrong_script),
    "unchanged": Check(
        WARNING,
        "More than three words left in English, names of organisations apart.",
        _reader(typography.unchanged),
        unless=("wrong-script",),
    ),
    TERM: Check(
        WARNING, "A glossary term not said as the glossary says it.", missing, unless=_ENGLISH
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
